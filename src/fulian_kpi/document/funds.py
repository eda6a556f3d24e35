"""The fund block above the indicators: what was budgeted, adjusted and spent, in 万元."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from fulian_kpi.document.block import Remark
from fulian_kpi.document.draft import Money
from fulian_kpi.document.grid import Cell, Row
from fulian_kpi.document.wording import bare, plain
from fulian_kpi.expression.scanner import fold

_AMOUNT: Final = re.compile(r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(万元|元|万)?")
_TOTAL: Final = re.compile(
    r"(?:年度|全年|部门整体支出)?(?:财政)?资金(?:总额|合计)|年度金额|预算总额|总额|项目预算金额|年度本级预算金额"
)
_FISCAL: Final = re.compile(
    r"(?:本年|当年)?(?:财政拨款数?|财政拔款|财政资金|财政投款|一般公共预算)"
)
_OTHER: Final = re.compile(r"其[他它]资金|其他|(?:上年)?结转(?:结余)?资金?")
"""What is no money of this year's budget; several such lines are added up."""
_SUM: Final = re.compile(r"(?:金额|资金|项目)?(?:合计|总计)(?:金额)?")
_INITIAL: Final = re.compile(r"年初预算数?|预算数|年度预算数|预算金额")
_ADJUSTED: Final = re.compile(r"全年预算数|调整后预算数|调整预算数|全年\(调整\)预算数")
_EXECUTED: Final = re.compile(r"全年执行数|预算执行数|执行数|实际支出数?|全年支出数")
_IN_YUAN: Final = re.compile(r"单位:元|\(元\)|单位:人民币元")
_TEN_THOUSAND: Final = Decimal(10000)
_EXECUTION_RATE: Final = re.compile(r"(?:预算)?执行率")
_RATE: Final = re.compile(r"(\d+(?:\.\d+)?)%?")
_ROUNDING: Final = Decimal(1)
"""Percentage points that a printed rate of execution may be off by."""


def read_funds(rows: Sequence[Row]) -> tuple[Money, list[Remark]]:
    """Return the amounts, and what was doubtful about them."""
    text = "".join(plain(each.text) for row in rows for each in row)
    yuan = _IN_YUAN.search(text) is not None and "万元" not in text
    doubts: list[Remark] = []
    across = _across(rows, doubts, yuan=yuan)
    money = across if across.total is not None else _down(rows, doubts, yuan=yuan)
    if money.total is None:
        money = _beside(rows, yuan=yuan)
    if yuan and money.total is not None:
        doubts.append(Remark(_first_place(rows), "金额单位是元，已折合万元"))
    parts = [each for each in (money.fiscal, money.other) if each is not None]
    if money.total is not None and parts and sum(parts) != money.total:
        message = f"资金总额 {money.total} 与各项之和 {sum(parts)} 不等，各项没有采用"
        doubts.append(Remark(_first_place(rows), message))
        money = replace(money, fiscal=None, other=None)
    return money, doubts


def _beside(rows: Sequence[Row], *, yuan: bool) -> Money:
    """Read 预算数 | 5 | 执行数 | 5, each label before its amount on one row."""
    for row in rows:
        cells = [each for each in row if each.text and not each.covered]
        read = {
            kind: amount
            for label, cell in pairwise(cells)
            if (kind := _kind(label.text)) and (amount := _amount(cell, yuan=yuan)) is not None
        }
        if {"total", "executed"} <= read.keys():
            return Money(total=read["total"], executed=read["executed"])
    return Money()


def _first_place(rows: Sequence[Row]) -> str:
    return next((each.place for row in rows for each in row if each.text), "1:1")


def _across(rows: Sequence[Row], doubts: list[Remark], *, yuan: bool) -> Money:
    """Read 资金总额 | 财政拨款 | 其他资金 above their amounts; of several rows, that of the sum."""
    for index, row in enumerate(rows[:-1]):
        labels = [each for each in row if each.text and not each.covered]
        found = [
            (kind, each)
            for each in labels
            for kind, pattern in (("total", _TOTAL), ("fiscal", _FISCAL), ("other", _OTHER))
            if pattern.fullmatch(bare(each.text))
        ]
        if len(found) < 2:  # noqa: PLR2004
            continue
        filled = [
            (each, numbers)
            for each in rows[index + 1 :]
            if len(numbers := _numbers(each, yuan=yuan)) == len(found)
        ]
        sums = [each for each in filled if any(_SUM.fullmatch(bare(cell.text)) for cell in each[0])]
        if not sums and len(filled) > 1:
            place = _first_place([filled[0][0]])
            doubts.append(Remark(place, "几行金额没有合计，预算没有采用"))
            return Money()
        for _, numbers in (sums or filled)[:1]:
            kinds = [kind for kind, _ in found]
            return replace(Money(), **dict(zip(kinds, numbers, strict=True)))
    return Money()


