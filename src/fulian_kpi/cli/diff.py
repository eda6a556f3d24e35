"""``kpi diff``: what changed between two targets files."""

from enum import StrEnum
from typing import Annotated

import typer

from fulian_kpi.cli.exit_code import Exit
from fulian_kpi.cli.terminal import complain, document_paper, standard_paper


class DiffFormat(StrEnum):
    """How the changes look on stdout."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


class DiffFailOn(StrEnum):
    """Changes that make the command fail."""

    LOWERED = "lowered"
    REMOVED = "removed"


def diff(
    old: Annotated[
        str, typer.Argument(help="原目标文件；或 git 修订中的文件，例如 HEAD~1:targets/2022.yaml。")
    ],
    new: Annotated[str, typer.Argument(help="新目标文件，写法同上。")],
    output_format: Annotated[
        DiffFormat, typer.Option("--format", "-f", help="标准输出的格式。")
    ] = DiffFormat.TEXT,
    fail_on: Annotated[
        list[DiffFailOn] | None,
        typer.Option(
            "--fail-on", help="lowered 有指标值降低、removed 有指标删去即不通过；可以写两次。"
        ),
    ] = None,
) -> None:
    """比较两份目标文件：指标、任务、预算、总体目标的新增、删去、提高、降低和文字的改变。"""
    from fulian_kpi.comparison.targets import compare
    from fulian_kpi.diagnostic import Diagnostic, InvalidFileError
    from fulian_kpi.revision import read_revised_targets

    problems: list[Diagnostic] = []
    loaded = []
    for name in (old, new):
        try:
            loaded.append(read_revised_targets(name))
        except InvalidFileError as error:
            problems += error.diagnostics
    complain(notice for _, each in loaded for notice in each.source.notices)
    if problems:
        complain(problems)
        raise typer.Exit(Exit.UNJUDGED)
    comparison = compare(*loaded)
    match output_format:
        case DiffFormat.JSON:
            from fulian_kpi.report.diff_json import diff_document
            from fulian_kpi.report.json_text import write_json

            write_json(diff_document(comparison), standard_paper())
        case DiffFormat.MARKDOWN:
            from fulian_kpi.report.diff_markdown import write_diff_markdown

            write_diff_markdown(comparison, document_paper())
        case DiffFormat.TEXT:
            from fulian_kpi.report.diff_text import write_diff_text

            write_diff_text(comparison, standard_paper())
    if any(comparison.count(each) for each in fail_on or ()):
        raise typer.Exit(Exit.FAILED)
