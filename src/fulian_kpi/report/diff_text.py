"""Two targets files compared, as the report of a terminal."""

from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from fulian_kpi.checked import Indicator
from fulian_kpi.comparison.head import HeadDifference
from fulian_kpi.comparison.targets import LABELS, Comparison, Difference
from fulian_kpi.model import Task
from fulian_kpi.phrases import NO_TASK, task_title
from fulian_kpi.quantity import plain
from fulian_kpi.report.paper import Paper, styled

if TYPE_CHECKING:
    from rich.table import Table

_GLYPHS: Final = {"lowered": "▼", "raised": "▲", "added": "+", "removed": "-"}
"""Marks of the changes that a reader looks for first; in GBK."""

_STYLES: Final = {"lowered": "red", "removed": "red", "raised": "green", "added": "green"}


_HEAD: Final = {
    "year": "年度",
    "department": "部门名称",
    "project": "项目名称",
    "implementer": "实施单位",
    "total": "资金总额",
    "fiscal": "财政拨款",
    "other": "其他资金",
    "goal": "年度总体目标",
    "policy": "评分办法",
}
_TASK_PARTS: Final = {"id": "编号", "content": "主要内容"}

_CONTEXT: Final = 10
"""Characters shown before and after what is different in a long text."""


def write_diff_text(comparison: Comparison, paper: Paper) -> None:
    """Write what is compared, the number of changes of each kind, and a row for each of them."""
    console = paper.console()
    console.print(styled(heading(comparison), "bold"))
    console.print(styled(counted(comparison)))
    if comparison.head:
        table = _table({"变化": 2, "内容": 4, "原文": 5, "新文": 5})
        for passages in comparison.head:
            _add(table, reworded(passages), passages.kind)
        console.print(table)
    if comparison.differences:
        table = _table({"变化": 2, "类别": 2, "指标": 5, "原指标值": 3, "新指标值": 3})
        for each in comparison.differences:
            _add(table, described(each), each.kinds[0])
        console.print(table)


def _table(columns: "dict[str, int]") -> "Table":
    """Return a table with these columns, each as wide as its number says."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, expand=True, padding=(0, 1), show_edge=False)
    for title, ratio in columns.items():
        table.add_column(title, ratio=ratio, overflow="fold")
    return table


def _add(table: "Table", texts: "tuple[str, ...]", kind: str) -> None:
    first, *others = texts
    table.add_row(styled(first, _STYLES.get(kind, "")), *map(styled, others))


def heading(comparison: Comparison) -> str:
    """Return the two files with department and year, the department once where it is the same."""
    old, new = comparison.old, comparison.new
    former = "" if old.head.subject == new.head.subject else f"{old.head.subject} "
    return (
        f"{former}{old.head.year} 年（{old.source.path}）→ "
        f"{new.head.subject} {new.head.year} 年（{new.source.path}）"
    )


def counted(comparison: Comparison) -> str:
    """Return how many indicators changed in each way; those that did not occur are left out."""
    counts = {label: comparison.count(kind) for kind, label in LABELS.items()}
    listed = "，".join(f"{label} {count} 项" for label, count in counts.items() if count)
    total = f"{len(comparison.old.indicators)} 项 → {len(comparison.new.indicators)} 项"
    beside = f"；此外改变 {len(comparison.head)} 处" if comparison.head else ""
    return f"{total}：{listed or '没有变化'}{beside}"


def reworded(difference: HeadDifference) -> tuple[str, str, str, str]:
    """Return the cells of a row: what changed, what it is and where, old text and new text."""
    old, new = difference.old, difference.new
    before, after = (each.text if each else "" for each in (old, new))
    if old and new:
        before, after = _around(before, after), _around(after, before)
    kind = difference.kind
    lines = " → ".join(dict.fromkeys(f"第 {each.line} 行" for each in (old, new) if each))
    return (
        f"{_GLYPHS.get(kind, '')}{'改变' if kind == 'changed' else LABELS[kind]}",
        f"{_called(difference.field)}\n（{lines}）",
        before,
        after,
    )


def _called(field: str) -> str:
    """Return what the form calls a place in the head of a file."""
    first, *below = field.split(".")
    if first == "weights":
        return f"{''.join(below)}的分值"
    if first != "tasks":
        return _HEAD[below[0] if below else first]
    number, *part = below
    return f"{task_title(int(number))}{''.join(_TASK_PARTS[each] for each in part)}"


def _around(text: str, other: str) -> str:
    """Return what stands in `text` only, with a few characters around it."""
    same = _in_common(text, other)
    most = min(len(text), len(other)) - same
    end = min(most, _in_common(text[::-1], other[::-1]))
    start, stop = max(0, same - _CONTEXT), min(len(text), len(text) - end + _CONTEXT)
    before, after = "…" if start else "", "…" if stop < len(text) else ""
    return f"{before}{text[start:stop]}{after}"


def described(difference: Difference) -> tuple[str, str, str, str, str]:
    """Return the cells of a row: what changed, level, name, old target and new target."""
    old, new = difference.old, difference.new
    row = new or old
    assert row is not None, "one of them is there"
    kinds = "、".join(f"{_GLYPHS.get(kind, '')}{LABELS[kind]}" for kind in difference.kinds)
    return (
        kinds,
        "\n".join(_both(difference, "level2")),
        "\n".join((*_both(difference, "name"), *_tasks(difference))),
        _target(old, weighed="weight" in difference.kinds),
        _target(new, weighed="weight" in difference.kinds),
    )


def _tasks(difference: Difference) -> Iterator[str]:
    """Yield which task an indicator has gone from and to, where it has."""
    if difference.tasks:
        yield f"（{' → '.join(map(_task, difference.tasks))}）"


def _task(task: Task | None) -> str:
    return NO_TASK if task is None else f"{task_title(task.id)} {task.name}"


def _target(row: Indicator | None, *, weighed: bool) -> str:
    if row is None:
        return ""
    points = "" if row.weight is None else f"{plain(row.weight)} 分"
    return row.target.text.strip() + (f"\n（{points or '没有分值'}）" if weighed else "")


def _in_common(one: str, other: str) -> int:
    """Return how many characters two texts have in common at their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _both(difference: Difference, field: str) -> Iterator[str]:
    """Yield what a field says now, and below what it said where that was different."""
    old, new = (getattr(each, field, None) for each in (difference.old, difference.new))
    yield str(new or old)
    if old and new and old != new:
        yield f"（原：{old}）"
