"""Files that a command writes: never over an old one unasked, and whole or not at all."""

import io
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import BinaryIO, Final, TypeVar

import typer

from fulian_kpi.cli.exit_code import Exit
from fulian_kpi.cli.terminal import notice
from fulian_kpi.report.paper import Paper

EXTRAS: Final = {"xlsxwriter": "excel", "docx": "word", "jinja2": "html"}
"""Which extra of ours brings a library that is not installed."""

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
    """Write a file of text, in UTF-8; otherwise as `write_binary`."""

    def encoded(stream: BinaryIO) -> None:
        text = io.TextIOWrapper(stream, encoding="utf-8", newline="\n", write_through=True)
        write(Paper(text))
        text.detach()

    write_binary(path, encoded)


def write_binary(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Write a file through a temporary one beside it, so that it is whole or as it was.

    Raises:
        typer.Exit: With 3, if it cannot be written; with 2, if the library that `write` needs is
            not installed.
    """
    temporary: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as stream:
            temporary = Path(stream.name)
            write(stream)  # type: ignore[arg-type]  # the wrapper has every method of BinaryIO
        _give_usual_permissions(temporary)
        temporary.replace(path)
    except OSError as error:
        notice(f"{path}: error[KPI001] 写不了这个文件：{error.strerror}")
        raise typer.Exit(Exit.UNJUDGED) from error
    except ModuleNotFoundError as error:
        extra = EXTRAS.get(error.name or "")
        if extra is None:
            raise
        notice(f'写 {path.suffix} 文件需要另外安装：pip install "fulian-kpi[{extra}]"')
        raise typer.Exit(Exit.USAGE) from error
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
