"""The sheet with the arithmetic of every row: what a reviewer needs to redo the score."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final, TypeAlias

from fulian_kpi.form import Form
from fulian_kpi.judgement import Verdict
from fulian_kpi.phrases import GLYPHS
from fulian_kpi.report.detail_lines import (
    Line,
    Mark,
    Value,
    amounts_of,
    columns_of,
    execution_line,
    indicator_line,
    total_line,
)
from fulian_kpi.report.form_grid import MARGIN, places_of
from fulian_kpi.report.wrapping import line_count
from fulian_kpi.report.xlsx_page import (
    FONT,
    LINE,
    ODD,
    SHADE,
    TABLE_CELL,
    TALLEST,
    TITLE_FONT,
    VERDICTS,
    set_up_page,
)
from fulian_kpi.report.xml_text import xml_text
from fulian_kpi.scorecard import Scorecard

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

Pens: TypeAlias = "dict[Verdict | Mark | type, Format]"
"""The looks of a verdict and of a mark, and of the other values by their type."""

_FILLS: Final = VERDICTS | {Mark.DIFFERENT: ODD}

_HEADER_ROW: Final = 3
_FROZEN_COLUMNS: Final = 3

_HEADER_MARGIN: Final = 0.2
_LONGEST_TITLE: Final = 100
"""Characters; a page's header takes 255, with every & twice."""

_PADDING: Final = 4.0


def write_detail_sheet(workbook: "Workbook", name: str, card: Scorecard, form: Form) -> None:
    """Add a sheet with a line for every indicator, for budget execution and for the total."""
    sheet = workbook.add_worksheet(name)
    columns = dict(columns_of(card))
    for index, width in enumerate(columns.values()):
        sheet.set_column(index, index, width + 1)
    _write_head(workbook, sheet, card, form)
    places = places_of(amounts_of(card))
    pens, pens_from_top = _pens(workbook, places), _pens(workbook, places, valign="top")
    heading = {"bold": True, "bg_color": SHADE, "align": "center", "valign": "vcenter"}
    bold: Pens = {str: workbook.add_format({**TABLE_CELL, **heading})}
    headings: Line = {heading: heading for heading in columns}
    lines = [(indicator_line(row, card), pens) for row in card.rows]
    lines += [(execution_line(card), pens), (total_line(card), pens | bold)]
    for number, (line, usual) in enumerate([(headings, bold), *lines], start=_HEADER_ROW):
        height = _height(line, columns)
        sheet.set_row(number, min(height, TALLEST))
        # A text longer than its row can be high is then read from its beginning.
        _write_line(sheet, number, columns, line, usual if height <= TALLEST else pens_from_top)
    sheet.autofilter(_HEADER_ROW, 0, _HEADER_ROW + len(card.rows), len(columns) - 1)
    sheet.print_area(_HEADER_ROW, 0, _HEADER_ROW + len(lines), len(columns) - 1)
    _set_up(sheet, form)


def _set_up(sheet: "Worksheet", form: Form) -> None:
    """Keep the headings and the first columns in sight, on the screen and on paper."""
    sheet.freeze_panes(_HEADER_ROW + 1, _FROZEN_COLUMNS)
    sheet.repeat_rows(_HEADER_ROW)
    sheet.repeat_columns(0, _FROZEN_COLUMNS - 1)
    # What stands above the table would be cut off at the repeated columns.
    title = xml_text(_title(form))[:_LONGEST_TITLE].replace("&", "&&")
    sheet.set_header(f"&L{title}", {"margin": _HEADER_MARGIN})
    set_up_page(sheet, MARGIN, pages=2)


def _title(form: Form) -> str:
    return f"{form.title}：计分明细"


def _write_head(workbook: "Workbook", sheet: "Worksheet", card: Scorecard, form: Form) -> None:
    """Write what was judged, and by which policy, above the table."""
    title = workbook.add_format({"font_name": TITLE_FONT, "font_size": 14, "bold": True})
    small = workbook.add_format({"font_name": FONT, "font_size": 10, "font_color": "#595959"})
    sheet.write_string(0, 0, xml_text(_title(form)), title)
    files = f"目标文件 {card.targets.source.path}    实际值文件 {card.actuals.source.path}"
    sheet.write_string(1, 0, xml_text(files), small)
    sheet.write_string(2, 0, xml_text(form.note), small)


def _pens(workbook: "Workbook", places: int, valign: str = "vcenter") -> Pens:
    points = {"num_format": f"0.{'0' * places}", "align": "center"}
    filled: dict[Verdict | Mark | type, dict[str, str]] = {
        value: {"bg_color": fill, "font_color": text, "align": "center"}
        for value, (fill, text) in _FILLS.items()
    }
    looks: dict[Verdict | Mark | type, dict[str, str]] = {
        str: {"align": "left"},
        Decimal: points,
        Fraction: {"num_format": "0.0%", "align": "center"},
        **filled,
    }
    return {
        value: workbook.add_format({**TABLE_CELL, **look, "valign": valign})
        for value, look in looks.items()
    }


def _height(line: Line, columns: Mapping[str, int]) -> float:
    """Return the height in points that the longest text of a line needs."""
    lines = (line_count(_text(line.get(name, "")), width) for name, width in columns.items())
    return max(lines) * LINE + _PADDING


def _write_line(
    sheet: "Worksheet", number: int, columns: Mapping[str, int], line: Line, pens: Pens
) -> None:
    """Write a line of cells, blank where it says nothing."""
    for index, heading in enumerate(columns):
        match value := line.get(heading, ""):
            case Decimal() | Fraction():
                sheet.write_number(number, index, float(value), pens[type(value)])
            case Verdict() | Mark():
                sheet.write_string(number, index, _text(value), pens[value])
            case "":
                sheet.write_blank(number, index, None, pens[str])
            case _:
                sheet.write_string(number, index, _text(value), pens[str])


def _text(value: Value) -> str:
    """Return the text of a cell; of a number none, since it never takes two lines."""
    match value:
        case Decimal() | Fraction():
            return ""
        case Verdict():
            return f"{GLYPHS[value]} {value.label}"
        case Mark():
            return value.value
        case _:
            return xml_text(value)
