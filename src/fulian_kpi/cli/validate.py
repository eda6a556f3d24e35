"""``kpi validate``: check target files, for CI."""

from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from fulian_kpi.cli.exit_code import Exit
from fulian_kpi.cli.finding_formats import (
    FINDING_FORMATS,
    annotated,
    finding_writer,
    runs_in_workflow,
)
from fulian_kpi.cli.many import Jobs, MaxErrors
from fulian_kpi.cli.selection import FailOn, Show
from fulian_kpi.cli.terminal import (
    MOST_COMPLAINTS,
    Complaints,
    document_paper,
    standard_paper,
    tracked,
)
from fulian_kpi.severity import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fulian_kpi.diagnostic import Diagnostic
    from fulian_kpi.report.findings import Examined
    from fulian_kpi.report.paper import Paper
    from fulian_kpi.review.suppression import Suppressed
    from fulian_kpi.validation import Validated


class ValidateFormat(StrEnum):
    """How the findings are written."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    JUNIT = "junit"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"


SUFFIXES: Final = {
    ".json": ValidateFormat.JSON,
    ".md": ValidateFormat.MARKDOWN,
    ".xml": ValidateFormat.JUNIT,
    ".sarif": ValidateFormat.SARIF,
}
"""The format of a file that ``-o`` names."""


def validate(
    targets: Annotated[
        list[str] | None,
        typer.Argument(help="目标文件、文件夹或通配符；默认 targets/*.yaml；- 为标准输入。"),
    ] = None,
    output_format: Annotated[
        ValidateFormat | None,
        typer.Option("--format", "-f", help="text（默认）写到标准错误，其他格式写到标准输出。"),
    ] = None,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output",
            "-o",
            help="另存为文件，后缀决定格式：.json .md .xml（junit）.sarif；可以写多次。",
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的输出文件。")] = False,
    select: Annotated[
        list[str] | None,
        typer.Option("--select", help="只看这些代码，可以只写开头，例如 KPI2；可以写多次。"),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", help="不看这些代码，写法同 --select。")
    ] = None,
    fail_on: Annotated[
        FailOn | None, typer.Option("--fail-on", help="从哪一级起算不通过；默认 error。")
    ] = None,
    show: Annotated[
        Show | None, typer.Option("--show", help="info：也列出提示，例如文字与数字一致之处。")
    ] = None,
    jobs: Jobs = None,
    max_errors: MaxErrors = MOST_COMPLAINTS,
) -> None:
    """检查和审核目标文件：结构、编号、每个指标值、审核时会提出的问题，一次列出。"""
    from fulian_kpi.cli.output import check_outputs, write_output
    from fulian_kpi.cli.paths import FileKind, expand
    from fulian_kpi.cli.pool import spread
    from fulian_kpi.cli.settings import chosen
    from fulian_kpi.validation import Validated, same_tables

    outputs = check_outputs(output or [], SUFFIXES, force=force, inputs=targets or ())
    selection = chosen(select, ignore, fail_on, show)
    validated: list[Validated] = []
    paths, problems = expand(targets or ["targets"], FileKind.TARGETS)
    for found in tracked(spread(_validated, paths, jobs), len(paths)):
        if isinstance(found, Validated):
            validated.append(found)
        else:
            problems += found
    reviewed = [finding for each in validated for finding in each.findings]
    picked = [each for each in (*reviewed, *same_tables(validated)) if selection.picks(each)]
    suppressed = [
        each for one in validated for each in one.suppressed if selection.picks(each.finding)
    ]
    # What keeps a file from being read is shown whatever was selected.
    findings = [*problems, *filter(selection.shows, picked)]
    files = _examined(paths, validated, findings, selection.failing)
    if output_format is None or output_format is ValidateFormat.TEXT:
        with annotated(lambda: files, wanted=output_format is None and runs_in_workflow()):
            complaints = Complaints(max_errors)
            for each in files:
                complaints.add(each.findings)
            if selection.show is Show.INFO:
                complaints.add([set_aside(each) for each in suppressed])
            complaints.end()
            typer.echo(_summary(files, hints=selection.show is Show.INFO, aside=len(suppressed)))
    else:
        junit = output_format is ValidateFormat.JUNIT
        paper = document_paper() if junit else standard_paper()
        _write(output_format, files, suppressed, paper)
    for file, file_format in outputs.items():
        write_output(file, partial(_write, file_format, files, suppressed))
    if problems:
        raise typer.Exit(Exit.UNJUDGED)
    if any(each.severity in selection.failing for each in picked):
        raise typer.Exit(Exit.FAILED)


def _validated(path: str) -> "Validated | tuple[Diagnostic, ...]":
    """Return a targets file that was reviewed, or why it cannot be."""
    from fulian_kpi.diagnostic import InvalidFileError
    from fulian_kpi.validation import validate_file

    try:
        return validate_file(path)
    except InvalidFileError as error:
        return error.diagnostics


def _examined(
    paths: "Sequence[str]",
    validated: "Sequence[Validated]",
    findings: "Sequence[Diagnostic]",
    failing: frozenset[Severity],
) -> "list[Examined]":
    """Return each file with its findings, in the order of `paths`; first those that are none."""
    from fulian_kpi.report.findings import Examined, unusable

    indicators = {each.targets.source.path: each.targets.indicators for each in validated}
    by_path: dict[str, list[Diagnostic]] = {path: [] for path in paths}
    strangers: list[Diagnostic] = []
    for each in sorted(findings, key=lambda each: each.position):
        by_path.get(each.position.path, strangers).append(each)
    return [
        *unusable(strangers),
        *(
            Examined(
                path,
                indicators.get(path, ()),
                tuple(found),
                failing if path in indicators else frozenset(Severity),
            )
            for path, found in by_path.items()
        ),
    ]


def _summary(files: "Sequence[Examined]", *, hints: bool, aside: int) -> str:
    """Return the counts of a run on one line; `aside` findings were set aside by comments."""
    levels = [finding.severity for each in files for finding in each.findings]
    hinted = f"、{levels.count(Severity.INFO)} 个提示" if hints else ""
    ignored = f"，{aside} 处已忽略" if aside else ""
    return (
        f"{len(files)} 个文件，{sum(len(each.indicators) for each in files)} 项指标："
        f"{levels.count(Severity.ERROR)} 个错误，{levels.count(Severity.WARNING)} 个警告"
        f"{hinted}{ignored}"
    )


def set_aside(suppressed: "Suppressed") -> "Diagnostic":
    """Return a finding that a comment has set aside as a hint that says so."""
    message = f"已忽略（{suppressed.reason}）：{suppressed.finding.message}"
    return suppressed.finding._replace(level=Severity.INFO, message=message)


def _write(
    wanted: ValidateFormat,
    files: "Sequence[Examined]",
    suppressed: "Sequence[Suppressed]",
    paper: "Paper",
) -> None:
    if wanted in FINDING_FORMATS:
        finding_writer(wanted)(files, paper)
    elif wanted is ValidateFormat.MARKDOWN:
        from fulian_kpi.report.validate_markdown import write_validate_markdown

        write_validate_markdown(files, paper)
    else:
        from fulian_kpi.report.json_text import write_json
        from fulian_kpi.report.validate_json import validate_document

        write_json(validate_document(files, suppressed), paper)
