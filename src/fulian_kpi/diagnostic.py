"""What went wrong in a file, where, and how it is shown."""

import errno
import unicodedata
from functools import cache
from typing import Final, NamedTuple

from fulian_kpi.codes import Code
from fulian_kpi.severity import Severity

LONGEST_EXCERPT: Final = 160
"""Characters of a source line that an excerpt shows; longer lines are shown around the fault."""

UNSHOWABLE: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode categories that a terminal would act on (escapes, direction marks) instead of showing."""


class Position(NamedTuple):
    """A place in a file. Lines and columns count from 1, columns in characters.

    `line` 0 is the file as a whole, such as one that does not exist, and `column` 0 the whole line.
    In a workbook `cell` names the cell, such as ``填报表!C12``; `line` is its row, and `column`
    counts in the text of the cell.
    """

    path: str
    line: int = 0
    column: int = 0
    cell: str = ""

    def __str__(self) -> str:
        """Return ``file:line:column``, ``file:Sheet!C12``, or as much of it as is known."""
        parts = (self.cell,) if self.cell else (self.line, self.column)
        return ":".join((self.path, *(str(each) for each in parts if each)))


class Diagnostic(NamedTuple):
    """One problem in one file, ready for any output format.

    `length` is the number of characters that are wrong, on one line; `indicator` the id of the
    indicator it belongs to, where there is one; `level` replaces the usual severity of its code.
    """

    position: Position
    code: Code
    message: str
    source_line: str = ""
    length: int = 1
    indicator: str | None = None
    level: Severity | None = None

    @property
    def severity(self) -> Severity:
        """Return how serious this is: what its code says, unless that was raised."""
        return self.level or self.code.severity

    @property
    def headline(self) -> str:
        """Return ``file:line:column: error[KPI101] message`` on one line."""
        where, message = visible(str(self.position)), visible(self.message)
        return f"{where}: {self.severity}[{self.code.id}] {message}"

    @property
    def excerpt(self) -> str:
        """Return the source line over a line of carets, aligned in terminal cells.

        Empty where there is no line to show.
        """
        if not self.position.line or not self.source_line.strip():
            return ""
        start = min(self.position.column - 1, len(self.source_line))
        shown_from = max(0, start - LONGEST_EXCERPT // 2)
        shown = self.source_line[shown_from : shown_from + LONGEST_EXCERPT]
        before = visible(shown[: start - shown_from])
        wrong = visible(shown[start - shown_from : start - shown_from + self.length])
        carets = "^" * max(1, cells(wrong))
        return f"{visible(shown)}\n{' ' * cells(before)}{carets}"

    def __str__(self) -> str:
        """Return the headline and, below it, the excerpt."""
        return f"{self.headline}\n{self.excerpt}" if self.excerpt else self.headline


class Comment(NamedTuple):
    """A comment of a file, from its ``#`` to the end of its line."""

    text: str
    position: Position
    source_line: str


class InvalidFileError(Exception):
    """A file that cannot be used, with every problem found in it, in file order."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        """Keep `diagnostics`; there is at least one."""
        super().__init__(diagnostics[0].headline)
        self.diagnostics = tuple(sorted(diagnostics, key=lambda each: each.position))


_CAUSES: Final = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "链接循环",
    errno.EIO: "磁盘或设备出错",
}


def cause(error: OSError) -> str:
    """Return what the operating system objected to, in Chinese where we know it."""
    known = _CAUSES.get(error.errno or 0)
    return known or error.strerror or type(error).__name__


def visible(text: str) -> str:
    r"""Return `text` with control and formatting characters spelled out, such as ``\x1b``.

    Names are data: an escape sequence or a line break in one must not reach the terminal.
    """
    if text.isprintable():
        return text
    return "".join(_spelled_out(each) for each in text)


def _spelled_out(character: str) -> str:
    if character == "\t":
        return " "
    if unicodedata.category(character) in UNSHOWABLE:
        return character.encode("unicode_escape").decode("ascii")
    return character


def cells(text: str) -> int:
    """Return how many terminal cells `text` takes: 高 takes two, % takes one."""
    if text.isascii():
        return len(text)
    return sum(map(_cells_of, text))


@cache
def _cells_of(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
