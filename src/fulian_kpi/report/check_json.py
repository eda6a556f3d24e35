"""The verdicts as JSON: ``kpi.check/1``."""

from fulian_kpi import __version__
from fulian_kpi.diagnostic import Diagnostic
from fulian_kpi.judgement import Actual, Finished, Graded, Measured, NotApplicable, Stated
from fulian_kpi.model import Source
from fulian_kpi.quantity import rounded, spelled
from fulian_kpi.report.finding_json import finding_json
from fulian_kpi.report.rule_json import Json, rule_json
from fulian_kpi.scorecard import Row, Scorecard

SCHEMA = "kpi.check/1"


def check_document(cards: list[Scorecard], errors: list[Diagnostic], *, several: bool) -> Json:
    """Return the document of one run: one report, or `several`, and what could not be judged."""
    findings: list[Json] = [finding_json(each) for each in errors]
    if several:
        reports: list[Json] = [card_json(card) for card in cards]
        document: dict[str, Json] = {"schema": SCHEMA, "reports": reports}
        return {**document, "errors": findings} if errors else document
    return {"schema": SCHEMA, "errors": findings} if errors else card_json(cards[0])


def card_json(card: Scorecard) -> Json:
    """Return one finished scorecard."""
    counts = {verdict.value: count for verdict, count in card.counts.items()}
    return {
        "schema": SCHEMA,
        "version": __version__,
        "department": card.targets.head.department,
        "year": card.targets.head.year,
        "targets": _source_json(card.targets.source),
        "actuals": _source_json(card.actuals.source),
        "summary": {"indicators": len(card.rows), **counts, "passed": card.passed},
        "indicators": [_row_json(row) for row in card.rows],
    }


def _source_json(source: Source) -> Json:
    return {"path": source.path, "sha256": source.sha256}


def _row_json(row: Row) -> Json:
    indicator, report = row.indicator, row.report
    return {
        "id": indicator.id,
        "task": indicator.task,
        "level1": indicator.level1,
        "level2": indicator.level2,
        "name": indicator.name,
        "target": indicator.target.text,
        "rule": rule_json(indicator.target.rule),
        "actual": report.text if report.actual is not None else None,
        "amount": amount_json(report.actual),
        "verdict": row.verdict.value,
        "passed": row.passed,
        "completion": None if row.completion is None else str(rounded(row.completion, 4)),
        "gap": None if row.gap is None else spelled(row.gap),
        "needs_reason": row.needs_reason,
        "reason": report.reason,
        "line": indicator.line,
    }


def amount_json(actual: Actual | None) -> Json:
    """Return the amount of a measured actual; null for one that is no number."""
    match actual:
        case Measured():
            return spelled(actual.amount)
        case Graded() | Stated() | Finished() | NotApplicable() | None:
            return None
