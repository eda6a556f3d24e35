"""A form that was filled in (填报表), as the content of an actuals file.

Rows are known by their id and columns by their heading, so both may have been moved.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from fulian_kpi.codes import Code
from fulian_kpi.content import Plain
from fulian_kpi.diagnostic import Diagnostic, InvalidFileError, Position, cause
from fulian_kpi.document.archive import LARGEST_PART, UnsafeError, check_archive, opened
from fulian_kpi.document.form_answer import PARTS, answers_in, doubt
from fulian_kpi.document.form_table import Spot, Table, find_table, text_in
from fulian_kpi.document.grid import Grid
from fulian_kpi.document.opening import check_ole, check_size
from fulian_kpi.document.xlsx import AS_WRITTEN, xlsx_grids
from fulian_kpi.file import OLE
from fulian_kpi.finding import Finding, Route
from fulian_kpi.questionnaire import STAMP_SHEET, VERSION, Column, Money, Stamp

_MONEY: Final[dict[str, dict[Column, Route]]] = {
    Money.ADJUSTED: {Column.ANSWER: ("budget", "adjusted")},
    Money.EXECUTED: {Column.ANSWER: ("budget", "executed"), Column.REASON: ("budget", "reason")},
}
"""Where an actuals file has what the rows about the budget say."""


def read_form(data: bytes, path: str) -> "FilledForm":
    """Read a form that ``kpi new actuals`` made.

    Raises:
        InvalidFileError: If it is damaged, encrypted, or not one of our forms.
        ModuleNotFoundError: If openpyxl is not installed.
    """
    grids = {grid.name: grid for grid in _grids(data, path)}
    stamp = _stamp(grids.pop(STAMP_SHEET, None))
    tables = [table for grid in grids.values() if (table := find_table(grid)) is not None]
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
    form.note_missing(stamp.get(Stamp.INDICATOR, ()))
    return form


def is_form(path: Path) -> bool:
    """Return whether a workbook has the hidden sheet of a form.

    Raises:
        UnsafeError: If it cannot be opened to see that.
    """
    try:
        stream = path.open("rb")
    except OSError as error:
        raise UnsafeError(cause(error)) from error
    with stream, opened(stream) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            return False  # Another kind of archive.
        with archive.open("xl/workbook.xml") as part:
            return f'name="{STAMP_SHEET}"'.encode() in part.read(LARGEST_PART)


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


def _routes(row_id: str) -> Iterator[tuple[Column, Route]]:
    """Yield where an actuals file has what each column of a row says."""
    if row_id in _MONEY:
        yield from _MONEY[row_id].items()
    else:
        for column, part in PARTS.items():
            yield column, ("actuals", row_id, part)


class FilledForm:
    """What a form says, and the cell where it says it."""

    __slots__ = ("_keys", "_spots", "faults", "made", "notices", "path", "root", "sha256")

    def __init__(self, path: str, stamp: Mapping[str, list[str]]) -> None:
        """Start with what the hidden sheet says."""
        self.path = path
        self.root: dict[str, Plain] = {"targets": "".join(stamp.get(Stamp.TARGETS, ()))}
        self.notices: tuple[Diagnostic, ...] = ()
        self.faults: tuple[Diagnostic, ...] = ()
        self.sha256 = "".join(stamp.get(Stamp.SHA256, ()))
        self.made = "".join(stamp.get(Stamp.MADE, ()))
        self._spots: dict[Route, Spot] = {}
        self._keys: dict[Route, Spot] = {}

    def add(self, table: Table) -> None:
        """Take what a sheet says; each cell that cannot be taken becomes a problem."""
        for note in table.grid.notes:
            # The targets that are repeated here may have become formulas: =23个. None is read.
            if not note.endswith(AS_WRITTEN):
                self._remark(note)
        heading = table.grid.rows[table.header - 1][table.columns[Column.ANSWER]]
        self._spots.setdefault(("actuals",), Spot(heading, table.header))
        self._mapping(("actuals",))
        for row in table.rows():
            faults = [spot for spot in row.values() if spot.cell.place in table.grid.faults]
            for spot in faults:
                reason = table.grid.faults[spot.cell.place]
                self.faults += (self._about(spot, Code.UNCALCULATED, reason),)
            if not faults:
                self._add_row(row)

    def note_missing(self, ids: Iterable[str]) -> None:
        """Say which of the rows that the form once had are gone."""
        if gone := [each for each in ids if ("actuals", each) not in self._spots]:
            self._remark(f"表里没有了这些编号的行：{'、'.join(gone)}")

    def outdated(self, targets_path: str) -> Diagnostic:
        """Return the error for a form that was made from other targets than those of this file."""
        path = Path(targets_path)
        changed = ""
        if path.is_file():
            moment = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
            changed = f"，修改于 {moment:%Y-%m-%d %H:%M}"
        message = (
            f"填报表生成于 {self.made}，所依据的目标与现在的目标文件"
            f"（{targets_path}{changed}）不同；"
            "请用 kpi new actuals 重新生成，或用 --targets 指明原来的目标文件"
        )
        return Diagnostic(Position(self.path), Code.OTHER_TARGETS, message)

    def locate(self, route: Route) -> Position:
        """Return the cell of the value at `route`, or of the nearest part of it that has one."""
        return self._position(self._seek(route, key=False))

    def lines(self, route: Route) -> dict[str | int, int]:
        """Return the row of each id, where `route` leads to the answers."""
        return {each: self._keys[*route, each].row for each in self._mapping(route)}

    def place(self, finding: Finding) -> Diagnostic:
        """Return `finding` with its cell; its span counts in the value as it was read."""
        spot = self._seek(finding.route, key=finding.on_key)
        text = self._text(finding.route)
        return self._about(
            spot, finding.code, finding.message, text, finding.span, finding.indicator
        )

    def called(self, route: Route) -> str:
        """Return the heading of the column with the value at `route`, or the name of its row."""
        row = next((name for name in Money if route == tuple(name.value.split("."))), None)
        headings = {part: column for column, part in PARTS.items()}
        return row.label if row else headings.get(str(route[-1]), str(route[-1]))

    def _add_row(self, row: Mapping[Column, Spot]) -> None:
        row_id = text_in(row, Column.ID)
        answers = dict(answers_in(row))
        answer = answers.get(Column.ANSWER)
        if not row_id:
            if answer:
                self._remark(f"这一行没有编号，填写的“{answer}”没有读取", row[Column.ANSWER])
            return
        if suspicion := doubt(answer):
            self._remark(suspicion, row[Column.ANSWER])
        for column, route in _routes(row_id):
            if column in row:
                self._put(route, answers.get(column), row[column])
        place: Route = ("budget",) if row_id in _MONEY else ("actuals", row_id)
        if place[0] == "actuals":
            self._mapping(place)
        if answer or place not in self._spots:
            self._spots[place] = row[Column.ANSWER]
            self._keys[place] = row[Column.ID]

    def _put(self, route: Route, value: Plain, spot: Spot) -> None:
        """Take a value, unless another row has said something else."""
        if value is None:
            self._spots.setdefault(route, spot)
        elif self._mapping(route[:-1]).setdefault(str(route[-1]), value) == value:
            self._spots[route] = spot
        else:
            what = "预算执行" if route[0] == "budget" else f"“{route[1]}”"
            message = f"{what}有两行，填写的不同；另一处在 {self._spots[route].cell.place}"
            self.faults += (self._about(spot, Code.FILLED_TWICE, message),)

    def _mapping(self, route: Route) -> dict[str, Plain]:
        """Return the mapping at `route`, an empty one where nothing stands yet."""
        node = self.root
        for step in route:
            below = node.setdefault(str(step), {})
            assert isinstance(below, dict), "nothing else is put there"
            node = below
        return node

    def _remark(self, message: str, spot: Spot | None = None) -> None:
        self.notices += (self._about(spot, Code.FORM_REMARK, message),)

    def _seek(self, route: Route, *, key: bool) -> Spot | None:
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

    def _position(self, spot: Spot | None, column: int = 1) -> Position:
        if spot is None:
            return Position(self.path)
        return Position(self.path, spot.row, column, spot.cell.place)

    def _about(  # noqa: PLR0913, PLR0917  (the parts of a finding)
        self,
        spot: Spot | None,
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
