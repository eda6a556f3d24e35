"""The header of an indicator block in a text of which only the order of the pieces is certain."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from fulian_kpi.document.alignment import Column, Piece
from fulian_kpi.document.header import TREE, is_heading, of_the_year, settled
from fulian_kpi.document.levels import is_level
from fulian_kpi.document.wording import Role, bare, header_role, is_goal, is_label

LINE_SHARE: Final = 0.6
"""Where fewer lines than this share of its pieces carry the header, a line is a row."""

_GAP: Final = 2
_MOST: Final = 40
"""Columns of the widest header; what goes on is no header, and would take quadratic time."""

_FIRST: Final = frozenset({*TREE, Role.NAME, Role.INDEX, Role.VALUE, Role.SIGN})
"""What the first column that tells a header from other text can hold."""


@dataclass(frozen=True, slots=True)
class StreamHeader:
    """Where a header stands among the pieces, and its columns; `by_line`: a line is a row."""

    start: int
    end: int
    columns: tuple[Column, ...]
    by_line: bool


def stream_headers(pieces: Sequence[Piece]) -> Iterator[StreamHeader]:
    """Yield every header among `pieces`, in order."""
    index = 0
    while index < len(pieces):
        header = _header_at(pieces, index)
        if header is None:
            index += 1
        else:
            yield header
            index = header.end


def _header_at(pieces: Sequence[Piece], start: int) -> StreamHeader | None:
    first = pieces[start].cell.text
    if header_role(first) not in _FIRST or is_goal(first):
        return None
    columns: list[Column] = []
    end = index = start
    unknown: list[Column] = []
    while index < len(pieces) and len(unknown) <= _GAP and len(columns) <= _MOST:
        if not pieces[index].cell.text:
            index += 1
            continue
        text, taken = _word_at(pieces, index)
        role = header_role(text)
        if is_level(text) or (role is None and len(bare(text)) > 12):  # noqa: PLR2004
            break
        column = Column(role or Role.OTHER, pieces[index].cell.column, text)
        index += taken
        if role is None:
            # A column that we have no name for, if more of the header follows.
            unknown += [] if is_label(text) else [column]
            continue
        columns += [*unknown, column]
        unknown = []
        end = index
    roles = {each.role for each in columns}
    if len(columns) > _MOST:
        return None
    if not ({Role.VALUE, Role.NAME} <= roles or (Role.VALUE in roles and TREE & roles)):
        return None
    by_line = sum(each.breaks for each in pieces[start:end]) <= LINE_SHARE * (end - start)
    if by_line:
        rest = _rest_of_line(pieces, end)
        by_line = rest - end <= len(columns)
        end = rest if by_line else end
        columns = [*_start_of_line(pieces, start), *columns] if by_line else columns
    above = tuple(each.cell for each in pieces[:start])
    chosen = _one_target(of_the_year(settled(columns), [above]))
    return StreamHeader(start, end, tuple(chosen), by_line)


def _start_of_line(pieces: Sequence[Piece], start: int) -> list[Column]:
    """Return the columns left of the first one that we know, such as the project's name."""
    first = start
    while first and not pieces[first].breaks:
        first -= 1
    return [
        Column(Role.OTHER, each.cell.column, each.cell.text)
        for each in pieces[first:start]
        if each.cell.text and (not is_label(each.cell.text) or is_heading(each.cell.text))
    ]


def _one_target(columns: list[Column]) -> list[Column]:
    """Return the columns with one target column for each name column."""
    values = [each for each in columns if each.role is Role.VALUE]
    names = [each for each in columns if each.role is Role.NAME]
    if len(values) <= max(len(names), 1):
        return columns
    return [
        replace(each, role=Role.OTHER)
        if each.role is Role.VALUE and each is not values[0]
        else each
        for each in columns
    ]


def _word_at(pieces: Sequence[Piece], index: int) -> tuple[str, int]:
    """Return the header word at `index`, which blanks or line breaks may have cut."""
    text, taken = pieces[index].cell.text, 1
    for more in range(1, 4):
        if index + more >= len(pieces):
            break
        longer = "".join(each.cell.text for each in pieces[index : index + more + 1])
        role = header_role(longer)
        known = header_role(text)
        cut = known is None and role is not Role.OTHER
        if known is Role.REASON or is_level(pieces[index + more].cell.text):
            break
        if role and header_role(pieces[index + more].cell.text) is None and (cut or role is known):
            text, taken = longer, more + 1
    return text, taken


def _rest_of_line(pieces: Sequence[Piece], end: int) -> int:
    """Return where the line ends that a header stands on, if nothing but blanks follows it."""
    while end < len(pieces) and not pieces[end].breaks and not is_level(pieces[end].cell.text):
        end += 1
    return end
