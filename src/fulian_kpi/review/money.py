"""A budget whose parts do not make its total."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from fulian_kpi.checked import Targets
from fulian_kpi.codes import Code
from fulian_kpi.finding import Finding
from fulian_kpi.quantity import plain

_TOLERANCE: Final = Decimal("0.01")
"""万元: tables print two decimals, so that each part may be off by half of one."""


def money(targets: Targets) -> Iterator[Finding]:
    """Yield a total that is not its parts; with a part missing, one that is below the other."""
    budget = targets.head.budget
    if budget is None or (budget.fiscal is None and budget.other is None):
        return
    parts = [part for part in (budget.fiscal, budget.other) if part is not None]
    found = sum(parts, Decimal(0))
    complete = len(parts) == 2  # noqa: PLR2004  (财政拨款 and 其他资金)
    excess = found - budget.total
    if excess > _TOLERANCE or (complete and -excess > _TOLERANCE):
        listed = " + ".join(map(plain, parts))
        said = (
            f"各部分为 {listed} = {plain(found)} 万元"
            if complete
            else f"其中一部分就有 {listed} 万元"
        )
        message = (
            f"资金总额 {plain(budget.total)} 万元，{said}，相差 {plain(abs(excess))} 万元；请核对"
        )
        yield Finding(Code.MONEY_SUM, message, ("budget", "total"))
