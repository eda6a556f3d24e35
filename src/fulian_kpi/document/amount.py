"""Amounts of money as the cells of a fund block write them, in 万元."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from fulian_kpi.document.grid import Cell, Row
from fulian_kpi.document.wording import plain
from fulian_kpi.expression.scanner import fold

_AMOUNT: Final = re.compile(r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(万元|元|万)?")
_IN_YUAN: Final = re.compile(r"单位:元|\(元\)|单位:人民币元")
_IN_HUNDRED_MILLIONS: Final = re.compile(r"单位:亿元|\(亿元\)")
_TEN_THOUSAND: Final = Decimal(10000)


def is_in_yuan(rows: Sequence[Row]) -> bool:
    """Whether the head of a table counts in 元 and nowhere in 万元."""
    return _counts_in(_IN_YUAN, rows)


def is_in_hundred_millions(rows: Sequence[Row]) -> bool:
    """Whether the head of a table counts in 亿元 and nowhere in 万元."""
    return _counts_in(_IN_HUNDRED_MILLIONS, rows)


def _counts_in(unit: re.Pattern[str], rows: Sequence[Row]) -> bool:
    text = "".join(plain(each.text) for row in rows for each in row)
    return unit.search(text) is not None and "万元" not in text


def amount_in(cell: Cell, *, yuan: bool) -> Decimal | None:
    """Return the amount that is all that a cell says."""
    return _read(fold(cell.text).replace(" ", ""), yuan=yuan)


def amount_behind(cell: Cell, *, yuan: bool) -> Decimal | None:
    """Return the amount in one cell with its label: 年度资金总额:16."""
    return _read(plain(cell.text).removeprefix("其中").lstrip(":-—").partition(":")[2], yuan=yuan)


def amounts_in(cells: Sequence[Cell], *, yuan: bool) -> list[Decimal]:
    """Return the amounts that follow a label, up to the next text."""
    amounts = []
    for each in cells:
        amount = amount_in(each, yuan=yuan)
        if amount is None:
            break
        amounts.append(amount)
    return amounts


def _read(text: str, *, yuan: bool) -> Decimal | None:
    found = _AMOUNT.fullmatch(text)
    if found is None:
        return None
    amount = Decimal(found[1].replace(",", ""))
    in_yuan = found[2] == "元" or (yuan and found[2] is None)
    return amount / _TEN_THOUSAND if in_yuan else amount
