"""What the shape of a targets file cannot say: level names, ids used once, tasks declared."""

from collections.abc import Iterator

from fulian_kpi.codes import Code
from fulian_kpi.complaint import nearest
from fulian_kpi.content import Content
from fulian_kpi.finding import Finding, Route
from fulian_kpi.model import LEVELS


def inconsistencies(document: Content) -> Iterator[Finding]:
    """Yield every problem of the kinds that this module knows, also where the shape is wrong."""
    yield from _level_problems(document)
    yield from _identity_problems(document)


def entries(document: Content) -> Iterator[tuple[Route, dict[str, object]]]:
    """Yield every mapping below indicators that stands where an indicator should."""
    tree = document.root.get("indicators") if isinstance(document.root, dict) else None
    for level1, below in (tree if isinstance(tree, dict) else {}).items():
        for level2, entries in (below if isinstance(below, dict) else {}).items():
            for index, entry in enumerate(entries if isinstance(entries, list) else []):
                if isinstance(entry, dict):
                    yield ("indicators", level1, level2, index), dict(entry)


def _level_problems(document: Content) -> Iterator[Finding]:
    tree = document.root.get("indicators") if isinstance(document.root, dict) else None
    for level1, below in (tree if isinstance(tree, dict) else {}).items():
        route: Route = ("indicators", level1)
        if level1 not in LEVELS:
            message = f"没有“{level1}”这个一级指标{nearest(level1, LEVELS)}"
            yield Finding(Code.UNKNOWN_LEVEL, message, route, on_key=True)
            continue
        for level2 in below if isinstance(below, dict) else {}:
            if level2 not in LEVELS[level1]:
                message = f"{level1}之下没有“{level2}”{nearest(level2, LEVELS[level1])}"
                yield Finding(Code.UNKNOWN_LEVEL, message, (*route, level2), on_key=True)


def _identity_problems(document: Content) -> Iterator[Finding]:
    """Yield ids that are used twice and tasks that nobody has declared."""
    root = document.root
    tasks = root.get("tasks") if isinstance(root, dict) else None
    declared: dict[str, int] = {}
    for index, task in enumerate(tasks if isinstance(tasks, list) else []):
        number = task.get("id") if isinstance(task, dict) else None
        if isinstance(number, str) and number in declared:
            first = document.locate(("tasks", declared[number], "id")).line
            message = f"任务编号 {number} 已用于第 {first} 行"
            yield Finding(Code.DUPLICATE_ID, message, ("tasks", index, "id"))
        elif isinstance(number, str):
            declared[number] = index
    seen: dict[str, Route] = {}
    for route, entry in entries(document):
        key, task_number = entry.get("id"), entry.get("task")
        if isinstance(key, str) and key in seen:
            first = document.locate((*seen[key], "id")).line
            message = f"编号“{key}”已用于第 {first} 行"
            yield Finding(Code.DUPLICATE_ID, message, (*route, "id"), key)
        elif isinstance(key, str):
            seen[key] = route
        if isinstance(task_number, str) and task_number.isdigit() and task_number not in declared:
            message = f"tasks 里没有编号为 {task_number} 的任务{nearest(task_number, declared)}"
            owner = key if isinstance(key, str) else None
            yield Finding(Code.UNKNOWN_TASK, message, (*route, "task"), owner)
