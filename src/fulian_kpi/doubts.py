"""Actuals that can hardly be meant as they are written: what a reviewer would ask of a row."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from fulian_kpi.codes import Code
from fulian_kpi.judgement import Finished, Measured
from fulian_kpi.plausibility import is_broken, share_above_whole
from fulian_kpi.quantity import RATES, Quantity, exact, rounded, spelled
from fulian_kpi.row import Row
from fulian_kpi.rule import FORWARD, Deadline, Threshold, measure

_TOO_MUCH: Final = 100
"""An actual of so many times its target was hardly meant in 万, where the target is written so."""

_TEN_THOUSAND: Final = 10_000
_TOO_LITTLE: Final = 1000
"""A cost that is so small a part of its ceiling was typed in 万元 where 元 are meant."""


def doubts(row: Row, year: int) -> Iterator[tuple[Code, str]]:
    """Yield what is odd about the actual of `row`, in a table of `year`; it counts all the same."""
    actual = row.report.actual
    due = row.indicator.rule.day.year if isinstance(row.indicator.rule, Deadline) else None
    first = min(year, due or year)
    if isinstance(actual, Finished) and actual.on and (actual.on.year or year) < first:
        message = f"{_told(row)} 早于 {year} 年度，是不是上一年完成的？请核对年份"
        yield Code.IMPLAUSIBLE_ACTUAL, message
    target = measure(row.indicator.rule)
    if not isinstance(actual, Measured) or target is None:
        return
    name, amount = row.indicator.name, actual.amount
    if is_broken(amount, target.unit, name):
        message = f"{_told(row)}：“{target.unit}”没有小数；请核对数字和单位"
        yield Code.IMPLAUSIBLE_ACTUAL, message
    if share := share_above_whole(amount, target.unit, name):
        message = f"{_told(row)}：{share}不会超过 {RATES[target.unit]}{target.unit}；请核对"
        yield Code.IMPLAUSIBLE_ACTUAL, message
    if question := _too_much(row, target, amount) or _too_little(row, target, amount):
        yield Code.WRONG_MAGNITUDE, question


def _told(row: Row) -> str:
    return f"“{row.indicator.name}”的实际值 {row.report.text}"


def _too_much(row: Row, target: Quantity, amount: Fraction) -> str | None:
    """Return the question whether the 万 or 亿 of an actual is one too many."""
    if not (target.scale and target.amount):
        return None
    times = amount / exact(target.amount)
    if times < _TOO_MUCH:
        return None
    meant = Decimal(spelled(amount / 10**target.scale))
    scaled, single = target._replace(amount=meant), Quantity(meant, target.unit)
    return (
        f"{_told(row)} 是指标值 {row.indicator.target.text} 的 {rounded(times, 0)} 倍，"
        f"是否应为 {single}（{scaled}）"
    )


def _too_little(row: Row, target: Quantity, amount: Fraction) -> str | None:
    """Return the question whether a cost was typed in 万元 where its ceiling is in 元."""
    rule = row.indicator.rule
    if not isinstance(rule, Threshold) or rule.comparator in FORWARD or target.scale:
        return None
    bound = exact(target.amount)
    if not target.unit.startswith("元") or not 0 < amount * _TOO_LITTLE <= bound:
        return None
    if amount * _TEN_THOUSAND > 2 * bound:
        return None
    return (
        f"{_told(row)} 不到指标值 {row.indicator.target.text} 的千分之一，"
        f"是否应为 {spelled(amount)}万{target.unit}"
    )
