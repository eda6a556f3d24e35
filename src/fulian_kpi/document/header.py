"""The header of an indicator block: up to three rows, its columns in any order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from fulian_kpi.document.alignment import Column
from fulian_kpi.document.grid import Cell, Row
from fulian_kpi.document.target_cell import rule_of
from fulian_kpi.document.wording import Role, bare, header_role, is_goal, is_label
from fulian_kpi.document.year import table_year, text_year, years_in

TREE: Final = frozenset({Role.LEVEL1, Role.LEVEL2})
_ONCE_A_YEAR: Final = ("年度", "年初", "本年", "当年", "全年")
_LOWEST: Final = re.compile("[三四]级")
_LEVELS: Final = re.compile("[一二]级")
_LEVELLED: Final = frozenset({*TREE, Role.NAME})
_CONTENT: Final = frozenset({"内容", "数值", "值"})
"""What a column of the target alone is headed with, beside its sign and its unit."""

_WHOLE_YEAR: Final = frozenset({"全年", "全年度", "本年", "本年度", "年度"})
"""What a column is headed with beside 半年."""

_SEVERAL: Final = (Role.VALUE, Role.ACTUAL)
"""What may stand in a column for each year or half-year."""

_NAMED: Final = "名称"
"""What the column of a level is headed with that has a column of points beside it."""

_HEADING: Final = re.compile("(?:年度|项目)?(?:绩效|考核|评价)?指标")


def header_at(
    rows: Sequence[Row], index: int, top: int = 0
) -> tuple[tuple[Column, ...], int] | None:
    """Return the columns under the header that begins there, and the row after it.

    Args:
        rows: Of the whole grid.
        index: Of the row that may be a header.
        top: Of the row with which what stands above the header begins.
    """
    first = _heads(rows[index])
    if index > top:
        first = _alone(first, _over_all(_heads(rows[index - 1]), rows[index - 1]))
    if not any(each.role in {*TREE, Role.NAME} for each in first if each):
        return None
    if index + 1 < len(rows) and (
        second := _subheads(rows[index + 1], _over_all(first, rows[index]))
    ):
        width = max(len(first), len(second))
        merged = [
            (second[i] if i < len(second) else None) or (first[i] if i < len(first) else None)
            for i in range(width)
        ]
        if _is_block(merged):
            return _chosen(merged, rows[top:index]), _below(rows, index + 2)
    if not _is_block(first):
        return None
    return _chosen(first, rows[top:index]), _below(rows, index + 1)


def _below(rows: Sequence[Row], first: int) -> int:
    """Return the row below the header, whose cells may be merged over several."""
    own = {each.place for each in rows[first - 1] if header_role(each.text) in {*TREE, Role.NAME}}
    while first < len(rows) and any(each.covered and each.place in own for each in rows[first]):
        first += 1
    return first


def _heads(row: Row) -> list[Column | None]:
    heads: list[Column | None] = []
    own = {each.place for each in row if not each.covered}
    for each in row:
        role = header_role(each.text) if each.text else None
        is_other = not is_label(each.text) or (is_heading(each.text) and not each.covered)
        from_above = each.covered and each.place not in own
        if role is None and each.text and is_other and (from_above or not each.covered):
            role = Role.OTHER if len(each.text) < 30 and not rule_of(each.text) else None  # noqa: PLR2004
        heads.append(Column(role, each.column, each.text) if role else None)
    return heads


def _over_all(heads: Sequence[Column | None], row: Row) -> list[Column | None]:
    """Return the heads of `row`, each over all columns that its cell is merged over."""
    spread: list[Column | None] = []
    for index, each in enumerate(row):
        goes_on = index > 0 and each.covered and each.place == row[index - 1].place
        spread.append(spread[-1] if goes_on else heads[index])
    return spread


def _subheads(row: Row, above: Sequence[Column | None]) -> list[Column | None] | None:
    """Return the heads of a header's second row; None if it is no header.

    A part of them may be words that we do not know, where nothing stands below the levels.
    """
    own = [index for index, each in enumerate(row) if each.text and not each.covered]
    texts = [row[index].text for index in own]
    known = [each for each in texts if header_role(each)]
    others = [each for each in texts if each not in known]
    if not known or len(known) < len(others):
        return None
    if any(rule_of(each) for each in others if bare(each) not in _WHOLE_YEAR):
        return None
    for index, group in ((each, above[each]) for each in own if each < len(above)):
        named = row[index].text not in others or bare(row[index].text) == _NAMED
        if group and group.role in _LEVELLED and not named:
            return None
    heads: list[Column | None] = [None] * len(row)
    for index in own:
        heads[index] = _subhead(row[index], above[index] if index < len(above) else None)
    return heads


def _subhead(cell: Cell, group: Column | None) -> Column:
    """Return the head of a column in the second row of a header, under `group`."""
    role = header_role(cell.text) or Role.OTHER
    word = bare(cell.text)
    if group and group.role in _LEVELLED and word == _NAMED:
        return Column(group.role, cell.column, group.text)
    if group is None or group.role not in _SEVERAL:
        return Column(role, cell.column, cell.text)
    if group.role is Role.ACTUAL and (role in {Role.SIGN, Role.UNIT} or word in _CONTENT):
        return Column(group.role, cell.column, group.text)
    if word in _CONTENT | _WHOLE_YEAR:
        role = group.role
    return Column(role, cell.column, cell.text)


def _alone(heads: Sequence[Column | None], above: Sequence[Column | None]) -> list[Column | None]:
    """Return the heads, one that we do not know as what the head above says: 目标值 over 年初设定.

    Only if it is the one head there.
    """
    known = list(heads)
    for group in (each for each in above if each and each.role in _SEVERAL):
        under = [n for n, each in enumerate(above[: len(heads)]) if each is group and heads[n]]
        head = heads[under[0]] if len(under) == 1 else None
        if head and head.role is Role.OTHER:
            known[under[0]] = replace(head, role=group.role)
    return known


def _is_block(heads: Sequence[Column | None]) -> bool:
    roles = {each.role for each in heads if each}
    return Role.VALUE in roles and bool(roles & {Role.NAME, *TREE})


def _chosen(heads: Sequence[Column | None], above: Sequence[Row]) -> tuple[Column, ...]:
    return tuple(of_the_year(settled([each for each in heads if each]), above))


def of_the_year(columns: Sequence[Column], above: Sequence[Row]) -> list[Column]:
    """Return the columns; of several targets or actuals under one name column, the year's."""
    if len([each for each in columns if each.role is Role.NAME]) > 1:
        return list(columns)
    unread = {each for role in _SEVERAL for each in _of_other_years(columns, role, above)}
    return [replace(each, role=Role.OTHER) if each in unread else each for each in columns]


