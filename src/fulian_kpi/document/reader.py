"""A document's grids to the draft of one table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from fulian_kpi.document.block import Block, Remark
from fulian_kpi.document.columned import exact_blocks, is_in_place
from fulian_kpi.document.draft import Draft
from fulian_kpi.document.grid import Grid
from fulian_kpi.document.head import read_head
from fulian_kpi.document.rows import Rows
from fulian_kpi.document.runon import runon_blocks
from fulian_kpi.document.stream import stream_blocks


@dataclass(frozen=True, slots=True)
class Found:
    """An indicator table with the grid that it stands in."""

    grid: Grid
    block: Block


def find_tables(grids: Sequence[Grid]) -> list[Found]:
    """Return every indicator table in `grids`, in the order of the document."""
    found = []
    for grid in grids:
        blocks = list(exact_blocks(grid)) if grid.exact else _copied(grid)
        found += [Found(grid, each) for each in blocks]
    if not found:
        # A spreadsheet or a Word table that a text was pasted into has no columns either.
        found = [Found(grid, each) for grid in grids if grid.exact for each in _copied(grid)]
    filled = [each for each in found if _has_rows(each.block)]
    if not filled:
        return found
    unread = tuple(
        Remark(each.block.place, f"另有一张表没有读出指标：{each.block.title}")
        for each in found
        if not _has_rows(each.block)
    )
    return [
        replace(each, block=replace(each.block, left_out=(*each.block.left_out, *unread)))
        for each in filled
    ]


def _copied(grid: Grid) -> list[Block]:
    """Return the blocks of a text: by its columns if none was lost on the way, else by content."""
    separated = all(each.column >= 0 for row in grid.rows for each in row)
    by_column = list(exact_blocks(grid)) if separated else []
    if by_column and all(map(is_in_place, by_column)):
        return by_column
    return list(stream_blocks(grid)) or list(runon_blocks(grid))


def _has_rows(block: Block) -> bool:
    return any(Rows(block, ()))


def read_draft(found: Found, grids: Sequence[Grid], path: str) -> Draft:
    """Return what one table of the document at `path` came to."""
    everything = [row for grid in grids for row in grid.rows]
    head = read_head(found.block.above, name=PurePath(path).name, everything=everything)
    rows = Rows(found.block, head.tasks)
    indicators = tuple(rows)
    notes = [Remark(found.block.place, each) for each in found.grid.notes]
    return Draft(
        head=head,
        indicators=indicators,
        doubts=(*notes, *head.doubts, *rows.doubts),
        left_out=tuple(rows.left_out),
        is_evaluation=found.block.has_actuals,
    )
