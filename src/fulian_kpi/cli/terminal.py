"""The two streams of a command: the report goes to stdout, what went wrong to stderr."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

if TYPE_CHECKING:
    from fulian_kpi.diagnostic import Diagnostic
    from fulian_kpi.report.paper import Paper

DEFAULT_WIDTH: Final = 120
"""Cells of a line where no terminal says otherwise."""

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
