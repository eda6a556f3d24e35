"""What an actual is, and how it stands to its target: verdict, completion and gap."""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final, NamedTuple, TypeAlias, assert_never

from fulian_kpi.quantity import exact
from fulian_kpi.rule import (
    FORWARD,
    LEAP_YEAR,
    Band,
    Change,
    Comparator,
    Day,
    Deadline,
    Grade,
    Range,
    Rule,
    Statement,
    Threshold,
)


class Verdict(StrEnum):
    """The answer to: does the actual satisfy the comparator, strictly?"""

    MET = "met"
    EXCEEDED = "exceeded"
    PARTIAL = "partial"
    MISSED = "missed"
    UNREPORTED = "unreported"
    NOT_APPLICABLE = "not-applicable"

    @property
    def label(self) -> str:
        """Return the word that officials use."""
        return _LABELS[self]


_LABELS: Final = {
    Verdict.MET: "达成",
    Verdict.EXCEEDED: "超额",
    Verdict.PARTIAL: "部分达成",
    Verdict.MISSED: "未达成",
    Verdict.UNREPORTED: "未填报",
    Verdict.NOT_APPLICABLE: "不适用",
}


class Measured(NamedTuple):
    """A number in single units of its target, exact; for a change, in the target's direction."""

    amount: Fraction


class Graded(NamedTuple):
    """A grade, one of the target's scale."""

    grade: str


class Stated(NamedTuple):
    """How far a goal in words was reached."""

    band: Band


