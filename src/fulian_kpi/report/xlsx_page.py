"""What the sheets of our workbooks share: how they look, and how they are printed."""

from typing import TYPE_CHECKING, Any, Final

from fulian_kpi.judgement import Verdict

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

FONT: Final = "宋体"
"""In every Windows with Chinese and in WPS; LibreOffice has a substitute for it."""

TITLE_FONT: Final = "黑体"
SHADE: Final = "#F2F2F2"
"""Behind what the form itself says."""

VERDICTS: Final = {
    Verdict.MET: ("#E2EFDA", "#375623"),
    Verdict.EXCEEDED: ("#DDEBF7", "#1F4E79"),
    Verdict.PARTIAL: ("#FFF2CC", "#7F6000"),
    Verdict.MISSED: ("#FFC7CE", "#9C0006"),
    Verdict.UNREPORTED: ("#E4DFEC", "#5F497A"),
    Verdict.NOT_APPLICABLE: ("#EDEDED", "#595959"),
}
"""Background and text of a verdict; it is said in words too."""

ODD: Final = ("#FCE4D6", "#833C0B")
"""Background and text of what a person has to look at."""

TABLE_CELL: Final[dict[str, Any]] = {
    "font_name": FONT,
    "font_size": 10,
    "border": 1,
    "border_color": "#A6A6A6",
    "text_wrap": True,
}
"""A cell of a table that is read on a screen first."""

LINE: Final = 14.5
"""Height of a line in such a cell, in points."""

TALLEST: Final = 400.0
"""Points; Excel shows no row above 409. The cell still holds all of its text."""

MM_PER_INCH: Final = 25.4

_FOOTER: Final = f'&C&"{FONT},Regular"&9第 &P 页'
_A4: Final = 9
_FOOTER_ROOM: Final = 0.2


def set_up_page(sheet: "Worksheet", margin: float, pages: int) -> None:
    """Print on A4, as many pages long as it takes.

    Args:
        sheet: What is printed.
        margin: In mm.
        pages: How many pages wide; more than one lie across.
    """
    inches = margin / MM_PER_INCH
    sheet.set_paper(_A4)
    if pages > 1:
        sheet.set_landscape()
    sheet.set_margins(left=inches, right=inches, top=inches, bottom=inches + _FOOTER_ROOM)
    sheet.set_footer(_FOOTER, {"margin": _FOOTER_ROOM})
    sheet.center_horizontally()
    sheet.fit_to_pages(pages, 0)
    sheet.set_start_page(1)
