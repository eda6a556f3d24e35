"""Names that the width of their column has cut over several lines of a copied text."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from fulian_kpi.document.alignment import Piece, Record
from fulian_kpi.document.block import Remark
from fulian_kpi.document.cut_names import Line, whole_name, whole_rows
from fulian_kpi.document.grid import Cell
from fulian_kpi.document.levels import is_level
from fulian_kpi.document.target_cell import rule_of
from fulian_kpi.document.wording import Role

_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_BEGINS: Final = re.compile(r"[=≥≤<>＝＞＜\d]")
_LEVEL_END: Final = re.compile("(?:对象)?(?:满意)?(?:度|影响|效益)?(?:指标|标)")
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
        tail = _tail(each) if _width(half.get(Role.NAME, ())) == widest else None
        if tail is None and not _goes_on(half, each):
            kept.append(each)
            continue
        first, rest = half[Role.NAME][-1], tail or each[Role.NAME][0]
        name = replace(first, text=first.text + rest.text)
        kept[-1] = {**half, **({} if tail else each), Role.NAME: (name,)}
        doubts.append(Remark(name.place, f"名称分在两行，合为“{name.text}”"))
    return kept, doubts


def _tail(record: Record) -> Cell | None:
    """Return the one cell of a few characters that a row consists of, such as 次 or 数量."""
    cells = [each for role in record for each in record[role]]
    if len(cells) != 1 or not set(record) <= {Role.NAME, Role.LEVEL2}:
        return None
    text = cells[0].text
    return cells[0] if len(text) <= _TAIL and not is_level(text) else None


def around_targets(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Remark]]:
    """Return the pieces of lines, a name joined that stands half above its target, half below.

    So a printed page is copied whose cells are centred.
    """
    lines = _whole_levels(_lines(pieces))
    kept: list[Piece] = []
    doubts: list[Remark] = []
    while lines:
        above, *rest = lines
        if len(rest) > 1 and _ends(above, _is_name) and _ends(rest[0], _is_target):
            below = rest[1]
            if len(below) == 1 and _is_name(below[0].cell.text):
                half = above[-1].cell
                name = replace(half, text=half.text + below[0].cell.text)
                row = [*above[:-1], *rest[0][:-1], replace(above[-1], cell=name), rest[0][-1]]
                kept += [replace(each, breaks=not n) for n, each in enumerate(row)]
                doubts.append(Remark(name.place, f"名称分在两行，合为“{name.text}”"))
                lines = rest[2:]
                continue
        kept += above
        lines = rest
    return kept, doubts


def across_lines(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Remark]]:
    """Return the pieces of lines, each name whole that was cut over lines of its own."""
    lines = _lines(pieces)
    names = [_line(each) for each in lines]
    parts, doubts = whole_rows(names)
    kept: list[Piece] = []
    for part in parts:
        own = [each for number in part for each in lines[number]]
        if len(part) > 1:
            cells = [each.name for each in (names[number] for number in part) if each.name]
            name = whole_name([names[number] for number in part])
            own = [each for each in own if each.cell not in cells or each.cell.place == name.place]
            own = [replace(e, cell=name) if e.cell.place == name.place else e for e in own]
            own = [replace(each, breaks=not number) for number, each in enumerate(own)]
        kept += own
    return kept, doubts


def _line(line: Sequence[Piece]) -> Line:
    cells = [each.cell for each in line if each.cell.text and not is_level(each.cell.text)]
    if not cells or not _is_name(cells[0].text) or (len(cells) == 1 and not _ends(line, _is_name)):
        return Line(None, is_row=False)
    return Line(cells[0], is_row=len(cells) > 1)


def _lines(pieces: Sequence[Piece]) -> list[list[Piece]]:
    lines: list[list[Piece]] = []
    for each in pieces:
        if each.breaks or not lines:
            lines.append([])
        lines[-1].append(each)
    return lines


def _whole_levels(lines: Sequence[list[Piece]]) -> list[list[Piece]]:
    """Return the lines with the levels whole whose end stands one or two lines below."""
    whole = [list(each) for each in lines]
    for index, line in enumerate(whole):
        for below in filter(None, whole[index + 1 : index + 3]):
            rest = below[0].cell.text
            cut = (at for at, each in enumerate(line[:2]) if is_level(each.cell.text + rest))
            if _LEVEL_END.fullmatch(rest) and (at := next(cut, None)) is not None:
                half = line[at].cell
                line[at] = replace(line[at], cell=replace(half, text=half.text + rest))
                below[:] = [replace(each, breaks=not n) for n, each in enumerate(below[1:])]
                break
    return [each for each in whole if each]


def _ends(line: Sequence[Piece], fits: Callable[[str], bool]) -> bool:
    """Whether the line holds such a text, and nothing but levels before it."""
    *levels, last = (each.cell.text for each in line)
    return fits(last) and all(map(is_level, levels))


def _is_name(text: str) -> bool:
    plain = not is_level(text) and rule_of(text) is None
    return plain and _HAN.search(text) is not None and not _NUMBERED.match(text)


def _is_target(text: str) -> bool:
    return _BEGINS.match(text) is not None and rule_of(text) is not None


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
