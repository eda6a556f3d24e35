"""Targets and actuals brought together: a verdict and points a row, and what they come to."""

from collections.abc import Mapping
from typing import NamedTuple

from fulian_kpi.checked import Actuals, Targets
from fulian_kpi.codes import Code
from fulian_kpi.finding import Finding, FindingsError
from fulian_kpi.judgement import NotApplicable, Verdict
from fulian_kpi.policy import Policy
from fulian_kpi.row import Row, counted, rows_of
from fulian_kpi.score import Score, score_of
from fulian_kpi.weighting import weigh, without


class Scorecard(NamedTuple):
    """All indicators of a targets file, or those of one task, judged and scored."""

    targets: Targets
    actuals: Actuals
    rows: tuple[Row, ...]
    scores: tuple[Score, ...]

    @property
    def passed(self) -> bool:
        """Whether every row passes."""
        return all(row.passed for row in self.rows)

    @property
    def left_out(self) -> frozenset[str]:
        """The ids of the rows that do not apply, of any task: others have their points."""
        return _left_out(self.targets, self.actuals)

    @property
    def only_task(self) -> int | None:
        """The task whose rows, and no others, were listed, where several others are then missing.

        An office answers for one task, and its form has none of the other rows, not even empty.
        """
        listed = self.actuals.reports.keys()
        tasks = {each.task for each in self.targets.indicators if each.id in listed}
        task = tasks.pop() if len(tasks) == 1 else None
        if {each.id for each in self.targets.indicators if each.task == task} != listed:
            return None
        missing = [row for row in self.rows if row.indicator.task != task and not row.passed]
        return task if len(missing) > 1 else None

    @property
    def asked(self) -> tuple[Row, ...]:
        """All rows, but those of other tasks where only one was reported on."""
        task = self.only_task
        return tuple(row for row in self.rows if task is None or row.indicator.task == task)

    @property
    def counts(self) -> Mapping[Verdict, int]:
        """How many rows have each verdict."""
        return counted(self.rows)


def score(
    targets: Targets,
    actuals: Actuals,
    policies: tuple[Policy, ...],
    *,
    task: int | None = None,
    allow_unreported: bool = False,
) -> Scorecard:
    """Judge every indicator of `targets`, or of one task, and score it under each policy.

    Weights are always those of the whole table. The first policy also decides which rows need a
    reason for being far above their target.

    Raises:
        FindingsError: If declared weights do not add up, or no row is left to score.
    """
    weightings = [weigh(targets, policy) for policy in policies]
    left_out = _left_out(targets, actuals)
    if len(left_out) == len(targets.indicators):
        raise FindingsError([Finding(Code.NOTHING_APPLIES, "没有适用的指标", ("indicators",))])
    weights = [without(weighting, targets, left_out) for weighting in weightings]
    asked = [each for each in targets.indicators if task is None or each.task == task]
    rows = tuple(rows_of(asked, actuals, policies, weights, allow_unreported=allow_unreported))
    scores = tuple(
        score_of(index, policy, weightings[index], targets, actuals, rows, whole=task is None)
        for index, policy in enumerate(policies)
    )
    return Scorecard(targets, actuals, rows, scores)


def _left_out(targets: Targets, actuals: Actuals) -> frozenset[str]:
    return frozenset(
        each.id
        for each in targets.indicators
        if isinstance(actuals.report(each.id).actual, NotApplicable)
    )
