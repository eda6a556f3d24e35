"""The files that arguments name: folders and globs are expanded here, on every system alike."""

import os
import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from glob import glob, has_magic
from pathlib import Path
from typing import Final

from fulian_kpi.codes import Code
from fulian_kpi.diagnostic import Diagnostic, Position
from fulian_kpi.file import FORM_SUFFIXES, YAML_SUFFIXES
from fulian_kpi.severity import Severity


class FileKind(StrEnum):
    """The kinds of file that lie together in a folder, named by the key that only they have."""

    TARGETS = "indicators"
    ACTUALS = "actuals"


_LOCK: Final = "~$"
"""How the file begins by which Excel and WPS mark a workbook as open."""

_KIND: Final = re.compile(rb"^(indicators|actuals)[ \t]*:", re.MULTILINE)


def expand(arguments: Iterable[str], kind: FileKind | None) -> tuple[list[str], list[Diagnostic]]:
    """Return the files that `arguments` name, folders and patterns expanded, each file once.

    A folder stands for all YAML files in it and below, less those of the other kind, and as actuals
    for the forms that were filled in; without a `kind`, for the YAML files of either, and no
    others. A name that is neither folder nor pattern is returned as it is, also where there is no
    such file. Beside them stands a problem for each folder or pattern that has none, and a warning
    for each workbook in a folder that cannot be opened: it may be a form.
    """
    found: dict[str, str] = {}
    problems: list[Diagnostic] = []
    for argument in arguments:
        files = _files(argument, kind, problems)
        if not files:
            what = ".yaml 文件或填报表" if kind is FileKind.ACTUALS else ".yaml 文件"
            message = f"这里没有 {what}" if is_folder(argument) else "没有符合的文件"
            problems.append(Diagnostic(Position(argument), Code.UNREADABLE_FILE, message))
        for each in files:
            found.setdefault(os.path.abspath(each), each)  # noqa: PTH100  (a link is a file of its own)
    return list(found.values()), problems


def _files(argument: str, kind: FileKind | None, problems: list[Diagnostic]) -> list[str]:
    path = Path(argument)
    if is_folder(argument):
        return [str(each) for each in sorted(_below(path)) if _may_be(each, kind, problems)]
    if has_magic(argument) and "\0" not in argument and not path.exists():
        return sorted(glob(argument, recursive=True))  # noqa: PTH207  (Path.glob takes no absolute pattern)
    return [argument]


def _below(folder: Path) -> Iterator[Path]:
    """Yield YAML files and workbooks in a folder and below; hidden ones, links to folders stay out.

    A link may lead back to a folder above, and what it leads to is found where it lies.
    """
    for here, folders, files in os.walk(folder):
        folders[:] = [each for each in folders if not each.startswith(".")]
        for name in files:
            wanted = name.lower().endswith((*YAML_SUFFIXES, *FORM_SUFFIXES))
            if wanted and not name.startswith((".", _LOCK)):
                yield Path(here, name)


def _may_be(path: Path, kind: FileKind | None, problems: list[Diagnostic]) -> bool:
    """Return whether a file is of this kind, or of none that we know: then it has to be looked at.

    Without a `kind`, whether it is of one. Its first key that tells decides; a file that cannot be
    read is reported when it is. A workbook that is no form is of none: a folder holds others of all
    sorts.
    """
    if path.suffix.lower() in FORM_SUFFIXES:
        return kind is FileKind.ACTUALS and _is_form(path, problems)
    try:
        told = _KIND.search(path.read_bytes())
    except OSError:
        return True
    if kind is None:
        return told is not None
    return told is None or told[1].decode() == kind


def _is_form(path: Path, problems: list[Diagnostic]) -> bool:
    from fulian_kpi.document.archive import UnsafeError
    from fulian_kpi.document.filled_form import is_form

    try:
        return is_form(path)
    except UnsafeError as error:
        message = f"不知道是不是填报表，没有评判：{error}"
        place = Position(str(path))
        problems.append(Diagnostic(place, Code.UNREADABLE_FILE, message, level=Severity.WARNING))
        return False


def is_folder(name: str) -> bool:
    """Return whether `name` is a folder; a name that no file can have is none."""
    return os.path.isdir(name)  # noqa: PTH112  (pathlib raises there)
