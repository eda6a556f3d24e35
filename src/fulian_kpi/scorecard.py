"""Targets and actuals brought together: one row an indicator, and what they come to."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from fulian_kpi.judgement import Verdict, completion, gap, judge
from fulian_kpi.model import Actuals, Indicator, Report, Targets
from fulian_kpi.rule import FORWARD, Change, Rule, Threshold

FAR_ABOVE: Final = Fraction(13, 10)
"""Completion from which a reason is required: the target may have been set too low [practice]."""

_NOTHING_REPORTED: Final = Report(None, None, None, (), None, 0)


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator judged."""

    indicator: Indicator
    report: Report
    verdict: Verdict
    passed: bool
    completion: Fraction | None
    gap: Fraction | None
    needs_reason: bool

    @property
    def lacks_reason(self) -> bool:
        """Whether a reason is required and has not been given."""
        return self.needs_reason and not self.report.reason


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All indicators of a targets file, or those of one task, judged."""

    targets: Targets
    actuals: Actuals
    rows: tuple[Row, ...]

    @property
    def passed(self) -> bool:
        """Whether every row passes."""
        return all(row.passed for row in self.rows)

    @property
    def counts(self) -> Mapping[Verdict, int]:
        """How many rows have each verdict."""
        return counted(self.rows)


def counted(rows: Iterable[Row]) -> Mapping[Verdict, int]:
    """Return how many of `rows` have each verdict, in the order of the verdicts."""
    found = Counter(row.verdict for row in rows)
    return {verdict: found[verdict] for verdict in Verdict}


def score(
    targets: Targets, actuals: Actuals, *, task: int | None = None, allow_unreported: bool = False
) -> Scorecard:
    """Judge every indicator of `targets`, or of one task, against `actuals`."""
    rows = tuple(
        _row(each, actuals.reports.get(each.id, _NOTHING_REPORTED), allow_unreported)
        for each in targets.indicators
        if task is None or each.task == task
    )
    return Scorecard(targets, actuals, rows)


def _row(indicator: Indicator, report: Report, allow_unreported: bool) -> Row:  # noqa: FBT001  (handed on as it came)
    rule, cost = indicator.rule, indicator.is_cost
    verdict = judge(rule, report.actual, cost=cost)
    share = completion(rule, report.actual, report.share)
    passes = {
        Verdict.MET: True,
        Verdict.EXCEEDED: bool(report.reason),
        Verdict.NOT_APPLICABLE: True,
        Verdict.UNREPORTED: allow_unreported,
    }
    return Row(
        indicator=indicator,
        report=report,
        verdict=verdict,
        passed=passes.get(verdict, False),
        completion=share,
        gap=gap(rule, report.actual, cost=cost),
        needs_reason=verdict is not Verdict.MET or _far_above(rule, share),
    )


def _far_above(rule: Rule, share: Fraction | None) -> bool:
    """Whether a target that counts upwards was reached by far; below a ceiling is no deviation."""
    upwards = isinstance(rule, Threshold | Change) and rule.comparator in FORWARD
    return upwards and share is not None and share >= FAR_ABOVE
