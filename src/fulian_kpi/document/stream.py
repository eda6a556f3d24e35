"""Indicator blocks of a text whose columns, and sometimes whose rows, were lost in copying."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from fulian_kpi.document.alignment import Piece, Record, align
from fulian_kpi.document.block import Block, Remark
from fulian_kpi.document.column_contents import unread_columns
from fulian_kpi.document.grid import Cell, Grid, Row
from fulian_kpi.document.levels import ends_table, is_level
from fulian_kpi.document.stream_header import stream_headers
from fulian_kpi.document.target_cell import rule_of
from fulian_kpi.document.wording import OPENING, TOTAL, Role, bare, plain
from fulian_kpi.document.wrapped import across_lines, around_targets, whole_names


def stream_blocks(grid: Grid) -> Iterator[Block]:
    """Yield the indicator blocks of a grid in which only the order of the pieces is certain."""
    pieces = pieces_of(grid.rows)
    headers = list(stream_headers(pieces))
    before = 0
    for number, header in enumerate(headers):
        following = headers[number + 1].start if number + 1 < len(headers) else len(pieces)
        last = _opening(pieces, header.end, following) if following < len(pieces) else following
        end = _end(pieces, header.end, last, by_line=header.by_line)
        kept, totals = without_totals(pieces[header.end : end], by_line=header.by_line)
        joined: list[Remark] = []
        by_blanks = header.by_line and all(each.cell.column < 0 for each in kept)
        if by_blanks:
            kept, joined = around_targets(kept)
            kept, more = across_lines(kept)
            joined += more
        records, dropped = align(kept, header.columns, by_line=header.by_line)
        torn: list[Remark] = []
        if not header.by_line and any(each.cell.glued for each in kept):
            records, torn = _whole(records)
        if by_blanks:
            records, more = whole_names(records)
            joined += more
        place = pieces[header.start].cell.place
        above, before = _lines(pieces[before : header.start]), end
        unread = unread_columns(header.columns)
        yield Block(
            grid=grid.name,
            place=place,
            columns=header.columns,
            header=(),
            above=above,
            records=tuple(records),
            doubts=(*(Remark(place, each) for each in unread), *joined),
            left_out=(
                *totals,
                *torn,
                *(Remark(each.place, f"没有归入任何一栏：{each.text}") for each in dropped),
            ),
        )


def _whole(records: Sequence[Record]) -> tuple[list[Record], list[Remark]]:
    """Return the records whose target is a quantity; the lines of other texts are mixed up."""
    kept: list[Record] = []
    torn: list[Remark] = []
    for each in records:
        value = each.get(Role.VALUE)
        if value is None or rule_of(value[0].text) is not None:
            kept.append(each)
        else:
            shown = " | ".join(cell.text for cells in each.values() for cell in cells)
            torn.append(Remark(value[0].place, f"原文的行被打乱，分不清名称和指标值：{shown}"))
    return kept, torn


def pieces_of(rows: Sequence[Row]) -> list[Piece]:
    """Return the cells in reading order, without the blanks at either end of a row."""
    pieces = []
    for row in rows:
        filled = [index for index, each in enumerate(row) if each.text]
        inner = row[filled[0] : filled[-1] + 1] if filled else row[:1]
        pieces += [Piece(each, breaks=not number) for number, each in enumerate(inner)]
    return list(_mended(pieces))


def _mended(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces, level names whole that a line break or blank has cut: 可持续影响 指标."""
    index = 0
    while index < len(pieces):
        piece = pieces[index]
        following = pieces[index + 1].cell.text if index + 1 < len(pieces) else ""
        whole = piece.cell.text + following
        if following in {"指标", "标"} and not is_level(piece.cell.text) and is_level(whole):
            yield replace(piece, cell=replace(piece.cell, text=whole))
            index += 2
        else:
            yield piece
            index += 1


def _lines(pieces: Sequence[Piece]) -> tuple[Row, ...]:
    lines: list[list[Cell]] = []
    for each in pieces:
        if each.breaks or not lines:
            lines.append([])
        lines[-1].append(each.cell)
    return tuple(map(tuple, lines))


def _end(pieces: Sequence[Piece], first: int, following: int, *, by_line: bool) -> int:
    for index in range(first, following):
        text = pieces[index].cell.text
        is_row = index + 1 < following and rule_of(pieces[index + 1].cell.text) is not None
        if (pieces[index].breaks or not by_line) and ends_table(text, is_row=is_row):
            return index
    return following


def _opening(pieces: Sequence[Piece], first: int, header: int) -> int:
    """Return where the form of the next header begins: at its title or at its project's name."""
    opening = header
    for index in range(header - 1, first - 1, -1):
        text = pieces[index].cell.text
        if is_level(text):
            break
        if pieces[index].breaks and OPENING.fullmatch(plain(text)):
            opening = index
    return opening


def without_totals(pieces: Sequence[Piece], *, by_line: bool) -> tuple[list[Piece], list[Remark]]:
    """Return the pieces without the lines that only sum up, and those lines."""
    kept: list[Piece] = []
    totals: list[Remark] = []
    inside = False
    for each in pieces:
        text = bare(each.cell.text)
        if TOTAL.fullmatch(text):
            totals.append(Remark(each.cell.place, f"合计行：{each.cell.text}"))
            inside = True
            continue
        if inside and not (each.breaks if by_line else not text.rstrip("分%").isdigit()):
            continue
        inside = False
        kept.append(each)
    return kept, totals
