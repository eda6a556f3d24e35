"""``kpi new targets``: next year's targets file, drafted from this year's."""

from pathlib import Path
from typing import Annotated

import typer

from fulian_kpi.cli.exit_code import Exit
from fulian_kpi.cli.terminal import complain, notice


def new_targets(
    source: Annotated[str, typer.Option("--from", help="上年的目标文件，例如 targets/2022.yaml。")],
    year: Annotated[int, typer.Option("--year", min=1990, max=2199, help="新的年度。")],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="写到这个目标文件，例如 targets/2023.yaml。")
    ],
    actuals: Annotated[
        str | None,
        typer.Option("--actuals", help="上年的实际值文件；结果和结论写进每项指标的注释。"),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的输出文件。")] = False,
) -> None:
    """以上年的目标文件为底稿，起草新年度的目标文件：文字和注释保留，时限后移。"""
    from fulian_kpi.cli.output import check_outputs, write_text
    from fulian_kpi.diagnostic import InvalidFileError
    from fulian_kpi.file import YAML_SUFFIXES
    from fulian_kpi.judging import judge_file
    from fulian_kpi.loading import read_targets
    from fulian_kpi.succession import succeed

    check_outputs([output], dict.fromkeys(YAML_SUFFIXES), force=force, inputs=[source, actuals])
    try:
        document, targets = read_targets(source)
        if year <= targets.head.year:
            message = f"{year} 不在目标文件的年度 {targets.head.year} 之后"
            raise typer.BadParameter(message, param_hint="--year")
        complain(targets.source.notices)
        rows = judge_file(actuals, source).card.rows if actuals is not None else ()
        by_id = {each.indicator.id: each for each in rows}
        draft = succeed(document, targets, year, by_id, str(output))
    except InvalidFileError as error:
        complain(error.diagnostics)
        raise typer.Exit(Exit.UNJUDGED) from error
    complain(draft.remarks)
    write_text(output, _text(draft.text, output))
    if targets.head.budget is not None:
        notice("预算仍是上年的数，已在注释中注明，请改为新年度批复数")


def _text(draft: str, output: Path) -> str:
    """Return the draft with the line for editors as it has to be in the folder of `output`.

    Where no schema is found it stays as it is, so that remarks have the right lines.
    """
    from fulian_kpi.cli.output import MODELINE, modeline

    first, rest = draft.split("\n", 1)
    right = modeline(output, "targets")
    return f"{right}{rest}" if right and first.startswith(MODELINE) else draft
