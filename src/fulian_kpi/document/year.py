"""The year that a table is of."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from fulian_kpi.document.grid import Row
from fulian_kpi.document.wording import bare, plain

_DIGITS: Final = {ord(each): str(n) for n, each in enumerate("〇一二三四五六七八九")} | {
    ord(each): "0" for each in "零○"
}
_IN_WORDS: Final = re.compile(r"[二一][〇零○一二三四五六七八九]{3}(?=年)")
_FIGURES: Final = r"(?<!\d)(?<!\d[.,])((?:199|2[01]\d)\d)(?!\d|[.,]\d)"
"""Four digits that are no part of an amount such as 2180.40."""

_ANY: Final = re.compile(_FIGURES)
_LABELS: Final = re.compile("(?:(?:预算|评价|自评|考核|所属|填报|申报|实施|绩效)?年度|年份)")
_TITLE: Final = re.compile(r".{0,60}(?:绩效|目标|自评|指标).{0,12}(?:表|申报书)(?:\(.{0,20}\))?.*")
_LINE: Final = re.compile(rf"\({_FIGURES}年?度?\)|{_FIGURES}年度?")
_YEARLY: Final = re.compile(rf"{_FIGURES}年?度")
_BEFORE_YEAR: Final = re.compile(f"{_FIGURES}年")
_IN_TEXT: Final = re.compile(rf"(?<![-—~至到]){_FIGURES}年(?!\d{{1,2}}月|[-—~至到])")
"""2024年, but neither a date such as 2024年2月28日 nor a part of 2022年-2024年."""


def table_year(rows: Sequence[Row]) -> int | None:
    """Return the year that `rows` above a table say it is of.

    A line that only says the year outranks the title, and that one the texts, where 2022年 may be
    part of a project's name. A date, such as that of 填报日期, says nothing of the table's year.
    """
    texts = list(_texts(rows))
    titles = [each for each in texts if _TITLE.fullmatch(each)]
    return (
        _first(_labelled(rows))
        or _first(filter(None, map(_LINE.fullmatch, texts)))
        or _first(filter(None, map(_YEARLY.search, titles)))
        or _first(filter(None, map(_ANY.search, titles)))
    )


def text_year(rows: Sequence[Row]) -> int | None:
    """Return the year that a text above a table names, which may be that of its goal or project."""
    texts = list(_texts(rows))
    return _first(filter(None, map(_YEARLY.search, texts))) or _first(
        filter(None, map(_IN_TEXT.search, texts))
    )


def any_year(rows: Sequence[Row], name: str) -> tuple[int | None, str]:
    """Return the year in the file's `name`, or else any in `rows`, and what it was taken from."""
    if year := _first(filter(None, [_ANY.search(name.replace("_", " "))])):
        return year, "文件名"
    year = _first(filter(None, map(_BEFORE_YEAR.search, _texts(rows))))
    return (year, "表中出现的第一个年份") if year else (None, "")


def years_in(text: str) -> set[int]:
    """Return the years that `text` names, such as those of 2024年指标值."""
    return {int(each) for each in _ANY.findall(plain(text))}


def _texts(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        for each in row:
            if each.text and not each.covered and "http" not in each.text:
                yield _IN_WORDS.sub(lambda found: found[0].translate(_DIGITS), plain(each.text))


def _labelled(rows: Sequence[Row]) -> Iterator[re.Match[str]]:
    for row in rows:
        cells = [plain(each.text) for each in row if each.text and not each.covered]
        for text, beside in pairwise([*cells, ""]):
            word, _, behind = text.partition(":")
            found = re.fullmatch(f"{_FIGURES}年?度?", behind or beside)
            if found and _LABELS.fullmatch(bare(word)):
                yield found


def _first(found: Iterable[re.Match[str]]) -> int | None:
    return next((int(next(filter(None, each.groups()))) for each in found), None)
