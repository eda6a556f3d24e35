"""Targets that are a date to finish by."""

import re
from datetime import timedelta
from typing import Final

from fulian_kpi.codes import Code
from fulian_kpi.expression.period import Period, read_period
from fulian_kpi.expression.scanner import Scanner
from fulian_kpi.expression.wording import DONE, SIGN, SIGNS
from fulian_kpi.rule import LEAP_YEAR, Comparator, Day, Deadline

_BY: Final = re.compile("于|在|截至|截止到?|最迟")
_BEFORE: Final = re.compile(r"(?P<closing>[底末内终])?(?P<before>之前|以前|前)?")
_MONTHS: Final = re.compile("[0-9]{1,2}月份?$")
_COUNTING: Final = frozenset({Comparator.EQUAL, Comparator.AT_LEAST, Comparator.ABOVE})


def read_deadline(scanner: Scanner) -> Deadline | None:
    """Read a date with its sign; None, without moving, where no date stands.

    ::

        deadline = [sign] date ["前" | "底前" | "之前" | "以前"]

    12月31日前 includes the day and 10月底前 the month; 9月前 ends with August.
    ``=12月`` and ``≥12月`` are twelve months, not December.

    Raises:
        ExpressionError: If the date does not exist, or the sign contradicts 前.
    """
    start = scanner.position
    sign = scanner.take(SIGN)
    if sign is None:
        scanner.take(_BY)
    comparator = SIGNS[sign[1]] if sign else Comparator.AT_MOST
    date_start = scanner.position
    months = _MONTHS.fullmatch(scanner.text, date_start, scanner.end)
    period = None if months and comparator in _COUNTING else read_period(scanner)
    if period is None:
        scanner.position = start
        return None
    tail = scanner.take(_BEFORE)
    before = tail is not None and tail["before"] is not None
    closing = tail is not None and tail["closing"] is not None
    if sign and before and comparator is not Comparator.AT_MOST:
        message = f"“前”已经说明是截止日期，前面不能写“{sign[0]}”"
        raise scanner.error(Code.SIGN, message, start, sign.end())
    scanner.take(DONE)
    if before and not closing and period.start != period.end:
        return Deadline(Comparator.AT_MOST, _day_before(scanner, period.start, date_start))
    return _deadline(comparator, period)


def _deadline(comparator: Comparator, period: Period) -> Deadline:
    """Return the rule for a sign before a date; a month or a year is met until its last day."""
    if comparator is Comparator.EQUAL and period.start != period.end:
        return Deadline(Comparator.AT_MOST, period.end)
    first = comparator in {Comparator.AT_LEAST, Comparator.BELOW}
    return Deadline(comparator, period.start if first else period.end)


def _day_before(scanner: Scanner, day: Day, start: int) -> Day:
    """Return the last day before a month, a quarter or a year begins."""
    if day.year is None and day.month == 1:
        message = f"{scanner.quote(start)}早于本年度；请写明年份，或写成 底前"
        raise scanner.error(Code.DATE, message, start)
    last = day.in_year(LEAP_YEAR) - timedelta(days=1)
    return Day(day.year and last.year, last.month, last.day)
