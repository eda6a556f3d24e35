"""``kpi import``: a published table to a targets file, and its actuals where it has any."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from fulian_kpi.cli.exit_code import Exit
from fulian_kpi.cli.terminal import complain, notice

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fulian_kpi.codes import Code
    from fulian_kpi.diagnostic import Diagnostic
    from fulian_kpi.document.block import Remark
    from fulian_kpi.document.draft import Draft
    from fulian_kpi.document.reader import Found

_YEAR: Final = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
"""A year in the name of the file that is written, such as 2023.yaml."""

UNNAMED: Final = "部门名称待填"
"""Stands for a department that the document does not name; said as something to be mended."""


def import_document(
    document: Annotated[
        str, typer.Argument(help="公开的目标表或自评表：.xlsx .xls .ods .docx .html .csv .txt。")
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="写到这个目标文件，例如 targets/2023.yaml。")
    ],
    actuals: Annotated[
        Path | None,
        typer.Option(
            "--actuals", help="自评表的实际完成值另写到这个文件，例如 actuals/2023.yaml。"
        ),
    ] = None,
    table: Annotated[
        int | None, typer.Option("--table", min=1, help="文档里有几张指标表时，读第几张。")
    ] = None,
    year: Annotated[
        int | None, typer.Option("--year", min=1990, max=2199, help="年度；默认按表头。")
    ] = None,
    department: Annotated[
        str | None, typer.Option("--department", help="部门名称；默认按表头。")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的输出文件。")] = False,
) -> None:
    """把公开的绩效目标表或自评表读成目标文件，逐行说明存疑和略去的内容。"""
    from fulian_kpi.cli.output import check_outputs
    from fulian_kpi.diagnostic import InvalidFileError
    from fulian_kpi.file import YAML_SUFFIXES

    wanted = [output, *([actuals] if actuals else [])]
    check_outputs(wanted, dict.fromkeys(YAML_SUFFIXES), force=force)
    if actuals is not None and actuals.resolve() == output.resolve():
        raise typer.BadParameter("--actuals 和 --output 是同一个文件", param_hint="--actuals")
    try:
        draft = _draft(document, table)
        chosen = _year(draft, year, output)
        _write(draft, document, output, actuals, year=chosen, department=department)
    except InvalidFileError as error:
        complain(error.diagnostics)
        raise typer.Exit(Exit.UNJUDGED) from error


def _draft(path: str, table: int | None) -> "Draft":
    """Read the one table of the document that is meant, and say what was doubtful."""
    from fulian_kpi.codes import Code
    from fulian_kpi.diagnostic import Diagnostic, InvalidFileError, Position
    from fulian_kpi.document.archive import UnsafeError
    from fulian_kpi.document.opening import check_size, open_document
    from fulian_kpi.document.reader import find_tables, read_draft
    from fulian_kpi.file import read_bytes

    try:
        if Path(path).is_file():
            check_size(Path(path).stat().st_size)
        grids, notices = open_document(read_bytes(path), path)
        complain(notices)
        tables = find_tables(grids)
    except UnsafeError as error:
        raise InvalidFileError(
            [Diagnostic(Position(path), Code.UNREADABLE_FILE, str(error))]
        ) from error
    found = _chosen(tables, path, table)
    _check_faults(found, path)
    draft = read_draft(found, grids, path)
    complain(_remarks(path, draft))
    if not draft.indicators:
        message = "指标表里没有一行既有名称又有指标值"
        raise InvalidFileError([Diagnostic(Position(path), Code.NOTHING_FOUND, message)])
    return draft


def _chosen(tables: "Sequence[Found]", path: str, table: int | None) -> "Found":
    from fulian_kpi.codes import Code
    from fulian_kpi.diagnostic import Diagnostic, InvalidFileError, Position
    from fulian_kpi.document.choice import fullest

    if not tables:
        message = (
            "没有找到指标表：找的是表头里有“三级指标”（或一级、二级指标）和“指标值”"
            "（或年度指标值、目标值等）、下面有指标的表"
        )
        raise InvalidFileError([Diagnostic(Position(path), Code.NOTHING_FOUND, message)])
    if table is None and (best := fullest(tables)) is not None:
        others = [each for each in tables if each is not best]
        for each in others:
            number = tables.index(each) + 1
            notice(f"另有一张表只是重复这些指标，没有读：--table {number}  {each.block.title}")
        return best
    if table is None or table > len(tables):
        for number, each in enumerate(tables, 1):
            notice(f"  --table {number}  {each.block.title}")
        message = f"文档里有 {len(tables)} 张指标表，请用 --table 指明读第几张"
        raise typer.BadParameter(message, param_hint="--table")
    return tables[table - 1]


def _check_faults(found: "Found", path: str) -> None:
    from fulian_kpi.codes import Code
    from fulian_kpi.diagnostic import Diagnostic, InvalidFileError, Position

    faults = found.block.faults
    if faults:
        raise InvalidFileError(
            [
                Diagnostic(Position(f"{path}:{place}"), Code.UNREADABLE_FILE, reason)
                for place, reason in faults.items()
            ]
        )


def _remarks(path: str, draft: "Draft") -> "Iterable[Diagnostic]":
    from fulian_kpi.codes import Code

    yield from _diagnostics(path, draft.doubts, Code.DOUBTFUL_ROW, "存疑")
    yield from _diagnostics(path, draft.left_out, Code.LEFT_OUT_ROW, "略去")


def _diagnostics(
    path: str, remarks: "Iterable[Remark]", code: "Code", what: str
) -> "Iterable[Diagnostic]":
    from fulian_kpi.diagnostic import Diagnostic, Position

    for each in remarks:
        position = Position(f"{path}:{each.place}")
        yield Diagnostic(position, code, f"{what}：{each.message}")


def _year(draft: "Draft", year: int | None, output: Path) -> int:
    """Return the year that was asked for, else that of the table, else that of the file's name."""
    chosen = year or draft.head.year
    if chosen is not None:
        return chosen
    if named := _YEAR.search(output.stem):
        notice(f"文档里没有年度，按输出文件名取 {named[0]}")
        return int(named[0])
    raise typer.BadParameter("文档里没有年度，请加 --year，例如 --year 2023", param_hint="--year")


