"""The self-evaluation form as a sheet that prints on A4."""

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from fulian_kpi.report.form_grid import MARGIN, WIDTHS, Cell, Grid, Kind, Line, across
from fulian_kpi.report.wrapping import line_count
from fulian_kpi.report.xlsx_page import FONT, MM_PER_INCH, SHADE, TITLE_FONT, set_up_page

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_POINTS: Final = 72
_PIXELS: Final = 96

_SIZE: Final = 9
_LINE: Final = 13.2
"""Height of a line in points: what the tall Noto fonts take that stand in for 宋体 elsewhere."""

_PADDING: Final = 6.0
_SIDES: Final = 1.5
"""What a cell keeps free above and below its text together, in points, and beside it, in mm."""

_TALLEST: Final = 390.0
_PART: Final = 100.0
"""Points; Excel shows no row above 409. What is higher is spread over rows of about `_PART`, so
that it can go on on the next page."""

_TITLE_SIZE: Final = 16
_TITLE_LINE: Final = 26.0
_SIGNATURE_HEIGHT: Final = 28.0

_CELL: Final[dict[str, Any]] = {
    "font_name": FONT,
    "font_size": _SIZE,
    "border": 1,
    "align": "center",
    "valign": "vcenter",
    "text_wrap": True,
}
_NUMBER: Final[dict[str, Any]] = {"text_wrap": False, "shrink": True}
"""A number too wide for its cell is shown as ### unless it is made smaller."""

_TITLE: Final[dict[str, Any]] = {
    **_CELL,
    "font_name": TITLE_FONT,
    "font_size": _TITLE_SIZE,
    "bold": True,
    "border": 0,
}


def write_form_sheet(workbook: "Workbook", name: str, grid: Grid) -> None:
    """Add a sheet with the form."""
    sheet = workbook.add_worksheet(name)
    for column, width in enumerate(WIDTHS):
        sheet.set_column_pixels(column, column, round(width / MM_PER_INCH * _PIXELS))
    title = line_count(grid.title, _room(sum(WIDTHS), _TITLE_SIZE)) * _TITLE_LINE
    sheet.set_row(0, min(title + 2 * _PADDING, _TALLEST))
    _write_cell(sheet, (0, 0, 0, len(WIDTHS) - 1), Cell(grid.title), workbook.add_format(_TITLE))
    lines = (*grid.head, grid.header, *grid.body)
    heights = _heights(lines)
    starts = tuple(accumulate(map(_parts, heights), initial=1))
    for height, (first, after) in zip(heights, pairwise(starts), strict=True):
        for row in range(first, after):
            sheet.set_row(row, height / (after - first))
    _write_lines(sheet, lines, starts, _formats(workbook, grid.places))
    header = len(grid.head)
    sheet.repeat_rows(starts[header], starts[header + 1] - 1)
    sheet.print_area(0, 0, starts[-1] - 1, len(WIDTHS) - 1)
    sheet.hide_gridlines()
    set_up_page(sheet, MARGIN, pages=1)


def _write_lines(
    sheet: "Worksheet",
    lines: Sequence[Line],
    starts: Sequence[int],
    formats: Mapping[Kind, "Format"],
) -> None:
    """Write every cell over its columns and lines; line i starts at row `starts[i]`."""
    for index, line in enumerate(lines):
        left = 0
        for cell in line:
            right = left + cell.columns - 1
            if cell.rows:
                area = (starts[index], left, starts[index + cell.rows] - 1, right)
                _write_cell(sheet, area, cell, formats[cell.kind])
            left = right + 1


def _formats(workbook: "Workbook", places: int) -> dict[Kind, "Format"]:
    looks: dict[Kind, dict[str, Any]] = {
        Kind.LABEL: {"bold": True, "bg_color": SHADE},
        Kind.TEXT: {"align": "left"},
        Kind.CENTRED: {},
        Kind.MONEY: {**_NUMBER, "num_format": "#,##0.00"},
        Kind.RATE: {**_NUMBER, "num_format": "0.00%"},
        Kind.POINTS: {**_NUMBER, "num_format": f"0.{'0' * places}"},
        Kind.TOTAL: {**_NUMBER, "num_format": f"0.{'0' * places}", "bold": True},
        Kind.SIGNATURE: {},
    }
    return {kind: workbook.add_format({**_CELL, **look}) for kind, look in looks.items()}


def _heights(lines: Sequence[Line]) -> list[float]:
    """Return how high each line has to be, in points, for everything in it to be seen."""
    heights = [
        max(_needed(cell, width) for cell, width in across(line) if cell.rows == 1)
        for line in lines
    ]
    for index, line in enumerate(lines):
        for cell, width in across(line):
            if cell.rows > 1:
                lines_below = slice(index, index + cell.rows)
                lacking = max(0, _needed(cell, width) - sum(heights[lines_below]))
                heights[lines_below] = [each + lacking / cell.rows for each in heights[lines_below]]
    return heights


def _parts(height: float) -> int:
    """Return over how many rows of the sheet a line is spread."""
    return 1 if height <= _TALLEST else ceil(height / _PART)


def _needed(cell: Cell, width: int) -> float:
    """Return the height in points that a cell needs."""
    if cell.kind is Kind.SIGNATURE:
        return _SIGNATURE_HEIGHT
    return line_count(cell.text, _room(width - _SIDES, _SIZE)) * _LINE + _PADDING


def _room(width: float, size: int) -> int:
    """Return how many halves of a 汉字 fit into `width` mm."""
    return int(width / MM_PER_INCH * _POINTS / (size / 2))


def _write_cell(
    sheet: "Worksheet", area: tuple[int, int, int, int], cell: Cell, style: "Format"
) -> None:
    """Write a cell over an area: text as text, whatever it looks like."""
    first, left, last, right = area
    if (first, left) != (last, right):
        sheet.merge_range(*area, "", style)
    if cell.number is not None:
        sheet.write_number(first, left, float(cell.number), style)
    elif cell.text:
        sheet.write_string(first, left, cell.text, style)
    else:
        sheet.write_blank(first, left, None, style)
