"""Bounds that nothing can pass, or nothing can miss."""

from collections.abc import Iterator

from fulian_kpi.checked import Indicator, Targets
from fulian_kpi.codes import Code
from fulian_kpi.finding import Finding
from fulian_kpi.plausibility import PASSABLE
from fulian_kpi.quantity import RATES
from fulian_kpi.rule import Comparator, Threshold


def idle_bound(targets: Targets) -> Iterator[Finding]:
    """Yield written bounds at the end of what is possible: ``≥100%``, ``>100%``, ``≥0``."""
    for each in targets.indicators:
        message = _objection(each)
        if message:
            yield Finding(Code.IDLE_BOUND, message, (*each.route, "target"), each.id)


def _objection(indicator: Indicator) -> str | None:
    rule = indicator.target.rule
    if not isinstance(rule, Threshold) or rule.implied:
        return None
    written, amount = indicator.target.text.strip(), rule.quantity.amount
    if rule.comparator is Comparator.AT_LEAST and amount == 0:
        return f"“{written}”怎么都达得到，没有约束；请写明要达到的数"
    if rule.comparator is Comparator.BELOW and amount == 0:
        return f"“{written}”不可能做到；不允许发生的写 =0"
    return _at_the_whole(indicator, rule)


def _at_the_whole(indicator: Indicator, rule: Threshold) -> str | None:
    """Return what to say of a share that is to reach, or to pass, the whole."""
    written, whole = indicator.target.text.strip(), RATES.get(rule.quantity.unit)
    if rule.quantity.amount != whole or PASSABLE.search(indicator.name) or indicator.is_cost:
        return None
    match rule.comparator:
        case Comparator.AT_LEAST:
            return (
                f"“{written}”：{indicator.name}最多就是 {rule.quantity}，没有超过的余地；"
                f"请写 ={rule.quantity}，或写一个能分出好坏的数"
            )
        case Comparator.ABOVE:
            return f"“{written}”：{indicator.name}不可能超过 {rule.quantity}；请写 ={rule.quantity}"
        case _:
            return None
