"""The self-evaluation form as a Word document."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO, Final

from fulian_kpi.form import form_of
from fulian_kpi.judging import Judged
from fulian_kpi.report.docx_page import (
    TITLE_FONTS,
    TITLE_STYLE,
    set_fonts,
    set_up_page,
    set_up_styles,
)
from fulian_kpi.report.docx_table import table_xml
from fulian_kpi.report.form_grid import Grid, grid_of

if TYPE_CHECKING:
    from docx.document import Document

_LONGEST_PROPERTY: Final = 255


def write_check_docx(judged: Sequence[Judged], stream: BinaryIO) -> None:
    """Write the form of each scorecard, from a page of its own on."""
    import docx

    document = docx.Document()
    set_up_page(document)
    set_up_styles(document)
    grids = [grid_of(form_of(each.card)) for each in judged]
    for number, grid in enumerate(grids):
        _add_form(document, grid, new_page=number > 0)
    properties = document.core_properties
    # A document is otherwise said to be of 2013 and by python-docx.
    properties.title, properties.author = grids[0].title[:_LONGEST_PROPERTY], ""
    properties.comments = ""
    properties.created = properties.modified = datetime.now(UTC)
    document.save(stream)


def _add_form(document: "Document", grid: Grid, *, new_page: bool) -> None:
    """Add a title and two tables: only the first line of a table is repeated on each page."""
    title = document.add_paragraph(style=TITLE_STYLE)
    set_fonts(title.add_run(grid.title).font.element, TITLE_FONTS)
    title.paragraph_format.page_break_before = new_page
    for xml in (table_xml(grid.head), table_xml((grid.header, *grid.body), header=1)):
        _add_table(document, xml)


def _add_table(document: "Document", xml: str) -> None:
    """Add a table, and the paragraph that has to follow it, as low as can be."""
    from docx.oxml import parse_xml
    from docx.shared import Pt

    below = document.add_paragraph()
    below.paragraph_format.element.addprevious(parse_xml(xml))
    below.paragraph_format.space_after = Pt(0)
    below.paragraph_format.line_spacing = Pt(1)
