"""What both sheets of a workbook share: how they are printed, and with what."""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

FONT: Final = "宋体"
"""In every Windows with Chinese and in WPS; LibreOffice has a substitute for it."""

TITLE_FONT: Final = "黑体"
SHADE: Final = "#F2F2F2"
"""Behind what the form itself says."""

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
