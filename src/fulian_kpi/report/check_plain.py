"""The verdicts as one aligned line an indicator: for grep, and for any size."""

from collections.abc import Iterator

from fulian_kpi.judgement import Verdict
from fulian_kpi.phrases import GLYPHS, actual_text, gap_phrase, no_execution, percent
from fulian_kpi.quantity import plain
from fulian_kpi.report.aligned import write_aligned
from fulian_kpi.report.paper import Paper
from fulian_kpi.row import Row
from fulian_kpi.scorecard import Scorecard


def write_check_plain(card: Scorecard, paper: Paper) -> None:
    """Write one line an indicator, columns two blanks apart, and a last line with the counts."""
    write_aligned([tuple(_columns(row)) for row in card.rows], paper)
    for score in card.scores:
        if score.lacks_execution:
            paper.stream.write(f"{no_execution(score)}\n")
    paper.stream.write(summary_line(card) + "\n")


def summary_line(card: Scorecard) -> str:
    """Return the verdict of the whole card with its counts, on one line."""
    counts = "，".join(
        f"{verdict.label} {count}" for verdict, count in card.counts.items() if count
    )
    outcome = "通过" if card.passed else "未通过"
    scores = "；".join(
        f"{score.policy.name} 得分 {score.total}/{plain(score.out_of)}"
        + (f"，等级 {score.grade}" if score.grade else "")
        for score in card.scores
    )
    return f"{outcome}：共 {len(card.rows)} 项，{counts}；{scores}"


def _columns(row: Row) -> Iterator[str]:
    indicator = row.indicator
    note = gap_phrase(row)
    if row.lacks_reason and row.verdict is not Verdict.UNREPORTED:
        note = f"{note} 缺原因".strip()
    yield f"{GLYPHS[row.verdict]} {row.verdict.label}"
    yield indicator.id
    yield str(indicator.task or "-")
    yield indicator.level2
    yield indicator.name
    yield indicator.target.text
    yield actual_text(row)
    yield percent(row.completion)
    for each in row.points:
        yield "—" if each is None else f"{each.points}/{plain(each.weight)}"
    yield note
