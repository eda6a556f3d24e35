"""Findings as JSON, as every command writes them."""

from fulian_kpi.diagnostic import Diagnostic
from fulian_kpi.report.rule_json import Json


def finding_json(finding: Diagnostic) -> dict[str, Json]:
    """Return one finding; lines and columns count from 1, columns in characters.

    In a workbook the line is the row, and ``cell`` stands beside it: ``填报表!C12``.
    """
    position = finding.position
    return {
        "code": finding.code.id,
        "severity": finding.severity.value,
        "path": position.path,
        **({"cell": position.cell} if position.cell else {}),
        "line": position.line,
        "column": position.column,
        "end_column": position.column + finding.length if position.line else 0,
        "indicator": finding.indicator,
        "message": finding.message,
    }
