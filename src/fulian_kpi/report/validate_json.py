"""Findings on target files as JSON: ``kpi.validate/1``."""

from collections.abc import Iterable

from fulian_kpi.diagnostic import Diagnostic
from fulian_kpi.report.finding_json import finding_json
from fulian_kpi.report.rule_json import Json


def validate_document(files: int, indicators: int, findings: Iterable[Diagnostic]) -> Json:
    """Return the document of one run over `files` files with so many readable indicators."""
    return {
        "schema": "kpi.validate/1",
        "files": files,
        "indicators": indicators,
        "findings": [finding_json(each) for each in findings],
    }
