"""Indicator columns that stand twice in one table, side by side."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from fulian_kpi.document.alignment import Column
from fulian_kpi.document.block import Block
from fulian_kpi.document.grid import Row
from fulian_kpi.document.header import TREE
from fulian_kpi.document.wording import Role, plain

_LONGER: Final = re.compile("(?:中期|长期|中长期|实施期|实施周期|三年)(?:绩效)?(?:目标|指标)")
_YEARLY: Final = re.compile("(?:本年度|年度|当年)(?:绩效)?(?:目标|指标)")
ONE_TERM: Final = "表里并列中长期和年度两组指标，只读年度一组"


class Term(StrEnum):
    """How long the targets are for."""

    LONGER = "longer"
    YEAR = "year"


def _terms(row: Row) -> list[Term]:
    words = [plain(each.text) for each in row if each.text and not each.covered]
    return [
        Term.LONGER if _LONGER.match(each) else Term.YEAR
        for each in words
        if _LONGER.match(each) or _YEARLY.match(each)
    ]


def term_of(block: Block) -> Term | None:
    """Return the term that the header of a block names, or the line above it."""
    terms = {term for row in (*block.above[-1:], *block.header) for term in _terms(row)}
    return terms.pop() if len(terms) == 1 else None


def column_groups(columns: tuple[Column, ...]) -> list[list[Column]]:
    """Return the columns by the name column they belong to, with the levels that they share."""
    groups: list[list[Column]] = [[]]
    for each in columns:
        seen = [one for one in groups[-1] if one.role is each.role and one.text != ""]
        named = any(one.role is Role.NAME for one in groups[-1])
        valued = any(one.role is Role.VALUE for one in groups[-1])
        apart = seen and seen[-1].index + 1 < each.index
        if apart and named and valued and each.role in {*TREE, Role.NAME, Role.INDEX}:
            groups.append([])
        groups[-1].append(each)
    levels = [each for each in groups[0] if each.role in TREE]
    return [groups[0], *([*_lacking(levels, each), *each] for each in groups[1:])]


def _lacking(levels: Sequence[Column], group: Sequence[Column]) -> list[Column]:
    held = {each.role for each in group}
    return [each for each in levels if each.role not in held]


def this_year(
    groups: list[list[Column]], above: Sequence[Row]
) -> tuple[list[list[Column]], str | None]:
    """Return the groups to read, and what to say of one that is not.

    Where 中期目标 and 年度目标 stand side by side above two groups, the year's alone is read; other
    tables only go on in a second group what the first has begun.
    """
    if len(groups) != 2:  # noqa: PLR2004
        return groups, None
    for row in above:
        terms = _terms(row)
        if sorted(terms) == [Term.LONGER, Term.YEAR]:
            return [groups[terms.index(Term.YEAR)]], ONE_TERM
    return groups, None
