"""All review rules, in the order of their codes."""

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from fulian_kpi.checked import Targets
from fulian_kpi.finding import Finding
from fulian_kpi.policy import Policy
from fulian_kpi.review.above_the_whole import above_the_whole
from fulian_kpi.review.budget_in_yuan import budget_in_yuan
from fulian_kpi.review.cost_above_budget import cost_above_budget
from fulian_kpi.review.duplicate_names import duplicate_names
from fulian_kpi.review.idle_bound import idle_bound
from fulian_kpi.review.implausible import implausible
from fulian_kpi.review.insiders import insiders
from fulian_kpi.review.level_confusion import level_confusion
from fulian_kpi.review.missing_levels import missing_levels
from fulian_kpi.review.missing_sign import missing_sign
from fulian_kpi.review.mixed_scales import mixed_scales
from fulian_kpi.review.money import money
from fulian_kpi.review.not_measurable import not_measurable
from fulian_kpi.review.placeholder import placeholder
from fulian_kpi.review.rates import rates
from fulian_kpi.review.recognition_damage import recognition_damage
from fulian_kpi.review.reversed_sign import reversed_sign
from fulian_kpi.review.template_rows import template_rows
from fulian_kpi.review.text_and_numbers import text_and_numbers
from fulian_kpi.review.uncovered_tasks import uncovered_tasks
from fulian_kpi.review.unit_and_name import unit_and_name
from fulian_kpi.review.weights import weights

ReviewRule: TypeAlias = Callable[[Targets], Iterator[Finding]]

RULES: Final[tuple[ReviewRule, ...]] = (
    missing_sign,
    uncovered_tasks,
    text_and_numbers,
    missing_levels,
    not_measurable,
    idle_bound,
    reversed_sign,
    unit_and_name,
    rates,
    mixed_scales,
    template_rows,
    level_confusion,
    insiders,
    duplicate_names,
    money,
    placeholder,
    recognition_damage,
    implausible,
    above_the_whole,
    budget_in_yuan,
    cost_above_budget,
)


def review(targets: Targets, policy: Policy) -> Iterator[Finding]:
    """Yield what every rule has to say of `targets`.

    Args:
        targets: A checked targets file.
        policy: How its weights are read.
    """
    for rule in RULES:
        yield from rule(targets)
    yield from weights(targets, policy)
