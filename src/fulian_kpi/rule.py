"""The kinds of rule that a target cell can be, as frozen values with a canonical spelling."""

import calendar
from datetime import date
from enum import StrEnum
from itertools import permutations
from typing import Final, Literal, NamedTuple, TypeAlias

from fulian_kpi.quantity import Quantity

LEAP_YEAR: Final = 2000
"""Stands in for a year that is not written: 2月底 can be the 29th until the year is known."""


class Day(NamedTuple):
    """A calendar day; `year` is None where the table does not write it."""

    year: int | None
    month: int
    day: int

    def __str__(self) -> str:
        """Return ``2022-12-31``, or ``--12-31`` without a year."""
        year = "-" if self.year is None else f"{self.year:04}"
        return f"{year}-{self.month:02}-{self.day:02}"

    def in_year(self, year: int) -> date:
        """Return the date; `year` counts only where none is written. 2月29日 becomes the 28th."""
        known = self.year or year
        return date(known, self.month, min(self.day, last_day(known, self.month)))


def last_day(year: int, month: int) -> int:
    """Return the number of days of that month."""
    return calendar.monthrange(year, month)[1]


class Comparator(StrEnum):
    """How an actual must stand to its target."""

    EQUAL = "="
    AT_LEAST = "≥"
    AT_MOST = "≤"
    ABOVE = ">"
    BELOW = "<"


FORWARD: Final = frozenset({Comparator.EQUAL, Comparator.AT_LEAST, Comparator.ABOVE})
"""More is better, up to the target at least."""

STRICT: Final = frozenset({Comparator.ABOVE, Comparator.BELOW})
"""The bound itself does not satisfy these."""


class Direction(StrEnum):
    """Which way a change is meant to go."""

    UP = "up"
    DOWN = "down"


class Threshold(NamedTuple):
    """A quantity to reach or to stay below, such as ``≥85%``, ``=23个`` or ``100%``.

    `implied` says that no sign was written: the comparator is a convention (财政 practice), ≤ for
    costs and ≥ for everything else.
    """

    comparator: Comparator
    quantity: Quantity
    implied: bool = False
    kind: Literal["threshold"] = "threshold"

    def __str__(self) -> str:
        """Return the canonical spelling."""
        return f"{'' if self.implied else self.comparator}{self.quantity}"


class Range(NamedTuple):
    """A quantity between two others, ends included, such as ``3-5个``."""

    low: Quantity
    high: Quantity
    kind: Literal["range"] = "range"

    @property
    def measure(self) -> Quantity:
        """The end in whose unit and scale the range is answered: the one with the larger scale."""
        return self.low if self.low.scale > self.high.scale else self.high

    def __str__(self) -> str:
        """Return the canonical spelling, with the unit at both ends: 万 cannot be mistaken then."""
        return f"{self.low}-{self.high}"


class Change(NamedTuple):
    """A change against the year before, such as ``增长8%`` or ``下降3%以上``."""

    direction: Direction
    comparator: Comparator
    quantity: Quantity
    kind: Literal["change"] = "change"

    def __str__(self) -> str:
        """Return the canonical spelling."""
        verb = "增长" if self.direction is Direction.UP else "下降"
        sign = "" if self.comparator is Comparator.AT_LEAST else self.comparator
        return f"{verb}{sign}{self.quantity}"


class Deadline(NamedTuple):
    """A date to finish by, such as ``2022年10月底前``; the day itself is included for ≤."""

    comparator: Comparator
    day: Day
    kind: Literal["deadline"] = "deadline"

    def __str__(self) -> str:
        """Return the canonical spelling."""
        year = "" if self.day.year is None else f"{self.day.year}年"
        written = f"{year}{self.day.month}月{self.day.day}日"
        return (
            f"{written}前"
            if self.comparator is Comparator.AT_MOST
            else f"{self.comparator}{written}"
        )


class Band(StrEnum):
    """The three bands that the national rule puts grades and statements in."""

    FULL = "达成"
    PARTIAL = "部分达成"
    NONE = "未达成"


