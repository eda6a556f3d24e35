"""Units of measure as target cells write them: 人次, 万元, 元/人·月, 件(册), %."""

import re
from typing import Final

from fulian_kpi.codes import Code
from fulian_kpi.expression.scanner import Scanner

SPELLINGS: Final = {
    "百分比": "%",
    "个百分点": "百分点",
    "㎡": "平方米",
    "㎥": "立方米",
}
"""Other spellings of a unit. Only spellings: a unit is never converted into another."""

_COUNTERS: Final = frozenset(
    # people, bodies, events
    "个 名 人 位 户 家 所 座 栋 幢 间 处 场 次 期 批 项 件 份 套 台 辆 部 篇 条 张 本 册 卷 只 "
    "头 匹 羽 尾 株 棵 例 起 宗 届 轮 节 堂 门 款 类 种 副 双 对 支 枝 根 盏 口 眼 幅 块 片 道 桶 "
    "袋 瓶 盒 箱 包 架 艘 列 首 集 版 页 字 题 笔 单 户次 项目 课 课时 学时 班次 频次 航次 人份 "
    "例次 点位 台套 件套 标段 床 "
    # time
    "年 月 日 天 周 季 季度 年度 小时 分钟 秒 工作日 周年 工日 人天 人日 人月 人年 学期 "
    "个月 个工作日 个小时 个季度 个学时 个课时 个学期 个年度 个自然日 自然日 个日历天 日历天 "
    # measures
    "米 千米 公里 里 厘米 毫米 平方米 平方公里 平方千米 立方米 方 公顷 亩 顷 吨 千克 公斤 斤 克 "
    "毫克 升 毫升 千瓦 千瓦时 兆瓦 度 千伏安 伏 分贝 摄氏度 "
    "元 角 分 美元 欧元 港元 倍 级 星 折 成".split()
)
_PERCENT: Final = re.compile(r"百分比|个?百分点|[%‰]")
_SUFFIX_START: Final = (
    r"[及或和]?以[上下内外]|之[内间上下]|内|左右|上下|以?前|至|到|且|"
    r"全?覆盖|完成|达标|合格|通过|办结|落实|\(不?含"
)
_RUN: Final = re.compile(
    rf"(?:(?!{_SUFFIX_START})(?:[A-Za-z]+[23²³]|[\u3400-\u9fffA-Za-zμµ℃°Ω㎡㎥/·、.()“”‘’「」《》]))+"
)
_UNKNOWN: Final = re.compile(r"[\u3400-\u9fff]{1,6}|[A-Za-zμµ℃°Ω]+[23²³]?|㎡|㎥")
_COMPOUND: Final = re.compile(
    r"(?:[\u3400-\u9fff]{0,6}|[A-Za-zμµ℃°]+[23²³]?)(?:\([\u3400-\u9fffA-Za-z/]{1,6}\))?"
    r"(?:[/·、][\u3400-\u9fffA-Za-zμµ℃°]{1,6}[23²³]?(?:\([\u3400-\u9fff/]{1,6}\))?)*"
)
# Words that say how a thing went, not what is counted; a run with one of them is no unit.
_NOT_UNIT: Final = re.compile(
    "[不以及或和与且的左右约余多少超近外前后提升降增减高低效覆盖达满完成未无半每第]"
)
_NOUN: Final = re.compile(
    r"(?![之性零一二两三四五六七八九十])[\u3400-\u9fffA-Za-z“”‘’「」《》()、]{1,20}"
)
# 一级, 十分, 三成 and 两类 say how good, how much or which, not how many.
_NOT_COUNTED_IN_WORDS: Final = frozenset("级 分 成 类 星 度 折 面 方 道 顷".split())
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
        return SPELLINGS.get(percent[0], percent[0])
    start = scanner.position
    run = scanner.take(_RUN)
    if run is None:
        return ""
    written = run[0].rstrip("、.")
    unit = _counted_in_words(written) if in_words else _resolve(written)
    if unit is None:
        message = (
            f"单位{scanner.quote(start, run.end())}读不懂，单位写到量词为止，例如 个、人次、万元"
        )
        raise scanner.error(Code.UNIT, message, start, run.end())
    return SPELLINGS.get(unit, unit)


def _counted_in_words(written: str) -> str | None:
    known = written in _COUNTERS or written.endswith("次")
    return _resolve(written) if known and written not in _NOT_COUNTED_IN_WORDS else None


def _resolve(written: str) -> str | None:
    """Return the unit in `written` without the noun that it counts, or None."""
    if written in _COUNTERS or (written.endswith("次") and written[:-1] in _COUNTERS):
        return written
    if not re.search(r"[/·(]", written):
        counter = _leading_counter(written)
        if counter and _NOUN.fullmatch(written[len(counter) :]):
            return counter
        if _UNKNOWN.fullmatch(written) and not _NOT_UNIT.search(written):
            return written
        return None
    if _COMPOUND.fullmatch(written) and not _NOT_UNIT.search(written):
        return written
    return None


def _leading_counter(written: str) -> str:
    """Return the longest counter that `written` begins with: 个工作日 before 个."""
    for length in range(min(_LONGEST_COUNTER, len(written) - 1), 0, -1):
        head = written[:length]
        if head in _COUNTERS or (head.endswith("次") and head[:-1] in _COUNTERS):
            return head
    return ""
