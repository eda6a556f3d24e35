"""The content of the official self-evaluation form (绩效自评表), whatever it is printed with."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Final

from fulian_kpi.judgement import Verdict
from fulian_kpi.phrases import actual_text, passed_on, task_title
from fulian_kpi.quantity import plain
from fulian_kpi.row import Row
from fulian_kpi.score import Score
from fulian_kpi.scorecard import Scorecard
from fulian_kpi.weighting import Origin

COLUMNS: Final = (
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因分析及改进措施",
)
"""Headers of the indicator block, as the national form prints them."""

FUND_COLUMNS: Final = (
    "年初预算数",
    "全年预算数（A）",
    "全年执行数（B）",
    "分值",
    "执行率（B/A）",
    "得分",
)
"""Headers of the fund block; amounts in 万元."""

SIGNATURES: Final = ("填报人", "单位负责人", "财务负责人", "填报日期")
"""What is left blank below the form, to be signed."""


@dataclass(frozen=True, slots=True)
class FundRow:
    """A line of the fund block; None is a blank cell."""

    label: str
    initial: Decimal | None
    adjusted: Decimal | None = None
    executed: Decimal | None = None
    weight: Decimal | None = None
    rate: Fraction | None = None
    points: Decimal | None = None


@dataclass(frozen=True, slots=True)
class FormRow:
    """A line of the indicator block; `row` has what the form itself does not show."""

    level1: str
    level2: str
    name: str
    target: str
    actual: str
    weight: Decimal | None
    points: Decimal | None
    reason: str
    row: Row


@dataclass(frozen=True, slots=True)
class Form:
    """A filled self-evaluation form under the first policy of its scorecard.

    `fund_reason` says why less was spent than planned: None where the form need not ask, empty
    where it asks and has no answer.
    """

    title: str
    department: str
    project: str | None
    implementer: str | None
    year: int
    funds: tuple[FundRow, ...]
    fund_reason: str | None
    goal: str
    rows: tuple[FormRow, ...]
    score: Score
    note: str


def form_of(card: Scorecard) -> Form:
    """Return the form of a finished scorecard."""
    head = card.targets.head
    kind = "部门整体支出" if head.tasks and not head.project else "项目支出"
    score = card.scores[0]
    return Form(
        title=f"{head.subject}{head.year}年{kind}绩效自评表",
        department=head.department,
        project=head.project,
        implementer=head.implementer,
        year=head.year,
        funds=tuple(_funds(card)),
        fund_reason=_fund_reason(card),
        goal=head.goal or "",
        rows=tuple(_form_row(row) for row in card.rows),
        score=score,
        note=_note(card),
    )


def spans(rows: Iterable[FormRow], key: Callable[[FormRow], object]) -> Iterator[tuple[int, int]]:
    """Yield first and last index of each run of rows with the same `key`, for merged cells."""
    start = 0
    for _, run in groupby(rows, key=key):
        length = sum(1 for _ in run)
        yield start, start + length - 1
        start += length


def _funds(card: Scorecard) -> Iterator[FundRow]:
    budget, score = card.targets.head.budget, card.scores[0]
    execution = score.execution
    yield FundRow(
        "年度资金总额",
        budget.total if budget else None,
        execution.adjusted if execution else None,
        execution.executed if execution else None,
        None if score.grade is None else score.execution_weight,
        execution.rate if execution else None,
        execution.points.points if execution else None,
    )
    yield FundRow("其中：财政拨款", budget.fiscal if budget else None)
    yield FundRow("其他资金", budget.other if budget else None)


def _fund_reason(card: Scorecard) -> str | None:
    spent, score = card.actuals.budget, card.scores[0]
    given = "" if spent is None else spent.reason or ""
    execution = score.execution
    asked = execution is not None and execution.rate < score.policy.execution.reason_below
    return given if given or asked else None


def _form_row(row: Row) -> FormRow:
    indicator, points = row.indicator, row.points[0]
    prefix = "" if indicator.task is None else f"{task_title(indicator.task)}："
    blank = row.verdict is Verdict.UNREPORTED
    return FormRow(
        level1=indicator.level1,
        level2=indicator.level2,
        name=f"{prefix}{indicator.name}",
        target=indicator.target.text,
        actual="" if blank else actual_text(row),
        weight=None if points is None else points.weight,
        points=None if points is None else points.points,
        reason=row.report.reason or "",
        row=row,
    )


def _note(card: Scorecard) -> str:
    """Return which policy scored the form, whose weights those are, and what is missing."""
    score = card.scores[0]
    origin = (
        "各项分值为目标文件所声明"
        if score.origin is Origin.DECLARED
        else "目标文件没有声明分值，各项分值为按评分办法平均分配的建议分值"
    )
    funds = ""
    if score.lacks_execution:
        funds = f"没有填写预算执行数，预算执行率 {plain(score.execution_weight)} 分不得分。"
    return (
        f"评分办法：{score.policy.title}（{score.policy.name}）。{origin}{passed_on(card)}。{funds}"
    )
