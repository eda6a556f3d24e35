"""Two targets files compared, as the report of a terminal."""

from collections.abc import Iterator
from typing import Final

from fulian_kpi.comparison import LABELS, Comparison, Difference
from fulian_kpi.report.paper import Paper, styled

_GLYPHS: Final = {"lowered": "▼", "raised": "▲", "added": "+", "removed": "-"}
"""Marks of the changes that a reader looks for first; in GBK."""

_STYLES: Final = {"lowered": "red", "removed": "red", "raised": "green", "added": "green"}


def write_diff_text(comparison: Comparison, paper: Paper) -> None:
    """Write what is compared, the number of changes of each kind, and a row for each indicator."""
    from rich import box
    from rich.table import Table

    console = paper.console()
    console.print(styled(heading(comparison), "bold"))
    console.print(styled(counted(comparison)))
    if not comparison.differences:
        return
    table = Table(box=box.SIMPLE_HEAD, expand=True, padding=(0, 1), show_edge=False)
    for title, ratio in (("变化", 2), ("类别", 2), ("指标", 5), ("原指标值", 3), ("新指标值", 3)):
        table.add_column(title, ratio=ratio, overflow="fold")
    for each in comparison.differences:
        style = _STYLES.get(each.kinds[0], "")
        first, *others = described(each)
        table.add_row(styled(first, style), *map(styled, others))
    console.print(table)


def heading(comparison: Comparison) -> str:
    """Return the two files with department and year, the department once where it is the same."""
    old, new = comparison.old, comparison.new
    former = "" if old.head.department == new.head.department else f"{old.head.department} "
    return (
        f"{former}{old.head.year} 年（{old.source.path}）→ "
        f"{new.head.department} {new.head.year} 年（{new.source.path}）"
    )


def counted(comparison: Comparison) -> str:
    """Return how many indicators changed in each way; those that did not occur are left out."""
    counts = {label: comparison.count(kind) for kind, label in LABELS.items()}
    listed = "，".join(f"{label} {count} 项" for label, count in counts.items() if count)
    total = f"{len(comparison.old.indicators)} 项 → {len(comparison.new.indicators)} 项"
    return f"{total}：{listed or '没有变化'}"


def described(difference: Difference) -> tuple[str, str, str, str, str]:
    """Return the cells of a row: what changed, level, name, old target and new target."""
    old, new = difference.old, difference.new
    row = new or old
    assert row is not None, "one of them is there"
    kinds = "、".join(f"{_GLYPHS.get(kind, '')}{LABELS[kind]}" for kind in difference.kinds)
    return (
        kinds,
        "\n".join(_both(difference, "level2")),
        "\n".join(_both(difference, "name")),
        old.target.text.strip() if old else "",
        new.target.text.strip() if new else "",
    )


def _both(difference: Difference, field: str) -> Iterator[str]:
    """Yield what a field says now, and below what it said where that was different."""
    old, new = (getattr(each, field, None) for each in (difference.old, difference.new))
    yield str(new or old)
    if old and new and old != new:
        yield f"（原：{old}）"
