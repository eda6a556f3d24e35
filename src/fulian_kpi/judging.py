"""One actuals file judged and scored: read, brought together, every problem at its place."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from fulian_kpi.codes import Code
from fulian_kpi.content import Places
from fulian_kpi.diagnostic import Diagnostic, InvalidFileError
from fulian_kpi.doubts import doubts
from fulian_kpi.file import placed
from fulian_kpi.finding import Finding, FindingsError
from fulian_kpi.joining import read_together
from fulian_kpi.judgement import Verdict
from fulian_kpi.loading import none_of_task
from fulian_kpi.phrases import facts, gap_phrase, no_execution, percent
from fulian_kpi.policy import Policy
from fulian_kpi.policy_file import policy_of
from fulian_kpi.scorable import unscorable
from fulian_kpi.scorecard import Scorecard, score
from fulian_kpi.severity import Severity


class Terms(NamedTuple):
    """How a year is to be judged.

    Attributes:
        targets: The targets file; by default the one that each actuals file names.
        policies: How to score; by default as the targets file says, else national-2020.
        task: Only the rows of this task.
        allow_unreported: Whether rows without an actual pass.
        require_reasons: Whether a reason that is missing is an error.
    """

    targets: str | None = None
    policies: tuple[Policy, ...] = ()
    task: int | None = None
    allow_unreported: bool = False
    require_reasons: bool = False


class Judged(NamedTuple):
    """A finished scorecard, and what is to be said of it at its place in the actuals file.

    `findings` are what the forms still lack, `misses` the rows whose actual misses its target.
    """

    card: Scorecard
    findings: tuple[Diagnostic, ...]
    misses: tuple[Diagnostic, ...]

    @property
    def passed(self) -> bool:
        """Whether every row passes, and nothing is missing that had to be there."""
        return self.card.passed and not any(
            each.severity is Severity.ERROR for each in self.findings
        )


def judge_file(
    path: str,
    targets_path: str | None = None,
    policies: Sequence[Policy] = (),
    *,
    task: int | None = None,
) -> Judged:
    """Read, judge and score one actuals file; else as `judge_files`."""
    return judge_files([path], Terms(targets_path, tuple(policies), task))


def judge_files(paths: Sequence[str], terms: Terms) -> Judged:
    """Read, judge and score the files of one year: one, or several partial ones.

    Args:
        paths: The actuals files, or forms that were filled in.
        terms: How to judge them.

    Raises:
        InvalidFileError: With every problem, if the files cannot be judged.
    """
    files = read_together(paths, terms.targets)
    chosen = terms.policies or (policy_of(files.targets_document, files.targets),)
    problems = unscorable(files.targets, files.actuals, chosen)
    if problems:
        raise InvalidFileError(placed(files.actuals_document, problems))
    try:
        card = score(
            files.targets,
            files.actuals,
            chosen,
            task=terms.task,
            allow_unreported=terms.allow_unreported,
        )
    except FindingsError as error:
        raise InvalidFileError(placed(files.targets_document, error.findings)) from error
    if not card.rows:
        raise none_of_task(files.targets, terms.task)
    document = files.actuals_document
    notices = files.targets.source.notices + files.actuals.source.notices
    open_points = placed(
        document, _open_points(card, document, allow_unreported=terms.allow_unreported)
    )
    if terms.require_reasons:
        open_points = [
            each._replace(level=Severity.ERROR) if each.code in _REQUIRED else each
            for each in open_points
        ]
    return Judged(card, (*notices, *open_points), tuple(placed(document, _misses(card))))


_IMPLAUSIBLE: Final = 100
"""What was spent was hardly meant in 万元, where it is so many times the budget."""

_REQUIRED: Final = frozenset({Code.MISSING_REASON, Code.LOW_EXECUTION, Code.NO_EXECUTION})
"""What says that something is missing which a finished form has."""


def _misses(card: Scorecard) -> Iterator[Finding]:
    """Yield each row that reached its target in part or not at all, at its actual."""
    for row in card.rows:
        if row.verdict in {Verdict.PARTIAL, Verdict.MISSED}:
            name, indicator_id = row.indicator.name, row.indicator.id
            message = f"“{name}”{row.verdict.label}：{facts(row)}"
            route = ("actuals", indicator_id, "value")
            yield Finding(Code.TARGET_MISSED, message, route, indicator_id)


def _open_points(card: Scorecard, places: Places, *, allow_unreported: bool) -> Iterator[Finding]:
    """Yield what the self-evaluation form still lacks: values, reasons, a plausible budget."""
    if task := card.only_task:
        message = (
            f"这里只有任务 {task} 的指标，其余 {len(card.rows) - len(card.asked)} 项未填报；"
            f"只评判任务 {task} 请用 --task {task}，与其他处室填写的合在一起请用 --merge"
        )
        yield Finding(Code.UNREPORTED, message, ("actuals",), on_key=True)
    for row in card.asked:
        indicator = row.indicator
        listed = indicator.id in card.actuals.reports
        route = ("actuals", indicator.id) if listed else ("actuals",)
        if row.verdict is Verdict.UNREPORTED:
            if not allow_unreported:
                message = f"“{indicator.name}”没有填报实际值（指标值 {indicator.target.text}）"
                yield Finding(Code.UNREPORTED, message, route, indicator.id, on_key=not listed)
        elif row.lacks_reason:
            far = "远超目标，" if row.verdict is Verdict.MET else ""
            why = gap_phrase(row) or f"{far}完成率 {percent(row.completion)}"
            place = (*route, "reason")
            how = places.called(place)
            message = f"“{indicator.name}”{row.verdict.label}（{why}），没有说明原因（{how}）"
            yield Finding(Code.MISSING_REASON, message, place, indicator.id)
        for code, question in doubts(row, card.targets.head.year):
            yield Finding(code, question, (*route, "value"), indicator.id)
    yield from _execution_points(card, places, allow_unreported=allow_unreported)


def _execution_points(
    card: Scorecard, places: Places, *, allow_unreported: bool
) -> Iterator[Finding]:
    spent, execution = card.actuals.budget, card.scores[0].execution
    if spent is None or execution is None:
        asked = card.targets.head.budget and not card.only_task and not allow_unreported
        if asked and card.scores[0].lacks_execution:
            yield Finding(Code.NO_EXECUTION, no_execution(card.scores[0]), ("budget",))
        return
    if execution.rate > 1:
        message = f"执行数 {execution.executed} 大于预算数 {execution.adjusted}，按 100% 计分"
        if execution.rate >= _IMPLAUSIBLE:
            message += "；这里以万元为单位，是不是填成了元"
        yield Finding(Code.OVERSPENT, message, ("budget", "executed"))
    if execution.rate < card.scores[0].policy.execution.reason_below and not spent.reason:
        how = places.called(("budget", "reason"))
        message = f"预算执行率 {percent(execution.rate)}，须说明原因（{how}）"
        yield Finding(Code.LOW_EXECUTION, message, ("budget", "executed"))
