"""Rates whose target is no percentage, and percentages that are a share of nothing named."""

import re
from collections.abc import Iterator
from typing import Final

from fulian_kpi.checked import Indicator, Targets
from fulian_kpi.codes import Code
from fulian_kpi.finding import Finding
from fulian_kpi.quantity import RATES
from fulian_kpi.review.measure import measure
from fulian_kpi.rule import Deadline

_BRACKETS: Final = re.compile(r"[（(][^（）()]*[）)]")
_RATE: Final = re.compile(r"(?:(?<![频利汇功效速概])率|比例|比重|占比|满意度)$")
"""What a name ends with that is a share; 频率, 功率 and their like have units of their own."""

# 年度, 制度 and 评比 have the letters of a degree or a proportion without being one.
_NO_SHARE: Final = re.compile("[年季月]度|制度|调度|进度款|评比|比赛|比武|率先|率领")
_SHARE: Final = re.compile("[率度比占幅]|增长|增加|提高|提升|下降|降低|减少|份额|覆盖面|百分")
_RATE_UNITS: Final = frozenset({*RATES, "百分点", "倍", "/万", "/10万", "例/10万", "人/10万"})


def rates(targets: Targets) -> Iterator[Finding]:
    """Yield names and units that disagree about whether a share is meant."""
    for each in targets.indicators:
        route = (*each.route, "target")
        written = each.target.text.strip()
        if is_rate(each.name) and _is_no_rate(each):
            message = f"“{each.name}”是比率，指标值却写作“{written}”；请写成百分比，或改指标名称"
            yield Finding(Code.RATE_WITHOUT_PERCENT, message, route, each.id)
        elif _is_percentage(each) and not _names_a_share(each):
            message = (
                f"“{written}”是什么的比率？名称“{each.name}”没有说明；"
                "请写成“…率”，说清分子和分母，或改用数量"
            )
            yield Finding(Code.SHARE_OF_NOTHING, message, route, each.id)


def is_rate(name: str) -> bool:
    """Return whether `name` ends as the name of a rate does: 覆盖率, 资金到位率（%）."""
    return bool(_RATE.search(_BRACKETS.sub("", name).strip()))


def _is_no_rate(indicator: Indicator) -> bool:
    quantity = measure(indicator)
    if quantity is None:
        return isinstance(indicator.target.rule, Deadline)
    return quantity.unit not in _RATE_UNITS and bool(quantity.amount or quantity.unit)


def _is_percentage(indicator: Indicator) -> bool:
    quantity = measure(indicator)
    return quantity is not None and quantity.unit in RATES


def _names_a_share(indicator: Indicator) -> bool:
    # Under 满意度指标 whoever is named is the whole, and those who are content the part.
    if indicator.level1 == "满意度指标":
        return True
    return bool(_SHARE.search(_NO_SHARE.sub("", indicator.name)))
