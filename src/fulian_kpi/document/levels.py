"""Level-1 and level-2 names as published tables write them, and as our files do."""

import re
from functools import lru_cache
from typing import Final

from fulian_kpi.document.target_cell import rule_of
from fulian_kpi.document.wording import END, bare, plain
from fulian_kpi.model import LEVELS
from fulian_kpi.rule import Deadline

COST, OUTPUT, EFFECT, SATISFACTION = LEVELS

_SUFFIX: Final = "(?:类)?(?:指标|目标|值)"
_LEVEL1: Final = {
    COST: "(?:项目)?成本",
    OUTPUT: "(?:项目)?产出",
    EFFECT: "(?:项目|工程)?(?:效益|成效|效果|影响力)",
    SATISFACTION: "(?:服务对象|社会公众或服务对象)?满意度?",
}
_LEVEL2: Final = {
    "数量指标": "(?:产出)?数量",
    "质量指标": "(?:产出)?质量",
    "时效指标": "(?:产出)?时效|进度",
    "经济成本指标": "经济成本",
    "社会成本指标": "社会成本",
    "生态环境成本指标": "生态(?:环境)?成本|环境成本",
    "成本指标": "(?:产出)?成本",
    "经济效益指标": "经济(?:效益)?",
    "社会效益指标": "社会(?:效益)?",
    "生态效益指标": "(?:生态|环境|生态环境)(?:效益)?",
    "可持续影响指标": "可持续(?:性)?(?:发展)?(?:影响)?",
    "社会公众或服务对象满意度指标": "社会公众或服务对象满意度?",
    "服务对象满意度指标": (
        "(?:服务对象|社会公众|受益对象|受益者|公众|服务对象(?:或|和|及)(?:受益者|受益对象|社会公众|项目受益人)|群众)"
        "满意度?"
    ),
    "满意度指标": "满意度",
}
_POINTS: Final = re.compile(r"\((?:分值|权重)?:?(\d{1,3}(?:\.\d{1,4})?)[分%]?\)$")
_UNSURE: Final = frozenset({"进度", "环境", "群众满意", "公众满意"})
"""Names that stand for an official one by our reading, not by the form's."""

SLUGS: Final = {
    "数量": "quantity",
    "质量": "quality",
    "时效": "timeliness",
    "成本": "cost",
    "经济": "economic",
    "社会效益": "social",
    "生态": "ecological",
    "可持续": "sustainability",
    "满意度": "satisfaction",
}
_MONEY: Final = re.compile("成本|经费|投入|补助标准|单价|造价|控制数|人均")
_SATISFIED: Final = re.compile("满意")
_TIMELY: Final = re.compile("及时|时限|时间|按时|按期|进度|周期|期限|时效")
_RATE: Final = re.compile("[率度性]$|合格|达标|质量|规范")


@lru_cache(maxsize=4096)
def level1_of(text: str) -> str | None:
    """Return the level-1 name that `text` writes, such as 产出指标 for 产 出 指标（50分）."""
    word = bare(text)
    for name, pattern in _LEVEL1.items():
        if re.fullmatch(f"(?:{pattern}){_SUFFIX}?", word):
            return name
    return None


@lru_cache(maxsize=4096)
def level2_of(text: str) -> str | None:
    """Return the level-2 name that `text` writes; None if it is none."""
    word = bare(text)
    for name, pattern in _LEVEL2.items():
        if re.fullmatch(f"(?:{pattern}){_SUFFIX}?", word):
            return name
    return None


def points_in(text: str) -> str:
    """Return the points that stand behind the name of a level, as in 产出指标（50分）."""
    found = _POINTS.search(plain(text))
    return found[1] if found else ""


def is_level(text: str) -> bool:
    """Whether `text` names a level and not an indicator: 产出指标, not 群众满意度."""
    word = bare(text)
    if not (level1_of(text) or level2_of(text)):
        return False
    return re.search(f"{_SUFFIX}$", word) is not None or word in {"产出", "效益"}


def ends_table(text: str, *, is_row: bool) -> bool:
    """Whether a line that begins with `text` stands below the indicators.

    Args:
        text: Its first text; 产出指标 never ends a table.
        is_row: Whether the line reads like an indicator, which 存在问题整改率 may be the name of,
            but not 存在问题 itself.
    """
    word = plain(text)
    found = END.match(word)
    if found is None or is_level(text):
        return False
    return not is_row or found[0].endswith(":") or word[found.end() :][:1] in {"", ":"}


def is_unusual(text: str) -> bool:
    """Whether the level-2 name is ours by reading only, and a person should look at it."""
    return any(part in bare(text) for part in _UNSURE)


def level1_above(level2: str) -> str:
    """Return the level-1 name that `level2` belongs under where the table names none."""
    if level2 == "成本指标":
        return OUTPUT  # Alone it is the older form's, 财预〔2015〕88号.
    return next(level1 for level1, names in LEVELS.items() if level2 in names)


def fitted(level1: str | None, level2: str | None) -> tuple[str, str] | None:
    """Return a pair that our files allow; None where the level-2 name has to be guessed."""
    if level2 is None:
        return (SATISFACTION, "服务对象满意度指标") if level1 == SATISFACTION else None
    if level1 is not None and level2 in LEVELS[level1]:
        return level1, level2
    if level1 == COST and level2 == "成本指标":
        return COST, "经济成本指标"
    return level1_above(level2), level2


def guessed(level1: str | None, name: str, target: str) -> tuple[str, str]:
    """Return levels for an indicator whose table names none that we know, by its wording."""
    if level1 == SATISFACTION or (_SATISFIED.search(name) and level1 in {None, EFFECT}):
        return SATISFACTION, "服务对象满意度指标"
    if level1 in {EFFECT, COST}:
        return level1, "社会效益指标" if level1 == EFFECT else "经济成本指标"
    if isinstance(rule_of(target), Deadline) or _TIMELY.search(name):
        return OUTPUT, "时效指标"
    if _MONEY.search(name) and "元" in target:
        return OUTPUT, "成本指标"
    if "%" in target or _RATE.search(name) or not re.search(r"\d", target):
        return OUTPUT, "质量指标"
    return OUTPUT, "数量指标"


def slug(level2: str) -> str:
    """Return the English word for a level-2 name that an id is made of."""
    if "成本" in level2:
        return "cost"
    return next(word for part, word in SLUGS.items() if part in level2)
