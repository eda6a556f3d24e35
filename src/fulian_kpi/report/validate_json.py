"""Findings on target files as JSON: ``kpi.validate/1``."""

from collections.abc import Sequence

from fulian_kpi.report.finding_json import finding_json
from fulian_kpi.report.findings import Examined, all_findings
from fulian_kpi.report.rule_json import Json
from fulian_kpi.review.suppression import Suppressed


def validate_document(files: Sequence[Examined], suppressed: Sequence[Suppressed]) -> Json:
    """Return the document of one run over `files`.

    The key ``suppressed`` is there where comments have set findings aside.
    """
    aside: list[Json] = [
        {**finding_json(each.finding), "reason": each.reason} for each in suppressed
    ]
    return {
        "schema": "kpi.validate/1",
        "files": len(files),
        "indicators": sum(len(each.indicators) for each in files),
        "findings": [finding_json(each) for each in all_findings(files)],
        **({"suppressed": aside} if aside else {}),
    }
