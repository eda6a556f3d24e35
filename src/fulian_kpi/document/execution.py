"""预算数 | 执行数 | 执行率: what was budgeted, adjusted and spent, proved by the rate."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from fulian_kpi.document.amount import amount_in
from fulian_kpi.document.block import Remark
from fulian_kpi.document.draft import Money
from fulian_kpi.document.grid import Cell, Row
from fulian_kpi.document.wording import bare
from fulian_kpi.expression.scanner import fold

_INITIAL: Final = re.compile(r"年初预算数?|预算数|(?:本年度?|年度|当年)预算数|预算金额")
_ADJUSTED: Final = re.compile(r"全年预算数|调整后预算数|调整预算数|全年\(调整\)预算数")
_EXECUTED: Final = re.compile(r"全年执行数|预算执行数|执行数|实际支出数?|全年支出数")
_EXECUTION_RATE: Final = re.compile(r"(?:预算)?执行率")
_RATE: Final = re.compile(r"(\d+(?:\.\d+)?)%?")
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
        if {"total", "executed"} <= read.keys():
            return Money(total=read["total"], executed=read["executed"])
    return Money()


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

    Columns may be lost in copied text, so several ways to pair them are tried.
    """
    first = next(index for index, each in enumerate(heads) if kind_of(each.text))
    filled = [each for each in cells if each.text]
    by_column = {each.column: each for each in cells}
    behind = heads[first:]
    ways = (
        [(each, by_column[each.column]) for each in behind if each.column in by_column],
        list(zip(behind, cells, strict=False)),
        list(zip(behind[1:], cells, strict=False)),
        list(zip(behind, filled, strict=False)),
    )
    for way in ways:
        read = _paired(way, yuan=yuan)
        rate, adjusted, executed = read.get("rate"), read.get("adjusted"), read.get("executed")
        base = adjusted if adjusted is not None else read.get("total")
        if rate is None or not base or executed is None:
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
