"""Sign, value and unit cells of one indicator, put together to the target that they mean."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from fulian_kpi.document.grid import Cell, one_line
from fulian_kpi.expression.scanner import ExpressionError, fold
from fulian_kpi.expression.target import LONGEST, parse_rule
from fulian_kpi.expression.wording import SIGNS
from fulian_kpi.quantity import plain
from fulian_kpi.rule import Deadline, Grade, Rule, Threshold

QUALITY: Final = "定性"

_KINDS: Final = re.compile(
    r"定[量性](?:指标)?|数值型?|文本型?|[正反逆]向?指标|[正反逆]向|预期性|约束性|文字(?:描述)?|其他"
)
_DIRECTION: Final = re.compile("([正反逆])(?:向|向?指标)")
_BOUNDS: Final = {"正": "≥", "反": "≤", "逆": "≤"}
_PLACEHOLDER: Final = re.compile(r"[-/\\*—－–_.…×xX○oO]+|无|暂无|不适用|不涉及|无此项|空")
_DAMAGED_PERCENT: Final = re.compile(r"2(\d{1,2}|100)(?:\.\d+)?[%％]")
_NUMBER: Final = re.compile(r"[\d.,，]+")
_DECIMAL: Final = re.compile(r"\d+(?:\.\d+)?")
_OWN_UNIT: Final = re.compile(r"[\d.,，]*\d\s*([^\d\s.,，].*)")
_UNIT: Final = re.compile(r"[%‰㎡³²\u3400-\u9fffA-Za-z/·、.()*]{1,12}")
_TELLING: Final = re.compile(r"[\d=≥≤<>%‰]")
_TEMPLATE: Final = re.compile(r"\(\s*([≥≤=<>]+)\s*\**([^()\d*]*)\)")


@dataclass(frozen=True, slots=True)
class Reading:
    """A target as our files write it, the cells as they stood, and what is doubtful about it."""

    target: str
    original: str
    doubts: tuple[str, ...] = ()


class NoTargetError(ValueError):
    """Cells that hold no target, with the reason."""


def is_sign(text: str) -> bool:
    """Whether `text` is only a sign or a kind, such as ≥, 不少于 or 定性."""
    word = fold(text).replace(" ", "")
    return word in SIGNS or _KINDS.fullmatch(word) is not None


def is_comparison(text: str) -> bool:
    """Whether `text` is a sign that compares, such as ≥ or 不少于, and not a kind such as 定性."""
    word = fold(text).replace(" ", "")
    return word in SIGNS and _KINDS.fullmatch(word) is None


def is_direction(text: str) -> bool:
    """Whether `text` says only that more is better, or less: 正向, 反向指标."""
    return _DIRECTION.fullmatch(fold(text).replace(" ", "")) is not None


def is_unit(text: str) -> bool:
    """Whether `text` can be the unit of a quantity that stands in another cell."""
    word = fold(text).strip()
    return (
        _UNIT.fullmatch(word) is not None and not is_sign(text) and rule_of(f"1{word}") is not None
    )


def is_placeholder(text: str) -> bool:
    """Whether `text` only fills the cell: 无, /, —."""
    return _PLACEHOLDER.fullmatch(text.strip()) is not None


def rule_of(text: str) -> Rule | None:
    """Return the rule that `text` states, None where it states none."""
    if len(text) > LONGEST:
        return None
    try:
        return parse_rule(text)
    except ExpressionError:
        return None


def is_unsigned(text: str) -> bool:
    """Whether a direction tells which bound `text` is; none of 0 事故, which is exactly 0."""
    rule = rule_of(text)
    return isinstance(rule, Threshold) and rule.implied and rule.quantity.amount != 0


def sorted_out(pieces: Iterable[Cell]) -> tuple[str, str, str]:
    """Return sign, value and unit among cells under one header, in whatever order they stand."""
    sign, values, unit = "", [], ""
    shown = [one_line(each.text) for each in pieces if each.text and not each.covered]
    several = len(shown) > 1
    for text in shown:
        if several and not sign and is_sign(text):
            sign = text
        elif several and not unit and not _TELLING.search(fold(text).strip("%‰")) and is_unit(text):
            unit = text
        else:
            values.append(text)
    return (sign, " ".join(values), unit) if values else ("", sign, unit)


def read_target(sign: str, value: str, unit: str, name: str) -> Reading:
    """Return the target that the cells mean.

    Raises:
        NoTargetError: If there is no value, or nothing that our files could hold.
    """
    original = " | ".join(filter(None, (sign, value, unit)))
    if not value or (is_placeholder(value) and not _TELLING.search(fold(value))):
        shown = f"（只写了“{original}”）" if original else ""
        raise NoTargetError(f"没有指标值{shown}")
    word = fold(sign).replace(" ", "")
    if word.startswith(QUALITY):
        return _quality(value, unit, original)
    if is_placeholder(unit):
        unit = ""
    direction = _DIRECTION.fullmatch(word)
    sign = "" if _KINDS.fullmatch(word) else sign
    doubts = []
    if sign and fold(value).lstrip()[:1] in "=≥≤<>":
        if not fold(value).replace(" ", "").startswith(word):
            doubts.append(f"符号栏写的是“{sign}”，指标值里另有符号，按指标值读")
        sign = ""
    if sign and not _TELLING.search(fold(value)) and rule_of(f"{sign}{value}") is None:
        # Some systems print a sign and a unit even beside words: = | 有所增强 | 年.
        return _checked(value, original, name, doubts)
    if sign and isinstance(rule_of(value), Deadline):
        return _checked(value, original, name, doubts)  # = | 2024年6月30日前 | 日
    text = f"{sign}{value}"
    if unit:
        text, doubt = _with_unit(text, value, unit)
        doubts += [doubt] if doubt else []
    if direction and is_unsigned(text):
        text = f"{_BOUNDS[direction[1]]}{text}"
    return _checked(text, original, name, doubts)


def _with_unit(text: str, value: str, unit: str) -> tuple[str, str | None]:
    plain_value, plain_unit = fold(value).strip(), fold(unit).strip()
    if not _TELLING.search(plain_value.strip("%")):
        return text, f"指标值是文字，单位栏却写着“{unit}”"
    own = _OWN_UNIT.fullmatch(plain_value.lstrip("=≥≤<> "))
    if own is None or rule_of(plain_value) is None:
        return f"{text}{unit}", _doubt_of_share(plain_value.lstrip("=≥≤<> "), plain_unit)
    if own[1].strip() == plain_unit:
        return text, None
    if rule_of(f"{plain_value}{plain_unit}") is not None and own[1].strip() in {"万", "亿"}:
        return f"{text}{unit}", None
    return text, f"指标值自带单位，单位栏另写着“{unit}”，未采用"


def _doubt_of_share(number: str, unit: str) -> str | None:
    """Return what to say of 0.95 beside %, which a spreadsheet keeps for 95%."""
    if unit != "%" or not _DECIMAL.fullmatch(number) or not 0 < Decimal(number) <= 1:
        return None
    return f"{number}% 也可能是 {plain(Decimal(number) * 100)}%，照原样保留，请核对"


def _quality(value: str, unit: str, original: str) -> Reading:
    text = value.strip()
    if text.startswith(QUALITY):
        return _checked(text, original, "", [])
    doubts = []
    if unit and not is_placeholder(unit):
        doubts.append(f"定性指标的单位栏写着“{unit}”，未采用")
    if isinstance(rule_of(f"{QUALITY}{text}"), Grade):
        return Reading(f"{QUALITY}{text}", original, tuple(doubts))
    if rule_of(f"{text}{unit}") is not None:
        doubts = ["指标性质写的是定性，指标值却是数量，按数量读"]
        return Reading(f"{text}{unit}", original, tuple(doubts))
    return _statement(text, original, doubts)


def _checked(text: str, original: str, name: str, doubts: list[str]) -> Reading:
    if rule_of(text) is None:
        if _TELLING.search(fold(text)):
            doubts.append(f"指标值“{text}”读不成数量，列为定性，请核对：{_objection(text)}")
        return _statement(text, original, doubts)
    damaged = _DAMAGED_PERCENT.fullmatch(text.strip())
    if damaged:
        doubts.append(f"“{text}”可能是“≥{damaged[1]}%”识别有误，照原样保留")
    template = _TEMPLATE.search(fold(name))
    if template and _NUMBER.fullmatch(fold(text).lstrip("=≥≤<> ")):
        doubts.append(f"指标值没有单位，名称里写着“{template[0]}”")
    return Reading(text, original, tuple(doubts))


def _objection(text: str) -> str:
    try:
        parse_rule(text)
    except ExpressionError as error:
        return error.message
    return ""


def _statement(text: str, original: str, doubts: list[str]) -> Reading:
    target = f"{QUALITY}：{text}"
    if rule_of(target) is None:
        raise NoTargetError(f"指标值“{text}”读不懂：{_objection(target)}")
    return Reading(target, original, tuple(doubts))
