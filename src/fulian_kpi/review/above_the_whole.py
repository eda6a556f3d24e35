"""Shares that are to be more than the whole: 满意度 ≥950%."""

from collections.abc import Iterator

from fulian_kpi.checked import Targets
from fulian_kpi.codes import Code
from fulian_kpi.finding import Finding
from fulian_kpi.plausibility import share_above_whole
from fulian_kpi.quantity import RATES, exact
from fulian_kpi.review.measure import measure
from fulian_kpi.review.recognition_damage import recognition_damage


def above_the_whole(targets: Targets) -> Iterator[Finding]:
    """Yield shares above 100 %, less those that a scanner may have made of ≥ (KPI225)."""
    damaged = {each.indicator for each in recognition_damage(targets)}
    for each in targets.indicators:
        quantity = measure(each)
        if quantity is None or each.id in damaged:
            continue
        share = share_above_whole(exact(quantity.amount), quantity.unit, each.name)
        if share:
            most = f"{RATES[quantity.unit]}{quantity.unit}"
            message = f"“{each.target.text.strip()}”：{share}不会超过 {most}；请核对"
            yield Finding(Code.ABOVE_THE_WHOLE, message, (*each.route, "target"), each.id)
