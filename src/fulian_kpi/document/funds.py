"""The fund block above the indicators: what was budgeted, adjusted and spent, in 万元."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from fulian_kpi.document.amount import amount_behind, amount_in, amounts_in, unit_of
from fulian_kpi.document.block import Remark
from fulian_kpi.document.draft import Money
from fulian_kpi.document.execution import below_total, beside, kind_of, spent, under_heads
from fulian_kpi.document.fund_source import (
    LOCAL,
    Part,
    Source,
    added_up,
    fund_label,
    is_of_year,
    is_total_beside,
    part_of,
)
from fulian_kpi.document.grid import Cell, Row
from fulian_kpi.document.wording import bare, plain

_VALUE: Final = re.compile(r"[\d.,]+(?:万?元|万|%)?")
_SUM: Final = re.compile(r"(?:金额|资金|项目)?(?:合计|总计)(?:金额)?")
_TOTALS: Final = frozenset({Part.TOTAL, Part.LONGER})


class _Entry(NamedTuple):
    """A label of the fund block and the cells that may hold its amount.

    `behind` are those without what is only empty; `heads` is the row 预算数 | 执行数 above, if any,
    and `below` all cells that may stand below it.
    """

    cell: Cell
    part: Part
    behind: Sequence[Cell]
    below: Sequence[Cell]
    heads: Sequence[Cell]

    @property
    def label(self) -> str:
        return fund_label(self.cell.text)

    def amount(self, *, yuan: bool) -> Decimal | None:
        inline = amount_behind(self.cell, yuan=yuan)
        if inline is not None:
            return inline
        cells = below_total(self.heads, self.below) if self.heads else self.behind
        return next(iter(amounts_in(cells, yuan=yuan)), None)


def read_funds(rows: Sequence[Row]) -> tuple[Money, list[Remark]]:
    """Return the amounts, and what was doubtful about them."""
    unit = unit_of(rows)
    yuan = unit == "元"
    if unit not in {"元", "万元"}:
        return Money(), [Remark(_first_place(rows), f"金额单位是{unit}，没有采用；请折合万元后补")]
    doubts: list[Remark] = []
    lines = list(_lines(rows))
    money, sources = _across(rows, doubts, yuan=yuan)
    if money.total is None:
        money, sources = _down(lines, doubts, yuan=yuan)
    if money.total is None:
        money, sources = _bare(rows, doubts, yuan=yuan), []
    if money.total is None:
        money = beside(rows, yuan=yuan)
    if money.total is None:
        # A rate that does not agree, or a sum that is missing, has been said already.
        return money, doubts or list(_without_total(lines, yuan=yuan))
    place = _first_place(rows)
    if yuan:
        doubts.append(Remark(place, "金额单位是元，已折合万元"))
    if sources:
        parts = added_up(money.total, sources)
        doubts += [Remark(place, each) for each in _said_of(money.total, sources, parts)]
        money = replace(money, **(parts or {}))
    if money.executed is None:
        money = replace(money, executed=spent(rows, yuan=yuan))
    return money, doubts


def _said_of(
    total: Decimal, sources: Sequence[Source], parts: dict[Part, Decimal] | None
) -> Iterator[str]:
    if parts is None:
        listed = "、".join(f"{each.label} {each.amount}" for each in sources)
        added = sum(each.amount for each in sources)
        yield f"资金总额 {total} 与各项之和 {added} 不等（{listed}），各项没有采用"
    elif any(each.label == LOCAL for each in sources):
        yield f"“{LOCAL}”按地方财政资金计入财政拨款，请核对"


def _without_total(lines: Sequence[Sequence[_Entry]], *, yuan: bool) -> Iterator[Remark]:
    """Yield what to say of a fund block whose total was not understood."""
    for each in (entry for line in lines for entry in line):
        if each.part is Part.FISCAL and each.amount(yuan=yuan) is not None:
            message = f"有“{each.label}”等金额，没有读出资金总额，预算没有采用"
            yield Remark(each.cell.place, message)
            return


def _first_place(rows: Sequence[Row]) -> str:
    return next((each.place for row in rows for each in row if each.text), "1:1")


def _across(
    rows: Sequence[Row], doubts: list[Remark], *, yuan: bool
) -> tuple[Money, Sequence[Source]]:
    """Read 资金总额 | 财政拨款 | 其他资金 above their amounts; of several rows, that of the sum."""
    for index, row in enumerate(rows[:-1]):
        labels = [each for each in row if each.text and not each.covered]
        found = [
            (part, fund_label(each.text))
            for each in labels
            if (part := part_of(each.text)) and part is not Part.LONGER
        ]
        if len(found) < 2 or _numbers(row, yuan=yuan):  # noqa: PLR2004
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
            return Money(), []
        for _, numbers in (sums or filled)[:1]:
            read = [
                Source(label, part, amount)
                for (part, label), amount in zip(found, numbers, strict=True)
            ]
            total = next((each.amount for each in read if each.part is Part.TOTAL), None)
            if total is not None:
                return Money(total=total), [each for each in read if each.part is not Part.TOTAL]
    return Money(), []


def _numbers(row: Row, *, yuan: bool) -> list[Decimal]:
    amounts = (amount_in(each, yuan=yuan) for each in row if each.text and not each.covered)
    return [each for each in amounts if each is not None]


def _bare(rows: Sequence[Row], doubts: list[Remark], *, yuan: bool) -> Money:
    """Read a row of amounts under 年初预算数 | 全年执行数 that has no label of its own."""
    for row, below in pairwise(rows):
        heads = [each for each in row if not each.covered]
        cells = [each for each in below if not each.covered]
        filled = [each for each in cells if each.text]
        kinds = {kind_of(each.text) for each in heads} - {None}
        if len(kinds) > 1 and len(_numbers(below, yuan=yuan)) > 1 and not _labels(filled):
            return under_heads(heads, cells, doubts, yuan=yuan)
    return Money()


def _labels(cells: Sequence[Cell]) -> list[Cell]:
    """Return the cells that are neither an amount nor a rate."""
    return [each for each in cells if not _VALUE.fullmatch(plain(each.text))]


def _lines(rows: Sequence[Row]) -> Iterator[Sequence[_Entry]]:
    """Yield the labels of each row that has any."""
    heads: Sequence[Cell] = ()
    headed: set[int] = set()
    above: set[int] = set()
    for row, next_row in pairwise((*rows, ())):
        # An empty cell is an amount that is missing where something stands above it, else nothing.
        headed |= above
        above = {each.column for each in row if each.text}
        own = [each for each in row if not each.covered]
        if len({kind_of(each.text) for each in own} - {None}) > 1:
            heads = own
            continue
        following = next_row if len(next_row) == 1 else ()  # Copied text, one cell a line.
        entries = []
        for index, cell in enumerate(own):
            part = part_of(cell.text)
            if part is None and not _may_be_total(cell, heads):
                continue
            below = own[index + 1 :]
            behind = [
                each for each in below or following if each.text or each.column in {-1, *headed}
            ]
            entry = _Entry(cell, part or Part.TOTAL, behind, below, heads)
            if part or heads or entry.amount(yuan=False) is not None:
                entries.append(entry)
        if entries:
            yield entries


def _may_be_total(cell: Cell, heads: Sequence[Cell]) -> bool:
    """Return whether a label means the total, if an amount stands beside it or below `heads`."""
    if heads:
        return _SUM.fullmatch(bare(cell.text)) is not None
    return is_total_beside(cell.text)


def _down(
    lines: Sequence[Sequence[_Entry]], doubts: list[Remark], *, yuan: bool
) -> tuple[Money, Sequence[Source]]:
    """Read 年度资金总额 | 115.2 | … row by row, under 年初预算数 | 全年执行数 where it says so."""
    totals = [
        (number, index)
        for number, line in enumerate(lines)
        for index, each in enumerate(line)
        if each.part is Part.TOTAL
    ]
    # 项目总额 may be of all years that the project runs for, beside the year's.
    totals.sort(key=lambda at: not is_of_year(lines[at[0]][at[1]].label))
    for number, index in totals:
        total = lines[number][index]
        if total.heads:
            money = under_heads(total.heads, total.below, doubts, yuan=yuan)
        else:
            money = Money(total=total.amount(yuan=yuan))
        if money.total is not None:
            others = [lines[at][place] for at, place in totals if (at, place) != (number, index)]
            doubts += _rivals(total, money.total, others, yuan=yuan)
            sources: dict[str, Source] = {}
            for each in _of_total(lines[number:], index, doubts):
                amount = each.amount(yuan=yuan)
                if amount is not None:
                    sources.setdefault(each.label, Source(each.label, each.part, amount))
            return money, list(sources.values())
    return Money(), []


def _rivals(
    total: _Entry, amount: Decimal, others: Sequence[_Entry], *, yuan: bool
) -> Iterator[Remark]:
    """Yield what to say of a total that may as well be meant as the one that was read."""
    for each in others:
        other = None if each.heads else each.amount(yuan=yuan)
        if other not in {None, amount} and is_of_year(each.label) == is_of_year(total.label):
            message = f"读的是“{total.label}”{amount}，另有“{each.label}”{other}，请核对"
            yield Remark(each.cell.place, message)


def _of_total(
    lines: Sequence[Sequence[_Entry]], index: int, doubts: list[Remark]
) -> Iterator[_Entry]:
    """Yield the parts of the total that is number `index` in the first line.

    Where 中期资金总额 | 300 | 年度资金总额 | 100 stand side by side, the parts below do so as well.
    """
    first, *following = lines
    totals = [at for at, each in enumerate(first) if each.part in _TOTALS]
    turn = totals.index(index)
    yield from first[index + 1 : [*totals, None][turn + 1]]
    for line in following:
        if any(each.part is Part.LONGER for each in line):
            return
        size, rest = divmod(len(line), len(totals))
        if rest:
            message = "中期和年度的资金并列，这一行对不上是哪一期的，没有采用"
            doubts.append(Remark(line[0].cell.place, message))
        else:
            own = line[turn * size : (turn + 1) * size]
            yield from (each for each in own if each.part is not Part.TOTAL)
