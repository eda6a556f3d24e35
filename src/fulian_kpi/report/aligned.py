"""Columns of plain text, aligned in terminal cells: any number of lines, nothing cut."""

from collections.abc import Sequence

from fulian_kpi.diagnostic import cells, visible
from fulian_kpi.report.paper import Paper


def write_aligned(lines: Sequence[Sequence[str]], paper: Paper) -> None:
    """Write each line with its columns two blanks apart, all columns as wide as their widest."""
    shown = [tuple(map(visible, line)) for line in lines]
    widths = [max(map(cells, column)) for column in zip(*shown, strict=True)]
    for line in shown:
        padded = [
            text + " " * (width - cells(text)) for text, width in zip(line, widths, strict=True)
        ]
        paper.stream.write("  ".join(padded).rstrip() + "\n")
