"""Dates as target tables write them: 2022年12月31日, 10月底, 2022年, 2022-12-31, 2020年1月-11月."""

import re
from typing import Final, NamedTuple

from fulian_kpi.codes import Code
from fulian_kpi.expression.scanner import ExpressionError, Scanner
from fulian_kpi.rule import LEAP_YEAR, Day, last_day


class Period(NamedTuple):
    """The days from `start` to `end`, both included; one day where they are equal.

    `last_start` begins the last date named, such as 11月1日 of 2020年1月-11月.
    """

    start: Day
    end: Day
    last_start: Day


_ONES: Final = "一二三四五六七八九"
_NUMERALS: Final = {
    f"{tens}{ones}": 10 * ten + one
    for ten, tens in enumerate(("", "十", "二十", "三十"))
    for one, ones in enumerate(("", *_ONES))
}
FIRST_YEAR: Final = 1900
"""The first year that is read as one."""

_YEAR: Final = "(?P<year>(?:19|20)[0-9]{2})"
_MONTH: Final = rf"(?P<month>0?[1-9]|1[0-2]|十[一二]?|[{_ONES}])"
_DAY: Final = rf"(?P<day>0?[1-9]|[12][0-9]|3[01]|三十一?|二?十[{_ONES}]?|[{_ONES}])"
_QUARTER: Final = "(?P<quarter>[1-4一二三四])"
_TO: Final = "(?:-{1,3}|~|至|到)"
_YEAR2: Final = "(?P<year2>(?:19|20)[0-9]{2})"
_MONTH2: Final = "(?P<month2>0?[1-9]|1[0-2])"


def _form(pattern: str) -> str:
    """Return `pattern` so that a blank in it may be there or not, as in 2022 年 12 月."""
    return pattern.replace(" ", " *")


_FORMS: Final = tuple(
    _form(form)
    for form in (
        rf"(?:{_YEAR} 年 )?{_MONTH} 月 {_DAY} [日号]",
        rf"{_YEAR}(?P<separator>[-/.]){_MONTH}(?P=separator){_DAY}(?![0-9])(?:[ T]0?0:00(?::00)?)?",
        # 20221130: no table has a target of so many things without saying what they are.
        rf"{_YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12][0-9]|3[01])(?=$|[前止之以内])",
        rf"(?:{_YEAR} 年度? )?第? {_QUARTER} 季度",
        rf"(?:{_YEAR} 年度? )?(?P<half>[上下])半年",
        rf"(?:{_YEAR} 年 )?{_MONTH} 月份?(?! [0-9])",
        rf"{_YEAR}[-/]{_MONTH}(?![0-9百千万亿]|[.,][0-9])",
        rf"{_YEAR} 年度?(?:全年|[年之]?(?=[底末内终]))?(?! [0-9])",
        r"(?:全年|今年|[当本]年)度?(?:年(?=[底末内终]))?|年(?=[底末内终])",
    )
)
_SPANS: Final = tuple(
    _form(form)
    for form in (
        rf"{_YEAR} 年? {_TO} {_YEAR2} 年度?",
        rf"{_YEAR}\.{_MONTH} {_TO} {_YEAR2}\.{_MONTH2}(?![0-9])",
        rf"(?:{_YEAR} 年 )?第?{_QUARTER} {_TO} 第?(?P<quarter2>[1-4一二三四]) 季度",
        # Without a year only the whole of it: 3-6月 may be a number of months.
        rf"(?:{_YEAR} 年 |(?=1 {_TO} 12 月)){_MONTH} {_TO} {_MONTH2} 月份?(?! [0-9])",
    )
)
_THIS_YEAR: Final = f"(?:今年|[当本]年)度?(?= *[0-9第全上下十{_ONES}])"
_EIGHT_DIGITS: Final = re.compile(r"(?<![0-9.,])(?:19|20)[0-9]{6}(?![0-9.,])")
_DATE_LETTERS: Final = frozenset("年月季半-/.")


