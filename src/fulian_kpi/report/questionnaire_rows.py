"""The rows of the form to fill in, whatever they are drawn with."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from fulian_kpi.checked import Targets
from fulian_kpi.meaning import examples, meaning
from fulian_kpi.phrases import NO_TASK, money, task_title
from fulian_kpi.questionnaire import Column, Money, Origin, Question
from fulian_kpi.report.questionnaire_colours import (
    Help,
    helping_cells,
    is_percentage,
    rate_places,
)
from fulian_kpi.rule import Deadline, Rule

HOW: Final = (
    "只填写浅黄色的格子，空着为未填报。数字按同一行的计量单位理解："
    "计量单位为万人次时，1.2 就是 1.2万人次。"
    "比率可以写 29/30；不适用的写“不适用”并说明原因；佐证材料每行一份。"
)
"""What stands above the rows, for whoever fills them in."""


class FormRow(NamedTuple):
    """A row of the form: its locked texts, and what its cells hold besides."""

    texts: dict[Column, str]
    note: str
    rule: Rule | None = None
    choices: tuple[str, ...] = ()
    help: tuple[tuple[Help, Decimal | str], ...] = ()


def title_of(targets: Targets, origin: Origin) -> str:
    """Return what the form is called."""
    head = targets.head
    part = "" if origin.task is None else f"（{task_title(origin.task)}）"
    return f"{head.subject}{head.year}年绩效目标实际完成情况填报表{part}"


def rows_of(targets: Targets, asked: Sequence[Question], origin: Origin) -> list[FormRow]:
    """Return the rows: those about the budget first, where all indicators are asked for."""
    return [*(_budget(targets) if origin.task is None else ()), *_rows(targets, asked)]


def _budget(targets: Targets) -> Iterator[FormRow]:
    budget = targets.head.budget
    planned = "" if budget is None else f"年初预算 {money(budget.total)}"
    usual = "没有调整的空着，按年初预算" if budget else "填写后才能计算预算执行率"
    for row, what in (
        (Money.ADJUSTED, usual),
        (Money.EXECUTED, "执行率低于 90% 时说明原因"),
    ):
        texts = {
            Column.TASK: "预算执行",
            Column.NAME: row.label,
            Column.TARGET: planned,
            Column.MEANING: what,
            Column.UNIT: "万元",
            Column.ID: row,
        }
        yield FormRow(texts, f"计量单位：万元\n{what}")


def _rows(targets: Targets, asked: Sequence[Question]) -> Iterator[FormRow]:
    titles = {each.id: f"{task_title(each.id)}：{each.name}" for each in targets.head.tasks}
    for indicator, unit, choices in asked:
        rule = indicator.rule
        meant = meaning(rule)
        texts = {
            Column.TASK: titles.get(indicator.task or 0, NO_TASK),
            Column.LEVEL1: indicator.level1,
            Column.LEVEL2: indicator.level2,
            Column.NAME: indicator.name,
            Column.TARGET: indicator.target.text,
            Column.MEANING: meant,
            Column.UNIT: unit,
            Column.ID: indicator.id,
        }
        around = "；".join(
            f"{text} {'达成' if met else '没有达成'}" for text, met in examples(rule)
        )
        note = f"计量单位：{unit or '没有写'}\n{meant}\n{around}"
        yield FormRow(texts, note, rule, choices, tuple(helping_cells(indicator)))


def number_format(rule: Rule | None) -> str:
    """Return how an answer is shown; None is an amount of money."""
    if rule is None:
        return "0.00"
    if isinstance(rule, Deadline):
        return "yyyy-mm-dd"
    if is_percentage(rule):
        return f"0.{'0' * rate_places(rule)}%"
    return "General"
