"""A rule as JSON, by its kind."""

from typing import TypeAlias, assert_never

from fulian_kpi.quantity import plain
from fulian_kpi.rule import (
    Change,
    Deadline,
    Grade,
    Range,
    Rule,
    Statement,
    Threshold,
)

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"
"""What our JSON documents are made of; exact numbers are strings."""


def rule_json(rule: Rule) -> dict[str, Json]:
    """Return `rule` as the documents of every command write it."""
    match rule:
        case Threshold():
            return {
                "kind": "threshold",
                "comparator": rule.comparator.value,
                "amount": plain(rule.quantity.amount),
                "unit": rule.quantity.unit,
                "implied": rule.implied,
            }
        case Range():
            return {
                "kind": "range",
                "low": plain(rule.low.amount),
                "high": plain(rule.high.amount),
                "unit": rule.low.unit,
            }
        case Grade():
            return {"kind": "grade", "scale": list(rule.scale), "expected": rule.expected}
        case Deadline():
            return {
                "kind": "deadline",
                "comparator": rule.comparator.value,
                "date": str(rule.day),
            }
        case Change():
            return {
                "kind": "change",
                "direction": rule.direction.value,
                "comparator": rule.comparator.value,
                "amount": plain(rule.quantity.amount),
                "unit": rule.quantity.unit,
            }
        case Statement():
            return {"kind": "statement", "text": rule.text}
        case _:
            assert_never(rule)
