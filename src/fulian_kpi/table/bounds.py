"""A threshold as numbers: within which bounds it is met, earns all, and what lies outside.

Everything that a policy decides is decided here, so that the rows themselves need only comparisons
and one division, which a database does as exactly as we do.
"""

from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from fulian_kpi.expression.actual import parse_actual
from fulian_kpi.expression.scanner import ExpressionError
from fulian_kpi.judgement import Measured, Verdict
from fulian_kpi.policy import Policy
from fulian_kpi.rule import FORWARD, STRICT, Comparator, Rule, Threshold

PLACES: Final = 6
"""Decimals of an amount; what has more is left to the core."""

DIGITS: Final = 18
"""Digits of an amount, decimals included: as many as fit a 64-bit integer."""

STEP: Final = Decimal(1).scaleb(-PLACES)
MOST: Final = Decimal(10) ** (DIGITS - PLACES) - STEP
LARGEST_BOUND: Final = Decimal(10) ** 11


class Bounds(NamedTuple):
    """When an amount, in single units, meets a threshold, and what share of the weight it earns.

    Below `full_from` that is amount ÷ bound, if `below` says so; above `full_to` it is
    (2·bound − amount) ÷ bound but not below 0, or bound ÷ amount.
    """

    unit: str | None
    """The unit that an actual may have; None where it has to be left to the core."""
    bare_above: Decimal | None
    """Numbers above this may stand without a unit; None where none may."""
    bound: Decimal
    met_from: Decimal
    met_to: Decimal
    full_from: Decimal
    full_to: Decimal
    verdict_above: Verdict
    below: Literal["proportional", "none"]
    above: Literal["linear", "ratio", "none"]
    reason_from: Decimal | None
    """From here on the target is far surpassed, which asks for a reason."""
    zero_from: Decimal | None
    """From here on, under some policies, nothing is earned."""


def bounds_of(policy: Policy, rule: Rule, *, cost: bool) -> Bounds | None:
    """Return the bounds of a threshold; None for other rules and for amounts out of range."""
    if not isinstance(rule, Threshold):
        return None
    bound = rule.quantity.amount
    if bound > LARGEST_BOUND or bound != bound.quantize(STEP):
        return None
    if not bound and policy.over.threshold <= 1:
        return None  # Whatever meets a target of zero is far above it then.
    comparator = rule.comparator
    met_from, met_to = _met(comparator, bound)
    full_from, full_to = _full(policy, comparator, bound, cost=cost)
    equal = comparator is Comparator.EQUAL
    far = _far(policy, rule)
    proportional = policy.forward == "proportional" and not (
        equal and policy.equal == "all-or-nothing"
    )
    reverse = policy.reverse
    exceeded = equal and bound > 0 and not cost
    return Bounds(
        unit=_unit(rule),
        bare_above=_bare_above(rule),
        bound=bound,
        met_from=met_from,
        met_to=met_to,
        full_from=full_from,
        full_to=full_to,
        verdict_above=Verdict.EXCEEDED if exceeded else Verdict.MISSED,
        below="proportional" if proportional and bound else "none",
        above="none" if reverse == "all-or-nothing" or not bound or exceeded else reverse,
        reason_from=far if policy.over.action != "none" else None,
        zero_from=far if policy.over.action == "zero" else None,
    )


def _met(comparator: Comparator, bound: Decimal) -> tuple[Decimal, Decimal]:
    match comparator:
        case Comparator.EQUAL:
            return bound, bound
        case Comparator.AT_LEAST:
            return bound, MOST
        case Comparator.ABOVE:
            return bound + STEP, MOST
        case Comparator.AT_MOST:
            return Decimal(0), bound
        case Comparator.BELOW:
            return Decimal(0), bound - STEP


def _full(
    policy: Policy, comparator: Comparator, bound: Decimal, *, cost: bool
) -> tuple[Decimal, Decimal]:
    """Return where all of the weight is earned: a strict bound is enough when it is reached."""
    low, high = _met(comparator, bound)
    if comparator is Comparator.EQUAL and not cost and bound and policy.equal == "forward":
        return low, MOST
    if comparator in STRICT and bound:
        return (bound, high) if comparator in FORWARD else (low, bound)
    return low, high


def _far(policy: Policy, rule: Threshold) -> Decimal | None:
    """Return the least amount that is far above the target; None where none is."""
    if rule.comparator not in FORWARD:
        return None
    bound = rule.quantity.amount
    if not bound:
        return None
    exact = Fraction(bound) * policy.over.threshold / Fraction(STEP)
    least = Decimal(-(-exact.numerator // exact.denominator)) * STEP
    return least if least <= MOST else None


def _unit(rule: Threshold) -> str | None:
    """Return the unit of the target if an actual with it is read as so many of it."""
    unit = rule.quantity.unit
    for number in ("7", "12.5"):
        try:
            if parse_actual(number + unit, rule) != Measured(Fraction(number)):
                return None
        except ExpressionError:
            return None
    return unit


def _bare_above(rule: Threshold) -> Decimal | None:
    """Return the number above which a bare one has one reading (`expression.actual`)."""
    if rule.quantity.scale:
        return None
    return Decimal(1) if rule.quantity.unit == "%" and rule.quantity.amount > 1 else Decimal(-1)
