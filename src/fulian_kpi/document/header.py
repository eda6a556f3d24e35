"""The header of an indicator block: one row or two, its columns in any order."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from fulian_kpi.document.alignment import Column
from fulian_kpi.document.grid import Cell, Row
from fulian_kpi.document.target_cell import is_sign, is_unit, rule_of
from fulian_kpi.document.wording import Role, bare, header_role, is_label

TREE: Final = frozenset({Role.LEVEL1, Role.LEVEL2})
_ONCE_A_YEAR: Final = ("年度", "年初", "本年", "当年", "全年")
_LOWEST: Final = re.compile("[三四]级")
_LEVELS: Final = re.compile("[一二]级")
_LEVELLED: Final = frozenset({*TREE, Role.NAME})
_CONTENT: Final = frozenset({"内容", "数值", "值"})
"""What a column of the target alone is headed with, beside its sign and its unit."""

_HEADING: Final = re.compile("(?:年度|项目)?(?:绩效|考核|评价)?指标")


def header_at(rows: Sequence[Row], index: int) -> tuple[tuple[Column, ...], int] | None:
    """Return the columns under the header that begins there, and the row after it."""
    first = _heads(rows[index])
    if not any(each.role in {*TREE, Role.NAME} for each in first if each):
        return None
    if index + 1 < len(rows) and (second := _subheads(rows[index + 1], first)):
        width = max(len(first), len(second))
        merged = [
            (second[i] if i < len(second) else None) or (first[i] if i < len(first) else None)
            for i in range(width)
        ]
        if _is_block(merged):
            return _chosen(merged), _below(rows, index + 2)
    return (_chosen(first), _below(rows, index + 1)) if _is_block(first) else None


def _below(rows: Sequence[Row], first: int) -> int:
    """Return the row below the header, whose cells may be merged over several."""
    own = {each.place for each in rows[first - 1] if header_role(each.text) in {*TREE, Role.NAME}}
    while first < len(rows) and any(each.covered and each.place in own for each in rows[first]):
        first += 1
    return first


def _heads(row: Row) -> list[Column | None]:
    heads: list[Column | None] = []
    for each in row:
        role = header_role(each.text) if each.text else None
        is_other = not is_label(each.text) or is_heading(each.text)
        if role is None and each.text and not each.covered and is_other:
            role = Role.OTHER if len(each.text) < 30 and not rule_of(each.text) else None  # noqa: PLR2004
        heads.append(Column(role, each.column, each.text) if role else None)
    return heads


def _subheads(row: Row, above: Sequence[Column | None]) -> list[Column | None] | None:
    """Return the heads of a header's second row; None if it is no header.

    A part of them may be words that we do not know, where nothing stands below the levels.
    """
    own = [index for index, each in enumerate(row) if each.text and not each.covered]
    texts = [row[index].text for index in own]
    known = [each for each in texts if header_role(each)]
    if not known or 2 * len(known) < len(texts) or any(rule_of(each) for each in texts):
        return None
    grouped = [above[index] for index in own if index < len(above)]
    if len(known) < len(texts) and any(each and each.role in _LEVELLED for each in grouped):
        return None
    heads: list[Column | None] = [None] * len(row)
    for index in own:
        group = above[index] if index < len(above) else None
        role = header_role(row[index].text) or Role.OTHER
        if group and group.role is Role.VALUE and bare(row[index].text) in _CONTENT:
            role = Role.VALUE
        heads[index] = Column(role, row[index].column, row[index].text)
    return heads


def _is_block(heads: Sequence[Column | None]) -> bool:
    roles = {each.role for each in heads if each}
    return Role.VALUE in roles and bool(roles & {Role.NAME, *TREE})


def _chosen(heads: Sequence[Column | None]) -> tuple[Column, ...]:
    """Return the columns; of several target columns under one name column, the year's."""
    columns = settled([each for each in heads if each])
    values = [each for each in columns if each.role is Role.VALUE]
    names = [each for each in columns if each.role is Role.NAME]
    texts = {each.text for each in values}
    if len(texts) > 1 and len({each.text for each in names}) <= 1 and len(names) <= 1:
        wanted = next(
            (each.text for each in values if any(word in each.text for word in _ONCE_A_YEAR)),
            values[0].text,
        )
        columns = [
            replace(each, role=Role.OTHER)
            if each.role is Role.VALUE and each.text != wanted
            else each
            for each in columns
        ]
    return tuple(columns)


