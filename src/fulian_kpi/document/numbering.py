"""Numbers that a form counts its indicators with: 1.甲项, 指标1：甲项, or 1 in its own cell."""

import re
from collections.abc import Sequence
from typing import Final

_NUMBERED: Final = re.compile(
    r"(?:指标\s*)?[(（]?(\d{1,3})\s*(?:[)）.．、:：]|\s)\s*(?!\d)(.+)", re.DOTALL
)
_FEWEST: Final = 2


def is_counted(names: Sequence[str]) -> bool:
    """Whether every one of `names` has its number: they count up, and begin anew at most."""
    found = [_NUMBERED.fullmatch(each) for each in names]
    numbers = [int(each[1]) for each in found if each]
    if len(numbers) < max(len(names), _FEWEST):
        return False
    return all(each in {1, last + 1} for last, each in zip([0, *numbers], numbers, strict=False))


def uncounted(name: str) -> str:
    """Return `name` without its number."""
    found = _NUMBERED.fullmatch(name)
    return found[2].strip() if found else name
