"""Findings on target files as JSON: ``kpi.validate/1``."""

from collections.abc import Iterable, Sequence

from fulian_kpi.diagnostic import Diagnostic
from fulian_kpi.report.finding_json import finding_json
from fulian_kpi.report.rule_json import Json
from fulian_kpi.review.suppression import Suppressed


def validate_document(
    files: int,
    indicators: int,
    findings: Iterable[Diagnostic],
    suppressed: Sequence[Suppressed] = (),
) -> Json:
    """Return the document of one run over `files` files with so many readable indicators.

    The key ``suppressed`` is there where comments have set findings aside.
    """
    aside: list[Json] = [
        {**finding_json(each.finding), "reason": each.reason} for each in suppressed
    ]
    return {
        "schema": "kpi.validate/1",
        "files": files,
        "indicators": indicators,
        "findings": [finding_json(each) for each in findings],
        **({"suppressed": aside} if aside else {}),
    }
