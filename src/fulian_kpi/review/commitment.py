"""How firmly the words around a quantity promise it."""

import re
from typing import Final

from fulian_kpi.expression.wording import VERB

_DOING: Final = (
    "开展|举办|组织|召开|建立|建成|建设|新建|改建|扩建|修建|改造|维修|打造|创建|培[训育养]|扶持|帮扶|发放|印发|"
    "发布|编制|制作|推出|完成|实现|新增|增加|购[置买]|采购|配备|救助|资助|补助|慰问|走访|检查|抽[查检]|巡查|"
    "治理|整治|种植|养殖|安装|更换|硬化|惠及|带动|引进|招[聘募]|选[派树]|评选|表彰|命名|落实|受益|受理|办理|"
    "调解|孵化|促成|签约|提供|服务|覆盖|巡[展演诊讲护]|义诊|宣讲|体检|筛查|更[新换]|汇聚|承载|开放|撰写|编[印写]|"
    "接待|选聘|清[查理淤]|拆除|铺设|监测|检测|建档|出版|拍摄|修缮|加固|处置|评审"
)
_DONE: Final = re.compile(_DOING)
_DONE_JUST_BEFORE: Final = re.compile(rf"(?:{_DOING})了?$")
_DONE_TO: Final = re.compile("[对为向给]$")
_SERVED: Final = frozenset("户 人 名 位 人次 户次".split())
"""Whom something is done to; 对3个乡镇 says where."""

# 在10栋大棚中种植, 示范点的5个社区: what follows describes where, not how many.
_ATTRIBUTE: Final = re.compile(r"(?:[的在按于从由]|按照|根据|约|近)$")
_RATE: Final = re.compile(r"[\u3400-\u9fff]{2}(?:率|(?<![年季月制])度|比例|占比|比重)")
_RATE_JUST_BEFORE: Final = re.compile(r"(?:率|满意度|比例|占比|比重)[为是]?$")
_GIVEN: Final = re.compile("资金|经费|预算|投资|投入|拨款|标准|配套|负担|贷款")
"""Money that a project gets or gives: its place is the budget, or a cost."""

_DURATIONS: Final = frozenset(
    "小时 个小时 分钟 秒 天 日 周 月 个月 年 周年 季度 个季度 工作日 个工作日 学期 个学期".split()
)
"""Promised only with a sign: 3年行动 and 7天 describe, 不少于300天 promises."""

# 85分 and 100字 are a mark and a length, 三级 and 5度 say how, 65岁 says who, not how many.
_NO_COUNT: Final = frozenset("分 字 成 折 级 度 星 年度 版 岁 周岁".split())
_LATIN_UNITS: Final = frozenset("km m m² m2 kg t kW".split())
_PER: Final = re.compile(
    "每(?:一)?(?:个)?(月|季度|周|天|日|年|人|户|生|亩|学期)|每(?![0-9一二两三四五六七八九十百千万])"
)


def is_description(context: str, number: str, unit: str, *, signed: bool) -> bool:
    """Return whether a number only describes, whatever stands before it.

    Args:
        context: The clause before the quantity.
        number: As written; 一 and 两 are counted only behind a verb, 一个 only behind a sign.
        unit: As written.
        signed: Whether a sign such as 不少于 stands before it.
    """
    if signed:
        return False
    if unit.isascii() and unit.isalnum() and unit not in _LATIN_UNITS:
        return True
    if unit in _DURATIONS | _NO_COUNT or (
        unit in {"%", "百分点", "个百分点"} and _ends_in_change(context)
    ):
        return True
    in_words = not number[0].isdigit() and not number.startswith("百分之")
    return in_words and (number == "一" or not _DONE_JUST_BEFORE.search(context))


def _ends_in_change(context: str) -> bool:
    # 增长8% is held against last year, which no other promise is.
    return any(found.end() == len(context.rstrip()) for found in re.finditer(VERB, context))


def is_committed(context: str, unit: str, *, bounded: bool) -> bool:
    """Return whether the quantity behind `context` is promised beyond doubt.

    By a sign, by a verb that says what will be done, or as the value of a rate.
    """
    if _ATTRIBUTE.search(context.rstrip()):
        return False
    if unit.endswith("元"):
        return not _GIVEN.search(context) and (bounded or bool(_DONE.search(context)))
    if unit in {"%", "‰"}:
        return bool(_RATE_JUST_BEFORE.search(context.rstrip()))
    served = unit in _SERVED and _DONE_TO.search(context.rstrip())
    return bounded or bool(_DONE.search(context) or served)


def rate_named(context: str) -> str:
    """Return the last rate that `context` names, such as 覆盖率; empty if there is none."""
    named = [found[0] for found in _RATE.finditer(context)]
    return named[-1] if named else ""


def per_units(context: str) -> str | None:
    """Return what a unit must be followed by: /月 for 每月, nothing for 每年 in a year's table.

    None where the whole cannot be told: 每个社区, 每家.
    """
    found = [match[1] for match in _PER.finditer(context)]
    if found in ([], ["年"]):
        return ""
    return None if None in found else "".join(f"/{each}" for each in found)
