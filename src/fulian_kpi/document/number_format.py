"""A number as a spreadsheet shows it: 0.85 in the format 0% is 85%, 23 in 0"个" is 23个."""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from fulian_kpi.quantity import plain

_GENERAL: Final = frozenset({"", "General", "@", "G/通用格式", "常规"})
_HIDDEN: Final = re.compile(r"\[[^\]]*\]|_.|\*.")
_LITERAL: Final = re.compile(r'"([^"]*)"|\\(.)')
_DIGITS: Final = re.compile(r"[#0?][#0?,]*(?:\.[#0?]+)?")
_MOST_DECIMALS: Final = 10


def shown_number(value: float, number_format: str) -> str:
    """Return `value` as its cell shows it; exactly where the format is none that we read."""
    amount = Decimal(repr(value))
    pattern = _HIDDEN.sub("", number_format.split(";", maxsplit=1)[0])
    if number_format in _GENERAL or "E" in pattern or "/" in pattern:
        return plain(amount)
    spoken = _LITERAL.sub("", pattern)
    digits = _DIGITS.search(spoken)
    if digits is None:
        return plain(amount)
    if "%" in spoken:
        amount *= 100
    decimals = len(digits[0].partition(".")[2])
    places = min(decimals, _MOST_DECIMALS)
    rounded = amount.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    number = f"{rounded:,f}" if "," in digits[0] else f"{rounded:f}"
    if "#" in digits[0].partition(".")[2] and "." in number:
        number = number.rstrip("0").rstrip(".")
    before, after = _around(pattern)
    return f"{before}{number}{after}"


def _around(pattern: str) -> tuple[str, str]:
    """Return what the format prints before and behind the digits."""
    marked = _LITERAL.sub(lambda found: (found[1] or found[2] or "").replace("0", "\0"), pattern)
    digits = _DIGITS.search(marked)
    if digits is None:
        return "", ""
    return marked[: digits.start()].strip(), marked[digits.end() :].strip()
