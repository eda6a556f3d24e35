"""The two streams of a command: the report goes to stdout, what went wrong to stderr."""

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO, TypeVar

if TYPE_CHECKING:
    from fulian_kpi.diagnostic import Diagnostic
    from fulian_kpi.report.paper import Paper

Outcome = TypeVar("Outcome")

DEFAULT_WIDTH: Final = 120
"""Cells of a line where no terminal says otherwise."""

MOST_COMPLAINTS: Final = 1000
"""Diagnostics that are printed unless more are wanted: thousands are read by nobody."""

ENOUGH_FOR_A_BAR: Final = 50
"""Files that take long enough for a progress bar."""

NARROWEST: Final = 40
WIDEST: Final = 400


def make_safe() -> None:
    """Let a character that a stream cannot encode be spelled out, instead of ending the program.

    A stream that was closed before the program began swallows what is written to it.
    """
    if sys.stdout is None:
        sys.stdout = _nowhere()
    if sys.stderr is None:
        sys.stderr = _nowhere()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def standard_paper() -> "Paper":
    """Return stdout as paper: as wide as the terminal or COLUMNS, coloured on a terminal only."""
    from fulian_kpi.report.paper import Paper

    stream = sys.stdout
    return Paper(stream, _width(stream), color=_is_terminal(stream) and not _colorless())


def document_paper() -> "Paper":
    """Return stdout as paper for a document of its own encoding: UTF-8, line ends as written."""
    from fulian_kpi.report.paper import Paper

    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", newline="")
    return Paper(sys.stdout)


def _width(stream: TextIO) -> int:
    wanted = os.environ.get("COLUMNS", "")
    if wanted.isascii() and wanted.isdigit():
        width = int(wanted[:5])
    elif _is_terminal(stream):
        try:
            width = os.get_terminal_size(stream.fileno()).columns
        except OSError:
            width = DEFAULT_WIDTH
    else:
        width = DEFAULT_WIDTH
    return min(max(width, NARROWEST), WIDEST)


def _is_terminal(stream: TextIO) -> bool:
    return stream.isatty()


def _colorless() -> bool:
    return bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"


def complain(diagnostics: "Iterable[Diagnostic]") -> None:
    """Print each diagnostic on stderr, with its line and caret."""
    for each in diagnostics:
        sys.stderr.write(f"{each}\n")


class Complaints:
    """Diagnostics printed as they come, up to `most` of them; the rest are counted."""

    def __init__(self, most: int, *, silent: bool = False) -> None:
        """Begin with none printed; `silent` where the report itself has them all."""
        self._most = most
        self._silent = silent
        self._count = 0

    def add(self, diagnostics: "Sequence[Diagnostic]") -> None:
        """Print those that there is still room for."""
        if self._silent:
            return
        complain(diagnostics[: max(0, self._most - self._count)])
        self._count += len(diagnostics)

    def end(self) -> None:
        """Say how many were not printed."""
        if self._count > self._most:
            notice(f"另有 {self._count - self._most} 条诊断没有列出；要多列请加大 --max-errors")


def tracked(outcomes: Iterable[Outcome], total: int) -> Iterable[Outcome]:
    """Return `outcomes` behind a bar on stderr, where that is a terminal and they take a while.

    Where stdout is the same terminal the bar would stand between the reports.
    """
    if total < ENOUGH_FOR_A_BAR or not sys.stderr.isatty() or sys.stdout.isatty():
        return outcomes
    from rich.console import Console
    from rich.progress import track

    return track(outcomes, "评判", total, console=Console(stderr=True), transient=True)


def notice(message: str) -> None:
    """Print one sentence on stderr."""
    from fulian_kpi.diagnostic import visible

    sys.stderr.write(f"{visible(message)}\n")


def give_up(error: OSError) -> None:
    """Say that stdout or a file failed under way, and let the rest of the output go."""
    from fulian_kpi.diagnostic import cause

    sys.stdout = _nowhere()
    where = f"{error.filename}: " if isinstance(error.filename, str) else ""
    notice(f"{where}读写失败：{cause(error)}")


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")
