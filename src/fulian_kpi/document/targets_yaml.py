"""A draft as the text of a targets file, as a person would write it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from fulian_kpi.document.draft import Draft, Indicator, Money, Task
from fulian_kpi.document.levels import slug
from fulian_kpi.policy import EXECUTION, FULL_MARKS
from fulian_kpi.policy_file import DEFAULT_POLICY, load_policy
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
    lines = [
        f"# 由 kpi import 读自 {comment(source)}",
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
        unused = f"，分值 {indicator.weight}" if indicator.weight and not weighted else ""
        original = "" if indicator.original == indicator.target else f"，原文：{indicator.original}"
        yield (
            f"      - {{id: {each.id}, {task}name: {scalar(indicator.name)}, "
            f"target: {quoted(indicator.target)}{weight}}}"
            f"  # {comment(indicator.spot + original + unused)}"
        )


def weight_problem(draft: Draft) -> str | None:
    """Return why the file declares no weights though the table has some; None where all is well.

    Points that come neither to 100 nor to what budget execution leaves could not be scored.
    """
    given = [each for each in draft.indicators if each.weight and Decimal(each.weight) > 0]
    if not given:
        return None
    if len(given) < len(draft.indicators):
        return f"{len(draft.indicators)} 项指标中只有 {len(given)} 项有大于零的分值"
    total = sum((Decimal(each.weight) for each in given), Decimal(0))
    execution = load_policy(DEFAULT_POLICY).weights.standard[EXECUTION]
    rest = FULL_MARKS - execution
    if total in {FULL_MARKS, rest}:
        return None
    usual = f"{plain(rest)}（另有预算执行率 {plain(execution)} 分）"
    return f"分值合计 {plain(total)}，应当是 {usual}或 {FULL_MARKS}"


def has_weights(draft: Draft) -> bool:
    """Whether the file declares weights."""
    return any(each.weight for each in draft.indicators) and weight_problem(draft) is None
