"""Declared weights: whether they sum, and whether one row decides everything."""

from collections.abc import Iterator
from typing import Final

from fulian_kpi.checked import Targets
from fulian_kpi.codes import Code
from fulian_kpi.finding import Finding, FindingsError
from fulian_kpi.policy import FULL_MARKS, Policy
from fulian_kpi.quantity import plain
from fulian_kpi.weighting import Origin, weigh

_HALF: Final = FULL_MARKS // 2


def weights(targets: Targets, policy: Policy) -> Iterator[Finding]:
    """Yield what scoring would refuse, else every declared weight above half of all points."""
    try:
        weighting = weigh(targets, policy)
    except FindingsError as error:
        yield from error.findings
        return
    if weighting.origin is Origin.PROPOSED:
        return
    for each in targets.indicators:
        weight = weighting.rows[each.id]
        if weight > _HALF:
            message = (
                f"这一项占 {plain(weight)} 分，超过总分的一半，其余指标几乎不起作用；请拆分或调低"
            )
            route = (*each.route, "weight" if each.weight is not None else "name")
            yield Finding(Code.DOMINANT_WEIGHT, message, route, each.id)
