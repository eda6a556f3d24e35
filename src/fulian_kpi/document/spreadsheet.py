"""Older and other workbooks, .xls and .ods: values only, their number formats are not known."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from fulian_kpi.document.archive import UnsafeError
from fulian_kpi.document.grid import Cell, Grid, Row, clean
from fulian_kpi.document.xlsx import MOST_COLUMNS, MOST_ROWS
from fulian_kpi.quantity import plain

_LETTERS: Final = 26


def spreadsheet_grids(data: bytes) -> list[Grid]:
    """Return each sheet that has text.

    Raises:
        UnsafeError: If it cannot be opened, such as for a password.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [(name, workbook.get_sheet_by_name(name)) for name in workbook.sheet_names]
    except PasswordError as error:
        raise UnsafeError("文件有密码保护；请先去掉密码") from error
    except (CalamineError, OSError, ValueError) as error:
        raise UnsafeError("文件损坏，打不开；请在 Excel 或 WPS 中打开后另存为 .xlsx") from error
    grids = []
    for name, sheet in sheets:
        values = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS)
        merged = _merged(sheet.merged_cell_ranges or [])
        rows = tuple(_row(name, number, line, values, merged) for number, line in enumerate(values))
        shares = any(isinstance(each, float) and 0 < each < 1 for line in values for each in line)
        notes = (_UNFORMATTED,) if shares else ()
        if any(each.text for row in rows for each in row):
            grids.append(Grid(name, rows, notes=notes))
    return grids


_UNFORMATTED: Final = (
    "这种格式读不到数字的显示方式：表里有 0 与 1 之间的小数，可能显示为百分比；"
    "请核对，或另存为 .xlsx 再导入"
)


def _merged(
    ranges: list[tuple[tuple[int, int], tuple[int, int]]],
) -> dict[tuple[int, int], tuple[int, int]]:
    covered = {}
    for (top, left), (bottom, right) in ranges:
        for row in range(top, min(bottom, MOST_ROWS) + 1):
            for column in range(left, min(right, MOST_COLUMNS) + 1):
                if (row, column) != (top, left):
                    covered[row, column] = (top, left)
    return covered


def _row(
    name: str,
    number: int,
    line: Sequence[object],
    values: Sequence[Sequence[object]],
    merged: dict[tuple[int, int], tuple[int, int]],
) -> Row:
    cells = []
    for column in range(min(len(line), MOST_COLUMNS)):
        row, first = merged.get((number, column), (number, column))
        text = _text(values[row][first])
        place = f"{name}!{_letters(first)}{row + 1}"
        cells.append(Cell(text, place, column, covered=(row, first) != (number, column)))
    return tuple(cells)


def _letters(column: int) -> str:
    shown = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        shown = chr(ord("A") + rest) + shown
    return shown


def _text(value: object) -> str:
    match value:
        case bool():
            return "是" if value else "否"
        case float():
            return plain(Decimal(repr(value)))
        case datetime() | date():
            return f"{value.year}年{value.month}月{value.day}日"
        case _:
            return clean(str(value))
