"""Whose table it is and of which year, as JSON, as every command writes it."""

from fulian_kpi.model import TargetsFile
from fulian_kpi.report.rule_json import Json


def head_json(head: TargetsFile) -> dict[str, Json]:
    """Return department and year; ``project`` and ``implementer`` where the file has them."""
    parts: dict[str, Json] = {
        "department": head.department,
        "project": head.project,
        "implementer": head.implementer,
        "year": head.year,
    }
    return {key: value for key, value in parts.items() if value is not None}
