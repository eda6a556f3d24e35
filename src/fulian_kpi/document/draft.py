"""What was read of a document: the content of a targets file, and what a person must look at."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from fulian_kpi.document.block import Remark

NOT_APPLICABLE: Final = "不适用"


@dataclass(frozen=True, slots=True)
class Task:
    """One of the year's main tasks; numbered as the document does."""

    number: int
    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Money:
    """The amounts of the fund block, in 万元."""

    total: Decimal | None = None
    fiscal: Decimal | None = None
    other: Decimal | None = None
    adjusted: Decimal | None = None
    executed: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the indicators; `fund_reason` says why money was not spent.

    `project` is the 项目名称 of a project's table, `implementer` the 实施单位 where that is not the
    department itself.
    """

    year: int | None
    department: str | None
    project: str | None
    implementer: str | None
    goal: str | None
    money: Money
    tasks: tuple[Task, ...]
    fund_reason: str = ""
    doubts: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row: the target as our files write it, and `original` as its cells did.

    `points1` and `points2` are those that stand beside the names of its levels, for all their rows.
    """

    level1: str
    level2: str
    task: int | None
    name: str
    target: str
    original: str
    place: str
    spot: str
    weight: str = ""
    points1: str = ""
    points2: str = ""
    actual: str = ""
    score: str = ""
    reason: str = ""

    @property
    def applies(self) -> bool:
        """Whether it counts: no where its actual says 不适用."""
        return self.actual != NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything that one table came to; each of its rows is in exactly one of the last three."""

    head: Head
    indicators: tuple[Indicator, ...]
    doubts: tuple[Remark, ...]
    left_out: tuple[Remark, ...]
    is_evaluation: bool

    @property
    def overall(self) -> int:
        """Return how many doubts are about the table or its head and not about one row."""
        places = {each.place for each in self.indicators}
        return sum(each.place not in places for each in self.doubts)

    @property
    def questioned(self) -> int:
        """Return how many of the rows that were read have something doubtful about them."""
        places = {each.place for each in self.doubts}
        return sum(each.place in places for each in self.indicators)