def _write(
    draft: "Draft",
    document: str,
    output: Path,
    actuals: Path | None,
    *,
    year: int,
    department: str | None,
) -> None:
    """Write the files, once our own loader has read them without a fault.

    Raises:
        InvalidFileError: If actuals were asked for and there are none; the targets are written.
    """
    import os

    from fulian_kpi.cli.output import modeline, write_text
    from fulian_kpi.codes import Code
    from fulian_kpi.diagnostic import Diagnostic, InvalidFileError, Position
    from fulian_kpi.document.actuals_yaml import actuals_text
    from fulian_kpi.document.block import Remark
    from fulian_kpi.document.targets_yaml import targets_text

    name = department or draft.head.department
    if name is None:
        notice(f"{document}: 文档里没有部门名称，写作“{UNNAMED}”；请用 --department 指明")
    source = Path(document).name
    text = targets_text(draft, year=year, department=name or UNNAMED, source=source)
    answers = None
    if actuals is not None and draft.is_evaluation:
        relative = os.path.relpath(output, actuals.parent).replace(os.sep, "/")
        answers, unread = actuals_text(draft, targets=relative, source=source)
        doubts = [
            Remark(
                spot.place,
                f"{spot.name}：实际值“{spot.actual}”"
                f"{'不能直接采用' if spot.applies else '没有说明原因'}，留空并抄在注释里",
            )
            for spot in (each.indicator for each in unread)
        ]
        complain(_diagnostics(document, doubts, Code.DOUBTFUL_ROW, "存疑"))
    try:
        _check(text, answers)
    except InvalidFileError as error:
        # What the document says cannot be used; the file in which that was found is gone.
        faults = [
            each._replace(position=Position(document), source_line="") for each in error.diagnostics
        ]
        raise InvalidFileError(faults) from error
    write_text(output, modeline(output, "targets") + text)
    if actuals is not None and answers is not None:
        write_text(actuals, modeline(actuals, "actuals") + answers)
    _summarize(draft, output, actuals if answers is not None else None)
    if actuals is not None and answers is None:
        message = f"这张表没有实际完成值一栏：写了目标文件，没有写 {actuals}"
        raise InvalidFileError([Diagnostic(Position(document), Code.NOTHING_FOUND, message)])


def _check(text: str, answers: str | None) -> None:
    """Read back what is about to be written, so that nothing is written that we cannot use."""
    from tempfile import TemporaryDirectory

    from fulian_kpi.loading import read_actuals, read_targets

    with TemporaryDirectory() as folder:
        targets = Path(folder, "targets.yaml")
        targets.write_text(text, encoding="utf-8")
        read_targets(str(targets))
        if answers is not None:
            written = Path(folder, "actuals.yaml")
            written.write_text(answers, encoding="utf-8")
            read_actuals(str(written), str(targets))


def _summarize(draft: "Draft", output: Path, actuals: Path | None) -> None:
    from fulian_kpi.document.weights import weights_of

    problem = weights_of(draft).problem
    if problem:
        notice(f"{problem}，抄在各行的注释里")
    words = sum(each.target.startswith("定性") for each in draft.indicators)
    typer.echo(
        f"{output}：读出 {len(draft.indicators)} 项指标（其中定性 {words} 项），"
        f"存疑 {draft.questioned} 项，略去 {len(draft.left_out)} 处"
        + (f"，另有 {draft.overall} 处存疑不属于某一项" if draft.overall else "")
    )
    if actuals is not None:
        filled = sum(bool(each.actual) for each in draft.indicators)
        typer.echo(f"{actuals}：实际完成值 {filled} 项")