def may_be_period(text: str) -> bool:
    """Return whether there is any sign of a date: the patterns of dates take long to compile."""
    return not _DATE_LETTERS.isdisjoint(text) or _EIGHT_DIGITS.search(text) is not None


def read_period(scanner: Scanner) -> Period | None:
    """Read the date or the span of dates here; None, without moving, where there is none.

    Raises:
        ExpressionError: If a date stands here that the calendar does not have, or a span that
            ends before it begins.
    """
    start = scanner.position
    for form in _SPANS:
        found = scanner.take(form)
        if found:
            return _span(scanner, start, *_ends(found))
    period = _read_one(scanner)
    before_range = scanner.position
    if period is None or not scanner.take(_TO):
        return period
    last_period = _read_one(scanner)
    if last_period is None:
        scanner.position = before_range
        return period
    return _span(scanner, start, period, last_period)


def _ends(found: re.Match[str]) -> tuple[Period, Period]:
    """Return the first and the last part of a span written as one: 2022年1-6月, 1-4季度."""
    parts = {name: _number(part) for name, part in found.groupdict().items()}
    year = parts["year"]
    last_year = parts.get("year2", year)
    if quarter := parts.get("quarter"):
        return _quarter(year, quarter), _quarter(last_year, parts["quarter2"] or quarter)
    if month := parts.get("month"):
        return _month(year, month), _month(last_year, parts["month2"] or month)
    return _year(year), _year(last_year)


def _number(written: str | None) -> int | None:
    if written is None:
        return None
    return _NUMERALS[written] if written in _NUMERALS else int(written)


def _span(scanner: Scanner, start: int, first: Period, last: Period) -> Period:
    end, last_start, year = last.end, last.start, first.start.year
    if end.year is None and year is not None:
        days = last_day(year, end.month)
        if last_start == end and end.day > days:
            raise _no_such_day(scanner, end, (start, scanner.position))
        end = Day(year, end.month, min(end.day, days))
        last_start = Day(year, last_start.month, last_start.day)
    if first.start.in_year(LEAP_YEAR) > end.in_year(LEAP_YEAR):
        written = scanner.quote(start, scanner.position)
        raise scanner.error(Code.DATE, f"{written}的结束早于开始", start, scanner.position)
    return Period(first.start, end, last_start)


def _no_such_day(scanner: Scanner, day: Day, span: tuple[int, int]) -> ExpressionError:
    message = f"{scanner.quote(*span)}：{day.month} 月没有 {day.day} 日"
    return scanner.error(Code.DATE, message, *span)


def _read_one(scanner: Scanner) -> Period | None:
    start = scanner.position
    scanner.take(_THIS_YEAR)
    for form in _FORMS:
        found = scanner.take(form)
        if found:
            return _period(scanner, found)
    scanner.position = start
    return None


def _period(scanner: Scanner, found: re.Match[str]) -> Period:
    parts = found.groupdict()
    year, month, day = (_number(parts.get(part)) for part in ("year", "month", "day"))
    quarter = _number(parts.get("quarter"))
    if month is not None and day is not None:
        on = Day(year, month, day)
        if day > last_day(year or LEAP_YEAR, month):
            raise _no_such_day(scanner, on, found.span())
        return Period(on, on, on)
    if month is not None:
        return _month(year, month)
    if quarter is not None:
        return _quarter(year, quarter)
    if parts.get("half"):
        first = 1 if parts["half"] == "上" else 7
        return _months(year, first, first + 5)
    return _year(year)


def _year(year: int | None) -> Period:
    return _months(year, 1, 12)


def _quarter(year: int | None, quarter: int) -> Period:
    return _months(year, quarter * 3 - 2, quarter * 3)


def _month(year: int | None, month: int) -> Period:
    return _months(year, month, month)


def _months(year: int | None, first: int, last: int) -> Period:
    start = Day(year, first, 1)
    return Period(start, Day(year, last, last_day(year or LEAP_YEAR, last)), start)
