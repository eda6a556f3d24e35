"""``kpi validate``: check target files, for CI."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from fulian_kpi.cli.exit_code import Exit
from fulian_kpi.cli.selection import FailOn, Show, chosen
from fulian_kpi.cli.terminal import complain, standard_paper

if TYPE_CHECKING:
    from fulian_kpi.diagnostic import Diagnostic
    from fulian_kpi.review.suppression import Suppressed


class ValidateFormat(StrEnum):
    """How the findings are written."""

    TEXT = "text"
    JSON = "json"


def validate(
    targets: Annotated[
        list[str] | None,
        typer.Argument(help="目标文件、文件夹或通配符；默认 targets/*.yaml；- 为标准输入。"),
    ] = None,
    output_format: Annotated[
        ValidateFormat,
        typer.Option("--format", "-f", help="text 写到标准错误，json 写到标准输出。"),
    ] = ValidateFormat.TEXT,
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
) -> None:
    """检查和审核目标文件：结构、编号、每个指标值、审核时会提出的问题，一次列出。"""
    from fulian_kpi.cli.paths import expand
    from fulian_kpi.codes import Severity
    from fulian_kpi.diagnostic import InvalidFileError
    from fulian_kpi.validation import Validated, same_tables, validate_file

    selection = chosen(select, ignore, fail_on, show)
    problems: list[Diagnostic] = []
    validated: list[Validated] = []
    paths: list[str] = []
    try:
        paths = expand(targets or ["targets"])
    except InvalidFileError as error:
        problems += error.diagnostics
    for path in paths:
        try:
            validated.append(validate_file(path))
        except InvalidFileError as error:
            problems += error.diagnostics
    indicators = sum(len(each.targets.indicators) for each in validated)
    reviewed = [finding for each in validated for finding in each.findings]
    picked = [each for each in (*reviewed, *same_tables(validated)) if selection.picks(each)]
    suppressed = [
        each for one in validated for each in one.suppressed if selection.picks(each.finding)
    ]
    order = {path: rank for rank, path in enumerate(paths)}
    # What keeps a file from being read is shown whatever was selected.
    findings = sorted(
        [*problems, *filter(selection.shows, picked)],
        key=lambda each: (order.get(each.position.path, -1), each.position),
    )
    if output_format is ValidateFormat.JSON:
        from fulian_kpi.report.json_text import write_json
        from fulian_kpi.report.validate_json import validate_document

        write_json(
            validate_document(len(paths), indicators, findings, suppressed), standard_paper()
        )
    else:
        complain(findings)
        if selection.show is Show.INFO:
            complain(map(set_aside, suppressed))
        counts = {level: sum(each.severity is level for each in findings) for level in Severity}
        hints = f"、{counts[Severity.INFO]} 个提示" if selection.show is Show.INFO else ""
        aside = f"，{len(suppressed)} 处已忽略" if suppressed else ""
        typer.echo(
            f"{len(paths)} 个文件，{indicators} 项指标：{counts[Severity.ERROR]} 个错误，"
            f"{counts[Severity.WARNING]} 个警告{hints}{aside}"
        )
    if problems:
        raise typer.Exit(Exit.UNJUDGED)
    if selection.fails(picked):
        raise typer.Exit(Exit.FAILED)


def set_aside(suppressed: "Suppressed") -> "Diagnostic":
    """Return a finding that a comment has set aside as a hint that says so."""
    from fulian_kpi.codes import Severity

    message = f"已忽略（{suppressed.reason}）：{suppressed.finding.message}"
    return suppressed.finding._replace(level=Severity.INFO, message=message)
