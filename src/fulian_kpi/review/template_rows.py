"""A table filled from a template: =100% everywhere, completion twice for the same work."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from fulian_kpi.checked import Indicator, Targets
from fulian_kpi.codes import Code
from fulian_kpi.finding import Finding
from fulian_kpi.rule import FORWARD, Threshold

_FEWEST: Final = 5
_LARGEST_SHARE: Final = Fraction(1, 3)
"""Rows at 100% that a table may have, in number and in share: ours, the seed has 14 of 34."""

_COMPLETED: Final = "完成率"
_IN_TIME: Final = ("完成及时率", "及时率", "及时完成率", "按时完成率")


def template_rows(targets: Targets) -> Iterator[Finding]:
    """Yield one finding for the table: on the whole of it, or on the first pair if that is all."""
    rows = targets.indicators
    full = Counter(f"{each.target.rule}" for each in rows if _is_full(each))
    count = sum(full.values())
    pairs = list(_pairs(rows))
    paired = f"有 {len(pairs)} 对“…完成率”和“…完成及时率”说的是同一件事" if pairs else ""
    if count >= _FEWEST and Fraction(count, len(rows)) > _LARGEST_SHARE:
        kinds = "、".join(f"{number} 项 {text}" for text, number in full.most_common())
        message = (
            f"{len(rows)} 项指标中有 {count} 项定为 100%（{kinds}），分不出干得好坏"
            f"{f'；其中{paired}' if pairs else ''}；请换成数量、合格率或具体日期"
        )
        yield Finding(Code.TEMPLATE_ROWS, message, ("indicators",))
    elif pairs:
        first = pairs[0]
        message = f"{paired}；时效请写成具体日期，例如 11月底前"
        yield Finding(Code.TEMPLATE_ROWS, message, (*first.route, "name"), first.id)


def _is_full(indicator: Indicator) -> bool:
    rule = indicator.target.rule
    return (
        isinstance(rule, Threshold)
        and rule.quantity.unit == "%"
        and rule.quantity.amount == Decimal(100)
        and rule.comparator in FORWARD
    )


def _pairs(rows: tuple[Indicator, ...]) -> Iterator[Indicator]:
    """Yield each row on timely completion whose plain completion has a row of its own."""
    completed = {
        (each.task, each.name.removesuffix(_COMPLETED))
        for each in rows
        if each.name.endswith(_COMPLETED)
    }
    for each in rows:
        work = {each.name.removesuffix(ending) for ending in _IN_TIME if each.name.endswith(ending)}
        if any((each.task, name) in completed for name in work):
            yield each
