"""Targets and actuals brought together: a verdict and points a row, and what they come to."""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from fulian_kpi.codes import Code
from fulian_kpi.finding import Finding, FindingsError, Route
from fulian_kpi.judgement import Finished, NotApplicable, Verdict, completion, gap, judge
from fulian_kpi.model import Actuals, Indicator, Report, Targets
from fulian_kpi.points import Points, far_above, points_of, scoring_band
from fulian_kpi.policy import FULL_MARKS, Policy
from fulian_kpi.quantity import plain, rounded, spelled
from fulian_kpi.rule import Deadline, Grade, Statement
from fulian_kpi.weighting import Origin, Weighting, weigh, without

_NOTHING_REPORTED: Final = Report(None, None, None, (), None, 0)


class Row(NamedTuple):
    """One indicator judged; `points` under each policy, None where the row is left out."""

    indicator: Indicator
    report: Report
    verdict: Verdict
    passed: bool
    completion: Fraction | None
    gap: Fraction | None
    needs_reason: bool
    points: tuple[Points | None, ...]

    @property
    def lacks_reason(self) -> bool:
        """Whether a reason is required and has not been given."""
        return self.needs_reason and not self.report.reason


class ExecutionScore(NamedTuple):
    """Budget execution: amounts in 万元, the rate executed ÷ adjusted, uncapped and exact."""

    adjusted: Decimal
    executed: Decimal
    rate: Fraction
    points: Points


class NextGrade(NamedTuple):
    """The shortest way to a better grade: which rows would have to meet their targets."""

    grade: str
    missing: Decimal
    rows: tuple[tuple[Row, Decimal], ...]


class Score(NamedTuple):
    """What all rows come to under one policy.

    `grade` and `next_grade` are None where only some rows were asked for: a part has no grade.
    """

    policy: Policy
    origin: Origin
    execution: ExecutionScore | None
    execution_weight: Decimal
    total: Decimal
    out_of: Decimal
    grade: str | None
    next_grade: NextGrade | None


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
    def counts(self) -> Mapping[Verdict, int]:
        """How many rows have each verdict."""
        return counted(self.rows)


def counted(rows: Iterable[Row]) -> Mapping[Verdict, int]:
    """Return how many of `rows` have each verdict, in the order of the verdicts."""
    found = Counter(row.verdict for row in rows)
    return {verdict: found[verdict] for verdict in Verdict}


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
    left_out = frozenset(
        each.id
        for each in targets.indicators
        if isinstance(_report(actuals, each).actual, NotApplicable)
    )
    if len(left_out) == len(targets.indicators):
        raise FindingsError([Finding(Code.NOTHING_APPLIES, "没有适用的指标", ("indicators",))])
    weights = [without(weighting, targets, left_out) for weighting in weightings]
    rows = tuple(
        _row(each, _report(actuals, each), policies, weights, allow_unreported)
        for each in targets.indicators
        if task is None or each.task == task
    )
    scores = tuple(
        _score(index, policy, weightings[index], targets, actuals, rows, whole=task is None)
        for index, policy in enumerate(policies)
    )
    return Scorecard(targets, actuals, rows, scores)


def check_actuals(
    targets: Targets, actuals: Actuals, policies: tuple[Policy, ...]
) -> list[Finding]:
    """Return what a policy cannot score: shares outside their band, a budget of zero."""
    problems = []
    for indicator in targets.indicators:
        report = _report(actuals, indicator)
        if report.share is None:
            continue
        for policy in policies:
            message = _share_problem(policy, indicator, report)
            if message:
                route = ("actuals", indicator.id, "share")
                problems.append(Finding(Code.SHARE_OUTSIDE_BAND, message, route, indicator.id))
                break
    spent = actuals.budget
    if spent is not None and not _adjusted(targets, actuals):
        message = "调整后预算数必须大于零；不写时用目标文件中的资金总额"
        place: Route = ("budget", "adjusted") if spent.adjusted is not None else ("budget",)
        problems.append(Finding(Code.NO_BUDGET, message, place))
    return problems


def _share_problem(policy: Policy, indicator: Indicator, report: Report) -> str | None:
    share, rule, actual = report.share, indicator.rule, report.actual
    assert share is not None, "the caller has looked"
    written = f"{spelled(share * 100)}%"
    match rule:
        case Grade() | Statement():
            if actual is None or isinstance(actual, NotApplicable):
                return f"没有评定等级，不能给出得分比例 {written}"
            band = scoring_band(policy, rule, actual)
            low, high = (plain(rounded(each * 100, 2)) for each in policy.bands.limits(band))
            if policy.bands.holds(band, share):
                return None
            return f"{report.text}为{band}，得分比例应在 {low}% 到 {high}% 之间，不能是 {written}"
        case Deadline():
            if isinstance(actual, Finished) and not report.reason:
                return "未按期完成而给出得分比例的，必须说明原因（reason）"
            return None if 0 <= share < 1 else f"未按期完成的得分比例应低于 100%，不能是 {written}"
        case _:
            return "得分比例只用于定性指标和时限指标，其他指标按公式计分"


