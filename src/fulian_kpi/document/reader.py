"""A document's grids to the draft of one table."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Final

from fulian_kpi.document.block import Block, Remark
from fulian_kpi.document.columned import exact_blocks, is_in_place
from fulian_kpi.document.draft import Draft, Task
from fulian_kpi.document.grid import Cell, Grid, Row, one_line
from fulian_kpi.document.groups import ONE_TERM, Term, term_of
from fulian_kpi.document.head import names_project, projects_beside, read_head
from fulian_kpi.document.levels import is_level, level1_of
from fulian_kpi.document.rows import Rows
from fulian_kpi.document.runon import runon_blocks
from fulian_kpi.document.stream import stream_blocks
from fulian_kpi.document.task_column import read_task_column
from fulian_kpi.document.task_name import split_task
from fulian_kpi.document.wording import PAGE, Role, plain
from fulian_kpi.phrases import task_title

_UNIT: Final = re.compile("(?:部门|单位)(?:名称)?")
_PROJECT: Final = re.compile("(?:预算|二级)?项目(?:支出)?名称|专项名称")


@dataclass(frozen=True, slots=True)
class Found:
    """An indicator table with the grid that it stands in."""

    grid: Grid
    block: Block


def find_tables(grids: Sequence[Grid]) -> list[Found]:
    """Return every indicator table in `grids`, in the order of the document."""
    found = list(_with_heads(grids, _blocks))
    if not found:
        # A spreadsheet or a Word table that a text was pasted into has no columns either.
        found = list(_with_heads(grids, lambda grid: _copied(grid) if grid.exact else []))
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
        for each in _this_year(filled)
    ]


def _this_year(tables: Sequence[Found]) -> list[Found]:
    """Return the tables without those of a longer term, where others are of the year."""
    years = [each for each in tables if term_of(each.block) is Term.YEAR]
    longer = [each for each in tables if term_of(each.block) is Term.LONGER]
    if not (years and longer):
        return list(tables)
    remark = Remark(longer[0].block.place, ONE_TERM)
    kept: list[Found] = []
    above: tuple[Row, ...] = ()
    for each in tables:
        block = each.block
        if each in longer:
            above = (*above, *block.above)
            continue
        doubts = (*block.doubts, remark) if each in years else block.doubts
        kept.append(
            replace(each, block=replace(block, above=(*above, *block.above), doubts=doubts))
        )
        above = ()
    return kept


def _with_heads(grids: Sequence[Grid], read: Callable[[Grid], Sequence[Block]]) -> Iterator[Found]:
    """Yield the tables, each with the head that stands in a sheet or table of its own before it."""
    before: list[Row] = []
    last: Found | None = None
    for grid in grids:
        blocks = _continued(read(grid))
        if last and not blocks and (rest := _rest(last, grid)):
            last = replace(last, block=_joined(last.block, rest))
            continue
        if last and not blocks and (lost := _levels(grid)):
            message = f"{grid.name}没有指标表的表头，下面有“{lost[0].text}”等，没有读"
            block = last.block
            left_out = (*block.left_out, Remark(lost[0].place, message))
            last = replace(last, block=replace(block, left_out=left_out))
        if last and blocks and _is_next_group(last.block, blocks[0]):
            last = replace(last, block=_joined(last.block, blocks[0]))
            blocks = blocks[1:]
        for number, each in enumerate(blocks):
            if last:
                yield last
            goes_on = any(map(names_project, each.above[:1]))
            of_all = _for_all(blocks[0]) if number and goes_on else ()
            above = (*each.above, *of_all) if number else (*each.above, *before)
            last = Found(grid, replace(each, above=above))
        before = [] if blocks else [*before, *grid.rows]
    if last:
        yield last


def _for_all(first: Block) -> tuple[Row, ...]:
    """Return what stands above the project of the first table, and so above all of them."""
    at = next((n for n, row in enumerate(first.above) if names_project(row)), 0)
    return first.above[:at]


def _rest(table: Found, grid: Grid) -> Block | None:
    """Return the block of a grid that goes on below `table` without a header of its own."""
    first = table.block
    if not (first.exact and grid.exact) or _width(grid) != _width(table.grid):
        return None
    blocks = list(exact_blocks(replace(grid, rows=(*first.header, *grid.rows))))
    if len(blocks) != 1 or not is_in_place(blocks[0]):
        return None
    place = next(each.place for row in grid.rows for each in row)
    remark = Remark(place, "这张表没有表头，按上一张表的各栏接着读")
    return replace(blocks[0], doubts=(*blocks[0].doubts, remark))


def _is_next_group(first: Block, following: Block) -> bool:
    """Whether the next table goes on under the same header with other groups of level 1."""
    groups = [
        {level1_of(cell.text) for record in block.records for cell in record.get(Role.LEVEL1, ())}
        for block in (first, following)
    ]
    apart = bool(groups[0]) and not groups[0] & groups[1]
    return first.exact and apart and _goes_on(first, following)


def _levels(grid: Grid) -> list[Cell]:
    return [each for row in grid.rows for each in row if is_level(each.text)]


def _width(grid: Grid) -> int:
    return max(map(len, grid.rows), default=0)


def _continued(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks, each that only repeats the header on a new page joined to the first."""
    joined: list[Block] = []
    for each in blocks:
        if joined and _goes_on(joined[-1], each):
            joined[-1] = _joined(joined[-1], each)
        else:
            joined.append(each)
    return joined


