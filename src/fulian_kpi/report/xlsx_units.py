"""The sheet of all units: a line each, with counts of verdicts, score and grade."""

from typing import TYPE_CHECKING, Final

from fulian_kpi.report.check_units import Overview
from fulian_kpi.report.form_grid import MARGIN
from fulian_kpi.report.wrapping import line_count
from fulian_kpi.report.xlsx_page import LINE, SHADE, TABLE_CELL, TALLEST, set_up_page
from fulian_kpi.report.xml_text import xml_text

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

_NAME: Final = "汇总"
_UNIT: Final = 48
"""Width of the name of a unit and its file; the other columns take `_COLUMN`."""

_COLUMN: Final = 11


def write_units_sheet(workbook: "Workbook", units: Overview) -> None:
    """Add a sheet with a line for each unit and each file that could not be judged."""
    sheet = workbook.add_worksheet(_NAME)
    bold = workbook.add_format({**TABLE_CELL, "bold": True, "bg_color": SHADE, "align": "center"})
    cell = workbook.add_format({**TABLE_CELL, "valign": "vcenter"})
    sheet.set_column(0, 0, _UNIT)
    sheet.set_column(1, len(units.headings) - 1, _COLUMN)
    sheet.write_row(0, 0, units.headings, bold)
    for number, line in enumerate(units.lines, start=1):
        sheet.set_row(number, min(LINE * line_count(line[0], _UNIT), TALLEST))
        for column, text in enumerate(line):
            if text.isdecimal():
                sheet.write_number(number, column, int(text), cell)
            elif text:
                sheet.write_string(number, column, xml_text(text), cell)
            else:
                sheet.write_blank(number, column, None, cell)
    sheet.write_string(len(units.lines) + 2, 0, units.total)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    set_up_page(sheet, MARGIN, pages=1)
    sheet.set_landscape()
