"""Amounts that cannot be meant, in a target or in an actual: half an event, 103% of all."""

import re
from fractions import Fraction
from typing import Final

from fulian_kpi.quantity import RATES

_WHOLE: Final = frozenset(
    "个 名 人 位 户 家 所 座 栋 幢 处 场 次 期 批 项 件 份 套 台 辆 部 篇 条 张 本 册 只 头 匹 株 "
    "棵 颗 枚 例 起 宗 届 轮 节 堂 门 款 类 种 人次 场次 户次 班次 项目 点位".split()
)
"""Counters of what there is no half of."""

_AVERAGE: Final = re.compile("均(?!衡)|每")

_SHARE: Final = re.compile(
    "满意[度率]|合格率|覆盖率|知晓率|通过率|优[良秀]率|达标率|办结率|及时率|准确率|成活率|入学率|到位率|普及率|"
    "有效率|整改率|处[置理]率|签约率|巩固率|参与率|保存率|治愈率|管理率|建档率|参保率|就业率|合规率"
)
"""Shares of a whole that is fixed; 完成率 may pass its plan and is not asked about."""

# Rates against something other than the whole: a year before, a plan, a debt.
PASSABLE: Final = re.compile(
    "增长|增幅|增值|保值|收益|回报|利润|产销|拨备|流动性|偿[还债付]|超额|投入产出|同比|环比|控制率|"
    "(?:收入|税收|产值|产量|销售|投资|任务|计划|目标|指标|预算).{0,4}(?:完成|执行|达成)"
)


def is_broken(amount: Fraction, unit: str, name: str) -> bool:
    """Return whether a count is no whole number, which only the average of counts may be."""
    return amount.denominator != 1 and unit in _WHOLE and not _AVERAGE.search(name)


def share_above_whole(amount: Fraction, unit: str, name: str) -> str | None:
    """Return what the indicator `name` is a share of, where `amount` is more than all of it."""
    whole = RATES.get(unit)
    if whole is None or amount <= whole or PASSABLE.search(name):
        return None
    share = _SHARE.search(name)
    return share[0] if share else None
