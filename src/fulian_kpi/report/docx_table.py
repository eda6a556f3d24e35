"""The lines of the form as tables of a Word document."""

from collections.abc import Sequence
from typing import Final

from fulian_kpi.report.docx_page import CELL_STYLE, SIZE, run_xml
from fulian_kpi.report.form_grid import WIDTHS, Cell, Kind, Line, across
from fulian_kpi.report.wrapping import line_count

SHADE: Final = "F2F2F2"
"""Behind what the form itself says."""

_LONGEST: Final = 40
"""Lines up to which a row is kept on one page. A longer one may not fit on any."""

_LEAST_HEIGHTS: Final = {Kind.SIGNATURE: 560}
_LEAST_HEIGHT: Final = 380
"""In twips, a twentieth of a point."""

_TWIPS_PER_MM: Final = 1440 / 25.4

_SIDES: Final = 2
_HALF_CHARACTER: Final = SIZE / 2 * 25.4 / 72

_BORDERS: Final = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_CELL_MARGINS: Final = "".join(
    f'<w:{side} w:w="{width}" w:type="dxa"/>'
    for side, width in (("top", 20), ("left", 45), ("bottom", 20), ("right", 45))
)


def table_xml(lines: Sequence[Line], *, header: int = 0) -> str:
    """Return a table; its first `header` lines are repeated on every page.

    It is put together as text, since python-docx needs minutes for a thousand rows of cells.
    """
    from docx.oxml.ns import nsdecls

    widths = [_twips(width) for width in WIDTHS]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(_row(line, header=index < header) for index, line in enumerate(lines))
    # A fixed layout keeps the widths; an automatic one is worked out anew by each program.
    return (
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{_BORDERS}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{_CELL_MARGINS}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(line: Line, *, header: bool) -> str:
    cells = "".join(_cell(cell, width) for cell, width in across(line))
    tallest = max(
        line_count(cell.text, int((width - _SIDES) / _HALF_CHARACTER))
        for cell, width in across(line)
    )
    height = max(_LEAST_HEIGHTS.get(cell.kind, _LEAST_HEIGHT) for cell in line)
    whole = "<w:cantSplit/>" if tallest <= _LONGEST else ""
    repeated = "<w:tblHeader/>" if header else ""
    return (
        f'<w:tr><w:trPr>{whole}<w:trHeight w:val="{height}" w:hRule="atLeast"/>{repeated}'
        f"</w:trPr>{cells}</w:tr>"
    )


def _cell(cell: Cell, width: int) -> str:
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    merge = {0: "<w:vMerge/>", 1: ""}.get(cell.rows, '<w:vMerge w:val="restart"/>')
    shade = (
        f'<w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/>' if cell.kind is Kind.LABEL else ""
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{_twips(width)}" w:type="dxa"/>{span}{merge}{shade}'
        f'<w:vAlign w:val="center"/></w:tcPr>{_paragraph(cell)}</w:tc>'
    )


def _paragraph(cell: Cell) -> str:
    """Return the text of a cell as a paragraph; its line breaks stay within it."""
    side = "left" if cell.kind is Kind.TEXT else "center"
    bold = cell.kind in {Kind.LABEL, Kind.TOTAL}
    run = run_xml(cell.text, bold=bold) if cell.text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{CELL_STYLE}"/><w:jc w:val="{side}"/></w:pPr>{run}</w:p>'


def _twips(millimetres: int) -> int:
    return round(millimetres * _TWIPS_PER_MM)
