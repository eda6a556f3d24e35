"""What pydantic objects to, in Chinese, with the nearest name that it may have been meant."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from fulian_kpi.codes import Code
from fulian_kpi.content import Places
from fulian_kpi.expression.scanner import ExpressionError
from fulian_kpi.model import ActualsFile, Budget, Entry, Execution, ReportEntry, TargetsFile, Task
from fulian_kpi.policy import Bands, ExecutionClause, GroupSplit, OverClause, Policy

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

SHAPES: Final[dict[type, dict[str, type]]] = {
    TargetsFile: {"budget": Budget, "tasks": Task, "indicators": Entry},
    ActualsFile: {"budget": Execution, "actuals": ReportEntry},
    Policy: {
        "weights": GroupSplit,
        "bands": Bands,
        "execution": ExecutionClause,
        "over": OverClause,
    },
}
"""The shape below each key of a file, for the names that are allowed there."""

_MESSAGES: Final = {
    "string_type": "应当是文字",
    "string_too_long": "太长，最多 {max_length} 字",
    "string_too_short": "不能为空",
    "string_pattern_mismatch": "编号只能用小写字母、数字和连字符，例如 t1-quantity-1",
    "dict_type": "应当是若干“键: 值”",
    "tuple_type": "应当是一个列表，每项以“- ”开头",
    "dataclass_type": "应当是若干“键: 值”，例如 {example}",
    "model_type": "应当是若干“键: 值”，例如 {example}",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "literal_error": "应当是 {expected} 之一",
    "enum": "应当是 {expected} 之一",
}

_NO_MAPPING: Final = frozenset({"dataclass_type", "model_type"})

_THOUSANDS: Final = re.compile(r"[0-9]{3}(?:\.[0-9]+)?")
"""What is left of 1,100.00 behind its comma."""


def complaint(error: "ErrorDetails", shape: type, places: Places) -> tuple[Code, str]:
    """Return the code and the message for one of pydantic's errors in a file of that `shape`."""
    route = error["loc"]
    kind = error["type"]
    context = error.get("ctx", {})
    cause = context.get("error")
    if isinstance(cause, ExpressionError):
        return cause.code, cause.message
    if kind == "missing":
        return Code.MISSING_KEY, f"缺少“{places.called(route)}”"
    below = SHAPES[shape].get(str(route[0]), shape) if route else shape
    if kind in {"unexpected_keyword_argument", "extra_forbidden"}:
        below = below if len(route) > 1 else shape
        return Code.UNKNOWN_KEY, _unknown_key(str(route[-1]), below)
    if error["input"] is None:
        return Code.WRONG_VALUE, "值是空的"
    template = _MESSAGES.get(kind)
    if template is None:
        return Code.WRONG_VALUE, error["msg"]
    message = template.format(**context, example=_example(below))
    message = message.replace(" or ", "、").replace("', '", "'、'")
    if isinstance(error["input"], str) and "：" in error["input"] and kind in _NO_MAPPING:
        message += "；冒号要用英文冒号，后面空一格"
    return Code.WRONG_VALUE, message


def _example(shape: type) -> str:
    """Return the first keys of `shape` as they are written on one line."""
    return "{" + ", ".join(f"{name}: …" for name in _keys(shape)[:2]) + "}"


def _keys(shape: type) -> list[str]:
    """Return the keys of `shape`, in the order in which they are declared."""
    return list(shape.__annotations__)


def _unknown_key(key: str, shape: type) -> str:
    if _THOUSANDS.fullmatch(key):
        return f"不认识的键“{key}”；括号里的逗号会把数字分成两段，请去掉逗号或给数字加引号"
    return f"不认识的键“{key}”{nearest(key, _keys(shape))}"


def nearest(name: str, allowed: Iterable[str]) -> str:
    """Return the end of a message: the likeliest of `allowed`, or the first ones of them."""
    from difflib import get_close_matches

    names = list(allowed)
    close = get_close_matches(name, names, n=1, cutoff=0.6)
    if close:
        return f"，是不是“{close[0]}”？"
    shown = 12
    more = "" if len(names) <= shown else " 等"
    return f"，这里可以写 {'、'.join(names[:shown])}{more}" if names else ""
