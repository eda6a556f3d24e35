"""Many units at a glance: a line each, with counts of verdicts, score and grade."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from fulian_kpi.diagnostic import Diagnostic
from fulian_kpi.judgement import Verdict
from fulian_kpi.quantity import plain
from fulian_kpi.report.aligned import write_aligned
from fulian_kpi.report.paper import Paper, styled
from fulian_kpi.scorecard import Scorecard

if TYPE_CHECKING:
    from rich.padding import Padding
    from rich.table import Table

MOST_UNITS_AS_TABLE: Final = 200
"""Above this the units are aligned lines: rich needs seconds for thousands of rows."""

NOT_JUDGED: Final = "？ 不能评判"

_LAST: Final = ("得分", "等级", "结论")


class Unit(NamedTuple):
    """What is left of a scorecard when its rows have been written: the totals of one unit."""

    subject: str
    year: int
    path: str
    targets: str
    rows: int
    counts: Mapping[Verdict, int]
    points: Decimal
    out_of: Decimal
    grade: str
    passed: bool

    @property
    def outcome(self) -> str:
        """Whether it passed, with a sign that shows it without colour."""
        return "√ 通过" if self.passed else "× 未通过"


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
        points=score.total,
        out_of=score.out_of,
        grade=score.grade or "",
        passed=passed,
    )


class Unjudged(NamedTuple):
    """A file that could not be judged, and the first error that kept it from being judged."""

    path: str
    error: Diagnostic

    @property
    def why(self) -> str:
        """The error with its code, and with its place where that is in another file."""
        error = self.error
        place = "" if error.position.path == self.path else f"{error.position}: "
        return f"{place}{error.code.id} {error.message}"


class Overview(NamedTuple):
    """All units at a glance for any format: those that were judged, then files that could not be.

    `units` are called by names that are different, `verdicts` those that any of them has, and
    `total` is a sentence about all.
    """

    units: tuple[Unit, ...]
    verdicts: tuple[Verdict, ...]
    unjudged: tuple[Unjudged, ...]
    total: str

    @property
    def headings(self) -> tuple[str, ...]:
        """What stands above the columns of a table."""
        return ("单位", "年度", "指标", *(each.label for each in self.verdicts), *_LAST)

    @property
    def judged(self) -> tuple[tuple[str, ...], ...]:
        """The lines of the units that were judged."""
        return tuple(tuple(_columns(unit, self.verdicts)) for unit in self.units)

    @property
    def lines(self) -> tuple[tuple[str, ...], ...]:
        """All lines below the headings; the last cell says why a file could not be judged."""
        nothing = [""] * (len(self.headings) - 2)
        unjudged = ((each.path, *nothing, f"{NOT_JUDGED}：{each.why}") for each in self.unjudged)
        return (*self.judged, *unjudged)


def overview(units: Sequence[Unit], unjudged: Sequence[Unjudged]) -> Overview:
    """Return all units at a glance; a name that stands there twice is told by its file."""
    counts: Counter[Verdict] = Counter()
    for unit in units:
        counts.update(unit.counts)
    shown = tuple(each for each in Verdict if counts[each] or each is Verdict.MET)
    names = Counter((unit.subject, unit.year) for unit in units)
    failed = sum(not unit.passed for unit in units)
    unread = f"，{len(unjudged)} 份不能评判" if unjudged else ""
    return Overview(
        tuple(
            unit
            if names[unit.subject, unit.year] == 1
            else unit._replace(subject=f"{unit.subject}（{unit.path}）")
            for unit in units
        ),
        shown,
        tuple(unjudged),
        f"共 {len(units) + len(unjudged)} 份：通过 {len(units) - failed}，未通过 {failed}{unread}；"
        f"指标 {sum(unit.rows for unit in units)} 项，"
        + "，".join(f"{each.label} {counts[each]}" for each in shown),
    )


def write_units(units: Overview, paper: Paper) -> None:
    """Write a line for each unit and one for all."""
    if len(units.units) + len(units.unjudged) > MOST_UNITS_AS_TABLE:
        write_aligned([units.headings, *units.lines], paper)
    else:
        console = paper.console()
        if units.units:
            console.print(_table(units.headings, units.judged))
        # Beside six numbers a column has no room for a sentence.
        for each in units.unjudged:
            console.print(styled(f"{NOT_JUDGED}  {each.path}", "bold red"))
            console.print(_indented(each.why))
    paper.stream.write(f"{units.total}\n")


def _columns(unit: Unit, verdicts: Sequence[Verdict]) -> Iterator[str]:
    yield unit.subject
    yield str(unit.year)
    yield str(unit.rows)
    for verdict in verdicts:
        yield str(unit.counts.get(verdict, 0))
    yield f"{unit.points}/{plain(unit.out_of)}"
    yield unit.grade
    yield unit.outcome


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


def _indented(text: str) -> "Padding":
    from rich.padding import Padding

    return Padding(styled(text), (0, 0, 0, 4), expand=False)
