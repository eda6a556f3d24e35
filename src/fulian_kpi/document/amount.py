"""Amounts of money as the cells of a fund block write them, in 万元."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from fulian_kpi.document.grid import Cell, Row
from fulian_kpi.document.wording import plain
from fulian_kpi.expression.scanner import fold

_AMOUNT: Final = re.compile(r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(万元|元|万)?")
_DECLARED: Final = re.compile(
    r"(?:^|\()(?:金额)?单位[:(]+(?:人民币:?)?([百千]?[万亿]?元)|\(([百千]?[万亿]?元)\)"
)
_UNIT_LABEL: Final = re.compile("(?:金额)?单位:?")
_TEN_THOUSAND: Final = Decimal(10000)


def unit_of(rows: Sequence[Row]) -> str:
    """Return the unit that a cell declares for the amounts above a table; 万元 where none does.

    万元 goes before others: 单位:元 may be meant for the indicators.
    """
    declared = []
    for row in rows:
        cells = [plain(each.text) for each in row if each.text and not each.covered]
        for text, beside in pairwise([*cells, ""]):
            found = _DECLARED.search(f"{text}:{beside}" if _UNIT_LABEL.fullmatch(text) else text)
            if found:
                declared.append(found[1] or found[2])
    return "万元" if not declared or "万元" in declared else declared[0]


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
