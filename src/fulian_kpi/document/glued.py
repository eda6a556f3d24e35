"""Numbers of neighbouring cells that a text without separators has glued: 6620 is 6 | 6 | 20."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from fulian_kpi.document.alignment import Column, Piece, Record
from fulian_kpi.document.grid import Cell
from fulian_kpi.document.levels import is_level
from fulian_kpi.document.target_cell import rule_of
from fulian_kpi.document.wording import Role

_FIGURE: Final = re.compile(r"0|[1-9]\d*|(?:0|[1-9]\d*)\.\d{1,2}")
_NAME_AND_FIGURES: Final = re.compile(r"(.*[\u3400-\u9fff)）])(\d[\d.]+)")
_MARK: Final = r"\d{1,2}(?:\.\d{1,2})?"
_WITH_POINTS: Final = re.compile(
    rf"({_MARK})?([^\d.](?:.*?[^\d.])?)??({_MARK})?(?:([^\d.]+?)\4({_MARK})?)?"
)
"""Points earned by the row before, a name, points, a statement said twice, points earned."""

_LONGEST: Final = 120
"""Characters of a name with its points; the pattern takes long on prose."""

_WORD: Final = re.compile(r"[\u3400-\u9fff]{2}")
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


def weights_first(columns: Sequence[Column]) -> bool:
    """Whether the points of a row stand before its target."""
    roles = [each.role for each in columns]
    return Role.WEIGHT in roles and roles.index(Role.WEIGHT) < roles.index(Role.VALUE)


def points_apart(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces, points cut off that stand before the target: 水标尺宽度10 | ≥50厘米.

    An actual that repeats its target shows where that begins: 合格率 | 20100% | 100%.
    """
    for index, each in enumerate(pieces):
        text = each.cell.text
        following = pieces[index + 1].cell.text if index + 1 < len(pieces) else ""
        rest = text.removesuffix(following)
        repeated = [following] if rest and rest != text and rule_of(following) else []
        parts = [*_parts(rest if repeated else text), *repeated]
        if index and is_level(pieces[index - 1].cell.text) and parts[0].isdigit():
            parts = [text]  # 数量指标 | 2期工程: no row stands before it that has earned points.
        for part in parts:
            yield replace(each, cell=replace(each.cell, text=part))


def _parts(text: str) -> list[str]:
    is_target = not _WORD.match(text) and rule_of(text) is not None
    if len(text) > _LONGEST or is_target or is_level(text):
        return [text]
    found = _WITH_POINTS.fullmatch(text)
    if found is None:
        return [text]
    score, name, weight, value, earned = found.groups()
    return [each for each in (score, name, weight, value, value, earned) if each]
