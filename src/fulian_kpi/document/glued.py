"""Numbers of neighbouring cells that a text without separators has glued: 6620 is 6 | 6 | 20."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from fulian_kpi.document.alignment import Column, Record
from fulian_kpi.document.grid import Cell
from fulian_kpi.document.wording import Role

_FIGURE: Final = re.compile(r"0|[1-9]\d*|(?:0|[1-9]\d*)\.\d{1,2}")
_NAME_AND_FIGURES: Final = re.compile(r"(.*[\u3400-\u9fff)）])(\d[\d.]+)")
_POINTS: Final = (Role.WEIGHT, Role.SCORE)
_HIGHEST: Final = 60
"""Points of one indicator, which the largest group has together."""


def unglued(record: Record, columns: Sequence[Column]) -> Record:
    """Return the record with its numbers in their columns, if there is one way only to cut them.

    Points are at most the weight and at least half of it; a target is repeated by its actual.
    """
    roles = [each.role for each in columns]
    points = [each for each in roles if each in _POINTS]
    found = [cell for role in _POINTS for cell in record.get(role, ())]
    if len(points) == len(_POINTS) and len(found) == 1:
        ways = list(_points(found[0].text))
        if len(ways) == 1:
            return {**record, **_cells(found[0], zip(_POINTS, ways[0], strict=True))}
    name = record.get(Role.NAME, ())
    cut = _NAME_AND_FIGURES.fullmatch(name[0].text) if len(name) == 1 else None
    if cut is None or Role.VALUE in record or roles.count(Role.ACTUAL) != 1 or not points:
        return record
    repeated = [
        (first, rest)
        for first, rest in _halves(cut[2])
        if rest.startswith(first) and _are_points(rest.removeprefix(first), len(points))
    ]
    if len(repeated) != 1:
        return record
    value = repeated[0][0]
    shared = {Role.NAME: (replace(name[0], text=cut[1]),)}
    return {**record, **shared, **_cells(name[0], ((Role.VALUE, value), (Role.ACTUAL, value)))}


def _cells(at: Cell, texts: "Iterator[tuple[Role, str]] | Sequence[tuple[Role, str]]") -> Record:
    return {role: (replace(at, text=text),) for role, text in texts}


def _halves(text: str) -> Iterator[tuple[str, str]]:
    for cut in range(1, len(text)):
        if _FIGURE.fullmatch(text[:cut]):
            yield text[:cut], text[cut:]


def _points(text: str) -> Iterator[tuple[str, str]]:
    for weight, score in _halves(text):
        if _FIGURE.fullmatch(score) and Decimal(weight) <= _HIGHEST:
            full, earned = Decimal(weight), Decimal(score)
            if full / 2 <= earned <= full:
                yield weight, score


def _are_points(text: str, columns: int) -> bool:
    if columns == 1:
        return _FIGURE.fullmatch(text) is not None and 0 < Decimal(text) <= _HIGHEST
    return len(list(_points(text))) == 1
