"""Targets that bound a quantity on one side."""

import re
from typing import Final

from fulian_kpi.codes import Code
from fulian_kpi.expression.amount import read_quantity
from fulian_kpi.expression.closing import read_closing
from fulian_kpi.expression.interval import (
    TO,
    TO_OR_AND,
    read_range_to,
    read_second_bound,
    read_separator,
)
from fulian_kpi.expression.naming import check_bound, check_class, check_duration
from fulian_kpi.expression.opening import Opening, read_opening
from fulian_kpi.expression.scanner import ExpressionError, Scanner, compiled
from fulian_kpi.expression.wording import SIGN
from fulian_kpi.quantity import Quantity
from fulian_kpi.rule import Comparator, Range, Threshold

_NUMERAL: Final = "[-+]?[0-9零一二两三四五六七八九十百千]"
_BETWEEN: Final = r"(介于)|在"


def read_bound(scanner: Scanner) -> Threshold | Range:
    """Read a threshold or a range.

    ::

        threshold = [opening] quantity [closing]
        range     = quantity ("-" | "至" | "到" …) quantity
                  | sign quantity ("且" | ",") sign quantity

    A bare quantity gets an implied sign: ≥, or = where it is zero.

    Raises:
        ExpressionError: If neither stands here.
    """
    start = scanner.position
    opening = read_opening(scanner)
    between = scanner.take(_BETWEEN) if opening.sign is None else None
    quantity_start = scanner.position
    quantity = _read_first_quantity(scanner, start, opening)
    if read_separator(scanner, TO_OR_AND if between and between[1] else TO):
        if opening.sign is not None:
            message = "区间前面不写符号，例如 3-5个"
            raise scanner.error(Code.SIGN, message, start, opening.sign_end)
        _check_named(scanner, start, opening, quantity)
        return read_range_to(scanner, quantity, quantity_start)
    span = quantity_start, scanner.position
    comparator = read_closing(scanner, quantity, opening.sign, opening.lead)
    check_bound(scanner, quantity, comparator, span)
    if opening.sign is None:
        check_class(scanner, quantity, span)
    if comparator is None:
        _check_named(scanner, start, opening, quantity)
        check_duration(scanner, quantity, span)
    return _threshold(scanner, start, opening, comparator, quantity)


def _threshold(
    scanner: Scanner,
    start: int,
    opening: Opening,
    comparator: Comparator | None,
    quantity: Quantity,
) -> Threshold | Range:
    # ≥0 would be met by anything: a bare 0起 and 达到0 mean that there must be none.
    usual = Comparator.AT_LEAST if quantity.amount else Comparator.EQUAL
    if comparator is None:
        return Threshold(usual, quantity, implied=True)
    if opening.sign is None:
        led_to = comparator is opening.lead is Comparator.AT_LEAST
        return Threshold(usual if led_to else comparator, quantity)
    threshold = Threshold(comparator, quantity)
    return read_second_bound(scanner, start, threshold) or threshold


def _read_first_quantity(scanner: Scanner, start: int, opening: Opening) -> Quantity:
    """Read the quantity; where nothing before it was understood, say what a target looks like."""
    extra = scanner.peek(SIGN) if scanner.position > start else None
    if extra:
        message = f"多出一个符号“{extra[0]}”，符号只写一次"
        raise scanner.error(Code.SIGN, message, extra.start(), extra.end())
    before = scanner.position
    try:
        return read_quantity(scanner)
    except ExpressionError as error:
        if error.code is Code.NUMBER and error.start == before and opening.sign is None:
            raise _not_a_target(scanner, start, error) from None
        raise


def _not_a_target(scanner: Scanner, start: int, error: ExpressionError) -> ExpressionError:
    text, written = scanner.text[start : scanner.end], scanner.quote(start)
    if compiled(_NUMERAL).match(scanner.text, error.start):
        return error
    if not compiled(_NUMERAL).search(text):
        message = f"{written}没有数量；如果是定性指标，请写成 定性：{written[1:-1]}"
    elif re.search("每|[人户年月日]均", text):
        message = f"{written}读不懂：“每年”“每人”要写在单位里，例如 ≥4次/年、≤500元/人"
    elif re.search(rf"第|(?<!提)前(?={_NUMERAL})|排名|[名位]次|位列", text):
        message = f"{written}读不懂：名次和次序不是数量，请写成 定性：…"
    else:
        message = f"{written}读不懂：只写符号和一个数量，例如 ≥5场；定性指标写成 定性：…"
    return ExpressionError(Code.EXPRESSION, message, start, scanner.end)


def _check_named(scanner: Scanner, start: int, opening: Opening, quantity: Quantity) -> None:
    """Refuse a quantity without a sign behind words that may mean anything; 事故0起 is clear."""
    if opening.named and quantity.amount:
        message = f"{scanner.quote(start)}读不懂：只写数量，例如 ≥{quantity}；定性指标写成 定性：…"
        raise scanner.error(Code.EXPRESSION, message, start)
