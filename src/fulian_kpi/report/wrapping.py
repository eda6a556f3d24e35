"""How many lines a text takes in a cell: a spreadsheet does not find that out when it is opened."""

import re
import unicodedata
from typing import Final

_PIECE: Final = re.compile(
    r"[（《〈【「『“‘(]*(?:[!-'*-~]+|.)[，。、；：？！）》〉】」』”’…%％)]*", re.DOTALL
)
"""What is kept on one line: a word or number, or one character, with the punctuation around it."""


def line_count(text: str, room: int) -> int:
    """Return how many lines `text` takes, at most, where a line has `room` halves of a 汉字."""
    return sum(_lines(line, room) for line in text.split("\n"))


def _lines(line: str, room: int) -> int:
    lines, used = 1, 0
    for piece in _PIECE.findall(line):
        width = halves(piece)
        if used and used + width > room:
            lines, used = lines + 1, 0
        lines += max(0, width - 1) // room
        used = width if not used else used + width
        if used > room:
            used = (used - 1) % room + 1
    return lines


def halves(text: str) -> int:
    """Return the width of `text` in halves of a 汉字.

    Unlike on a terminal, Chinese fonts draw the characters of ambiguous width, such as “ and ×,
    as wide as a 汉字.
    """
    return sum(2 if unicodedata.east_asian_width(each) in "WFA" else 1 for each in text)
