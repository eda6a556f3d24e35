"""The words of target cells: signs, words before and behind a quantity, words of change."""

import re
from collections.abc import Iterable
from typing import Final

from fulian_kpi.rule import Comparator, Direction

_SPELLINGS: Final = {
    Comparator.EQUAL: "== = 等于",
    Comparator.AT_LEAST: (
        ">= ≥ 不少于 不低于 不小于 不得少于 不得低于 不得小于 大于等于 大于或等于 高于或等于 "
        "至少 最少 不早于"
    ),
    Comparator.AT_MOST: (
        "<= ≤ 不超过 不高于 不大于 不多于 不得超过 不得高于 不得大于 不得多于 不突破 不超出 "
        "小于等于 小于或等于 低于或等于 至多 最多 不晚于 不迟于"
    ),
    Comparator.ABOVE: "> 大于 超过 多于 高于 突破 超出 晚于",
    Comparator.BELOW: "< 小于 少于 低于 不满 不足 早于",
}
SIGNS: Final = {
    spelling: comparator
    for comparator, spellings in _SPELLINGS.items()
    for spelling in spellings.split()
}
"""Every spelling of a sign, in its folded form, with the comparator it means."""

_LEADS: Final = {
    Comparator.AT_LEAST: (
        "达到 达 保持在 稳定在 维持在 完成 提高到 提高至 提升到 提升至 增加到 增加至 增长到 增长至 "
        "上升到 上升至 扩大到 扩大至 增至 升至"
    ),
    Comparator.AT_MOST: (
        "控制在 控制到 下降到 下降至 降低到 降低至 减少到 减少至 压减到 压减至 缩短到 缩短至 "
        "降至 降到"
    ),
    Comparator.EQUAL: "为 指标为 指标值为 目标为 目标值为",
}
LEADS: Final = {lead: comparator for comparator, leads in _LEADS.items() for lead in leads.split()}
"""Words before a quantity that imply a sign, unless a sign or a suffix follows."""

SUFFIXES: Final = {
    "以上": Comparator.AT_LEAST,
    "以下": Comparator.AT_MOST,
    "以内": Comparator.AT_MOST,
    "之内": Comparator.AT_MOST,
    "内": Comparator.AT_MOST,
}
"""Words behind a quantity; all include the bound, as the Civil Code reads 以上 and 以下."""

_VERBS: Final = {
    Direction.UP: "增长 提高 增加 提升 上升 增幅",
    Direction.DOWN: "下降 降低 减少 压减 缩短 缩减 下浮 降幅",
}
"""Words of change against the year before."""

DIRECTIONS: Final = {
    verb: direction for direction, verbs in _VERBS.items() for verb in verbs.split()
}


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for the longest of `words` that fits."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_MODAL: Final = "(?:应当|必须|确保|力争|[应需须要])?"

SIGN: Final = re.compile(rf"{_MODAL}({any_of(SIGNS)})")
LEAD: Final = re.compile(rf"{_MODAL}({any_of(LEADS)})(?<!达(?=[标成]))")
SUFFIX: Final = re.compile(rf"[及或和]?({any_of(SUFFIXES)})")
VERB: Final = re.compile(rf"({any_of(DIRECTIONS)})")
BASIS: Final = re.compile("(?:同比|环比|年均|[较比](?:上年度?|去年|上一年度?)(?:同期)?),?")
"""What a change is measured against; taken as said, since the actual is measured the same way."""

APPROXIMATE: Final = re.compile("左右|上下")
DONE: Final = re.compile("完成|完工|竣工|到位|办结|落实|验收|发放完毕|投入使用")
"""What may stand behind a date and adds nothing to it."""
