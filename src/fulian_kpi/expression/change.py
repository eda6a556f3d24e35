"""Targets that are a change against the year before."""

import re
from typing import Final

from fulian_kpi.expression.amount import read_quantity
from fulian_kpi.expression.bound import read_closing
from fulian_kpi.expression.scanner import Scanner
from fulian_kpi.expression.wording import BASIS, DIRECTIONS, SIGN, SIGNS, VERB, any_of
from fulian_kpi.rule import Change, Comparator

# 提高到 and 下降至 name the level to reach, and 增加值 is value added: none of them is a change.
_NO_CHANGE: Final = re.compile("[到至为值]")
_WORDS: Final = re.compile(
    rf"[\u3400-\u9fff]{{1,12}}?(?=[0-9百千一二两三四五六七八九十]|{any_of(SIGNS)})"
)
_NUMBER: Final = re.compile(".*[0-9一二两三四五六七八九十百]")


def read_change(scanner: Scanner) -> Change | None:
    """Read a change; None, without moving, where none stands.

    ::

        change = [basis] ("增长" | "下降" …) [words] [sign] quantity [suffix]

    Raises:
        ExpressionError: If the quantity after such a word is wrong.
    """
    start = scanner.position
    scanner.take(BASIS)
    verb = scanner.take(VERB)
    if verb is None or scanner.peek(_NO_CHANGE) or not scanner.peek(_NUMBER):
        scanner.position = start
        return None
    sign = scanner.take(SIGN)
    if sign is None and scanner.take(_WORDS):
        sign = scanner.take(SIGN)
    quantity = read_quantity(scanner)
    comparator = read_closing(scanner, SIGNS[sign[1]] if sign else None)
    return Change(DIRECTIONS[verb[1]], comparator or Comparator.AT_LEAST, quantity)
