"""Units of measure as target cells write them: 人次, 万元, 元/人·月, 件(册), %."""

import re
from typing import Final

from fulian_kpi.codes import Code
from fulian_kpi.expression.scanner import LETTER, ExpressionError, Scanner, compiled

SPELLINGS: Final = {
    "百分比": "%",
    "个百分点": "百分点",
    "㎡": "平方米",
    "㎥": "立方米",
    "㎞": "km",
    "㎝": "cm",
    "㎜": "mm",
    "㎏": "kg",
    "人民币": "元",
}
"""Other spellings of a unit. Only spellings: a unit is never converted into another."""

_COUNTERS: Final = frozenset(
    # people, bodies, events
    "个 名 人 位 户 家 所 座 栋 幢 间 处 场 次 期 批 项 件 份 套 台 辆 部 篇 条 张 本 册 卷 "
    "只 头 匹 羽 尾 株 棵 颗 枚 例 起 宗 届 轮 节 堂 门 款 类 种 副 双 对 支 枝 根 盏 口 眼 "
    "幅 块 片 道 桶 袋 瓶 盒 箱 包 架 艘 列 首 集 版 页 字 题 笔 单 户次 项目 课 课时 学时 "
    "班次 频次 航次 人份 例次 点位 台套 件套 标段 床 单位 部门 家庭 支部 课程 方案 成果 节目 "
    "家长 场所 床位 床日 台时 台班 "
    # time
    "年 月 日 天 周 季 季度 年度 小时 分钟 秒 工作日 周年 工日 人天 人日 人月 人年 学期 岁 "
    "周岁 个月 个工作日 个小时 个季度 个学时 个课时 个学期 个年度 个自然日 自然日 个日历天 日历天 "
    # measures
    "米 千米 公里 吨公里 里 厘米 毫米 平方米 平方公里 平方千米 立方米 方 公顷 亩 顷 吨 千克 公斤 "
    "斤 克 毫克 升 毫升 千瓦 千瓦时 千瓦小时 兆瓦 度 千伏 千伏安 伏 分贝 摄氏度 "
    "元 角 分 美元 欧元 港元 日元 人民币 倍 级 星 折 成".split()
)
# Of Latin letters only known units: an O may be a misread 0, 3A is a rating, W is slang for 万.
_LATIN: Final = frozenset(
    "m km cm mm m² m³ m2 m3 km² km2 cm² hm² hm2 ha mu M KM g mg kg KG t T L ml mL h d min s "
    "G MB GB TB Mbps Gbps kW KW kw MW kWh kwh KWH kVA KVA V kV KV Hz MHz dB db dB(A) "
    "Pa kPa MPa ppm PPM tce ℃ μm".split()
)
_PER_100000: Final = "([人例]?)/(?:10|十)万人?口?"
_PERCENT: Final = r"(\()?(百分比|个?百分点|[%‰])(?(1)\))"
_SUFFIX_START: Final = (
    r"[及或和含]?以[上下内外]|之[内间上下]|内|左右|上下|以?前|至|到|且|"
    r"全?覆盖|完成|达标|合格|通过|办结|落实|\((?:不?含|全?覆盖|完成|到位|达标|合格|通过)"
)
_RUN: Final = (
    rf"(?:(?!{_SUFFIX_START})(?:[A-Za-z]+[23²³]|{LETTER}| */ *(?=\D)|\([^()0-9]+\)|"
    "[·、.“”‘’「」《》℃°㎡㎥㎞㎝㎜㎏]))+"
)
_COMPOUND: Final = r"[^/()]{0,6}(?:\([^()]{1,6}\))?(?:[/·、][^/()]{1,6}(?:\([^()]{1,6}\))?)+"
_BRACKET: Final = r"\(([^()]+)\)"
_LONGEST_UNKNOWN: Final = 6
# Words that say how a thing went, not what is counted; a run with one of them is no unit.
_NOT_UNIT: Final = (
    "[不以及或和与且的左右约余多少超近外前后提升降增减高低效覆盖达满完成未无半每第优秀良好意甲强号稳全.]|"
    "等[奖功]|热线|公经费|保户|发生|(?<![A-Za-z])[oO](?![A-Za-z])"
)
_ORDINAL: Final = "(?:[名位届级年月]|季度)次|年级"
_NO_NOUN: Final = (
    "[之性零半余来底末初及以或/(]|公里|小时|天$|[一二两三四五六七八九十百千万亿](?![等级流])|多(?!媒体|功能)|"
    "[点上下左右内外A-Za-z]$"
)
_NUMERAL: Final = "[零一二两三四五六七八九十百千万亿]"
_LONGEST_NOUN: Final = 20
# A noun with one of these says more than what was counted: 4次每年, 3件未办结, 5起下降.
_NOT_NOUN: Final = (
    "[每未不无均半约近几.]|增长|增加|提高|提升|下降|降低|减少|[余多起等]$|大概|预计|其中|(?<![青少老成])[年月日]$|分之|"
    "[一二两三四五六七八九十百千万亿](?:[个座条项所家名处人场期台套]|次(?!性))"
)
# 一级, 十分, 三成 and 两类 say how good, how much or which, not how many; 三月 is March.
_NOT_COUNTED_IN_WORDS: Final = frozenset("级 分 成 类 星 度 折 面 方 道 顷 月".split())
_LONGEST_COUNTER: Final = max(map(len, _COUNTERS))


