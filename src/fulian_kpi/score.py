"""What the rows and budget execution come to under one policy, and what the next grade wants."""

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from fulian_kpi.checked import Actuals, Targets
from fulian_kpi.points import Points
from fulian_kpi.policy import FULL_MARKS, Policy
from fulian_kpi.quantity import plain, rounded, spelled
from fulian_kpi.row import Row
from fulian_kpi.weighting import Origin, Weighting


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

    @property
    def lacks_execution(self) -> bool:
        """Whether a whole table was scored without knowing what was spent."""
        return self.execution is None and self.grade is not None and bool(self.execution_weight)


def adjusted_budget(targets: Targets, actuals: Actuals) -> Decimal | None:
    """Return the adjusted budget in 万元; by default the total of the targets."""
    if actuals.budget is not None and actuals.budget.adjusted is not None:
        return actuals.budget.adjusted
    return targets.head.budget.total if targets.head.budget else None


def score_of(  # noqa: PLR0913, PLR0917  (the parts that a score is put together from)
    index: int,
    policy: Policy,
    weighting: Weighting,
    targets: Targets,
    actuals: Actuals,
    rows: tuple[Row, ...],
    *,
    whole: bool,
) -> Score:
    """Add up `rows` under the policy at `index`; with budget execution if they are `whole`."""
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
    adjusted = adjusted_budget(targets, actuals)
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
