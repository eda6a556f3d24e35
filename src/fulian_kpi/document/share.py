"""The share of its points that a grade was given, which forms show only by the points."""

from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Final

from fulian_kpi.judgement import Actual
from fulian_kpi.points import scoring_band
from fulian_kpi.policy_file import DEFAULT_POLICY, load_policy
from fulian_kpi.quantity import rounded
from fulian_kpi.rule import Grade, Rule, Statement

_MOST_DECIMALS: Final = 2


def earned_share(rule: Rule, actual: Actual, *, weight: str, score: str) -> str | None:
    """Return the share that `score` is of `weight`, such as ``75%``, in as few digits as do.

    None for rules that have no share, for the share that the band has anyway, and for points that
    no share within the band explains.
    """
    if not isinstance(rule, Grade | Statement):
        return None
    try:
        full, earned = Decimal(weight), Decimal(score)
    except InvalidOperation:
        return None
    if full <= 0:
        return None
    policy = load_policy(DEFAULT_POLICY)
    band = scoring_band(policy, rule, actual)
    if _points(full, policy.bands.usual(band)) == earned:
        return None
    for decimals in range(_MOST_DECIMALS + 1):
        percent = rounded(Fraction(earned) / Fraction(full) * 100, decimals)
        share = Fraction(percent) / 100
        if _points(full, share) == earned and policy.bands.holds(band, share):
            return f"{percent}%"
    return None


def _points(full: Decimal, share: Fraction) -> Decimal:
    return rounded(Fraction(full) * share, 2)
