"""Targets that two people would judge differently: words, grades without a bar, bare counts."""

import re
from collections.abc import Iterator
from typing import Final

from fulian_kpi.checked import Indicator, Targets
from fulian_kpi.codes import Code
from fulian_kpi.finding import Finding
from fulian_kpi.review.measure import measure
from fulian_kpi.review.placeholder import is_placeholder
from fulian_kpi.review.rates import is_rate
from fulian_kpi.rule import Band, Grade, Range, Statement, Threshold

_UNITLESS: Final = re.compile("指数|系数|比值|倍数|得分|评分|pH|PH")
"""Measures that have no unit of their own."""


def not_measurable(targets: Targets) -> Iterator[Finding]:
    """Yield statements, grades without an expected level, and counts without a unit."""
    for each in targets.indicators:
        found = _fault(each)
        if found:
            code, message = found
            yield Finding(code, message, (*each.route, "target"), each.id)


def _fault(indicator: Indicator) -> tuple[Code, str] | None:
    match indicator.target.rule:
        case Statement(text=text) if not is_placeholder(text):
            message = (
                f"“{text}”没有尺度，做到什么程度算达成各人看法不同；"
                "请改成数量，或写成尺度，例如 定性优良中差（良）"
            )
            return Code.BARE_STATEMENT, message
        case Grade(scale=scale, expected=None) as grade:
            enough = "、".join(each for each in scale if grade.band(each) is Band.FULL)
            message = (
                f"只写了尺度 {'、'.join(scale)}，没有写要求达到的等级，评为 {enough} 就算达成；"
                f"请写明，例如 {grade}（{scale[0]}）"
            )
            return Code.NO_EXPECTED_LEVEL, message
        case Threshold() | Range() if _lacks_unit(indicator):
            written = indicator.target.text.strip()
            example = f"{written}{'元' if indicator.is_cost else '场'}"
            return Code.NO_UNIT, f"指标值“{written}”没有单位；请写明，例如 {example}"
        case _:
            return None


def _lacks_unit(indicator: Indicator) -> bool:
    """Return whether a unit is wanted: zero needs none, and a rate is told about its % instead."""
    quantity, name = measure(indicator), indicator.name
    if quantity is None or quantity.unit or not quantity.amount:
        return False
    return not _UNITLESS.search(name) and not is_rate(name)
