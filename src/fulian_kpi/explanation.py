"""One expression explained: what it was read as, and how an actual would stand to it."""

from dataclasses import dataclass
from fractions import Fraction

from fulian_kpi.expression.actual import parse_actual
from fulian_kpi.expression.scanner import ExpressionError
from fulian_kpi.expression.target import parse_rule
from fulian_kpi.judgement import Actual, Verdict, completion, gap, judge
from fulian_kpi.rule import Rule


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An expression that is none, and why."""

    expression: str
    error: ExpressionError


@dataclass(frozen=True, slots=True)
class Explanation:
    """What an expression was read as; where an actual was given, its verdict or its error."""

    expression: str
    rule: Rule
    actual_text: str | None = None
    actual: Actual | None = None
    actual_error: ExpressionError | None = None
    verdict: Verdict | None = None
    completion: Fraction | None = None
    gap: Fraction | None = None


def explain_expression(expression: str, actual_text: str | None = None) -> Explanation | Unreadable:
    """Explain one target cell, and the actual that answers it if there is one."""
    try:
        rule = parse_rule(expression)
    except ExpressionError as error:
        return Unreadable(expression, error)
    if actual_text is None:
        return Explanation(expression, rule)
    try:
        actual = parse_actual(actual_text, rule)
    except ExpressionError as error:
        return Explanation(expression, rule, actual_text, actual_error=error)
    verdict = judge(rule, actual)
    return Explanation(
        expression=expression,
        rule=rule,
        actual_text=actual_text,
        actual=actual,
        verdict=verdict,
        completion=completion(rule, actual),
        gap=gap(rule, actual, verdict),
    )
