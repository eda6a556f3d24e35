"""Which of several tables is meant, where they say so themselves."""

from collections.abc import Sequence

from fulian_kpi.document.block import Block
from fulian_kpi.document.draft import Head
from fulian_kpi.document.head import read_head
from fulian_kpi.document.reader import Found
from fulian_kpi.document.rows import Rows
from fulian_kpi.document.task_name import split_task
from fulian_kpi.letters import letters


def fullest(tables: Sequence[Found]) -> Found | None:
    """Return the table whose rows all the others only repeat, such as the form beside its details.

    Of several such tables it is the one with actuals and then the one whose head says most. None
    if there is none, or one of them is of another department, project or year: these may have the
    same standard indicators.
    """
    heads = [read_head(each.block.above, name="", everything=()) for each in tables]
    if _are_apart(heads):
        return None
    rows = {id(each): _pairs(each.block) for each in tables}
    ranked = sorted(
        zip(tables, heads, strict=True),
        key=lambda each: (not each[0].block.has_actuals, -_said_in(each[1])),
    )
    return next(
        (each for each, _ in ranked if all(rows[id(each)] >= rows[id(other)] for other in tables)),
        None,
    )


def _said_in(head: Head) -> int:
    """Return how much the head of a form says of what a page of details does not."""
    return sum(each is not None for each in (head.department, head.goal, head.money.total))


def _are_apart(heads: Sequence[Head]) -> bool:
    """Whether the heads of tables name different departments, projects, years or budgets."""
    departments = {letters(each.department) for each in heads if each.department}
    projects = {letters(each.project) for each in heads if each.project}
    years = {each.year for each in heads} - {None}
    budgets = {each.money.total for each in heads} - {None}
    return any(len(each) > 1 for each in (departments, projects, years, budgets))


def _pairs(block: Block) -> set[tuple[str, str]]:
    """Return name and target of each row, without the task that a form prints before the name."""
    rows = list(Rows(block, ()))
    return {((split_task(each.name) or (0, each.name))[1], each.target) for each in rows}
