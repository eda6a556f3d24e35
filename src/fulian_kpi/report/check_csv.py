"""The scored table as csv: for Excel and WPS, and for whoever computes with it."""

import csv
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from fulian_kpi.diagnostic import visible
from fulian_kpi.judging import Judged
from fulian_kpi.phrases import gap_phrase, no_execution, task_title
from fulian_kpi.points import Points
from fulian_kpi.policy import EXECUTION
from fulian_kpi.quantity import plain, rounded
from fulian_kpi.report.check_units import Overview
from fulian_kpi.report.paper import Paper
from fulian_kpi.row import Row
from fulian_kpi.score import Score
from fulian_kpi.scorecard import Scorecard
from fulian_kpi.spreadsheet_text import guard

BYTE_ORDER_MARK: Final = "\ufeff"
"""Without it Excel takes UTF-8 for GBK and shows mojibake."""

BEFORE_SCORES: Final = (
    "部门",
    "年度",
    "编号",
    "任务",
    "一级指标",
    "二级指标",
    "三级指标",
    "指标值",
    "实际完成值",
    "完成率",
    "结论",
    "差额",
)
SCORES: Final = ("分值", "得分", "计算")
AFTER_SCORES: Final = ("原因",)

_TOTAL: Final = "合计"

_LINE_BREAKS: Final = "\t\r\n"
"""Control characters that stay: inside quotes they are text to every reader of csv."""


def write_check_csv(judged: Sequence[Judged], paper: Paper, units: Overview | None = None) -> None:
    """Write a row an indicator, then budget execution and the total, for each scorecard.

    A file that could not be judged has a total that says so and why: the totals alone are all
    units.

    Each policy has its columns of points; its name stands in their headers where there are several.
    """
    paper.stream.write(BYTE_ORDER_MARK)
    writer = csv.writer(paper.stream, lineterminator="\r\n")
    header = _header(judged[0].card.scores if judged else ())
    writer.writerow(header)
    for each in judged:
        for line in _lines(each.card):
            writer.writerow([_cell(text) for text in line])
    for file in units.unjudged if units else ():
        total = {"部门": file.path, "一级指标": _TOTAL, "结论": "不能评判", "原因": file.why}
        writer.writerow([_cell(total.get(column, "")) for column in header])


def _header(scores: Sequence[Score]) -> list[str]:
    names = [f"（{score.policy.name}）" for score in scores] if len(scores) > 1 else [""]
    each_score = [f"{column}{name}" for name in names for column in SCORES]
    return [*BEFORE_SCORES, *each_score, *AFTER_SCORES]


def _lines(card: Scorecard) -> Iterator[list[str]]:
    head = [card.targets.head.subject, str(card.targets.head.year)]
    for row in card.rows:
        yield [*head, *_row(row)]
    if card.scores[0].execution is not None or card.scores[0].lacks_execution:
        yield [*head, *_execution(card)]
    yield [*head, *_total(card)]


def _row(row: Row) -> Iterator[str]:
    indicator = row.indicator
    yield indicator.id
    yield "" if indicator.task is None else task_title(indicator.task)
    yield indicator.level1
    yield indicator.level2
    yield indicator.name
    yield indicator.target.text
    yield row.report.text or ""
    yield _percent(row.completion)
    yield row.verdict.label
    yield gap_phrase(row)
    for points in row.points:
        yield from ("", "", "") if points is None else _points(points)
    yield row.report.reason or ""


def _execution(card: Scorecard) -> Iterator[str]:
    """Yield the row of the budget: planned, spent, rate, and the points for it."""
    spent, first = card.actuals.budget, card.scores[0].execution
    yield from ("", "", EXECUTION, "", "")
    yield "" if first is None else f"{first.adjusted}万元"
    yield "" if first is None else f"{first.executed}万元"
    yield _percent(None if first is None else first.rate)
    yield from ("", "")
    for score in card.scores:
        if score.execution is None:
            nothing = rounded(Fraction(0), score.policy.places)
            yield from (plain(score.execution_weight), str(nothing), no_execution(score))
        else:
            yield from _points(score.execution.points)
    yield "" if spent is None else spent.reason or ""


def _total(card: Scorecard) -> Iterator[str]:
    yield from ("", "", _TOTAL, "", "", f"{len(card.rows)}项")
    yield "，".join(f"{each.label} {count}" for each, count in card.counts.items() if count)
    yield ""
    yield "通过" if card.passed else "未通过"
    yield ""
    for score in card.scores:
        grade = f"等级 {score.grade}" if score.grade else ""
        yield from (plain(score.out_of), str(score.total), grade)
    yield ""


def _points(points: Points) -> tuple[str, str, str]:
    return plain(points.weight), str(points.points), points.formula


def _percent(share: Fraction | None) -> str:
    return "" if share is None else f"{rounded(share * 100, 2)}%"


def _cell(text: str) -> str:
    """Return `text` so that no spreadsheet runs it and no terminal acts on it."""
    guarded = guard(text)
    if guarded.isprintable():
        return guarded
    return "".join(each if each in _LINE_BREAKS else visible(each) for each in guarded)
