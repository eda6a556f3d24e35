"""Findings as SARIF 2.1.0, the interchange format of static analysis (OASIS)."""

import os
import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from fulian_kpi import __version__
from fulian_kpi.codes import Code
from fulian_kpi.diagnostic import Diagnostic
from fulian_kpi.report.finding_place import fingerprinted, line_of, relative_path
from fulian_kpi.report.findings import Examined, all_findings
from fulian_kpi.report.json_text import write_json
from fulian_kpi.report.paper import Paper
from fulian_kpi.report.rule_json import Json
from fulian_kpi.severity import Severity

_LEVELS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
}

_PLACEHOLDER: Final = re.compile(r"\{([0-9]+)\}")
_LINK: Final = re.compile(r"\[(?=[^\]]*\]\()")
"""What a viewer would act on in a message: arguments, and links to other places."""


def write_sarif(files: Sequence[Examined], paper: Paper) -> None:
    """Write one run, whose rules are the pages of the codes that were found."""
    findings = list(fingerprinted(all_findings(files)))
    codes = sorted({each.code for _, each in findings}, key=lambda code: code.id)
    indices = {code: index for index, code in enumerate(codes)}
    driver: Json = {
        "name": "kpi",
        "semanticVersion": __version__,
        "language": "zh-CN",
        "rules": [_rule(code) for code in codes],
    }
    run: Json = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, indices[each.code], mark) for mark, each in findings],
    }
    write_json({"version": "2.1.0", "runs": [run]}, paper)


def _rule(code: Code) -> Json:
    return {
        "id": code.id,
        "name": "".join(word.capitalize() for word in code.name.split("_")),
        "shortDescription": {"text": _text(code.title)},
        "fullDescription": {"text": _text(code.page)},
        "help": {"text": _text(code.page)},
        "defaultConfiguration": {"level": _LEVELS[code.severity]},
    }


def _result(finding: Diagnostic, index: int, fingerprint: str) -> Json:
    region: dict[str, Json] = {"startLine": line_of(finding)}
    if finding.position.line:
        region["startColumn"] = finding.position.column
        region["endColumn"] = finding.position.column + finding.length
    place: dict[str, Json] = {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(finding.position.path)},
            "region": region,
        }
    }
    if finding.indicator is not None:
        place["logicalLocations"] = [{"name": finding.indicator, "kind": "member"}]
    return {
        "ruleId": finding.code.id,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": _text(finding.message)},
        "locations": [place],
        "partialFingerprints": {"kpi/v1": fingerprint},
    }


def _uri(path: str) -> str:
    relative = relative_path(path)
    written = quote(os.fsencode(relative))
    return f"file://{written}" if relative.startswith("/") else written


def _text(message: str) -> str:
    return _LINK.sub(r"\\[", _PLACEHOLDER.sub(r"{{\1}}", message))
