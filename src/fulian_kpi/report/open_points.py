"""What is still to be done after a check, and where points were lost, for any report."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from fulian_kpi.judgement import Verdict
from fulian_kpi.judging import Judged
from fulian_kpi.phrases import no_execution, passed_on
from fulian_kpi.quantity import plain
from fulian_kpi.row import Row
from fulian_kpi.score import Score
from fulian_kpi.scorecard import Scorecard
from fulian_kpi.weighting import Origin

_ORIGINS: Final = {
    Origin.DECLARED: "分值为目标文件所声明",
    Origin.PROPOSED: "目标文件没有声明分值，按评分办法分配",
}


class OpenPoints(NamedTuple):
    """Rows that ask the same thing of whoever fills in the file."""

    title: str
    rows: tuple[Row, ...]


class Loss(NamedTuple):
    """Points that were not earned; `row` is None for budget execution."""

    points: Decimal
    formula: str
    row: Row | None


def open_points(card: Scorecard) -> Iterator[OpenPoints]:
    """Yield what has not been reported, what lacks a reason, and the reasons that were given."""
    explained = [
        row for row in card.rows if row.needs_reason and row.verdict is not Verdict.UNREPORTED
    ]
    sections = (
        ("尚未填报", [row for row in card.rows if row.verdict is Verdict.UNREPORTED]),
        ("需要说明原因", [row for row in explained if row.lacks_reason]),
        ("已说明原因", [row for row in explained if row.report.reason]),
    )
    for title, rows in sections:
        if rows:
            yield OpenPoints(title, tuple(rows))


def losses(score: Score, index: int, card: Scorecard) -> Iterator[Loss]:
    """Yield everything that lost points under the policy at `index`, with the arithmetic."""
    execution = score.execution
    if execution is not None:
        lost = execution.points.weight - execution.points.points
        if lost:
            yield Loss(lost, execution.points.formula, None)
    elif score.lacks_execution:
        yield Loss(score.execution_weight, no_execution(score), None)
    for row in card.rows:
        points = row.points[index]
        if points is not None and points.points < points.weight:
            yield Loss(points.weight - points.points, points.formula, row)


def score_text(score: Score) -> str:
    """Return total and grade: 得分 95.16 / 100，等级 优."""
    grade = f"，等级 {score.grade}" if score.grade else "（部分指标，不评等级）"
    return f"得分 {score.total} / {plain(score.out_of)}{grade}"


def origin_text(score: Score, card: Scorecard) -> str:
    """Return whose weights a score rests on, and whether rows that do not apply changed them."""
    return f"{_ORIGINS[score.origin]}{passed_on(card)}"


def remarks(judged: Judged) -> list[str]:
    """Return the findings that belong to no indicator: about the budget, or the file itself."""
    return [each.message for each in judged.findings if each.indicator is None]
