"""The verdicts as the report of a terminal."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import groupby
from typing import Final

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from fulian_kpi.diagnostic import cells
from fulian_kpi.judgement import Verdict
from fulian_kpi.phrases import (
    GLYPHS,
    NO_TASK,
    actual_text,
    facts,
    money,
    percent,
    task_title,
)
from fulian_kpi.quantity import plain
from fulian_kpi.report.check_plain import summary_line
from fulian_kpi.report.open_points import losses, open_points, origin_text, score_text
from fulian_kpi.report.paper import Paper, styled
from fulian_kpi.row import Row, counted
from fulian_kpi.score import Score, adjusted_budget
from fulian_kpi.scorecard import Scorecard

WIDE: Final = 100
"""Cells from which there is room for a bar beside each percentage."""

BAR: Final = 10

NARROWEST_NAME: Final = 16
"""Cells that the name of an indicator keeps, however long targets and actuals are."""

MOST_STEPS: Final = 5
"""Rows that are named on the way to the next grade; a low score has dozens, all listed above."""

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
    print_check(card, paper.console())


def print_check(card: Scorecard, console: Console) -> None:
    """Print the whole report on a console of rich's, as wide as that is."""
    head = card.targets.head
    title = f"{head.subject} {head.year} 年度绩效目标完成情况"
    console.print(styled(title, "bold"), justify="center")
    for line in _sources(card):
        console.print(styled(line, "dim"), justify="center")
    console.print()
    _print_indicators(card, console)
    console.print(_task_table(card))
    console.print()
    _print_open_points(card, console)
    for number, score in enumerate(card.scores):
        _print_score(score, number, card, console)
    console.print(styled(summary_line(card), "bold green" if card.passed else "bold red"))


def _sources(card: Scorecard) -> Iterator[str]:
    yield f"目标 {card.targets.source.path}    实际 {card.actuals.source.path}"
    spent = card.actuals.budget
    if spent is None:
        yield "没有填写预算执行数"
        return
    whole = adjusted_budget(card.targets, card.actuals)
    if whole:
        rate = percent(Fraction(spent.executed) / Fraction(whole))
        yield f"预算执行 {money(spent.executed)} / {money(whole)} 万元，执行率 {rate}"


def _print_indicators(card: Scorecard, console: Console) -> None:
    """Print a table for each pair of levels, all with the same columns, the first with a header."""
    wide = console.width >= WIDE
    longest = _longest(console.width, len(card.scores), wide=wide)
    target = _widest([row.indicator.target.text for row in card.rows], longest)
    actual = _widest([actual_text(row) for row in card.rows], longest)
    for number, ((level1, level2), group) in enumerate(groupby(card.rows, key=_levels)):
        members = tuple(group)
        table = _indicator_table(card, target, actual, wide=wide)
        if number == 0:
            console.print(table)
        table.show_header = False
        for row in members:
            table.add_row(*_cells(row, wide=wide))
        passed = sum(row.passed for row in members)
        console.print(styled(f"{level1} · {level2}（{passed}/{len(members)}）", "bold"))
        console.print(table)
        console.print()


def _longest(width: int, scores: int, *, wide: bool) -> int:
    """Return how wide targets and actuals may be, so that the names keep their room."""
    points = (6 + 7 * scores) if wide else 10 * scores
    fixed = 4 + (BAR + 8 if wide else 7) + points + 10
    dividers = 6 + wide + scores
    room = width - fixed - dividers - NARROWEST_NAME
    return max(6, min(24 if wide else 12, room // 2))


def _widest(texts: Iterable[str], longest: int) -> int:
    return min(max(map(cells, texts)), longest)


def _indicator_table(card: Scorecard, target: int, actual: int, *, wide: bool) -> Table:
    """Return the empty table; a narrow one has points and weight in one column, and no bars.

    One blank between the columns is the box's: rich would wrap every cell to pad it.
    """
    table = Table(box=box.SIMPLE_HEAD, expand=True, padding=0, show_edge=False)
    table.add_column("任务", width=4, justify="center")
    table.add_column("指标", ratio=1, overflow="fold")
    table.add_column("目标", width=target + wide, overflow="fold")
    table.add_column("实际", width=actual + wide, overflow="fold")
    table.add_column("完成率", width=BAR + 8 if wide else 7, justify="right")
    if wide:
        table.add_column("分值", width=6, justify="right")
    for number, _ in enumerate(card.scores, start=1):
        heading = "得分" if len(card.scores) == 1 else f"得分{number}"
        table.add_column(heading, width=7 if wide else 10, justify="right", overflow="fold")
    table.add_column("结论", width=10, overflow="fold")
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
    if wide:
        first = row.points[0]
        yield styled("" if first is None else plain(first.weight))
    differ = "≠" if row.differs else ""
    for each in row.points:
        of_weight = "" if wide or each is None else f"/{plain(each.weight)}"
        yield styled("—" if each is None else f"{differ}{each.points}{of_weight}")
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
    names = {task.id: f"{task_title(task.id)}：{task.name}" for task in card.targets.head.tasks}
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


def _print_score(score: Score, number: int, card: Scorecard, console: Console) -> None:
    """Print the total, the grade, why points were lost, and what would reach the next grade."""
    index = f"{number + 1}：" if len(card.scores) > 1 else ""
    console.print(styled(f"{index}{score_text(score)}", "bold"))
    console.print(styled(f"  {score.policy.name}，{origin_text(score, card)}", "dim"))
    execution = score.execution
    if execution is not None:
        earned = execution.points
        share = f"得 {earned.points} / {plain(earned.weight)} 分"
        console.print(styled(f"  预算执行率 {percent(execution.rate)}，{share}"))
    for loss in losses(score, number, card):
        name = "预算执行率" if loss.row is None else loss.row.indicator.name
        console.print(_marked(styled(f"-{loss.points}"), styled(f"{name}：{loss.formula}")))
    following = score.next_grade
    if following is not None and following.rows:
        shown, more = following.rows[:MOST_STEPS], len(following.rows) - MOST_STEPS
        rest = f"，先从失分最多的 {MOST_STEPS} 项做起，另有 {more} 项" if more > 0 else ""
        console.print(styled(f"→ 再得 {following.missing} 分为“{following.grade}”{rest}："))
        for row, points in shown:
            console.print(_marked(styled(f"+{points}"), styled(row.indicator.name)))
    console.print()


def _marked(mark: Text, text: Text) -> Table:
    """Return a line whose text hangs behind its mark."""
    line = Table.grid(padding=(0, 1))
    line.add_column(width=max(2, mark.cell_len), justify="right")
    line.add_column(overflow="fold")
    line.add_row(mark, text)
    return line


def _print_open_points(card: Scorecard, console: Console) -> None:
    """Print what still has to be reported or explained, then the explanations that were given."""
    for section in open_points(card):
        console.print(styled(f"{section.title}（{len(section.rows)}）", "bold"))
        for row in section.rows:
            console.print(_open_point(row))
        console.print()


def _open_point(row: Row) -> Table:
    indicator = row.indicator
    text = styled(f"{indicator.name}（{indicator.id}）：{facts(row)}")
    if row.report.reason:
        text.append("\n").append_text(styled(f"原因：{row.report.reason}", "dim"))
    return _marked(styled(GLYPHS[row.verdict], STYLES[row.verdict]), text)
