"""Amounts with their unit, exact: 1万人次 is 10000 人次, 85% stays 85 of %."""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

RATES: Final = {"%": 100, "‰": 1000}
"""Units that are a share of a whole, with how many of them make the whole."""

_SCALES: Final = {0: "", 4: "万", 8: "亿", 12: "万亿"}


class Quantity(NamedTuple):
    """An amount in single units and its unit; `scale` zeros of it are written as 万 or 亿."""

    amount: Decimal
    unit: str
    scale: int = 0

    def __str__(self) -> str:
        """Return the canonical spelling: ``1.2万人次``, ``85%``, ``23个``, ``5个百分点``."""
        counter = "个" if self.unit == "百分点" else ""
        number = plain(self.amount.scaleb(-self.scale))
        return f"{number}{_SCALES[self.scale]}{counter}{self.unit}"


@lru_cache(maxsize=4096)
def exact(amount: Decimal) -> Fraction:
    """Return `amount` as a fraction; kept, as a table holds the same few targets over and over."""
    return Fraction(amount)


def plain(amount: Decimal) -> str:
    """Return `amount` in digits, without exponent and without zeros that say nothing."""
    text = format(amount, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value: Fraction, places: int) -> Decimal:
    """Return `value` rounded half up, away from zero at a tie, to `places` decimals."""
    numerator, denominator = value.numerator, value.denominator
    ticks = (2 * 10**places * abs(numerator) + denominator) // (2 * denominator)
    return Decimal(ticks if numerator >= 0 else -ticks).scaleb(-places)


def spelled(value: Fraction) -> str:
    """Return `value` as an exact decimal, or to four places, half up, where there is none."""
    remainder = value.denominator
    for factor in (2, 5):
        while remainder % factor == 0:
            remainder //= factor
    if remainder == 1:
        return plain(Decimal(value.numerator) / Decimal(value.denominator))
    return plain(rounded(value, 4))
