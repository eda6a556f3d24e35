"""Percentages that were ≥ before a scanner read the page: ≥90% becomes 290%."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from fulian_kpi.checked import Targets
from fulian_kpi.codes import Code
from fulian_kpi.finding import Finding
from fulian_kpi.rule import Comparator, Threshold

_PREFIXES: Final = (Decimal(200), Decimal(2000))
"""What a leading 2 adds to a tail of two digits, and to 100."""


def recognition_damage(targets: Targets) -> Iterator[Finding]:
    """Yield percentages whose first digit may have been a sign.

    Where a sign stands before them they were typed, and mean what they say.
    """
    for each in targets.indicators:
        rule = each.target.rule
        if not isinstance(rule, Threshold) or rule.quantity.unit != "%":
            continue
        if rule.implied or rule.comparator is Comparator.EQUAL:
            tail = _tail(rule.quantity.amount)
            if tail is not None:
                message = (
                    f"指标值“{each.target.text.strip()}”像是扫描识别有误：是不是 ≥{tail}%？"
                    "请对照原表"
                )
                yield Finding(Code.RECOGNITION_DAMAGE, message, (*each.route, "target"), each.id)


def _tail(amount: Decimal) -> Decimal | None:
    """Return what follows the 2 where that is a percentage of its own: 90 for 290."""
    short, long = _PREFIXES
    if amount - long == Decimal(100):
        return Decimal(100)
    tail = amount - short
    return tail if Decimal(10) <= tail < Decimal(100) else None
