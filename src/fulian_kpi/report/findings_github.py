"""Findings as workflow commands, which GitHub shows on the lines of a change."""

import re
from collections.abc import Sequence
from typing import Final

from fulian_kpi.diagnostic import Diagnostic, visible
from fulian_kpi.report.finding_place import line_of, relative_path
from fulian_kpi.report.findings import Examined, all_findings
from fulian_kpi.report.paper import Paper
from fulian_kpi.severity import Severity

_COMMANDS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}


def write_github(files: Sequence[Examined], paper: Paper) -> None:
    """Write one ``::error file=…,line=…::message`` a finding."""
    for each in all_findings(files):
        paper.stream.write(f"{_command(each)}\n")


def _command(finding: Diagnostic) -> str:
    place = finding.position
    properties = {"file": relative_path(place.path), "line": str(line_of(finding))}
    if place.line:
        properties["col"] = str(place.column)
        properties["endColumn"] = str(place.column + finding.length)
    properties["title"] = f"{finding.code.id} {finding.code.title}"
    written = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {written}::{_data(finding.message)}"


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _data(text: str) -> str:
    """Escape as the runner reads it back; line breaks stay, other controls are spelled out."""
    shown = re.sub(r"[^\r\n]+", lambda found: visible(found[0]), text)
    return shown.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