class Grade(NamedTuple):
    """A scale to be graded on, best first, such as ``定性高中低``; `expected` if one is named."""

    scale: tuple[str, ...]
    expected: str | None = None
    kind: Literal["grade"] = "grade"

    def __str__(self) -> str:
        """Return the canonical spelling."""
        nested = any(one in other for one, other in permutations(self.scale, 2))
        spelled = ("/" if nested else "").join(self.scale)
        return f"定性{spelled}" + (f"（{self.expected}）" if self.expected else "")

    def band(self, grade: str) -> Band:
        """Return the band of `grade`, one of the scale; below the expected one it is never full."""
        band = SCALES[self.scale][self.scale.index(grade)]
        if self.expected is None:
            return band
        if self.scale.index(grade) <= self.scale.index(self.expected):
            return Band.FULL
        return Band.PARTIAL if band is Band.FULL else band


class Statement(NamedTuple):
    """A goal in words, such as ``定性：有效提升``; a person says how far it was reached."""

    text: str
    kind: Literal["statement"] = "statement"

    def __str__(self) -> str:
        """Return the canonical spelling."""
        return f"定性：{self.text}"


Rule: TypeAlias = Threshold | Range | Change | Deadline | Grade | Statement


def measure(rule: Rule) -> Quantity | None:
    """Return the quantity in whose unit and scale `rule` is answered; None where no number is."""
    match rule:
        case Threshold() | Change():
            return rule.quantity
        case Range():
            return rule.measure
        case Deadline() | Grade() | Statement():
            return None


_LETTERS: Final = {"A": Band.FULL, "B": Band.PARTIAL, "C": Band.NONE}

SCALES: Final[dict[tuple[str, ...], tuple[Band, ...]]] = {
    tuple(grades.split()): tuple(_LETTERS[each] for each in bands)
    for grades, bands in {
        "高 中 低": "ABC",
        "优 良 中 差": "AABC",
        "优 良 中 低 差": "AABCC",
        "优 良 差": "AAC",
        "优 良 中": "AAB",
        "优 中 差": "ABC",
        "好 一般 差": "ABC",
        "好 较好 一般 差": "AABC",
        "好 中 差": "ABC",
        "好 坏": "AC",
        "好 差": "AC",
        "高 低": "AC",
        "优 差": "AC",
        "强 中 弱": "ABC",
        "强 弱": "AC",
        "是 否": "AC",
        "有 无": "AC",
        "优秀 良好 一般 较差": "AABC",
        "优秀 良好 合格 不合格": "AABC",
        "优 良 合格 不合格": "AABC",
        "满意 基本满意 不满意": "ABC",
        "满意 不满意": "AC",
        "合格 不合格": "AC",
        "达标 不达标": "AC",
        "完成 未完成": "AC",
        "完成 部分完成 未完成": "ABC",
        "达成 部分达成 未达成": "ABC",
        "及时 不及时": "AC",
        "显著 一般 不显著": "ABC",
        "明显 一般 不明显": "ABC",
        "显著 不显著": "AC",
        "明显 不明显": "AC",
    }.items()
}
"""The known scales, best grade first, each grade with its band (财预〔2020〕10号, practice)."""


def is_cost(level1: str, level2: str) -> bool:
    """Return whether less is better here by convention: under a 成本指标 of either level."""
    return "成本" in level1 or "成本" in level2


def for_cost(rule: Rule) -> Rule:
    """Return `rule` as it is read under 成本指标: a bare quantity is a ceiling there."""
    if isinstance(rule, Threshold) and rule.implied:
        return rule._replace(comparator=Comparator.AT_MOST)
    return rule


def in_year(rule: Rule, year: int) -> Rule:
    """Return `rule` with the year of its table, where a deadline has none of its own."""
    if isinstance(rule, Deadline) and rule.day.year is None:
        return rule._replace(day=rule.day._replace(year=year))
    return rule
