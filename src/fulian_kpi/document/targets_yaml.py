"""A draft as the text of a targets file and of an actuals file, as a person would write them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from fulian_kpi.document.draft import Draft, Indicator, Money, Task
from fulian_kpi.document.levels import slug
from fulian_kpi.expression.actual import parse_actual
from fulian_kpi.expression.scanner import ExpressionError
from fulian_kpi.expression.target import parse_rule

_PLAIN: Final = re.compile(
    r"[\u4e00-\u9fffA-Za-z“《（][\w\u3400-\u9fff\u3000-\u303f“”‘’—…·（），、；！？－～／％＋()/.+%-]*"
)
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


@dataclass(frozen=True, slots=True)
class Numbered:
    """An indicator with the id that it is given."""

    id: str
    indicator: Indicator


def number_indicators(draft: Draft) -> list[Numbered]:
    """Return the indicators as the file will order them, by their levels, with their ids."""
    counts: Counter[str] = Counter()
    numbered = []
    for level1 in dict.fromkeys(each.level1 for each in draft.indicators):
        group = [each for each in draft.indicators if each.level1 == level1]
        for level2 in dict.fromkeys(each.level2 for each in group):
            for each in group:
                if each.level2 == level2:
                    task = "" if each.task is None else f"t{each.task}-"
                    stem = f"{task}{slug(level2)}"
                    counts[stem] += 1
                    numbered.append(Numbered(f"{stem}-{counts[stem]}", each))
    return numbered


def targets_text(draft: Draft, *, year: int, department: str, source: str) -> str:
    """Return the targets file."""
    head = draft.head
    lines = [
        "# yaml-language-server: $schema=../schema/targets.schema.json",
        f"# 由 kpi import 读自 {_comment(source)}",
        f"year: {year}",
        f"department: {scalar(department)}",
        *_budget(head.money),
    ]
    if head.goal:
        lines += ["# 年度总体目标", f"goal: {quoted(head.goal)}"]
    if head.tasks:
        lines += ["# 年度主要任务", "tasks:", *_tasks(head.tasks)]
    lines += ["# 年度绩效指标", "indicators:", *_tree(draft)]
    return "\n".join(lines) + "\n"


def actuals_text(draft: Draft, *, targets: str, source: str) -> tuple[str, list[Numbered]]:
    """Return the actuals file, and the indicators whose actual it could not take as a value."""
    money = draft.head.money
    lines = [
        "# yaml-language-server: $schema=../schema/actuals.schema.json",
        f"# 由 kpi import 读自 {_comment(source)}",
        f"targets: {scalar(targets)}",
    ]
    if money.executed is not None:
        adjusted = "" if money.adjusted is None else f"adjusted: {money.adjusted}, "
        lines.append(f"budget: {{{adjusted}executed: {money.executed}}}    # 万元")
    lines.append("actuals:")
    unread = []
    for each in number_indicators(draft):
        value, understood = _value(each.indicator)
        if not understood:
            unread.append(each)
        lines.append(
            f"  {each.id}: {value}  # {_comment(_beside(each.indicator, understood=understood))}"
        )
    return "\n".join(lines) + "\n", unread


def scalar(text: str) -> str:
    """Return `text` bare where no reader of YAML could take it for anything else, else quoted."""
    return text if _PLAIN.fullmatch(text) and _HAN.search(text) else quoted(text)


def quoted(text: str) -> str:
    """Return `text` in double quotes."""
    return '"' + "".join(_ESCAPES.get(each, each) for each in text) + '"'


def _comment(text: str) -> str:
    return " ".join(text.split())


def _budget(money: Money) -> Iterator[str]:
    if money.total is None:
        return
    parts = {"total": money.total, "fiscal": money.fiscal, "other": money.other}
    shown = ", ".join(f"{key}: {amount:f}" for key, amount in parts.items() if amount is not None)
    yield f"budget: {{{shown}}}    # 万元"


def _tasks(tasks: Sequence[Task]) -> Iterator[str]:
    for each in tasks:
        yield f"  - id: {each.number}"
        yield f"    name: {scalar(each.name)}"
        if each.content:
            yield f"    content: {quoted(each.content)}"


def _tree(draft: Draft) -> Iterator[str]:
    level1 = level2 = ""
    weighted = has_weights(draft)
    for each in number_indicators(draft):
        indicator = each.indicator
        if indicator.level1 != level1:
            level1, level2 = indicator.level1, ""
            yield f"  {level1}:"
        if indicator.level2 != level2:
            level2 = indicator.level2
            yield f"    {level2}:"
        task = "" if indicator.task is None else f"task: {indicator.task}, "
        weight = f", weight: {indicator.weight}" if weighted else ""
        original = "" if indicator.original == indicator.target else f"，原文：{indicator.original}"
        yield (
            f"      - {{id: {each.id}, {task}name: {scalar(indicator.name)}, "
            f"target: {quoted(indicator.target)}{weight}}}"
            f"  # {_comment(indicator.spot + original)}"
        )


def has_weights(draft: Draft) -> bool:
    """Whether the file declares weights: only if every row has one above zero."""
    return all(each.weight and float(each.weight) > 0 for each in draft.indicators)


def _value(indicator: Indicator) -> tuple[str, bool]:
    """Return the entry of one actual, and whether its text is a value that answers the target."""
    text = indicator.actual
    understood = not text or _answers(text, indicator.target)
    value = quoted(text) if text and understood else ""
    if indicator.reason:
        return f"{{value: {value or 'null'}, reason: {quoted(indicator.reason)}}}", understood
    return value or "null", understood


def _answers(text: str, target: str) -> bool:
    try:
        parse_actual(text, parse_rule(target))
    except ExpressionError:
        return False
    return text.strip() != "不适用"


def _beside(indicator: Indicator, *, understood: bool) -> str:
    parts = [indicator.spot, f"指标值 {indicator.original}"]
    if not understood:
        parts.append(f"原表填写：{indicator.actual}")
    if indicator.score:
        parts.append(f"原表得分 {indicator.score}")
    return "，".join(parts)