def _of_other_years(
    columns: Sequence[Column], role: Role, above: Sequence[Row]
) -> Iterator[Column]:
    """Yield the columns of `role` that are not the one of the table's year."""
    own = [each for each in columns if each.role is role]
    dated = {each: years_in(each.text) for each in own}
    year = (table_year(above) or text_year(above)) if any(dated.values()) else None
    fitting = [each for each in own if year is None or year in (dated[each] or {year})]
    # An actual of another year is none; a target of another year may be a slip of the form.
    left = fitting if fitting or role is Role.ACTUAL else own
    yearly = (each for each in left if any(word in each.text for word in _ONCE_A_YEAR))
    named = (each for each in left if year is not None and year in dated[each])
    wanted = next((each for each in (*named, *yearly, *left)), None)
    yield from (each for each in own if wanted is None or each.text != wanted.text)


def is_heading(text: str) -> bool:
    """Whether `text` is 绩效指标 or the like, which heads a whole tree, or a column of names."""
    return _HEADING.fullmatch(bare(text)) is not None


def settled(columns: Sequence[Column]) -> list[Column]:
    """Return the columns once words that mean different things in different forms are settled.

    指标内容 explains the indicator where 三级指标 names it, and names it below 绩效指标;
    指标类型 is the level where there is no 一级指标; 绩效指标 itself is a column only where no
    level is, or behind them; 年度目标 is the target, and the last level the indicator, where
    nothing else is.
    """
    columns = _targets(_right_of_levels(columns))
    headings = [each for each in columns if is_heading(each.text)]
    levels = [each for each in columns if each.role in TREE and _LEVELS.search(bare(each.text))]
    if levels:
        named = any(each.role is Role.NAME for each in columns)
        behind = columns.index(levels[-1])
        last = [each for each in headings if columns.index(each) > behind and not named]
        columns = [
            replace(each, role=Role.NAME) if each in last else each
            for each in columns
            if each in last or each not in headings
        ]
    elif headings:
        columns = [replace(each, role=Role.NAME) if each in headings else each for each in columns]
    columns = _weights_of_rows(columns)
    roles = {each: each.role for each in columns}
    names = [each for each in columns if each.role is Role.NAME]
    lowest = [each for each in names if _LOWEST.search(bare(each.text))]
    tops = [each for each in columns if each.role is Role.LEVEL1]
    if lowest:
        roles |= {each: Role.OTHER for each in names if each not in lowest}
    elif len({each.text for each in names}) > 1 and not TREE & set(roles.values()):
        roles[names[0]] = Role.LEVEL2
    if any(_LEVELS.search(bare(each.text)) for each in tops):
        roles |= {each: Role.KIND for each in tops if not _LEVELS.search(bare(each.text))}
    tree = [each for each in columns if roles[each] in TREE]
    if not names and tree:
        roles[tree[-1]] = Role.NAME
    return [replace(each, role=roles[each]) for each in columns]


def _weights_of_rows(columns: Sequence[Column]) -> Sequence[Column]:
    """Return the columns, points before the one name column those of levels where others follow."""
    names = [n for n, each in enumerate(columns) if each.role is Role.NAME]
    weights = [n for n, each in enumerate(columns) if each.role is Role.WEIGHT]
    if len(names) != 1 or not weights or weights[-1] < names[0]:
        return columns
    return [
        replace(each, role=Role.OTHER) if n in weights and n < names[0] else each
        for n, each in enumerate(columns)
    ]


def _targets(columns: Sequence[Column]) -> Sequence[Column]:
    """Return the columns, 年度目标 and the like none of the target where 指标值 is."""
    values = [each for each in columns if each.role is Role.VALUE]
    goals = [each for each in values if is_goal(each.text)]
    if len(goals) == len(values):
        return columns
    return [replace(each, role=Role.OTHER) if each in goals else each for each in columns]


def _right_of_levels(columns: Sequence[Column]) -> Sequence[Column]:
    """Return the columns without 绩效目标 or 目标 that only heads the levels on its right."""
    values = [each for each in columns if each.role is Role.VALUE]
    first = next((i for i, each in enumerate(columns) if each.role in TREE), 0)
    left = [each for each in columns[:first] if each.role is Role.VALUE]
    return [each for each in columns if each not in left] if len(left) < len(values) else columns
