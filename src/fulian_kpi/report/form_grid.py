"""The self-evaluation form laid out: lines of cells on the eight columns of its indicators."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum, auto
from fractions import Fraction
from typing import Final, TypeAlias

from fulian_kpi.form import COLUMNS, FUND_COLUMNS, SIGNATURES, Form, FormRow, FundRow, spans
from fulian_kpi.phrases import money
from fulian_kpi.quantity import plain, rounded
from fulian_kpi.report.xml_text import xml_text

WIDTHS: Final = (9, 15, 60, 19, 18, 13, 14, 38)
"""Width of each column in mm; together what A4 upright has between margins of 12 mm."""

MARGIN: Final = 12

_USUAL_PLACES: Final = 2

_GOAL_LABELS: Final = ("年度总体目标", "预期目标", "实际完成情况")


class Kind(Enum):
    """What a cell is, which decides its looks."""

    LABEL = auto()
    TEXT = auto()
    CENTRED = auto()
    MONEY = auto()
    RATE = auto()
    POINTS = auto()
    TOTAL = auto()
    SIGNATURE = auto()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it is printed, over `columns` columns and `rows` lines.

    `number` is what a spreadsheet holds instead of the text. A cell of 0 rows is the part of the
    one above it.
    """

    text: str
    kind: Kind = Kind.CENTRED
    columns: int = 1
    rows: int = 1
    number: Decimal | Fraction | None = None


Line: TypeAlias = tuple[Cell, ...]
"""The cells of a line, from left to right; together they have every column."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A form in three parts; `header` is repeated on every page of the body.

    `places` is how many decimals its points have.
    """

    title: str
    head: tuple[Line, ...]
    header: Line
    body: tuple[Line, ...]
    places: int


def across(line: Line) -> Iterator[tuple[Cell, int]]:
    """Yield the cells of a line with the mm that each of them is wide."""
    column = 0
    for cell in line:
        yield cell, sum(WIDTHS[column : column + cell.columns])
        column += cell.columns


def grid_of(form: Form) -> Grid:
    """Return the form as lines of cells."""
    places = places_of(_amounts(form))
    body = (*_indicator_lines(form.rows, places), _total_line(form, places), *_foot(form))
    return Grid(
        title=xml_text(form.title),
        head=tuple(_head(form, places)),
        header=tuple(_label(heading) for heading in COLUMNS),
        body=body,
        places=places,
    )


def places_of(amounts: Iterable[Decimal]) -> int:
    """Return how many decimals it takes to show all of these points: two, or what they have."""
    return max(_USUAL_PLACES, *(len(plain(each).partition(".")[2]) for each in amounts))


def _amounts(form: Form) -> Iterator[Decimal]:
    """Yield everything that is shown as points."""
    yield from (form.score.total, form.score.out_of, form.score.execution_weight)
    for row in form.rows:
        yield from (each for each in (row.weight, row.points) if each is not None)


def _head(form: Form, places: int) -> Iterator[Line]:
    department = xml_text(form.department)
    if form.project:
        yield _label("项目名称", 2), Cell(xml_text(form.project), columns=6)
    else:
        yield _label("部门名称", 2), Cell(department, columns=6)
    implementer = xml_text(form.implementer or form.department)
    above = department if form.project or form.implementer else ""
    yield _label("主管部门", 2), Cell(above), _label("实施单位", 2), Cell(implementer, columns=3)
    # Not every program that breaks lines knows that none may end with （.
    headings = (heading.replace("（", "\n（") for heading in FUND_COLUMNS)
    yield _label("资金情况\n（万元）", 2), *map(_label, headings)
    for fund in form.funds:
        yield _fund_line(fund, places)
    if form.fund_reason is not None:
        yield _label("预算执行\n偏差原因", 2), Cell(xml_text(form.fund_reason), Kind.TEXT, 6)
    title, planned, reached = _GOAL_LABELS
    yield _label(title, 2, rows=2), _label(planned, 2), _label(reached, 4)
    yield (
        _label("", 2, rows=0),
        Cell(xml_text(form.goal.strip()), Kind.TEXT, 2),
        Cell("", Kind.TEXT, 4),
    )


def _fund_line(fund: FundRow, places: int) -> Line:
    rate = "" if fund.rate is None else f"{rounded(fund.rate * 100, 2)}%"
    return (
        _label(fund.label, 2),
        *map(_money, (fund.initial, fund.adjusted, fund.executed)),
        _points(fund.weight, places),
        Cell(rate, Kind.RATE, number=fund.rate),
        _points(fund.points, places),
    )


def _indicator_lines(rows: tuple[FormRow, ...], places: int) -> Iterator[Line]:
    level1 = _merged(spans(rows, key=lambda row: row.level1), [row.level1 for row in rows])
    # A level 2 of the same name below another level 1 is another cell.
    pairs = spans(rows, key=lambda row: (row.level1, row.level2))
    level2 = _merged(pairs, [row.level2 for row in rows])
    for row, first, second in zip(rows, level1, level2, strict=True):
        yield (
            first,
            second,
            Cell(xml_text(row.name), Kind.TEXT),
            Cell(xml_text(row.target)),
            Cell(xml_text(row.actual)),
            *(_points(each, places, missing="—") for each in (row.weight, row.points)),
            Cell(xml_text(row.reason), Kind.TEXT),
        )


def _merged(runs: Iterable[tuple[int, int]], texts: list[str]) -> Iterator[Cell]:
    """Yield a cell a line: the first of each run has the text and the height of all."""
    for first, last in runs:
        cell = Cell(xml_text(texts[first]), rows=last - first + 1)
        yield cell
        for _ in range(first, last):
            yield replace(cell, text="", rows=0)


def _total_line(form: Form, places: int) -> Line:
    score = form.score
    grade = "部分指标，不评等级" if score.grade is None else f"评价等级：{score.grade}"
    out_of, total = (_points(each, places) for each in (score.out_of, score.total))
    return (
        _label("总分" if score.grade else "合计", 5),
        *(replace(each, kind=Kind.TOTAL) for each in (out_of, total)),
        _label(xml_text(grade)),
    )


def _foot(form: Form) -> Iterator[Line]:
    yield _label("说明", 2), Cell(xml_text(form.note), Kind.TEXT, 6)
    for left, right in zip(SIGNATURES[::2], SIGNATURES[1::2], strict=True):
        blanks = (Cell("", Kind.SIGNATURE, columns) for columns in (1, 3))
        yield _label(left, 2), next(blanks), _label(right, 2), next(blanks)


def _label(text: str, columns: int = 1, rows: int = 1) -> Cell:
    return Cell(text, Kind.LABEL, columns, rows)


def _money(amount: Decimal | None) -> Cell:
    return Cell("" if amount is None else money(amount), Kind.MONEY, number=amount)


def _points(points: Decimal | None, places: int, *, missing: str = "") -> Cell:
    if points is None:
        return Cell(missing, Kind.POINTS)
    return Cell(f"{points:.{places}f}", Kind.POINTS, number=points)
