"""A draft as the text of an actuals file: what a self-evaluation says of each indicator."""

from fulian_kpi.document.draft import Draft, Indicator
from fulian_kpi.document.share import earned_share
from fulian_kpi.document.targets_yaml import Numbered, comment, number_indicators, scalar
from fulian_kpi.expression.actual import parse_actual
from fulian_kpi.expression.scanner import ExpressionError
from fulian_kpi.expression.target import parse_rule
from fulian_kpi.judgement import Actual, NotApplicable
from fulian_kpi.yamlfile.tree import quoted


def actuals_text(draft: Draft, *, targets: str, source: str) -> tuple[str, list[Numbered]]:
    """Return the actuals file, and the indicators whose actual it could not take as a value."""
    money = draft.head.money
    lines = [
        f"# 由 kpi import 读自 {comment(source)}",
        f"targets: {scalar(targets)}",
    ]
    if money.executed is not None:
        adjusted = "" if money.adjusted is None else f"adjusted: {money.adjusted}, "
        why = draft.head.fund_reason
        reason = f", reason: {quoted(why)}" if why else ""
        lines.append(f"budget: {{{adjusted}executed: {money.executed}{reason}}}    # 万元")
    lines.append("actuals:")
    unread = []
    for each in number_indicators(draft):
        indicator = each.indicator
        answer = _answer(indicator)
        understood = answer is not None or not indicator.actual
        if not understood:
            unread.append(each)
        lines.append(
            f"  {each.id}: {_entry(indicator, answer)}"
            f"  # {comment(_beside(indicator, understood=understood))}"
        )
    return "\n".join(lines) + "\n", unread


def _entry(indicator: Indicator, answer: Actual | None) -> str:
    value = "null" if answer is None else quoted(indicator.actual)
    share = None if answer is None else _share(indicator, answer)
    parts = [f"value: {value}"]
    parts += [f"share: {share}"] if share else []
    parts += [f"reason: {quoted(indicator.reason)}"] if indicator.reason else []
    return f"{{{', '.join(parts)}}}" if len(parts) > 1 else value


def _share(indicator: Indicator, answer: Actual) -> str | None:
    rule = parse_rule(indicator.target)
    return earned_share(rule, answer, weight=indicator.weight, score=indicator.score)


def _answer(indicator: Indicator) -> Actual | None:
    """Return the actual that answers the target; None where its text is none.

    不适用 is one only with its reason.
    """
    try:
        answer = parse_actual(indicator.actual, parse_rule(indicator.target))
    except ExpressionError:
        return None
    return None if isinstance(answer, NotApplicable) and not indicator.reason else answer


def _beside(indicator: Indicator, *, understood: bool) -> str:
    parts = [indicator.spot, f"指标值 {indicator.original}"]
    if not understood:
        parts.append(f"原表填写：{indicator.actual}")
    if indicator.score:
        parts.append(f"原表得分 {indicator.score}")
    return "，".join(parts)
