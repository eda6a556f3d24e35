"""Shares that are to be more than the whole: 满意度 ≥950%."""

import re
from collections.abc import Iterator
from typing import Final

from fulian_kpi.checked import Targets
from fulian_kpi.codes import Code
from fulian_kpi.finding import Finding
from fulian_kpi.quantity import RATES
from fulian_kpi.review.idle_bound import PASSABLE
from fulian_kpi.review.measure import measure
from fulian_kpi.review.recognition_damage import recognition_damage

_SHARE: Final = re.compile(
    "满意[度率]|合格率|覆盖率|知晓率|通过率|优[良秀]率|达标率|办结率|及时率|准确率|成活率|入学率|到位率|普及率|"
    "有效率|整改率|处[置理]率|签约率|巩固率|参与率|保存率|治愈率|管理率|建档率|参保率|就业率|合规率"
)
"""Shares of a whole that is fixed; 完成率 may pass its plan and is not asked about."""


def above_the_whole(targets: Targets) -> Iterator[Finding]:
    """Yield shares above 100 %, less those that a scanner may have made of ≥ (KPI225)."""
    damaged = {each.indicator for each in recognition_damage(targets)}
    for each in targets.indicators:
        quantity, share = measure(each), _SHARE.search(each.name)
        if quantity is None or not share or each.id in damaged or PASSABLE.search(each.name):
            continue
        whole = RATES.get(quantity.unit)
        if whole is not None and quantity.amount > whole:
            message = (
                f"“{each.target.text.strip()}”：{share[0]}不会超过 {whole}{quantity.unit}；请核对"
            )
            yield Finding(Code.ABOVE_THE_WHOLE, message, (*each.route, "target"), each.id)
