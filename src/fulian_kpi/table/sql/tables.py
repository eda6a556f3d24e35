"""The tables that the core works out for a database: targets, weights, answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from fulian_kpi.expression.scanner import ExpressionError
from fulian_kpi.policy import Policy
from fulian_kpi.quantity import rounded
from fulian_kpi.table.answer import Answer, weight_of
from fulian_kpi.table.bounds import DIGITS, PLACES, Bounds
from fulian_kpi.table.sql.dialect import Dialect, Value

AMOUNT: Final = f"DECIMAL({DIGITS}, {PLACES})"
"""The type of an amount."""

_WEIGHT_PLACES: Final = 4
_WEIGHT: Final = f"DECIMAL(9, {_WEIGHT_PLACES})"
WEIGHT_UNIT: Final = 10**_WEIGHT_PLACES
"""What a weight is multiplied by to be a whole number."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that the core worked out, under typed columns."""

    name: str
    columns: Mapping[str, str]
    rows: Sequence[tuple[Value, ...]]

    def creation(self, dialect: Dialect) -> str:
        """Return the statement that makes the table, its rows included."""
        types = {
            name: each if each != "TEXT" else dialect.text for name, each in self.columns.items()
        }
        values = (
            ",\n".join("  (" + ", ".join(map(dialect.literal, row)) + ")" for row in self.rows)
            or "  (" + ", ".join(["NULL"] * len(types)) + ")"
        )
        chosen = ", ".join(f"CAST({name} AS {each}) AS {name}" for name, each in types.items())
        some = "" if self.rows else "\nWHERE FALSE"
        return (
            f"CREATE OR REPLACE TEMPORARY VIEW {self.name} AS\nSELECT {chosen}\nFROM (VALUES\n"
            f"{values}\n) AS listed({', '.join(types)}){some}"
        )


def rule_table(rules: Iterable[tuple[str, bool, str, Bounds | None]]) -> Table:
    """Return the targets by number with their bounds, each under 成本指标 or not, and its year."""
    columns = {
        "rule": "INTEGER",
        "target": "TEXT",
        "cost": "BOOLEAN",
        "of_year": "TEXT",
        "unit": "TEXT",
        "bare_above": AMOUNT,
        "bound": AMOUNT,
        "met_from": AMOUNT,
        "met_to": AMOUNT,
        "full_from": AMOUNT,
        "full_to": AMOUNT,
        "verdict_above": "TEXT",
        "below": "TEXT",
        "above": "TEXT",
        "reason_from": AMOUNT,
        "zero_from": AMOUNT,
    }
    nothing: tuple[Value, ...] = (None,) * (len(columns) - 4)
    rows = tuple(
        (number, target, cost, year, *(nothing if bounds is None else bounds))
        for number, (target, cost, year, bounds) in enumerate(rules)
    )
    return Table("kpi_rules", columns, rows)


def weight_table(policy: Policy, weights: Iterable[str]) -> Table:
    """Return the weights by number; `readable` where they are numbers or empty.

    `all_points` is what a row of this weight can earn, in units of the last place of the points,
    and `factor` twice that, in units of the last place of the weight.
    """
    columns = {
        "number": "INTEGER",
        "text": "TEXT",
        "readable": "BOOLEAN",
        "value": _WEIGHT,
        "all_points": "BIGINT",
        "factor": "BIGINT",
    }
    rows = tuple(_weight_row(policy, *each) for each in enumerate(weights))
    return Table("kpi_weights", columns, rows)


def _weight_row(policy: Policy, number: int, text: str) -> tuple[Value, ...]:
    try:
        value = weight_of(text)
    except ExpressionError:
        return number, text, False, None, None, None
    if value is None:
        return number, text, True, None, None, None
    factor = 2 * int(value * WEIGHT_UNIT) * 10**policy.places
    return (
        number,
        text,
        True,
        value,
        _ticks(policy, rounded(Fraction(value), policy.places)),
        factor,
    )


def answer_table(policy: Policy, answers: Iterable[tuple[tuple[int, int, str], Answer]]) -> Table:
    """Return the answers to what the bounds cannot tell, by rule, weight and actual."""
    columns = {
        "rule": "INTEGER",
        "number": "INTEGER",
        "actual": "TEXT",
        "verdict": "TEXT",
        "points": "BIGINT",
        "needs_reason": "BOOLEAN",
    }
    rows = tuple(
        (
            *key,
            each.verdict,
            None if each.points is None else _ticks(policy, each.points),
            each.needs_reason,
        )
        for key, each in answers
    )
    return Table("kpi_answers", columns, rows)


def _ticks(policy: Policy, points: Decimal) -> int:
    return int(points.scaleb(policy.places))
