"""A table as Parquet, judged and scored inside duckdb by the queries of the core."""

import errno
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from fulian_kpi.codes import Code
from fulian_kpi.diagnostic import Diagnostic, InvalidFileError, Position
from fulian_kpi.expression.scanner import ExpressionError
from fulian_kpi.policy import FULL_MARKS, Policy
from fulian_kpi.table.answer import Answer, Problem, answer, rule_of
from fulian_kpi.table.bounds import Bounds, bounds_of
from fulian_kpi.table.header import columns_of, weights_missing
from fulian_kpi.table.sql.dialect import Dialect
from fulian_kpi.table.sql.queries import TARGET, Queries, script
from fulian_kpi.table.sql.tables import Table, answer_table, rule_table, weight_table
from fulian_kpi.table.tally import WORDS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class Unreadable(NamedTuple):
    """Rows that cannot be judged for one and the same reason, and where one of them is."""

    rows: int
    place: str
    problem: Problem


class ParquetTable:
    """A Parquet file whose distinct texts the core has read under one policy."""

    def __init__(self, path: str, given: Mapping[str, str], policy: Policy) -> None:
        """Read the distinct targets, weights, and the actuals that need the core.

        Raises:
            InvalidFileError: If the file cannot be read, is empty, or lacks a column.
            ModuleNotFoundError: If duckdb is not installed.
        """
        self.path = path
        if not Path(path).is_file():
            message = "找不到这个文件"
            raise InvalidFileError([Diagnostic(Position(path), Code.UNREADABLE_FILE, message)])
        import duckdb

        self._database: DuckDBPyConnection = duckdb.connect()
        source = f"read_parquet({Dialect.DUCKDB.literal(path)})"
        names = [str(each[0]) for each in self._all(f"DESCRIBE SELECT * FROM {source}")]
        columns = columns_of(names, given, path)
        self.notices = weights_missing(columns, path)
        self.queries = Queries(Dialect.DUCKDB, policy, source, columns, names)
        self._read_distinct()

    def _read_distinct(self) -> None:
        policy = self.queries.policy
        self._all(f"CREATE TABLE kpi_cases AS {self.queries.cases()}")
        cases = self._all(f"SELECT DISTINCT {TARGET} FROM kpi_cases ORDER BY ALL")
        if not cases:
            message = "表里没有一行指标"
            raise InvalidFileError([Diagnostic(Position(self.path), Code.NOTHING_FOUND, message)])
        targets = [(str(target), bool(cost), str(year)) for target, cost, year in cases]
        cases = self._all("SELECT DISTINCT kpi_weight FROM kpi_cases ORDER BY ALL")
        weights = [str(weight) for (weight,) in cases]
        rules = rule_table((*each, _bounds(policy, *each)) for each in targets)
        self._create(rules)
        worth = weight_table(policy, weights)
        self._create(worth)
        answers = {
            (rule, weight, actual): _answered(policy, targets[rule], actual, weights[weight])
            for rule, weight, actual in self._all(self.queries.unanswered())
        }
        given = answer_table(policy, answers.items())
        self._create(given)
        self._all(f"CREATE TABLE kpi_judged AS {self.queries.judged()}")
        self.unreadable: list[Unreadable] = []
        if any(each.problem for each in answers.values()):
            for *target, actual, weight, rows, place in self._all(self.queries.unreadable()):
                text, cost, year = target
                found = _answered(policy, (text, cost, year), actual, weight)
                assert found.problem is not None, "it was asked for"
                self.unreadable.append(Unreadable(rows, place.strip(), found.problem))
        self.tables = (rules, worth, given)

    def counts(self) -> dict[str, int]:
        """Return how many rows have each verdict."""
        found = self._all("SELECT verdict, sum(row_count) FROM kpi_judged GROUP BY verdict")
        return dict.fromkeys(WORDS, 0) | {verdict: int(rows) for verdict, rows in found}

    def nameless(self) -> int:
        """Return how many rows name no unit."""
        return int(self._all(self.queries.nameless())[0][0])

    def totals(self) -> int:
        """Return how many rows sum up others, and were passed over."""
        return int(self._all(self.queries.totals())[0][0])

    def write_rows(self, path: Path) -> None:
        """Write the table with what was found of each row.

        Raises:
            OSError: If the file cannot be written.
        """
        self._copy(self.queries.rows(), path)

    def write_units(self, path: Path) -> None:
        """Write what the rows of each unit come to; raises as `write_rows`."""
        self._copy(self.queries.units(), path)

    def overweight(self, path: Path) -> tuple[int, str]:
        """Return of how many units in a file of `write_units` the weights pass 100, and one."""
        called = self.queries.called
        unit, weight = (f'"{each}"' for each in (called.unit, called.weight))
        source = Dialect.DUCKDB.literal(str(path))
        query = f"FROM read_parquet({source}) WHERE {weight} > {FULL_MARKS}"
        count, example = self._all(f"SELECT count(*), min({unit}) {query}")[0]
        return int(count), str(example or "")

    def script(self, dialect: Dialect, source: str) -> Iterator[str]:
        """Yield the statements that do the same in another engine, where `source` is the table."""
        return script(replace(self.queries, dialect=dialect, source=source), self.tables)

    def _create(self, table: Table) -> None:
        """Hand a table over by columns: a statement with its rows in it takes 30 times as long."""
        lists = [list(each) for each in zip(*table.rows, strict=True)] or [[]] * len(table.columns)
        chosen = ", ".join(
            f"unnest(CAST(? AS {'VARCHAR' if each == 'TEXT' else each}[])) AS {name}"
            for name, each in table.columns.items()
        )
        self._all(f"CREATE OR REPLACE TABLE {table.name} AS SELECT {chosen}", lists)

    def _copy(self, query: str, path: Path) -> None:
        import duckdb

        target = Dialect.DUCKDB.literal(str(path))
        try:
            self._database.execute(f"COPY ({query}) TO {target} (FORMAT parquet, COMPRESSION zstd)")
        except duckdb.IOException as error:
            full = "space" in str(error) or "too large" in str(error)
            raise OSError(errno.ENOSPC if full else errno.EIO, str(error)) from error

    def _all(self, query: str, given: object = None) -> list[tuple[Any, ...]]:
        import duckdb

        try:
            return self._database.execute(query, given).fetchall()
        except (
            duckdb.IOException,
            duckdb.InvalidInputException,
            duckdb.SerializationException,
        ) as error:
            raise _damaged(self.path, error) from error


def _answered(policy: Policy, target: tuple[str, bool, str], actual: str, weight: str) -> Answer:
    text, cost, year = target
    return answer(policy, text, actual, weight, cost=cost, year=year)


def _bounds(policy: Policy, target: str, cost: bool, year: str) -> Bounds | None:  # noqa: FBT001
    try:
        return bounds_of(policy, rule_of(target, cost=cost, year=year), cost=cost)
    except ExpressionError:
        return None  # The answers say what is wrong.


def _damaged(path: str, error: Exception) -> InvalidFileError:
    reason = str(error).split("\n", 1)[0]
    message = f"读不了这个 Parquet 文件，多半是没有传完或不是 Parquet：{reason}"
    return InvalidFileError([Diagnostic(Position(path), Code.UNREADABLE_FILE, message)])
