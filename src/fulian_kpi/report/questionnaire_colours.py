"""What a spreadsheet has to know to colour an answer while it is typed.

Every rule comes down to the same few cells beside the answer: an interval that a number has to lie
in, or the words of each band. So one set of formulas colours all rows, and goes on doing so when
rows are sorted or inserted, which moves cells but no conditional formats.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from fulian_kpi.checked import Indicator
from fulian_kpi.judgement import Verdict
from fulian_kpi.quantity import RATES, Quantity
from fulian_kpi.questionnaire import NOT_APPLICABLE, NOT_DONE, Kind
from fulian_kpi.rule import (
    FORWARD,
    STRICT,
    Band,
    Change,
    Comparator,
    Deadline,
    Direction,
    Grade,
    Range,
    Rule,
    Statement,
    Threshold,
    measure,
)

NONE_ABOVE: Final = Decimal("1E+99")
"""Where nothing is too much."""

_EPOCH: Final = date(1899, 12, 30)
"""Day 0 of a spreadsheet, counted so that all days from March 1900 on are right."""

_PLACES: Final = 10
"""Decimals beyond which a sum in a spreadsheet is noise: 0.1+0.2 is not above 0.3."""

_RATE_PLACES: Final = 2
"""Decimals of a percentage that the form shows, at least."""


class Help(StrEnum):
    """The hidden columns beside the answers."""

    LOW = "下限"
    LOW_OUTSIDE = "不含下限"
    HIGH = "上限"
    HIGH_OUTSIDE = "不含上限"
    ABOVE = "超额"
    NEGATIVE = "可为负"
    PLACES = "小数位"
    FULL = "达成"
    PARTIAL = "部分达成"
    NONE = "未达成"


class Interval(NamedTuple):
    """The numbers that meet a rule, as its cell holds them: 85% is 0.85, a day is its serial."""

    low: Decimal
    high: Decimal
    low_outside: bool = False
    high_outside: bool = False


def is_percentage(rule: Rule) -> bool:
    """Whether an answer is shown as a percentage, and so stored as a share of one."""
    quantity = measure(rule)
    return quantity is not None and quantity.unit == "%"


def rate_places(rule: Rule) -> int:
    """Return how many decimals of a percentage are shown: as many as its target needs."""
    bounds = (rule.low, rule.high) if isinstance(rule, Range) else (measure(rule),)
    exponents = [each.amount.as_tuple().exponent for each in bounds if each is not None]
    return max(_RATE_PLACES, *(-each for each in exponents if isinstance(each, int)))


def interval(rule: Rule) -> Interval | None:
    """Return the numbers that meet `rule`; None where words do."""
    match rule:
        case Threshold():
            return _compared(rule.comparator, _number(rule, rule.quantity), Decimal(0))
        case Change():
            lowest = -NONE_ABOVE if _may_be_negative(rule) else Decimal(0)
            return _compared(rule.comparator, _number(rule, rule.quantity), lowest)
        case Range():
            return Interval(_number(rule, rule.low), _number(rule, rule.high))
        case Deadline():
            assert rule.day.year is not None, "an indicator's rule has the year of its table"
            serial = Decimal((rule.day.in_year(rule.day.year) - _EPOCH).days)
            return _compared(rule.comparator, serial, Decimal(0))
        case Grade() | Statement():
            return None


def _number(rule: Rule, bound: Quantity) -> Decimal:
    """Return a bound of `rule` as a number in the cell of its answer."""
    shown = measure(rule)
    assert shown is not None, "the rule has bounds"
    if is_percentage(rule):
        return bound.amount / RATES["%"]
    return bound.amount.scaleb(-shown.scale)


def _compared(comparator: Comparator, bound: Decimal, lowest: Decimal) -> Interval:
    outside = comparator in STRICT
    if comparator is Comparator.EQUAL:
        return Interval(bound, bound)
    if comparator in FORWARD:
        return Interval(bound, NONE_ABOVE, low_outside=outside)
    return Interval(lowest, bound, high_outside=outside)


def helping_cells(indicator: Indicator) -> Iterator[tuple[Help, Decimal | str]]:
    """Yield what the formulas need to know of an indicator."""
    rule = indicator.rule
    if (numbers := interval(rule)) is not None:
        yield Help.LOW, numbers.low
        yield Help.LOW_OUTSIDE, Decimal(numbers.low_outside)
        yield Help.HIGH, numbers.high
        yield Help.HIGH_OUTSIDE, Decimal(numbers.high_outside)
        yield Help.ABOVE, Decimal(_may_exceed(indicator))
        yield Help.NEGATIVE, Decimal(_may_be_negative(rule))
        # What counts is the number as it shows, so it is rounded as it shows.
        percentage = rate_places(rule) + 2 if is_percentage(rule) else _PLACES
        yield Help.PLACES, Decimal(percentage)
    words: dict[Help, tuple[str, ...]] = {}
    match rule:
        case Grade():
            bands = {Band.FULL: Help.FULL, Band.PARTIAL: Help.PARTIAL, Band.NONE: Help.NONE}
            for grade in rule.scale:
                column = bands[rule.band(grade)]
                words[column] = (*words.get(column, ()), grade)
        case Statement():
            words = {Help(each.value): (each.value,) for each in Band}
        case Deadline():
            words = {Help.NONE: (NOT_DONE,)}
        case _:
            pass
    for column, each in words.items():
        yield column, f"|{'|'.join(each)}|"


def _may_be_negative(rule: Rule) -> bool:
    """Whether growth is asked for, which may turn out to be a decline."""
    return isinstance(rule, Change) and rule.direction is Direction.UP


def _may_exceed(indicator: Indicator) -> bool:
    rule = indicator.rule
    if not isinstance(rule, Threshold) or rule.comparator is not Comparator.EQUAL:
        return False
    return rule.quantity.amount > 0 and not indicator.is_cost


class Colour(NamedTuple):
    """When an answer has a verdict; None is an answer that cannot be read."""

    verdict: Verdict | None
    formula: str


def colours(answer: str, unit: str, help_of: dict[Help, str]) -> list[Colour]:
    """Return the formulas for the verdicts of one answer; the first that holds is meant.

    Args:
        answer: The cell of the answer, such as ``$G5``.
        unit: The cell of its unit.
        help_of: The cells beside it.
    """
    low, high = help_of[Help.LOW], help_of[Help.HIGH]
    # A day may be typed with its time of day.
    number = f'ROUND(IF({unit}="{Kind.DATE}",INT({answer}),{answer}),{help_of[Help.PLACES]})'
    counted = f"AND(ISNUMBER({answer}),ISNUMBER({low}))"
    above_low = f"OR({number}>{low},AND({number}={low},{help_of[Help.LOW_OUTSIDE]}=0))"
    below_high = f"OR({number}<{high},AND({number}={high},{help_of[Help.HIGH_OUTSIDE]}=0))"
    above = f"AND({number}>{high},{help_of[Help.ABOVE]}=1)"
    full, partial, none = (
        f'ISNUMBER(FIND("|"&TRIM({answer})&"|",{help_of[each]}))'
        for each in (Help.FULL, Help.PARTIAL, Help.NONE)
    )
    return [
        Colour(Verdict.NOT_APPLICABLE, f'TRIM({answer})="{NOT_APPLICABLE}"'),
        Colour(None, f"IF({counted},AND({answer}<0,{help_of[Help.NEGATIVE]}=0),FALSE)"),
        Colour(Verdict.MET, f"IF({counted},AND({above_low},{below_high}),{full})"),
        Colour(Verdict.EXCEEDED, f"IF({counted},{above},FALSE)"),
        Colour(Verdict.PARTIAL, partial),
        Colour(Verdict.MISSED, f"IF({counted},TRUE,{none})"),
        Colour(None, f'AND({help_of[Help.FULL]}<>"",{answer}<>"")'),
    ]


def wants_reason(reason: str, rules: Sequence[Colour]) -> str:
    """Return the formula for an empty reason beside an answer that asks for one."""
    formula = dict(rules)
    asking = ",".join(
        formula[each]
        for each in (
            Verdict.NOT_APPLICABLE,
            Verdict.EXCEEDED,
            Verdict.PARTIAL,
            Verdict.MISSED,
        )
    )
    met = formula[Verdict.MET]
    return f'AND(TRIM({reason})="",NOT({met}),OR({asking}))'
