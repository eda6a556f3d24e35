"""``kpi check``: judge year-end actuals against their targets."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fulian_kpi.cli.check_formats import (
    DOCUMENTS,
    SUFFIXES,
    CheckFormat,
    FormFormat,
    check_findings,
    write_check,
    write_form,
)
from fulian_kpi.cli.exit_code import Exit
from fulian_kpi.cli.finding_formats import FINDING_FORMATS, annotated
from fulian_kpi.cli.terminal import complain, document_paper, standard_paper

if TYPE_CHECKING:
    from fulian_kpi.diagnostic import Diagnostic
    from fulian_kpi.judging import Judged


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
        CheckFormat | None, typer.Option("--format", "-f", help="标准输出的格式；默认 text。")
    ] = None,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output",
            "-o",
            help="另存为文件，后缀决定格式：.xlsx .docx .html .md .csv .json .txt "
            ".xml（junit）.sarif；可以写多次。",
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
    from fulian_kpi.cli.output import check_outputs
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
    several = len(groups) > 1
    paper = document_paper() if output_format in DOCUMENTS else standard_paper()
    with annotated(partial(check_findings, judged, errors), wanted=output_format is None):
        if output_format is not CheckFormat.GITHUB:  # It says the same, on the same lines.
            for each in judged:
                complain(each.findings)
            complain(errors)
        wanted = output_format or CheckFormat.TEXT
        write_check(wanted, judged, errors, paper, several=several)
    _write_files(outputs, judged, errors, several=several)
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


def _write_files(
    outputs: "dict[Path, CheckFormat | FormFormat]",
    judged: "list[Judged]",
    errors: "list[Diagnostic]",
    *,
    several: bool,
) -> None:
    """Write each output; where nothing was judged, only those that tell a CI why."""
    from fulian_kpi.cli.output import write_binary, write_output

    for file, file_format in outputs.items():
        if isinstance(file_format, FormFormat):
            if judged:
                write_binary(file, partial(write_form, file_format, judged))
        elif judged or file_format in FINDING_FORMATS:
            write_output(file, partial(write_check, file_format, judged, errors, several=several))


def _exit_code(judged: "list[Judged]", errors: "list[Diagnostic]") -> Exit:
    from fulian_kpi.codes import Severity

    if errors:
        return Exit.UNJUDGED
    blamed = any(each.severity is Severity.ERROR for one in judged for each in one.findings)
    passed = all(each.card.passed for each in judged)
    return Exit.PASSED if passed and not blamed else Exit.FAILED
