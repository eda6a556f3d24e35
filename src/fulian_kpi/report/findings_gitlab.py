"""Findings as a Code Quality report, which GitLab shows on a merge request."""

from collections.abc import Sequence
from typing import Final

from fulian_kpi.report.finding_place import fingerprinted, line_of, relative_path
from fulian_kpi.report.findings import Examined, all_findings
from fulian_kpi.report.json_text import write_json
from fulian_kpi.report.paper import Paper
from fulian_kpi.severity import Severity

_SEVERITIES: Final = {
    Severity.ERROR: "major",
    Severity.WARNING: "minor",
    Severity.INFO: "info",
}


def write_gitlab(files: Sequence[Examined], paper: Paper) -> None:
    """Write a list with one entry a finding."""
    write_json(
        [
            {
                "description": each.message,
                "check_name": each.code.id,
                "fingerprint": fingerprint,
                "severity": _SEVERITIES[each.severity],
                "location": {
                    "path": relative_path(each.position.path),
                    "lines": {"begin": line_of(each)},
                },
            }
            for fingerprint, each in fingerprinted(all_findings(files))
        ],
        paper,
    )
