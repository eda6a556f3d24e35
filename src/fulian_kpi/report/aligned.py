"""Columns of plain text, aligned in terminal cells: any number of lines, nothing cut."""

from collections.abc import Sequence

from fulian_kpi.diagnostic import cells, visible
from fulian_kpi.report.paper import Paper


def write_aligned(lines: Sequence[Sequence[str]], paper: Paper) -> None:
    """Write each line with its columns two blanks apart, all columns as wide as their widest."""
    columns = [_padded(column) for column in zip(*lines, strict=True)]
    for texts in zip(*columns, strict=True):
        paper.stream.write("  ".join(texts).rstrip() + "\n")


def _padded(column: Sequence[str]) -> list[str]:
    """Return the texts of a column filled up to one width; each is measured once."""
    shown = {text: visible(text) for text in set(column)}
    needs = {text: cells(seen) for text, seen in shown.items()}
    width = max(needs.values())
    padded = {text: seen + " " * (width - needs[text]) for text, seen in shown.items()}
    return [padded[text] for text in column]
