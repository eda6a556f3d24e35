"""One unit at two scales: 50000人 in one row, 2万人 in another."""

from collections.abc import Iterator
from typing import Final

from fulian_kpi.checked import Targets
from fulian_kpi.codes import Code
from fulian_kpi.finding import Finding
from fulian_kpi.review.measure import measure
from fulian_kpi.review.unit_and_name import disagreement

_LARGE: Final = 10_000
"""From here on 万 could have been written; 5场 beside 1.2万场 is no mixture."""


def mixed_scales(targets: Targets) -> Iterator[Finding]:
    """Yield large amounts written out whose unit stands with 万 in another row.

    A row that was told that its unit is wrong is left out: it will get another one.
    """
    rows = [
        (each, quantity)
        for each in targets.indicators
        if (quantity := measure(each)) and quantity.unit and not disagreement(each)
    ]
    first_scaled = {
        quantity.unit: (each, quantity) for each, quantity in reversed(rows) if quantity.scale
    }
    for each, quantity in rows:
        if quantity.scale or quantity.amount < _LARGE or quantity.unit not in first_scaled:
            continue
        other, other_quantity = first_scaled[quantity.unit]
        message = (
            f"这里写作 {quantity}，第 {other.line} 行写作 {other_quantity}；"
            "同一单位请统一写法，填报时才不会差一万倍"
        )
        yield Finding(Code.MIXED_SCALES, message, (*each.route, "target"), each.id)
