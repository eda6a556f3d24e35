"""Units as a text and a table may each write them: 公里 and km, 30场 and =12次."""

import re
from functools import lru_cache
from typing import Final

_SPELLINGS: Final = {
    "千米": "公里",
    "km": "公里",
    "m": "米",
    "m²": "平方米",
    "m2": "平方米",
    "kg": "千克",
    "公斤": "千克",
    "t": "吨",
    "名": "人",
    "位": "人",
    "床": "张",
    "日": "天",
}
"""Other words for the same unit."""

_FAMILIES: Final = tuple(
    frozenset(units.split())
    for units in (
        "场 次 期 场次 班次 批次 届 轮 班 节 堂 项",
        "个 处 家 所 座 间 点位 项 项目 条 支 种 类 部 套 份 件 篇 门 课 课程 台 辆 幢 栋",
    )
)
"""Counters that a text may swap for one another: 场 and 次 of events, 个 and 处 of places."""

_RELATED: Final = (frozenset({"人", "人次"}), frozenset({"户", "人"}), frozenset({"%", "百分点"}))
"""Units that count the same people in two ways: neither agreement nor conflict can be read."""

_SEPARATOR: Final = re.compile("[/·、]")


@lru_cache(maxsize=1024)
def _spelled(unit: str) -> tuple[str, ...]:
    return tuple(_SPELLINGS.get(part, part) for part in _SEPARATOR.split(unit))


@lru_cache(maxsize=4096)
def same_unit(one: str, other: str) -> bool:
    """Return whether amounts of `one` and `other` can be held against each other."""
    mine, theirs = _spelled(one), _spelled(other)
    if mine == theirs:
        return True
    pair = {*mine, *theirs}
    return len(mine) == len(theirs) == 1 and any(pair <= family for family in _FAMILIES)


@lru_cache(maxsize=4096)
def related_units(one: str, other: str) -> bool:
    """Return whether an indicator in `other` may be the answer to a promise in `one`."""
    pair = {_spelled(one)[0], _spelled(other)[0]}
    return same_unit(one, other) or len(pair) == 1 or any(pair <= each for each in _RELATED)
