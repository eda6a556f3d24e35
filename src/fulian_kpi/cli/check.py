"""``kpi check``: judge year-end actuals against their targets."""

from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Final

import typer

from fulian_kpi.cli.exit_code import Exit
from fulian_kpi.cli.terminal import complain, document_paper, notice, standard_paper

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fulian_kpi.diagnostic import Diagnostic
    from fulian_kpi.judging import Judged
    from fulian_kpi.report.paper import Paper

MOST_ROWS_AS_TEXT: Final = 200
"""Above this the plain format takes over: rich needs seconds for ten thousand rows."""


class CheckFormat(StrEnum):
    """How a report looks on stdout."""

    TEXT = "text"
    PLAIN = "plain"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"
    CSV = "csv"


DOCUMENTS: Final = frozenset({CheckFormat.HTML, CheckFormat.CSV})
"""Formats that say themselves which encoding they are in."""


class FormFormat(StrEnum):
    """Documents of an office, which only a file can hold."""

    XLSX = "xlsx"
    DOCX = "docx"


SUFFIXES: Final[dict[str, CheckFormat | FormFormat]] = {
    ".txt": CheckFormat.TEXT,
    ".json": CheckFormat.JSON,
    ".md": CheckFormat.MARKDOWN,
    ".html": CheckFormat.HTML,
    ".csv": CheckFormat.CSV,
    ".xlsx": FormFormat.XLSX,
    ".docx": FormFormat.DOCX,
}
"""The format of a file that ``-o`` names."""


def check(
    actuals: Annotated[
        list[str],
        typer.Argument(
            help="实际值文件或 .xlsx 填报表，可以写多个文件、文件夹或通配符；- 为标准输入。"
        ),
    ],
    targets: Annotated[
        str | None,
        typer.Option("--targets", "-t", help="目标文件；默认按实际值文件中的 targets:。"),
    ] = None,
    task: Annotated[int | None, typer.Option(help="只看这个任务的指标，例如 4。")] = None,
    output_format: Annotated[
        CheckFormat, typer.Option("--format", "-f", help="标准输出的格式。")
    ] = CheckFormat.TEXT,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output",
            "-o",
            help="另存为文件，后缀决定格式：.xlsx .docx .html .md .csv .json .txt；可以写多次。",
        ),
    ] = None,
    policy: Annotated[
        list[str] | None,
        typer.Option(
            "--policy", help="评分办法的名称或 .yaml 文件；写多次则并列比较。默认 national-2020。"
        ),
    ] = None,
    allow_unreported: Annotated[
        bool, typer.Option("--allow-unreported", help="未填报的指标不算未通过（年中使用）。")
    ] = False,
    require_reasons: Annotated[
        bool, typer.Option("--require-reasons", help="缺少偏差原因算未通过。")
    ] = False,
    merge: Annotated[
        bool, typer.Option("--merge", help="把同一份目标的几份实际值（例如每个任务一份）合成一份。")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的输出文件。")] = False,
) -> None:
    """按目标评判年终实际值：逐项结论和得分、差多少、缺什么。"""
    from fulian_kpi.cli.output import check_outputs, write_binary, write_output
    from fulian_kpi.cli.paths import FileKind, expand
    from fulian_kpi.diagnostic import InvalidFileError
    from fulian_kpi.judging import judge_files
    from fulian_kpi.loading import load_policy

    outputs = check_outputs(output or [], SUFFIXES, force=force)
    judged: list[Judged] = []
    errors: list[Diagnostic] = []
    paths: list[str] = []
    try:
        policies = [load_policy(name) for name in policy or []]
        paths = expand(actuals, FileKind.ACTUALS)
    except InvalidFileError as error:
        errors += error.diagnostics
    groups = [paths] if merge and paths else [[path] for path in paths]
    for group in groups:
        try:
            found = judge_files(
                group, targets, policies, task=task, allow_unreported=allow_unreported
            )
        except InvalidFileError as error:
            errors += error.diagnostics
        else:
            judged.append(_with_required_reasons(found) if require_reasons else found)
    for each in judged:
        complain(each.findings)
    complain(errors)
    several = len(groups) > 1
    paper = document_paper() if output_format in DOCUMENTS else standard_paper()
    _write(output_format, judged, errors, paper, several=several)
    if judged:
        for file, file_format in outputs.items():
            if isinstance(file_format, FormFormat):
                write_binary(file, partial(_write_form, file_format, judged))
            else:
                write_output(file, partial(_write, file_format, judged, errors, several=several))
    raise typer.Exit(_exit_code(judged, errors))


def _with_required_reasons(judged: "Judged") -> "Judged":
    """Return `judged` with every missing reason as an error."""
    from fulian_kpi.codes import Code, Severity

    reasons = {Code.MISSING_REASON, Code.LOW_EXECUTION}
    findings = (
        each._replace(level=Severity.ERROR) if each.code in reasons else each
        for each in judged.findings
    )
    return judged._replace(findings=tuple(findings))


def _write(
    wanted: CheckFormat,
    judged: "list[Judged]",
    errors: "list[Diagnostic]",
    paper: "Paper",
    *,
    several: bool,
) -> None:
    if wanted is CheckFormat.JSON:
        from fulian_kpi.report.check_json import check_document
        from fulian_kpi.report.json_text import write_json

        write_json(check_document(judged, errors, several=several), paper)
        return
    if wanted in {CheckFormat.MARKDOWN, CheckFormat.HTML, CheckFormat.CSV}:
        _document_writer(wanted)(judged, paper)
        return
    for number, each in enumerate(judged):
        if number:
            paper.stream.write("\n")
        if wanted is CheckFormat.TEXT and len(each.card.rows) <= MOST_ROWS_AS_TEXT:
            from fulian_kpi.report.check_text import write_check_text

            write_check_text(each.card, paper)
        else:
            if wanted is CheckFormat.TEXT:
                notice(f"共 {len(each.card.rows)} 项指标，改用每项一行的 plain 格式")
            from fulian_kpi.report.check_plain import write_check_plain

            write_check_plain(each.card, paper)


def _document_writer(wanted: CheckFormat) -> "Callable[[Sequence[Judged], Paper], None]":
    if wanted is CheckFormat.MARKDOWN:
        from fulian_kpi.report.check_markdown import write_check_markdown

        return write_check_markdown
    if wanted is CheckFormat.CSV:
        from fulian_kpi.report.check_csv import write_check_csv

        return write_check_csv
    from fulian_kpi.report.check_html import write_check_html

    return write_check_html


def _write_form(wanted: FormFormat, judged: "list[Judged]", stream: BinaryIO) -> None:
    if wanted is FormFormat.XLSX:
        from fulian_kpi.report.check_xlsx import write_check_xlsx

        write_check_xlsx(judged, stream)
    else:
        from fulian_kpi.report.check_docx import write_check_docx

        write_check_docx(judged, stream)


def _exit_code(judged: "list[Judged]", errors: "list[Diagnostic]") -> Exit:
    from fulian_kpi.codes import Severity

    if errors:
        return Exit.UNJUDGED
    blamed = any(each.severity is Severity.ERROR for one in judged for each in one.findings)
    passed = all(each.card.passed for each in judged)
    return Exit.PASSED if passed and not blamed else Exit.FAILED
