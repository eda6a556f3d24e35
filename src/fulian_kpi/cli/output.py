"""Files that a command writes: never over an old one unasked, and whole or not at all."""

import io
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, TypeVar

import typer

from fulian_kpi.cli.exit_code import Exit
from fulian_kpi.cli.terminal import notice
from fulian_kpi.diagnostic import cause
from fulian_kpi.report.paper import Paper

Format = TypeVar("Format")

MODELINE: Final = "# yaml-language-server: $schema="


def check_outputs(
    paths: Iterable[Path],
    suffixes: Mapping[str, Format],
    *,
    force: bool,
    inputs: Iterable[str | None] = (),
) -> dict[Path, Format]:
    """Return each output with the format that its suffix means.

    Raises:
        typer.BadParameter: If a suffix is unknown, a file is there already and not `force`, or it
            is one of `inputs`, which would be lost.
    """
    read = {os.path.realpath(each) for each in inputs if each}
    wanted = {}
    for path in paths:
        suffix = path.suffix.lower()
        if suffix not in suffixes:
            what = f"不支持的后缀“{suffix}”" if suffix else f"文件 {path} 没有后缀"
            message = f"{what}，可以用 {'、'.join(suffixes)}"
            raise typer.BadParameter(message, param_hint="--output")
        if os.path.realpath(path) in read:
            message = f"输出文件 {path} 就是要读的文件，会把它覆盖掉"
            raise typer.BadParameter(message, param_hint="--output")
        if os.path.exists(path) and not force:  # noqa: PTH110  (false of a name that no file can have)
            message = f"文件 {path} 已经存在；要覆盖请加 --force"
            raise typer.BadParameter(message, param_hint="--output")
        wanted[path] = suffixes[suffix]
    return wanted


def modeline(path: Path, name: str) -> str:
    """Return the line by which an editor finds the JSON Schema of a file that will stand at `path`.

    The schema lies in the folder ``schema`` beside the file or above it; empty where there is none.
    """
    here = path.resolve().parent
    for folder in (here, *here.parents):
        schema = folder / "schema" / f"{name}.schema.json"
        if schema.is_file():
            relative = os.path.relpath(schema, here).replace(os.sep, "/")
            return f"{MODELINE}{relative}\n"
    return ""


def write_output(path: Path, write: Callable[[Paper], object]) -> None:
    """Write a file of text, in UTF-8; otherwise as `write_binary`."""

    def encoded(stream: BinaryIO) -> None:
        # The names of files may hold bytes that are no UTF-8.
        text = io.TextIOWrapper(
            stream, encoding="utf-8", errors="backslashreplace", newline="\n", write_through=True
        )
        write(Paper(text))
        text.detach()

    write_binary(path, encoded)


def write_text(path: Path, text: str) -> None:
    """Write a file of this text; otherwise as `write_output`."""
    write_output(path, lambda paper: paper.stream.write(text))


def write_binary(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Write a file so that it is whole or as it was: in memory, then beside it, then renamed.

    Raises:
        typer.Exit: With 3, if it cannot be written.
    """
    content = io.BytesIO()
    write(content)
    with replacing(path) as temporary:
        temporary.write_bytes(content.getbuffer())


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield an empty file beside `path`, which takes its place once it has been written.

    Raises:
        typer.Exit: With 3, if it cannot be written; `path` is as it was then.
    """
    import tempfile

    temporary: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as stream:
            temporary = Path(stream.name)
        yield temporary
        _give_permissions(temporary, path)
        temporary.replace(path)
    except OSError as error:
        why = cause(error)
        if isinstance(error, FileNotFoundError) and not path.parent.is_dir():
            why = f"没有文件夹 {path.parent}，请先建立"
        notice(f"{path}: error[KPI001] 写不了这个文件：{why}")
        raise typer.Exit(Exit.UNJUDGED) from error
    else:
        notice(f"已写入 {path}")
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _give_permissions(temporary: Path, path: Path) -> None:
    """Give a file that only its owner may read those of the file it replaces, or of a new one."""
    if path.exists():
        temporary.chmod(stat.S_IMODE(path.stat().st_mode))
        return
    mask = os.umask(0)
    os.umask(mask)
    temporary.chmod(0o666 & ~mask)
