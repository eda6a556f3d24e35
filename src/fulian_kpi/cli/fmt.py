"""``kpi fmt``: target and actual files in one layout."""

from pathlib import Path
from typing import Annotated

import typer

from fulian_kpi.cli.exit_code import Exit
from fulian_kpi.cli.terminal import complain, document_paper


def fmt(
    files: Annotated[
        list[str], typer.Argument(help="目标文件、实际值文件、文件夹或通配符；- 为标准输入。")
    ],
    check: Annotated[
        bool, typer.Option("--check", help="只列出排版会改动的文件，不写；有则退出代码为 1。")
    ] = False,
    canonical: Annotated[
        bool, typer.Option("--canonical", help="指标值改成规范写法，例如 ＞=3 个 改成 ≥3个。")
    ] = False,
) -> None:
    """统一目标文件和实际值文件的排版；注释、文字和数据不变，写成 UTF-8。"""
    from fulian_kpi.cli.paths import expand
    from fulian_kpi.diagnostic import InvalidFileError

    changed: list[str] = []
    paths, problems = expand(files, None)
    for path in paths:
        try:
            if _format(path, canonical=canonical, write=not check):
                changed.append(path)
        except InvalidFileError as error:
            problems += error.diagnostics
    complain(problems)
    if check:
        for path in changed:
            typer.echo(path)
    if problems:
        raise typer.Exit(Exit.UNJUDGED)
    if check and changed:
        raise typer.Exit(Exit.FAILED)


def _format(path: str, *, canonical: bool, write: bool) -> bool:
    """Lay out one file, and return whether that changes it."""
    from fulian_kpi.cli.output import write_text
    from fulian_kpi.file import STANDARD_INPUT, read_bytes
    from fulian_kpi.formatting import formatted

    data = read_bytes(path)
    text, notices = formatted(data, path, canonical=canonical)
    complain(notices)
    changed = text.encode() != data
    if write and path == STANDARD_INPUT:
        document_paper().stream.write(text)
    elif write and changed:
        file = Path(path)
        # A link stays a link: what it leads to is written.
        write_text(file.resolve() if file.is_symlink() else file, text)
    return changed
