"""Which of two rules for the same thing asks for more."""

from decimal import Decimal
from enum import StrEnum

from fulian_kpi.rule import (
    FORWARD,
    STRICT,
    Change,
    Comparator,
    Deadline,
    Grade,
    Range,
    Rule,
    Threshold,
)


class Movement(StrEnum):
    """How a target moved."""

    SAME = "same"
    RAISED = "raised"
    LOWERED = "lowered"
    UNIT = "unit"
    CHANGED = "changed"


def movement(old: Rule, new: Rule, *, years: int = 0, is_cost: bool = False) -> Movement:
    """Return how `new` stands to `old`; CHANGED where neither asks for more.

    More of a ≥ is raised, and so is less of a ≤, an earlier date, a narrower range, a better grade.

    Args:
        old: The rule as it was.
        new: The rule as it is.
        years: How many years the new table is later: a date of the same month and day is the same.
        is_cost: Whether = is a ceiling, as under 成本指标; elsewhere it is to be reached.
    """
    match old, new:
        case Threshold(), Threshold():
            return _thresholds(old, new, is_cost=is_cost)
        case Range(), Range():
            return _ranges(old, new)
        case Change(), Change():
            return _changes(old, new)
        case Deadline(), Deadline():
            return _deadlines(old, new, years)
        case Grade(), Grade() if old.scale == new.scale:
            ranks = [each.scale.index(each.expected or each.scale[0]) for each in (old, new)]
            return _ordered(Decimal(ranks[1]), Decimal(ranks[0]))
        case _:
            return Movement.SAME if str(old) == str(new) else Movement.CHANGED


def _thresholds(old: Threshold, new: Threshold, *, is_cost: bool) -> Movement:
    if old.quantity.unit != new.quantity.unit:
        return Movement.UNIT
    before, after = old.quantity.amount, new.quantity.amount
    signs: tuple[Comparator, ...] = (old.comparator, new.comparator)
    if is_cost and before != after:
        signs = tuple(Comparator.AT_MOST if each is Comparator.EQUAL else each for each in signs)
    elif signs == (Comparator.EQUAL, Comparator.EQUAL) and bool(before) is not bool(after):
        # =0起 allows nothing, =5场 asks for five: neither is more than the other.
        return Movement.CHANGED
    return _bounds(signs[0], before, signs[1], after)


def _bounds(old_sign: Comparator, old: Decimal, new_sign: Comparator, new: Decimal) -> Movement:
    if (old_sign in FORWARD) is not (new_sign in FORWARD):
        return Movement.CHANGED
    if old != new:
        return _ordered(old, new) if new_sign in FORWARD else _ordered(new, old)
    if old_sign is new_sign:
        return Movement.SAME
    if Comparator.EQUAL in {old_sign, new_sign}:
        return Movement.CHANGED
    return Movement.RAISED if new_sign in STRICT else Movement.LOWERED


def _changes(old: Change, new: Change) -> Movement:
    if old.direction is not new.direction:
        return Movement.CHANGED
    if old.quantity.unit != new.quantity.unit:
        return Movement.UNIT
    return _bounds(old.comparator, old.quantity.amount, new.comparator, new.quantity.amount)


def _ranges(old: Range, new: Range) -> Movement:
    if (old.low.unit, old.high.unit) != (new.low.unit, new.high.unit):
        return Movement.UNIT
    ends = old.low.amount, old.high.amount
    new_ends = new.low.amount, new.high.amount
    if ends == new_ends:
        return Movement.SAME
    if ends[0] <= new_ends[0] and new_ends[1] <= ends[1]:
        return Movement.RAISED
    if new_ends[0] <= ends[0] and ends[1] <= new_ends[1]:
        return Movement.LOWERED
    return Movement.CHANGED


def _deadlines(old: Deadline, new: Deadline, years: int) -> Movement:
    # Without a year on either side both mean the year of their table.
    before = ((old.day.year or 0) + years, old.day.month, old.day.day)
    after = (new.day.year or years, new.day.month, new.day.day)
    if (old.day.year is None) is not (new.day.year is None):
        return Movement.CHANGED
    if before == after and old.comparator is new.comparator:
        return Movement.SAME
    if before == after or old.comparator is not new.comparator:
        return Movement.CHANGED
    earlier = after < before
    upward = old.comparator in {Comparator.AT_LEAST, Comparator.ABOVE}
    return Movement.RAISED if earlier is not upward else Movement.LOWERED


def _ordered(old: Decimal, new: Decimal) -> Movement:
    if old == new:
        return Movement.SAME
    return Movement.RAISED if new > old else Movement.LOWERED
