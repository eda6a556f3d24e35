"""Workbooks of Excel: cells as they show, merged ones known, formulas by their cached values."""

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final

from fulian_kpi.document.archive import UnsafeError
from fulian_kpi.document.grid import Cell, Grid, Row, clean
from fulian_kpi.document.number_format import shown_number

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.worksheet.worksheet import Worksheet

MOST_ROWS: Final = 3000
MOST_COLUMNS: Final = 80
"""A table beyond these is none of indicators; more is said to be left out."""

_CONSTANT: Final = re.compile(r"=\s*\d[\d.,]*\s*[^\s\d()$!:+\-*/&A-Za-z\"]*")
AS_WRITTEN: Final = "存成了公式，按所写的文字读"
_UNCALCULATED: Final = "单元格是公式，没有存下算出的值；请在 Excel 中打开、保存后再读"


def xlsx_grids(data: bytes) -> list[Grid]:
    """Return each sheet that has text.

    Raises:
        UnsafeError: If it is no workbook after all.
    """
    import warnings

    from openpyxl import load_workbook

    grids = []
    with warnings.catch_warnings():
        # openpyxl warns of styles and extensions that it leaves out; none of them is text.
        warnings.simplefilter("ignore")
        try:
            shown = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
            written = load_workbook(io.BytesIO(data), data_only=False, keep_links=False)
        except Exception as error:  # openpyxl lets any error of a broken part through.
            raise UnsafeError("文件损坏，打不开；请在 Excel 或 WPS 中打开后另存") from error
        for sheet in shown.worksheets:
            grid = _Sheet(sheet, written[sheet.title]).grid()
            if any(each.text for row in grid.rows for each in row):
                grids.append(grid)
    return grids


class _Sheet:
    """One sheet, read twice: as it shows, and as it was written, formulas included."""

    def __init__(self, shown: "Worksheet", written: "Worksheet") -> None:
        self._shown = shown
        self._written = written
        self._height = min(shown.max_row, MOST_ROWS)
        self._width = min(shown.max_column, MOST_COLUMNS)
        self._covered = dict(self._merged())
        self._faults: dict[str, str] = {}
        self._constants: list[str] = []

    def grid(self) -> Grid:
        rows = tuple(
            tuple(self._cell(row, column) for column in range(1, self._width + 1))
            for row in range(1, self._height + 1)
        )
        notes = tuple(self._notes(rows))
        return Grid(self._shown.title, rows, faults=self._faults, notes=notes)

    def _merged(self) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        """Yield each covered cell with the first one of its range."""
        for each in self._shown.merged_cells.ranges:
            first = (each.min_row, each.min_col)
            for row in range(each.min_row, min(each.max_row, self._height) + 1):
                for column in range(each.min_col, min(each.max_col, self._width) + 1):
                    if (row, column) != first:
                        yield (row, column), first

    def _cell(self, row: int, column: int) -> Cell:
        at = self._covered.get((row, column), (row, column))
        cell = self._shown.cell(*at)
        place = f"{self._shown.title}!{cell.coordinate}"
        text = _text(cell)
        written = self._written.cell(*at)
        if cell.value is None and written.data_type == "f":
            formula = str(written.value)
            if _CONSTANT.fullmatch(formula):
                # =23个 is what people type, and no formula: Excel itself would refuse it.
                text = formula
                self._constants.append(cell.coordinate)
            else:
                self._faults[place] = _UNCALCULATED
        return Cell(text, place, column - 1, covered=at != (row, column))

    def _notes(self, rows: Sequence[Row]) -> Iterator[str]:
        title = self._shown.title
        if self._shown.max_row > self._height or self._shown.max_column > self._width:
            yield f"{title}：只读前 {self._height} 行、{self._width} 列"
        if self._shown.sheet_state != "visible":
            yield f"工作表“{title}”是隐藏的，仍已读取"
        hidden = [
            str(number)
            for number, row in enumerate(rows, 1)
            if self._shown.row_dimensions[number].hidden and any(each.text for each in row)
        ]
        if hidden:
            yield f"{title}：第 {'、'.join(hidden)} 行是隐藏的，仍已读取"
        if self._constants:
            cells = "、".join(dict.fromkeys(self._constants))
            yield f"{title}：{cells} {AS_WRITTEN}"


def _text(cell: "SheetCell | Any") -> str:  # noqa: ANN401  (a merged cell is of another type)
    value = cell.value
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case int() | float():
            return shown_number(value, cell.number_format or "General")
        case datetime() | date():
            return f"{value.year}年{value.month}月{value.day}日"
        case time():
            return value.isoformat()
        case _:
            return clean(str(value))
