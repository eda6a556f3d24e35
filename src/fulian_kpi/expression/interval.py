"""Targets that hold a quantity between two others."""

import re
from typing import Final

from fulian_kpi.codes import Code
from fulian_kpi.expression.amount import read_quantity
from fulian_kpi.expression.closing import INCLUDED
from fulian_kpi.expression.naming import Span, check_range
from fulian_kpi.expression.scanner import Scanner, compiled
from fulian_kpi.expression.wording import SIGN, SIGNS
from fulian_kpi.quantity import Quantity, plain
from fulian_kpi.rule import STRICT, Comparator, Range, Threshold

TO: Final = r"-{1,3}|~|至|到(?!位)"
TO_OR_AND: Final = rf"{TO}|和|与"
_BETWEEN_END: Final = r"之间|区间"
_AND: Final = r"[且并,,、;]+"


def read_separator(scanner: Scanner, separators: str) -> re.Match[str] | None:
    """Read what stands between the ends of a range, a (含) of the lower end before it.

    Raises:
        ExpressionError: If the lower end is excluded.
    """
    included = scanner.peek(INCLUDED)
    if included and compiled(separators).match(scanner.text, included.end()):
        _check_end(scanner, included)
        scanner.take(INCLUDED)
    return scanner.take(separators)


def read_range_to(scanner: Scanner, first: Quantity, start: int) -> Range:
    """Read the upper end; what only one end writes (％, 个, 万) holds for both: 1-2万人.

    Raises:
        ExpressionError: If no quantity stands here, or the two make no range.
    """
    second = read_quantity(scanner)
    included = scanner.take(INCLUDED)
    if included:
        _check_end(scanner, included)
    span = start, scanner.position
    scanner.take(_BETWEEN_END)
    return _checked(scanner, _shared(first, second), second, span)


def read_second_bound(scanner: Scanner, start: int, first: Threshold) -> Range | None:
    """Read ``且≤5%`` behind ``≥3%``: together they are a range; None where no sign follows.

    Raises:
        ExpressionError: If the two bounds make no range.
    """
    before = scanner.position
    sign = scanner.take(SIGN) if scanner.take(_AND) else None
    if sign is None:
        scanner.position = before
        return None
    second = Threshold(SIGNS[sign[1]], read_quantity(scanner))
    span = start, scanner.position
    comparators = {first.comparator, second.comparator}
    if comparators & STRICT:
        raise scanner.error(Code.RANGE, "区间的两端都算在内，请写 ≥ 和 ≤", *span)
    if comparators != {Comparator.AT_LEAST, Comparator.AT_MOST}:
        message = f"{scanner.quote(*span)}不是区间；区间写成 3-5个 或 ≥3个且≤5个"
        raise scanner.error(Code.RANGE, message, *span)
    low, high = _shared(first.quantity, second.quantity), second.quantity
    if first.comparator is Comparator.AT_MOST:
        low, high = high, low
    return _checked(scanner, low, high, span)


def _check_end(scanner: Scanner, included: re.Match[str]) -> None:
    if included[1]:
        message = "区间的两端都算在内，不能写“不含”"
        raise scanner.error(Code.RANGE, message, included.start(), included.end())


def _shared(first: Quantity, second: Quantity) -> Quantity:
    """Return `first` with the unit, and in 1-2万人 the 万, that only `second` writes."""
    if first.unit:
        return first
    written = second.amount.scaleb(-second.scale)
    if second.scale and not first.scale and first.amount < written:
        return Quantity(first.amount.scaleb(second.scale), second.unit, second.scale)
    return first._replace(unit=second.unit)


def _checked(scanner: Scanner, low: Quantity, high: Quantity, span: Span) -> Range:
    if low.unit != high.unit:
        message = f"区间两端的单位不同：{low.unit or '无'} 与 {high.unit or '无'}"
        raise scanner.error(Code.RANGE, message, *span)
    check_range(scanner, low, high, span)
    if low.amount > high.amount:
        message = f"下限 {plain(low.amount)} 大于上限 {plain(high.amount)}"
        raise scanner.error(Code.RANGE, message, *span)
    return Range(low, high)
