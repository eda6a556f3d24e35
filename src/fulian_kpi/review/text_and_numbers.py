"""What the texts of a table promise, held against its indicators."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final, assert_never

from fulian_kpi.checked import Indicator, Targets
from fulian_kpi.codes import Code
from fulian_kpi.finding import Finding, Route
from fulian_kpi.review.answer import Agreement, Answer, Conflict, Unanswered, answers
from fulian_kpi.review.promise import Promise, promises

_LONGEST_NAME: Final = 24
_MOST_PROMISES: Final = 100
"""Promises of one text that are followed up; each is held against every indicator."""


def text_and_numbers(targets: Targets) -> Iterator[Finding]:
    """Yield every promise of a task or of the goal that is kept, contradicted or not measured.

    A task is held against its own indicators and those of the whole table, the goal against all.
    What is not certain is not reported.
    """
    year = targets.head.year
    by_task: dict[int | None, list[Indicator]] = {}
    for each in targets.indicators:
        by_task.setdefault(each.task, []).append(each)
    shared = by_task.get(None, [])
    for index, task in enumerate(targets.head.tasks):
        own = [*by_task.get(task.id, []), *shared]
        yield from _in_text(task.content or "", year, ("tasks", index, "content"), own)
    yield from _in_text(targets.head.goal or "", year, ("goal",), targets.indicators)


def _in_text(text: str, year: int, route: Route, rows: Sequence[Indicator]) -> Iterator[Finding]:
    for promise, answer in answers(tuple(islice(promises(text, year), _MOST_PROMISES)), rows):
        said = _finding(text, promise, answer)
        if said:
            code, message, indicator = said
            span = promise.start, promise.end
            yield Finding(code, message, route, indicator.id if indicator else None, span=span)


def _finding(
    text: str, promise: Promise, answer: Answer
) -> tuple[Code, str, Indicator | None] | None:
    written = text[promise.start : promise.end].strip()
    match answer:
        case None:
            return None
        case Agreement(rows=rows):
            listed = "、".join(map(_named, rows))
            together = "合计" if len(rows) > 1 else ""
            return Code.TEXT_AGREES, f"“{written}”与{listed}{together}一致", rows[0]
        case Conflict(row=row):
            message = (
                f"文字承诺“{written}”，与{_named(row)}不一致；"
                "请统一两处的数；所指不同的，写明差别并另列指标"
            )
            return Code.TEXT_CONFLICT, message, row
        case Unanswered():
            example = promise.rule if promise.bounded else f"={promise.rule}".replace("==", "=")
            message = (
                f"文字承诺“{written}”，表里没有对应的指标；请列出，例如 {example}，或从文字中删去"
            )
            return Code.PROMISE_WITHOUT_INDICATOR, message, None
        case _:
            assert_never(answer)


def _named(row: Indicator) -> str:
    name = row.name if len(row.name) <= _LONGEST_NAME else f"{row.name[:_LONGEST_NAME]}…"
    return f"第 {row.line} 行“{name}”（{row.target.text.strip()}）"
