"""Targets that are a date to finish by."""

from datetime import timedelta
from typing import Final

from fulian_kpi.codes import Code
from fulian_kpi.expression.opening import is_in_the_year
from fulian_kpi.expression.period import FIRST_YEAR, Period, may_be_period, read_period
from fulian_kpi.expression.scanner import LETTER, Scanner, compiled
from fulian_kpi.expression.wording import SIGN, SIGNS
from fulian_kpi.rule import LEAP_YEAR, Comparator, Day, Deadline

_BY: Final = "(?:力争|确保|计划|预计|[须应需])?(?:于|在|截至|截止到?|最[迟晚]|直?至|到)?"
_TAIL: Final = r"(?P<closing>[底末内终]?)(?:(?P<before>之前|以前|前)|止)?"
_INCLUDED: Final = r"\(含(?:[当本][日天月年])?\)"
_MONTHS: Final = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2}) *(?:月份?|季度)$"
_OF_TIME: Final = "[早晚迟]"
_COUNTING: Final = frozenset({Comparator.EQUAL, Comparator.AT_LEAST, Comparator.ABOVE})
# 完成项目验收 adds nothing to the date; a number, a rate or a 不 in it would.
_DONE: Final = (
    "(?:全部|全面|均|如期|按时|按期|及时)?"
    "(?:完成|完工|竣工|到位|办结|落实|验收|发放|拨付|支付|下达|建成|交付|投入使用|投用|上线|报送|提交)"
    rf"(?:(?![率度半零一二三四五六七八九十百不未除])(?:{LETTER}|[“”《》、])){{0,20}}"
)


def read_deadline(scanner: Scanner) -> Deadline | None:
    """Read a date with its sign; None, without moving, where no date stands.

    ::

        deadline = [sign] date ["前" | "底前" | "之前" | "以前"] [what is done by then]

    12月31日前 includes the day, 10月底前 and 10月(含)前 the month; 9月前 ends with August.
    ``=12月`` and ``≥12月`` are twelve months, not December.

    Raises:
        ExpressionError: If the date does not exist, or the sign contradicts 前.
    """
    if is_in_the_year(scanner) or not may_be_period(scanner.rest):
        return None
    start = scanner.position
    sign = scanner.take(SIGN)
    if sign is None:
        scanner.take(_BY)
    comparator = SIGNS[sign[1]] if sign else Comparator.AT_MOST
    date_start = scanner.position
    months = compiled(_MONTHS).fullmatch(scanner.text, date_start, scanner.end)
    counting = comparator in _COUNTING and not (sign and compiled(_OF_TIME).search(sign[1]))
    period = None if months and counting else read_period(scanner)
    if period is None:
        scanner.position = start
        return None
    by_then = comparator is Comparator.AT_MOST
    included = by_then and scanner.take(_INCLUDED)
    tail = scanner.take(_TAIL)
    assert tail is not None, "it may be empty"
    before, closing = tail["before"], tail["closing"]
    included = included or (by_then and scanner.take(_INCLUDED))
    if sign and before and comparator is not Comparator.AT_MOST:
        message = f"“前”已经说明是截止日期，前面不能写“{sign[0]}”"
        raise scanner.error(Code.SIGN, message, start, sign.end())
    if closing == "内" and period.start.year is None and period.start.month == period.end.month:
        message = f"{scanner.quote(date_start, tail.end())}是月份还是月数？写成 3个月内 或 3月底前"
        raise scanner.error(Code.DATE, message, date_start, tail.end())
    scanner.take(_DONE)
    if before and not closing and not included and period.last_start != period.end:
        return Deadline(Comparator.AT_MOST, _day_before(scanner, period.last_start, date_start))
    return _deadline(comparator, period, closing=closing)


def _deadline(comparator: Comparator, period: Period, *, closing: str | None) -> Deadline:
    """Return the rule for a sign before a date; a month or a year is met until its last day.

    早于6月 is before 1 June, 早于6月底 before the 30th: `closing` is that 底.
    """
    if comparator is Comparator.EQUAL and period.start != period.end:
        return Deadline(Comparator.AT_MOST, period.end)
    first = not closing and comparator in {Comparator.AT_LEAST, Comparator.BELOW}
    return Deadline(comparator, period.start if first else period.end)


def _day_before(scanner: Scanner, day: Day, start: int) -> Day:
    """Return the last day before a month, a quarter or a year begins."""
    if day.month == 1 and day.year in {None, FIRST_YEAR}:
        message = f"{scanner.quote(start)}早于本年度；请写明年份，或写成 底前"
        raise scanner.error(Code.DATE, message, start)
    last = day.in_year(LEAP_YEAR) - timedelta(days=1)
    return Day(day.year and last.year, last.month, last.day)
