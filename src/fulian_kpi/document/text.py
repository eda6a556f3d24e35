"""Text as copied from a web page or a document: tabs, bars, or blanks between the cells."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from fulian_kpi.document.grid import Cell, Grid, Row, clean, one_line
from fulian_kpi.document.wording import header_role

LONGEST: Final = 500_000
"""Characters; the longest published table has some ten thousand."""

_GAPS: Final = re.compile(r"(?P<wide>[ \u3000\u00a0]{2,}|[\u3000\u00a0])|(?P<one> )")
_BARS: Final = str.maketrans({"\xa0": " ", **dict.fromkeys("｜│┃║", "|")})
_RULED: Final = re.compile(r"(?=.*[-—─━═]{3})[\s|+:=\-—─━═┼├┤┌┐└┘┬┴╋┣┫┏┓┗┛┳┻╬╠╣╔╗╚╝╦╩]+")
"""A line that is drawn, as markdown and plain text draw the frames of tables."""

_PAGE: Final = re.compile(
    r"\s*(?:第\s*\d+\s*页(?:\s*[,，/]?\s*共\s*\d+\s*页)?|[-—–]+\s*\d+\s*[-—–]+)\s*"
)
"""A line between two pages; a number alone may as well be a cell."""
_LONGEST_PAGE: Final = 200

_QUOTED: Final = re.compile(r'(?:^|\t)"[^"\t\n]*\n', re.MULTILINE)
"""How a spreadsheet copies a cell of several lines."""

_DATE: Final = re.compile(r"\d [年月日%％]|[年月] \d")
"""What some converters set blanks into, where no cell ends."""

_PAGE_START: Final = re.compile(r"\n(\d{1,2})、")
_FEWEST_PAGES: Final = 2
_SHORTEST_PAGE: Final = 200
_GUARDED: Final = re.compile(r"'(?=[=+\-@\t\r])")


def _is_page(line: str) -> bool:
    return len(line) <= _LONGEST_PAGE and _PAGE.fullmatch(line) is not None


def text_grid(text: str) -> Grid:
    """Return the lines of `text` as rows, cut where tabs, bars or blanks cut them."""
    text = _unpaged(text)
    lines = text.translate(_BARS).split("\n")
    lines = ["" if _RULED.fullmatch(each) or _is_page(each) else each for each in lines]
    if sum("|" in line for line in lines) * 4 >= sum(bool(line.strip()) for line in lines):
        rows = _rows_by_bars(lines) if _has_rows(lines, "|") else _cells_by_bars("\n".join(lines))
    elif sum("\t" in line for line in lines) * 4 >= sum(bool(line.strip()) for line in lines):
        if _QUOTED.search(text) and text.count('"') % 2 == 0:
            rows = _separated("\n".join(lines), "\t")
        else:
            rows = [_cells(line.split("\t"), number) for number, line in enumerate(lines, 1)]
    else:
        rows = [_by_blanks(line, number) for number, line in enumerate(lines, 1)]
    return Grid("文本", tuple(filter(None, rows)), exact=False)


def _unpaged(text: str) -> str:
    """Return `text` without the numbers that document sites print before each page of a text.

    Such a page begins anywhere, even within a number, and is far longer than a numbered item.
    """
    starts = list(_PAGE_START.finditer(text))
    numbers = [int(each[1]) for each in starts]
    if len(starts) < _FEWEST_PAGES or numbers != list(range(1, len(starts) + 1)):
        return text
    lengths = [end.start() - each.end() for each, end in pairwise(starts)]
    if min(lengths) < _SHORTEST_PAGE:
        return text
    first = starts[0]
    return text[: first.start() + 1] + _PAGE_START.sub("", text[first.end() :])


def csv_grid(text: str) -> Grid:
    """Return a file of separated values; the separator is found by the header."""
    return Grid("CSV", tuple(_separated(text, _separator(text))))


def _separated(text: str, separator: str) -> list[Row]:
    rows = []
    reader = csv.reader(io.StringIO(text), delimiter=separator, strict=False)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error:
            # A field beyond the csv module's limit: no table has one.
            break
        if cells is None:
            break
        rows.append(_cells([_GUARDED.sub("", each, count=1) for each in cells], line))
    return rows


def _separator(text: str) -> str:
    head = text[:20000]
    return max(",\t;|，", key=lambda each: (_headers_on_a_line(head, each), head.count(each)))


def _headers_on_a_line(text: str, separator: str) -> int:
    return max(
        (sum(header_role(each.strip('" ')) is not None for each in line.split(separator)))
        for line in text.split("\n")
    )


def _has_rows(lines: list[str], separator: str) -> bool:
    """Whether a line holds several header words, so that lines are rows."""
    return any(
        sum(header_role(each) is not None for each in line.split(separator)) > 1 for line in lines
    )


def _cells(texts: list[str], line: int) -> Row:
    cells = []
    column = 1
    for index, text in enumerate(texts):
        cells.append(Cell(one_line(clean(text)), f"{line}:{column}", index))
        column += len(text) + 1
    return tuple(cells)


def _rows_by_bars(lines: list[str]) -> list[Row]:
    return [_cells(re.sub(r"^\s*\|", "", line).split("|"), n) for n, line in enumerate(lines, 1)]


def _cells_by_bars(text: str) -> list[Row]:
    """Return a row for each cell: bars end cells, and line breaks are only within them."""
    rows: list[Row] = []
    line = 1
    for part in text.split("|"):
        shown = clean(part)
        start = line + len(part[: len(part) - len(part.lstrip())].split("\n")) - 1
        line += part.count("\n")
        rows += [(Cell(each, f"{start}:1", -1),) for each in _paragraphs(shown)]
    return rows


def _paragraphs(text: str) -> Iterator[str]:
    """Yield the text as one cell, unless lines above the table were swept into it."""
    lines = text.split("\n")
    if len(lines) > 1 and (header_role(lines[-1]) or text.startswith("http")):
        whole = one_line(text)
        yield from [whole] if header_role(whole) else lines
    else:
        yield one_line(text)


def _by_blanks(line: str, number: int) -> Row:
    cells: list[Cell] = []
    start = 0
    glued = False
    gaps = [each for each in _GAPS.finditer(line) if not _is_in_date(line, each)]
    for gap in [*gaps, None]:
        end = gap.start() if gap else len(line)
        if shown := clean(line[start:end]):
            place = f"{number}:{start + 1}"
            cells.append(Cell(shown, place, -1, glued=glued and bool(cells)))
            glued = True
        if gap:
            start = gap.end()
            glued = glued and gap["one"] is not None
    return tuple(cells)


def _is_in_date(line: str, gap: re.Match[str]) -> bool:
    return gap["one"] is not None and _DATE.match(line, gap.start() - 1) is not None
