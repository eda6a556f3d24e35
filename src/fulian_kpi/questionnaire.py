"""The form that offices fill in (填报表): a question an indicator, and how a workbook holds it.

Writer and reader of the workbook share what stands here: a row is known by its id and a column by
its heading, so that both may be moved.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from fulian_kpi.checked import Indicator, Targets
from fulian_kpi.rule import Band, Deadline, Grade, Rule, Statement, measure

SHEET: Final = "填报表"
STAMP_SHEET: Final = "kpi"
"""The hidden sheet: which targets the form was made from, when, and for which indicators."""

VERSION: Final = "kpi.form/1"
MOST_ROWS: Final = 2900
"""Indicators in one workbook: the reader of workbooks takes 3000 rows of a sheet."""

NOT_APPLICABLE: Final = "不适用"
NOT_DONE: Final = "未完成"


class Column(StrEnum):
    """The headings by which the columns of the form are found."""

    TASK = "任务"
    LEVEL1 = "一级指标"
    LEVEL2 = "二级指标"
    NAME = "三级指标"
    TARGET = "年度指标值"
    MEANING = "怎样算达成"
    ANSWER = "实际完成值"
    UNIT = "计量单位"
    REASON = "偏差原因分析及改进措施"
    EVIDENCE = "佐证材料"
    SHARE = "得分比例"
    ID = "编号"


class Stamp(StrEnum):
    """The lines of the hidden sheet; each indicator of the form has a line of its own."""

    FORM = "form"
    TARGETS = "targets"
    SHA256 = "sha256"
    MADE = "made"
    TASK = "task"
    INDICATOR = "id"


class Money(StrEnum):
    """The rows about the budget, in 万元: their id, which no indicator can have."""

    ADJUSTED = "budget.adjusted"
    EXECUTED = "budget.executed"

    @property
    def label(self) -> str:
        """Return what the form calls the row."""
        return "调整后预算数" if self is Money.ADJUSTED else "全年执行数"


class Kind(StrEnum):
    """What stands as the unit of a row that no number answers."""

    DATE = "日期"
    GRADE = "等级"
    BAND = "评定"


class Origin(NamedTuple):
    """Where a form comes from: the targets file seen from the form, and when it was made.

    `task` is the only one that it asks about, where there is one.
    """

    targets: str
    made: str
    task: int | None = None


class Question(NamedTuple):
    """An indicator as the form asks for it.

    A bare number answers in `unit`, which has its 万 or 亿: ``1.2`` beside ``万人次`` is 1.2万人次.
    `choices` are all the words that can answer.
    """

    indicator: Indicator
    unit: str
    choices: tuple[str, ...]


def questions(targets: Targets, task: int | None = None) -> list[Question]:
    """Return what the form asks, by task, what belongs to no task last; of one `task` if given."""
    known = {each.id: place for place, each in enumerate(targets.head.tasks)}
    chosen = [each for each in targets.indicators if task is None or each.task == task]
    chosen.sort(key=lambda each: known.get(each.task or 0, len(known)))
    return [Question(each, unit_of(each.rule), tuple(_choices(each.rule))) for each in chosen]


def unit_of(rule: Rule) -> str:
    """Return what the form shows as the unit of an answer: 万人次, %, 日期."""
    match rule:
        case Deadline():
            return Kind.DATE
        case Grade():
            return Kind.GRADE
        case Statement():
            return Kind.BAND
        case _:
            quantity = measure(rule)
            assert quantity is not None, "a number answers all other rules"
            return str(quantity._replace(amount=quantity.amount * 0)).removeprefix("0")


def _choices(rule: Rule) -> Iterator[str]:
    match rule:
        case Grade():
            yield from rule.scale
        case Statement():
            yield from (band.value for band in Band)
        case Deadline():
            yield NOT_DONE
        case _:
            pass
    yield NOT_APPLICABLE
