"""The text of one file, its lines, and the places in it that a person can be shown."""

from array import array
from bisect import bisect_right

from fulian_kpi.codes import Code
from fulian_kpi.diagnostic import Diagnostic, Position


class Source:
    r"""The text of a file, with ``\n`` after each line; places in it are offsets from 0."""

    __slots__ = ("_line_starts", "_lines", "path", "text")

    def __init__(self, text: str, path: str) -> None:
        """Keep `text`; `path` is only named, never opened."""
        self.text = text
        self.path = path
        self._line_starts: array[int] = array("L")
        self._lines: dict[int, str] = {}

    def position(self, offset: int) -> Position:
        """Return the line and column of `offset`."""
        line = self.line_of(offset)
        return Position(self.path, line, offset - self._starts()[line - 1] + 1)

    def line_of(self, offset: int) -> int:
        """Return the number of the line that `offset` is on."""
        return bisect_right(self._starts(), offset)

    def line_start(self, offset: int) -> int:
        """Return the offset of the first character of the line that `offset` is on."""
        return self._starts()[bisect_right(self._starts(), offset) - 1]

    def line_end(self, offset: int) -> int:
        """Return the offset where the line that `offset` is on ends, before its break."""
        following = bisect_right(self._starts(), offset)
        starts = self._starts()
        return starts[following] - 1 if following < len(starts) else len(self.text)

    def line(self, number: int) -> str:
        """Return the line with this number, without its break; empty where there is none."""
        # Kept: a file may be a single line of megabytes, and have a thousand faults on it.
        if number not in self._lines:
            starts = self._starts()
            if not 1 <= number <= len(starts):
                return ""
            start = starts[number - 1]
            self._lines[number] = self.text[start : self.line_end(start)]
        return self._lines[number]

    def diagnostic(
        self,
        offset: int,
        code: Code,
        message: str,
        *,
        length: int = 1,
        indicator: str | None = None,
    ) -> Diagnostic:
        """Return the finding about the `length` characters from `offset` on, at least one."""
        position = self.position(offset)
        line = self.line(position.line)
        return Diagnostic(position, code, message, line, max(1, length), indicator)

    def _starts(self) -> "array[int]":
        if not self._line_starts:
            starts = array("L", [0])
            found = self.text.find("\n")
            while found >= 0:
                starts.append(found + 1)
                found = self.text.find("\n", found + 1)
            self._line_starts = starts
        return self._line_starts
