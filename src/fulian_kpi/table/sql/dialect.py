"""How an engine writes names and values, and computes with exact numbers."""

from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from fulian_kpi.table.bounds import DIGITS, PLACES

Value: TypeAlias = "str | int | Decimal | bool | None"


class Dialect(StrEnum):
    """An engine that the statement can be written for."""

    DUCKDB = "duckdb"
    SPARK = "spark"

    @property
    def text(self) -> str:
        """Return the type of a text."""
        return "VARCHAR" if self is Dialect.DUCKDB else "STRING"

    def identifier(self, name: str) -> str:
        """Return `name` as the name of a column."""
        quote = '"' if self is Dialect.DUCKDB else "`"
        return quote + name.replace(quote, quote * 2) + quote

    def literal(self, value: Value) -> str:
        """Return `value` as it is written in a statement."""
        match value:
            case None:
                return "NULL"
            case bool():
                return "TRUE" if value else "FALSE"
            case int():
                return str(value)
            case Decimal():
                return format(value, "f")
        if self is Dialect.DUCKDB:
            return "'" + value.replace("'", "''") + "'"
        escaped = value.replace("\\", "\\\\").replace("'", "\\'")
        return "'" + escaped.replace("\n", "\\n").replace("\r", "\\r") + "'"

    def matches(self, text: str, pattern: str) -> str:
        """Return the condition that the whole of `text` has that form."""
        if self is Dialect.DUCKDB:
            return f"regexp_full_match({text}, '{pattern}')"
        return f"{text} RLIKE '^{pattern}$'"

    def quotient(self, dividend: str, divisor: str) -> str:
        """Return the whole part of a quotient of two exact numbers that are not negative."""
        operator = "//" if self is Dialect.DUCKDB else "DIV"
        return f"CAST(({dividend}) {operator} ({divisor}) AS BIGINT)"

    def whole(self, amount: str) -> str:
        """Return an amount in its smallest steps, wide enough to be multiplied."""
        if self is Dialect.DUCKDB:
            return f"CAST(CAST({amount} AS DECIMAL(38, {PLACES})) * {10**PLACES} AS HUGEINT)"
        return f"CAST({amount} * {10**PLACES} AS DECIMAL({DIGITS + 1}, 0))"
