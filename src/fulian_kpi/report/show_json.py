"""The targets as JSON: ``kpi.show/1``."""

from collections.abc import Iterable

from fulian_kpi.checked import Indicator, Targets
from fulian_kpi.meaning import meaning
from fulian_kpi.model import Budget
from fulian_kpi.report.head_json import head_json
from fulian_kpi.report.indicator_json import indicator_json
from fulian_kpi.report.rule_json import Json


def show_document(targets: Targets, indicators: Iterable[Indicator]) -> Json:
    """Return the head of the table and those of its `indicators` that were asked for."""
    head = targets.head
    tasks: list[Json] = [
        {"id": task.id, "name": task.name, "content": task.content} for task in head.tasks
    ]
    return {
        "schema": "kpi.show/1",
        **head_json(head),
        "budget": _budget_json(head.budget),
        "goal": head.goal,
        "tasks": tasks,
        "indicators": [_indicator_json(each) for each in indicators],
    }


def _budget_json(budget: Budget | None) -> Json:
    if budget is None:
        return None
    parts = {"total": budget.total, "fiscal": budget.fiscal, "other": budget.other}
    return {name: None if amount is None else str(amount) for name, amount in parts.items()}


def _indicator_json(indicator: Indicator) -> Json:
    return {
        **indicator_json(indicator),
        "meaning": meaning(indicator.target.rule),
        "line": indicator.line,
    }
