"""Two targets files compared, as JSON: ``kpi.diff/1``."""

from fulian_kpi.checked import Indicator, Targets
from fulian_kpi.comparison.head import HeadDifference
from fulian_kpi.comparison.targets import LABELS, Comparison, Difference
from fulian_kpi.quantity import plain
from fulian_kpi.report.head_json import head_json
from fulian_kpi.report.indicator_json import indicator_json
from fulian_kpi.report.rule_json import Json


def diff_document(comparison: Comparison) -> Json:
    """Return both heads, the number of changes of each kind, and everything that changed.

    `summary` counts indicators, which are under `differences`; `head` is what stands above them.
    """
    return {
        "schema": "kpi.diff/1",
        "old": _head_json(comparison.old),
        "new": _head_json(comparison.new),
        "summary": {kind: comparison.count(kind) for kind in LABELS},
        "head": [_passages_json(each) for each in comparison.head],
        "differences": [_difference_json(each) for each in comparison.differences],
    }


def _head_json(targets: Targets) -> Json:
    head = targets.head
    return {
        "path": targets.source.path,
        **head_json(head),
        "indicators": len(targets.indicators),
    }


def _passages_json(difference: HeadDifference) -> Json:
    old, new = difference.old, difference.new
    return {
        "field": difference.field,
        "kind": difference.kind,
        "old": None if old is None else {"text": old.text, "line": old.line},
        "new": None if new is None else {"text": new.text, "line": new.line},
    }


def _difference_json(difference: Difference) -> Json:
    return {
        "kinds": list(difference.kinds),
        "old": _indicator_json(difference.old),
        "new": _indicator_json(difference.new),
    }


def _indicator_json(indicator: Indicator | None) -> Json:
    if indicator is None:
        return None
    weight = None if indicator.weight is None else plain(indicator.weight)
    return {**indicator_json(indicator), "weight": weight, "line": indicator.line}
