"""Findings on target files as JSON: ``kpi.validate/1``."""

from collections.abc import Sequence

from fulian_kpi.report.finding_json import finding_json
from fulian_kpi.report.findings import Examined, all_findings
from fulian_kpi.report.rule_json import Json


def validate_document(files: Sequence[Examined]) -> Json:
    """Return the document of one run over `files`."""
    return {
        "schema": "kpi.validate/1",
        "files": len(files),
        "indicators": sum(len(each.indicators) for each in files),
        "findings": [finding_json(each) for each in all_findings(files)],
    }
