"""``kpi new actuals``: a form in which offices fill in what came of the targets."""

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from fulian_kpi.cli.exit_code import Exit
from fulian_kpi.cli.terminal import complain

if TYPE_CHECKING:
    from fulian_kpi.report.paper import Paper


class QuestionnaireFormat(StrEnum):
    """What a form is written as."""

    YAML = "yaml"
    XLSX = "xlsx"


SUFFIXES: Final = {
    ".yaml": QuestionnaireFormat.YAML,
    ".yml": QuestionnaireFormat.YAML,
    ".xlsx": QuestionnaireFormat.XLSX,
}


def new_actuals(
    targets: Annotated[str, typer.Argument(help="目标文件，例如 targets/2022.yaml。")],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="写到这个文件：.yaml，或 .xlsx 填报表。")
    ],
    task: Annotated[int | None, typer.Option(help="只列这个任务的指标，例如 4。")] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的输出文件。")] = False,
) -> None:
    """生成实际值的填报表：每项指标一行，写明目标、单位和怎样算达成，实际值留空。"""
    from datetime import datetime

    from fulian_kpi.cli.output import check_outputs, modeline, write_binary, write_output
    from fulian_kpi.diagnostic import InvalidFileError
    from fulian_kpi.file import STANDARD_INPUT
    from fulian_kpi.loading import load_targets, none_of_task
    from fulian_kpi.questionnaire import MOST_ROWS, Origin, questions

    [wanted] = check_outputs([output], SUFFIXES, force=force, inputs=[targets]).values()
    if targets == STANDARD_INPUT:
        raise typer.BadParameter("填报表要写明目标文件的路径，不能用标准输入", param_hint="TARGETS")
    try:
        loaded = load_targets(targets)
        asked = questions(loaded, task)
        if not asked:
            raise none_of_task(loaded, task)
    except InvalidFileError as error:
        complain(error.diagnostics)
        raise typer.Exit(Exit.UNJUDGED) from error
    complain(loaded.source.notices)
    if wanted is QuestionnaireFormat.XLSX and len(asked) > MOST_ROWS:
        message = f"有 {len(asked)} 项指标，一份 .xlsx 最多 {MOST_ROWS} 项；请用 --task 分开"
        raise typer.BadParameter(message, param_hint="--output")
    origin = Origin(
        targets=os.path.relpath(targets, output.parent).replace(os.sep, "/"),
        made=f"{datetime.now().astimezone():%Y-%m-%d %H:%M}",
        task=task,
    )
    if wanted is QuestionnaireFormat.XLSX:
        from fulian_kpi.report.questionnaire_xlsx import write_questionnaire_xlsx

        write_binary(output, lambda stream: write_questionnaire_xlsx(loaded, asked, stream, origin))
    else:
        from fulian_kpi.report.questionnaire_yaml import write_questionnaire_yaml

        def write(paper: "Paper") -> None:
            paper.stream.write(modeline(output, "actuals"))
            write_questionnaire_yaml(loaded, asked, paper, origin)

        write_output(output, write)
