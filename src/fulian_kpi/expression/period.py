"""Dates as target tables write them: 2022年12月31日, 10月底, 2022年, 2022-12-31, 2020年1月-11月."""

import re
from dataclasses import dataclass
from typing import Final

from fulian_kpi.codes import Code
from fulian_kpi.expression.scanner import Scanner
from fulian_kpi.rule import LEAP_YEAR, Day, last_day


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `start` to `end`, both included; one day where they are equal."""

    start: Day
    end: Day


_YEAR: Final = r"(?P<year>(?:19|20)[0-9]{2})"
_MONTH: Final = r"(?P<month>0?[1-9]|1[0-2])"
_DAY: Final = r"(?P<day>0?[1-9]|[12][0-9]|3[01])"
_FORMS: Final = tuple(
    re.compile(form)
    for form in (
        rf"(?:{_YEAR}年)?{_MONTH}月{_DAY}[日号]",
        rf"{_YEAR}(?P<separator>[-/.]){_MONTH}(?P=separator){_DAY}(?![0-9])",
        rf"(?:{_YEAR}年度?)?第?(?P<quarter>[1-4一二三四])季度",
        rf"(?:{_YEAR}年度?)?(?P<half>[上下])半年",
        rf"(?:{_YEAR}年)?{_MONTH}月份?(?![0-9])",
        rf"{_YEAR}[-/]{_MONTH}(?![0-9])",
        rf"{_YEAR}年度?(?:全年|[年之]?(?=[底末内终]))?(?![0-9])",
        r"全年|年(?=[底末内终])",
    )
)
_THIS_YEAR: Final = re.compile("(?:当年度?|本年度?|今年)(?=[0-9全上下第一二三四底末内终])")
_RANGE: Final = re.compile(r"-{1,3}|~|至|到")
_DOTTED_MONTHS: Final = re.compile(
    rf"{_YEAR}\.{_MONTH} *(?:-{{1,3}}|~|至|到) *(?P<year2>(?:19|20)[0-9]{{2}})\."
    r"(?P<month2>0?[1-9]|1[0-2])(?![0-9])"
)
_YEARS: Final = re.compile(
    rf"{_YEAR}年? *(?:-{{1,3}}|~|至|到) *(?P<year2>(?:19|20)[0-9]{{2}})年度?"
)
_QUARTERS: Final = {**{str(n): n for n in range(1, 5)}, "一": 1, "二": 2, "三": 3, "四": 4}


def read_period(scanner: Scanner) -> Period | None:
    """Read the date or the span of dates here; None, without moving, where there is none.

    Raises:
        ExpressionError: If a date stands here that the calendar does not have, or a span that
            ends before it begins.
    """
    start = scanner.position
    years = scanner.take(_YEARS)
    if years:
        first, last = int(years["year"]), int(years["year2"])
        return _span(scanner, start, _year(first), _year(last))
    dotted = scanner.take(_DOTTED_MONTHS)
    if dotted:
        first_month = _month(int(dotted["year"]), int(dotted["month"]))
        last_month = _month(int(dotted["year2"]), int(dotted["month2"]))
        return _span(scanner, start, first_month, last_month)
    period = _read_one(scanner)
    before_range = scanner.position
    if period is None or not scanner.take(_RANGE):
        return period
    last_period = _read_one(scanner)
    if last_period is None:
        scanner.position = before_range
        return period
    return _span(scanner, start, period, last_period)


def _span(scanner: Scanner, start: int, first: Period, last: Period) -> Period:
    end = last.end
    if end.year is None and first.start.year is not None:
        end = Day(first.start.year, end.month, end.day)
    if first.start.in_year(LEAP_YEAR) > end.in_year(LEAP_YEAR):
        written = scanner.quote(start, scanner.position)
        raise scanner.error(Code.DATE, f"{written}的结束早于开始", start, scanner.position)
    return Period(first.start, end)


def _read_one(scanner: Scanner) -> Period | None:
    start = scanner.position
    scanner.take(_THIS_YEAR)
    for form in _FORMS:
        found = scanner.take(form)
        if found:
            parts = found.groupdict()
            year = int(parts["year"]) if parts.get("year") else None
            return _period(scanner, found, year)
    scanner.position = start
    return None


def _period(scanner: Scanner, found: re.Match[str], year: int | None) -> Period:
    parts = found.groupdict()
    if parts.get("day"):
        month, day = int(parts["month"]), int(parts["day"])
        if day > last_day(year or LEAP_YEAR, month):
            message = f"{scanner.quote(found.start(), found.end())}：{month} 月没有 {day} 日"
            raise scanner.error(Code.DATE, message, found.start(), found.end())
        return Period(Day(year, month, day), Day(year, month, day))
    if parts.get("month"):
        return _month(year, int(parts["month"]))
    if parts.get("quarter"):
        last = _QUARTERS[parts["quarter"]] * 3
        return Period(_month(year, last - 2).start, _month(year, last).end)
    if parts.get("half"):
        first = 1 if parts["half"] == "上" else 7
        return Period(_month(year, first).start, _month(year, first + 5).end)
    return _year(year)


def _year(year: int | None) -> Period:
    return Period(Day(year, 1, 1), Day(year, 12, 31))


def _month(year: int | None, month: int) -> Period:
    return Period(Day(year, month, 1), Day(year, month, last_day(year or LEAP_YEAR, month)))
