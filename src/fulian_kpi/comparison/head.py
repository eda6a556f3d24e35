"""Two targets files held against each other above their indicators: goal, budget, tasks."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple, TypeAlias

from fulian_kpi.checked import Targets
from fulian_kpi.content import Content
from fulian_kpi.letters import letters
from fulian_kpi.model import Task
from fulian_kpi.quantity import plain

_Key: TypeAlias = tuple[str, ...]
_GONE: Final = "-"


class Passage(NamedTuple):
    """What a file says at one place, and the number of its line."""

    text: str
    line: int


class HeadDifference(NamedTuple):
    """What two files say differently; None where one of them says nothing.

    `field` is where it stands: ``goal``, ``budget.total``, ``tasks.2.content``, where a task has
    its number of the new file. A task that one file lacks is there once, by its name.
    """

    field: str
    old: Passage | None
    new: Passage | None

    @property
    def kind(self) -> str:
        """Return ``added``, ``removed`` or ``changed``."""
        if self.old is None or self.new is None:
            return "added" if self.old is None else "removed"
        return "changed"


def head_differences(
    old: tuple[Content, Targets], new: tuple[Content, Targets]
) -> tuple[HeadDifference, ...]:
    """Return where two files differ, in the order of the new one, then what it lacks."""
    numbers = task_numbers(old[1].head.tasks, new[1].head.tasks)
    before, after = dict(_passages(*old, numbers)), dict(_passages(*new, {}))
    found = []
    for key in (*after, *(each for each in before if each not in after)):
        one, other = before.get(key), after.get(key)
        # What belongs to a task goes and comes with it.
        parent = key[:-1]
        alone = parent in (before.keys() ^ after.keys())
        if not alone and (one and one.text) != (other and other.text):
            found.append(HeadDifference(".".join(key).replace(_GONE, ""), one, other))
    return tuple(found)


def task_numbers(old: Sequence[Task], new: Sequence[Task]) -> dict[int, str]:
    """Return what number each old task has now: by its number and name, by name, by number.

    Those that are gone are marked: another task may have their number.
    """
    same = {(each.id, letters(each.name)) for each in old} & {
        (each.id, letters(each.name)) for each in new
    }
    numbers = {number: str(number) for number, _ in same}
    by_name = {letters(each.name): str(each.id) for each in new if each.id not in numbers}
    for each in old:
        if each.id not in numbers and (found := by_name.pop(letters(each.name), None)):
            numbers[each.id] = found
    free = {str(each.id) for each in new} - set(numbers.values())
    for number in (each.id for each in old):
        numbers.setdefault(number, str(number) if str(number) in free else f"{_GONE}{number}")
    return numbers


def _passages(
    document: Content, targets: Targets, numbers: dict[int, str]
) -> Iterator[tuple[_Key, Passage]]:
    head = targets.head
    passage = partial(_passage, document)
    yield ("year",), passage(str(head.year), "year")
    for name in ("department", "project", "implementer"):
        if text := getattr(head, name):
            yield (name,), passage(text, name)
    for part in ("total", "fiscal", "other"):
        amount = getattr(head.budget, part, None)
        if amount is not None:
            yield ("budget", part), passage(f"{plain(amount)}万元", "budget", part)
    if head.goal:
        yield ("goal",), passage(head.goal, "goal")
    for name, weight in (head.weights or {}).items():
        yield ("weights", name), passage(plain(weight), "weights", name)
    if head.policy:
        yield ("policy",), passage(head.policy, "policy")
    yield from _task_passages(document, head.tasks, numbers)


def _task_passages(
    document: Content, tasks: Sequence[Task], numbers: dict[int, str]
) -> Iterator[tuple[_Key, Passage]]:
    for index, task in enumerate(tasks):
        key = ("tasks", numbers.get(task.id, str(task.id)))
        yield key, _passage(document, task.name, "tasks", index, "name")
        yield (*key, "id"), _passage(document, str(task.id), "tasks", index, "id")
        if task.content:
            yield (*key, "content"), _passage(document, task.content, "tasks", index, "content")


def _passage(document: Content, text: str, *route: str | int) -> Passage:
    return Passage(text.strip(), document.locate(route).line)
