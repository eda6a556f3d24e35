"""``kpi check``: judge year-end actuals against their targets."""

from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from fulian_kpi.cli.exit_code import Exit
from fulian_kpi.cli.terminal import complain, notice, standard_paper

if TYPE_CHECKING:
    from fulian_kpi.diagnostic import Diagnostic
    from fulian_kpi.report.paper import Paper
    from fulian_kpi.scorecard import Scorecard

MOST_ROWS_AS_TEXT: Final = 200
"""Above this the plain format takes over: rich needs seconds for ten thousand rows."""


class CheckFormat(StrEnum):
    """How a report looks on stdout."""

    TEXT = "text"
    PLAIN = "plain"
    JSON = "json"


SUFFIXES: Final = {".txt": CheckFormat.TEXT, ".json": CheckFormat.JSON}
"""The format of a file that ``-o`` names."""


def check(
    actuals: Annotated[
        list[str],
        typer.Argument(help="实际值文件，可以写多个文件、文件夹或通配符；- 为标准输入。"),
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
        typer.Option("--output", "-o", help="另存为文件，后缀决定格式：.txt、.json；可以写多次。"),
    ] = None,
    allow_unreported: Annotated[
        bool, typer.Option("--allow-unreported", help="未填报的指标不算未通过（年中使用）。")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的输出文件。")] = False,
) -> None:
    """按目标评判年终实际值：逐项结论、差多少、缺什么。"""
    from fulian_kpi.cli.output import check_outputs, write_output
    from fulian_kpi.cli.paths import expand
    from fulian_kpi.diagnostic import InvalidFileError

    outputs = check_outputs(output or [], SUFFIXES, force=force)
    try:
        paths = expand(actuals)
    except InvalidFileError as error:
        paths, errors = [], list(error.diagnostics)
    else:
        errors = []
    cards: list[Scorecard] = []
    for path in paths:
        try:
            cards.append(_judged(path, targets, task, allow_unreported=allow_unreported))
        except InvalidFileError as error:
            errors += error.diagnostics
    for card in cards:
        complain(card.targets.source.notices + card.actuals.source.notices)
    complain(errors)
    several = len(paths) > 1
    _write(output_format, cards, errors, standard_paper(), several=several)
    for file, file_format in outputs.items():
        write_output(file, partial(_write, file_format, cards, errors, several=several))
    raise typer.Exit(_exit_code(cards, errors))


def _judged(
    path: str, targets_path: str | None, task: int | None, *, allow_unreported: bool
) -> "Scorecard":
    from fulian_kpi.codes import Code
    from fulian_kpi.diagnostic import Diagnostic, InvalidFileError, Position
    from fulian_kpi.loading import load_actuals
    from fulian_kpi.scorecard import score

    targets, actuals = load_actuals(path, targets_path)
    card = score(targets, actuals, task=task, allow_unreported=allow_unreported)
    if not card.rows:
        what = "没有指标" if task is None else f"没有任务 {task} 的指标"
        raise InvalidFileError(
            [Diagnostic(Position(targets.source.path), Code.NOTHING_FOUND, f"目标文件里{what}")]
        )
    return card


def _write(
    wanted: CheckFormat,
    cards: "list[Scorecard]",
    errors: "list[Diagnostic]",
    paper: "Paper",
    *,
    several: bool,
) -> None:
    if wanted is CheckFormat.JSON:
        from fulian_kpi.report.check_json import check_document
        from fulian_kpi.report.json_text import write_json

        write_json(check_document(cards, errors, several=several), paper)
        return
    for number, card in enumerate(cards):
        if number:
            paper.stream.write("\n")
        if wanted is CheckFormat.TEXT and len(card.rows) <= MOST_ROWS_AS_TEXT:
            from fulian_kpi.report.check_text import write_check_text

            write_check_text(card, paper)
        else:
            if wanted is CheckFormat.TEXT:
                notice(f"共 {len(card.rows)} 项指标，改用每项一行的 plain 格式")
            from fulian_kpi.report.check_plain import write_check_plain

            write_check_plain(card, paper)


def _exit_code(cards: "list[Scorecard]", errors: "list[Diagnostic]") -> Exit:
    if errors:
        return Exit.UNJUDGED
    return Exit.PASSED if all(card.passed for card in cards) else Exit.FAILED
