"""The report as GitHub markdown: for the summary of a CI job, or a comment on a merge request."""

from collections.abc import Iterator, Sequence

from fulian_kpi.judgement import Verdict
from fulian_kpi.judging import Judged
from fulian_kpi.phrases import GLYPHS, actual_text, facts, money, percent
from fulian_kpi.policy import EXECUTION
from fulian_kpi.quantity import plain
from fulian_kpi.report.check_units import Overview
from fulian_kpi.report.markdown_text import literal
from fulian_kpi.report.open_points import (
    Loss,
    OpenPoints,
    losses,
    open_points,
    origin_text,
    remarks,
    score_text,
)
from fulian_kpi.report.paper import Paper
from fulian_kpi.row import Row
from fulian_kpi.score import Score
from fulian_kpi.scorecard import Scorecard


def write_check_markdown(
    judged: Sequence[Judged], paper: Paper, units: Overview | None = None
) -> None:
    """Write all units, then a heading, outcome, score, table and open points for each scorecard."""
    if units:
        paper.stream.writelines(f"{line}\n" for line in _units(units))
    for number, each in enumerate(judged):
        if number or units:
            paper.stream.write("\n")
        paper.stream.writelines(f"{line}\n" for line in _report(each))


def _units(units: Overview) -> Iterator[str]:
    yield "## 汇总"
    yield ""
    yield units.total
    yield ""
    first, *numbers, last = units.headings
    yield _line((first, *numbers, last))
    yield _line(("---", *("--:" for _ in numbers), "---"))
    yield from (_line(map(literal, line)) for line in units.lines)


def _report(judged: Judged) -> Iterator[str]:
    card = judged.card
    head = card.targets.head
    yield f"## {literal(head.subject)} {head.year} 年度绩效目标完成情况"
    yield ""
    yield _outcome(card)
    for number, score in enumerate(card.scores):
        yield ""
        yield _score(score, number, card)
    yield ""
    yield from _table(card)
    for section in open_points(card):
        yield ""
        yield from _section(section)
    for number, score in enumerate(card.scores):
        yield from _lost(score, number, card)
    notes = remarks(judged)
    if notes:
        yield ""
        yield "### 其他提示"
        yield ""
        yield from (f"- {literal(note)}" for note in notes)


def _outcome(card: Scorecard) -> str:
    counts = "，".join(
        f"{verdict.label} {count}" for verdict, count in card.counts.items() if count
    )
    outcome = f"{GLYPHS[Verdict.MET]} 通过" if card.passed else f"{GLYPHS[Verdict.MISSED]} 未通过"
    return f"**{outcome}**：共 {len(card.rows)} 项，{counts}"


def _score(score: Score, number: int, card: Scorecard) -> str:
    execution = score.execution
    spent = (
        ""
        if execution is None
        else f"；预算执行 {money(execution.executed)} / {money(execution.adjusted)} 万元，"
        f"执行率 {percent(execution.rate)}，得 {execution.points.points} 分"
    )
    index = f"{number + 1} " if len(card.scores) > 1 else ""
    origin = origin_text(score, card)
    return (
        f"**{index}{literal(score_text(score))}**（{literal(score.policy.name)}，{origin}{spent}）"
    )


def _table(card: Scorecard) -> Iterator[str]:
    several = len(card.scores) > 1
    points = [f"得分{number}" if several else "得分" for number in range(1, len(card.scores) + 1)]
    headings = ("任务", "二级指标", "指标", "目标", "实际", "完成率", "分值", *points, "结论")
    aligned = ("--:", "---", "---", "---", "---", "--:", "--:", *("--:" for _ in points), "---")
    yield _line(headings)
    yield _line(aligned)
    for row in card.rows:
        yield _line(_cells(row))


def _cells(row: Row) -> Iterator[str]:
    indicator = row.indicator
    yield "" if indicator.task is None else str(indicator.task)
    yield indicator.level2
    yield literal(indicator.name)
    yield literal(indicator.target.text)
    yield literal(actual_text(row))
    yield percent(row.completion)
    first = row.points[0]
    yield "—" if first is None else plain(first.weight)
    differ = "≠" if row.differs else ""
    for each in row.points:
        yield "—" if each is None else f"{differ}{each.points}"
    yield f"{GLYPHS[row.verdict]} {row.verdict.label}"


def _line(cells: Sequence[str] | Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _section(section: OpenPoints) -> Iterator[str]:
    yield f"### {section.title}（{len(section.rows)}）"
    yield ""
    for row in section.rows:
        indicator = row.indicator
        reason = f"<br>原因：{literal(row.report.reason)}" if row.report.reason else ""
        yield (
            f"- {GLYPHS[row.verdict]} **{literal(indicator.name)}**（`{indicator.id}`）："
            f"{literal(facts(row))}{reason}"
        )


def _lost(score: Score, number: int, card: Scorecard) -> Iterator[str]:
    """Yield why points were lost, and what would reach the next grade."""
    lost = list(losses(score, number, card))
    if not lost:
        return
    policy = f"：{literal(score.policy.name)}" if len(card.scores) > 1 else ""
    yield ""
    yield f"### 失分{policy}"
    yield ""
    yield from (_loss(each) for each in lost)
    following = score.next_grade
    if following is not None and following.rows:
        names = "、".join(
            f"{literal(row.indicator.name)}（+{points}）" for row, points in following.rows
        )
        yield ""
        yield f"→ 再得 {following.missing} 分为“{following.grade}”：{names}"


def _loss(loss: Loss) -> str:
    name = EXECUTION if loss.row is None else literal(loss.row.indicator.name)
    return f"- −{loss.points} {name}：{literal(loss.formula)}"
