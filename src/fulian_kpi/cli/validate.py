"""``kpi validate``: check target files, for CI."""

from enum import StrEnum
from typing import Annotated, Final

import typer

from fulian_kpi.cli.exit_code import Exit
from fulian_kpi.cli.terminal import complain, standard_paper


class ValidateFormat(StrEnum):
    """How the findings are written."""

    TEXT = "text"
    JSON = "json"


class FailOn(StrEnum):
    """The least severity that makes the command fail."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


class Show(StrEnum):
    """Findings that are quiet unless they are asked for."""

    INFO = "info"


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
        FailOn, typer.Option("--fail-on", help="从哪一级起算不通过。")
    ] = FailOn.ERROR,
    show: Annotated[
        Show | None, typer.Option("--show", help="info：也列出提示，例如文字与数字一致之处。")
    ] = None,
) -> None:
    """检查和审核目标文件：结构、编号、每个指标值、审核时会提出的问题，一次列出。"""
    from fulian_kpi.cli.paths import FileKind, expand
    from fulian_kpi.codes import Severity
    from fulian_kpi.diagnostic import Diagnostic, InvalidFileError
    from fulian_kpi.validation import validate_file

    wanted = _prefixes(select, "--select") or ("",)
    unwanted = _prefixes(ignore, "--ignore")
    problems: list[Diagnostic] = []
    reviewed: list[Diagnostic] = []
    indicators = 0
    paths: list[str] = []
    try:
        paths = expand(targets or ["targets"], FileKind.TARGETS)
    except InvalidFileError as error:
        problems += error.diagnostics
    for path in paths:
        try:
            validated = validate_file(path)
        except InvalidFileError as error:
            problems += error.diagnostics
        else:
            reviewed += validated.findings
            indicators += len(validated.targets.indicators)
    chosen = [
        each
        for each in reviewed
        if each.code.id.startswith(wanted)
        and not each.code.id.startswith(unwanted)
        and (show is Show.INFO or each.severity is not Severity.INFO)
    ]
    # What keeps a file from being read is shown whatever was selected.
    findings = sorted(
        [*problems, *chosen],
        key=lambda each: paths.index(each.position.path) if each.position.path in paths else -1,
    )
    if output_format is ValidateFormat.JSON:
        from fulian_kpi.report.json_text import write_json
        from fulian_kpi.report.validate_json import validate_document

        write_json(validate_document(len(paths), indicators, findings), standard_paper())
    else:
        complain(findings)
        counts = {level: sum(each.severity is level for each in findings) for level in Severity}
        hints = f"、{counts[Severity.INFO]} 个提示" if show is Show.INFO else ""
        typer.echo(
            f"{len(paths)} 个文件，{indicators} 项指标：{counts[Severity.ERROR]} 个错误，"
            f"{counts[Severity.WARNING]} 个警告{hints}"
        )
    if problems:
        raise typer.Exit(Exit.UNJUDGED)
    failing = _FAILING[fail_on]
    if any(each.severity in failing for each in chosen):
        raise typer.Exit(Exit.FAILED)


_FAILING: Final = {
    FailOn.ERROR: frozenset({"error"}),
    FailOn.WARNING: frozenset({"error", "warning"}),
    FailOn.INFO: frozenset({"error", "warning", "info"}),
    FailOn.NEVER: frozenset(),
}


def _prefixes(given: list[str] | None, option: str) -> tuple[str, ...]:
    """Return the beginnings of codes that an option names.

    Raises:
        typer.BadParameter: If no code begins like that.
    """
    from fulian_kpi.codes import Code

    prefixes = tuple(each.strip().upper() for text in given or [] for each in text.split(","))
    for prefix in prefixes:
        if not prefix or not any(code.id.startswith(prefix) for code in Code):
            raise typer.BadParameter(f"没有以“{prefix}”开头的代码", param_hint=option)
    return prefixes
