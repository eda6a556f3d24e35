"""Values that cannot be meant: dates of another year, half an event, months that end early."""

import re
from collections.abc import Iterator
from typing import Final

from fulian_kpi.checked import Indicator, Targets
from fulian_kpi.codes import Code
from fulian_kpi.expression.scanner import fold
from fulian_kpi.finding import Finding
from fulian_kpi.plausibility import is_broken
from fulian_kpi.quantity import exact
from fulian_kpi.rule import Deadline, Range, Threshold

# DESIGN.md, section 3: 9月前 ends with August, and half of its readers think of September.
_BEFORE_MONTH: Final = re.compile(
    r"((?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]) *月份?) *[之以]?前"
)


def implausible(targets: Targets) -> Iterator[Finding]:
    """Yield deadlines outside the table's year, months before which, and fractions of counts."""
    for each in targets.indicators:
        match each.target.rule:
            case Deadline():
                yield from _deadline(each, targets.head.year)
            case Threshold() | Range() as rule:
                yield from _fraction(each, rule)
            case _:
                pass


def _deadline(indicator: Indicator, year: int) -> Iterator[Finding]:
    rule, text = indicator.target.rule, indicator.target.text
    assert isinstance(rule, Deadline), "the caller has looked"
    route = (*indicator.route, "target")
    if rule.day.year not in {None, year}:
        message = f"时限“{text.strip()}”在 {rule.day.year} 年，这是 {year} 年的目标；请核对年份"
        yield Finding(Code.IMPLAUSIBLE_DATE, message, route, indicator.id)
    month = _BEFORE_MONTH.search(fold(text))
    if month:
        message = (
            f"“{month[0]}”按 {rule.day.month}月{rule.day.day}日 截止理解，也有人读作{month[1]}底；"
            f"请写 {month[1]}底前，或写明日期"
        )
        yield Finding(Code.AMBIGUOUS_DEADLINE, message, route, indicator.id, span=month.span())


def _fraction(indicator: Indicator, rule: Threshold | Range) -> Iterator[Finding]:
    bounds = (rule.quantity,) if isinstance(rule, Threshold) else (rule.low, rule.high)
    for quantity in bounds:
        if is_broken(exact(quantity.amount), quantity.unit, indicator.name):
            message = f"{quantity}：“{quantity.unit}”没有小数；请核对数字和单位"
            yield Finding(
                Code.IMPLAUSIBLE_DECIMALS, message, (*indicator.route, "target"), indicator.id
            )
            return
