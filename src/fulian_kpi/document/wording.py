"""The words that published tables head their columns and their groups of indicators with."""

import re
from enum import StrEnum
from functools import lru_cache
from typing import Final

from fulian_kpi.expression.scanner import fold

# Traditional characters of header and level names, each before its plain one.
_TRADITIONAL: Final = (
    "級级標标產产時时質质數数經经濟济會会態态滿满務务對对績绩關关單单權权實实際际類类備备註注總总額额預预"
    "執执現现環环響响續续眾众計计偵侦評评價价門门項项稱称個个處处員员責责體体達达運运營营點点構构並并歷历據据"
    "財财撥撥資资況况無无這这與与為为區区縣县鄉乡鎮镇來来發发規规範范進进監监測测編编審审設设購购開开場场選选題题術术業业營营"
)
_PLAIN: Final = {
    ord(old): new for old, new in zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True)
}
# Some converters write the sound of a character behind it: 業(yè)務(wù).
_SOUNDS: Final = re.compile(r"\([a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{1,7}\)")
_SOUNDS_AS_WRITTEN: Final = re.compile(r"[(（]" + _SOUNDS.pattern[2:-2] + r"[)）]")
_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_ORNAMENTS: Final = re.compile(r"[\s*★☆◆●▲·_?]+")
_NUMBERING: Final = re.compile(
    r"^(?:\([一二三四五六七八九十\d]+\)|[一二三四五六七八九十\d]+[、.．])"
)
_LONGEST: Final = 40
_LONGEST_WORD: Final = 400
"""Of what may be a label or a name; brackets in longer texts say nothing."""


class Role(StrEnum):
    """What a column of the indicator block holds."""

    LEVEL1 = "level1"
    LEVEL2 = "level2"
    NAME = "name"
    SIGN = "sign"
    VALUE = "value"
    UNIT = "unit"
    WEIGHT = "weight"
    ACTUAL = "actual"
    SCORE = "score"
    REASON = "reason"
    INDEX = "index"
    KIND = "kind"
    OTHER = "other"


_GOAL: Final = "(?:年度|年初|预期|考核)(?:绩效|任务)?目标|绩效标准"
"""What heads the target where nothing else does, and else a text or a group of columns."""

_HEADERS: Final[dict[Role, re.Pattern[str]]] = {
    role: re.compile(pattern)
    for role, pattern in {
        Role.LEVEL1: "一级(?:绩效)?(?:指标|目标)?(?:名称)?|指标类型|指标类别",
        Role.LEVEL2: "二级(?:绩效)?(?:指标|目标)?(?:名称)?",
        Role.REASON: (
            "(?:(?!偏差[度率值]).{0,20}(?:偏差|未完成|未达成|未实现|原因).{0,20}(?:原因|分析|措施|说明|情况)?.{0,16})"
            "|改进措施"
        ),
        Role.NAME: (
            "[三四]级(?:绩效)?(?:指标)?(?:名称|内容)?|(?:绩效|具体|考核)?指标(?:名称|内容)"
            "|具体指标|绩效(?:指标)?内容|目标名称|指标项|[三四]级目标"
        ),
        Role.ACTUAL: (
            "(?:(?:全年|年度|本年|年终|自评)?实际|全年|年度|实际)?(?:指标)?(?:完成|达成)(?:指标)?(?:值|情况|数)?"
            "|(?:全年|年度|本年)?实际(?:完成|指标)?(?:值|情况|数|完成情况)|(?:全年|年度)?实际指标完成值"
            "|目标(?:值)?完成情况|完成指标值|绩效完成情况|业绩值|自评值"
            "|(?:[0-9]{4}年度?|年末|年终|年底|截[至止](?:年末|年底)|1-12月)?"
            "(?:实际)?(?:完成|实现|达成)值"
        ),
        Role.VALUE: (
            "(?:(?:年度|年初|全年|本年度?|当年|预期|计划|设定|预算|[0-9]{4}年度?)?(?:绩效|预期)?)"
            "(?:指标|目标|绩效目标|指标目标|预期|绩效|计划)值(?:及单位)?"
            "|(?:年度|目标)数值|计划完成值|预期(?:完成|达到)值|年度指标|年初设定(?:目标)?值|年度目标指标值"
            "|绩效目标|指标目标|目标|预期指标|(?:调整后?|批复)(?:指标|目标)值|指标值/目标值|标准值"
            f"|{_GOAL}"
            "|(?:当年|年度|本年度?|全年)?(?:预期|计划)(?:当年|年度|本年度?|全年)?(?:实现|完成|达到)?(?:值|水平)"
        ),
        Role.SIGN: (
            "(?:绩效)?(?:指标|目标)?(?:性质|符号)|(?:指标|目标)?值?(?:类型|符号)|(?:运算|计算|比较|关系|判断|逻辑)符号?|比较关系"
        ),
        Role.UNIT: "(?:绩效)?(?:计量|度量|计数|指标|数量|数据|目标|(?:指标|目标)?值)?单位",
        Role.WEIGHT: (
            "(?:绩效|指标|本年度?|年度|设定|评分)*(?:分值|权重|权值)(?:分值|权重|分|值)?|标准分值?|分数"
            "|满分值?|赋分"
        ),
        Role.SCORE: "(?:自评|指标|实际|评价|考核)?(?:得分|评分)|自评分值?|评价分值?",
        Role.INDEX: "序号|编号|指标编码|指标序号",
        Role.KIND: (
            "(?:绩效)?指标(?:属性|方向性?)|是否.{0,6}指标|(?:指标)?正[/、]?[反逆]向(?:指标)?"
        ),
        Role.OTHER: (
            "备注|说明|.{0,8}(?:标准|解释|描述|方法|方式|来源|依据|要求|系数|材料|规则|公式|时限|内涵)"
            "|偏差[度率值]|(?:前年|上年度?|近[两三]年|往年|历史|上?半年).{0,8}|指标值内容|得分计算方法|评分说明|指标值说明|数据来源|(?:实施|项目)?周期(?:目标|指标)值|中期(?:目标|指标)值"
        ),
    }.items()
}

