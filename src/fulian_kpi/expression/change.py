"""Targets that are a change against the year before."""

from typing import Final

from fulian_kpi.expression.amount import read_quantity
from fulian_kpi.expression.closing import read_closing
from fulian_kpi.expression.naming import check_bound
from fulian_kpi.expression.opening import read_lead
from fulian_kpi.expression.scanner import Scanner, compiled
from fulian_kpi.expression.wording import (
    BASIS,
    BOUND,
    DIRECTIONS,
    NAME_LETTER,
    NO_DIGIT_LOST,
    SIGN,
    SIGNS,
    VERB,
    is_name,
)
from fulian_kpi.rule import Change, Comparator

# 提高到 and 降低能耗至 name the level to reach, 增加值 is value added, 提升改造 and 提升工程 are
# works, 提升泵站 and 压缩机 are things: none of them is a change.
_NO_CHANGE: Final = "[到至为值班泵机]|改造|培训|工程|项目|行动"
_NAME: Final = (
    rf"{NAME_LETTER}{{2,20}}?"
    rf"(?=(?:{BASIS})?(?:{VERB})(?:率|幅度|了)? *(?:{BOUND}))"
)
_PER_HEAD: Final = "[人户]均"
_WORDS: Final = rf"{NAME_LETTER}{{1,12}}?(?={BOUND}|[一二两三四五六七八九十]){NO_DIGIT_LOST}"
_UP_TO: Final = "[到至为达]$"
_NUMBER: Final = ".*[0-9一二两三四五六七八九十百]"


def read_change(scanner: Scanner) -> Change | None:
    """Read a change; None, without moving, where none stands.

    ::

        change = [name] [basis] ("增长" | "下降" …) [words] [lead] [sign] quantity [suffix]

    Raises:
        ExpressionError: If the quantity after such a word is wrong.
    """
    if not compiled(VERB).search(scanner.text, scanner.position):
        return None
    start = scanner.position
    name = scanner.peek(_NAME)
    if name and is_name(compiled(_PER_HEAD).sub("", name[0])):
        scanner.take(_NAME)
    scanner.take(BASIS)
    verb = scanner.take(VERB)
    words = None if scanner.peek(BOUND) else scanner.peek(_WORDS)
    level = scanner.peek(_NO_CHANGE) or (words and compiled(_UP_TO).search(words[0]))
    if verb is None or level or not scanner.peek(_NUMBER):
        scanner.position = start
        return None
    if words and is_name(words[0]):
        scanner.take(_WORDS)
    lead = read_lead(scanner)
    sign = scanner.take(SIGN)
    before = scanner.position
    quantity = read_quantity(scanner)
    check_bound(scanner, quantity, None, (before, scanner.position))
    comparator = read_closing(scanner, quantity, SIGNS[sign[1]] if sign else None, lead)
    return Change(DIRECTIONS[verb[1]], comparator or Comparator.AT_LEAST, quantity)