def read_unit(scanner: Scanner, *, in_words: bool = False) -> str:
    """Read the unit that stands here, if any; a noun after a counter (5个社区) belongs to no unit.

    Args:
        scanner: Behind a number.
        in_words: Whether the number is in Chinese numerals. Then only a plain counter will do:
            一站式, 一致 and 十分满意 begin with numerals too.

    Raises:
        ExpressionError: If what stands here is neither a unit nor the words that may follow one.
    """
    percent = scanner.take(_PERCENT)
    if percent:
        return SPELLINGS.get(percent[2], percent[2])
    if ratio := scanner.take(_PER_100000):
        return f"{ratio[1]}/10万"
    run = scanner.take(_RUN)
    if run is None:
        return ""
    written = run[0].replace(" ", "").rstrip("、.")
    unit = _counted_in_words(written) if in_words else _resolve(written)
    if unit is None:
        raise _no_unit(scanner, run, in_words=in_words)
    return SPELLINGS.get(unit, unit)


def _no_unit(scanner: Scanner, run: re.Match[str], *, in_words: bool) -> ExpressionError:
    from difflib import get_close_matches

    written = scanner.quote(run.start(), run.end())
    likely = get_close_matches(run[0].strip(), sorted(_LATIN), n=1)
    if likely:
        message = f"单位{written}读不懂，是不是“{likely[0]}”？"
    elif in_words:
        message = f"汉字数字后面的{written}不是量词；数量写成 5个、=0起，其余写成 定性：…"
    elif run[0].startswith("("):
        message = f"单位{written}不写在括号里，例如 30万元、98%"
    elif "每" in run[0]:
        message = f"单位{written}读不懂，“每年”“每人”写成 /年、/人，例如 4次/年"
    else:
        message = f"单位{written}读不懂，单位写到量词为止，例如 个、人次、万元"
    return scanner.error(Code.UNIT, message, run.start(), run.end())


def is_unit(text: str) -> bool:
    """Return whether `text` can be nothing but a unit, such as %, 万元 or 株."""
    bare = text.lstrip("万亿")
    return bool(compiled(_PERCENT).fullmatch(text)) or _is_counter(bare) or bare in _LATIN


def _is_counter(text: str) -> bool:
    """Return whether `text` is a known counter or one with 次: 人次, 家次, but not 名次."""
    if compiled(_ORDINAL).match(text):
        return False
    return text in _COUNTERS or (text.endswith("次") and text[:-1] in _COUNTERS)


def _counted_in_words(written: str) -> str | None:
    known = _is_counter(written) and written not in _NOT_COUNTED_IN_WORDS
    return written if known else None


def _resolve(written: str) -> str | None:
    """Return the unit in `written` without the noun that it counts, or None."""
    bracketed = written[1:-1] if written.startswith("(") and written.endswith(")") else written
    if _is_counter(bracketed):
        return bracketed
    counter = _leading_counter(written)
    rest = written[len(counter) :]
    if not counter and compiled(_NUMERAL).match(written):
        return None
    if re.search(r"[/·]", compiled(_BRACKET).sub("", written)):
        fits = compiled(_COMPOUND).fullmatch(written) and not compiled(_NOT_UNIT).search(written)
        return written if fits else None
    if counter and (bracket := compiled(_BRACKET).match(rest)):
        noun = rest[bracket.end() :]
        known = all(map(_is_counter, re.split("[/、]", bracket[1])))
        return counter + bracket[0] if known and (not noun or _is_noun(noun)) else None
    if counter:
        return counter if _is_noun(rest) and not compiled(_ORDINAL).match(written) else None
    return written if written in _LATIN or written in SPELLINGS or _may_be_unit(written) else None


def _is_noun(text: str) -> bool:
    """Return whether `text` behind a counter only says what was counted."""
    short = len(text) <= _LONGEST_NOUN
    return short and not compiled(_NO_NOUN).match(text) and not compiled(_NOT_NOUN).search(text)


def _may_be_unit(text: str) -> bool:
    """Return whether `text` is a short Chinese word that may be a unit we have not heard of."""
    chinese = all("\u3400" <= each <= "\u9fff" for each in text)
    fits = chinese and 0 < len(text) <= _LONGEST_UNKNOWN and not compiled(_NUMERAL).search(text)
    return fits and not compiled(_NOT_UNIT).search(text) and not compiled(_ORDINAL).match(text)


def _leading_counter(written: str) -> str:
    """Return the longest counter that `written` begins with: 个工作日 before 个."""
    for length in range(min(_LONGEST_COUNTER, len(written) - 1), 0, -1):
        if _is_counter(written[:length]):
            return written[:length]
    return ""
