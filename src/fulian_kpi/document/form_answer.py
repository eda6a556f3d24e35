"""What a row of a form says, as an actuals file would have it.

A bare number means the unit that its own row shows: beside 万人次, ``1.2`` is 1.2万人次, which has
one reading since the form says the unit. Only a share of one without a percent sign stays as it is,
and is refused as in YAML: 0.98 beside % may be 98% or 0.98%.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Context, Decimal
from typing import Final

from fulian_kpi.content import Plain
from fulian_kpi.document.form_table import Spot, text_in
from fulian_kpi.quantity import RATES, plain
from fulian_kpi.questionnaire import Column, Kind, Money

_NUMBER: Final = re.compile(r"(-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?)(%?)")
_DATE: Final = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_DIGITS: Final = 15
"""A spreadsheet keeps no more of a number: 0.1+0.2 is 0.3 there."""

_ODD_PERCENTAGE: Final = 1000
_TEN_THOUSAND: Final = 10_000

_LIST: Final = re.compile(r"[\n；;]")
PARTS: Final = {
    Column.ANSWER: "value",
    Column.REASON: "reason",
    Column.EVIDENCE: "evidence",
    Column.SHARE: "share",
}
"""What a column is called in an actuals file."""


def answers_in(row: Mapping[Column, Spot]) -> Iterator[tuple[Column, Plain]]:
    """Yield what was filled in, as an actuals file would have it."""
    unit = text_in(row, Column.UNIT)
    money = text_in(row, Column.ID) in set(Money)
    for column in PARTS:
        text = text_in(row, column)
        if not text:
            continue
        if column is Column.EVIDENCE:
            yield column, [part.strip() for part in _LIST.split(text) if part.strip()]
        elif column is Column.SHARE:
            yield column, _answer(text, "%")
        elif column is Column.ANSWER and money:
            yield column, _money(text, unit)
        elif column is Column.ANSWER:
            yield column, _answer(text, "" if unit in set(Kind) else unit)
        else:
            yield column, text


def _money(text: str, unit: str) -> str:
    """Return an amount in 万元, which is what the form asks for; 元 are turned into 万元."""
    number = text.removesuffix("万元").strip()
    if number != text or not (text.endswith("元") or unit == "元"):
        return number
    found = _NUMBER.fullmatch(text.removesuffix("元").strip())
    if found is None or found[2]:
        return text
    return plain(Decimal(found[1].replace(",", "")) / _TEN_THOUSAND)


def doubt(answer: Plain) -> str | None:
    """Return what is odd about an answer: 92.5 put into a cell that shows it as 9250%."""
    number = _NUMBER.fullmatch(answer) if isinstance(answer, str) else None
    if number is None or not number[2] or Decimal(number[1]) < _ODD_PERCENTAGE:
        return None
    return f"单元格显示的是 {answer}，按此读取；是不是 {plain(Decimal(number[1]) / 100)}%？"


def _answer(text: str, unit: str) -> str:
    """Return an answer as a person would write it: with its unit, a date in digits."""
    if date := _DATE.fullmatch(text):
        year, month, day = date.groups()
        return f"{year}-{month:0>2}-{day:0>2}"
    number = _NUMBER.fullmatch(text)
    if number is None:
        return text
    amount = Context(prec=_DIGITS).create_decimal(number[1].replace(",", ""))
    shown = plain(amount)
    if number[2]:
        return f"{shown}%"
    return shown if unit in RATES and 0 < abs(amount) <= 1 else f"{shown}{unit}"
