"""One actuals file judged and scored: read, brought together, every problem at its place."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fulian_kpi.codes import Code
from fulian_kpi.complaint import nearest
from fulian_kpi.diagnostic import Diagnostic, InvalidFileError, Position
from fulian_kpi.finding import Finding, FindingsError
from fulian_kpi.judgement import Verdict
from fulian_kpi.loading import placed, policy_of, read_actuals
from fulian_kpi.phrases import gap_phrase, percent
from fulian_kpi.policy import Policy
from fulian_kpi.scorable import unscorable
from fulian_kpi.scorecard import Scorecard, score


class Judged(NamedTuple):
    """A finished scorecard, and what its forms still lack, at its place in the actuals file."""

    card: Scorecard
    findings: tuple[Diagnostic, ...]


def judge_file(
    path: str,
    targets_path: str | None = None,
    policies: Sequence[Policy] = (),
    *,
    task: int | None = None,
    allow_unreported: bool = False,
) -> Judged:
    """Read, judge and score one actuals file.

    Args:
        path: The actuals file.
        targets_path: The targets file; by default the one that the actuals file names.
        policies: How to score; by default as the targets file says, else national-2020.
        task: Only the rows of this task.
        allow_unreported: Whether rows without an actual pass.

    Raises:
        InvalidFileError: With every problem, if the files cannot be judged.
    """
    files = read_actuals(path, targets_path)
    chosen = tuple(policies) or (policy_of(files.targets_document, files.targets),)
    problems = unscorable(files.targets, files.actuals, chosen)
    if problems:
        raise InvalidFileError(placed(files.actuals_document, problems))
    try:
        card = score(
            files.targets, files.actuals, chosen, task=task, allow_unreported=allow_unreported
        )
    except FindingsError as error:
        raise InvalidFileError(placed(files.targets_document, error.findings)) from error
    if not card.rows:
        what = "没有指标"
        if task is not None:
            numbers = {str(each.task) for each in files.targets.indicators if each.task is not None}
            what = f"没有任务 {task} 的指标{nearest(str(task), sorted(numbers))}"
        place = Position(files.targets.source.path)
        raise InvalidFileError([Diagnostic(place, Code.NOTHING_FOUND, f"目标文件里{what}")])
    notices = files.targets.source.notices + files.actuals.source.notices
    open_points = _open_points(card, allow_unreported=allow_unreported)
    return Judged(card, (*notices, *placed(files.actuals_document, open_points)))


def _open_points(card: Scorecard, *, allow_unreported: bool) -> Iterator[Finding]:
    """Yield what the self-evaluation form still lacks: values, reasons, a plausible budget."""
    for row in card.rows:
        indicator = row.indicator
        listed = indicator.id in card.actuals.reports
        route = ("actuals", indicator.id) if listed else ("actuals",)
        if row.verdict is Verdict.UNREPORTED:
            if not allow_unreported:
                message = f"“{indicator.name}”没有填报实际值（指标值 {indicator.target.text}）"
                yield Finding(Code.UNREPORTED, message, route, indicator.id, on_key=True)
        elif row.lacks_reason:
            far = "远超目标，" if row.verdict is Verdict.MET else ""
            why = gap_phrase(row) or f"{far}完成率 {percent(row.completion)}"
            message = f"“{indicator.name}”{row.verdict.label}（{why}），没有说明原因（reason）"
            yield Finding(Code.MISSING_REASON, message, route, indicator.id)
    yield from _execution_points(card)


def _execution_points(card: Scorecard) -> Iterator[Finding]:
    spent, execution = card.actuals.budget, card.scores[0].execution
    if spent is None or execution is None:
        return
    if execution.rate > 1:
        message = f"执行数 {execution.executed} 大于预算数 {execution.adjusted}，按 100% 计分"
        yield Finding(Code.OVERSPENT, message, ("budget", "executed"))
    if execution.rate < card.scores[0].policy.execution.reason_below and not spent.reason:
        message = f"预算执行率 {percent(execution.rate)}，须说明原因（reason）"
        yield Finding(Code.LOW_EXECUTION, message, ("budget", "executed"))
