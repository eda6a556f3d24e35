"""Numbers that name something, a month, a year or a class, where a quantity is asked for."""

from typing import Final, TypeAlias

from fulian_kpi.codes import Code
from fulian_kpi.expression.scanner import ExpressionError, Scanner, compiled
from fulian_kpi.quantity import Quantity, plain
from fulian_kpi.rule import Comparator

Span: TypeAlias = tuple[int, int]
"""Where a text begins and ends."""

_YEARS: Final = range(1900, 2100)
# Behind a number, 月 and 季度 are counted only with 个, and 2022届 is a name.
_NAMED_BY_NUMBER: Final = "月|季度"
_NAMED_BY_YEAR: Final = "年|届|级|版|学年|财年|[春秋]季学期"
_DURATIONS: Final = frozenset(
    "个工作日 工作日 个自然日 自然日 天 日 小时 个小时 分钟 秒 个月 年".split()
)
_LIKE_A_MONTH: Final = r"20[0-4][0-9]\.(?:0?[1-9]|1[0-2]?)"
_LIKE_DAYS: Final = r"(?:[1-9]|1[0-2])\.[1-9] *[^0-9.]+(?:[1-9]|1[0-2])\.(?:[12][0-9]|3[01])"
_LIKE_A_DATE: Final = "(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-3][0-9])?"
_COUNTING: Final = frozenset({Comparator.EQUAL, Comparator.AT_LEAST, Comparator.ABOVE})


def check_bound(
    scanner: Scanner, quantity: Quantity, comparator: Comparator | None, span: Span
) -> None:
    """Refuse the month of ≤12.0月, the year of 2022届, and 2022.6, which may be a date."""
    months = quantity.unit == "月" and comparator in _COUNTING
    if compiled(_NAMED_BY_NUMBER).match(quantity.unit) and not months:
        raise _number_or_name(scanner, quantity.unit, span)
    if _is_year(quantity) and compiled(_NAMED_BY_YEAR).match(quantity.unit):
        message = f"{scanner.quote(*span)}是年份，不是数量；时限写成 2022年12月底前"
        raise scanner.error(Code.DATE, message, *span)
    number = plain(quantity.amount)
    like_a_date = compiled(_LIKE_A_DATE).fullmatch(number) and comparator is None
    if (
        not quantity.unit
        and not quantity.scale
        and (like_a_date or compiled(_LIKE_A_MONTH).fullmatch(number))
    ):
        message = f"{scanner.quote(*span)}是日期还是数量？日期写成 2023年7月底前"
        raise scanner.error(Code.DATE, message, *span)


def check_range(scanner: Scanner, low: Quantity, high: Quantity, span: Span) -> None:
    """Refuse the months of 3-6月, the dates of 2021-2023 and 3.1-11.30, the classes of 2-3级."""
    if compiled(_NAMED_BY_NUMBER).match(high.unit):
        raise _number_or_name(scanner, high.unit, span)
    years = _is_year(low), _is_year(high)
    dates = (
        all(years)
        or all(compiled(_LIKE_A_MONTH).fullmatch(plain(end.amount)) for end in (low, high))
        or compiled(_LIKE_DAYS).match(scanner.text, *span)
    )
    if (any(years) and compiled(_NAMED_BY_YEAR).match(high.unit)) or (dates and not high.unit):
        message = f"{scanner.quote(*span)}是日期还是数量？时限写成 2021年-2023年"
        raise scanner.error(Code.DATE, message, *span)
    check_class(scanner, high, span)


def check_class(scanner: Scanner, quantity: Quantity, span: Span) -> None:
    """Refuse 2级以上: which way classes are better depends on what they are of."""
    if quantity.unit == "级":
        written = scanner.quote(*span)
        message = f"{written}是等级，不是数量；请写成 定性：…，越大越好的写 ≥{quantity}"
        raise scanner.error(Code.EXPRESSION, message, *span)


def check_duration(scanner: Scanner, quantity: Quantity, span: Span) -> None:
    """Refuse 5个工作日办结: a bare quantity is a floor, but this means at most five."""
    if quantity.unit in _DURATIONS and scanner.position > span[1]:
        message = f"{scanner.quote(span[0])}没有写明是最长还是最短；请写成 ≤{quantity}"
        raise scanner.error(Code.EXPRESSION, message, span[0])


def _number_or_name(scanner: Scanner, unit: str, span: Span) -> ExpressionError:
    kind = "季度" if unit.startswith("季度") else "月"
    written = scanner.quote(*span)
    message = f"{written}是第几{kind}还是几个{kind}？{kind}数写 个{kind}，时限写 5月底前、5月至8月"
    return scanner.error(Code.DATE, message, *span)


def _is_year(quantity: Quantity) -> bool:
    return not quantity.scale and quantity.amount in _YEARS
