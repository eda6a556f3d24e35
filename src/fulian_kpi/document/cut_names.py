"""Names cut over several rows, as tools that take a table out of a pdf do.

    路面预防性养 | ≥85.6公里          适龄儿童国家 |
    护里程       |                    免疫规划     | ≥90%
                                      疫苗接种率   |

The target stands beside the first part, or beside one in the middle. Which of the two it is shows
in the first parts, that fill the width of the column; where it does not, nothing is joined.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from fulian_kpi.document.block import Remark
from fulian_kpi.document.grid import Cell

_NARROWEST: Final = 10
"""Of a column that names are cut in, in cells of a terminal: five Chinese characters."""

_ONE: Final = 2
"""What a Chinese character takes; a line may end one before the column does."""

_FEWEST: Final = 2
"""Names that must be cut alike."""

Part = list[int]
"""The lines of one row."""


class Line(NamedTuple):
    """The name on a line and whether its target stands beside it; None where no name can be cut."""

    name: Cell | None
    is_row: bool

    @property
    def is_part(self) -> bool:
        """Whether it holds a name and no target."""
        return self.name is not None and not self.is_row


def whole_rows(lines: Sequence[Line]) -> tuple[list[Part], list[Remark]]:
    """Return which lines make up each row, and what of it is doubtful."""
    apart = [[number] for number in range(len(lines))]
    if not any(each.is_part for each in lines):
        return apart, []
    ways = (_below(lines), _around(lines))
    sure = [each for each in ways if _fills_the_column(each, lines)]
    if len(sure) != 1:
        return apart, list(dict.fromkeys(_maybe_cut(lines)))
    names = (whole_name([lines[each] for each in part]) for part in sure[0] if len(part) > 1)
    return sure[0], [Remark(each.place, f"名称分在几行，合为“{each.text}”") for each in names]


def whole_name(lines: Sequence[Line]) -> Cell:
    """Return the name that the lines of a row make up, at its row's place."""
    cells = [each.name for each in lines if each.name]
    own = next((each.name for each in lines if each.is_row and each.name), cells[0])
    return replace(own, text="".join(each.text for each in cells))


def _below(lines: Sequence[Line]) -> list[Part]:
    """Return the lines with those below a row as the rest of its name."""
    parts: list[Part] = []
    for number, line in enumerate(lines):
        if line.is_part and parts and lines[parts[-1][0]].is_row:
            parts[-1].append(number)
        else:
            parts.append([number])
    return parts


def _around(lines: Sequence[Line]) -> list[Part]:
    """Return the lines with those above a row as its first half, as many below as its second."""
    parts: list[Part] = []
    above: Part = []
    lacking = 0
    for number, line in enumerate(lines):
        if line.is_part and lacking:
            parts[-1].append(number)
            lacking -= 1
        elif line.is_part:
            above.append(number)
        elif line.is_row:
            parts.append([*above, number])
            above, lacking = [], len(above)
        else:
            parts += [*([each] for each in above), [number]]
            above, lacking = [], 0
    return [*parts, *([each] for each in above)]


def _fills_the_column(parts: Sequence[Part], lines: Sequence[Line]) -> bool:
    cut = [part for part in parts if len(part) > 1]
    if len(cut) < _FEWEST or any(len(part) == 1 and lines[part[0]].is_part for part in parts):
        return False
    firsts = [_width(lines[part[0]]) for part in cut]
    width = max(firsts)
    # A full line below a target in the middle may as well begin the next name.
    around = [part for part in cut if lines[part[0]].is_part]
    ends = all(_width(lines[part[-1]]) < width for part in around)
    alike = min(firsts) >= width - _ONE and max(map(_width, lines)) <= width + _ONE
    return width >= _NARROWEST and alike and ends


def _maybe_cut(lines: Sequence[Line]) -> Iterator[Remark]:
    """Yield what to say of the row above a part of a name, or of those on either side of it.

    Parts may stand below as well where one is the first, or follows another.
    """
    parts = dict.fromkeys(number for number, each in enumerate(lines) if each.is_part)
    around = any(not number or number - 1 in parts for number in parts)
    for number in parts:
        own = lines[number].name
        near = [*lines[max(number - 1, 0) : number], *lines[number + 1 : number + 1 + around]]
        for each in (line.name for line in near if line.is_row):
            if own and each:
                message = f"{each.text}：名称可能没有写全，旁边一行只写了“{own.text}”"
                yield Remark(each.place, message)
        if own and {number - 1, number + 1} & parts.keys():
            # Where a text is read by content, two parts may have become name and target.
            yield Remark(own.place, f"“{own.text}”可能只是名称的一段")


def _width(line: Line) -> int:
    text = line.name.text if line.name else ""
    return sum(_ONE if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)
