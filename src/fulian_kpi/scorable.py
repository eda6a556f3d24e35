"""What a policy cannot score in an actuals file: shares outside their band, a budget of zero."""

from fulian_kpi.checked import Actuals, Indicator, Report, Targets
from fulian_kpi.codes import Code
from fulian_kpi.finding import Finding, Route
from fulian_kpi.judgement import Finished, NotApplicable
from fulian_kpi.points import scoring_band
from fulian_kpi.policy import Policy
from fulian_kpi.quantity import plain, rounded, spelled
from fulian_kpi.rule import Band, Deadline, Grade, Statement
from fulian_kpi.score import adjusted_budget


def unscorable(targets: Targets, actuals: Actuals, policies: tuple[Policy, ...]) -> list[Finding]:
    """Return what a policy cannot score: shares outside their band, a budget of zero."""
    problems = []
    for indicator in targets.indicators:
        report = actuals.report(indicator.id)
        if report.share is None:
            continue
        for policy in policies:
            message = _share_problem(policy, indicator, report)
            if message:
                route = ("actuals", indicator.id, "share")
                problems.append(Finding(Code.SHARE_OUTSIDE_BAND, message, route, indicator.id))
                break
    spent = actuals.budget
    if spent is not None and not adjusted_budget(targets, actuals):
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
            end = "含" if band is Band.FULL else "不含"
            bounds = f"{low}%（含）到 {high}%（{end}）"
            answer = (report.text or "").strip()
            what = f"{band}的" if answer == band else f"“{answer}”属于{band}，"
            return f"{what}得分比例应在 {bounds}之间，不能是 {written}"
        case Deadline():
            if isinstance(actual, Finished) and not report.reason:
                return "未按期完成而给出得分比例的，必须说明原因"
            return None if 0 <= share < 1 else f"未按期完成的得分比例应低于 100%，不能是 {written}"
        case _:
            return "得分比例只用于定性指标和时限指标，其他指标按公式计分"
