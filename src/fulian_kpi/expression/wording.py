"""The words of target cells: signs, words before and behind a quantity, words of change."""

import re
from collections.abc import Iterable
from typing import Final

from fulian_kpi.expression.scanner import LETTER, compiled
from fulian_kpi.rule import Comparator, Direction

_NEGATED: Final = ("不", "不得", "不能", "不应", "不可")
_AT_LEAST: Final = "少于 低于 小于".split()
_AT_MOST: Final = "超过 高于 大于 多于 突破 超出".split()
_SPELLINGS: Final = {
    Comparator.EQUAL: "== = 等于".split(),
    Comparator.AT_LEAST: [
        *(f"{no}{word}" for no in _NEGATED for word in _AT_LEAST),
        *">= ≥ 大于等于 大于或等于 高于或等于 等于或大于 等于或高于 达到或超过".split(),
        *"至少 最少 不早于".split(),
    ],
    Comparator.AT_MOST: [
        *(f"{no}{word}" for no in _NEGATED for word in _AT_MOST),
        *"<= ≤ 小于等于 小于或等于 低于或等于 等于或小于 等于或低于".split(),
        *"至多 最多 不晚于 不迟于".split(),
    ],
    Comparator.ABOVE: "> 大于 超过 多于 高于 突破 超出 晚于".split(),
    Comparator.BELOW: "< 小于 少于 低于 不满 不足 早于".split(),
}
SIGNS: Final = {
    spelling: comparator for comparator, spellings in _SPELLINGS.items() for spelling in spellings
}
"""Every spelling of a sign, in its folded form, with the comparator it means."""

_RAISED: Final = "提高 提升 增加 增长 上升 扩大 增 升".split()
_LOWERED: Final = "下降 降低 减少 压减 压缩 缩短 降 减".split()
_LEADS: Final = {
    Comparator.AT_LEAST: [
        *"达到 达 保持在 保持 稳定在 维持在 完成 最低".split(),
        *(f"{verb}{to}" for verb in _RAISED for to in "到至为"),
    ],
    Comparator.AT_MOST: [
        *"控制在 控制到 控制 最高".split(),
        *(f"{verb}{to}" for verb in _LOWERED for to in "到至为"),
    ],
    Comparator.EQUAL: "为 指标为 指标值为 目标为 目标值为".split(),
}
LEADS: Final = {lead: comparator for comparator, leads in _LEADS.items() for lead in leads}
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
    Direction.DOWN: "下降 降低 减少 压减 压缩 缩短 缩减 下浮 降幅",
}
"""Words of change against the year before."""

DIRECTIONS: Final = {
    verb: direction for direction, verbs in _VERBS.items() for verb in verbs.split()
}


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for the longest of `words` that fits."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_MODAL: Final = "(?:应当|必须|确保|力争|[应需须要])?"

SIGN: Final = rf"(?!不满意|不足额|突破性){_MODAL}({any_of(SIGNS)})"
LEAD: Final = rf"{_MODAL}({any_of(LEADS)})"
SUFFIX: Final = rf"[及或和含]?({any_of(SUFFIXES)})"
VERB: Final = rf"({any_of(DIRECTIONS)})"
_LAST_YEAR: Final = "(?:上年度?|去年|上一年度?|20[0-9]{2}年度?)(?:同期)?"
BASIS: Final = rf"(?:(?:同比|环比|年均?|相?[较比]{_LAST_YEAR}|与{_LAST_YEAR}相?比较?),? *){{1,2}}"
"""What a change is measured against; taken as said, since the actual is measured the same way."""

BOUND: Final = rf"(?:{_MODAL}(?:{any_of(LEADS)}) *)?(?:{SIGN}|[0-9]|[百千]分之)"
"""Where the bound itself begins: at a sign or a number, or at a lead right before one of them."""

NAME_LETTER: Final = rf"(?:PM(?:2\.5|10)|{LETTER}|[“”《》、]|\([^()0-9]+\))"
"""One letter of what an indicator is called; PM2.5 and (市、区) count as one."""

NO_DIGIT_LOST: Final = "(?!(?<=[A-Za-z])[0-9])"
"""Behind a name: in 增长l5% the l may be a 1."""

# 每年, 前, 较上年, 排名 and their like change what the quantity behind them means, so they cannot
# go with the name of an indicator, unless they are part of one of the words below.
_QUALIFIED: Final = (
    r"[每较约超没各均几仅除由从比近第前后不未无非月日]|(?<!^)年|同期|环比|分之|基本|大[体致概]|左右|部分|一半|规划|四五|"
    r"介于|排名|名次|位次|位列|进入|累计|最[高低]|控制|增长|提高|增加|上升|下降|降低|减少|压减|压缩|缩短|提升|其中|"
    r"[一二两三四五六七八九十百][个座条项所家名处人场台套次]|(?:禁|[禁防阻]止|避免|杜绝|勿)[: ]*$"
)
_PART_OF_A_NAME: Final = (
    r"较大|[签履违预节]约|超[标支时期](?=[率数])|超声|各[类项级](?=\w)|均衡|平均(?:就诊|住院日?|响应|处理|办理|等[待候])|"
    r"除险|从业|比[例率重]|占比|近视|第三方|[产学婚]前|[产售]后|后续|[前后]期(?=\w{2})|不合格|不良|不达标|不满意|不动产|"
    "未成年|无害化|无障碍|无偿|非[税遗公]|[青少老成]年|年[轻龄级度限]|日常|节日|住院日|控制[率数]|"
    "提升(?:改造|培训|工程|行动)|一次(?:性|合格|通过|办结|成功)|二次(?:污染|供水)"
)


def is_name(text: str) -> bool:
    """Return whether `text` only says what is measured, so that it may be left out."""
    rest = compiled(_PART_OF_A_NAME).sub("…", text)
    return not compiled(_QUALIFIED).search(rest) and not compiled(SIGN).search(text)


APPROXIMATE: Final = "左右|上下"
