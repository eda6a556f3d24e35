"""The points of one row under a policy, exact, with the arithmetic in words."""

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, assert_never

from fulian_kpi.judgement import (
    Actual,
    Finished,
    Measured,
    Verdict,
    band_of,
    completion,
    satisfies,
)
from fulian_kpi.policy import Policy
from fulian_kpi.quantity import Quantity, exact, plain, rounded, spelled
from fulian_kpi.rule import (
    FORWARD,
    Band,
    Change,
    Comparator,
    Deadline,
    Grade,
    Range,
    Rule,
    Statement,
    Threshold,
)


class Share(NamedTuple):
    """How much of its weight a row earns, from 0 to 1, and how that was worked out."""

    of_weight: Fraction
    formula: str


class Points(NamedTuple):
    """What a row is worth and what it earned; `formula` lets a reviewer redo it."""

    weight: Decimal
    points: Decimal
    formula: str


_ALL = Fraction(1)
_NOTHING = Fraction(0)


def points_of(  # noqa: PLR0913  (what a row is scored by; two of them optional)
    policy: Policy,
    weight: Decimal,
    rule: Rule,
    actual: Actual,
    *,
    share: Fraction | None = None,
    cost: bool = False,
) -> Points:
    """Return the points of an actual, rounded half up.

    Args:
        policy: How to score.
        weight: The points of the row if all of it is earned.
        rule: What was promised, as in `judge`.
        actual: What came of it.
        share: The share of the weight that a person gave a grade, a statement, or late work.
        cost: Whether this is a 成本指标.
    """
    earned = _share(policy, rule, actual, share, cost)
    over = _over(policy, rule, actual)
    if over is not None:
        earned = over
    points = rounded(earned.of_weight * exact(weight), policy.places)
    return Points(weight, points, f"{plain(weight)} × {earned.formula} = {points}")


def _share(  # noqa: PLR0911  (a return or two for each kind of rule)
    policy: Policy,
    rule: Rule,
    actual: Actual,
    share: Fraction | None,
    cost: bool,  # noqa: FBT001  (handed on as it came)
) -> Share:
    match rule:
        case Threshold():
            above = rule.comparator is Comparator.EQUAL and cost
            if above and _amount(actual) > exact(rule.quantity.amount):
                return _bounded(policy, Comparator.AT_MOST, rule.quantity, actual)
            return _bounded(policy, rule.comparator, rule.quantity, actual)
        case Change():
            return _bounded(policy, rule.comparator, rule.quantity, actual)
        case Range():
            if satisfies(rule, actual):
                return Share(_ALL, "100%（在区间内）")
            if _amount(actual) < exact(rule.low.amount):
                return _bounded(policy, Comparator.AT_LEAST, rule.low, actual)
            return _bounded(policy, Comparator.AT_MOST, rule.high, actual)
        case Deadline():
            return _dated(rule, actual, share)
        case Grade() | Statement():
            return _graded(policy, rule, actual, share)
        case _:
            assert_never(rule)


def _bounded(policy: Policy, comparator: Comparator, target: Quantity, actual: Actual) -> Share:
    """Score an amount against one bound; a target of zero is never divided by."""
    bound = Threshold(comparator, target)
    if satisfies(bound, actual):
        return Share(_ALL, "100%（达到目标）")
    reached, wanted = max(_amount(actual), _NOTHING), exact(target.amount)
    if wanted == 0:
        return Share(_NOTHING, "0%（目标为零）")
    if comparator in FORWARD:
        return _forward(policy, comparator, reached, wanted)
    return _reversed(policy, reached, wanted)


def _forward(policy: Policy, comparator: Comparator, reached: Fraction, wanted: Fraction) -> Share:
    """Score an amount that does not satisfy ``≥``, ``>`` or ``=``."""
    if comparator is Comparator.EQUAL and policy.equal == "all-or-nothing":
        return Share(_NOTHING, "0%（不等于目标）")
    if reached >= wanted:
        return Share(_ALL, f"100%（{spelled(reached)} 不少于 {spelled(wanted)}）")
    if policy.forward == "all-or-nothing":
        return Share(_NOTHING, "0%（没有达到目标）")
    return Share(reached / wanted, f"{spelled(reached)} ÷ {spelled(wanted)}")


def _reversed(policy: Policy, reached: Fraction, wanted: Fraction) -> Share:
    """Score an amount at or above its ceiling."""
    if reached == wanted:
        return Share(_ALL, f"100%（等于 {spelled(wanted)}）")
    if policy.reverse == "all-or-nothing":
        return Share(_NOTHING, "0%（超过目标）")
    if policy.reverse == "ratio":
        return Share(wanted / reached, f"{spelled(wanted)} ÷ {spelled(reached)}")
    if reached >= 2 * wanted:
        return Share(_NOTHING, f"0%（{spelled(reached)} 达到目标的 2 倍）")
    formula = f"（1 − ({spelled(reached)} − {spelled(wanted)}) ÷ {spelled(wanted)}）"
    return Share(1 - (reached - wanted) / wanted, formula)


def _dated(rule: Deadline, actual: Actual, share: Fraction | None) -> Share:
    if satisfies(rule, actual):
        return Share(_ALL, "100%（按期完成）")
    if share is not None:
        return Share(share, f"{_percent(share)}（未按期完成，评定的比例）")
    late = isinstance(actual, Finished) and actual.on is not None
    return Share(_NOTHING, f"0%（{'未按期' if late else '没有'}完成）")


def _graded(
    policy: Policy, rule: Grade | Statement, actual: Actual, share: Fraction | None
) -> Share:
    band = scoring_band(policy, rule, actual)
    if share is not None:
        return Share(share, f"{_percent(share)}（{band}，评定的比例）")
    usual = policy.bands.usual(band)
    return Share(usual, f"{_percent(usual)}（{band}，没有给出比例）")


def scoring_band(policy: Policy, rule: Grade | Statement, actual: Actual) -> Band:
    """Return the band that counts for points, which a policy may draw otherwise than usual."""
    if isinstance(rule, Grade):
        bands = policy.scales.get("".join(rule.scale))
        grade = getattr(actual, "grade", None)
        if bands and rule.expected is None and grade is not None:
            return bands[rule.scale.index(grade)]
    return band_of(rule, actual)


def _over(policy: Policy, rule: Rule, actual: Actual) -> Share | None:
    """Return the share of a row that is far above its target, where the policy punishes that."""
    if policy.over.action == "zero" and _far_above(policy, rule, completion(rule, actual)):
        return Share(_NOTHING, f"0%（达到目标的 {_percent(policy.over.threshold)} 以上）")
    return None


def needs_reason(policy: Policy, rule: Rule, verdict: Verdict, reached: Fraction | None) -> bool:
    """Return whether a row has to be explained: it is not met, or far above its target.

    `reached` is the completion, None where nothing was reported.
    """
    watched = policy.over.action != "none"
    return verdict is not Verdict.MET or (watched and _far_above(policy, rule, reached))


def _far_above(policy: Policy, rule: Rule, reached: Fraction | None) -> bool:
    """Return whether a target that counts upwards was reached by far; a ceiling never is."""
    upwards = isinstance(rule, Threshold | Change) and rule.comparator in FORWARD
    return upwards and reached is not None and reached >= policy.over.threshold


def _percent(share: Fraction) -> str:
    return f"{spelled(share * 100)}%"


def _amount(actual: Actual) -> Fraction:
    assert isinstance(actual, Measured), "parse_actual made it for this rule"
    return actual.amount
