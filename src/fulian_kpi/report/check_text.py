"""The verdicts as the report of a terminal."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import groupby
from typing import Final

from rich import box
from rich.table import Table
from rich.text import Text

from fulian_kpi.judgement import Verdict
from fulian_kpi.report.check_plain import summary_line
from fulian_kpi.report.paper import Paper, styled
from fulian_kpi.report.phrases import (
    GLYPHS,
    NO_TASK,
    actual_text,
    gap_phrase,
    money,
    percent,
    task_title,
)
from fulian_kpi.scorecard import Row, Scorecard, counted

WIDE: Final = 100
"""Cells from which there is room for a bar beside each percentage."""

BAR: Final = 10

STYLES: Final = {
    Verdict.MET: "green",
    Verdict.EXCEEDED: "cyan",
    Verdict.PARTIAL: "yellow",
    Verdict.MISSED: "bold red",
    Verdict.UNREPORTED: "magenta",
    Verdict.NOT_APPLICABLE: "dim",
}


def write_check_text(card: Scorecard, paper: Paper) -> None:
    """Write the whole report: head, indicators by level, tasks, what is still to be done."""
    console = paper.console()
    head = card.targets.head
    title = f"{head.department} {head.year} 年度绩效目标完成情况"
    console.print(styled(title, "bold"), justify="center")
    for line in _sources(card):
        console.print(styled(line, "dim"), justify="center")
    console.print()
    console.print(_indicator_table(card.rows, wide=paper.width >= WIDE))
    console.print()
    console.print(_task_table(card))
    console.print()
    _print_open_points(card, paper)
    console.print(styled(summary_line(card), "bold green" if card.passed else "bold red"))


def _sources(card: Scorecard) -> Iterator[str]:
    yield f"目标 {card.targets.source.path}    实际 {card.actuals.source.path}"
    spent, head = card.actuals.budget, card.targets.head
    if spent is None:
        yield "没有填写预算执行数"
        return
    whole = spent.adjusted if spent.adjusted is not None else head.budget and head.budget.total
    if whole:
        rate = percent(Fraction(spent.executed) / Fraction(whole))
        yield f"预算执行 {money(spent.executed)} / {money(whole)} 万元，执行率 {rate}"


def _indicator_table(rows: Iterable[Row], *, wide: bool) -> Table:
    table = Table(box=box.SIMPLE_HEAD, expand=True, padding=(0, 1), show_edge=False)
    table.add_column("任务", width=4, justify="center")
    table.add_column("指标", ratio=1, overflow="fold")
    table.add_column("目标", max_width=24 if wide else 12, overflow="fold")
    table.add_column("实际", max_width=24 if wide else 12, overflow="fold")
    table.add_column("完成率", width=19 if wide else 7, justify="right")
    table.add_column("结论", width=10, overflow="fold")
    for (level1, level2), group in groupby(rows, key=_levels):
        members = tuple(group)
        passed = sum(row.passed for row in members)
        heading = f"{level1} · {level2}（{passed}/{len(members)}）"
        table.add_row("", styled(heading, "bold"))
        for row in members:
            table.add_row(*_cells(row, wide=wide))
        table.add_section()
    return table


def _levels(row: Row) -> tuple[str, str]:
    return row.indicator.level1, row.indicator.level2


def _cells(row: Row, *, wide: bool) -> Iterator[Text]:
    indicator, style = row.indicator, STYLES[row.verdict]
    yield styled("" if indicator.task is None else str(indicator.task))
    yield styled(indicator.name)
    yield styled(indicator.target.text)
    yield styled(actual_text(row), "" if row.report.actual else "dim")
    bar = f"{_bar(row.completion)} " if wide and row.completion is not None else ""
    yield styled(f"{bar}{percent(row.completion):>7}", style)
    yield styled(f"{GLYPHS[row.verdict]} {row.verdict.label}", style)


def _bar(share: Fraction | None) -> str:
    """Return a bar that can be read without colour: heavy for what is done, light for the rest."""
    done = 0 if share is None else min(BAR, int(share * BAR))
    return "━" * done + "─" * (BAR - done)


def _task_table(card: Scorecard) -> Table:
    table = Table(box=box.SIMPLE_HEAD, expand=True, padding=(0, 1), show_edge=False)
    table.add_column("任务", ratio=1, overflow="fold")
    shown = [verdict for verdict, count in card.counts.items() if count or verdict is Verdict.MET]
    for heading in ("指标", *(verdict.label for verdict in shown)):
        table.add_column(heading, justify="right", no_wrap=True)
    names = {task.id: f"{task_title(task.id)} {task.name}" for task in card.targets.head.tasks}
    for number in (*names, None):
        rows = [row for row in card.rows if row.indicator.task == number]
        if rows:
            table.add_row(
                styled(NO_TASK if number is None else names[number]), *_counts(rows, shown)
            )
    table.add_section()
    table.add_row(Text("合计", style="bold"), *_counts(card.rows, shown))
    return table


def _counts(rows: Iterable[Row], shown: Iterable[Verdict]) -> Iterator[Text]:
    members = list(rows)
    counts = counted(members)
    yield Text(str(len(members)))
    for verdict in shown:
        yield Text(str(counts[verdict]), style=STYLES[verdict] if counts[verdict] else "dim")


def _print_open_points(card: Scorecard, paper: Paper) -> None:
    """Print what still has to be reported or explained, then the explanations that were given."""
    sections = (
        ("尚未填报", [row for row in card.rows if row.verdict is Verdict.UNREPORTED]),
        ("需要说明原因", [row for row in _explained(card) if row.lacks_reason]),
        ("已说明原因", [row for row in _explained(card) if row.report.reason]),
    )
    console = paper.console()
    for title, rows in sections:
        if not rows:
            continue
        console.print(styled(f"{title}（{len(rows)}）", "bold"))
        for row in rows:
            console.print(_open_point(row))
        console.print()


def _explained(card: Scorecard) -> list[Row]:
    return [row for row in card.rows if row.verdict is not Verdict.UNREPORTED and row.needs_reason]


def _open_point(row: Row) -> Table:
    line = Table.grid(padding=(0, 1))
    line.add_column(width=2, justify="right")
    line.add_column(overflow="fold")
    indicator = row.indicator
    facts = [f"目标 {indicator.target.text}"]
    if row.verdict is not Verdict.UNREPORTED:
        facts.append(f"实际 {actual_text(row)}")
        facts += filter(None, [gap_phrase(row)])
    if row.verdict is Verdict.MET:
        facts.append(f"达到目标的 {percent(row.completion)}，目标可能偏低")
    text = styled(f"{indicator.name}（{indicator.id}）：{'，'.join(facts)}")
    if row.report.reason:
        text.append("\n").append_text(styled(f"原因：{row.report.reason}", "dim"))
    line.add_row(styled(GLYPHS[row.verdict], STYLES[row.verdict]), text)
    return line
