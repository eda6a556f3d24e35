"""The rows of a block, one by one, to indicators: levels inherited, cells joined, tasks taken."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from fulian_kpi.document.alignment import Record
from fulian_kpi.document.block import Block, Remark
from fulian_kpi.document.draft import Indicator, Task
from fulian_kpi.document.grid import Cell, one_line
from fulian_kpi.document.header import TREE
from fulian_kpi.document.levels import (
    COST,
    OUTPUT,
    SATISFACTION,
    fitted,
    guessed,
    is_level,
    is_unusual,
    level1_above,
    level1_of,
    level2_of,
    points_in,
)
from fulian_kpi.document.numbering import is_counted, uncounted
from fulian_kpi.document.target_cell import (
    QUALITY,
    NoTargetError,
    Reading,
    is_comparison,
    is_direction,
    is_placeholder,
    is_sign,
    is_unsigned,
    read_target,
    sorted_out,
)
from fulian_kpi.document.task_name import split_task
from fulian_kpi.document.wording import Role, bare, is_label
from fulian_kpi.expression.scanner import fold
from fulian_kpi.model import LEVELS, LONGEST_NAME

_PAIR: Final = re.compile(r"(.+?)\s*[-—–/·:：]\s*(.+)", re.DOTALL)
"""Both levels in one cell: 产出指标-数量指标."""

_LACKING: Final = "缺原因"
"""What our own pages put where a reason should stand."""

_WEIGHT: Final = re.compile(r"((?:0|[1-9]\d{0,3})(?:\.\d{1,4})?)\s*[分%％]?")


class Rows:
    """Reads the records of one block in order; what it was unsure of gathers on the way."""

    def __init__(
        self, block: Block, tasks: Iterable[Task], numbers: Sequence[int | None] = ()
    ) -> None:
        """Begin above the first row of `block`.

        Args:
            block: The table.
            tasks: Those that the head names.
            numbers: The task of each row, where a column says it.
        """
        self._block = block
        self._numbers = numbers or [None] * len(block.records)
        self._tasks = {each.number for each in tasks}
        rows = (each for each in block.records if Role.NAME in each and Role.VALUE in each)
        self._counted = is_counted([_name(each) for each in rows])
        self._level1: str | None = None
        self._level2: str | None = None
        self._points = "", ""
        self._strange = ""
        self._unlisted: set[int] = set()
        self.doubts: list[Remark] = list(block.doubts)
        self.left_out: list[Remark] = list(block.left_out)

    def __iter__(self) -> Iterator[Indicator]:
        """Yield an indicator for each record that is one."""
        for record, number in zip(self._block.records, self._numbers, strict=True):
            self._take_levels(record)
            found = self._indicator(record, number)
            if found is not None:
                yield found
        if self._unlisted:
            numbers = "、".join(map(str, sorted(self._unlisted)))
            self._doubt(self._block.place, f"表头没有列出任务 {numbers}，编号留在名称里")

    def _take_levels(self, record: Record) -> None:
        first, second = _own_levels(record)
        if first and not is_label(first):
            known = level1_of(first)
            if not second and known and self._is_second(first, known):
                first, second, known = "", first, None
        if first and not is_label(first):
            if known is None and level2_of(first):
                second = second or first
            if known is not None or not level2_of(first):
                self._level1, self._level2 = known, None
                self._points = points_in(first), ""
                self._strange = "" if known else first
        if second and not is_label(second):
            self._level2 = level2_of(second)
            self._points = self._points[0], points_in(second)
            if not first and self._level2 not in {None, *LEVELS.get(self._level1 or "", ())}:
                self._level1 = None  # A level-1 cell was lost: 质量指标 is not under 效益指标.
            if self._level2 is None and level1_of(second):
                self._level1 = level1_of(second)
            self._strange = "" if self._level2 and not is_unusual(second) else second

    def _is_second(self, text: str, known: str) -> bool:
        """Whether a level-1 name that stands alone is of level 2, as in old forms and in texts."""
        if self._block.exact and any(each.role is Role.LEVEL2 for each in self._block.columns):
            return False
        if known == COST:
            above = self._level1 or (self._level2 and level1_above(self._level2))
            return above == OUTPUT and level2_of(text) == "成本指标"
        return known == SATISFACTION and level2_of(text) not in {None, known}

    def _indicator(self, record: Record, task: int | None) -> Indicator | None:
        cells = [each for each in _all(record) if not each.covered]
        if not cells or _is_level_row(record, exact=self._block.exact):
            return None
        names = record.get(Role.NAME, ())
        place, spot = (names or cells)[0].place, (names or cells)[0].spot
        if names and names[0].covered:
            place, spot = cells[0].place, cells[0].spot
        name = uncounted(_name(record)) if self._counted else _name(record)
        try:
            reading = _reading(record, name)
        except NoTargetError as error:
            self._leave_out(place, record, str(error))
            return None
        if not name:
            self._leave_out(place, record, "没有指标名称")
            return None
        number, shown = self._task_of(name)
        if len(shown) > LONGEST_NAME:
            self._leave_out(place, record, f"名称有 {len(shown)} 字，超过 {LONGEST_NAME} 字")
            return None
        level1, level2 = self._levels(name, reading.target, place)
        self._question(place, shown, record, reading)
        return Indicator(
            level1=level1,
            level2=level2,
            task=task if number is None else number,
            name=shown,
            target=reading.target,
            original=reading.original,
            place=place,
            spot=spot,
            weight=_weight(_text(record, Role.WEIGHT)),
            points1=self._points[0] if self._level1 in {None, level1} else "",
            points2=self._points[1],
            actual=_actual(record),
            score=_text(record, Role.SCORE),
            reason=_text(record, Role.REASON),
        )

    def _question(self, place: str, name: str, record: Record, reading: Reading) -> None:
        for doubt in reading.doubts:
            self._doubt(place, f"{name}：{doubt}")
        if is_level(name):
            self._doubt(place, f"“{name}”是层级名称，原表没有另写指标名称")
        points = _text(record, Role.WEIGHT)
        if points and not is_placeholder(points) and not _weight(points):
            self._doubt(place, f"{name}：分值“{points}”读不成数字，没有采用")
        for role, what in ((Role.NAME, "名称"), (Role.VALUE, "指标值")):
            if any(each.covered for each in record.get(role, ())):
                self._doubt(place, f"{name}：{what}取自合并的单元格，各行共用")

    def _levels(self, name: str, target: str, place: str) -> tuple[str, str]:
        known = fitted(self._level1, self._level2)
        levels = known or guessed(self._level1, name, target)
        if known is None or self._strange:
            why = f"“{bare(self._strange)}”不是规范名称" if self._strange else "没有写明二级指标"
            if self._strange and known and not self._level2:
                why = f"没有二级指标“{bare(self._strange)}”这个名称"
            self._doubt(place, f"{name}：{why}，暂列 {levels[0]}/{levels[1]}，请核对")
        return levels

    def _task_of(self, name: str) -> tuple[int | None, str]:
        found = split_task(name)
        if found is None:
            return None, name
        number, rest = found
        if number not in self._tasks or not rest:
            self._unlisted.add(number)
            return None, name
        return number, rest

    def _doubt(self, place: str, message: str) -> None:
        self.doubts.append(Remark(place, message))

    def _leave_out(self, place: str, record: Record, why: str) -> None:
        shown = " | ".join(one_line(each.text) for each in _all(record) if not each.covered)
        self.left_out.append(Remark(place, f"{why}：{shown}"))


def _is_level_row(record: Record, *, exact: bool) -> bool:
    """Whether a row only says which level follows, with its points at most.

    In a text 数量 alone may be the end of a name; in the column of the level it is none.
    """
    levels = [each.text for role in TREE for each in record.get(role, ())]
    if set(record) == {Role.NAME}:
        return all(is_level(each.text) for each in record[Role.NAME])
    return set(record) <= {*TREE, Role.INDEX, Role.WEIGHT, Role.SCORE} and all(
        is_level(each) or is_label(each) or (exact and (level1_of(each) or level2_of(each)))
        for each in levels
    )


def _all(record: Record) -> list[Cell]:
    return [each for cells in record.values() for each in cells]


def _name(record: Record) -> str:
    texts = dict.fromkeys(each.text for each in record.get(Role.NAME, ()))
    return one_line(" ".join(texts))


def _own_levels(record: Record) -> tuple[str, str]:
    first, second = (_own_text(record, role) for role in (Role.LEVEL1, Role.LEVEL2))
    named = _own_text(record, Role.NAME)
    index = _own_text(record, Role.INDEX)
    if not first and level1_of(index):
        first = index  # A row of its own over all columns: 一、产出指标.
    if not second and level2_of(named) and is_level(named):
        return first, named  # 指标名称 holds 数量指标 itself.
    if not first and level1_of(named) and is_level(named):
        return named, second
    if not second and (pair := _PAIR.fullmatch(first)) and level2_of(pair[2]):
        return pair[1], pair[2]
    return first, second


def _own_text(record: Record, role: Role) -> str:
    return next((each.text for each in record.get(role, ()) if each.text), "")


def _text(record: Record, role: Role) -> str:
    texts = (one_line(each.text) for each in record.get(role, ()) if not each.covered)
    shown = " ".join(texts)
    lacking = role is Role.REASON and (shown == _LACKING or is_placeholder(shown))
    return "" if lacking else shown


def _actual(record: Record) -> str:
    """Return what was reached, without the = that stands in a column of its own before it."""
    cells = [each for each in record.get(Role.ACTUAL, ()) if not each.covered]
    if len(cells) > 1 and fold(cells[0].text).strip() == "=":
        cells = cells[1:]
    return _text({Role.ACTUAL: tuple(cells)}, Role.ACTUAL)


def _reading(record: Record, name: str) -> Reading:
    values = record.get(Role.VALUE, ())
    if values and all(each.covered for each in values):
        sign, value, unit = "", one_line(values[0].text), ""
    else:
        sign, value, unit = sorted_out(values)
    beside = _text(record, Role.SIGN)
    if beside and not is_sign(beside) and not value:
        beside, value = "", beside
    shown, unit = beside or sign, _text(record, Role.UNIT) or unit
    if shown != QUALITY:
        # Some forms head the signs with 指标方向, and the directions with 指标性质.
        kinds = [one_line(each.text) for each in record.get(Role.KIND, ()) if not each.covered]
        signs = filter(is_comparison, (beside, sign, *kinds))
        unsigned = is_unsigned(value) and not shown.startswith(QUALITY)
        directions = filter(is_direction, kinds if unsigned else ())
        shown = next(signs, None) or next(directions, None) or shown
    return read_target(shown, value, unit, name)


def _weight(text: str) -> str:
    found = _WEIGHT.fullmatch(fold(text))
    return found[1] if found else ""
