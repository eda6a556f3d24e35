"""The verdicts as JSON: ``kpi.check/1``."""

from collections.abc import Iterable

from fulian_kpi import __version__
from fulian_kpi.checked import Source
from fulian_kpi.diagnostic import Diagnostic
from fulian_kpi.judging import Judged
from fulian_kpi.points import Points
from fulian_kpi.quantity import plain, rounded, spelled
from fulian_kpi.report.actual_json import amount_json
from fulian_kpi.report.finding_json import finding_json
from fulian_kpi.report.head_json import head_json
from fulian_kpi.report.indicator_json import indicator_json
from fulian_kpi.report.rule_json import Json
from fulian_kpi.row import Row
from fulian_kpi.score import ExecutionScore, NextGrade, Score
from fulian_kpi.scorecard import Scorecard

SCHEMA = "kpi.check/1"


def check_document(judged: list[Judged], errors: list[Diagnostic], *, several: bool) -> Json:
    """Return the document of one run: one report, or `several`, and what could not be judged."""
    if not several:
        return unjudged_json(errors) if errors else judged_json(judged[0])
    reports: list[Json] = [judged_json(each) for each in judged]
    document: dict[str, Json] = {"schema": SCHEMA, "reports": reports}
    return {**document, **unjudged_json(errors)} if errors else document


def unjudged_json(errors: Iterable[Diagnostic]) -> dict[str, Json]:
    """Return what stands for files that could not be judged: why."""
    return {"schema": SCHEMA, "errors": [finding_json(each) for each in errors]}


def judged_json(judged: Judged) -> Json:
    """Return one finished scorecard with what its forms still lack."""
    card = judged.card
    counts = {verdict.value: count for verdict, count in card.counts.items()}
    return {
        "schema": SCHEMA,
        "version": __version__,
        **head_json(card.targets.head),
        "targets": _source_json(card.targets.source),
        "actuals": _source_json(card.actuals.source),
        "summary": {"indicators": len(card.rows), **counts, "passed": card.passed},
        **_scores_json(card),
        "indicators": [_row_json(row, card) for row in card.rows],
        "findings": [finding_json(each) for each in judged.findings],
    }


def _scores_json(card: Scorecard) -> dict[str, Json]:
    """Return the score of the first policy, and beside it all of them where there are several."""
    scores: list[Json] = [_score_json(score) for score in card.scores]
    return {"score": scores[0]} if len(scores) == 1 else {"score": scores[0], "scores": scores}


def _score_json(score: Score) -> Json:
    return {
        "policy": score.policy.name,
        "weights": score.origin.value,
        "budget": None if score.execution is None else _execution_json(score.execution),
        "total": str(score.total),
        "out_of": plain(score.out_of),
        "grade": score.grade,
        "next": None if score.next_grade is None else _next_json(score.next_grade),
    }


def _execution_json(execution: ExecutionScore) -> Json:
    return {
        "rate": str(rounded(execution.rate, 4)),
        "weight": plain(execution.points.weight),
        "points": str(execution.points.points),
        "formula": execution.points.formula,
    }


def _next_json(following: NextGrade) -> Json:
    return {
        "grade": following.grade,
        "missing": str(following.missing),
        "indicators": [
            {"id": row.indicator.id, "points": str(points)} for row, points in following.rows
        ],
    }


def _source_json(source: Source) -> Json:
    """Return a file and its hash; of joined files both together, and each beside it."""
    document: dict[str, Json] = {"path": source.path, "sha256": source.sha256}
    if source.parts:
        document["parts"] = [_source_json(each) for each in source.parts]
    return document


def _row_json(row: Row, card: Scorecard) -> Json:
    indicator, report = row.indicator, row.report
    document: dict[str, Json] = {
        **indicator_json(indicator),
        "actual": report.text if report.actual is not None else None,
        "amount": amount_json(report.actual),
        "verdict": row.verdict.value,
        "passed": row.passed,
        "completion": None if row.completion is None else str(rounded(row.completion, 4)),
        "gap": None if row.gap is None else spelled(row.gap),
        **_points_json(row.points[0]),
        "needs_reason": row.needs_reason,
        "reason": report.reason,
        "line": indicator.line,
    }
    if len(card.scores) > 1:
        names = [score.policy.name for score in card.scores]
        document["policies"] = {
            name: _points_json(points) for name, points in zip(names, row.points, strict=True)
        }
    return document


def _points_json(points: Points | None) -> dict[str, Json]:
    """Return what a row is worth and earned; null where the row is left out."""
    if points is None:
        return {"weight": None, "points": None, "formula": None}
    return {
        "weight": plain(points.weight),
        "points": str(points.points),
        "formula": points.formula,
    }
