"""Rows of a table that are sums of the others, such as 合计, and no indicators.

A database has to tell them too: what it needs for that stands here as values.
"""

from collections.abc import Iterable
from typing import Final

SIGN: Final = "计"
"""What each of `WORDS` has, which few units have in their names."""

WORDS: Final = ("合计", "总计", "小计")
"""How a cell ends that says what a row sums up, or where a bracket begins: 合计, 小计（29家）."""

BLANKS: Final = " \u3000:："
"""What does not count in such a cell: 合  计："""

NOTHING: Final = ("", "-", "--", "—", "——", "/")
"""What stands in the target and the actual of such a row, between blanks if any."""

VALUES: Final = ("target", "actual")
"""Roles of the cells that such a row leaves empty."""

LABELS: Final = ("id", "level1", "level2", "name")
"""Roles of the cells that may say so beside the unit."""

_REMOVED: Final = dict.fromkeys(map(ord, BLANKS))


def is_total(unit: str, values: Iterable[str], labels: Iterable[str]) -> bool:
    """Return whether a row sums up others: its unit says so, or a label where it has no `values`.

    An indicator may be called 合计, and has a target or an actual then.
    """
    if _says_so(unit):
        return True
    return all(each.strip(" ") in NOTHING for each in values) and any(map(_says_so, labels))


def _says_so(text: str) -> bool:
    if SIGN not in text:
        return False
    ended = text.translate(_REMOVED).replace("（", "(") + "("
    return any(f"{each}(" in ended for each in WORDS)
