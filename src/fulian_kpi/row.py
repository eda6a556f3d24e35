"""One indicator judged: its verdict, what is missing, and its points under each policy."""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from fulian_kpi.checked import Indicator, Report
from fulian_kpi.judgement import Verdict, completion, gap, judge
from fulian_kpi.points import Points, needs_reason, points_of
from fulian_kpi.policy import Policy
from fulian_kpi.quantity import plain, rounded


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

    @property
    def differs(self) -> bool:
        """Whether the policies give it different points."""
        return len({each and each.points for each in self.points}) > 1


def counted(rows: Iterable[Row]) -> Mapping[Verdict, int]:
    """Return how many of `rows` have each verdict, in the order of the verdicts."""
    found = Counter(row.verdict for row in rows)
    return {verdict: found[verdict] for verdict in Verdict}


def row_of(
    indicator: Indicator,
    report: Report,
    policies: tuple[Policy, ...],
    weights: list[Mapping[str, Decimal]],
    allow_unreported: bool,  # noqa: FBT001  (handed on as it came)
) -> Row:
    """Judge one indicator and score it under each policy; `weights` are in the same order."""
    rule, cost = indicator.rule, indicator.is_cost
    verdict = judge(rule, report.actual, cost=cost)
    passes = {
        Verdict.MET: True,
        Verdict.EXCEEDED: bool(report.reason),
        Verdict.NOT_APPLICABLE: True,
        Verdict.UNREPORTED: allow_unreported,
    }
    reached = completion(rule, report.actual, report.share)
    return Row(
        indicator=indicator,
        report=report,
        verdict=verdict,
        passed=passes.get(verdict, False),
        completion=reached,
        gap=gap(rule, report.actual, verdict),
        needs_reason=needs_reason(policies[0], rule, verdict, reached),
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
