"""The indicator blocks of a grid whose columns can be trusted: sheets, Word tables, copies."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from fulian_kpi.document.alignment import Column, Piece, Record, align
from fulian_kpi.document.block import Block, Remark
from fulian_kpi.document.column_contents import named_apart, signed, unread_columns, widened
from fulian_kpi.document.cut_names import Line, whole_name, whole_rows
from fulian_kpi.document.grid import Cell, Grid, Row
from fulian_kpi.document.groups import column_groups, this_year
from fulian_kpi.document.head import names_project
from fulian_kpi.document.header import TREE, header_at
from fulian_kpi.document.levels import ends_table, is_level
from fulian_kpi.document.several import rows_within
from fulian_kpi.document.target_cell import is_placeholder, is_sign, rule_of
from fulian_kpi.document.wording import OPENING, PAGE, TOTAL, Role, bare, is_label, plain
from fulian_kpi.expression.scanner import fold

_EXECUTION: Final = "预算执行"
_FIGURE: Final = re.compile(r"\d+(?:\.\d+)?[%分]?")


def exact_blocks(grid: Grid) -> Iterator[Block]:
    """Yield the indicator blocks of a grid whose columns can be trusted."""
    start = row = 0
    while row < len(grid.rows):
        found = header_at(grid.rows, row, start)
        if found is None:
            row += 1
            continue
        columns, first = found
        end = _end(grid.rows, first, columns)
        above = grid.rows[start:row]
        for top, bottom in _projects(grid.rows, first, end):
            rows = grid.rows[top:bottom]
            own = rows[:1] if top > first or (rows and _opens(rows[0])) else ()
            yield _block(grid, columns, grid.rows[row:first], (*above, *own), rows)
        start = row = end


def _projects(rows: Sequence[Row], first: int, end: int) -> list[tuple[int, int]]:
    """Return where the rows of each project begin and end, that a row of its own names."""
    tops = [each for each in range(first, end) if _opens(rows[each])]
    if not tops or tops[0] > first:
        tops = [first, *tops]
    return list(pairwise([*tops, end]))


def _opens(row: Row) -> bool:
    return len(_own(row)) == 1 and names_project(row)


def _block(
    grid: Grid,
    columns: tuple[Column, ...],
    header: tuple[Row, ...],
    above: tuple[Row, ...],
    own: tuple[Row, ...],
) -> Block:
    columns = named_apart(signed(widened(columns, own), own), own)
    place = _places(own[0] if own and _opens(own[0]) else header[0])[0]
    groups, unread_group = this_year(column_groups(columns), (*above, header[0]))
    rows = _read(own, columns, groups)
    unread = [*(unread_columns(columns) if len(groups) == 1 else ()), unread_group]
    return Block(
        grid=grid.name,
        place=place,
        columns=columns,
        header=header,
        above=above,
        records=tuple(rows.records),
        left_out=tuple(rows.left_out),
        doubts=(*rows.doubts, *(Remark(place, each) for each in unread if each)),
        exact=True,
        shifted=rows.shifted,
        faults=_faults(grid, (*above, *header, *own)),
    )


def is_in_place(block: Block) -> bool:
    """Whether each text of a copied table still stands under the header that it belongs to."""
    read = [each for each in block.records if Role.VALUE in each]
    return bool(read) and not block.shifted and all(map(_suits, block.records))


def _suits(record: Record) -> bool:
    name = "".join(each.text for each in record.get(Role.NAME, ()))
    value = record.get(Role.VALUE, ())
    if not name:
        return all(rule_of(each.text) is not None for each in value)
    levelled = any(is_level(each.text) for each in record.get(Role.LEVEL2, ()))
    suits = {Role.SIGN: is_sign, Role.WEIGHT: _is_figure, Role.SCORE: _is_figure}
    return (
        (levelled or rule_of(name) is None)
        and not any(is_level(each.text) for each in value)
        and all(
            fits(each.text) or is_placeholder(each.text)
            for role, fits in suits.items()
            for each in record.get(role, ())
        )
    )


def _is_figure(text: str) -> bool:
    return _FIGURE.fullmatch(fold(text).strip()) is not None


def _places(row: Row) -> list[str]:
    return [each.place for each in row if each.text] or [row[0].place if row else "1"]


def _faults(grid: Grid, rows: Sequence[Row]) -> dict[str, str]:
    inside = {each.place for row in rows for each in row}
    return {place: reason for place, reason in grid.faults.items() if place in inside}


def _end(rows: Sequence[Row], first: int, columns: Sequence[Column]) -> int:
    for index in range(first, len(rows)):
        texts = _own(rows[index])
        if texts and ends_table(texts[0], is_row=_is_indicator(rows[index], columns)):
            return index
        if len(texts) > 2 and header_at(rows, index) is not None:  # noqa: PLR2004
            return _opening(rows, first, index)
    return len(rows)


def _is_indicator(row: Row, columns: Sequence[Column]) -> bool:
    """Whether a row that begins like a footer is none: 存在问题整改率 | ≥95%."""
    record = _record(row, columns)
    cells = (record.get(Role.NAME, ()), record.get(Role.VALUE, ()))
    name, value = ([each.text for each in own if not each.covered] for own in cells)
    return name[:1] == _own(row)[:1] and bool(value)


def _own(row: Row) -> list[str]:
    return [each.text for each in row if each.text and not each.covered]


def _opening(rows: Sequence[Row], first: int, header: int) -> int:
    """Return where the form of the next header begins: at its title or at its project's name."""
    opening = header
    for index in range(header - 1, first - 1, -1):
        texts = _own(rows[index])
        if any(is_level(each) for each in texts):
            break
        if texts and OPENING.fullmatch(plain(texts[0])):
            opening = index
    return opening


