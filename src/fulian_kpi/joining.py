"""Partial files of one year, such as one an office, joined into one year's actuals."""

from collections.abc import Sequence
from typing import Final, NamedTuple, TypeVar

from fulian_kpi.checked import Actuals, Report, Source
from fulian_kpi.codes import Code
from fulian_kpi.content import Places
from fulian_kpi.diagnostic import Diagnostic, InvalidFileError
from fulian_kpi.finding import Finding, Route
from fulian_kpi.loading import Answered, read_actuals
from fulian_kpi.model import Execution

Value = TypeVar("Value")

_BETWEEN: Final = " + "


def read_together(paths: Sequence[str], targets_path: str | None = None) -> Answered:
    """Read actuals files as one, each with the targets that it names or with those given.

    Raises:
        InvalidFileError: With every problem of every file; with every value that two files give
            differently; or if they answer different targets.
    """
    files: list[Answered] = []
    problems: list[Diagnostic] = []
    for path in paths:
        try:
            files.append(read_actuals(path, targets_path))
        except InvalidFileError as error:
            problems += error.diagnostics
    if problems:
        raise InvalidFileError(problems)
    return files[0] if len(files) == 1 else _joined(files)


def _joined(files: Sequence[Answered]) -> Answered:
    first = files[0]
    if strange := [each for each in files if not _same_targets(each, first)]:
        raise InvalidFileError([_unlike(each, first) for each in strange])
    places = _Joined(tuple(files))
    join = _Join(files)
    ids = dict.fromkeys(each for file in files for each in file.actuals.reports)
    reports = {each: join.report(each) for each in ids}
    budget = join.budget()
    if join.problems:
        raise InvalidFileError(join.problems)
    sources = tuple(each.actuals.source for each in files)
    source = Source(
        path=_BETWEEN.join(each.path for each in sources),
        data=b"".join(each.data for each in sources),
        notices=tuple(notice for each in sources for notice in each.notices),
        parts=sources,
    )
    actuals = Actuals(source, budget, reports)
    return first._replace(actuals_document=places, actuals=actuals)


def _same_targets(one: Answered, other: Answered) -> bool:
    return one.targets.source.data == other.targets.source.data


def _unlike(file: Answered, first: Answered) -> Diagnostic:
    message = (
        f"对应的目标文件是 {file.targets.source.path}，"
        f"而 {first.actuals.source.path} 对应 {first.targets.source.path}，内容不同，不能合并"
    )
    return file.actuals_document.place(Finding(Code.UNLIKE_TARGETS, message, ("targets",)))


class _Join:
    """Takes each value from the file that gives it; notes those that two files give differently."""

    def __init__(self, files: Sequence[Answered]) -> None:
        self._files = files
        self.problems: list[Diagnostic] = []

    def report(self, indicator_id: str) -> Report:
        """Return what all files together say of an indicator."""
        route = ("actuals", indicator_id)
        given = [(each, each.actuals.report(indicator_id)) for each in self._files]
        answered = [(file, each) for file, each in given if each.actual is not None]
        self._one([(file, each.actual) for file, each in answered], route, "value", indicator_id)
        reasons = [(file, each.reason) for file, each in given if each.reason]
        shares = [(file, each.share) for file, each in given if each.share is not None]
        evidence = dict.fromkeys(part for _, each in given for part in each.evidence)
        listed = next(each for file, each in given if indicator_id in file.actuals.reports)
        return Report(
            text=answered[0][1].text if answered else None,
            actual=answered[0][1].actual if answered else None,
            reason=self._one(reasons, route, "reason", indicator_id),
            evidence=tuple(evidence),
            share=self._one(shares, route, "share", indicator_id),
            line=answered[0][1].line if answered else listed.line,
        )

    def budget(self) -> Execution | None:
        """Return what all files together say of the budget; None where none says anything."""
        given = [(each, spent) for each in self._files if (spent := each.actuals.budget)]
        if not given:
            return None
        route = ("budget",)
        self._one([(file, each.executed) for file, each in given], route, "executed")
        adjusted = [(file, each.adjusted) for file, each in given if each.adjusted is not None]
        reasons = [(file, each.reason) for file, each in given if each.reason]
        agreed = {
            "adjusted": self._one(adjusted, route, "adjusted"),
            "reason": self._one(reasons, route, "reason"),
        }
        return given[0][1].model_copy(update=agreed)

    def _one(
        self,
        given: Sequence[tuple[Answered, Value]],
        route: Route,
        part: str,
        indicator_id: str | None = None,
    ) -> Value | None:
        """Return the value that all who give one agree on, the first one where they do not."""
        if not given:
            return None
        first, value = given[0]
        for file, other in given[1:]:
            if other != value:
                place = _place(first.actuals_document, (*route, part))
                what = indicator_id or "预算执行"
                message = f"“{what}”填了两次，内容不同；另一处在 {place}"
                found = _found(file.actuals_document, (*route, part), message, indicator_id)
                self.problems.append(found)
        return value


def _place(places: Places, route: Route) -> str:
    return str(_found(places, route, "").position)


def _found(
    places: Places, route: Route, message: str, indicator_id: str | None = None
) -> Diagnostic:
    return places.place(Finding(Code.FILLED_TWICE, message, route, indicator_id))


class _Joined(NamedTuple):
    """The places of several files as if they were one: those of the file that says most there."""

    files: tuple[Answered, ...]

    def place(self, finding: Finding) -> Diagnostic:
        """Return `finding` with its place in the file that has what it is about."""
        return self._holder(finding.route).place(finding)

    def called(self, route: Route) -> str:
        """Return the name of the value at `route` in the file that has it."""
        return self._holder(route).called(route)

    def _holder(self, route: Route) -> Places:
        return max(self.files, key=lambda file: _says(file.actuals, route)).actuals_document


def _says(actuals: Actuals, route: Route) -> int:
    """Return how much a file says at `route`: nothing, that it is left empty, or a value."""
    match route:
        case ("actuals", str(indicator_id), *_):
            report = actuals.reports.get(indicator_id)
            return (report is not None) + (report is not None and report.actual is not None)
        case ("budget", *_):
            return actuals.budget is not None
        case _:
            return 0
