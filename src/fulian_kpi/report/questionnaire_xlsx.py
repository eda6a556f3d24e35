"""The form to fill in as a workbook: targets locked, answers coloured while they are typed."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from fulian_kpi.checked import Targets
from fulian_kpi.questionnaire import (
    SHEET,
    STAMP_SHEET,
    VERSION,
    Column,
    Money,
    Origin,
    Question,
    Stamp,
)
from fulian_kpi.report.questionnaire_colours import Help, colours, wants_reason
from fulian_kpi.report.questionnaire_rows import HOW, FormRow, number_format, rows_of, title_of
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
from fulian_kpi.rule import Deadline, Grade, Statement

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_WIDTHS: Final = {
    Column.TASK: 14,
    Column.LEVEL1: 10,
    Column.LEVEL2: 14,
    Column.NAME: 26,
    Column.TARGET: 13,
    Column.MEANING: 28,
    Column.ANSWER: 15,
    Column.UNIT: 9,
    Column.REASON: 34,
    Column.EVIDENCE: 24,
    Column.SHARE: 9,
    Column.ID: 15,
}
"""Of each column of the form, in halves of a 汉字."""

_COLUMNS: Final = {each: place for place, each in enumerate((*_WIDTHS, *Help))}
_HEADER: Final = 3
_FIRST: Final = _HEADER + 1
_PADDING: Final = 5.0
_MARGIN: Final = 10.0
_ASKED: Final = "#FFFDE7"
"""Behind what is to be filled in."""

_WANTED: Final = "#FFEB9C"
"""Behind a reason that is required and still empty."""

_LEGEND: Final = (
    "颜色随填随变：绿 达成，蓝 超额（须说明原因），黄 部分达成，红 未达成，灰 不适用，橙 填写有误；"
    "原因一栏变黄为须填写。要移动列、排序或插入行的，先撤销工作表保护（没有密码），"
    "不要改动“编号”一栏。填好后用 kpi check 检查。"
)
_CELL: Final = {**TABLE_CELL, "valign": "vcenter"}
_ALLOWED: Final = {
    # Without it Excel shows a date or 85% that is typed as a bare number.
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
}
"""What the protection leaves to the user. It has no password: it guards against slips."""

_OPTIONS: Final = {"in_memory": True}
"""Nothing is left on the disk if writing is interrupted."""


def write_questionnaire_xlsx(
    targets: Targets, asked: Sequence[Question], stream: BinaryIO, origin: Origin
) -> None:
    """Write the form; the budget is asked for only where all indicators are."""
    from xlsxwriter import Workbook

    with Workbook(stream, _OPTIONS) as workbook:
        sheet = workbook.add_worksheet(SHEET)
        rows = rows_of(targets, asked, origin)
        _write_head(workbook, sheet, title_of(targets, origin))
        looks = _Looks(workbook)
        for number, row in enumerate(rows, start=_FIRST):
            _write_row(sheet, number, row, looks)
        _colour(workbook, sheet, _FIRST + len(rows) - 1)
        _set_up(sheet, _FIRST + len(rows) - 1)
        _write_stamp(workbook, targets, asked, origin)


class _Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, workbook: "Workbook") -> None:
        self._workbook = workbook
        self._made: dict[str, Format] = {}
        self.locked = workbook.add_format({**_CELL, "bg_color": SHADE})
        self.text = workbook.add_format({**_CELL, "bg_color": _ASKED, "locked": False})
        self.id = workbook.add_format({**_CELL, "bg_color": SHADE, "font_color": "#7F7F7F"})

    def answer(self, number_format: str) -> "Format":
        """Return the look of an answer that is shown in this number format."""
        if number_format not in self._made:
            look = {"bg_color": _ASKED, "locked": False, "align": "center", "font_size": 11}
            self._made[number_format] = self._workbook.add_format(
                {**_CELL, **look, "num_format": number_format}
            )
        return self._made[number_format]


def _write_head(workbook: "Workbook", sheet: "Worksheet", title: str) -> None:
    large = {"font_name": TITLE_FONT, "font_size": 15, "bold": True, "valign": "vcenter"}
    small = {"font_name": FONT, "font_size": 10, "text_wrap": True, "valign": "vcenter"}
    last = len(_WIDTHS) - 1
    for row, (text, look, height) in enumerate(
        ((title, large, 28), (HOW, small, 20), (_LEGEND, small, 34))
    ):
        sheet.set_row(row, height)
        sheet.merge_range(row, 0, row, last, "", workbook.add_format(look))
        sheet.write_string(row, 0, xml_text(text), workbook.add_format(look))
    bold = workbook.add_format({**_CELL, "bg_color": "#D9E1F2", "bold": True, "align": "center"})
    for column, place in _COLUMNS.items():
        width = _WIDTHS.get(column) if isinstance(column, Column) else None
        sheet.set_column(place, place, width, None, {} if width else {"hidden": True})
        sheet.write_string(_HEADER, place, column, bold)
    sheet.set_row(_HEADER, 30)


def _write_row(sheet: "Worksheet", number: int, row: FormRow, looks: _Looks) -> None:
    height = max(line_count(text, _WIDTHS[column]) for column, text in row.texts.items())
    sheet.set_row(number, min(height * LINE + _PADDING, TALLEST))
    for column in _WIDTHS:
        text = xml_text(row.texts.get(column, ""))
        if column is Column.ANSWER:
            look = looks.answer(number_format(row.rule))
        elif column is Column.SHARE and isinstance(row.rule, Grade | Statement | Deadline):
            look = looks.answer("0.00%")
        elif column in {Column.REASON, Column.EVIDENCE} and row.texts[Column.ID] != Money.ADJUSTED:
            look = looks.text
        else:
            look = looks.id if column is Column.ID else looks.locked
        if text:
            sheet.write_string(number, _COLUMNS[column], text, look)
        else:
            sheet.write_blank(number, _COLUMNS[column], None, look)
    for helped, value in row.help:
        if isinstance(value, Decimal):
            sheet.write_number(number, _COLUMNS[helped], float(value))
        else:
            sheet.write_string(number, _COLUMNS[helped], xml_text(value))
    _guide(sheet, number, row)


def _guide(sheet: "Worksheet", number: int, row: FormRow) -> None:
    """Put the note and the drop-down at the answer."""
    answer = (number, _COLUMNS[Column.ANSWER])
    size = {"x_scale": 1.8, "y_scale": 1.3, "font_size": 9, "author": ""}
    sheet.write_comment(*answer, xml_text(row.note), size)
    if not row.choices:
        return
    options: dict[str, Any] = {"validate": "list", "source": list(row.choices)}
    if isinstance(row.rule, Grade | Statement):
        # A warning, which may be overruled: rows that are sorted leave their drop-downs behind.
        words = "、".join(row.choices)
        options |= {
            "error_type": "warning",
            "error_title": "不在范围内",
            "error_message": f"这一项填写 {words}",
        }
    else:
        options |= {"show_error": False}
    sheet.data_validation(*answer, *answer, options)


def _colour(workbook: "Workbook", sheet: "Worksheet", last: int) -> None:
    from xlsxwriter.utility import xl_col_to_name, xl_range

    cells = {column: f"${xl_col_to_name(place)}{_FIRST + 1}" for column, place in _COLUMNS.items()}
    help_of = {each: cells[each] for each in Help}
    rules = colours(cells[Column.ANSWER], cells[Column.UNIT], help_of)
    answers = xl_range(_FIRST, _COLUMNS[Column.ANSWER], last, _COLUMNS[Column.ANSWER])
    for verdict, formula in rules:
        fill, text = ODD if verdict is None else VERDICTS[verdict]
        look = workbook.add_format({"bg_color": fill, "font_color": text, "bold": True})
        rule = {"type": "formula", "criteria": f"={formula}", "format": look}
        sheet.conditional_format(answers, {**rule, "stop_if_true": True})
    reasons = xl_range(_FIRST, _COLUMNS[Column.REASON], last, _COLUMNS[Column.REASON])
    sheet.conditional_format(
        reasons,
        {
            "type": "formula",
            "criteria": f"={wants_reason(cells[Column.REASON], rules)}",
            "format": workbook.add_format({"bg_color": _WANTED}),
        },
    )


def _set_up(sheet: "Worksheet", last: int) -> None:
    sheet.freeze_panes(_FIRST, 0)
    sheet.autofilter(_HEADER, 0, last, len(_COLUMNS) - 1)
    sheet.repeat_rows(_HEADER)
    sheet.print_area(0, 0, last, len(_WIDTHS) - 1)
    sheet.set_landscape()
    set_up_page(sheet, _MARGIN, pages=1)
    sheet.protect("", _ALLOWED)


def _write_stamp(
    workbook: "Workbook", targets: Targets, asked: Sequence[Question], origin: Origin
) -> None:
    sheet = workbook.add_worksheet(STAMP_SHEET)
    lines = [
        (Stamp.FORM, VERSION),
        (Stamp.TARGETS, origin.targets),
        (Stamp.SHA256, targets.source.sha256),
        (Stamp.MADE, origin.made),
        (Stamp.TASK, "" if origin.task is None else str(origin.task)),
        *((Stamp.INDICATOR, each.indicator.id) for each in asked),
    ]
    for number, (name, text) in enumerate(lines):
        sheet.write_string(number, 0, name)
        sheet.write_string(number, 1, text)
    sheet.protect("")
    sheet.hide()
