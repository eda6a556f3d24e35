"""The self-evaluation form as a spreadsheet, with a sheet that has the arithmetic of every row."""

import re
from collections.abc import Sequence
from typing import BinaryIO, Final

from fulian_kpi.form import form_of
from fulian_kpi.judging import Judged
from fulian_kpi.report.check_units import Overview
from fulian_kpi.report.form_grid import grid_of
from fulian_kpi.report.xlsx_detail import write_detail_sheet
from fulian_kpi.report.xlsx_form import write_form_sheet
from fulian_kpi.report.xlsx_units import write_units_sheet
from fulian_kpi.report.xml_text import xml_text

FORM: Final = "自评表"
DETAIL: Final = "计分明细"

_LONGEST: Final = 31
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\']|[^\x20-\ufffd]")
"""What Excel allows in no name of a sheet, and how long that may be."""

_OPTIONS: Final = {
    # Nothing is left on the disk if writing is interrupted.
    "in_memory": True,
    # A spreadsheet measures columns in digits of this font. Every system has it or one of the
    # same widths, which is not so of Calibri: the form would be shrunk to fit its page.
    "default_format_properties": {"font_name": "Arial", "font_size": 10},
}


def write_check_xlsx(
    judged: Sequence[Judged], stream: BinaryIO, units: Overview | None = None
) -> None:
    """Write a workbook with two sheets for each scorecard: the form, and how its points came.

    A sheet of all `units` stands before them.
    """
    from xlsxwriter import Workbook

    with Workbook(stream, _OPTIONS) as workbook:
        if units:
            write_units_sheet(workbook, units)
        for number, card in enumerate((each.card for each in judged), start=1):
            form = form_of(card)
            suffix = "" if len(judged) == 1 else f"{number} {form.project or form.department}"
            write_form_sheet(workbook, sheet_name(FORM, suffix), grid_of(form))
            write_detail_sheet(workbook, sheet_name(DETAIL, suffix), card, form)


def sheet_name(kind: str, suffix: str) -> str:
    """Return a name that Excel allows, without what it does not."""
    return f"{kind}{_FORBIDDEN.sub('', xml_text(suffix))}"[:_LONGEST].rstrip()
