"""What a database has to compute to judge and score a table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from fulian_kpi.judgement import Verdict
from fulian_kpi.policy import FULL_MARKS, Policy
from fulian_kpi.table.answer import UNREADABLE
from fulian_kpi.table.bounds import DIGITS, PLACES
from fulian_kpi.table.column_names import ENGLISH, ColumnNames, names_beside
from fulian_kpi.table.sql.dialect import Dialect
from fulian_kpi.table.sql.tables import AMOUNT, WEIGHT_UNIT, Table
from fulian_kpi.table.totals import BLANKS, LABELS, NOTHING, SIGN, VALUES, WORDS

_NUMBER: Final = rf"(0|[1-9][0-9]{{0,{DIGITS - PLACES - 1}}})([.][0-9]{{1,{PLACES}}})?"

TARGET: Final = "kpi_target, kpi_cost, kpi_year"
"""What a rule is read from."""

_CASE: Final = f"{TARGET}, kpi_actual, kpi_weight"
"""All that the verdict and the points of a row depend on."""


@dataclass(frozen=True, slots=True)
class Queries:
    """The queries over one table under one policy, in the order in which they are run.

    `source` is its table, `columns` the names of the columns in it by role, `names` all of them.
    """

    dialect: Dialect
    policy: Policy
    source: str
    columns: Mapping[str, str]
    names: Sequence[str]

    @property
    def called(self) -> ColumnNames:
        """What the columns and words of the answer are called."""
        return names_beside(self.columns)

    def cases(self) -> str:
        """Return the query of the rows that read differently, and how many there are of each."""
        return (
            f"SELECT {_CASE}, count(*) AS row_count FROM ({self._texts()}) AS told\n"
            f"WHERE kpi_target IS NOT NULL GROUP BY {_CASE}"
        )

    def unanswered(self) -> str:
        """Return the query of the cases that the core has to answer."""
        return f"""WITH {self._measured()}
SELECT rule, number, kpi_actual FROM kpi_measured WHERE amount IS NULL
ORDER BY rule, number, kpi_actual"""

    def unreadable(self) -> str:
        """Return the query of the cases that cannot be judged, and the place of a row of each."""
        return f"""SELECT {_CASE}, count(*) AS row_count,
  min(concat(kpi_unit, ' ', kpi_id)) AS place
FROM {self._joined()} WHERE verdict = '{UNREADABLE}' GROUP BY {_CASE} ORDER BY place"""

    def nameless(self) -> str:
        """Return the query of how many rows name no unit."""
        nameless = _nameless(self._text("unit"))
        return f"SELECT count(*) FROM {self.source} WHERE {nameless} AND NOT ({self._is_total()})"

    def totals(self) -> str:
        """Return the query of how many rows sum up others."""
        return f"SELECT (SELECT count(*) FROM {self.source}) - sum(row_count) FROM kpi_judged"

    def judged(self) -> str:
        """Return the query of the cases with verdict and points, these in whole last places."""
        below = self._points("amount", "bound")
        linear = self._points("greatest(bound + bound - amount, 0)", "bound")
        ratio = self._points("bound", "amount")
        return f"""WITH {self._measured()}
SELECT {_CASE}, row_count, value, factor,
  CASE WHEN amount IS NULL THEN a.verdict
    WHEN amount BETWEEN met_from AND met_to THEN '{Verdict.MET}'
    WHEN amount > met_to THEN verdict_above
    ELSE '{Verdict.MISSED}' END AS verdict,
  CASE WHEN amount IS NULL THEN a.points
    WHEN factor IS NULL THEN NULL
    WHEN amount >= zero_from THEN 0
    WHEN amount BETWEEN full_from AND full_to THEN all_points
    WHEN amount < full_from AND below = 'proportional' THEN {below}
    WHEN amount > full_to AND above = 'linear' THEN {linear}
    WHEN amount > full_to AND above = 'ratio' THEN {ratio}
    ELSE 0 END AS points,
  CASE WHEN amount IS NULL THEN a.needs_reason
    ELSE amount NOT BETWEEN met_from AND met_to OR coalesce(amount >= reason_from, FALSE)
    END AS needs_reason
