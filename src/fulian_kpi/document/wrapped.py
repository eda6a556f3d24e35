"""Names that the width of their column has cut over several lines of a copied text."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from fulian_kpi.document.alignment import Record
from fulian_kpi.document.block import Remark
from fulian_kpi.document.grid import Cell
from fulian_kpi.document.wording import Role

_TAIL: Final = 3
_NUMBERED: Final = re.compile(r"指标|任务|[\d一二三四五六七八九十(（①-⑳]")


def whole_names(records: Sequence[Record]) -> tuple[list[Record], list[Remark]]:
    """Return the records, a name without a target joined to the next one, and what was joined.

    The first half fills its line, so that it is the longer one; what goes on has no level. A few
    characters on a line of their own below the longest name end that name.
    """
    kept: list[Record] = []
    doubts: list[Remark] = []
    widest = max((_width(each.get(Role.NAME, ())) for each in records), default=0)
    for each in records:
        half = kept[-1] if kept else {}
        ends = set(each) == {Role.NAME} and _width(half.get(Role.NAME, ())) == widest
        if not (_goes_on(half, each) or (ends and _width(each[Role.NAME]) <= _TAIL)):
            kept.append(each)
            continue
        first, rest = half[Role.NAME][-1], each[Role.NAME][0]
        name = replace(first, text=first.text + rest.text)
        kept[-1] = {**half, **each, Role.NAME: (name,)}
        doubts.append(Remark(name.place, f"名称分在两行，合为“{name.text}”"))
    return kept, doubts


def _goes_on(half: Record, rest: Record) -> bool:
    if set(half) - {Role.LEVEL1, Role.LEVEL2, Role.INDEX} != {Role.NAME}:
        return False
    if not rest or next(iter(rest)) is not Role.NAME or Role.VALUE not in rest:
        return False
    if _NUMBERED.match(rest[Role.NAME][0].text):
        return False
    return _width(half[Role.NAME]) >= _width(rest[Role.NAME])


def _width(cells: Sequence[Cell]) -> int:
    return sum(len(each.text) for each in cells)
