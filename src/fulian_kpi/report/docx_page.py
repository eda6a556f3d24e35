"""The page, the styles and the fonts of a Word document in Chinese."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

from fulian_kpi.report.form_grid import MARGIN

if TYPE_CHECKING:
    from docx.document import Document

CELL_STYLE: Final = "FormCell"
TITLE_STYLE: Final = "Heading 1"

FONTS: Final = {
    "w:ascii": "Times New Roman",
    "w:hAnsi": "Times New Roman",
    "w:eastAsia": "宋体",
    # “ ” and × belong to Western fonts as well: this gives them the Chinese one.
    "w:hint": "eastAsia",
}
TITLE_FONTS: Final = FONTS | {"w:eastAsia": "黑体"}

SIZE: Final = 9
"""Points; 小五, the usual size in forms."""

_TITLE_SIZE: Final = 16
_A4: Final = (210, 297)
_FOOTER_ROOM: Final = 4
_MODE: Final = "compatibilityMode"
_MODE_OF_2013: Final = "15"


def run_xml(text: str, *, bold: bool = False) -> str:
    """Return a run of text in the usual fonts; line breaks stay within it."""
    fonts = " ".join(f'{name}="{value}"' for name, value in FONTS.items())
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")
    )
    return f"<w:r><w:rPr><w:rFonts {fonts}/>{'<w:b/>' if bold else ''}</w:rPr>{lines}</w:r>"


def set_fonts(element: Any, fonts: Mapping[str, str]) -> None:  # noqa: ANN401  (lxml has no types)
    """Give a style or a run its fonts, and take away those that the theme would put first."""
    from docx.oxml.ns import qn

    attributes = element.get_or_add_rPr().get_or_add_rFonts().attrib
    attributes.clear()
    attributes.update({qn(name): value for name, value in fonts.items()})


def set_up_page(document: "Document") -> None:
    """Give the document A4 upright, margins, and the number of each page in its footer."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = (Mm(side) for side in _A4)
    section.left_margin = section.right_margin = section.top_margin = Mm(MARGIN)
    section.bottom_margin = Mm(MARGIN + _FOOTER_ROOM)
    section.footer_distance = Mm(MARGIN - _FOOTER_ROOM)
    fields = (
        f'<w:fldSimple w:instr="{name}">{run_xml("1")}</w:fldSimple>'
        for name in ("PAGE", "NUMPAGES")
    )
    words = map(run_xml, ("第 ", " 页，共 ", " 页"))
    content = "".join((next(words), next(fields), next(words), next(fields), next(words)))
    footer = section.footer.paragraphs[0].paragraph_format.element
    footer.getparent().replace(
        footer,
        parse_xml(
            f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="Footer"/><w:jc w:val="center"/></w:pPr>'
            f"{content}</w:p>"
        ),
    )


def set_up_styles(document: "Document") -> None:
    """Give the styles Chinese fonts and line breaks, and add the style of the cells."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    # Word would call the template's mode, that of 2010, "compatible" in its title bar.
    for mode in document.settings.element.xpath(f"//w:compatSetting[@w:name='{_MODE}']"):
        mode.set(qn("w:val"), _MODE_OF_2013)
    styles = document.styles
    for language in styles.element.xpath("w:docDefaults//w:lang"):
        language.set(qn("w:eastAsia"), "zh-CN")
    normal = styles["Normal"]
    set_fonts(normal.element, FONTS)
    title = styles[TITLE_STYLE]
    set_fonts(title.element, TITLE_FONTS)
    title.font.size, title.font.color.rgb = Pt(_TITLE_SIZE), RGBColor(0, 0, 0)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(0), Pt(8)
    cell = styles.add_style(CELL_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    cell.font.size = styles["Footer"].font.size = Pt(SIZE)
    cell.paragraph_format.space_after = Pt(0)
    cell.paragraph_format.line_spacing = 1
