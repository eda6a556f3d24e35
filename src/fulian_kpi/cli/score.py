"""``kpi score``: judge and score a table of the indicators of many units."""

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from fulian_kpi.cli.exit_code import Exit
from fulian_kpi.cli.terminal import complain, notice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from fulian_kpi.policy import Policy
    from fulian_kpi.table.sql.dialect import Dialect

SUFFIXES: Final = (".csv", ".parquet")
SOURCE: Final = "indicators"
"""The table in another database, with the columns of the Parquet file."""

MOST_PROBLEMS: Final = 20
"""Problems that are shown one by one; the others are counted."""


def score(
    table: Annotated[
        str, typer.Argument(help="每行一项指标的表，.csv 或 .parquet（需要安装 bulk）。")
    ],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="逐行的结论和得分，与表同一格式。")
    ] = None,
    units: Annotated[
        Path | None, typer.Option("--units", help="各单位的合计和等级，与表同一格式。")
    ] = None,
    columns: Annotated[
        str | None,
        typer.Option("--columns", help="列名与通常不同时：unit=填报单位,target=年度目标。"),
    ] = None,
    policy: Annotated[
        str | None, typer.Option("--policy", help="评分办法的名称或 .yaml 文件。")
    ] = None,
    sql: Annotated[
        bool, typer.Option("--sql", help="不评判，打印在别的数据库里评判的语句（.parquet）。")
    ] = False,
    dialect: Annotated[
        str, typer.Option("--dialect", help="语句给哪种数据库：duckdb 或 spark。")
    ] = "duckdb",
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的输出文件。")] = False,
) -> None:
    """评判多个单位的指标总表：每行的结论和得分，各单位的合计和等级。"""
    from fulian_kpi.cli.output import check_outputs
    from fulian_kpi.diagnostic import InvalidFileError
    from fulian_kpi.policy_file import DEFAULT_POLICY, load_policy

    suffix = Path(table).suffix.lower()
    if suffix not in SUFFIXES:
        raise typer.BadParameter(f"表应当是 {'、'.join(SUFFIXES)} 文件", param_hint="TABLE")
    wanted = [each for each in (output, units) if each is not None]
    check_outputs(wanted, {suffix: suffix}, force=force, inputs=[table])
    if output is not None and units is not None and output.resolve() == units.resolve():
        raise typer.BadParameter("--output 和 --units 是同一个文件", param_hint="--units")
    if sql and suffix != ".parquet":
        raise typer.BadParameter("--sql 只用于 .parquet 文件", param_hint="--sql")
    given = _given(columns)
    try:
        chosen = load_policy(policy or DEFAULT_POLICY)
        if sql:
            _print_statements(table, given, chosen, _dialect(dialect))
            return
        judge = _judge_csv if suffix == ".csv" else _judge_parquet
        counts = judge(table, given, chosen, output, units)
    except InvalidFileError as error:
        complain(error.diagnostics)
        raise typer.Exit(Exit.UNJUDGED) from error
    _summarize(counts)
    raise typer.Exit(_exit_code(counts))


def _given(columns: str | None) -> dict[str, str]:
    """Return the columns that ``--columns`` names, by role."""
    from fulian_kpi.table.header import ROLES

    found: dict[str, str] = {}
    for each in (columns or "").split(","):
        role, equals, name = (part.strip() for part in each.partition("="))
        if not columns:
            break
        if role not in ROLES or not equals or not name or role in found:
            message = f"应当写成 {ROLES[0]}=列名,{ROLES[6]}=列名；可以写 {'、'.join(ROLES)}"
            raise typer.BadParameter(message, param_hint="--columns")
        found[role] = name
    return found


def _dialect(name: str) -> "Dialect":
    from fulian_kpi.table.sql.dialect import Dialect

    try:
        return Dialect(name)
    except ValueError as error:
        raise typer.BadParameter("可以是 duckdb 或 spark", param_hint="--dialect") from error


