"""How far each part of the table has come: bars made of verdicts, and the mean completion."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from fulian_kpi.judgement import Verdict
from fulian_kpi.phrases import NO_TASK, percent, task_title
from fulian_kpi.quantity import plain, rounded
from fulian_kpi.row import Row, counted
from fulian_kpi.scorecard import Scorecard


@dataclass(frozen=True, slots=True)
class Segment:
    """The rows of one verdict within a bar; `start` and `width` in percent of the bar."""

    verdict: Verdict
    count: int
    start: str
    width: str


@dataclass(frozen=True, slots=True)
class Bar:
    """Some rows together; `part` says that they are already part of the bar above."""

    label: str
    rows: int
    passed: int
    segments: tuple[Segment, ...]
    completion: str
    part: bool = False

    @property
    def description(self) -> str:
        """Return the bar in words, for those who cannot see it."""
        counts = "，".join(f"{each.verdict.label} {each.count} 项" for each in self.segments)
        return f"共 {self.rows} 项：{counts}；平均完成率 {self.completion}"


def level_bars(card: Scorecard) -> Iterator[Bar]:
    """Yield a bar for each level-1 group, and below it one for each level 2 within it."""
    for level1, group in groupby(card.rows, key=lambda row: row.indicator.level1):
        rows = tuple(group)
        yield _bar(level1, rows)
        for level2, members in groupby(rows, key=lambda row: row.indicator.level2):
            yield _bar(level2, tuple(members), part=True)


def task_bars(card: Scorecard) -> Iterator[Bar]:
    """Yield a bar for each task that has rows, then one for what belongs to the whole table."""
    names = {task.id: f"{task_title(task.id)} {task.name}" for task in card.targets.head.tasks}
    for number in (*names, None):
        rows = tuple(row for row in card.rows if row.indicator.task == number)
        if rows:
            yield _bar(NO_TASK if number is None else names[number], rows)


def mean_completion(rows: Iterable[Row]) -> Fraction | None:
    """Return the mean completion: above the target counts as reached, unreported as nothing.

    None where nothing applies.
    """
    shares = [
        min(row.completion or Fraction(0), Fraction(1))
        for row in rows
        if row.verdict is not Verdict.NOT_APPLICABLE
    ]
    return sum(shares, Fraction(0)) / len(shares) if shares else None


def share_of(part: Fraction | int, whole: int = 1) -> str:
    """Return how long a bar for `part` is, in percent of all it could be."""
    return f"{plain(rounded(min(Fraction(part, whole), Fraction(1)) * 100, 3))}%"


def _bar(label: str, rows: Sequence[Row], *, part: bool = False) -> Bar:
    return Bar(
        label=label,
        rows=len(rows),
        passed=sum(row.passed for row in rows),
        segments=tuple(_segments(rows)),
        completion=percent(mean_completion(rows)),
        part=part,
    )


def _segments(rows: Sequence[Row]) -> Iterator[Segment]:
    before = 0
    for verdict, count in counted(rows).items():
        if count:
            yield Segment(verdict, count, share_of(before, len(rows)), share_of(count, len(rows)))
            before += count
