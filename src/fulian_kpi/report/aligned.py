"""Columns of plain text, aligned in terminal cells: any number of lines, nothing cut."""

from collections.abc import Sequence

from fulian_kpi.diagnostic import cells, visible
from fulian_kpi.report.paper import Paper


def write_aligned(lines: Sequence[Sequence[str]], paper: Paper) -> None:
    """Write each line with its columns two blanks apart, all columns as wide as their widest."""
    shown = [tuple(map(visible, line)) for line in lines]
    taken = [tuple(map(cells, line)) for line in shown]
    widths = [max(column) for column in zip(*taken, strict=True)]
    for texts, needs in zip(shown, taken, strict=True):
        padded = [
            text + " " * (width - need)
            for text, width, need in zip(texts, widths, needs, strict=True)
        ]
        paper.stream.write("  ".join(padded).rstrip() + "\n")
