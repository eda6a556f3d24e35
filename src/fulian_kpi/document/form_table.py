"""The table of a form that was filled in: its columns found by their headings."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from fulian_kpi.document.grid import Cell, Grid, Row
from fulian_kpi.questionnaire import Column

_READ: Final = frozenset(
    {Column.ID, Column.ANSWER, Column.UNIT, Column.REASON, Column.EVIDENCE, Column.SHARE}
)
"""The columns that say something; the others repeat what the targets file says."""


class Spot(NamedTuple):
    """A cell and the number of its row."""

    cell: Cell
    row: int


class Table(NamedTuple):
    """A sheet with its columns found; `header` is the number of the row with their headings."""

    grid: Grid
    columns: Mapping[Column, int]
    header: int

    def rows(self) -> Iterator[Mapping[Column, Spot]]:
        """Yield the cells of each row below the header."""
        for number, row in enumerate(self.grid.rows[self.header :], start=self.header + 1):
            yield {each: Spot(row[at], number) for each, at in self.columns.items()}


def find_table(grid: Grid) -> Table | None:
    """Return the table of a sheet; None where no row has the headings that it needs."""
    for number, row in enumerate(grid.rows, start=1):
        columns = _columns(row)
        if {Column.ID, Column.ANSWER} <= columns.keys():
            return Table(grid, columns, number)
    return None


def _columns(row: Row) -> dict[Column, int]:
    found: dict[Column, int] = {}
    for place, cell in enumerate(row):
        heading = "".join(cell.text.split())
        if heading in _READ and not cell.covered:
            found.setdefault(Column(heading), place)
    return found


def text_in(row: Mapping[Column, Spot], column: Column) -> str:
    """Return the text of a cell; empty where it lies under another one, or there is no column."""
    spot = row.get(column)
    return "" if spot is None or spot.cell.covered else spot.cell.text
