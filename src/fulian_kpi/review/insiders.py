"""Satisfaction of the department's own staff, who serve and are not served."""

import re
from collections.abc import Iterator
from typing import Final

from fulian_kpi.checked import Targets
from fulian_kpi.codes import Code
from fulian_kpi.finding import Finding

_INSIDERS: Final = re.compile(
    "本(?:单位|部门|局|机关|院|校|中心|委|会)|(?:单位|机关|干部|全体|内部|在职)(?:干部)?职工|"
    "^(?:干部|教)?职工|内部人员|工作人员|^(?:本级)?员工"
)
_UNION: Final = re.compile("工会")
"""A trade union's whole service is to 职工."""


def insiders(targets: Targets) -> Iterator[Finding]:
    """Yield satisfaction indicators that ask the department's own people."""
    if _UNION.search(targets.head.department):
        return
    for each in targets.indicators:
        found = _INSIDERS.search(each.name)
        if each.level1 == "满意度指标" and found:
            message = (
                f"“{found[0]}”是内部人员，不是服务对象；满意度请问受益群众、参训人员等服务对象"
            )
            yield Finding(Code.INSIDERS, message, (*each.route, "name"), each.id, span=found.span())
