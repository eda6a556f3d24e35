"""Phrases that reports and findings share: what is missing, how much was reached, which task."""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

from fulian_kpi.judgement import Actual, Measured, Verdict, satisfies
from fulian_kpi.quantity import exact, plain, rounded, spelled
from fulian_kpi.row import Row
from fulian_kpi.rule import (
    FORWARD,
    STRICT,
    Change,
    Comparator,
    Deadline,
    Range,
    Rule,
    Threshold,
)
from fulian_kpi.score import Score
from fulian_kpi.scorecard import Scorecard

NO_TASK: Final = "未归属任务"

GLYPHS: Final = {
    Verdict.MET: "√",
    Verdict.EXCEEDED: "▲",
    Verdict.PARTIAL: "○",
    Verdict.MISSED: "×",
    Verdict.UNREPORTED: "？",
    Verdict.NOT_APPLICABLE: "－",
}
"""A sign for each verdict, from GBK, so that it shows on every Chinese terminal."""

_NUMERALS: Final = "〇一二三四五六七八九十"


def task_title(number: int) -> str:
    """Return 任务一 for 1; from eleven on in digits."""
    return f"任务{_NUMERALS[number]}" if number < len(_NUMERALS) else f"任务{number}"


@lru_cache(maxsize=4096)
def percent(share: Fraction | None) -> str:
    """Return a completion as a percentage, or a dash where there is none.

    With one decimal, or as many more, up to four, as keep 99.99 from being shown as 100.
    """
    if share is None:
        return "—"
    places = next((each for each in (3, 4, 5) if (rounded(share, each) == 1) is (share == 1)), 6)
    return f"{rounded(share, places).scaleb(2)}%"


def gap_phrase(row: Row) -> str:
    """Return what is missing in a row, such as 还差 1500人次; empty where nothing is."""
    return gap_text(row.indicator.rule, row.report.actual, row.gap)


def gap_text(rule: Rule, actual: Actual | None, gap: Fraction | None) -> str:
    """Return what is missing or too much, in the target's own unit; empty where nothing is.

    A strict bound that is just reached lacks nothing that could be counted, yet is missed.
    """
    if gap is None or actual is None:
        return ""
    if gap == 0:
        if isinstance(rule, Threshold | Change) and rule.comparator in STRICT:
            return "" if satisfies(rule, actual) else "刚好等于，不算达成"
        return ""
    if isinstance(rule, Deadline):
        early = rule.comparator in {Comparator.AT_LEAST, Comparator.ABOVE}
        return f"{'早' if early else '晚'}了 {spelled(gap)} 天"
    return f"{'还差' if _falls_short(rule, actual) else '超出'} {spelled(gap)}{_unit(rule)}"


def _falls_short(rule: Rule, actual: Actual) -> bool:
    if not isinstance(actual, Measured):
        return True
    match rule:
        case Threshold() | Change():
            return rule.comparator in FORWARD and actual.amount < exact(rule.quantity.amount)
        case Range():
            return actual.amount < exact(rule.low.amount)
        case _:
            return True


def _unit(rule: Rule) -> str:
    match rule:
        case Threshold() | Change():
            unit = rule.quantity.unit
        case Range():
            unit = rule.low.unit
        case _:
            return ""
    return "个百分点" if unit == "%" else unit


def actual_text(row: Row) -> str:
    """Return the actual as it was written, or 未填报."""
    return row.report.text or "未填报"


def facts(row: Row) -> str:
    """Return target, actual and gap in one line: 目标 ≥1万人次，实际 9800人次，还差 200人次."""
    known = [f"目标 {row.indicator.target.text}"]
    if row.verdict is not Verdict.UNREPORTED:
        known.append(f"实际 {actual_text(row)}")
        known += filter(None, [gap_phrase(row)])
    if row.verdict is Verdict.MET and row.needs_reason:
        known.append(f"达到目标的 {percent(row.completion)}，目标可能偏低")
    return "，".join(known)


def no_execution(score: Score) -> str:
    """Return the sentence that stands where the arithmetic of budget execution would."""
    return f"没有填写预算执行数，{plain(score.execution_weight)} 分不得分"


def passed_on(card: Scorecard) -> str:
    """Return that the points of rows which do not apply went to others; empty where all apply.

    It follows the origin of the weights, which a reader would not find again in the rows.
    """
    count = len(card.left_out)
    return f"；{count} 项不适用，其分值按比例分给其他指标" if count else ""


def money(amount: Decimal) -> str:
    """Return an amount of 万元 with thousands separated: 3,463.00."""
    return f"{amount:,.2f}"
