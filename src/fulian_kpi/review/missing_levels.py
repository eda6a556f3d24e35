"""A level-1 group that the table lacks."""

from collections.abc import Iterator
from typing import Final

from fulian_kpi.checked import Targets
from fulian_kpi.codes import Code
from fulian_kpi.finding import Finding

_REQUIRED: Final = ("产出指标", "效益指标", "满意度指标")
"""Groups that every table has (财预〔2021〕101号); 成本指标 came later and is only advised."""


def missing_levels(targets: Targets) -> Iterator[Finding]:
    """Yield one finding for the required groups that are missing, and one where no cost is."""
    present = {each.level1 for each in targets.indicators}
    missing = [name for name in _REQUIRED if name not in present]
    if missing:
        message = f"没有{'、'.join(missing)}；产出、效益、满意度三类一级指标都要有"
        yield Finding(Code.MISSING_LEVEL, message, ("indicators",))
    if not any(each.is_cost for each in targets.indicators):
        message = "没有成本指标；建议列出预算总额或单位成本的上限，例如 ≤300元/人"
        yield Finding(Code.NO_COST, message, ("indicators",))
