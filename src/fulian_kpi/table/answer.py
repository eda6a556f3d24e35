"""One row of a table, from its four texts to verdict and points, where the row stands alone."""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from fulian_kpi.codes import Code
from fulian_kpi.expression.actual import parse_actual
from fulian_kpi.expression.scanner import ExpressionError
from fulian_kpi.expression.target import parse_rule
from fulian_kpi.judgement import NotApplicable, completion, judge
from fulian_kpi.points import needs_reason, points_of
from fulian_kpi.policy import Policy
from fulian_kpi.quantity import rounded
from fulian_kpi.rule import Rule, for_cost, in_year

UNREADABLE: Final = "unreadable"
"""The word for a row that has no verdict."""

LARGEST_WEIGHT: Final = 10_000
_WEIGHT: Final = re.compile(r"(?:0|[1-9][0-9]{0,4})(?:\.[0-9]{1,4})?")
_YEAR: Final = re.compile(r"((?:19|20|21)[0-9]{2})(?:\.0)?年?度?")


class Problem(NamedTuple):
    """Why a row cannot be judged."""

    code: Code
    message: str


class Answer(NamedTuple):
    """How a row stands: the word for its verdict, and `problem` where that is `UNREADABLE`.

    `points` is None for a row that does not count: not readable, not applicable, or no weight.
    `needs_reason` is None for one that cannot be judged.
    """

    verdict: str
    weight: Decimal | None = None
    points: Decimal | None = None
    needs_reason: bool | None = None
    problem: Problem | None = None


def answer(  # noqa: PLR0913  (the texts that a row is judged by)
    policy: Policy, target: str, actual: str, weight: str, *, cost: bool, year: str = ""
) -> Answer:
    """Judge and score one row by its texts; an empty actual is unreported.

    A deadline without a year is that of `year`, or where this is empty that of the actual.

    The weight counts as it stands. What needs the rows of a unit together is not done: no weight
    is proposed, and that of a row which does not apply goes to no other.
    """
    try:
        worth = weight_of(weight)
        rule = rule_of(target, cost=cost, year=year)
        reported = parse_actual(actual, rule) if actual.strip() else None
    except ExpressionError as error:
        return Answer(UNREADABLE, problem=Problem(error.code, error.message))
    verdict = judge(rule, reported, cost=cost)
    unexplained = needs_reason(policy, rule, verdict, completion(rule, reported))
    if worth is None or isinstance(reported, NotApplicable):
        points = None
    elif reported is None:
        points = rounded(Fraction(0), policy.places)
    else:
        points = points_of(policy, worth, rule, reported, cost=cost).points
    return Answer(verdict.value, worth, points, unexplained)


def rule_of(target: str, *, cost: bool, year: str) -> Rule:
    """Read a target, as the one of a 成本指标 and in the year of its row.

    Raises:
        ExpressionError: If it cannot be read, or `year` is no year.
    """
    rule = for_cost(parse_rule(target)) if cost else parse_rule(target)
    written = year.strip()
    if not written:
        return rule
    found = _YEAR.fullmatch(written)
    if found is None:
        message = f"年度“{written[:24]}”应当是四位数的年份，例如 2025"
        raise ExpressionError(Code.WRONG_YEAR, message, 0, len(year))
    return in_year(rule, int(found[1]))


def weight_of(text: str) -> Decimal | None:
    """Read a weight; None where none is given.

    Raises:
        ExpressionError: If it is not a number from 0 to 10 000 with at most four decimals.
    """
    written = text.strip()
    if not written:
        return None
    if not _WEIGHT.fullmatch(written) or Decimal(written) > LARGEST_WEIGHT:
        message = f"分值“{written[:24]}”应当是 0 到 {LARGEST_WEIGHT} 的数字，至多四位小数"
        raise ExpressionError(Code.WRONG_WEIGHT, message, 0, len(text))
    return Decimal(written)
