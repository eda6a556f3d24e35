"""Web pages, and the workbooks that many systems export as pages: each table, merged cells once."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from fulian_kpi.document.archive import UnsafeError
from fulian_kpi.document.grid import Cell, Grid, Row, clean
from fulian_kpi.document.text import LONGEST, text_grid
from fulian_kpi.document.wording import Role, header_role
from fulian_kpi.document.xlsx import MOST_COLUMNS, MOST_ROWS

_LONGEST_REST: Final = 4_000
"""Characters behind a mark that has no end. The parser looks them through for each mark in them."""

_START: Final = re.compile(r"\s*<[a-z!?]", re.IGNORECASE)
_OTHER_XML: Final = re.compile(r"\s*<\?(?:xml|mso)", re.IGNORECASE)
_BREAKS: Final = frozenset("br p div li tr h1 h2 h3 h4 h5 h6 section article".split())
_CELLS: Final = frozenset({"td", "th"})
_HEADS: Final = frozenset({Role.LEVEL1, Role.LEVEL2, Role.NAME})
_UNSEEN: Final = frozenset({"script", "style", "title"})
_NOT_SHOWN: Final = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_BLANKS: Final = re.compile(r"\s+")


def is_page(text: str) -> bool:
    """Whether `text` begins with a tag."""
    return _START.match(text) is not None


def page_grids(text: str) -> list[Grid]:
    """Return each table that has text, with the text above it; all text if none has a header.

    Raises:
        UnsafeError: If the page is damaged, or is no page but other XML.
    """
    if _OTHER_XML.match(text) and "<html" not in text[:LONGEST].lower():
        raise UnsafeError("这是 XML，不是网页；请在 Excel 中打开后另存为 .xlsx")
    damaged = "网页已损坏，打不开；请在浏览器中打开后把表格复制到 Excel"
    reader = _Reader()
    try:
        reader.feed(text)
        if len(reader.rawdata) > _LONGEST_REST:
            raise UnsafeError(damaged)
        reader.close()
    except AssertionError as error:  # How the parser of the standard library refuses <![foo[.
        raise UnsafeError(damaged) from error
    reader.end_tables()
    cells = (cell for grid in reader.grids for row in grid.rows for cell in row)
    if any(header_role(each.text) in _HEADS for each in cells):
        return reader.grids
    return [text_grid(clean("".join(reader.words))[:LONGEST])]


@dataclass(slots=True)
class _Box:
    """A cell as it was written."""

    rows: int
    columns: int
    text: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    """A table as it was written; `hidden` counts the rows that a browser does not show."""

    above: str
    rows: list[list[_Box]] = field(default_factory=list)
    row: list[_Box] | None = None
    open: _Box | None = None
    hidden: int = 0

    def begin_row(self, *, hidden: bool) -> None:
        self.row = []
        self.open = None
        self.hidden += hidden
        if not hidden:
            self.rows.append(self.row)

    def begin_cell(self, box: _Box, *, hidden: bool) -> None:
        if self.row is None:
            self.begin_row(hidden=False)
        self.open = box
        if self.row is not None and not hidden:
            self.row.append(box)


class _Reader(HTMLParser):
    """Gathers tables; one within another, as pages are laid out with, stands before it."""

    def __init__(self) -> None:
        super().__init__()
        self.grids: list[Grid] = []
        self.words: list[str] = []
        self._text: list[str] = []
        self._tables: list[_Table] = []
        self._unseen = 0

    @property
    def _sink(self) -> list[str]:
        inside = self._tables[-1].open if self._tables else None
        return self._text if inside is None else inside.text

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        if tag in _BREAKS or tag in _CELLS:
            self.words.append("\n")
        if tag in _BREAKS:
            self._sink.append("\n")
        if tag == "table":
            above = "".join(self._sink)
            self._sink.clear()
            self._tables.append(_Table(above))
        elif self._tables and tag == "tr":
            self._tables[-1].begin_row(hidden=_is_hidden(attrs))
        elif self._tables and tag in _CELLS:
            spans = dict(attrs)
            box = _Box(
                _span(spans.get("rowspan"), MOST_ROWS), _span(spans.get("colspan"), MOST_COLUMNS)
            )
            self._tables[-1].begin_cell(box, hidden=_is_hidden(attrs))

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN and self._unseen > 0
        if tag == "table" and self._tables:
            table = self._tables.pop()
            rows = tuple(_rows(table, f"表{len(self.grids) + 1}"))
            if any(each.text for row in rows for each in row):
                hidden = f"网页上有 {table.hidden} 行不显示，没有读"
                notes = (hidden,) if table.hidden else ()
                self.grids.append(Grid(f"表{len(self.grids) + 1}", rows, notes=notes))
        elif tag in _CELLS and self._tables:
            self._tables[-1].open = None
        elif tag in _BREAKS:
            self._sink.append("\n")

    def end_tables(self) -> None:
        """End the tables of a page that was cut off."""
        while self._tables:
            self.handle_endtag("table")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            shown = _BLANKS.sub(" ", data)
            self._sink.append(shown)
            self.words.append(shown)


def _is_hidden(attrs: list[tuple[str, str | None]]) -> bool:
    """Whether a browser leaves the element out, such as a row that a script makes others of."""
    given = dict(attrs)
    return "hidden" in given or _NOT_SHOWN.search(given.get("style") or "") is not None


def _span(value: str | None, most: int) -> int:
    return min(int(value), most) or 1 if value and value.isascii() and value.isdigit() else 1


def _rows(table: _Table, name: str) -> "list[Row]":
    lines = filter(None, map(clean, table.above.split("\n")))
    rows: list[Row] = [(Cell(line, f"{name} 之前"),) for line in lines]
    hanging: dict[int, tuple[Cell, int]] = {}
    for number, boxes in enumerate(table.rows[:MOST_ROWS], 1):
        line: dict[int, Cell] = {}
        below: dict[int, tuple[Cell, int]] = {}
        for column, (cell, left) in hanging.items():
            line[column] = cell
            if left > 1:
                below[column] = cell, left - 1
        column = 0
        for box in boxes:
            while column in line:
                column += 1
            text = clean("".join(box.text))
            place = f"{name} 第{number}行第{column + 1}列"
            for at in range(column, min(column + box.columns, MOST_COLUMNS)):
                line[at] = Cell(text, place, at, covered=at > column)
                if box.rows > 1:
                    below[at] = Cell(text, place, at, covered=True), box.rows - 1
        width = max(line, default=-1) + 1
        blank = f"{name} 第{number}行"
        rows.append(
            tuple(line.get(at) or Cell("", f"{blank}第{at + 1}列", at) for at in range(width))
        )
        hanging = below
    return rows
