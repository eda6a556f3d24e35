"""Quantities that a text promises, read with the grammar of targets."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from fulian_kpi.expression.scanner import ExpressionError, compiled, fold
from fulian_kpi.expression.target import parse_rule
from fulian_kpi.expression.unit import is_unit
from fulian_kpi.expression.wording import LEAD, SIGN, SUFFIX
from fulian_kpi.review.commitment import is_committed, is_description, per_units, rate_named
from fulian_kpi.review.no_promise import is_fact, is_past, without_names
from fulian_kpi.rule import Range, Threshold


class Promise(NamedTuple):
    """A quantity at ``text[start:end]``.

    `bounded` says that a sign or a suffix was written; without one the number itself is meant.
    `firm` says that the words around it leave no doubt that it is promised. `words` are those that
    say what is counted, `rate` is the name of the rate, such as 覆盖率, if it is one.
    """

    start: int
    end: int
    rule: Threshold | Range
    bounded: bool
    firm: bool
    words: str
    rate: str


class Span(NamedTuple):
    """Where the parts of a written quantity are: opening, number with unit, suffix."""

    opening: re.Match[str]
    number: re.Match[str]
    unit: str
    end: int
    suffixed: bool


_CLAUSE: Final = re.compile(r"[^,，。;；:!！?？\n]+")
_THOUSANDS: Final = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_COMMA: Final = "\N{NO-BREAK SPACE}"
"""Stands in for the comma of 1,000, which ends no clause; `fold` leaves no other in a text."""

_DIGITS: Final = rf"[0-9][0-9{_COMMA}]*(?:\.[0-9]+)?"
_MULTIPLIER: Final = "(?: *(?:[十百千]?万亿?|亿))?"
_NUMBER: Final = re.compile(
    rf"{_DIGITS}{_MULTIPLIER}(?: *[%％]? *[-~至到] *{_DIGITS}{_MULTIPLIER})?"
    r"|百分之[零一二三四五六七八九十百0-9.]+|[一二两三四五六七八九十百千万]+"
)
_OPENING: Final = re.compile(rf"(?:(?:{LEAD}) *)?(?:(?:{SIGN}) *)?$")
_LONGEST_OPENING: Final = 10
_LONGEST_UNIT: Final = 6
# 为5个 and 完成5个 say no more than 5个.
_NO_BOUND: Final = re.compile("(?:为|完成)? *$")
_BLANKS: Final = re.compile(" *")
_JOINED: Final = re.compile("[A-Za-z+×.]")
"""Right before a number they make it part of a name: 3A, A4, 1+6+N."""

_NEXT_ITEM: Final = re.compile("[、和及]")


def promises(text: str, year: int | None = None) -> Iterator[Promise]:
    """Yield the quantities that `text` promises, in order; for `year`, where it is known.

    ::

        promise = [lead] [sign] number unit [suffix]

    Names, dates, ordinals, slogans and what was reached already are passed over.
    """
    folded = _THOUSANDS.sub(_COMMA, fold(text))
    searched = without_names(folded)
    for clause in _CLAUSE.finditer(searched):
        if not is_fact(clause[0]) and not is_past(folded[slice(*clause.span())], year):
            yield from _in_clause(folded, searched, clause)


def _in_clause(text: str, searched: str, clause: re.Match[str]) -> Iterator[Promise]:
    """Yield the promises of one clause, each with the words that belong to it alone."""
    spans = list(_spans(searched, clause))
    said_until = clause.start()
    for index, span in enumerate(spans):
        last = index + 1 == len(spans)
        after = text[span.end : clause.end() if last else spans[index + 1].opening.start()]
        words = f"{text[said_until : span.opening.start()]} "
        words += after if last else _NEXT_ITEM.split(after)[0]
        said_until = span.end
        promise = _read(searched, clause.start(), span, words)
        if promise:
            yield promise


def _spans(text: str, clause: re.Match[str]) -> Iterator[Span]:
    """Yield where a number with a unit stands in `clause`."""
    position = clause.start()
    while number := _NUMBER.search(text, position, clause.end()):
        position = number.end()
        unit, end = _unit(text, number, clause.end())
        if not unit or _JOINED.match(text, max(number.start() - 1, clause.start())):
            continue
        suffix = compiled(SUFFIX).match(text, end, clause.end())
        first = max(clause.start(), number.start() - _LONGEST_OPENING)
        opening = _OPENING.search(text, first, number.start())
        assert opening is not None, "it may be empty"
        position = suffix.end() if suffix else end
        yield Span(opening, number, unit, position, suffix is not None)


def _unit(text: str, number: re.Match[str], end: int) -> tuple[str, int]:
    """Return the unit behind a number, and where it ends; 个/月 is one unit."""
    if number[0].startswith("百分之"):
        return "%", number.end()
    blanks = _BLANKS.match(text, number.end(), end)
    assert blanks is not None, "it may be empty"
    start = blanks.end()
    unit = _longest_unit(text, start, end)
    while unit and text.startswith("/", start + len(unit)):
        per = _longest_unit(text, start + len(unit) + 1, end)
        if not per:
            break
        unit = f"{unit}/{per}"
    return unit, start + len(unit)


def _longest_unit(text: str, start: int, end: int) -> str:
    stops = range(min(start + _LONGEST_UNIT, end), start, -1)
    return next((text[start:stop] for stop in stops if is_unit(text[start:stop])), "")


def _read(text: str, clause_start: int, span: Span, words: str) -> Promise | None:
    """Read what stands in `span`; None where it promises nothing."""
    bounded = span.suffixed or not _NO_BOUND.fullmatch(span.opening[0])
    # 达到300天以上 is a promise; 3年以上 alone says who is meant.
    signed = bool(re.search(SIGN, span.opening[0])) or (span.suffixed and "达" in span.opening[0])
    start = span.opening.start() if bounded else span.number.start()
    context = text[clause_start:start]
    if is_description(context, span.number[0], span.unit, signed=signed):
        return None
    written = text[start : span.end].replace(_COMMA, ",")
    per = per_units(context)
    try:
        rule = parse_rule(written)
    except ExpressionError:
        return None
    if not isinstance(rule, Threshold | Range) or per is None:
        return None
    return Promise(
        start=start + len(written) - len(written.lstrip()),
        end=span.end,
        rule=_with_unit(rule, per),
        bounded=bounded,
        firm=is_committed(context, span.unit, bounded=bounded),
        words=words,
        rate=rate_named(context),
    )


def _with_unit(rule: Threshold | Range, per: str) -> Threshold | Range:
    """Return `rule` with /月 or /人/年 behind its unit, as tables write 每月 and 每人每年."""
    if not per:
        return rule
    if isinstance(rule, Threshold):
        quantity = rule.quantity._replace(unit=rule.quantity.unit + per)
        return rule._replace(quantity=quantity)
    low, high = (each._replace(unit=each.unit + per) for each in (rule.low, rule.high))
    return Range(low, high)
