"""One indicator judged: its verdict, what is missing, and its points under each policy."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from fulian_kpi.checked import Actuals, Indicator, Report
from fulian_kpi.judgement import Verdict, completion, gap, judge
from fulian_kpi.points import Points, needs_reason, points_of
from fulian_kpi.policy import Policy
from fulian_kpi.quantity import plain, rounded


class Row(NamedTuple):
    """One indicator judged; `points` under each policy, None where the row is left out."""

    indicator: Indicator
    report: Report
    passed: bool
    verdict: Verdict
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


def rows_of(
    indicators: Iterable[Indicator],
    actuals: Actuals,
    policies: tuple[Policy, ...],
    weights: list[Mapping[str, Decimal]],
    *,
    allow_unreported: bool,
) -> Iterator[Row]:
    """Judge indicators and score them under each policy; `weights` are in the same order.

    A long table holds the same few targets and answers over and over: each pair is judged once.
    """
    cases: dict[tuple[object, ...], _Case] = {}
    for indicator in indicators:
        report = actuals.report(indicator.id)
        worth = tuple(weight.get(indicator.id) for weight in weights)
        alike = (indicator.target.text, indicator.is_cost, report.text, report.share, worth)
        case = cases.get(alike)
        if case is None:
            case = cases[alike] = _case_of(indicator, report, policies, worth)
        passes = _passes(case.verdict, report, allow_unreported=allow_unreported)
        yield Row(indicator, report, passes, *case)


def _passes(verdict: Verdict, report: Report, *, allow_unreported: bool) -> bool:
    match verdict:
        case Verdict.MET | Verdict.NOT_APPLICABLE:
            return True
        case Verdict.EXCEEDED:
            return bool(report.reason)
        case Verdict.UNREPORTED:
            return allow_unreported
        case _:
            return False


class _Case(NamedTuple):
    """What a target and an answer come to, as in `Row`."""

    verdict: Verdict
    completion: Fraction | None
    gap: Fraction | None
    needs_reason: bool
    points: tuple[Points | None, ...]


def _case_of(
    indicator: Indicator,
    report: Report,
    policies: tuple[Policy, ...],
    worth: tuple[Decimal | None, ...],
) -> _Case:
    rule = indicator.rule
    verdict = judge(rule, report.actual, cost=indicator.is_cost)
    reached = completion(rule, report.actual, report.share)
    return _Case(
        verdict=verdict,
        completion=reached,
        gap=gap(rule, report.actual, verdict),
        needs_reason=needs_reason(policies[0], rule, verdict, reached),
        points=tuple(
            _points(policy, indicator, report, weight)
            for policy, weight in zip(policies, worth, strict=True)
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
