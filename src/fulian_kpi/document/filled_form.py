"""A form that was filled in (填报表), as the content of an actuals file.

Rows are known by their id and columns by their heading, so both may have been moved. A bare number
means the unit that its own row shows: beside 万人次, ``1.2`` is 1.2万人次, which has one reading
since the form says the unit. Only a share of one without a percent sign stays as it is, and is
refused as in YAML: 0.98 beside % may be 98% or 0.98%.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Context
from typing import Final, NamedTuple

from fulian_kpi.codes import Code
from fulian_kpi.content import Plain
from fulian_kpi.diagnostic import Diagnostic, InvalidFileError, Position
from fulian_kpi.document.archive import UnsafeError, check_archive
from fulian_kpi.document.grid import Cell, Grid, Row
from fulian_kpi.document.number_format import plain_number
from fulian_kpi.document.opening import OLE, check_ole, check_size
from fulian_kpi.document.xlsx import xlsx_grids
from fulian_kpi.finding import Route
from fulian_kpi.quantity import RATES
from fulian_kpi.questionnaire import STAMP_SHEET, VERSION, Column, Kind, Money, Stamp

_NUMBER: Final = re.compile(r"(-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?)(%?)")
_DATE: Final = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_DIGITS: Final = 15
"""A spreadsheet keeps no more of a number: 0.1+0.2 is 0.3 there."""

_LIST: Final = re.compile(r"[\n；;]")
_PARTS: Final = {
    Column.ANSWER: "value",
    Column.REASON: "reason",
    Column.EVIDENCE: "evidence",
    Column.SHARE: "share",
}
"""What a column is called in an actuals file."""

_MONEY_PARTS: Final = {Money.ADJUSTED: "adjusted", Money.EXECUTED: "executed"}


def read_form(data: bytes, path: str) -> "FilledForm":
    """Read a form that ``kpi new actuals`` made.

    Raises:
        InvalidFileError: If it is damaged, encrypted, not one of our forms, or with every cell
            that cannot be read.
        ModuleNotFoundError: If openpyxl is not installed.
    """
    grids = {grid.name: grid for grid in _grids(data, path)}
    stamp = _stamp(grids.pop(STAMP_SHEET, None))
    tables = [table for grid in grids.values() if (table := _table(grid)) is not None]
    if stamp.get(Stamp.FORM) != [VERSION] or not tables:
        found = "、".join(f"“{name}”" for name in grids) or "没有内容"
        message = (
            f"这不是 kpi new actuals 生成的填报表：找的是隐藏的工作表“{STAMP_SHEET}”，"
            f"和表头有“{Column.ID}”“{Column.ANSWER}”的工作表；这里的工作表是 {found}。"
            "公开的自评表请用 kpi import 读入"
        )
        raise InvalidFileError([Diagnostic(Position(path), Code.NOT_A_FORM, message)])
    form = FilledForm(path, stamp)
    for table in tables:
        form.add(table)
    if form.problems:
        raise InvalidFileError(form.problems)
    return form


def _grids(data: bytes, path: str) -> list[Grid]:
    if not data:
        raise InvalidFileError([Diagnostic(Position(path), Code.EMPTY_FILE, "文件是空的")])
    try:
        check_size(len(data))
        if data.startswith(OLE):
            check_ole(data)
            reason = "这是旧格式的 .xls；请在 Excel 或 WPS 中另存为 .xlsx"
        elif "xl/workbook.xml" in check_archive(data):
            return xlsx_grids(data)
        else:
            reason = "这不是 .xlsx 工作簿，也不是 YAML 文本"
    except UnsafeError as error:
        reason = str(error)
    raise InvalidFileError([Diagnostic(Position(path), Code.UNREADABLE_FILE, reason)])


def _stamp(grid: Grid | None) -> dict[str, list[str]]:
    """Return the lines of the hidden sheet, by their name."""
    lines: dict[str, list[str]] = {}
    for row in () if grid is None else grid.rows:
        if len(row) > 1 and row[0].text:
            lines.setdefault(row[0].text, []).append(row[1].text)
    return lines


class _Spot(NamedTuple):
    """A cell and the number of its row."""

    cell: Cell
    row: int


class _Table(NamedTuple):
    """A sheet with its columns found: `columns` of those that it has, `header` as its row."""

    grid: Grid
    columns: Mapping[Column, int]
    header: int

    def rows(self) -> Iterator[Mapping[Column, _Spot]]:
        for number, row in enumerate(self.grid.rows[self.header :], start=self.header + 1):
            yield {each: _Spot(row[at], number) for each, at in self.columns.items()}


def _table(grid: Grid) -> _Table | None:
    for number, row in enumerate(grid.rows, start=1):
        columns = _columns(row)
        if {Column.ID, Column.ANSWER} <= columns.keys():
            return _Table(grid, columns, number)
    return None


def _columns(row: Row) -> dict[Column, int]:
    found: dict[Column, int] = {}
    for place, cell in enumerate(row):
        heading = "".join(cell.text.split())
        if heading in set(Column) and not cell.covered:
            found.setdefault(Column(heading), place)
    return found


class FilledForm:
    """What a form says, and the cell where it says it."""

    __slots__ = ("_keys", "_spots", "made", "notices", "path", "problems", "root", "sha256")

    def __init__(self, path: str, stamp: Mapping[str, list[str]]) -> None:
        """Start with what the hidden sheet says."""
        self.path = path
        self.root: dict[str, Plain] = {"targets": "".join(stamp.get(Stamp.TARGETS, ()))}
        self.notices: tuple[Diagnostic, ...] = ()
        self.problems: list[Diagnostic] = []
        self.sha256 = "".join(stamp.get(Stamp.SHA256, ()))
        self.made = "".join(stamp.get(Stamp.MADE, ()))
        self._spots: dict[Route, _Spot] = {}
        self._keys: dict[Route, _Spot] = {}

    def add(self, table: _Table) -> None:
        """Take what a sheet says; each cell that cannot be taken becomes a problem."""
        remarks = [
            Diagnostic(Position(self.path), Code.FORM_REMARK, each) for each in table.grid.notes
        ]
        self.notices += tuple(remarks)
        heading = table.grid.rows[table.header - 1][table.columns[Column.ANSWER]]
        self._spots.setdefault(("actuals",), _Spot(heading, table.header))
        self.root.setdefault("actuals", {})
        for row in table.rows():
            faults = [spot for spot in row.values() if spot.cell.place in table.grid.faults]
            for spot in faults:
                reason = table.grid.faults[spot.cell.place]
                self.problems.append(self._about(spot, Code.UNCALCULATED, reason))
            if not faults:
                self._add_row(row)

    def locate(self, route: Route) -> Position:
        """Return the cell of the value at `route`, or of the nearest part of it that has one."""
        return self._position(self._seek(route, key=False))

    def locate_key(self, route: Route) -> Position:
        """Return the cell with the id, where `route` leads to an indicator; else as `locate`."""
        return self._position(self._seek(route, key=True))

    def diagnostic(  # noqa: PLR0913  (as `Content` has it)
        self,
        route: Route,
        code: Code,
        message: str,
        *,
        key: bool = False,
        span: tuple[int, int] | None = None,
        indicator: str | None = None,
    ) -> Diagnostic:
        """Return the finding about the cell at `route`; `span` counts in its value as read."""
        spot = self._seek(route, key=key)
        return self._about(spot, code, message, self._text(route), span, indicator)

    def _add_row(self, row: Mapping[Column, _Spot]) -> None:
        row_id = _text_in(row, Column.ID)
        answers = dict(_answers(row))
        if not row_id:
            if Column.ANSWER in answers:
                message = f"这一行没有编号，填写的“{answers[Column.ANSWER]}”没有读取"
                remark = self._about(row[Column.ANSWER], Code.FORM_REMARK, message)
                self.notices += (remark,)
        elif row_id in set(Money):
            self._add_money(Money(row_id), row, answers)
        else:
            self._add_indicator(row_id, row, answers)

    def _add_indicator(
        self, row_id: str, row: Mapping[Column, _Spot], answers: Mapping[Column, Plain]
    ) -> None:
        actuals = self.root["actuals"]
        assert isinstance(actuals, dict), "the root was begun with it"
        route: Route = ("actuals", row_id)
        entry: Plain = {_PARTS[column]: answer for column, answer in answers.items()} or None
        if (known := actuals.get(row_id)) is not None:
            if entry not in (None, known):
                first = self._spots[route].cell.place
                message = f"“{row_id}”有两行，填写的不同；另一行的实际完成值在 {first}"
                self.problems.append(self._about(row[Column.ANSWER], Code.FILLED_TWICE, message))
            return
        actuals[row_id] = entry
        self._keys[route] = row[Column.ID]
        self._spots[route] = row[Column.ANSWER]
        for column, part in _PARTS.items():
            if column in row:
                self._spots[*route, part] = row[column]

    def _add_money(
        self, row_id: Money, row: Mapping[Column, _Spot], answers: Mapping[Column, Plain]
    ) -> None:
        part = _MONEY_PARTS[row_id]
        self._spots["budget", part] = row[Column.ANSWER]
        found = {part: answers.get(Column.ANSWER)}
        if row_id is Money.EXECUTED:
            self._spots["budget",] = row[Column.ANSWER]
            if Column.REASON in row:
                self._spots["budget", "reason"] = row[Column.REASON]
            found["reason"] = answers.get(Column.REASON)
        for name, value in found.items():
            if value is not None:
                budget = self.root.setdefault("budget", {})
                assert isinstance(budget, dict), "nothing else is put there"
                budget[name] = value

    def _seek(self, route: Route, *, key: bool) -> _Spot | None:
        if key and route in self._keys:
            return self._keys[route]
        lengths = range(len(route), 0, -1)
        return next((spot for end in lengths if (spot := self._spots.get(route[:end]))), None)

    def _text(self, route: Route) -> str:
        """Return the value at `route` as it was read, which may have the unit of its row."""
        node: Plain = self.root
        for step in route:
            node = node.get(str(step)) if isinstance(node, dict) else None
        return node if isinstance(node, str) else ""

    def _position(self, spot: _Spot | None, column: int = 1) -> Position:
        if spot is None:
            return Position(self.path)
        return Position(self.path, spot.row, column, spot.cell.place)

    def _about(  # noqa: PLR0913, PLR0917  (the parts of a finding)
        self,
        spot: _Spot | None,
        code: Code,
        message: str,
        text: str = "",
        span: tuple[int, int] | None = None,
        indicator: str | None = None,
    ) -> Diagnostic:
        shown = text or ("" if spot is None else spot.cell.text)
        start, end = span or (0, len(shown))
        position = self._position(spot, start + 1)
        return Diagnostic(position, code, message, shown, max(1, end - start), indicator)


def _text_in(row: Mapping[Column, _Spot], column: Column) -> str:
    """Return the text of a cell; empty where it lies under another one, or there is no column."""
    spot = row.get(column)
    return "" if spot is None or spot.cell.covered else spot.cell.text


def _answers(row: Mapping[Column, _Spot]) -> Iterator[tuple[Column, Plain]]:
    """Yield what was filled in, as an actuals file would have it."""
    unit = _text_in(row, Column.UNIT)
    money = _text_in(row, Column.ID) in set(Money)
    for column in _PARTS:
        text = _text_in(row, column)
        if not text:
            continue
        if column is Column.EVIDENCE:
            yield column, [part.strip() for part in _LIST.split(text) if part.strip()]
        elif column is Column.SHARE:
            yield column, _answer(text, "%")
        elif column is Column.ANSWER and money:
            yield column, text.removesuffix("万元").strip()
        elif column is Column.ANSWER:
            yield column, _answer(text, "" if unit in set(Kind) else unit)
        else:
            yield column, text


def _answer(text: str, unit: str) -> str:
    """Return an answer as a person would write it: with its unit, a date in digits."""
    if date := _DATE.fullmatch(text):
        year, month, day = date.groups()
        return f"{year}-{month:0>2}-{day:0>2}"
    number = _NUMBER.fullmatch(text)
    if number is None:
        return text
    amount = Context(prec=_DIGITS).create_decimal(number[1].replace(",", ""))
    shown = plain_number(amount)
    if number[2]:
        return f"{shown}%"
    return shown if unit in RATES and 0 < abs(amount) <= 1 else f"{shown}{unit}"