class Finished(NamedTuple):
    """The day on which the work was done; None where it is not done."""

    on: Day | None


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The indicator does not apply this year, which needs a reason."""


Actual: TypeAlias = Measured | Graded | Stated | Finished | NotApplicable

_COMPARE: Final[dict[Comparator, Callable[[Any, Any], bool]]] = {
    Comparator.EQUAL: operator.eq,
    Comparator.AT_LEAST: operator.ge,
    Comparator.AT_MOST: operator.le,
    Comparator.ABOVE: operator.gt,
    Comparator.BELOW: operator.lt,
}

_BAND_VERDICTS: Final = {
    Band.FULL: Verdict.MET,
    Band.PARTIAL: Verdict.PARTIAL,
    Band.NONE: Verdict.MISSED,
}

_NOTHING_MISSING: Final = frozenset({Verdict.MET, Verdict.EXCEEDED, Verdict.NOT_APPLICABLE})

_ZERO: Final = Fraction(0)
_ONE: Final = Fraction(1)

BAND_SHARES: Final = {Band.FULL: _ONE, Band.PARTIAL: Fraction(3, 5), Band.NONE: _ZERO}
"""The share of a band where nobody has given one [law: 100–80 %, 80–60 %, 60–0 %]."""


def judge(rule: Rule, actual: Actual | None, *, cost: bool = False) -> Verdict:
    """Judge one actual, as `actual.parse_actual` returned it for this rule.

    Args:
        rule: What was promised; a deadline with its year, if the actual has one.
        actual: What came of it; None where nothing was reported.
        cost: Whether this is a 成本指标, where going above ``=`` is no achievement.
    """
    if actual is None:
        return Verdict.UNREPORTED
    if isinstance(actual, NotApplicable):
        return Verdict.NOT_APPLICABLE
    match rule:
        case Threshold():
            if satisfies(rule, actual):
                return Verdict.MET
            target = exact(rule.quantity.amount)
            above = rule.comparator is Comparator.EQUAL and _amount(actual) > target
            return Verdict.EXCEEDED if above and target > 0 and not cost else Verdict.MISSED
        case Range() | Change() | Deadline():
            return Verdict.MET if satisfies(rule, actual) else Verdict.MISSED
        case Grade() | Statement():
            return _BAND_VERDICTS[band_of(rule, actual)]
        case _:
            assert_never(rule)


def satisfies(rule: Threshold | Range | Change | Deadline, actual: Actual) -> bool:
    """Return whether the comparator holds."""
    match rule:
        case Threshold() | Change():
            return _COMPARE[rule.comparator](_amount(actual), exact(rule.quantity.amount))
        case Range():
            return exact(rule.low.amount) <= _amount(actual) <= exact(rule.high.amount)
        case Deadline():
            assert isinstance(actual, Finished), "parse_actual made it for this rule"
            if actual.on is None:
                return False
            year = rule.day.year or actual.on.year or LEAP_YEAR
            return _COMPARE[rule.comparator](actual.on.in_year(year), rule.day.in_year(year))
        case _:
            assert_never(rule)


def band_of(rule: Grade | Statement, actual: Actual) -> Band:
    """Return the band that a grade or a word puts the row in."""
    match rule:
        case Grade():
            assert isinstance(actual, Graded), "parse_actual made it for this rule"
            return rule.band(actual.grade)
        case Statement():
            assert isinstance(actual, Stated), "parse_actual made it for this rule"
            return actual.band
        case _:
            assert_never(rule)


def completion(rule: Rule, actual: Actual | None, share: Fraction | None = None) -> Fraction | None:
    """Return how much of the target was reached, 1 for all of it, exact.

    B/A for ≥ > =, A/B for ≤ <, the share for grades and statements, 1 or 0 for deadlines; for
    ranges 1 inside and the ratio to the nearer end outside; 1 or 0 where A is 0. None where
    nothing was reported or the row does not apply. A change the other way is 0, not negative.

    Args:
        rule: What was promised.
        actual: What came of it.
        share: The share that a person gave a grade or a statement inside its band.
    """
    if actual is None or isinstance(actual, NotApplicable):
        return None
    match rule:
        case Threshold() | Change():
            target = exact(rule.quantity.amount)
            if target == 0:
                return Fraction(satisfies(rule, actual))
            return _ratio(rule.comparator, target, _amount(actual))
        case Range():
            return _range_completion(rule, actual)
        case Deadline():
            return Fraction(satisfies(rule, actual))
        case Grade() | Statement():
            return BAND_SHARES[band_of(rule, actual)] if share is None else share
        case _:
            assert_never(rule)


def _ratio(comparator: Comparator, target: Fraction, amount: Fraction) -> Fraction:
    if comparator in FORWARD:
        return amount / target if amount > 0 else _ZERO
    return target / amount if amount > 0 else _ONE


def _range_completion(rule: Range, actual: Actual) -> Fraction:
    amount = _amount(actual)
    if satisfies(rule, actual):
        return _ONE
    if amount < exact(rule.low.amount):
        return amount / exact(rule.low.amount)
    return exact(rule.high.amount) / amount


def gap(rule: Rule, actual: Actual | None, verdict: Verdict) -> Fraction | None:
    """Return what is still missing, or too much, in single units of the target; 0 when nothing is.

    For a deadline the days that the work was late. None where no number can tell: a grade or a
    statement that is not met, work that is not done, a ceiling that nobody has reported against.

    Args:
        rule: What was promised.
        actual: What came of it.
        verdict: How `judge` has judged that.
    """
    if verdict in _NOTHING_MISSING:
        return _ZERO
    match rule:
        case Threshold() | Change():
            target = exact(rule.quantity.amount)
            if actual is None:
                return target if rule.comparator in FORWARD else None
            return abs(target - _amount(actual))
        case Range():
            low, high = exact(rule.low.amount), exact(rule.high.amount)
            return low if actual is None else max(low - _amount(actual), _amount(actual) - high)
        case Deadline():
            return _days_late(rule, actual)
        case Grade() | Statement():
            return None
        case _:
            assert_never(rule)


def _days_late(rule: Deadline, actual: Actual | None) -> Fraction | None:
    if not isinstance(actual, Finished) or actual.on is None:
        return None
    year = rule.day.year or actual.on.year or LEAP_YEAR
    return Fraction(abs((actual.on.in_year(year) - rule.day.in_year(year)).days))


def _amount(actual: Actual) -> Fraction:
    assert isinstance(actual, Measured), "parse_actual made it for this rule"
    return actual.amount
