"""What the indicators of a table answer to the promises of one text."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Final, NamedTuple, TypeAlias

from fulian_kpi.checked import Indicator
from fulian_kpi.quantity import RATES
from fulian_kpi.review.candidate import Candidate, candidates, keeps, unit_of
from fulian_kpi.review.promise import Promise
from fulian_kpi.rule import Comparator, Threshold


class Agreement(NamedTuple):
    """The indicators, several where only their sum is it, that keep the promise when reached."""

    rows: tuple[Indicator, ...]


class Conflict(NamedTuple):
    """The indicator that speaks of the same thing with another number."""

    row: Indicator


class Unanswered(NamedTuple):
    """No indicator comes near."""


Answer: TypeAlias = Agreement | Conflict | Unanswered | None
"""None is all that is not certain."""

_MOST_SUMMED: Final = 4
"""Rows that may add up to a promise: 线上18场 and 线下12场 keep 30场."""

_LEAST_TELLING: Final = 10
"""From here on the same number in the same unit is hardly chance."""


def answers(
    promised: Sequence[Promise], rows: Sequence[Indicator]
) -> Iterator[tuple[Promise, Answer]]:
    """Yield each promise of one text with its answer.

    An indicator keeps one promise, and is not held against the others: of “12场，线上5场” only the
    12 is its own. Nor is one that is the sum of several: 8场讲座, 4场沙龙 and =12场.
    """
    matched = [candidates(each, rows) for each in promised]
    kept = _kept(promised, matched)
    keeping = frozenset(row.id for row in kept.values())
    found: list[Answer] = []
    for index, (promise, near) in enumerate(zip(promised, matched, strict=True)):
        if index in kept:
            found.append(Agreement((kept[index],)))
        else:
            found.append(_answer(promise, near, keeping))
    summed = _summed(promised, found)
    for promise, answer in zip(promised, found, strict=True):
        is_part = isinstance(answer, Conflict) and answer.row.id in summed
        yield promise, None if is_part else answer


def _kept(
    promised: Sequence[Promise], matched: Sequence[Sequence[Candidate]]
) -> Mapping[int, Indicator]:
    """Return which promise each indicator keeps, by the promise's index; the most alike first."""
    fitting: list[tuple[int, int, Indicator]] = []
    for index, (promise, near) in enumerate(zip(promised, matched, strict=True)):
        most_shared = max((each.shared for each in near if each.comparable), default=0)
        fitting += [
            (each.shared, index, each.row)
            for each in near
            if keeps(each, promise, most_shared=most_shared)
        ]
    kept: dict[int, Indicator] = {}
    taken: set[str] = set()
    for _, index, row in sorted(fitting, key=lambda each: each[0], reverse=True):
        if index not in kept and row.id not in taken:
            kept[index] = row
            taken.add(row.id)
    return kept


def _answer(promise: Promise, near: Sequence[Candidate], keeping: frozenset[str]) -> Answer:
    """Return the answer to a promise that no single indicator keeps."""
    close = [each for each in near if each.comparable and each.close]
    together = _together(promise, close)
    if together:
        return Agreement(together)
    free = [each for each in close if each.row.id not in keeping]
    if free and _must_agree(promise):
        return Conflict(free[0].row)
    if promise.firm and not any(
        each.shared or (each.row.id not in keeping and _has_number(each, promise)) for each in near
    ):
        return Unanswered()
    return None


def _has_number(candidate: Candidate, promise: Promise) -> bool:
    """Return whether an indicator may be meant, whatever its name: it has the very number."""
    promised, rule = promise.rule, candidate.rule
    return (
        candidate.comparable
        and isinstance(promised, Threshold)
        and isinstance(rule, Threshold)
        and rule.quantity.amount == promised.quantity.amount >= _LEAST_TELLING
    )


def _must_agree(promise: Promise) -> bool:
    """Return whether another number is a conflict: of counts that are promised, of named rates."""
    return bool(promise.rate) if unit_of(promise.rule) in RATES else promise.firm


def _together(promise: Promise, close: Sequence[Candidate]) -> tuple[Indicator, ...]:
    """Return the indicators whose amounts add up to what is promised; rates do not add up."""
    if not isinstance(promise.rule, Threshold) or unit_of(promise.rule) in RATES:
        return ()
    wanted = promise.rule.quantity.amount
    at_least = promise.bounded and promise.rule.comparator is Comparator.AT_LEAST
    counts = [
        (each.row, each.rule.quantity.amount) for each in close if isinstance(each.rule, Threshold)
    ][:_MOST_SUMMED]
    for size in range(2, len(counts) + 1):
        for chosen in combinations(counts, size):
            total = sum(amount for _, amount in chosen)
            if total == wanted or (at_least and total > wanted):
                return tuple(row for row, _ in chosen)
    return ()


def _summed(promised: Sequence[Promise], found: Sequence[Answer]) -> frozenset[str]:
    """Return the indicators that are the sum of the promises that they contradict one by one."""
    parts: dict[str, list[Decimal]] = {}
    wholes: dict[str, Decimal] = {}
    for promise, answer in zip(promised, found, strict=True):
        if isinstance(answer, Conflict) and isinstance(promise.rule, Threshold):
            rule = answer.row.target.rule
            if isinstance(rule, Threshold):
                parts.setdefault(answer.row.id, []).append(promise.rule.quantity.amount)
                wholes[answer.row.id] = rule.quantity.amount
    return frozenset(
        row for row, amounts in parts.items() if len(amounts) > 1 and sum(amounts) == wholes[row]
    )
