"""The files that arguments name: folders and globs are expanded here, on every system alike."""

from collections.abc import Iterable
from glob import glob, has_magic
from pathlib import Path
from typing import Final

from fulian_kpi.codes import Code
from fulian_kpi.diagnostic import Diagnostic, InvalidFileError, Position

SUFFIXES: Final = (".yaml", ".yml")


def expand(arguments: Iterable[str]) -> list[str]:
    """Return the files that `arguments` name, folders and patterns expanded, each file once.

    A name that is neither is returned as it is, also where there is no such file.

    Raises:
        InvalidFileError: If a folder or a pattern has no YAML file.
    """
    found: dict[str, None] = {}
    problems = []
    for argument in arguments:
        files = _files(argument)
        if not files:
            message = "这里没有 .yaml 文件" if _is_folder(argument) else "没有符合的文件"
            problems.append(Diagnostic(Position(argument), Code.UNREADABLE_FILE, message))
        found.update(dict.fromkeys(files))
    if problems:
        raise InvalidFileError(problems)
    return list(found)


def _files(argument: str) -> list[str]:
    path = Path(argument)
    if argument and _is_folder(argument):
        return sorted(str(each) for each in path.iterdir() if each.suffix in SUFFIXES)
    if has_magic(argument) and "\0" not in argument and not path.exists():
        return sorted(glob(argument, recursive=True))  # noqa: PTH207  (Path.glob takes no absolute pattern)
    return [argument]


def _is_folder(name: str) -> bool:
    """Return whether `name` is a folder; a name that no file can have is none."""
    try:
        return Path(name).is_dir()
    except (OSError, ValueError):
        return False