def _joined(first: Block, following: Block) -> Block:
    return replace(
        first,
        records=(*first.records, *following.records),
        left_out=(*first.left_out, *following.left_out),
        doubts=(*first.doubts, *following.doubts),
        faults=first.faults | following.faults,
    )


def _goes_on(first: Block, following: Block) -> bool:
    between = [each.text for row in following.above for each in row if each.text]
    same = [each.text for each in first.columns] == [each.text for each in following.columns]
    return same and all(PAGE.fullmatch(plain(each)) for each in between)


def _blocks(grid: Grid) -> list[Block]:
    return list(exact_blocks(grid)) if grid.exact else _copied(grid)


def _copied(grid: Grid) -> list[Block]:
    """Return the blocks of a text: by its columns if none was lost on the way, else by content."""
    separated = all(each.column >= 0 for row in grid.rows for each in row)
    by_column = list(exact_blocks(grid)) if separated else []
    if by_column and all(map(is_in_place, by_column)):
        return by_column
    return list(stream_blocks(grid)) or list(runon_blocks(grid))


def _has_rows(block: Block) -> bool:
    return any(Rows(block, ()))


def _under(block: Block, heading: re.Pattern[str]) -> list[str]:
    """Return what stands in the column with that heading, each text once."""
    columns = block.headed(heading)
    cells = (cell for record in block.records for cell in record.get(Role.OTHER, ()))
    return list(dict.fromkeys(one_line(each.text) for each in cells if each.column in columns))


def _numbered_tasks(block: Block) -> tuple[Task, ...]:
    """Return the tasks that a form without a list of them numbers before its indicators."""
    names = (one_line(cell.text) for record in block.records for cell in record.get(Role.NAME, ()))
    numbers = {found[0] for name in names if (found := split_task(name)) and found[1]}
    return tuple(Task(each, task_title(each), "") for each in sorted(numbers))


def read_draft(found: Found, grids: Sequence[Grid], path: str) -> Draft:
    """Return what one table of the document at `path` came to."""
    everything = [row for grid in grids for row in grid.rows]
    head = read_head(found.block.above, name=PurePath(path).name, everything=everything)
    units = _under(found.block, _UNIT)
    if head.department is None and len(units) == 1:
        head = replace(head, department=units[0])
    notes = [Remark(found.block.place, each) for each in found.grid.notes]
    if not head.tasks and (tasks := _numbered_tasks(found.block)):
        head = replace(head, tasks=tasks)
        names = "、".join(each.name for each in tasks)
        notes.append(Remark(found.block.place, f"表里没有写{names}的名称和内容，请补"))
    column = read_task_column(found.block, head.tasks)
    head = replace(head, tasks=column.tasks)
    notes += column.doubts
    rows = Rows(found.block, head.tasks, column.numbers)
    indicators = tuple(rows)
    projects = _under(found.block, _PROJECT) or projects_beside(found.block.above)
    if len(projects) > 1:
        head = replace(head, project=None)
        message = f"表里有 {len(projects)} 个项目（{'、'.join(projects)}），指标读在一起，没有分开"
        notes.append(Remark(found.block.place, message))
    return Draft(
        head=head,
        indicators=indicators,
        doubts=(*notes, *head.doubts, *rows.doubts),
        left_out=tuple(rows.left_out),
        is_evaluation=found.block.has_actuals,
    )
