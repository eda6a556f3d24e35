"""Many units at a glance: a line each, with counts of verdicts, score and grade."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from fulian_kpi.judgement import Verdict
from fulian_kpi.quantity import plain
from fulian_kpi.report.aligned import write_aligned
from fulian_kpi.report.paper import Paper, styled
from fulian_kpi.scorecard import Scorecard

if TYPE_CHECKING:
    from rich.table import Table

MOST_UNITS_AS_TABLE: Final = 200
"""Above this the units are aligned lines: rich needs seconds for thousands of rows."""

NOT_JUDGED: Final = "？ 不能评判"


class Unit(NamedTuple):
    """What is left of a scorecard when its rows have been written: the totals of one unit."""

    subject: str
    year: int
    path: str
    targets: str
    rows: int
    counts: Mapping[Verdict, int]
    points: str
    grade: str
    passed: bool


def unit_of(card: Scorecard, *, passed: bool) -> Unit:
    """Return the totals of a card, scored by its first policy; `passed` as the exit code says."""
    head, score = card.targets.head, card.scores[0]
    return Unit(
        subject=head.subject,
        year=head.year,
        path=card.actuals.source.path,
        targets=card.targets.source.path,
        rows=len(card.rows),
        counts={verdict: count for verdict, count in card.counts.items() if count},
        points=f"{score.total}/{plain(score.out_of)}",
        grade=score.grade or "",
        passed=passed,
    )


class Overview(NamedTuple):
    """All units as a table for any format: those that were judged, then files that could not be."""

    headings: tuple[str, ...]
    judged: tuple[tuple[str, ...], ...]
    unjudged: tuple[tuple[str, ...], ...]
    total: str

    @property
    def lines(self) -> tuple[tuple[str, ...], ...]:
        """All lines below the headings."""
        return self.judged + self.unjudged


def overview(units: Sequence[Unit], unjudged: Sequence[str]) -> Overview:
    """Return a line for each unit and for each file in `unjudged`, and a sentence about all."""
    counts: Counter[Verdict] = Counter()
    for unit in units:
        counts.update(unit.counts)
    shown = [each for each in Verdict if counts[each] or each is Verdict.MET]
    headings = ("单位", "年度", "指标", *(each.label for each in shown), "得分", "等级", "结论")
    names = Counter((unit.subject, unit.year) for unit in units)
    nothing = [""] * (len(headings) - 2)
    failed = sum(not unit.passed for unit in units)
    unread = f"，{len(unjudged)} 份不能评判" if unjudged else ""
    return Overview(
        headings,
        tuple(
            tuple(_columns(unit, shown, alone=names[unit.subject, unit.year] == 1))
            for unit in units
        ),
        tuple((path, *nothing, NOT_JUDGED) for path in unjudged),
        f"共 {len(units) + len(unjudged)} 份：通过 {len(units) - failed}，未通过 {failed}{unread}；"
        f"指标 {sum(unit.rows for unit in units)} 项，"
        + "，".join(f"{each.label} {counts[each]}" for each in shown),
    )


def write_units(units: Overview, paper: Paper) -> None:
    """Write a line for each unit and one for all."""
    if len(units.lines) <= MOST_UNITS_AS_TABLE:
        paper.console().print(_table(units.headings, units.lines))
    else:
        write_aligned([units.headings, *units.lines], paper)
    paper.stream.write(f"{units.total}\n")


def _columns(unit: Unit, shown: Sequence[Verdict], *, alone: bool) -> Iterator[str]:
    """Yield the cells of a line; a name that stands there twice is told by its file."""
    yield unit.subject if alone else f"{unit.subject}（{unit.path}）"
    yield str(unit.year)
    yield str(unit.rows)
    for verdict in shown:
        yield str(unit.counts.get(verdict, 0))
    yield unit.points
    yield unit.grade
    yield "√ 通过" if unit.passed else "× 未通过"


def _table(headings: Sequence[str], lines: Sequence[Sequence[str]]) -> "Table":
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, expand=True, padding=(0, 1), show_edge=False)
    first, *numbers, last = headings
    table.add_column(first, ratio=1, overflow="fold")
    for heading in numbers:
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column(last, no_wrap=True)
    for line in lines:
        style = "" if line[-1].startswith("√") else "bold red"
        table.add_row(*map(styled, line[:-1]), styled(line[-1], style))
    return table
