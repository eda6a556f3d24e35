"""Which column each piece of a copied table belongs to, where its columns have been lost.

The pieces keep their order, so a row is a rising sequence of columns. Every way to cut the pieces
into such rows has a score: how well each piece suits its column, less what was skipped, joined,
dropped or broken against the lines. The best one is found from left to right.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, NamedTuple

from fulian_kpi.document.archive import UnsafeError
from fulian_kpi.document.fitness import UNFIT, fitness
from fulian_kpi.document.grid import Cell
from fulian_kpi.document.wording import Role, bare, is_label

Record = dict[Role, tuple[Cell, ...]]

MOST_PIECES: Final = 20_000
"""Of one table; the largest published ones have some two thousand."""

LONGEST_JOIN: Final = 8
"""Pieces between single blanks that may be one text."""

_DROPPED: Final = -4.0
_BEGINS: Final = re.compile(r"[=≥≤<>＝\d不]")
_DOTS: Final = re.compile(r"[.…·。\-—/]+")
_SKIPPED: Final[dict[Role, float]] = {
    Role.NAME: 10.0,
    Role.VALUE: 2.0,
    Role.ACTUAL: 0.7,
    Role.SIGN: 0.7,
    Role.UNIT: 0.5,
    Role.WEIGHT: 0.7,
    Role.SCORE: 0.7,
    Role.INDEX: 0.3,
    Role.KIND: 0.1,
    Role.REASON: 0.1,
    Role.OTHER: 0.1,
    Role.LEVEL1: 0.0,
    Role.LEVEL2: 0.0,
}
_JOINED: Final = 0.4
_SHARED_LINE: Final = 4.0
_CUT_ROW: Final = 2.0
_BEFORE_NAME: Final = frozenset({Role.LEVEL1, Role.LEVEL2, Role.INDEX, Role.OTHER})
_OPEN: Final = frozenset({Role.OTHER, Role.REASON})
"""Columns that may have been cut into several."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the indicator block; `index` is where it stands in its grid, -1 if nowhere."""

    role: Role
    index: int
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell of a copied table; `breaks` where a line begins with it."""

    cell: Cell
    breaks: bool


class _Step(NamedTuple):
    score: float
    column: int
    taken: int
    fresh: bool
    before: int


class _Span(NamedTuple):
    """Pieces that may be one text."""

    first: Piece
    text: str
    taken: int


def align(
    pieces: Sequence[Piece], columns: Sequence[Column], *, by_line: bool
) -> tuple[list[Record], list[Cell]]:
    """Return the rows that `pieces` make up under these `columns`, and what fits nowhere.

    Args:
        pieces: In reading order; a blank one is a column that was left empty.
        columns: From left to right.
        by_line: Whether a line of the text is a row of the table, as far as the header shows.

    Raises:
        UnsafeError: If there are more pieces than any table has.
    """
    if len(pieces) > MOST_PIECES:
        raise UnsafeError(f"表里有 {len(pieces)} 处文字，不像是一份指标表，没有读")
    layout = _Layout(columns, by_line=by_line)
    best: list[dict[int, _Step]] = [{-1: _Step(0.0, -1, 0, fresh=False, before=-1)}]
    for end in range(1, len(pieces) + 1):
        steps: dict[int, _Step] = {}
        for step in _dropping(best[end - 1], pieces[end - 1]):
            _keep(steps, step)
        for span in _spans(pieces, end):
            for step in layout.placing(best[end - span.taken], span):
                _keep(steps, step)
        best.append(steps)
    return _rows(best, pieces, layout)


def _spans(pieces: Sequence[Piece], end: int) -> Iterator[_Span]:
    """Yield the texts that end there: one piece, and more where single blanks have cut it."""
    text = ""
    for taken in range(1, min(LONGEST_JOIN, end) + 1):
        first = pieces[end - taken]
        if taken > 1 and not pieces[end - taken + 1].cell.glued:
            return
        text = f"{first.cell.text} {text}" if text else first.cell.text
        yield _Span(first, text, taken)


def _dropping(steps: dict[int, _Step], piece: Piece) -> Iterator[_Step]:
    cost = 0.0 if _is_noise(piece.cell.text) else _DROPPED
    for column, step in steps.items():
        yield _Step(step.score + cost, column, 0, fresh=False, before=column)


def _is_noise(text: str) -> bool:
    return not text or is_label(text) or _DOTS.fullmatch(text) is not None or not bare(text)


class _Layout:
    """The columns, and what it costs to move between them."""

    def __init__(self, columns: Sequence[Column], *, by_line: bool) -> None:
        self.columns = columns
        self.roles = tuple(each.role for each in columns)
        self._by_line = by_line
        self._moves = {
            (column, fresh): tuple(self._ways(column, fresh=fresh))
            for column in range(len(columns))
            for fresh in (False, True)
        }

    def placing(self, steps: dict[int, _Step], span: _Span) -> Iterator[_Step]:
        """Yield every way to go on from `steps` with `span` in some column."""
        for column, role in enumerate(self.roles):
            fit = self._fit(column, span)
            if fit <= UNFIT and role is not Role.NAME:
                continue
            # A blank begins no row: the text behind it does.
            for fresh in (False, True) if span.text else (False,):
                against = self._by_line and fresh != span.first.breaks
                broken = (_SHARED_LINE if fresh else _CUT_ROW) if against else 0.0
                ways = (
                    (steps[before].score + fit - cost - (broken if before >= 0 else 0.0), before)
                    for before, cost in self._moves[column, fresh]
                    if before in steps
                )
                best = max(ways, default=None)
                if best is not None:
                    yield _Step(best[0], column, span.taken, fresh=fresh, before=best[1])

    def _ways(self, column: int, *, fresh: bool) -> Iterator[tuple[int, float]]:
        """Yield the columns that a text of `column` can follow, and what that costs."""
        for before in range(-1, len(self.columns)):
            cost = self._move(before, column, fresh=fresh)
            if cost is not None:
                yield before, cost

    def _fit(self, column: int, span: _Span) -> float:
        role = self.roles[column]
        fit = fitness(span.text, role) - _JOINED * (span.taken - 1)
        if span.taken > 1 and role in {Role.VALUE, Role.ACTUAL} and not _BEGINS.match(span.text):
            fit -= 4.0  # A quantity is one piece, unless its sign stands apart.
        if span.first.cell.column == self.columns[column].index:
            fit += 0.3
        if role in self.roles[:column] and role is not Role.OTHER and span.text:
            fit -= 2.0  # The second group of a table is mostly empty.
        return fit

    def _move(self, before: int, column: int, *, fresh: bool) -> float | None:
        if fresh:
            return self.ending(before) + self._skipped(0, column)
        if before == column and self.roles[column] in _OPEN:
            return 0.2
        if not 0 <= before < column:
            return None
        unsigned = self.roles[before] is Role.SIGN and Role.VALUE in self.roles[before + 1 : column]
        # What follows a sign is the number that it belongs to.
        return self._skipped(before + 1, column) + (_SHARED_LINE if unsigned else 0.0)

    def ending(self, before: int) -> float:
        """Return what it costs to end a row behind that column."""
        if before < 0:
            return 0.0
        if all(role in _BEFORE_NAME for role in self.roles[: before + 1]):
            return 2.0  # A template's row that was left empty.
        return self._skipped(before + 1, len(self.roles))

    def _skipped(self, start: int, end: int) -> float:
        # A second group of columns, such as mid-term targets beside the year's, is mostly empty.
        seen = self.roles[:start]
        return _skipped_of(tuple(each for each in self.roles[start:end] if each not in seen))


@lru_cache(maxsize=4096)
def _skipped_of(roles: tuple[Role, ...]) -> float:
    return sum(_SKIPPED[role] for role in roles)


def _keep(steps: dict[int, _Step], step: _Step) -> None:
    known = steps.get(step.column)
    if known is None or step.score > known.score:
        steps[step.column] = step


def _rows(
    best: list[dict[int, _Step]], pieces: Sequence[Piece], layout: _Layout
) -> tuple[list[Record], list[Cell]]:
    rows: list[Record] = []
    dropped: list[Cell] = []
    for start, step in _walk(best, layout):
        if step.taken == 0:
            if not _is_noise(pieces[start].cell.text):
                dropped.append(pieces[start].cell)
            continue
        cells = [each.cell for each in pieces[start : start + step.taken]]
        text = " ".join(each.text for each in cells)
        if step.fresh or not rows:
            rows.append({})
        if not text:
            continue
        role = layout.roles[step.column]
        rows[-1][role] = (*rows[-1].get(role, ()), replace(cells[0], text=text))
    return rows, dropped


def _walk(best: list[dict[int, _Step]], layout: _Layout) -> Iterator[tuple[int, _Step]]:
    end = len(best) - 1
    last = best[end]
    column = max(last, key=lambda each: last[each].score - layout.ending(each))
    path = []
    while end:
        step = best[end][column]
        end -= step.taken or 1
        path.append((end, step))
        column = step.before
    yield from reversed(path)
