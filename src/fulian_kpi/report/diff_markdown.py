"""Two targets files compared, as markdown for a comment on a merge request."""

from fulian_kpi.comparison.targets import Comparison
from fulian_kpi.report.diff_text import counted, described, heading, reworded
from fulian_kpi.report.markdown_text import literal
from fulian_kpi.report.paper import Paper


def write_diff_markdown(comparison: Comparison, paper: Paper) -> None:
    """Write a heading, the number of changes of each kind, and a row for each of them."""
    write = paper.stream.write
    write(f"## {literal(heading(comparison))}\n\n{counted(comparison)}\n")
    if comparison.head:
        write("\n| 变化 | 内容 | 原文 | 新文 |\n|---|---|---|---|\n")
    for passages in comparison.head:
        write(f"| {' | '.join(map(literal, reworded(passages)))} |\n")
    if comparison.differences:
        write("\n| 变化 | 类别 | 指标 | 原指标值 | 新指标值 |\n|---|---|---|---|---|\n")
    for each in comparison.differences:
        write(f"| {' | '.join(map(literal, described(each)))} |\n")
