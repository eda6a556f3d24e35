"""Indicators under the wrong level: completion as quality, money as work."""

import re
from collections.abc import Iterator
from typing import Final

from fulian_kpi.checked import Indicator, Targets
from fulian_kpi.codes import Code
from fulian_kpi.finding import Finding
from fulian_kpi.review.measure import measure

_SATISFACTION: Final = re.compile("满意(?:度|率|程度)")
_SPENT: Final = re.compile("支出|经费|费用|投入|资金|金额|预算")
# Money that comes in is a result of the work, not what it cost.
_EARNED: Final = re.compile(
    "争取|撬动|引进|引入|吸引|募集|招商|筹集|贷款|收入|收益|产值|挽回|追缴|到账"
)


def level_confusion(targets: Targets) -> Iterator[Finding]:
    """Yield indicators that belong under another level."""
    for each in targets.indicators:
        route = (*each.route, "name")
        if each.level2 == "质量指标" and "完成率" in each.name:
            message = (
                f"“{each.name}”说的是做完没有，不是做得好不好；"
                "质量指标请写合格率、通过率、优良率，完成情况写进数量指标"
            )
            yield Finding(Code.COMPLETION_AS_QUALITY, message, route, each.id)
        elif each.level1 != "满意度指标" and _SATISFACTION.search(each.name):
            message = f"“{each.name}”列在{each.level2}下；请移到满意度指标"
            yield Finding(Code.WRONG_LEVEL, message, route, each.id)
        elif each.level2 == "数量指标" and _is_money_spent(each):
            message = f"“{each.name}”是花了多少钱，不是做了多少事；请移到成本指标，写成 ≤"
            yield Finding(Code.WRONG_LEVEL, message, route, each.id)


def _is_money_spent(indicator: Indicator) -> bool:
    quantity, name = measure(indicator), indicator.name
    if quantity is None or quantity.unit != "元":
        return False
    return bool(_SPENT.search(name)) and not _EARNED.search(name)
