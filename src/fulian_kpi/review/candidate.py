"""The indicators that may answer a promise, by their unit and the words they share with it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from fulian_kpi.checked import Indicator
from fulian_kpi.quantity import RATES
from fulian_kpi.review.counted import related_units, same_unit
from fulian_kpi.review.likeness import is_close, pairs
from fulian_kpi.review.promise import Promise
from fulian_kpi.rule import Comparator, Range, Threshold


class Candidate(NamedTuple):
    """An indicator whose unit fits a promise, and how much it resembles it.

    `comparable` says that their amounts can be held against each other, `shared` how many pairs of
    characters both have, `close` that these are enough to speak of the same thing.
    """

    row: Indicator
    rule: Threshold | Range
    comparable: bool
    shared: int
    close: bool


def candidates(promise: Promise, rows: Sequence[Indicator]) -> list[Candidate]:
    """Return every indicator whose unit could answer `promise`, the most alike first."""
    words, unit = pairs(promise.words), unit_of(promise.rule)
    found = []
    for row in rows:
        rule = row.target.rule
        if not isinstance(rule, Threshold | Range):
            continue
        if related_units(unit, unit_of(rule)) or _is_bare_number(rule, promise):
            theirs = pairs(row.name)
            comparable = same_unit(unit, unit_of(rule)) and _is_same_rate(promise, row)
            found.append(
                Candidate(row, rule, comparable, len(words & theirs), is_close(words, theirs))
            )
    return sorted(found, key=lambda each: each.shared, reverse=True)


def _is_bare_number(rule: Threshold | Range, promise: Promise) -> bool:
    """Return whether `rule` is the number promised without its unit, which is told elsewhere."""
    return (
        isinstance(rule, Threshold)
        and isinstance(promise.rule, Threshold)
        and rule.quantity == promise.rule.quantity._replace(unit="")
    )


def _is_same_rate(promise: Promise, row: Indicator) -> bool:
    """Return whether a rate may be compared: 覆盖率 says nothing of 通过率."""
    return unit_of(promise.rule) not in RATES or not promise.rate or promise.rate in row.name


def keeps(candidate: Candidate, promise: Promise, *, most_shared: int) -> bool:
    """Return whether the promise is kept once the indicator is reached.

    An indicator that shares little must have the very number, and no other may share much more.
    ≥5人 keeps a bare 5人, but not 5人以内.
    """
    if not candidate.comparable or not candidate.shared or candidate.shared * 2 < most_shared:
        return False
    low, high = _bounds(candidate.rule)
    if isinstance(promise.rule, Range):
        return (low, high) == (promise.rule.low.amount, promise.rule.high.amount)
    amount = promise.rule.quantity.amount
    comparator = promise.rule.comparator if promise.bounded else Comparator.EQUAL
    match comparator:
        case Comparator.AT_LEAST | Comparator.ABOVE:
            return low == amount or (candidate.close and low is not None and low > amount)
        case Comparator.AT_MOST | Comparator.BELOW:
            return high == amount or (candidate.close and high is not None and high < amount)
        case Comparator.EQUAL:
            return amount in {low, high}


def _bounds(rule: Threshold | Range) -> tuple[Decimal | None, Decimal | None]:
    """Return the least and the most that `rule` allows, as far as it says."""
    if isinstance(rule, Range):
        return rule.low.amount, rule.high.amount
    amount = rule.quantity.amount
    # A sign that nobody wrote stands in nobody's way.
    match Comparator.EQUAL if rule.implied else rule.comparator:
        case Comparator.EQUAL:
            return amount, amount
        case Comparator.AT_LEAST | Comparator.ABOVE:
            return amount, None
        case Comparator.AT_MOST | Comparator.BELOW:
            return None, amount


def unit_of(rule: Threshold | Range) -> str:
    """Return the unit of a threshold, or of both ends of a range."""
    return rule.quantity.unit if isinstance(rule, Threshold) else rule.high.unit
