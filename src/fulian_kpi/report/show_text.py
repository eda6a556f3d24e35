"""The targets as the report of a terminal, task by task."""

from collections.abc import Iterable
from typing import Final

from rich import box
from rich.table import Table

from fulian_kpi.checked import Indicator, Targets
from fulian_kpi.meaning import meaning
from fulian_kpi.phrases import NO_TASK, money, task_title
from fulian_kpi.report.paper import Paper, styled

WIDE: Final = 100
"""Cells from which there is room for 服务对象满意度指标 on one line."""


def write_show_text(targets: Targets, indicators: Iterable[Indicator], paper: Paper) -> None:
    """Write the head of the table, then `indicators` by task, with what each target means."""
    console = paper.console()
    head = targets.head
    console.print(styled(f"{head.subject} {head.year} 年度绩效目标", "bold"), justify="center")
    if head.budget:
        parts = [f"资金总额 {money(head.budget.total)} 万元"]
        if head.budget.fiscal is not None:
            parts.append(f"财政拨款 {money(head.budget.fiscal)}")
        if head.budget.other is not None:
            parts.append(f"其他资金 {money(head.budget.other)}")
        console.print(styled("，".join(parts), "dim"), justify="center")
    members = list(indicators)
    titles = {task.id: f"{task_title(task.id)}  {task.name}" for task in head.tasks}
    contents = {task.id: task.content for task in head.tasks}
    for number in (*titles, None):
        rows = [each for each in members if each.task == number]
        if not rows:
            continue
        console.print()
        title = NO_TASK if number is None else titles[number]
        console.print(styled(f"{title}（{len(rows)} 项）", "bold"))
        content = None if number is None else contents[number]
        if content:
            console.print(styled(content, "dim"))
        console.print(_table(rows, wide=paper.width >= WIDE))


def _table(rows: Iterable[Indicator], *, wide: bool) -> Table:
    table = Table(box=box.SIMPLE_HEAD, expand=True, padding=(0, 1), show_edge=False)
    table.add_column("类别", width=18 if wide else 12, overflow="fold")
    table.add_column("指标", ratio=3, overflow="fold")
    table.add_column("目标", max_width=20, overflow="fold")
    table.add_column("含义", ratio=4, overflow="fold")
    for each in rows:
        texts = (each.level2, each.name, each.target.text, meaning(each.target.rule))
        table.add_row(*map(styled, texts))
    return table
