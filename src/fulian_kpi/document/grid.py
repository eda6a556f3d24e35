"""What every document is read into: rows of cells that know where they stood."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

_BREAK: Final = re.compile(r"[ \t]*\n\s*")
_WIDE: Final = r"[\u2e80-\u9fff\u3000-\u303f\uff00-\uffef“”‘’]"
_BREAK_IN_WORD: Final = re.compile(rf"(?<={_WIDE})\n|\n(?={_WIDE})")
_LINE_PLACE: Final = re.compile(r"(\d+):\d+")


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of one cell and its place, such as ``Sheet1!C12``, ``表2 第3行第4列`` or ``12:5``.

    `covered` says that the cell lies under a merged one, whose text it repeats; `column` counts
    from 0; `glued` that only one blank stands before it, which may be part of a text.
    """

    text: str
    place: str
    column: int = 0
    covered: bool = False
    glued: bool = False

    @property
    def spot(self) -> str:
        """Return the place as a comment beside the row names it: without the sheet."""
        line = _LINE_PLACE.fullmatch(self.place)
        return f"第{line[1]}行" if line else self.place.rpartition("!")[2]


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet, one table of a text document, or one whole text.

    `exact` says that a cell's column can be trusted: true of spreadsheets, not of copied text.
    `faults` are places whose content could not be read, with the reason; `notes` what else is to
    be said of the grid.
    """

    name: str
    rows: tuple[Row, ...]
    exact: bool = True
    faults: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def clean(text: str) -> str:
    r"""Return `text` without invisible characters and outer blanks; paragraphs end in ``\n``."""
    kept = "".join(
        each if each in "\n\t" or unicodedata.category(each)[0] != "C" else " "
        for each in text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")
    )
    return _BREAK.sub("\n", kept).strip()


def one_line(text: str) -> str:
    """Return `text` with the line breaks gone that only the width of its column has caused."""
    return re.sub(r"\s*\n\s*", " ", _BREAK_IN_WORD.sub("", text)).strip()


def joined(cells: Iterable[Cell], between: str = "") -> str:
    """Return the texts of `cells` as one, each merged cell once."""
    return between.join(each.text for each in cells if each.text and not each.covered)
