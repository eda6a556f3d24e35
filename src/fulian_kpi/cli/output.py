"""Files that a command writes: never over an old one unasked, and whole or not at all."""

import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

import typer

from fulian_kpi.cli.exit_code import Exit
from fulian_kpi.cli.terminal import notice
from fulian_kpi.report.paper import Paper

Format = TypeVar("Format")


def check_outputs(
    paths: Iterable[Path], suffixes: Mapping[str, Format], *, force: bool
) -> dict[Path, Format]:
    """Return each output with the format that its suffix means.

    Raises:
        typer.BadParameter: If a suffix is unknown, or a file is there already and not `force`.
    """
    wanted = {}
    for path in paths:
        suffix = path.suffix.lower()
        if suffix not in suffixes:
            message = f"不支持的后缀“{suffix}”，可以用 {'、'.join(suffixes)}"
            raise typer.BadParameter(message, param_hint="--output")
        if path.exists() and not force:
            message = f"文件 {path} 已经存在；要覆盖请加 --force"
            raise typer.BadParameter(message, param_hint="--output")
        wanted[path] = suffixes[suffix]
    return wanted


def write_output(path: Path, write: Callable[[Paper], None]) -> None:
    """Write one file through a temporary one beside it, so that it is whole or as it was.

    Raises:
        typer.Exit: With 3, if it cannot be written.
    """
    temporary: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(
            "w",
            encoding="utf-8",
            newline="\n",
            dir=path.parent,
            prefix=f".{path.name}.",
            delete=False,
        ) as stream:
            temporary = Path(stream.name)
            write(Paper(stream))  # type: ignore[arg-type]  # the wrapper has every method of TextIO
        _give_usual_permissions(temporary)
        temporary.replace(path)
    except OSError as error:
        notice(f"{path}: error[KPI001] 写不了这个文件：{error.strerror}")
        raise typer.Exit(Exit.UNJUDGED) from error
    else:
        notice(f"已写入 {path}")
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _give_usual_permissions(path: Path) -> None:
    """Give a temporary file, which only its owner may read, the permissions of a new file."""
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(0o666 & ~mask)
