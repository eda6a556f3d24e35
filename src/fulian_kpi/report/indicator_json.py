"""An indicator as JSON, as every command writes it."""

from fulian_kpi.checked import Indicator
from fulian_kpi.report.rule_json import Json, rule_json


def indicator_json(indicator: Indicator) -> dict[str, Json]:
    """Return an indicator with its place in the table and its target."""
    return {
        "id": indicator.id,
        "task": indicator.task,
        "level1": indicator.level1,
        "level2": indicator.level2,
        "name": indicator.name,
        "target": indicator.target.text,
        "rule": rule_json(indicator.target.rule),
    }