LABELS: Final = re.compile(
    "(?:年度)?(?:绩效|考核)?(?:目标|指标)?(?:完成情况)?[0-9]?|年度绩效(?:指标|目标)(?:完成情况)?[0-9]?|"
    "(?:本|年度)?年度?绩效指标|[绩效指标产出益年度目满意满]|项目(?:绩效)?(?:目标|指标)"
)
"""What stands left of the indicator tree: 绩效指标 over all rows, often one character a line."""

END: Final = re.compile(
    "(?:评价结论|自评结论|总体评价|存在(?:的)?(?:主要)?问题|改进措施|项目负责人|财务负责人|单位负责人|填表人|"
    "填报人|填表说明|备注|注[:：0-9]|说明|其他(?:需要?)?说明|偏差大|自评等级|自评小组|评价等级|.{0,12}审核意见|"
    ".{0,10}审批意见|.{0,12}初审意见|经办人|联系人|联系电话|主管部门意见|单位主要负责人|\\[excerpt)"
)
"""How a line begins that stands below the indicator block."""

PROJECT: Final = re.compile(
    r"(?:\(?[一二三四五六七八九十\d]{1,3}[)、.．]+)?项目[一二三四五六七八九十\d]{0,3}(?:名称)?:.+"
)
"""How a line names the project that the rows below it are of: 二、项目名称：… or 项目：…"""

OPENING: Final = re.compile(
    r"\(?\d{4}年度?\)?|.{0,50}(?:绩效|目标|自评|指标).{0,12}(?:表|申报书)(?:\(.{0,12}\))?|项目[一二三四五六七八九十\d]{1,3}[:：、.].*"
    rf"|{PROJECT.pattern}|(?:项目|部门|单位)名称(?:[:：].*)?|(?:填报|预算|申报)?单位[:：].*|附(?:件|表)[\d一二三四五六七八九十:：-]*"
)
"""How the first line of a form reads that stands below another one."""

PAGE: Final = re.compile(
    r"第?\d+页?(?:,?[共/]\d+页)?|[-—–]+\d+[-—–]+|\(?(?:续表?|接上页|转下页)\d*\)?"
)
"""What stands between the two halves of a table that goes on over a page."""

TOTAL: Final = re.compile("(?:得分|总分|分值)?(?:合计|总计|总分|小计|总得分)(?:得分)?[0-9.分]*")


def plain(text: str) -> str:
    """Return `text` as header and level names are compared: plain characters, nothing around."""
    folded = _SOUNDS.sub("", fold(text)).translate(_PLAIN)
    return _ORNAMENTS.sub("", folded)


def plain_characters(text: str) -> tuple[str, list[int]]:
    """Return `text` in plain characters, sounds left out, and where each stood; and the end."""
    kept: list[int] = []
    position = 0
    for sound in [*_SOUNDS_AS_WRITTEN.finditer(text), None]:
        kept += range(position, sound.start() if sound else len(text))
        position = sound.end() if sound else len(text)
    return "".join(text[each] for each in kept).translate(_PLAIN), [*kept, len(text)]


def bare(text: str) -> str:
    """Return `plain` text without brackets and numbering: 一、产出指标（50分） is 产出指标."""
    if len(text) > _LONGEST_WORD:
        return plain(text)
    shown = _NUMBERING.sub("", plain(text))
    while (shorter := _BRACKETS.sub("", shown)) != shown:
        shown = shorter
    return shown.strip(":;,.。、")


@lru_cache(maxsize=4096)
def header_role(text: str) -> Role | None:
    """Return what a column headed `text` holds; None if it is no header."""
    if len(text) > 2 * _LONGEST:
        return None
    word = bare(text)
    if not word or len(word) > _LONGEST:
        return None
    return next((role for role, known in _HEADERS.items() if known.fullmatch(word)), None)


def is_goal(text: str) -> bool:
    """Whether `text` heads a target only where no other column does: 年度目标, 绩效标准."""
    return re.fullmatch(f"{_GOAL}|标准值", bare(text)) is not None


def is_label(text: str) -> bool:
    """Whether `text` only says that indicators follow, or is one character of such a label."""
    return LABELS.fullmatch(bare(text)) is not None
