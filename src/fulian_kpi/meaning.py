"""A rule in plain Chinese: what it means, what meets it, and what just misses it."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Final, assert_never

from fulian_kpi.quantity import RATES, Quantity
from fulian_kpi.rule import (
    Band,
    Change,
    Comparator,
    Day,
    Deadline,
    Direction,
    Grade,
    Range,
    Rule,
    Statement,
    Threshold,
)

_WORDS: Final = {
    Comparator.EQUAL: "正好",
    Comparator.AT_LEAST: "不少于",
    Comparator.AT_MOST: "不超过",
    Comparator.ABOVE: "超过",
    Comparator.BELOW: "少于",
}
_DATE_WORDS: Final = {
    Comparator.EQUAL: "在{}当天完成",
    Comparator.AT_MOST: "在{}（含当天）以前完成",
    Comparator.BELOW: "在{}以前（不含当天）完成",
    Comparator.AT_LEAST: "不早于{}完成",
    Comparator.ABOVE: "在{}以后完成",
}
_SIDES: Final = {
    Comparator.EQUAL: {0},
    Comparator.AT_LEAST: {0, 1},
    Comparator.AT_MOST: {-1, 0},
    Comparator.ABOVE: {1},
    Comparator.BELOW: {-1},
}
"""Below the bound, on it or above it: where each comparator holds."""

_COMMON_YEAR: Final = 2001
"""Stands in for a year that is not written, which usually has no 29 February."""

_END_OF_FEBRUARY: Final = Day(None, 2, 29)


def meaning(rule: Rule) -> str:
    """Return what `rule` asks for, as a phrase in Chinese."""
    match rule:
        case Threshold():
            implied = "（没有写符号，按惯例理解）" if rule.implied else ""
            above = "，多于此数须说明原因" if rule.comparator is Comparator.EQUAL else ""
            zero = rule.quantity.amount == 0
            return (
                f"{_WORDS[rule.comparator]}{_exact(rule.quantity)}{implied}{'' if zero else above}"
            )
        case Range():
            return f"在{_exact(rule.low)}到{_exact(rule.high)}之间，两端都算在内"
        case Change():
            verb = "增长" if rule.direction is Direction.UP else "下降"
            return f"{verb}{_WORDS[rule.comparator]}{_exact(rule.quantity)}"
        case Deadline():
            return _DATE_WORDS[rule.comparator].format(_spoken(rule))
        case Grade():
            return _grade_meaning(rule)
        case Statement():
            return f"{rule.text}；由人评定为达成、部分达成或未达成"
        case _:
            assert_never(rule)


def _grade_meaning(rule: Grade) -> str:
    parts = []
    for band in Band:
        grades = [grade for grade in rule.scale if rule.band(grade) is band]
        if grades:
            parts.append(f"{'、'.join(grades)}为{band}")
    expected = f"，要求达到{rule.expected}" if rule.expected else ""
    return f"按 {'、'.join(rule.scale)} 评定{expected}：{'，'.join(parts)}"


def examples(rule: Rule) -> Iterator[tuple[str, bool]]:
    """Yield actuals around the boundary, each with whether it meets `rule`.

    The step next to the bound is one of a counted unit, and one in the last place written of a
    rate or of a decimal amount.
    """
    match rule:
        case Threshold():
            yield from _around(rule.comparator, rule.quantity)
        case Change():
            verb = "增长" if rule.direction is Direction.UP else "下降"
            for text, meets in _around(rule.comparator, rule.quantity):
                yield f"{verb}{text}", meets
        case Range():
            yield from _across(rule)
        case Grade():
            for grade in rule.scale:
                yield grade, rule.band(grade) is Band.FULL
        case Statement():
            for band in Band:
                yield band.value, band is Band.FULL
        case Deadline():
            yield from _dates(rule)
        case _:
            assert_never(rule)


def _around(comparator: Comparator, quantity: Quantity) -> Iterator[tuple[str, bool]]:
    step = _step(quantity)
    for amount in (quantity.amount - step, quantity.amount, quantity.amount + step):
        if amount >= 0:
            side = (amount > quantity.amount) - (amount < quantity.amount)
            yield str(Quantity(amount, quantity.unit)), side in _SIDES[comparator]


def _across(rule: Range) -> Iterator[tuple[str, bool]]:
    step = min(_step(rule.low), _step(rule.high))
    low, high = rule.low.amount, rule.high.amount
    for amount, meets in ((low - step, False), (low, True), (high, True), (high + step, False)):
        if amount >= 0:
            yield str(Quantity(amount, rule.low.unit)), meets


def _step(quantity: Quantity) -> Decimal:
    exponent = quantity.amount.as_tuple().exponent
    assert isinstance(exponent, int), "no infinity or NaN is ever read"
    finest = min(exponent, -1 if quantity.unit in RATES else 0)
    return Decimal(1).scaleb(finest)


def _dates(rule: Deadline) -> Iterator[tuple[str, bool]]:
    year = rule.day.year or _COMMON_YEAR
    bound = rule.day.in_year(year)
    for side in (-1, 0, 1):
        day = bound + timedelta(days=side)
        if rule.day.year or day.year == year:
            written = f"{day}" if rule.day.year else f"{day.month}月{day.day}日"
            yield written, side in _SIDES[rule.comparator]
    yield "未完成", False


def _spoken(rule: Deadline) -> str:
    year = f"{rule.day.year}年" if rule.day.year else "当年"
    if rule.day == _END_OF_FEBRUARY:
        return f"{year}2月底"
    return f"{year}{rule.day.month}月{rule.day.day}日"


def _exact(quantity: Quantity) -> str:
    """Return the quantity, with single units beside 万 and 亿: 1万人次（10000人次）."""
    if not quantity.scale:
        return str(quantity)
    return f"{quantity}（{Quantity(quantity.amount, quantity.unit)}）"
