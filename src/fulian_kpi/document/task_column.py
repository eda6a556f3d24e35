"""The column 任务 beside the indicators: which of the year's tasks each row is for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fulian_kpi.document.block import Block, Remark
from fulian_kpi.document.draft import Task
from fulian_kpi.document.grid import one_line
from fulian_kpi.document.target_cell import is_placeholder
from fulian_kpi.document.task_name import split_task
from fulian_kpi.document.wording import Role
from fulian_kpi.letters import letters
from fulian_kpi.phrases import task_title

_HEADING: Final = re.compile("(?:本?年度)?(?:主要|重点|工作)*任务(?:名称)?")


@dataclass(frozen=True, slots=True)
class TaskColumn:
    """The number of the task of each record, the tasks that these are of, and what to say."""

    numbers: tuple[int | None, ...]
    tasks: tuple[Task, ...]
    doubts: tuple[Remark, ...] = ()


def read_task_column(block: Block, listed: tuple[Task, ...]) -> TaskColumn:
    """Return the task of each record of `block`.

    Args:
        block: With a column of tasks or without.
        listed: Those that the head names; if there are none, those of the column are numbered as
            they say, or else in their order.
    """
    names = _names(block)
    rows = zip(block.records, names, strict=True)
    told = list(dict.fromkeys(each for record, each in rows if each and Role.NAME in record))
    doubts = []
    if listed:
        known = {each: _number(each, listed) for each in told}
        tasks = listed
        if unknown := [each for each in told if known[each] is None]:
            message = f"表头没有列出任务{'、'.join(f'“{each}”' for each in unknown)}，没有对应"
            doubts.append(Remark(block.place, message))
    else:
        numbered = _numbered(told)
        known = dict(zip(told, (each.number for each in numbered), strict=True))
        tasks = tuple(sorted(numbered, key=lambda each: each.number))
        if told:
            shown = "、".join(f"{each.number} {each.name}" for each in tasks)
            message = f"任务取自指标表的任务一栏（{shown}），没有写主要内容，请补"
            doubts.append(Remark(block.place, message))
    return TaskColumn(tuple(map(known.get, names)), tasks, tuple(doubts))


def _names(block: Block) -> list[str]:
    """Return what the column says of each record; an empty cell goes on with the one above."""
    columns = block.headed(_HEADING)
    names = []
    name = ""
    for record in block.records:
        cells = [each for each in record.get(Role.OTHER, ()) if each.column in columns]
        name = one_line(cells[0].text) if cells else name
        names.append("" if is_placeholder(name) else name)
    return names


def _numbered(names: Sequence[str]) -> tuple[Task, ...]:
    """Return the tasks by the numbers that they bear if all do, else by their order."""
    borne = [_borne(each) for each in names]
    numbers = [number for number, _ in borne if number]
    if len(set(numbers)) < len(names):
        return tuple(Task(number, each, "") for number, each in enumerate(names, 1))
    return tuple(Task(number or 0, name or task_title(number or 0), "") for number, name in borne)


def _borne(text: str) -> tuple[int | None, str]:
    """Return the number in 任务一：普法宣传 or 任务一, and the name."""
    return split_task(text) or split_task(f"{text}：") or (None, text)


def _number(text: str, listed: Sequence[Task]) -> int | None:
    number, name = _borne(text)
    same = [each.number for each in listed if letters(each.name) == letters(name)]
    numbered = [each.number for each in listed if each.number == number and not name]
    return next(iter((*same, *numbered)), None)
