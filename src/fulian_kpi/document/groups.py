"""Indicator columns that stand twice in one table, side by side."""

import re
from collections.abc import Sequence
from typing import Final

from fulian_kpi.document.alignment import Column
from fulian_kpi.document.grid import Row
from fulian_kpi.document.header import TREE
from fulian_kpi.document.wording import Role, plain

_LONGER: Final = re.compile("(?:中期|长期|中长期|实施期|实施周期|三年)(?:绩效)?目标")
_YEARLY: Final = re.compile("(?:本年度|年度|当年)(?:绩效)?目标")


def column_groups(columns: tuple[Column, ...]) -> list[list[Column]]:
    """Return the columns by the name column they belong to; levels outside belong to the first."""
    groups: list[list[Column]] = [[]]
    for each in columns:
        seen = [one for one in groups[-1] if one.role is each.role and one.text != ""]
        named = any(one.role is Role.NAME for one in groups[-1])
        valued = any(one.role is Role.VALUE for one in groups[-1])
        apart = seen and seen[-1].index + 1 < each.index
        if apart and named and valued and each.role in {Role.LEVEL1, Role.LEVEL2, Role.NAME}:
            groups.append([])
        groups[-1].append(each)
    return groups


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
        terms = [
            "longer" if _LONGER.match(word) else "year"
            for each in row
            if not each.covered
            and (word := plain(each.text))
            and (_LONGER.match(word) or _YEARLY.match(word))
        ]
        if sorted(terms) == ["longer", "year"]:
            year = groups[terms.index("year")]
            held = {each.role for each in year}
            shared = [each for each in groups[0] if each.role in TREE - held]
            return [[*shared, *year]], "表里并列中长期和年度两组指标，只读年度一组"
    return groups, None
