"""A draft as the text of a targets file, as a person would write it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from fulian_kpi.document.draft import Draft, Indicator, Money, Task
from fulian_kpi.document.levels import slug
from fulian_kpi.document.weights import Weights, weights_of
from fulian_kpi.quantity import plain
from fulian_kpi.yamlfile.tree import quoted

_PLAIN: Final = re.compile(
    r"[\u4e00-\u9fffA-Za-z“《（][\w\u3400-\u9fff\u3000-\u303f“”‘’—…·（），、；！？－～／％＋()/.+%-]*"
)
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")


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
    weights = weights_of(draft)
    lines = [
        f"# 由 kpi import 读自 {comment(source)}",
        f"year: {year}",
        f"department: {scalar(department)}",
        *(f"project: {scalar(each)}" for each in [head.project] if each),
        *(f"implementer: {scalar(each)}" for each in [head.implementer] if each),
        *_budget(head.money),
        *_weights(weights),
    ]
    if head.goal:
        lines += ["# 年度总体目标", f"goal: {quoted(head.goal)}"]
    if head.tasks:
        lines += ["# 年度主要任务", "tasks:", *_tasks(head.tasks)]
    lines += ["# 年度绩效指标", "indicators:", *_tree(draft, weights)]
    return "\n".join(lines) + "\n"


def scalar(text: str) -> str:
    """Return `text` bare where no reader of YAML could take it for anything else, else quoted."""
    return text if _PLAIN.fullmatch(text) and _HAN.search(text) else quoted(text)


def comment(text: str) -> str:
    """Return `text` as it can stand behind a #: on one line."""
    return " ".join(text.split())


def _budget(money: Money) -> Iterator[str]:
    if money.total is None:
        return
    parts = {"total": money.total, "fiscal": money.fiscal, "other": money.other}
    shown = ", ".join(f"{key}: {amount:f}" for key, amount in parts.items() if amount is not None)
    yield f"budget: {{{shown}}}    # 万元"


def _weights(weights: Weights) -> Iterator[str]:
    if weights.groups:
        shown = ", ".join(f"{name}: {plain(points)}" for name, points in weights.groups.items())
        yield f"weights: {{{shown}}}"


def _tasks(tasks: Sequence[Task]) -> Iterator[str]:
    for each in tasks:
        yield f"  - id: {each.number}"
        yield f"    name: {scalar(each.name)}"
        if each.content:
            yield f"    content: {quoted(each.content)}"


def _tree(draft: Draft, weights: Weights) -> Iterator[str]:
    level1 = level2 = ""
    for each in number_indicators(draft):
        indicator = each.indicator
        if indicator.level1 != level1:
            level1, level2 = indicator.level1, ""
            yield f"  {level1}:"
        if indicator.level2 != level2:
            level2 = indicator.level2
            yield f"    {level2}:"
        task = "" if indicator.task is None else f"task: {indicator.task}, "
        weight = f", weight: {indicator.weight}" if weights.rows else ""
        original = "" if indicator.original == indicator.target else f"，原文：{indicator.original}"
        yield (
            f"      - {{id: {each.id}, {task}name: {scalar(indicator.name)}, "
            f"target: {quoted(indicator.target)}{weight}}}"
            f"  # {comment(indicator.spot + original + _unused(indicator, weights))}"
        )


def _unused(indicator: Indicator, weights: Weights) -> str:
    """Return the points of a row and of its levels that the file does not declare."""
    if weights.rows:
        return ""
    points = (
        ("分值", indicator.weight),
        (indicator.level1, "" if weights.groups else indicator.points1),
        (indicator.level2, indicator.points2),
    )
    return "".join(f"，{name} {each}" for name, each in points if each)
