"""Two targets files held against each other: what was added, removed, raised, lowered, reworded."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from fulian_kpi.checked import Indicator, Targets
from fulian_kpi.comparison.head import HeadDifference, head_differences, task_numbers
from fulian_kpi.comparison.stringency import Movement, movement
from fulian_kpi.content import Content
from fulian_kpi.letters import letters
from fulian_kpi.model import Task
from fulian_kpi.rule import Deadline

_ALIKE: Final = 0.6
"""Share of characters in common from which two names may be one indicator's; difflib's own."""


class Difference(NamedTuple):
    """An indicator of both files, or of one where the other is None.

    `tasks` are the tasks that it has gone from and to, where these are not one and the same under
    another number.
    """

    old: Indicator | None
    new: Indicator | None
    movement: Movement | None
    tasks: tuple[Task | None, Task | None] | None = None

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return what changed: ``added``, ``removed``, or any of the other kinds, in order."""
        if self.old is None or self.new is None:
            return ("added",) if self.old is None else ("removed",)
        old, new = self.old, self.new
        found = [] if self.movement in {None, Movement.SAME} else [str(self.movement)]
        if old.name != new.name or (
            self.movement is Movement.SAME and old.target.text.strip() != new.target.text.strip()
        ):
            found.append("wording")
        if (old.level1, old.level2) != (new.level1, new.level2):
            found.append("level")
        if self.tasks:
            found.append("task")
        if old.weight != new.weight:
            found.append("weight")
        return tuple(found)


LABELS: Final = {
    "lowered": "降低",
    "removed": "删去",
    "raised": "提高",
    "added": "新增",
    "unit": "单位改变",
    "changed": "要求改变",
    "wording": "文字改变",
    "level": "换了类别",
    "task": "换了任务",
    "weight": "分值改变",
}
"""Every kind of change, with its word in Chinese."""


class Comparison(NamedTuple):
    """Two files and where they differ: in the order of the new one, then what it lacks.

    `differences` are those of indicators, `head` those of what stands above them.
    """

    old: Targets
    new: Targets
    differences: tuple[Difference, ...]
    head: tuple[HeadDifference, ...]

    def count(self, kind: str) -> int:
        """Return how many indicators changed in that way."""
        return sum(kind in each.kinds for each in self.differences)


def compare(old_file: tuple[Content, Targets], new_file: tuple[Content, Targets]) -> Comparison:
    """Return where two files differ; indicators that are the same are left out."""
    old, new = old_file[1], new_file[1]
    former = _former(old.indicators, new.indicators)
    years = (old.head.year, new.head.year)
    found = [_difference(former.get(each.id), each, years) for each in new.indicators]
    found = list(_with_tasks(found, old.head.tasks, new.head.tasks))
    kept = {each.id for each in former.values()}
    found += [Difference(each, None, None) for each in old.indicators if each.id not in kept]
    return Comparison(
        old, new, tuple(each for each in found if each.kinds), head_differences(old_file, new_file)
    )


def _difference(old: Indicator | None, new: Indicator, years: tuple[int, int]) -> Difference:
    if old is None:
        return Difference(None, new, None)
    # A date outside the year of its table belongs to a task of several years, and does not move.
    dated = tuple(each.day.year for each in (old.rule, new.rule) if isinstance(each, Deadline))
    later = years[1] - years[0] if dated == years else 0
    moved = movement(old.rule, new.rule, years=later, is_cost=old.is_cost and new.is_cost)
    return Difference(old, new, moved)


def _with_tasks(
    found: Iterable[Difference], old: Sequence[Task], new: Sequence[Task]
) -> Iterator[Difference]:
    """Yield the differences of pairs, those with their tasks that have gone to another one."""
    numbers = task_numbers(old, new)
    before, after = ({each.id: each for each in tasks} for tasks in (old, new))
    for each in found:
        was, now = (row.task if row and row.task else 0 for row in (each.old, each.new))
        gone = each.old and each.new and numbers.get(was) != (str(now) if now else None)
        yield each._replace(tasks=(before.get(was), after.get(now))) if gone else each


def _former(old: Sequence[Indicator], new: Sequence[Indicator]) -> dict[str, Indicator]:
    """Return the old indicator of each new one, by the new one's id.

    By id and name, then by name alone, then by likeness under the same level, then by id alone:
    ids that number the rows of a table move when a row is put in between.
    """
    former: dict[str, Indicator] = {}
    free = {each.id: each for each in old}
    waiting = list(new)

    def pair(pairs: Iterator[tuple[Indicator, Indicator]]) -> None:
        for before, after in pairs:
            if before.id in free and after.id not in former:
                former[after.id] = free.pop(before.id)
        waiting[:] = [each for each in waiting if each.id not in former]

    pair(
        (free[each.id], each)
        for each in waiting
        if each.id in free and letters(free[each.id].name) == letters(each.name)
    )
    by_name = {(each.level1, letters(each.name)): each for each in reversed(list(free.values()))}
    pair(
        (by_name[key], each)
        for each in waiting
        if (key := (each.level1, letters(each.name))) in by_name
    )
    pair(iter(_alike(list(free.values()), waiting)))
    pair((free[each.id], each) for each in list(waiting) if each.id in free)
    return former


def _alike(old: Sequence[Indicator], new: Sequence[Indicator]) -> list[tuple[Indicator, Indicator]]:
    """Return the pairs under one level whose names are alike, most alike first."""
    found: list[tuple[float, Indicator, Indicator]] = []
    for after in new:
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(letters(after.name))
        for before in old:
            if (before.level1, before.level2) != (after.level1, after.level2):
                continue
            matcher.set_seq1(letters(before.name))
            if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE:
                ratio = matcher.ratio() + (before.id == after.id)
                if ratio >= _ALIKE:
                    found.append((ratio, before, after))
    found.sort(key=lambda each: -each[0])
    return [(before, after) for _, before, after in found]
