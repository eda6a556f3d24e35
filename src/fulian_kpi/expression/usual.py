"""The usual spellings, read at one glance: nine cells in ten are a sign, a number and a counter.

Only what `target.parse_rule` and `actual.parse_actual` would read the same way, a test proves it;
None leaves everything else to them.
"""

import re
from decimal import Decimal
from typing import Final

from fulian_kpi.judgement import Measured
from fulian_kpi.quantity import Quantity, exact
from fulian_kpi.rule import SCALES, Comparator, Grade, Threshold

UNITS: Final = frozenset(
    "% 个 名 人 户 家 所 座 处 场 次 期 批 项 件 份 套 台 篇 条 人次 户次 场次 元 亩 公里 吨 "
    "平方米".split()
)
"""Units that mean nothing but themselves; 年, 月 and 级 may be names of a time or a class."""

_SCALES: Final = {"": 0, "万": 4, "亿": 8}
_COMPARATORS: Final = {each.value: each for each in Comparator}
_GRADES: Final = {f"定性{''.join(scale)}": Grade(scale) for scale in SCALES}
_USUAL: Final = re.compile(
    r"([=≥≤<>]?)((?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,6})?)([万亿]?)([^0-9万亿]{1,3})"
)


def usual_rule(text: str) -> Threshold | Grade | None:
    """Return the rule of a usual target, such as ``≥1万人次`` or ``定性高中低``."""
    found = _USUAL.fullmatch(text)
    if found is None:
        return _GRADES.get(text)
    sign, number, scale, unit = found.groups()
    if not sign or unit not in UNITS:
        return None
    return Threshold(_COMPARATORS[sign], _quantity(number, scale, unit))


def usual_measure(text: str, unit: str) -> Measured | None:
    """Return the amount of a usual actual in the unit of its target, such as ``23个``."""
    found = _USUAL.fullmatch(text)
    if found is None or found[1] or found[4] != unit or unit not in UNITS:
        return None
    return Measured(exact(_quantity(found[2], found[3], unit).amount))


def _quantity(number: str, scale: str, unit: str) -> Quantity:
    zeros = _SCALES[scale]
    return Quantity(Decimal(number).scaleb(zeros), unit, zeros)