def _report(actuals: Actuals, indicator: Indicator) -> Report:
    return actuals.reports.get(indicator.id, _NOTHING_REPORTED)


def _adjusted(targets: Targets, actuals: Actuals) -> Decimal | None:
    """Return the adjusted budget in 万元; by default the total of the targets."""
    if actuals.budget is not None and actuals.budget.adjusted is not None:
        return actuals.budget.adjusted
    return targets.head.budget.total if targets.head.budget else None


def _row(
    indicator: Indicator,
    report: Report,
    policies: tuple[Policy, ...],
    weights: list[dict[str, Decimal]],
    allow_unreported: bool,  # noqa: FBT001  (handed on as it came)
) -> Row:
    rule, cost = indicator.rule, indicator.is_cost
    verdict = judge(rule, report.actual, cost=cost)
    passes = {
        Verdict.MET: True,
        Verdict.EXCEEDED: bool(report.reason),
        Verdict.NOT_APPLICABLE: True,
        Verdict.UNREPORTED: allow_unreported,
    }
    watched = policies[0].over.action != "none"
    return Row(
        indicator=indicator,
        report=report,
        verdict=verdict,
        passed=passes.get(verdict, False),
        completion=completion(rule, report.actual, report.share),
        gap=gap(rule, report.actual, cost=cost),
        needs_reason=verdict is not Verdict.MET
        or (watched and far_above(policies[0], rule, report.actual)),
        points=tuple(
            _points(policy, indicator, report, weight.get(indicator.id))
            for policy, weight in zip(policies, weights, strict=True)
        ),
    )


def _points(
    policy: Policy, indicator: Indicator, report: Report, weight: Decimal | None
) -> Points | None:
    if weight is None:
        return None
    if report.actual is None:
        nothing = rounded(Fraction(0), policy.places)
        return Points(weight, nothing, f"未填报，{plain(weight)} 分不得分")
    return points_of(
        policy,
        weight,
        indicator.rule,
        report.actual,
        share=report.share,
        cost=indicator.is_cost,
    )


def _score(  # noqa: PLR0913, PLR0917  (the parts that a score is put together from)
    index: int,
    policy: Policy,
    weighting: Weighting,
    targets: Targets,
    actuals: Actuals,
    rows: tuple[Row, ...],
    *,
    whole: bool,
) -> Score:
    execution = _execution(policy, weighting.execution, targets, actuals) if whole else None
    earned = [each for row in rows if (each := row.points[index]) is not None]
    total = sum((each.points for each in earned), rounded(Fraction(0), policy.places))
    out_of = sum((each.weight for each in earned), Decimal(0))
    if execution is not None:
        total += execution.points.points
    return Score(
        policy=policy,
        origin=weighting.origin,
        execution=execution,
        execution_weight=weighting.execution,
        total=total,
        out_of=Decimal(FULL_MARKS) if whole else out_of,
        grade=policy.grade(total) if whole else None,
        next_grade=_next_grade(policy, total, rows, index) if whole else None,
    )


def _execution(
    policy: Policy, weight: Decimal, targets: Targets, actuals: Actuals
) -> ExecutionScore | None:
    adjusted = _adjusted(targets, actuals)
    if actuals.budget is None or not adjusted:
        return None
    executed = actuals.budget.executed
    rate = Fraction(executed) / Fraction(adjusted)
    counted_rate = min(rate, policy.execution.cap)
    earned = rounded(counted_rate * Fraction(weight), policy.places)
    capped = f"，按 {spelled(counted_rate * 100)}% 封顶" if rate > counted_rate else ""
    formula = f"{plain(weight)} × {executed} ÷ {adjusted}{capped} = {earned}"
    return ExecutionScore(adjusted, executed, rate, Points(weight, earned, formula))


def _next_grade(
    policy: Policy, total: Decimal, rows: tuple[Row, ...], index: int
) -> NextGrade | None:
    """Return the fewest rows that would lift `total` to the next grade, the largest first."""
    better = policy.next_grade(total)
    if better is None:
        return None
    grade, floor = better
    missing = floor - total
    lost = [
        (row, earned.weight - earned.points)
        for row in rows
        if (earned := row.points[index]) is not None and earned.points < earned.weight
    ]
    lost.sort(key=lambda each: -each[1])
    chosen: list[tuple[Row, Decimal]] = []
    gained = Decimal(0)
    for row, points in lost:
        if gained >= missing:
            break
        chosen.append((row, points))
        gained += points
    return NextGrade(grade, missing, tuple(chosen) if gained >= missing else ())