def _judge_csv(
    path: str, given: "Mapping[str, str]", policy: "Policy", output: Path | None, units: Path | None
) -> dict[str, int]:
    """Judge row by row; nothing is kept but the sums of each unit."""
    from fulian_kpi.diagnostic import Diagnostic, Position
    from fulian_kpi.policy import FULL_MARKS
    from fulian_kpi.table.csv_file import CsvTable, row_cells, unit_cells
    from fulian_kpi.table.tally import WORDS, Tally, is_nameless

    table = CsvTable(path, given)
    complain(table.notices)
    tallies: dict[str, Tally] = {}
    homeless = Tally()
    problems = 0
    with _csv_file(output) as write:
        write(table.row_header)
        for cells, number, unit, found in table.lines(policy):
            if unit is None:
                homeless.add(found)
            elif (tally := tallies.get(unit)) is not None:
                tally.add(found)
            else:
                tallies[unit] = Tally()
                tallies[unit].add(found)
            if found.problem is not None:
                problems += 1
                if problems <= MOST_PROBLEMS:
                    complain([Diagnostic(Position(path, number), *found.problem)])
            if output is not None:
                write(row_cells(cells, found, table.called))
        if not tallies and not homeless.rows:
            raise table.empty()
    _count_the_rest(path, problems)
    _say_totals(path, table.totals)
    _say_nameless(path, sum(each.rows for unit, each in tallies.items() if is_nameless(unit)))
    if units is not None:
        heavy = sorted(unit for unit, each in tallies.items() if each.weight > FULL_MARKS)
        _say_overweight(path, len(heavy), next(iter(heavy), ""))
        with _csv_file(units) as write:
            write(table.called.units)
            for unit, tally in sorted(tallies.items()):
                write(unit_cells(unit, tally, policy))
    every = (homeless, *tallies.values())
    return {word: sum(each.counts[word] for each in every) for word in WORDS}


@contextmanager
def _csv_file(path: Path | None) -> "Iterator[Callable[[Sequence[str]], object]]":
    """Yield what writes a row to the file, or nowhere if there is none."""
    import csv

    from fulian_kpi.cli.output import replacing
    from fulian_kpi.report.check_csv import BYTE_ORDER_MARK

    if path is None:
        yield lambda _: None
        return
    with (
        replacing(path) as temporary,
        temporary.open("w", encoding="utf-8", errors="backslashreplace", newline="") as stream,
    ):
        stream.write(BYTE_ORDER_MARK)
        yield csv.writer(stream, lineterminator="\r\n").writerow


def _judge_parquet(
    path: str, given: "Mapping[str, str]", policy: "Policy", output: Path | None, units: Path | None
) -> dict[str, int]:
    from fulian_kpi.cli.output import replacing
    from fulian_kpi.diagnostic import Diagnostic, Position
    from fulian_kpi.table.parquet_file import ParquetTable

    table = ParquetTable(path, given, policy)
    complain(table.notices)
    for each in table.unreadable[:MOST_PROBLEMS]:
        code, message = each.problem
        place = Position(f"{path}: {each.place}".rstrip(": "))
        more = f"（共 {each.rows} 行）" if each.rows > 1 else ""
        complain([Diagnostic(place, code, f"{message}{more}")])
    _count_the_rest(path, len(table.unreadable))
    _say_totals(path, table.totals())
    _say_nameless(path, table.nameless())
    if output is not None:
        with replacing(output) as temporary:
            table.write_rows(temporary)
    if units is not None:
        with replacing(units) as temporary:
            table.write_units(temporary)
            _say_overweight(path, *table.overweight(temporary))
    return table.counts()


def _print_statements(
    path: str, given: "Mapping[str, str]", policy: "Policy", dialect: "Dialect"
) -> None:
    from fulian_kpi.table.parquet_file import ParquetTable

    table = ParquetTable(path, given, policy)
    complain(table.notices)
    for each in table.script(dialect, SOURCE):
        typer.echo(each)


def _say_totals(path: str, rows: int) -> None:
    if rows:
        notice(f"{path}: {rows} 行是合计、总计或小计，不是指标，已跳过")


def _say_nameless(path: str, rows: int) -> None:
    if rows:
        notice(f"{path}: {rows} 行没有单位名称，合在一起，不评等级")


def _say_overweight(path: str, units: int, example: str) -> None:
    """Say that weights do not add up: more than 100 is never right, less may be a part."""
    if units:
        notice(f"{path}: {units} 个单位的分值合计超过 100，例如“{example}”；请核对分值")


def _count_the_rest(path: str, problems: int) -> None:
    if problems > MOST_PROBLEMS:
        notice(f"{path}: 另有 {problems - MOST_PROBLEMS} 处读不懂，没有列出")


def _summarize(counts: "Mapping[str, int]") -> None:
    from fulian_kpi.judgement import Verdict
    from fulian_kpi.table.answer import UNREADABLE
    from fulian_kpi.table.tally import WORDS

    rows = sum(counts[each] for each in WORDS)
    verdicts = "，".join(f"{each.label} {counts[each.value]}" for each in Verdict)
    unreadable = f"，读不懂 {counts[UNREADABLE]}" if counts[UNREADABLE] else ""
    typer.echo(f"共 {rows} 项指标：{verdicts}{unreadable}")


def _exit_code(counts: "Mapping[str, int]") -> Exit:
    from fulian_kpi.judgement import Verdict
    from fulian_kpi.table.answer import UNREADABLE
    from fulian_kpi.table.tally import WORDS

    if counts[UNREADABLE]:
        return Exit.UNJUDGED
    passing = {Verdict.MET.value, Verdict.NOT_APPLICABLE.value}
    failed = any(counts[each] for each in WORDS if each not in passing)
    return Exit.FAILED if failed else Exit.PASSED
