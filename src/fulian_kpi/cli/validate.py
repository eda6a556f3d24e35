"""``kpi validate``: check target files, for CI."""

from enum import StrEnum
from typing import Annotated

import typer

from fulian_kpi.cli.exit_code import Exit
from fulian_kpi.cli.terminal import complain, standard_paper


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
) -> None:
    """检查目标文件：结构、编号和每个指标值，一次列出全部问题。"""
    from fulian_kpi.cli.paths import expand
    from fulian_kpi.codes import Severity
    from fulian_kpi.diagnostic import Diagnostic, InvalidFileError
    from fulian_kpi.validation import validate_file

    findings: list[Diagnostic] = []
    indicators = 0
    unjudged = False
    paths: list[str] = []
    try:
        paths = expand(targets or ["targets"])
    except InvalidFileError as error:
        findings += error.diagnostics
        unjudged = True
    for path in paths:
        try:
            validated = validate_file(path)
        except InvalidFileError as error:
            findings += error.diagnostics
            unjudged = True
        else:
            findings += validated.findings
            indicators += len(validated.targets.indicators)
    if output_format is ValidateFormat.JSON:
        from fulian_kpi.report.json_text import write_json
        from fulian_kpi.report.validate_json import validate_document

        write_json(validate_document(len(paths), indicators, findings), standard_paper())
    else:
        complain(findings)
        counts = {level: sum(each.severity is level for each in findings) for level in Severity}
        typer.echo(
            f"{len(paths)} 个文件，{indicators} 项指标：{counts[Severity.ERROR]} 个错误，"
            f"{counts[Severity.WARNING]} 个警告"
        )
    if unjudged:
        raise typer.Exit(Exit.UNJUDGED)
    if any(each.severity is Severity.ERROR for each in findings):
        raise typer.Exit(Exit.FAILED)