def is_heading(text: str) -> bool:
    """Whether `text` is 绩效指标 or the like, which heads a whole tree, or a column of names."""
    return _HEADING.fullmatch(bare(text)) is not None


def settled(columns: Sequence[Column]) -> list[Column]:
    """Return the columns once words that mean different things in different forms are settled.

    指标内容 explains the indicator where 三级指标 names it, and names it below 绩效指标;
    指标类型 is the level where there is no 一级指标; 绩效指标 itself is a column only where no
    level is; the last level is the indicator where nothing else is.
    """
    columns = _right_of_levels(columns)
    headings = [each for each in columns if is_heading(each.text)]
    if any(each.role in TREE and _LEVELS.search(bare(each.text)) for each in columns):
        columns = [each for each in columns if each not in headings]
    elif headings:
        columns = [replace(each, role=Role.NAME) if each in headings else each for each in columns]
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


def _right_of_levels(columns: Sequence[Column]) -> Sequence[Column]:
    """Return the columns without 绩效目标 or 目标 that only heads the levels on its right."""
    values = [each for each in columns if each.role is Role.VALUE]
    first = next((i for i, each in enumerate(columns) if each.role in TREE), 0)
    left = [each for each in columns[:first] if each.role is Role.VALUE]
    return [each for each in columns if each not in left] if len(left) < len(values) else columns


def widened(columns: tuple[Column, ...], rows: Sequence[Row]) -> tuple[Column, ...]:
    """Return the columns, the target's with those behind it that it was merged over once."""
    value = [each for each in columns if each.role is Role.VALUE][-1]
    own = [row[value.index].text for row in rows if value.index < len(row)]
    parts = [each for each in own if is_sign(each) or (each and is_unit(each))]
    if 2 * len(parts) < len([each for each in own if each]) or not parts:
        return columns
    headed = {each.index for each in columns}
    width = max(map(len, rows))
    behind = []
    for index in range(value.index + 1, min(width, value.index + 3)):
        if index in headed:
            break
        behind.append(replace(value, index=index))
    return (*columns, *behind)


def named_apart(columns: tuple[Column, ...], rows: Sequence[Row]) -> tuple[Column, ...]:
    """Return the columns, 指标内容 as part of a name that is merged over several of them."""
    names = [each.index for each in columns if each.role is Role.NAME]
    parts = [
        each for each in columns if each.role is Role.OTHER and header_role(each.text) is Role.NAME
    ]
    indexes = [each.index for each in parts]
    shared = any(
        any(row[at].covered for at in names) and any(_is_own(row[at]) for at in indexes)
        for row in rows
        if len(row) > max((*names, *indexes), default=0)
    )
    return tuple(replace(e, role=Role.NAME) if shared and e in parts else e for e in columns)


def _is_own(cell: Cell) -> bool:
    return bool(cell.text) and not cell.covered


def unread_targets(columns: Sequence[Column]) -> str | None:
    """Return what to say of target columns that are not the one which is read; None if none."""
    unread = [each for each in columns if each.role is Role.OTHER]
    texts = [each.text for each in unread if header_role(each.text) is Role.VALUE]
    read = next((each.text for each in columns if each.role is Role.VALUE), "")
    if not texts:
        return None
    return f"表头有几栏指标值，读的是“{read}”，没有读“{'”“'.join(dict.fromkeys(texts))}”"