FROM kpi_measured AS m
LEFT JOIN kpi_answers AS a ON a.rule = m.rule AND a.number = m.number
  AND a.actual = CASE WHEN m.amount IS NULL THEN m.kpi_actual END"""

    def rows(self) -> str:
        """Return the query of the whole table with what was found of each row."""
        own = ", ".join(
            f"column_{number} AS {self.dialect.identifier(each)}"
            for number, each in enumerate(self.names)
        )
        points = f"CAST(points AS DECIMAL(9, 0)) * {self._last_place()}"
        verdict, earned, reason = map(self.dialect.identifier, self.called.added)
        return f"""SELECT {own},
  {self._word()} AS {verdict}, {points} AS {earned}, needs_reason AS {reason}
FROM {self._joined()}"""

    def units(self) -> str:
        """Return the query of what the rows of each unit come to."""
        counts = ",\n    ".join(
            f"count(CASE WHEN verdict = '{each}' THEN 1 END) AS {self.dialect.identifier(word)}"
            for each, word in self.called.words.items()
        )
        grades = "\n    ".join(
            f"WHEN points * {2 * FULL_MARKS * WEIGHT_UNIT**2} >= "
            f"factors * {int(floor * WEIGHT_UNIT)} THEN {self.dialect.literal(name)}"
            for name, floor in self.policy.grades.items()
        )
        unit, rows, *words, weight, points, grade = map(self.dialect.identifier, self.called.units)
        return f"""SELECT unit AS {unit}, row_count AS {rows}, {", ".join(words)},
  weight AS {weight}, CAST(points AS DECIMAL(18, 0)) * {self._last_place()} AS {points},
  CASE WHEN {_nameless("unit")} OR weight = 0 OR unweighted > 0 OR {words[-1]} > 0 THEN NULL
    {grades} END AS {grade}
