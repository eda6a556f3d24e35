"""Whether two texts speak of the same thing: pairs of neighbouring characters that both have."""

import re
from functools import lru_cache
from itertools import pairwise
from typing import Final

from fulian_kpi.expression.scanner import fold

_WORD: Final = re.compile(r"[\u3400-\u9fffA-Za-z]+")
# What every promise and every indicator may have says nothing about which belong together.
_STOP_WORDS: Final = re.compile(
    "开展|举办|组织|完成|实施|推进|推动|加强|提升|提高|增加|确保|力争|达到|达|不少于|不低于|不超过|以上|"
    "以下|工作|活动|项目|建设|情况|数量|次数|场次|[人个户处件套台份家篇期]数|人次|指标|目标|全[市区县省镇]|全年|每年|"
    "年度|今年|本年|进行|相关|有关|各类|系列|主题|服务|[的和及与等为在对将了]"
)
_FEWEST: Final = 2
_SMALLEST_SHARE: Final = 0.4
"""Pairs that must be shared for a conflict, in number and of the shorter text: ours, with what they
bring about counted in docs/review.md."""


@lru_cache(maxsize=16_384)
def pairs(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of `text`, without words that say nothing."""
    plain = _STOP_WORDS.sub(" ", fold(text))
    return frozenset(a + b for word in _WORD.findall(plain) for a, b in pairwise(word))


def is_close(one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether two texts share enough to be held against each other."""
    shared = len(one & other)
    if shared and one == other:  # 宣传活动场次 and 开展宣传活动: one word, and no other.
        return True
    return shared >= _FEWEST and shared >= _SMALLEST_SHARE * min(len(one), len(other))
