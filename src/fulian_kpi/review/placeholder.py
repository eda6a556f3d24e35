"""Cells that were left as the form had them."""

import re
from collections.abc import Iterator
from typing import Final

from fulian_kpi.checked import Targets
from fulian_kpi.codes import Code
from fulian_kpi.finding import Finding, Route
from fulian_kpi.rule import Statement

_PLACEHOLDER: Final = re.compile(
    r"[-－—–/／*＊×…·.。、\s]*|[xX]{2,}|无|暂无|待定|略|同上|不适用|待补充?"
)
# The forms of some provinces print 种植面积（≥**亩）as a hint, and the value goes elsewhere.
_REMNANT: Final = re.compile(
    r"[（(]?[ ≥≤＝=<>]*(?:[*＊]{2,}|[xX×]{2,})[^（）()]{0,8}[）)]?|_{2,}|＿{2,}"
)


def placeholder(targets: Targets) -> Iterator[Finding]:
    """Yield texts that say nothing, and names with the remnants of a form."""
    for route, text in _texts(targets):
        if is_placeholder(text):
            message = f"“{text.strip()}”只是占位；请填写，没有的整项删去"
            yield Finding(Code.PLACEHOLDER, message, route)
    for each in targets.indicators:
        remnant = _REMNANT.search(each.name)
        route = (*each.route, "name")
        if is_placeholder(each.name):
            message = f"“{each.name.strip()}”只是占位；请写明指标名称，没有的整项删去"
            yield Finding(Code.PLACEHOLDER, message, route, each.id)
        elif remnant:
            message = f"“{remnant[0].strip()}”是表样的提示，不是名称；请删去"
            yield Finding(Code.PLACEHOLDER, message, route, each.id, span=remnant.span())
        elif isinstance(each.target.rule, Statement) and is_placeholder(each.target.rule.text):
            message = f"指标值“{each.target.text.strip()}”只是占位；请填写，没有的整项删去"
            yield Finding(Code.PLACEHOLDER, message, (*each.route, "target"), each.id)


def is_placeholder(text: str) -> bool:
    """Return whether `text` only fills its cell: ``/``, ``—``, ``**``, 无, or nothing at all."""
    return bool(_PLACEHOLDER.fullmatch(text.strip()))


def _texts(targets: Targets) -> Iterator[tuple[Route, str]]:
    head = targets.head
    if head.goal is not None:
        yield ("goal",), head.goal
    for index, task in enumerate(head.tasks):
        yield ("tasks", index, "name"), task.name
        if task.content is not None:
            yield ("tasks", index, "content"), task.content
