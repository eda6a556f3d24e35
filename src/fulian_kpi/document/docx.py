"""Documents of Word: each table with the paragraphs above it, merged cells once."""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from fulian_kpi.document.archive import UnsafeError
from fulian_kpi.document.grid import Cell, Grid, Row, clean

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell

MOST_ROWS: Final = 3000
DEEPEST: Final = 4
"""Tables within tables; forms have one level of them."""


def docx_grids(data: bytes) -> list[Grid]:
    """Return each table, and the text outside of tables if there is none.

    Raises:
        UnsafeError: If it is no document after all.
    """
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
    except Exception as error:  # python-docx lets any error of a broken part through.
        raise UnsafeError("文件损坏，打不开；请在 Word 或 WPS 中打开后另存") from error
    grids = list(_grids(document))
    if any(any(each.text for each in row) for grid in grids for row in grid.rows):
        return grids
    lines = [
        (Cell(clean(each.text), f"第{n}段", -1),) for n, each in enumerate(document.paragraphs, 1)
    ]
    return [Grid("正文", tuple(line for line in lines if line[0].text), exact=False)]


def _grids(document: "Document") -> Iterator[Grid]:
    from docx.table import Table

    above: list[Row] = []
    number = 0
    for block in document.iter_inner_content():
        if not isinstance(block, Table):
            text = clean(block.text)
            above += [(Cell(text, f"表{number + 1} 之前"),)] if text else []
            continue
        for table in _nested(block, DEEPEST):
            number += 1
            yield Grid(f"表{number}", (*above, *_rows(table, number)))
        above = []


def _nested(table: "Table", depth: int) -> Iterator["Table"]:
    yield table
    if not depth:
        return
    cells = [cell for row in table.rows for cell in row.cells]
    # An id is only unique while its object lives; each merged cell comes once for each place.
    for own in {id(each._tc): each for each in cells}.values():  # noqa: SLF001
        for each in own.tables:
            yield from _nested(each, depth - 1)


def _rows(table: "Table", number: int) -> Iterator[Row]:
    first: dict[int, str] = {}
    kept: list[_Cell] = []
    for index, row in enumerate(table.rows, 1):
        if index > MOST_ROWS:
            return
        cells = []
        skipped = row.grid_cols_before
        for column, cell in enumerate(row.cells, skipped):
            key = id(cell._tc)  # noqa: SLF001
            covered = key in first
            place = first.setdefault(key, f"表{number} 第{index}行第{column + 1}列")
            kept.append(cell)  # An id is only unique while its object lives.
            cells.append(Cell(clean(cell.text), place, column, covered=covered))
        blanks = (Cell("", f"表{number} 第{index}行第{n + 1}列", n) for n in range(skipped))
        yield (*blanks, *cells)
