"""预算数 | 执行数 | 执行率: what was budgeted, adjusted and spent, proved by the rate."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from fulian_kpi.document.amount import amount_behind, amount_in
from fulian_kpi.document.block import Remark
from fulian_kpi.document.draft import Money
from fulian_kpi.document.grid import Cell, Row
from fulian_kpi.document.wording import bare, plain
from fulian_kpi.expression.scanner import fold

_INITIAL: Final = re.compile(
    r"(?:年初|(?:项目)?(?:本年度?|年度|当年)|项目)?预算(?:数|金额|总额|安排|批复数)?"
)
_ADJUSTED: Final = re.compile(
    r"(?:全年|调整后?|全年\(调整\)|全年调整后?)预算(?:数|金额)?|预算调整(?:后|数)"
)
_EXECUTED: Final = re.compile(
    r"(?:全年|本年度?|当年|年度|预算|实际)?执行(?:数|金额|总额)|(?:全年|实际)(?:执行|支出)"
    r"|(?:全年|本年度?|实际)支出(?:数|金额|总额)|决算(?:数|金额)?"
)
_EXECUTION_RATE: Final = re.compile(r"(?:预算)?执行率")
_RATE: Final = re.compile(r"(\d+(?:\.\d+)?)%?")
_MOST_SPENT: Final = 2
"""Times the budget; more was read from another column."""
_ROUNDING: Final = Decimal(1)
"""Percentage points that a printed rate of execution may be off by."""


def kind_of(text: str) -> str | None:
    """Return what stands below a head: ``total``, ``adjusted``, ``executed`` or ``rate``."""
    word = bare(text)
    kinds = (
        ("adjusted", _ADJUSTED),
        ("executed", _EXECUTED),
        ("rate", _EXECUTION_RATE),
        ("total", _INITIAL),
    )
    return next((kind for kind, pattern in kinds if pattern.fullmatch(word)), None)


def beside(rows: Sequence[Row], *, yuan: bool) -> Money:
    """Read 预算数 | 5 | 执行数 | 5, each label before its amount on one row."""
    for row in rows:
        cells = [each for each in row if each.text and not each.covered]
        read = {
            kind: amount
            for label, cell in pairwise(cells)
            if (kind := kind_of(label.text)) and (amount := amount_in(cell, yuan=yuan)) is not None
        }
        adjusted, executed = read.get("adjusted"), read.get("executed")
        total = read.get("total", adjusted)
        if total is not None and executed is not None:
            return Money(total=total, adjusted=adjusted, executed=executed)
    return Money()


def spent(rows: Sequence[Row], *, yuan: bool) -> Decimal | None:
    """Read 全年执行数 | 98 or 全年执行数：98, wherever it stands."""
    for row in rows:
        cells = [each for each in row if each.text and not each.covered]
        for label, cell in pairwise((*cells, Cell("", ""))):
            if kind_of(plain(label.text).partition(":")[0]) == "executed":
                inline = amount_behind(label, yuan=yuan)
                found = amount_in(cell, yuan=yuan) if inline is None else inline
                if found is not None:
                    return found
    return None


def below_total(heads: Sequence[Cell], cells: Sequence[Cell]) -> Sequence[Cell]:
    """Return the cell of a part of the budget, of several amounts that of the year's beginning."""
    kinds = {kind_of(each.text): each.column for each in heads}
    column = kinds.get("total", kinds.get("adjusted", -1))
    same = [each for each in cells if each.column == column >= 0]
    return same or cells[:1]


def under_heads(
    heads: Sequence[Cell], cells: Sequence[Cell], doubts: list[Remark], *, yuan: bool
) -> Money:
    """Return the amounts of the total's row under their heads, if its rate of execution agrees.

    Columns may be lost in copied text, so several ways to pair them are tried. Without a rate they
    have to be known.
    """
    first = next(index for index, each in enumerate(heads) if kind_of(each.text))
    filled = [each for each in cells if each.text]
    by_column = {each.column: each for each in cells}
    behind = heads[first:]
    ways = (
        [
            (each, by_column[each.column])
            for each in behind
            if each.column in by_column.keys() - {-1}
        ],
        list(zip(behind, cells, strict=False)),
        list(zip(behind[1:], cells, strict=False)),
        list(zip(behind, filled, strict=False)),
    )
    rated = any(kind_of(each.text) == "rate" for each in heads)
    for way in ways:
        read = _paired(way, yuan=yuan)
        rate, adjusted, executed = read.get("rate"), read.get("adjusted"), read.get("executed")
        base = adjusted if adjusted is not None else read.get("total")
        if not base or executed is None:
            continue
        if not rated and way is ways[0] and executed <= base * _MOST_SPENT:
            return Money(total=read.get("total", base), adjusted=adjusted, executed=executed)
        if rate is None:
            continue
        # A number that lost its format says 0.98 for 98%.
        if any(abs(executed / base * 100 - each) <= _ROUNDING for each in (rate, rate * 100)):
            return Money(total=read.get("total", base), adjusted=adjusted, executed=executed)
    place = next((each.place for each in filled), heads[first].place)
    doubts.append(Remark(place, "预算数、执行数和执行率对不上，没有采用"))
    return Money()


def _paired(pairs: Sequence[tuple[Cell, Cell]], *, yuan: bool) -> dict[str, Decimal]:
    read: dict[str, Decimal] = {}
    for head, cell in pairs:
        kind = kind_of(head.text)
        found = _RATE.fullmatch(fold(cell.text)) if kind == "rate" else None
        amount = (
            Decimal(found[1]) if found else None if kind == "rate" else amount_in(cell, yuan=yuan)
        )
        if kind is not None and amount is not None:
            read[kind] = amount
    return read
