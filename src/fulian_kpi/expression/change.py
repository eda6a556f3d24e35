"""Targets that are a change against the year before."""

import re
from typing import Final

from fulian_kpi.expression.amount import read_quantity
from fulian_kpi.expression.closing import read_closing
from fulian_kpi.expression.opening import read_lead
from fulian_kpi.expression.scanner import Scanner
from fulian_kpi.expression.wording import (
    BASIS,
    BOUND,
    DIRECTIONS,
    NAME_LETTER,
    SIGN,
    SIGNS,
    VERB,
    is_name,
)
from fulian_kpi.rule import Change, Comparator

# 提高到 and 下降至 name the level to reach, and 增加值 is value added: none of them is a change.
# 提升改造 and 提升工程 are works.
_NO_CHANGE: Final = re.compile("[到至为值班]|改造|培训|工程|项目|行动")
_NAME: Final = re.compile(
    rf"{NAME_LETTER}{{2,20}}?"
    rf"(?=(?:{BASIS.pattern})?(?:{VERB.pattern})(?:率|幅度|了)? *(?:{BOUND.pattern}))"
)
_PER_HEAD: Final = re.compile("[人户]均")
_WORDS: Final = re.compile(rf"{NAME_LETTER}{{1,12}}?(?={BOUND.pattern}|[一二两三四五六七八九十])")
_NUMBER: Final = re.compile(".*[0-9一二两三四五六七八九十百]")


def read_change(scanner: Scanner) -> Change | None:
    """Read a change; None, without moving, where none stands.

    ::

        change = [name] [basis] ("增长" | "下降" …) [words] [lead] [sign] quantity [suffix]

    Raises:
        ExpressionError: If the quantity after such a word is wrong.
    """
    start = scanner.position
    name = scanner.peek(_NAME)
    if name and is_name(_PER_HEAD.sub("", name[0])):
        scanner.take(_NAME)
    scanner.take(BASIS)
    verb = scanner.take(VERB)
    if verb is None or scanner.peek(_NO_CHANGE) or not scanner.peek(_NUMBER):
        scanner.position = start
        return None
    words = None if scanner.peek(BOUND) else scanner.peek(_WORDS)
    if words and is_name(words[0]):
        scanner.take(_WORDS)
    lead = read_lead(scanner)
    sign = scanner.take(SIGN)
    quantity = read_quantity(scanner)
    comparator = read_closing(scanner, SIGNS[sign[1]] if sign else None, lead)
    return Change(DIRECTIONS[verb[1]], comparator or Comparator.AT_LEAST, quantity)
