"""How well a text suits a column of the indicator block, by its wording alone."""

import re
from functools import lru_cache
from typing import Final

from fulian_kpi.document.levels import is_level, level1_of, level2_of
from fulian_kpi.document.target_cell import is_placeholder, is_sign, is_unit, rule_of
from fulian_kpi.document.wording import Role
from fulian_kpi.expression.scanner import fold

UNFIT: Final = -5.0
"""What a column gets that cannot hold the text."""

_BLANK: Final = {Role.NAME: UNFIT, Role.VALUE: -1.0}
_SUITABLE_BLANK: Final = 0.2
_NUMBER: Final = re.compile(r"-?\d[\d.,]*")
_SHARE: Final = re.compile(r"\d[\d.]*[%分]?")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_REPORTED: Final = re.compile("(?:已|全部|均|基本)*(?:按.{1,4})?(?:完成|达成|达标)(?!率|时)")


@lru_cache(maxsize=65536)
def fitness(text: str, role: Role) -> float:
    """Return how well `text` suits a column: above 0 where it does, -5 where it cannot.

    The figures weigh against each other and against the costs in `alignment`: a level name in its
    column outweighs anything, a quantity belongs to the target, a bare number rather to the score.
    """
    if not text:
        return _BLANK.get(role, _SUITABLE_BLANK)
    level = is_level(text)
    if role in {Role.LEVEL1, Role.LEVEL2, Role.NAME}:
        named = _as_name if role is Role.NAME else _as_level
        return named(text, role, level=level)
    if role in {Role.VALUE, Role.ACTUAL}:
        return -6.0 if level else _as_value(text, role)
    if level:
        return UNFIT
    if role in {Role.SIGN, Role.UNIT, Role.INDEX, Role.WEIGHT, Role.SCORE}:
        return _as_mark(text, role)
    return -3.0 if _is_torn(text) else -0.5 if _is_number(text) else 0.3


def _as_level(text: str, role: Role, *, level: bool) -> float:
    known = level1_of(text) if role is Role.LEVEL1 else level2_of(text)
    if known and level:
        return 6.0
    if known and role is Role.LEVEL2:
        return 1.5
    return UNFIT if level or _is_number(text) else UNFIT + 0.5


def _as_name(text: str, _: Role, *, level: bool) -> float:
    if _is_number(text) or is_sign(text) or not _HAN.search(text):
        return UNFIT
    if _is_torn(text) or fold(text)[0] in "=≥≤<>":
        return -4.0
    if level:
        return -3.0
    return 0.2 if rule_of(text) is not None else 1.0


def _as_value(text: str, role: Role) -> float:
    actual = role is Role.ACTUAL
    if _is_number(text):
        return 1.2 if actual else 0.5
    if is_sign(text):
        return -2.0
    if rule_of(text) is not None:
        return 2.4 if actual else 3.0
    if _REPORTED.match(text):
        return 1.2 if actual else -0.3
    return -3.0 if _is_torn(text) else 0.4 if actual else 0.5


def _as_mark(text: str, role: Role) -> float:
    if role is Role.SIGN:
        return 4.0 if is_sign(text) else UNFIT
    if role is Role.UNIT:
        return 1.8 if is_unit(text) else UNFIT
    if role is Role.INDEX:
        return 2.0 if fold(text).isdigit() else UNFIT
    if _is_number(text):
        return 2.0
    share = _SHARE.fullmatch(fold(text)) is not None
    return 1.5 if share else 0.3 if is_placeholder(text) else UNFIT


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(fold(text)) is not None


def _is_torn(text: str) -> bool:
    """Whether one half of a pair of brackets stands in another piece."""
    shown = fold(text)
    return shown.count("(") != shown.count(")")
