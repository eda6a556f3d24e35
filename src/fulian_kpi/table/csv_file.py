"""A table as csv: read and answered row by row, in memory that does not grow with it."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO, TypeAlias

from fulian_kpi.codes import Code
from fulian_kpi.diagnostic import Diagnostic, InvalidFileError, Position, cause
from fulian_kpi.policy import Policy
from fulian_kpi.quantity import plain
from fulian_kpi.rule import is_cost
from fulian_kpi.spreadsheet_text import guard, unguard
from fulian_kpi.table.answer import UNREADABLE, Answer, Problem, answer
from fulian_kpi.table.column_names import ColumnNames, names_beside
from fulian_kpi.table.encoding import encoding_of
from fulian_kpi.table.header import columns_of, weights_missing
from fulian_kpi.table.tally import Tally, is_nameless
from fulian_kpi.table.totals import LABELS, SIGN, VALUES, is_total

if TYPE_CHECKING:
    from _csv import Reader

MOST_ANSWERS: Final = 1 << 16
"""Answers that are kept: the same few targets, weights and actuals come again and again."""

_SEPARATORS: Final = ",\t;"
"""What may stand between the cells; that which makes the most of the header does."""

_RUN: Final = frozenset("=+-@\t\r")
"""How a cell begins that a spreadsheet would run. One that was guarded is written back as it is."""


Line: TypeAlias = tuple[list[str], int, str | None, Answer]
"""One row: its cells, its line in the file, its unit if that can be told, its answer.

No class of its own: making an object for each row takes as long as reading it.
"""


class CsvTable:
    """A csv file whose header has been read."""

    def __init__(self, path: str, given: Mapping[str, str]) -> None:
        """Look at the encoding and the header.

        Raises:
            InvalidFileError: If the file cannot be read, is empty, or lacks a column.
        """
        self.path = path
        try:
            self.encoding = encoding_of(Path(path))
        except (OSError, ValueError) as error:
            raise _unreadable(path, error) from error
        with self._open() as stream:
            self._separator = max(_SEPARATORS, key=partial(_cells_in_header, stream))
            stream.seek(0)
            try:
                self.names = [unguard(each.strip()) for each in next(self._reader(stream), [])]
            except csv.Error as error:
                raise _malformed(path, 1, error) from error
        if not self.names:
            raise InvalidFileError([Diagnostic(Position(path), Code.NOTHING_FOUND, "表是空的")])
        self._columns = columns_of(self.names, given, path)
        self.called = names_beside(self._columns)
        self.notices = weights_missing(self._columns, path)
        self.totals = 0
        """Rows that `lines` has passed over so far."""

    @property
    def row_header(self) -> list[str]:
        """The header of the rows with what is added to them."""
        return [*map(guard, self.names), *self.called.added]

    def empty(self) -> InvalidFileError:
        """Return the fault of a table that has nothing but its header."""
        message = "表里没有一行指标"
        return InvalidFileError([Diagnostic(Position(self.path), Code.NOTHING_FOUND, message)])

    def lines(self, policy: Policy) -> Iterator[Line]:
        """Yield each row, answered; those that sum up others are passed over and counted.

        Raises:
            InvalidFileError: If the file ends in the middle of a cell.
        """
        known = lru_cache(MOST_ANSWERS)(partial(_answer, policy))
        at = {role: self.names.index(name) for role, name in self._columns.items()}
        # A cell that is always empty stands for the columns that the table does not have.
        width = len(self.names)
        wanted = [
            at.get(each, width)
            for each in ("target", "actual", "weight", "level1", "level2", "year")
        ]
        texts, padded = itemgetter(*wanted), width in wanted
        unit, values = at["unit"], [at[each] for each in VALUES]
        labels = [at[each] for each in LABELS if each in at]
        with self._open() as stream:
            reader = self._reader(stream)
            try:
                next(reader, None)
                for cells in reader:
                    if len(cells) == width:
                        found = known(*texts([*cells, ""] if padded else cells))
                        name = cells[unit]
                        # A row without a target has a problem, so that few are looked at closely.
                        if (SIGN in name or found.problem is not None) and is_total(
                            name,
                            (unguard(cells[each]) for each in values),
                            (cells[each] for each in labels),
                        ):
                            self.totals += 1
                            continue
                        yield (
                            cells,
                            reader.line_num,
                            name if name[:1] != "'" else unguard(name),
                            found,
                        )
                    elif cells:
                        # Whatever a row lacks or has too much, its first cell is where it belongs.
                        told = unit == 0 and len(cells) > 1
                        own = unguard(cells[0]) if told else None
                        yield _misfit(cells, reader.line_num, width, own)
            except csv.Error as error:
                raise _malformed(self.path, reader.line_num, error) from error
            except OSError as error:
                raise _unreadable(self.path, error) from error

    def _reader(self, stream: TextIO) -> "Reader":
        return csv.reader(stream, delimiter=self._separator, strict=True)

    def _open(self) -> TextIO:
        return Path(self.path).open(encoding=self.encoding, newline="")


def _cells_in_header(stream: TextIO, separator: str) -> int:
    stream.seek(0)
    try:
        return len(next(csv.reader(stream, delimiter=separator, strict=True), []))
    except csv.Error:
        return 0


def _answer(  # noqa: PLR0913, PLR0917  (the texts that a row is judged by)
    policy: Policy, target: str, actual: str, weight: str, level1: str, level2: str, year: str
) -> Answer:
    cost = is_cost(level1, level2)
    texts = unguard(target), unguard(actual), unguard(weight)
    return answer(policy, *texts, cost=cost, year=year)


def _misfit(cells: list[str], number: int, width: int, unit: str | None) -> Line:
    message = f"这一行有 {len(cells)} 格，表头有 {width} 格"
    fitted = [*cells, *[""] * width][:width]
    problem = Problem(Code.WRONG_CELLS, message)
    return fitted, number, unit, Answer(UNREADABLE, problem=problem)


def row_cells(cells: Iterable[str], found: Answer, called: ColumnNames) -> list[str]:
    """Return the cells of a row as they were, and what was found."""
    own = [guard(each) if each[:1] in _RUN else each for each in cells]
    points = "" if found.points is None else str(found.points)
    reason = "" if found.needs_reason is None else called.flags[found.needs_reason]
    return [*own, called.words[found.verdict], points, reason]


def unit_cells(unit: str, tally: Tally, policy: Policy) -> list[str]:
    """Return what the rows of one unit come to, under `ColumnNames.units`.

    Rows that name no unit may be those of several, and have no grade.
    """
    return [
        guard(unit),
        str(tally.rows),
        *map(str, tally.counts.values()),
        plain(tally.weight),
        f"{tally.points:.{policy.places}f}",
        "" if is_nameless(unit) else tally.grade(policy) or "",
    ]


def _unreadable(path: str, error: OSError | ValueError) -> InvalidFileError:
    message = f"读不了这个文件：{cause(error) if isinstance(error, OSError) else '文件名不对'}"
    return InvalidFileError([Diagnostic(Position(path), Code.UNREADABLE_FILE, message)])


def _malformed(path: str, line: int, error: csv.Error) -> InvalidFileError:
    what = "引号没有成对" if "expected" in str(error) or "end of data" in str(error) else str(error)
    message = f"csv 从这里起读不下去：{what}"
    return InvalidFileError([Diagnostic(Position(path, line), Code.UNREADABLE_FILE, message)])
