"""The arithmetic of every row as lines of values: what a reviewer needs to redo the score."""

from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Final, TypeAlias

from fulian_kpi.judgement import Verdict
from fulian_kpi.meaning import meaning
from fulian_kpi.phrases import actual_text, gap_phrase, money, no_execution, task_title
from fulian_kpi.points import Points
from fulian_kpi.policy import EXECUTION
from fulian_kpi.row import Row
from fulian_kpi.score import Score
from fulian_kpi.scorecard import Scorecard

ID: Final = "编号"
TARGET: Final = "年度指标值"
ACTUAL: Final = "实际完成值"
COMPLETION: Final = "完成率"
REASON: Final = "偏差原因分析及改进措施"


class Mark(Enum):
    """What is said of a row beside its verdict."""

    DIFFERENT = "≠"
    """The policies give it different points."""


Value: TypeAlias = str | Decimal | Fraction | Verdict | Mark
"""What a cell holds: text, points, a share, a verdict, or a mark."""

Line: TypeAlias = dict[str, Value]
"""What a line says in each column, by the column's heading."""


def columns_of(card: Scorecard) -> Iterator[tuple[str, int]]:
    """Yield the heading of each column and its width in halves of a 汉字."""
    yield from ((ID, 16), ("任务", 8), ("三级指标", 34), ("一级指标", 11), ("二级指标", 19))
    yield from ((TARGET, 14), ("规范写法", 14), ("含义", 30))
    yield from ((ACTUAL, 14), (COMPLETION, 9), ("结论", 12), ("差距", 18))
    if len(card.scores) > 1:
        yield "差异", 6
    for index, _ in enumerate(card.scores):
        weight, points, formula = _headings(card, index)
        yield from ((weight, 9), (points, 9), (formula, 38))
    yield from ((REASON, 40), ("佐证材料", 34))


def _headings(card: Scorecard, index: int) -> tuple[str, str, str]:
    """Return the headings of what one policy gives; with a number and its name, if not the only."""
    several = len(card.scores) > 1
    number = str(index + 1) if several else ""
    name = f"\n{card.scores[index].policy.name}" if several else ""
    return f"分值{number}", f"得分{number}", f"计分算式{number}{name}"


def indicator_line(row: Row, card: Scorecard) -> Line:
    """Return what the sheet says of one indicator."""
    indicator = row.indicator
    line: dict[str, Value] = {
        ID: indicator.id,
        "任务": "" if indicator.task is None else task_title(indicator.task),
        "三级指标": indicator.name,
        "一级指标": indicator.level1,
        "二级指标": indicator.level2,
        TARGET: indicator.target.text,
        "规范写法": str(indicator.rule),
        "含义": meaning(indicator.rule),
        ACTUAL: actual_text(row),
        COMPLETION: "" if row.completion is None else row.completion,
        "结论": row.verdict,
        "差距": gap_phrase(row),
        "差异": Mark.DIFFERENT if row.differs else "",
        REASON: _reason(row),
        "佐证材料": "\n".join(row.report.evidence),
    }
    for index, points in enumerate(row.points):
        line |= _scored(card, index, points, "不适用，不计分")
    return line


def _reason(row: Row) -> str:
    """Return the reason that was given, or that one is wanted."""
    if row.lacks_reason and row.verdict is not Verdict.UNREPORTED:
        return "须说明原因，尚未填写"
    return row.report.reason or ""


def execution_line(card: Scorecard) -> Line:
    """Return the line of budget execution: the budget is its target, in 万元."""
    line: dict[str, Value] = {ID: EXECUTION}
    spent, first = card.actuals.budget, card.scores[0].execution
    if first is not None:
        line[TARGET] = f"{money(first.adjusted)}万元"
        line[ACTUAL] = f"{money(first.executed)}万元"
        line[COMPLETION] = first.rate
    if spent is not None and spent.reason:
        line[REASON] = spent.reason
    for index, score in enumerate(card.scores):
        line |= _scored(card, index, _execution_points(score), "不计分")
    return line


def _execution_points(score: Score) -> Points | None:
    """Return the points of budget execution, none of them where nobody has reported any."""
    if score.execution is not None:
        return score.execution.points
    if not score.lacks_execution:
        return None
    return Points(score.execution_weight, Decimal(0), no_execution(score))


def _scored(card: Scorecard, index: int, points: Points | None, otherwise: str) -> Line:
    """Return what one policy gives, or why it gives nothing."""
    weight, earned, formula = _headings(card, index)
    if points is None:
        return {formula: otherwise}
    return {weight: points.weight, earned: points.points, formula: points.formula}


def total_line(card: Scorecard) -> Line:
    """Return the line of the totals, with the grades."""
    line: dict[str, Value] = {ID: "总分"}
    for index, score in enumerate(card.scores):
        weight, points, formula = _headings(card, index)
        line |= {weight: score.out_of, points: score.total, formula: _outcome(score)}
    return line


def _outcome(score: Score) -> str:
    """Return the grade of a score, and the shortest way to the next one."""
    if score.grade is None:
        return "部分指标，不评等级"
    following = score.next_grade
    if following is None or not following.rows:
        return f"评价等级：{score.grade}"
    names = "、".join(f"{row.indicator.name}（+{points}）" for row, points in following.rows)
    return f"评价等级：{score.grade}；再得 {following.missing} 分为“{following.grade}”：{names}"


def amounts_of(card: Scorecard) -> Iterator[Decimal]:
    """Yield everything that is shown as points."""
    for score in card.scores:
        yield score.total
        yield score.out_of
    for row in card.rows:
        for points in row.points:
            if points is not None:
                yield points.weight
                yield points.points