def _numbers(row: Row, *, yuan: bool) -> list[Decimal]:
    amounts = (_amount(each, yuan=yuan) for each in row if each.text and not each.covered)
    return [each for each in amounts if each is not None]


def _down(rows: Sequence[Row], doubts: list[Remark], *, yuan: bool) -> Money:
    """Read 年度资金总额 | 115.2 | … row by row, under 年初预算数 | 全年执行数 where it says so."""
    money = Money()
    heads: list[Cell] = []
    headed: set[int] = set()
    above: set[int] = set()
    counted: set[str] = set()
    for row, next_row in pairwise((*rows, ())):
        # An empty cell is an amount that is missing where something stands above it, else nothing.
        headed |= above
        above = {each.column for each in row if each.text}
        own = [each for each in row if not each.covered]
        following = next_row if len(next_row) == 1 else ()  # Copied text, one cell a line.
        kinds = {_kind(each.text) for each in own} - {None}
        if len(kinds) > 1:
            heads = own
            continue
        for index, cell in enumerate(own):
            part = _part(cell.text)
            if part is None or (money.total is None) != (part == "total"):
                continue
            inline = _amount_behind(cell, yuan=yuan)
            behind = own[index + 1 :] or following
            behind = [each for each in behind if each.text or each.column in {-1, *headed}]
            numbers = [inline] if inline is not None else _amounts(behind, yuan=yuan)
            if heads and part == "total":
                money = _under_heads(heads, own[index + 1 :], doubts, yuan=yuan)
                break
            if heads and inline is None:
                numbers = _amounts(_below_total(heads, own[index + 1 :]), yuan=yuan)
            if numbers and bare(cell.text) not in counted:
                counted.add(bare(cell.text))
                before = getattr(money, part)
                if before is None or part == "other":
                    money = replace(money, **{part: numbers[0] + (before or 0)})
                break
    return money


def _below_total(heads: Sequence[Cell], cells: Sequence[Cell]) -> Sequence[Cell]:
    """Return the cell of a part of the budget, of several amounts that of the year's beginning."""
    kinds = {_kind(each.text): each.column for each in heads}
    column = kinds.get("total", kinds.get("adjusted", -1))
    same = [each for each in cells if each.column == column >= 0]
    return same or cells[:1]


def _part(text: str) -> str | None:
    shown = plain(text)
    label = bare(shown.removeprefix("其中").lstrip(":-—").partition(":")[0])
    kinds = (("total", _TOTAL), ("fiscal", _FISCAL), ("other", _OTHER))
    return next((kind for kind, pattern in kinds if pattern.fullmatch(label)), None)


def _under_heads(
    heads: Sequence[Cell], cells: Sequence[Cell], doubts: list[Remark], *, yuan: bool
) -> Money:
    """Return the amounts of the total's row under their heads, if its rate of execution agrees.

    Columns may be lost in copied text, so several ways to pair them are tried.
    """
    first = next(index for index, each in enumerate(heads) if _kind(each.text))
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
        kind = _kind(head.text)
        found = _RATE.fullmatch(fold(cell.text)) if kind == "rate" else None
        amount = (
            Decimal(found[1]) if found else None if kind == "rate" else _amount(cell, yuan=yuan)
        )
        if kind is not None and amount is not None:
            read[kind] = amount
    return read


def _kind(text: str) -> str | None:
    word = bare(text)
    kinds = (
        ("adjusted", _ADJUSTED),
        ("executed", _EXECUTED),
        ("rate", _EXECUTION_RATE),
        ("total", _INITIAL),
    )
    return next((kind for kind, pattern in kinds if pattern.fullmatch(word)), None)


def _amounts(cells: Sequence[Cell], *, yuan: bool) -> list[Decimal]:
    """Return the amounts that follow a label, up to the next text."""
    amounts = []
    for each in cells:
        amount = _amount(each, yuan=yuan)
        if amount is None:
            break
        amounts.append(amount)
    return amounts


def _amount_behind(cell: Cell, *, yuan: bool) -> Decimal | None:
    """Return the amount in one cell with its label: 年度资金总额:16."""
    _, colon, rest = plain(cell.text).removeprefix("其中").lstrip(":-—").partition(":")
    found = _AMOUNT.fullmatch(rest) if colon else None
    return _worth(found, yuan=yuan) if found else None


def _amount(cell: Cell, *, yuan: bool) -> Decimal | None:
    found = _AMOUNT.fullmatch(fold(cell.text).replace(" ", ""))
    return _worth(found, yuan=yuan) if found else None


def _worth(found: re.Match[str], *, yuan: bool) -> Decimal:
    amount = Decimal(found[1].replace(",", ""))
    in_yuan = found[2] == "元" or (yuan and found[2] is None)
    return amount / _TEN_THOUSAND if in_yuan else amount
