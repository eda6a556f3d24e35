"""A sign on the wrong side: more cost is better, fewer content people are better."""

import re
from collections.abc import Iterator
from typing import Final

from fulian_kpi.checked import Indicator, Targets
from fulian_kpi.codes import Code
from fulian_kpi.finding import Finding
from fulian_kpi.review.rates import is_rate
from fulian_kpi.rule import Comparator, Threshold

_UPWARD: Final = frozenset({Comparator.AT_LEAST, Comparator.ABOVE})
_DOWNWARD: Final = frozenset({Comparator.AT_MOST, Comparator.BELOW})

_BAD: Final = re.compile(
    "失业率|投诉|超支|事故|死亡率|发案|差错率|逾期率|流失率|超标率|空置率|负债率|返贫率|辍学率|"
    "(?:响应|等待|等候)(?:时间|时长)"
)
_GOOD: Final = re.compile(
    "满意[度率]|合格率|覆盖率|办结率|及时率|到位率|达标率|通过率|优良率|成活率|知晓率|准确率|完好率"
)
_COUNTED: Final = re.compile(
    "(?:失业|投诉|超支|事故|死亡|发案|差错|逾期|流失|超标|空置|负债|返贫|辍学)"
    "(?:发生)?(?:率|数量?|次数|件数|起数)?$|(?:时间|时长)$"
)
"""How the name of an indicator ends that counts a bad thing."""

# 投诉办结率 and 成本节约率 are good things about bad ones.
_TURNED: Final = re.compile(
    "办结|处[理置]|[回答]复|化解|解决|整改|查处|调处|调解|受理|及时|满意|下降|降低|减少|压减|缩减|节[约省支]|"
    "缩短|控制|预防|防范|防控|排查|演练|检查|救援|应急|宣传|培训|保险|救助|补助|人员|达标|合规|挽回"
)
_SAVED: Final = re.compile("节[约省支]|下降|降低|减少|压减|缩减|控制")
_NEGATED: Final = re.compile("[不未非]")


def reversed_sign(targets: Targets) -> Iterator[Finding]:
    """Yield costs and bad things with ≥, written or implied, and good things with ≤."""
    for each in targets.indicators:
        rule = each.target.rule
        if isinstance(rule, Threshold):
            message = _objection(each, rule)
            if message:
                yield Finding(Code.REVERSED_SIGN, message, (*each.route, "target"), each.id)


def _objection(indicator: Indicator, rule: Threshold) -> str | None:
    name, sign = indicator.name, rule.comparator
    good = _GOOD.search(name)
    if sign in _DOWNWARD and good and not _NEGATED.search(name) and "误差" not in name:
        return f"“{good[0]}”越高越好，却写了 {sign}；请改为 ≥{rule.quantity}"
    # ≥0 is told that nothing can miss it.
    if sign not in _UPWARD or not rule.quantity.amount:
        return None
    bad = _BAD.search(name)
    # Without a sign only what is itself counted: 投诉举报平台 are none of it.
    meant = not rule.implied or _COUNTED.search(name)
    if bad and meant and not _TURNED.search(name):
        said = f"没有写符号，按 {sign}{rule.quantity} 理解" if rule.implied else f"却写了 {sign}"
        return f"“{bad[0]}”越少越好，{said}；请改为 ≤{rule.quantity}"
    # 资金到位率 and 预算执行率 stand under costs too, and more of them is better.
    if indicator.is_cost and not is_rate(name) and not _SAVED.search(name):
        return f"成本指标“{name}”写了 {sign}，花得越多越好；请改为 ≤{rule.quantity}"
    return None