FROM (
  SELECT kpi_unit AS unit, count(*) AS row_count,
    {counts},
    coalesce(sum(CASE WHEN points IS NOT NULL THEN value END), 0) AS weight,
    coalesce(sum(CASE WHEN points IS NOT NULL THEN factor END), 0) AS factors,
    coalesce(sum(points), 0) AS points,
    count(CASE WHEN factor IS NULL AND verdict <> '{UNREADABLE}' THEN 1 END) AS unweighted
  FROM {self._joined()} GROUP BY kpi_unit
) AS unit_sums ORDER BY unit"""

    def _texts(self) -> str:
        """Return the query of a row's texts, as the core would get them, beside its own columns.

        Rows that sum up others have no target, which joins no case. To leave them out here would
        make duckdb expect so few rows that it joins the other way round, in another order.
        """
        cost = " OR ".join(f"{self._text(each)} LIKE '%成本%'" for each in ("level1", "level2"))
        texts = ", ".join(
            f"{self._text(each)} AS kpi_{each}"
            for each in ("unit", "year", "id", "actual", "weight")
        )
        own = "".join(
            f"{self.dialect.identifier(each)} AS column_{number}, "
            for number, each in enumerate(self.names)
        )
        target = f"CASE WHEN {self._is_total()} THEN NULL ELSE {self._text('target')} END"
        return f"SELECT {own}{texts}, {target} AS kpi_target, {cost} AS kpi_cost FROM {self.source}"

    def _is_total(self) -> str:
        """Return the condition of `totals.is_total`."""
        labels = [_says_total(self._text(each)) for each in LABELS if each in self.columns]
        none = ", ".join(map(self.dialect.literal, NOTHING))
        empty = " AND ".join(f"trim({self._text(each)}) IN ({none})" for each in VALUES)
        beside = f" OR {empty} AND ({' OR '.join(labels)})" if labels else ""
        return f"{_says_total(self._text('unit'))}{beside}"

    def _joined(self) -> str:
        """Return the rows with what was found of their case."""
        return f"({self._texts()}) AS told JOIN kpi_judged USING ({_CASE})"

    def _measured(self) -> str:
        """Return the query of each case with its rule, its weight, and its amount if it has one."""
        matches = self.dialect.matches("kpi_number", _NUMBER)
        return f"""kpi_ruled AS (
  SELECT c.*, r.*, w.number, w.readable, w.value, w.all_points, w.factor,
    r.unit <> '' AND right(kpi_actual, length(r.unit)) = r.unit AS kpi_named
  FROM kpi_cases AS c
  JOIN kpi_rules AS r
    ON r.target = kpi_target AND r.cost = kpi_cost AND r.of_year = kpi_year
  JOIN kpi_weights AS w ON w.text = kpi_weight
),
kpi_numbered AS (
  SELECT *, CASE WHEN kpi_named THEN left(kpi_actual, length(kpi_actual) - length(unit))
    ELSE kpi_actual END AS kpi_number
  FROM kpi_ruled
),
kpi_read AS (
  SELECT *, CASE WHEN bound IS NOT NULL AND readable AND {matches}
    THEN CAST(kpi_number AS {AMOUNT}) END AS kpi_plain
  FROM kpi_numbered
),
kpi_measured AS (
  SELECT *, CASE WHEN kpi_named OR kpi_plain > bare_above THEN kpi_plain END AS amount
  FROM kpi_read
)"""

    def _word(self) -> str:
        """Return what the verdict of a row is called."""
        if self.called is ENGLISH:
            return "verdict"
        words = " ".join(
            f"WHEN {self.dialect.literal(verdict)} THEN {self.dialect.literal(word)}"
            for verdict, word in self.called.words.items()
        )
        return f"CASE verdict {words} END"

    def _last_place(self) -> str:
        """Return what the last place of the points is worth, as an exact number."""
        places = self.policy.places
        return f"CAST({Decimal(1).scaleb(-places):f} AS DECIMAL({places + 1}, {places}))"

    def _text(self, role: str) -> str:
        name = self.columns.get(role)
        if name is None:
            return "''"
        return f"coalesce(CAST({self.dialect.identifier(name)} AS {self.dialect.text}), '')"

    def _points(self, part: str, whole: str) -> str:
        """Return the points of a share of the weight, half up: (2·w·a + b) ÷ 2·b, all whole."""
        part, whole = self.dialect.whole(part), self.dialect.whole(whole)
        return self.dialect.quotient(
            f"factor * {part} + {WEIGHT_UNIT} * {whole}", f"{2 * WEIGHT_UNIT} * {whole}"
        )


def _says_total(text: str) -> str:
    ended = f"concat(replace({_without_blanks(text)}, '（', '('), '(')"
    ends = " OR ".join(f"{ended} LIKE '%{each}(%'" for each in WORDS)
    return f"{text} LIKE '%{SIGN}%' AND ({ends})"


def _without_blanks(text: str) -> str:
    for each in BLANKS:
        text = f"replace({text}, '{each}', '')"
    return text


def _nameless(unit: str) -> str:
    """Return the condition of `tally.is_nameless`."""
    return f"trim(replace({unit}, '\u3000', ' ')) = ''"


def script(queries: Queries, tables: Iterable[Table]) -> Iterator[str]:
    """Yield the statements that another engine runs one after the other; the last one answers."""
    view = "CREATE OR REPLACE TEMPORARY VIEW"
    for table in tables:
        yield f"{table.creation(queries.dialect)};\n"
    yield f"{view} kpi_cases AS\n{queries.cases()};\n"
    yield f"{view} kpi_judged AS\n{queries.judged()};\n"
    yield f"{view} kpi_units AS\n{queries.units()};\n"
    yield f"{queries.rows()};\n"
