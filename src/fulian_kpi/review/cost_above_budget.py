"""A ceiling of cost that is above the whole budget, which it therefore never limits."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from fulian_kpi.checked import Targets
from fulian_kpi.codes import Code
from fulian_kpi.finding import Finding
from fulian_kpi.quantity import plain
from fulian_kpi.review.measure import measure
from fulian_kpi.rule import Comparator, Threshold

_TEN_THOUSAND: Final = Decimal(10_000)
_UPWARD: Final = frozenset({Comparator.AT_LEAST, Comparator.ABOVE})


def cost_above_budget(targets: Targets) -> Iterator[Finding]:
    """Yield costs in 元, not in 元 for each of something, above the total of the budget."""
    budget = targets.head.budget
    if budget is None or not budget.total:
        return
    for each in targets.indicators:
        quantity = measure(each)
        upwards = isinstance(each.rule, Threshold) and each.rule.comparator in _UPWARD
        if not each.is_cost or quantity is None or quantity.unit != "元" or upwards:
            continue
        if quantity.amount > budget.total * _TEN_THOUSAND:
            total = f"资金总额 {plain(budget.total)}万元"
            message = f"成本指标“{each.name}”为 {quantity}，大于{total}；请核对"
            yield Finding(Code.COST_ABOVE_BUDGET, message, (*each.route, "target"), each.id)