@dataclass(slots=True)
class _Rows:
    """What the rows of one block came to."""

    records: list[Record] = field(default_factory=list)
    left_out: list[Remark] = field(default_factory=list)
    doubts: list[Remark] = field(default_factory=list)
    shifted: int = 0


def _read(
    rows: Sequence[Row], columns: tuple[Column, ...], groups: Sequence[Sequence[Column]]
) -> _Rows:
    read = _Rows()
    halves: list[list[Record]] = [[] for _ in groups]
    for row in rows:
        own = [each for each in row if each.text and not each.covered]
        if not own or _opens(row) or all(PAGE.fullmatch(plain(each.text)) for each in own):
            continue
        if any(TOTAL.fullmatch(bare(each.text)) for each in own):
            read.left_out.append(Remark(own[0].place, f"合计行：{_quoted(own)}"))
            continue
        found = [_record(row, group) for group in groups]
        if any(map(_is_misplaced, found)):
            read.shifted += 1
            pieces = [Piece(each, breaks=not i) for i, each in enumerate(own)]
            shifted, dropped = align(pieces, columns, by_line=True)
            if not dropped and all(map(_is_certain, shifted)):
                halves[0] += shifted
                message = f"这一行的列错了位，按内容对应：{_quoted(own)}"
                read.doubts.append(Remark(own[0].place, message))
                continue
        nothing = not any(map(_is_filled, found))
        for half, each in zip(halves, found, strict=True):
            if not (_is_filled(each) or _is_heading(each) or (nothing and half is halves[0])):
                continue
            parts = rows_within(each)
            if len(parts) > 1:
                message = f"一行里写了 {len(parts)} 项指标，按格内的行分开：{_quoted(own)}"
                read.doubts.append(Remark(each[Role.NAME][0].place, message))
            half.extend(parts)
    for half in halves:
        whole, doubts = _whole_names(half)
        read.records += whole
        read.doubts += doubts
    return read


def _whole_names(records: Sequence[Record]) -> tuple[list[Record], list[Remark]]:
    """Return the records, each name whole that was cut over rows of their own."""
    lines = [_line(each) for each in records]
    parts, doubts = whole_rows(lines)
    whole = []
    for part in parts:
        row = next((each for each in part if lines[each].is_row), part[0])
        record = {role: cells for each in part for role, cells in records[each].items()}
        if len(part) > 1:
            name = whole_name([lines[each] for each in part])
            record = {**record, **records[row], Role.NAME: (name,)}
        whole.append(record)
    return whole, doubts


def _line(record: Record) -> Line:
    names = [each for each in record.get(Role.NAME, ()) if not each.covered]
    own = {role for role, cells in record.items() if any(not each.covered for each in cells)}
    is_row = Role.VALUE in own
    levels = [each for role in TREE for each in record.get(role, ()) if not each.covered]
    is_part = own <= {*TREE, Role.NAME} and Role.VALUE not in record
    is_part = is_part and all(is_level(each.text) for each in levels)
    if len(names) != 1 or is_level(names[0].text) or not (is_row or is_part):
        return Line(None, is_row=False)
    return Line(names[0], is_row=is_row)


def _is_heading(record: Record) -> bool:
    """Whether a record only names the level of what stands below it."""
    own = [cell for cells in record.values() for cell in cells if not cell.covered]
    return bool(own) and all(is_level(each.text) for each in own)


def _is_certain(record: Record) -> bool:
    """Whether a row whose columns were found by its content says enough of itself."""
    value = record.get(Role.VALUE)
    if Role.NAME not in record or value is None:
        return False
    return Role.LEVEL2 in record or rule_of(value[0].text) is not None


def _quoted(cells: Sequence[Cell]) -> str:
    return " | ".join(each.text.replace("\n", " ") for each in cells)


def _record(row: Row, columns: Sequence[Column]) -> Record:
    record: Record = {}
    places = {each.place for each in row if not each.covered}
    for each in columns:
        if each.index >= len(row):
            continue
        cell = row[each.index]
        beside = cell.covered and cell.place in places
        if cell.text and not beside:
            record[each.role] = (*record.get(each.role, ()), cell)
    return record


def _is_filled(record: Record) -> bool:
    return any(
        not each.covered for role in (Role.NAME, Role.VALUE) for each in record.get(role, ())
    )


def _is_misplaced(record: Record) -> bool:
    """Whether cells of this row stand in columns that they cannot belong to."""
    for role, cells in record.items():
        own = [each for each in cells if not each.covered]
        if role in {Role.VALUE, Role.UNIT, Role.SIGN, Role.ACTUAL, Role.WEIGHT} and any(
            is_level(each.text) for each in own
        ):
            return True
    named = any(not each.covered for each in record.get(Role.NAME, ()))
    strangers = [
        each
        for role in TREE
        for each in record.get(role, ())
        if not each.covered and not is_level(each.text) and not is_label(each.text)
    ]
    if any(bare(each.text).startswith(_EXECUTION) for each in strangers):
        return False  # A row of the score, and no indicator.
    if not named and strangers:
        return not any(is_sign(each.text) for each in strangers)
    value = record.get(Role.VALUE, ())
    return not named and any(rule_of(each.text) is None for each in value)
