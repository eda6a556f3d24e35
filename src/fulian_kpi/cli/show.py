"""``kpi show``: the targets, by task, with what each one means."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from fulian_kpi.cli.exit_code import Exit
from fulian_kpi.cli.terminal import complain, standard_paper

if TYPE_CHECKING:
    from fulian_kpi.checked import Indicator, Targets


class ShowFormat(StrEnum):
    """How the targets look on stdout."""

    TEXT = "text"
    JSON = "json"


def show(
    targets: Annotated[
        str | None, typer.Option("--targets", "-t", help="目标文件；- 为标准输入。")
    ] = None,
    year: Annotated[int | None, typer.Option(help="targets/ 中的年度；默认最新的一年。")] = None,
    task: Annotated[int | None, typer.Option(help="只看这个任务，例如 4。")] = None,
    category: Annotated[
        str | None, typer.Option(help="只看这个一级或二级指标，例如 数量指标。")
    ] = None,
    output_format: Annotated[
        ShowFormat, typer.Option("--format", "-f", help="标准输出的格式。")
    ] = ShowFormat.TEXT,
) -> None:
    """按任务列出目标，并用白话说明每个指标值的含义。"""
    from fulian_kpi.diagnostic import InvalidFileError
    from fulian_kpi.loading import load_targets

    if targets is not None and year is not None:
        message = "--targets 和 --year 只能写一个"
        raise typer.BadParameter(message)
    try:
        loaded = load_targets(_newest(year) if targets is None else targets)
        complain(loaded.source.notices)
        chosen = _chosen(loaded, task, category)
    except InvalidFileError as error:
        complain(error.diagnostics)
        raise typer.Exit(Exit.UNJUDGED) from error
    if output_format is ShowFormat.JSON:
        from fulian_kpi.report.json_text import write_json
        from fulian_kpi.report.show_json import show_document

        write_json(show_document(loaded, chosen), standard_paper())
    else:
        from fulian_kpi.report.show_text import write_show_text

        write_show_text(loaded, chosen, standard_paper())


def _newest(year: int | None) -> str:
    """Return the targets file of `year`, or of the newest year, in ./targets/."""
    from pathlib import Path

    from fulian_kpi.codes import Code
    from fulian_kpi.diagnostic import Diagnostic, InvalidFileError, Position

    pattern = "[0-9][0-9][0-9][0-9].y*ml" if year is None else f"{year}.y*ml"
    found = sorted(Path("targets").glob(pattern))
    if not found:
        what = "年度目标文件，例如 2022.yaml" if year is None else f" {year} 年度的目标文件"
        message = f"targets/ 里没有{what}；也可以用 --targets 指定"
        raise InvalidFileError([Diagnostic(Position("targets"), Code.NOTHING_FOUND, message)])
    return str(found[-1])


def _chosen(targets: "Targets", task: int | None, category: str | None) -> "list[Indicator]":
    from fulian_kpi.codes import Code
    from fulian_kpi.complaint import nearest
    from fulian_kpi.diagnostic import Diagnostic, InvalidFileError, Position

    names = {name for each in targets.indicators for name in (each.level1, each.level2)}
    tasks = {each.task for each in targets.indicators}
    problem = None
    if category is not None and category not in names:
        problem = f"没有“{category}”{nearest(category, sorted(names))}"
    elif task is not None and task not in tasks:
        numbers = [str(each) for each in sorted(filter(None, tasks))]
        problem = f"没有任务 {task} 的指标{nearest(str(task), numbers)}"
    chosen = [
        each
        for each in targets.indicators
        if (task is None or each.task == task)
        and (category is None or category in {each.level1, each.level2})
    ]
    if problem or not chosen:
        place = Position(targets.source.path)
        message = problem or "没有符合条件的指标"
        raise InvalidFileError([Diagnostic(place, Code.NOTHING_FOUND, message)])
    return chosen
