"""Several indicators in one row, a line each in its cells: 1.甲人数 2.乙人数 | 1.≥30人 2.≥40人."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from fulian_kpi.document.alignment import Record
from fulian_kpi.document.grid import Cell
from fulian_kpi.document.target_cell import rule_of
from fulian_kpi.document.wording import Role
from fulian_kpi.rule import Threshold

_NUMBERED: Final = re.compile(r"(?:指标\s*)?[(（]?(\d{1,2})[)）.．、:：]\s*(?!\d)(.+)")
_SHARED: Final = frozenset(
    {Role.LEVEL1, Role.LEVEL2, Role.INDEX, Role.KIND, Role.SIGN, Role.UNIT, Role.OTHER}
)
"""What several indicators can share."""

_FOR_ALL: Final = frozenset({Role.WEIGHT, Role.SCORE})
"""Points for all of them; the row is quoted in a remark."""


def rows_within(record: Record) -> list[Record]:
    """Return the record, or one for each line of its name if its target has as many.

    Cells that do not have as many lines, such as points for all, are left out of the rows, unless
    several rows can share them.
    """
    name, value = record.get(Role.NAME, ()), record.get(Role.VALUE, ())
    if len(name) != 1 or len(value) != 1 or name[0].covered or value[0].covered:
        return [record]
    names, values = _lines(name[0]), _lines(value[0])
    told_apart = bool(_unnumbered(names) and _unnumbered(values))
    if not 1 < len(names) == len(values):
        return [record]
    # Without numbers a line may as well be the rest of a wrapped one: 2022年 | 12月.
    told_apart = told_apart or bool(_unnumbered(names) and all(map(rule_of, values)))
    if not told_apart and (rule_of("".join(values)) or not all(map(_is_whole, values))):
        return [record]
    rows: list[Record] = [{} for _ in names]
    for role, cells in record.items():
        lines = _lines(cells[0])
        texts: list[tuple[Cell, ...]]
        if len(cells) == 1 and len(lines) == len(rows):
            # 指标1： goes where the whole table has it.
            shown = lines if lines[0].startswith("指标") else _unnumbered(lines) or lines
            texts = [(replace(cells[0], text=each),) for each in shown]
        elif role in _SHARED:
            texts = [cells] * len(rows)
        elif role in _FOR_ALL:
            continue
        else:
            return [record]  # Rather one row in doubt than an actual or a reason that is lost.
        for row, own in zip(rows, texts, strict=True):
            row[role] = own
    return rows


def _is_whole(text: str) -> bool:
    """Whether a line is a target by itself: a sign, a number and its unit."""
    rule = rule_of(text)
    return isinstance(rule, Threshold) and not rule.implied and bool(rule.quantity.unit)


def _lines(cell: Cell) -> list[str]:
    return [each.strip(" ;；") for each in cell.text.split("\n") if each.strip(" ;；")]


def _unnumbered(lines: Sequence[str]) -> list[str]:
    """Return the lines without their numbers; nothing if they are not numbered from 1 on."""
    found = [_NUMBERED.fullmatch(each) for each in lines]
    numbers = [int(each[1]) for each in found if each]
    if numbers != list(range(1, len(lines) + 1)):
        return []
    return [each[2] for each in found if each]
