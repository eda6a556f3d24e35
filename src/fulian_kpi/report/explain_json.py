"""What an expression means as JSON: ``kpi.explain/1``."""

from fulian_kpi.explanation import Explanation, Unreadable
from fulian_kpi.expression.scanner import ExpressionError
from fulian_kpi.meaning import meaning
from fulian_kpi.report.actual_json import amount_json
from fulian_kpi.report.rule_json import Json, rule_json

SCHEMA = "kpi.explain/1"


def explain_document(result: Explanation | Unreadable) -> Json:
    """Return the document for one expression."""
    return {"schema": SCHEMA, **result_json(result)}


def explain_many_document(results: list[Explanation | Unreadable]) -> Json:
    """Return the document for the expressions of standard input."""
    return {"schema": SCHEMA, "results": [result_json(each) for each in results]}


def result_json(result: Explanation | Unreadable) -> dict[str, Json]:
    """Return one explanation, or the error in its place."""
    if isinstance(result, Unreadable):
        return {"expression": result.expression, "error": error_json(result.error)}
    document: dict[str, Json] = {
        "expression": result.expression,
        "canonical": str(result.rule),
        "rule": rule_json(result.rule),
        "meaning": meaning(result.rule),
        "actual": result.actual_text,
        "amount": amount_json(result.actual),
        "verdict": None if result.verdict is None else result.verdict.value,
    }
    if result.actual_error is not None:
        document["error"] = error_json(result.actual_error)
    return document


def error_json(error: ExpressionError) -> Json:
    """Return an error with the span of the wrong part, in characters from 0."""
    return {
        "code": error.code.id,
        "message": error.message,
        "start": error.start,
        "end": error.end,
    }
