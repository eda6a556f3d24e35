"""A task that nothing in the table measures: its money buys no output, or no effect."""

from collections.abc import Iterator
from typing import Final

from fulian_kpi.checked import Targets
from fulian_kpi.codes import Code
from fulian_kpi.finding import Finding

_WANTED: Final = {"产出指标": "做了多少", "效益指标": "有什么效果"}
"""Level-1 groups that every task needs, with the question each answers (财预〔2021〕101号)."""


def uncovered_tasks(targets: Targets) -> Iterator[Finding]:
    """Yield every task without an output or without an effect.

    A table that assigns no indicator to any task is a project's: there is nothing to compare.
    """
    covered = {(each.task, each.level1) for each in targets.indicators if each.task is not None}
    if not covered:
        return
    for index, task in enumerate(targets.head.tasks):
        missing = [name for name in _WANTED if (task.id, name) not in covered]
        if missing:
            asked = "、".join(_WANTED[name] for name in missing)
            message = (
                f"任务“{task.name}”没有{'和'.join(missing)}，年底说不清{asked}；请至少各列一项"
            )
            yield Finding(Code.UNCOVERED_TASK, message, ("tasks", index, "name"))
