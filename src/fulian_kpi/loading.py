"""Files to checked models: every problem of a file is found, each with its place."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fulian_kpi.checked import Actuals, Indicator, Report, Source, Targets
from fulian_kpi.codes import Code
from fulian_kpi.complaint import nearest
from fulian_kpi.consistency import entries, inconsistencies
from fulian_kpi.content import Content, Places
from fulian_kpi.diagnostic import Diagnostic, InvalidFileError, Position
from fulian_kpi.expression.actual import parse_actual
from fulian_kpi.expression.scanner import ExpressionError
from fulian_kpi.file import (
    FORM_SUFFIXES,
    OLE,
    STANDARD_INPUT,
    YAML_SUFFIXES,
    ZIP,
    placed,
    read_bytes,
    read_document,
)
from fulian_kpi.finding import Finding, Route
from fulian_kpi.judgement import Actual, NotApplicable
from fulian_kpi.model import ActualsFile, Entry, ReportEntry, Target, TargetsFile
from fulian_kpi.rule import for_cost, in_year, is_cost
from fulian_kpi.shape import sound_answers, validated
from fulian_kpi.yamlfile.reader import Document

if TYPE_CHECKING:
    from fulian_kpi.document.filled_form import FilledForm


class Answered(NamedTuple):
    """A targets file and the actuals that answer it, each with the document of its places."""

    targets_document: Document
    targets: Targets
    actuals_document: Places
    actuals: Actuals


def load_targets(path: str) -> Targets:
    """Read and check a targets file.

    Raises:
        InvalidFileError: With every problem of the file.
    """
    return read_targets(path)[1]


def read_targets(path: str, data: bytes | None = None) -> tuple[Document, Targets]:
    """Read and check a targets file; return it with the document that knows its places.

    Args:
        path: The file.
        data: Its bytes, where they are not to be read from a file of that name.

    Raises:
        InvalidFileError: With every problem of the file.
    """
    document, source = read_document(path, data)
    head, problems = validated(document, TargetsFile)
    problems += placed(document, inconsistencies(document))
    if not problems and not any(entries(document)):
        empty = Finding(Code.NOTHING_FOUND, "还没有指标", ("indicators",))
        problems.append(document.place(empty))
    if problems:
        raise InvalidFileError(problems)
    assert head is not None, "without a problem there is a value"
    return document, Targets(source, head, tuple(_indicators(document, head)))


def read_actuals(path: str, targets_path: str | None = None) -> Answered:
    """Read and check an actuals file together with the targets file that it answers.

    Args:
        path: The actuals file.
        targets_path: The targets file; by default the one that the actuals file names.

    Raises:
        InvalidFileError: With every problem of the actuals file, or of both files where the
            targets cannot be read.
    """
    document, source, form = _read_answers(path)
    entries, problems = validated(document, ActualsFile)
    try:
        targets_document, targets = read_targets(
            _named_targets(document) if targets_path is None else targets_path
        )
    except InvalidFileError as error:
        raise InvalidFileError([*problems, *error.diagnostics]) from error
    if form is not None and form.sha256 != targets.source.sha256:
        raise InvalidFileError([*problems, form.outdated(targets.source.path)])
    reports, found = _reports(
        document, sound_answers(document) if entries is None else entries.actuals, targets
    )
    problems += found
    if problems:
        raise InvalidFileError(problems)
    assert entries is not None, "without a problem there is a value"
    actuals = Actuals(source, entries.budget, reports)
    return Answered(targets_document, targets, document, actuals)


def none_of_task(targets: Targets, task: int | None) -> InvalidFileError:
    """Return the error for targets that have no indicator of `task`."""
    what = "没有指标"
    if task is not None:
        numbers = {str(each.task) for each in targets.indicators if each.task is not None}
        what = f"没有任务 {task} 的指标{nearest(str(task), sorted(numbers))}"
    place = Position(targets.source.path)
    return InvalidFileError([Diagnostic(place, Code.NOTHING_FOUND, f"目标文件里{what}")])


def _read_answers(path: str) -> "tuple[Content, Source, FilledForm | None]":
    """Read an actuals file, or a form that was filled in, which also says what it was made from."""
    data = read_bytes(path)
    name = path.lower()
    is_office = data.startswith((ZIP, OLE)) and not name.endswith(YAML_SUFFIXES)
    if is_office or name.endswith(FORM_SUFFIXES):
        from fulian_kpi.document.filled_form import read_form

        form = read_form(data, path)
        return form, Source(path, data, form.notices), form
    return *read_document(path, data), None


def _indicators(document: Content, head: TargetsFile) -> Iterator[Indicator]:
    for level1, below in head.indicators.items():
        for level2, members in below.items():
            lines = document.lines(("indicators", level1, level2))
            for index, entry in enumerate(members):
                route = ("indicators", level1, level2, index)
                yield _indicator(entry, route, lines[index], head.year)


def _indicator(entry: Entry, route: tuple[str, str, str, int], line: int, year: int) -> Indicator:
    _, level1, level2, _ = route
    rule = for_cost(entry.target.rule) if is_cost(level1, level2) else entry.target.rule
    return Indicator(
        id=entry.id,
        task=entry.task,
        level1=level1,
        level2=level2,
        name=entry.name,
        target=Target(entry.target.text, rule),
        rule=in_year(rule, year),
        weight=entry.weight,
        line=line,
        route=route,
    )


def _named_targets(document: Content) -> str:
    """Return the path of the targets file that an actuals file names, from where we stand."""
    named = document.root.get("targets") if isinstance(document.root, dict) else None
    if not isinstance(named, str) or not named.strip():
        message = "没有写明 targets:（目标文件的路径）；也可以用 --targets 指定"
        raise InvalidFileError([document.place(Finding(Code.WRONG_TARGETS, message, ()))])
    here = Path() if document.path == STANDARD_INPUT else Path(document.path).parent
    path = os.path.normpath(here / named)
    if not os.path.isfile(path):  # noqa: PTH113  (false of a name that no file can have)
        message = f"找不到目标文件 {path}；路径相对于本文件；也可以用 --targets 指定"
        raise InvalidFileError([document.place(Finding(Code.WRONG_TARGETS, message, ("targets",)))])
    return path


def _reports(
    document: Content, answers: Mapping[str, ReportEntry], targets: Targets
) -> tuple[dict[str, Report], list[Diagnostic]]:
    """Read what is reported for each indicator; beside it stands what is wrong with it."""
    known = {each.id: each for each in targets.indicators}
    reports: dict[str, Report] = {}
    problems: list[Diagnostic] = []
    lines = document.lines(("actuals",)) if answers else {}
    for indicator_id, entry in answers.items():
        route: Route = ("actuals", indicator_id)
        if indicator_id not in known:
            message = f"目标文件里没有指标“{indicator_id}”{nearest(indicator_id, known)}"
            problem = Finding(Code.UNKNOWN_ID, message, route, on_key=True)
            problems.append(document.place(problem))
            continue
        actual, found = _actual(document, route, entry, known[indicator_id])
        problems += placed(document, found)
        reports[indicator_id] = Report(
            text=entry.value,
            actual=actual,
            reason=(entry.reason or "").strip() or None,
            evidence=entry.evidence,
            share=entry.share,
            line=lines[indicator_id],
        )
    return reports, problems


def _actual(
    document: Content, route: Route, entry: ReportEntry, indicator: Indicator
) -> tuple[Actual | None, list[Finding]]:
    """Read one value against its rule; None where it was left empty."""
    if entry.value is None or not entry.value.strip():
        return None, []
    below = document.root
    for step in route:
        assert isinstance(below, dict), "pydantic has checked the shape"
        below = below[str(step)]
    place: Route = (*route, "value") if isinstance(below, dict) else route
    try:
        actual = parse_actual(entry.value, indicator.rule)
    except ExpressionError as error:
        message = f"{error.message}（指标值 {indicator.target.text}）"
        span = (error.start, error.end)
        return None, [Finding(error.code, message, place, indicator.id, span)]
    if isinstance(actual, NotApplicable) and not (entry.reason or "").strip():
        way = f"（{document.called((*route, 'reason'))}）"
        if place == route:
            way = "：{value: 不适用, reason: …}"
        message = f"不适用必须说明原因{way}"
        return None, [Finding(Code.UNEXPLAINED_NOT_APPLICABLE, message, place, indicator.id)]
    return actual, []
