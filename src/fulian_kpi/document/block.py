"""The indicator blocks of a grid: where each begins, what its columns hold, and its rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from fulian_kpi.document.alignment import Column, Piece, Record, align
from fulian_kpi.document.grid import Cell, Grid, Row
from fulian_kpi.document.header import TREE, header_at, unread_targets, widened
from fulian_kpi.document.levels import is_level
from fulian_kpi.document.target_cell import is_sign, rule_of
from fulian_kpi.document.wording import END, TOTAL, Role, bare, is_label, plain

_EXECUTION: Final = "预算执行"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say of a place in the document."""

    place: str
    message: str


@dataclass(frozen=True, slots=True)
class Block:
    """One indicator table: its place, what stands above it, its rows and what was left out."""

    grid: str
    place: str
    columns: tuple[Column, ...]
    above: tuple[Row, ...]
    records: tuple[Record, ...]
    left_out: tuple[Remark, ...] = ()
    doubts: tuple[Remark, ...] = ()
    exact: bool = False
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """Return how a list of tables names this one."""
        headers = " ".join(bare(each.text) for each in self.columns)
        return f"{self.grid} {self.place}（{len(self.records)} 行：{headers}）"

    @property
    def has_actuals(self) -> bool:
        """Whether it is a self-evaluation."""
        return any(each.role is Role.ACTUAL for each in self.columns)


def exact_blocks(grid: Grid) -> Iterator[Block]:
    """Yield the indicator blocks of a grid whose columns can be trusted."""
    start = row = 0
    while row < len(grid.rows):
        found = header_at(grid.rows, row)
        if found is None:
            row += 1
            continue
        columns, first = found
        end = _end(grid.rows, first)
        columns = widened(columns, grid.rows[first:end])
        records, left_out, doubts = _read(grid.rows[first:end], columns)
        unread = unread_targets(columns)
        doubts += [Remark(_places(grid.rows[row])[0], unread)] if unread else []
        yield Block(
            grid=grid.name,
            place=_places(grid.rows[row])[0],
            columns=columns,
            above=grid.rows[start:row],
            records=tuple(records),
            left_out=tuple(left_out),
            doubts=tuple(doubts),
            exact=True,
            faults=_faults(grid, start, end),
        )
        start = row = end


def _places(row: Row) -> list[str]:
    return [each.place for each in row if each.text] or [row[0].place if row else "1"]


def _faults(grid: Grid, start: int, end: int) -> dict[str, str]:
    inside = {each.place for row in grid.rows[start:end] for each in row}
    return {place: reason for place, reason in grid.faults.items() if place in inside}


def _end(rows: Sequence[Row], first: int) -> int:
    for index in range(first, len(rows)):
        texts = [each.text for each in rows[index] if each.text and not each.covered]
        if texts and END.match(plain(texts[0])) and not is_level(texts[0]):
            return index
        if len(texts) > 2 and header_at(rows, index) is not None:  # noqa: PLR2004
            return index
    return len(rows)


def _read(
    rows: Sequence[Row], columns: tuple[Column, ...]
) -> tuple[list[Record], list[Remark], list[Remark]]:
    records: list[Record] = []
    left_out: list[Remark] = []
    doubts: list[Remark] = []
    groups = _groups(columns)
    for row in rows:
        own = [each for each in row if each.text and not each.covered]
        if not own:
            continue
        if any(TOTAL.fullmatch(bare(each.text)) for each in own):
            left_out.append(Remark(own[0].place, f"合计行：{_quoted(own)}"))
            continue
        found = [_record(row, group) for group in groups]
        if any(map(_is_misplaced, found)):
            pieces = [Piece(each, breaks=not i) for i, each in enumerate(own)]
            shifted, dropped = align(pieces, columns, by_line=True)
            if not dropped and all(map(_is_certain, shifted)):
                records += shifted
                doubts.append(Remark(own[0].place, f"这一行的列错了位，按内容对应：{_quoted(own)}"))
                continue
        filled = [each for each in found if _is_filled(each)]
        records += filled or found[:1]
    return records, left_out, doubts


def _is_certain(record: Record) -> bool:
    """Whether a row whose columns were found by its content says enough of itself."""
    value = record.get(Role.VALUE)
    if Role.NAME not in record or value is None:
        return False
    return Role.LEVEL2 in record or rule_of(value[0].text) is not None


def _quoted(cells: Sequence[Cell]) -> str:
    return " | ".join(each.text.replace("\n", " ") for each in cells)


def _groups(columns: tuple[Column, ...]) -> list[list[Column]]:
    """Return the columns by the name column they belong to; levels outside belong to the first."""
    groups: list[list[Column]] = [[]]
    for each in columns:
        seen = [one for one in groups[-1] if one.role is each.role and one.text != ""]
        named = any(one.role is Role.NAME for one in groups[-1])
        valued = any(one.role is Role.VALUE for one in groups[-1])
        apart = seen and seen[-1].index + 1 < each.index
        if apart and named and valued and each.role in {Role.LEVEL1, Role.LEVEL2, Role.NAME}:
            groups.append([])
        groups[-1].append(each)
    return groups


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
