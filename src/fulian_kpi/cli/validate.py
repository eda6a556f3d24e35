"""``kpi validate``: check target files, for CI."""

from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from fulian_kpi.cli.exit_code import Exit
from fulian_kpi.cli.finding_formats import FINDING_FORMATS, annotated, finding_writer
from fulian_kpi.cli.terminal import complain, document_paper, standard_paper
from fulian_kpi.codes import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fulian_kpi.report.findings import Examined
    from fulian_kpi.report.paper import Paper


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
        FailOn, typer.Option("--fail-on", help="从哪一级起算不通过。")
    ] = FailOn.ERROR,
    show: Annotated[
        Show | None, typer.Option("--show", help="info：也列出提示，例如文字与数字一致之处。")
    ] = None,
) -> None:
    """检查和审核目标文件：结构、编号、每个指标值、审核时会提出的问题，一次列出。"""
    from fulian_kpi.cli.output import check_outputs, write_output
    from fulian_kpi.cli.paths import FileKind, expand
    from fulian_kpi.diagnostic import Diagnostic, InvalidFileError
    from fulian_kpi.model import Indicator
    from fulian_kpi.report.findings import Examined, unusable
    from fulian_kpi.validation import validate_file

    outputs = check_outputs(output or [], SUFFIXES, force=force)
    wanted = _prefixes(select, "--select") or ("",)
    unwanted = _prefixes(ignore, "--ignore")
    problems: list[Diagnostic] = []
    reviewed: list[Diagnostic] = []
    indicators: dict[str, tuple[Indicator, ...]] = {}
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
            indicators[path] = validated.targets.indicators
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
    failing = _FAILING[fail_on]
    files = [
        Examined(
            path,
            indicators.get(path, ()),
            tuple(each for each in findings if each.position.path == path),
            failing if path in indicators else frozenset(Severity),
        )
        for path in paths
    ]
    files += unusable(each for each in findings if each.position.path not in paths)
    if output_format is None or output_format is ValidateFormat.TEXT:
        with annotated(lambda: files, wanted=output_format is None):
            complain(findings)
            counts = {level: sum(each.severity is level for each in findings) for level in Severity}
            hints = f"、{counts[Severity.INFO]} 个提示" if show is Show.INFO else ""
            typer.echo(
                f"{len(paths)} 个文件，{sum(map(len, indicators.values()))} 项指标："
                f"{counts[Severity.ERROR]} 个错误，{counts[Severity.WARNING]} 个警告{hints}"
            )
    else:
        junit = output_format is ValidateFormat.JUNIT
        _write(output_format, files, document_paper() if junit else standard_paper())
    for file, file_format in outputs.items():
        write_output(file, partial(_write, file_format, files))
    if problems:
        raise typer.Exit(Exit.UNJUDGED)
    if any(each.severity in failing for each in chosen):
        raise typer.Exit(Exit.FAILED)


_FAILING: Final = {
    FailOn.ERROR: frozenset({Severity.ERROR}),
    FailOn.WARNING: frozenset({Severity.ERROR, Severity.WARNING}),
    FailOn.INFO: frozenset(Severity),
    FailOn.NEVER: frozenset[Severity](),
}


def _write(wanted: ValidateFormat, files: "Sequence[Examined]", paper: "Paper") -> None:
    if wanted in FINDING_FORMATS:
        finding_writer(wanted)(files, paper)
    elif wanted is ValidateFormat.MARKDOWN:
        from fulian_kpi.report.validate_markdown import write_validate_markdown

        write_validate_markdown(files, paper)
    else:
        from fulian_kpi.report.json_text import write_json
        from fulian_kpi.report.validate_json import validate_document

        write_json(validate_document(files), paper)


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
