"""What a command looks for: its options, and the settings of the project where they are silent.

Settings stand under ``[tool.kpi]`` of pyproject.toml, or in kpi.toml.
"""

import re
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Final, NoReturn

import typer

from fulian_kpi.cli.exit_code import Exit
from fulian_kpi.cli.selection import FailOn, Selection, Show, unknown_prefix
from fulian_kpi.cli.terminal import complain
from fulian_kpi.codes import Code
from fulian_kpi.complaint import nearest
from fulian_kpi.diagnostic import Diagnostic, Position, cause

_KEYS: Final = ("select", "ignore", "fail-on", "show")
_PLACE: Final = re.compile(r" \(at line ([0-9]+), column ([0-9]+)\)$")


def chosen(
    select: list[str] | None, ignore: list[str] | None, fail_on: FailOn | None, show: Show | None
) -> Selection:
    """Return what the options say, and the settings file where they say nothing.

    Raises:
        typer.BadParameter: If no code begins as an option says.
        typer.Exit: With 2, if the settings file cannot be used.
    """
    usual = settings()
    return Selection(
        select=usual.select if select is None else _prefixes(select, "--select"),
        ignore=usual.ignore if ignore is None else _prefixes(ignore, "--ignore"),
        fail_on=fail_on or usual.fail_on,
        show=show or usual.show,
    )


def _prefixes(given: list[str], option: str) -> tuple[str, ...]:
    prefixes = tuple(each.strip().upper() for text in given for each in text.split(","))
    for prefix in prefixes:
        fault = unknown_prefix(prefix)
        if fault:
            raise typer.BadParameter(fault, param_hint=option)
    return prefixes


def settings() -> Selection:
    """Return what the nearest settings file says, from the current folder upwards.

    In a folder that has both files, kpi.toml counts. A pyproject.toml without ``[tool.kpi]`` is
    passed over.

    Raises:
        typer.Exit: With 2, if the file cannot be used: it is part of the command line.
    """
    here = Path.cwd()
    for folder in (here, *here.parents):
        for name in ("kpi.toml", "pyproject.toml"):
            path = folder / name
            if path.is_file():
                table = _table(path)
                if table is not None:
                    return _selection(table, path)
    return Selection()


def _table(path: Path) -> dict[str, object] | None:
    """Return our part of a settings file; None where it has none."""
    import tomllib

    try:
        whole = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        _refuse(path, Code.UNREADABLE_FILE, f"读不了这个文件：{cause(error)}")
    except UnicodeDecodeError:
        _refuse(path, Code.ENCODING, "文件不是 UTF-8")
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = _PLACE.search(str(error))
        end = path.read_text(encoding="utf-8-sig").rstrip().count("\n") + 1
        line, column = (int(found[1]), int(found[2])) if found else (end, 1)
        _refuse(path, Code.SYNTAX, "不符合 TOML 语法", line, column)
    if path.name == "kpi.toml":
        return whole
    tool = whole.get("tool")
    table = tool.get("kpi") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        _refuse(path, Code.WRONG_VALUE, "[tool.kpi] 应当是若干“键 = 值”", *_place(path, "kpi"))
    return table


def _selection(table: dict[str, object], path: Path) -> Selection:
    selection = Selection()
    for key, value in table.items():
        name = key.replace("_", "-")
        if name not in _KEYS:
            message = f"不认识的设置“{key}”{nearest(name, _KEYS)}"
            _refuse(path, Code.UNKNOWN_KEY, message, *_place(path, key))

        def refuse(message: str, key: str = key) -> NoReturn:
            _refuse(path, Code.WRONG_VALUE, f"{key}：{message}", *_place(path, key))

        match name:
            case "select":
                selection = selection._replace(select=_codes(value, refuse))
            case "ignore":
                selection = selection._replace(ignore=_codes(value, refuse))
            case "fail-on":
                selection = selection._replace(fail_on=FailOn(_one_of(FailOn, value, refuse)))
            case _:
                selection = selection._replace(show=Show(_one_of(Show, value, refuse)))
    return selection


def _codes(value: object, refuse: Callable[[str], NoReturn]) -> tuple[str, ...]:
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(each, str) for each in texts):
        refuse('应当是代码的列表，例如 ["KPI2"]')
    prefixes = tuple(str(each).strip().upper() for each in texts)
    for prefix in prefixes:
        fault = unknown_prefix(prefix)
        if fault:
            refuse(fault)
    return prefixes


def _one_of(choices: type[StrEnum], value: object, refuse: Callable[[str], NoReturn]) -> str:
    names = [each.value for each in choices]
    if not isinstance(value, str) or value not in names:
        refuse(f"不能是“{value}”，可以是 {'、'.join(names)}")
    return value


def _place(path: Path, key: str) -> tuple[int, int]:
    """Return line and column of the first ``key =`` below ``[tool.kpi]``; tomllib keeps none."""
    text = path.read_text(encoding="utf-8-sig")
    start = text.find("[tool.kpi") if path.name != "kpi.toml" else 0
    found = re.compile(rf"(?<![\w-]){re.escape(key)}(?=[\"']?\s*[=.\]])").search(
        text, max(0, start)
    )
    place = found.start() if found else max(0, start)
    return text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)


def _refuse(path: Path, code: Code, message: str, line: int = 0, column: int = 0) -> NoReturn:
    shown = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    source = ""
    if line:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        source = lines[line - 1] if line <= len(lines) else ""
    complain([Diagnostic(Position(str(shown), line, column), code, message, source)])
    raise typer.Exit(Exit.USAGE)
