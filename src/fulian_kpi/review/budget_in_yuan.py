"""A budget that was typed in 元 where 万元 is meant."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from fulian_kpi.checked import Targets
from fulian_kpi.codes import Code
from fulian_kpi.finding import Finding
from fulian_kpi.quantity import plain

_IMPLAUSIBLE: Final = Decimal(1_000_000)
"""万元, which is 10 thousand million yuan: few departments have as much, and none a round one."""

_TEN_THOUSAND: Final = Decimal(10_000)


def budget_in_yuan(targets: Targets) -> Iterator[Finding]:
    """Yield a total of implausible size that, with its parts, is in whole 万 as well."""
    budget = targets.head.budget
    if budget is None or budget.total < _IMPLAUSIBLE:
        return
    amounts = [each for each in (budget.total, budget.fiscal, budget.other) if each is not None]
    if any(each % _TEN_THOUSAND for each in amounts):
        return
    message = (
        f"资金总额 {plain(budget.total)} 万元，像是按元填写的："
        f"是不是 {plain(budget.total / _TEN_THOUSAND)}？单位是万元"
    )
    yield Finding(Code.BUDGET_IN_YUAN, message, ("budget", "total"))
