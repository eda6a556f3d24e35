"""The sheet of all units: a line each, with counts of verdicts and score as numbers, and grade."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from fulian_kpi.report.check_units import NOT_JUDGED, Overview
from fulian_kpi.report.form_grid import MARGIN, places_of
from fulian_kpi.report.wrapping import line_count
from fulian_kpi.report.xlsx_page import LINE, SHADE, TABLE_CELL, TALLEST, set_up_page
from fulian_kpi.report.xml_text import xml_text

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

_NAME: Final = "汇总"
_WHY: Final = "不能评判的原因"

_WIDE: Final = 48
"""Width of the first column, and of why a file was not judged; the others take `_COLUMN`."""

_COLUMN: Final = 11
_PADDING: Final = 4.0


def write_units_sheet(workbook: "Workbook", units: Overview) -> None:
    """Add a sheet with a line for each unit and each file that could not be judged."""
    verdicts = [each.label for each in units.verdicts]
    headings = ["单位", "年度", "指标", *verdicts, "得分", "满分", "等级", "结论"]
    widths = [_WIDE, *[_COLUMN] * (len(headings) - 1)]
    if units.unjudged:
        headings.append(_WHY)
        widths.append(_WIDE)
    lines = [*_judged(units), *_unjudged(units, len(verdicts))]
    places = places_of(each.points for each in units.units)
    cell = {**TABLE_CELL, "valign": "vcenter"}
    wide = workbook.add_format(cell)
    # To the right of its cell a number would run into the text of the next one.
    narrow = workbook.add_format({**cell, "align": "center"})
    points = workbook.add_format({**cell, "align": "center", "num_format": f"0.{'0' * places}"})
    bold = workbook.add_format({**TABLE_CELL, "bold": True, "bg_color": SHADE, "align": "center"})
    sheet = workbook.add_worksheet(_NAME)
    for column, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, bold)
    for row, line in enumerate(lines, start=1):
        height = max(line_count(str(each), width) for each, width in zip(line, widths, strict=True))
        sheet.set_row(row, min(LINE * height + _PADDING, TALLEST))
        for column, (value, width) in enumerate(zip(line, widths, strict=True)):
            match value:
                case Decimal():
                    sheet.write_number(row, column, float(value), points)
                case int():
                    sheet.write_number(row, column, value, narrow)
                case "":
                    sheet.write_blank(row, column, None, wide)
                case _:
                    pen = wide if width == _WIDE else narrow
                    sheet.write_string(row, column, xml_text(value), pen)
    sheet.write_string(len(lines) + 2, 0, units.total)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    set_up_page(sheet, MARGIN, pages=1)
    sheet.set_landscape()


def _judged(units: Overview) -> Iterator[list[str | int | Decimal]]:
    for each in units.units:
        yield [
            *(each.subject, each.year, each.rows),
            *(each.counts.get(verdict, 0) for verdict in units.verdicts),
            *(each.points, each.out_of, each.grade, each.outcome),
            *([""] if units.unjudged else []),
        ]


def _unjudged(units: Overview, verdicts: int) -> Iterator[list[str | int | Decimal]]:
    nothing = [""] * (verdicts + 5)
    for each in units.unjudged:
        yield [each.path, *nothing, NOT_JUDGED, each.why]
