"""Verdict, completion and gap of an actual, for every kind of rule."""

from decimal import Decimal
from fractions import Fraction

import pytest

from fulian_kpi.expression.actual import parse_actual
from fulian_kpi.expression.target import parse_rule
from fulian_kpi.judgement import Verdict, completion, gap, judge
from fulian_kpi.quantity import rounded
from fulian_kpi.rule import in_year

NONE = ""
"""Stands for null: no number can tell."""


def judged(target: str, actual: str, *, cost: bool = False) -> tuple[str, str, str]:
    """Return the verdict, the completion to four places and the gap, as the JSON shows them."""
    rule = in_year(parse_rule(target), 2022)
    read = parse_actual(actual, rule) if actual else None
    verdict = judge(rule, read, cost=cost)
    share, missing = completion(rule, read), gap(rule, read, verdict)
    return (
        verdict.value,
        NONE if share is None else str(rounded(share, 4)),
        NONE if missing is None else str(missing),
    )


@pytest.mark.parametrize(
    ("target", "actual", "verdict", "share", "missing"),
    [
        pytest.param("≥1万人次", "8500人次", "missed", "0.8500", "1500", id="floor-below"),
        pytest.param("≥1万人次", "1万人次", "met", "1.0000", "0", id="floor-reached"),
        pytest.param("≥1万人次", "1.2万人次", "met", "1.2000", "0", id="floor-above"),
        pytest.param("≥85%", "29/30", "met", "1.1373", "0", id="floor-share"),
        pytest.param("≥97%", "29/30", "missed", "0.9966", "1/3", id="floor-share-below"),
        pytest.param("≥5场", "0场", "missed", "0.0000", "5", id="floor-nothing"),
        pytest.param(">90%", "90.1%", "met", "1.0011", "0", id="above"),
        pytest.param(">90%", "90%", "missed", "1.0000", "0", id="above-at-the-bound"),
        pytest.param(">90%", "80%", "missed", "0.8889", "10", id="above-below"),
        pytest.param("≤10次", "10次", "met", "1.0000", "0", id="ceiling-reached"),
        pytest.param("≤10次", "8次", "met", "1.2500", "0", id="ceiling-below"),
        pytest.param("≤10次", "0次", "met", "1.0000", "0", id="ceiling-nothing"),
        pytest.param("≤10次", "16次", "missed", "0.6250", "6", id="ceiling-above"),
        pytest.param("<5次", "4次", "met", "1.2500", "0", id="below"),
        pytest.param("<5次", "5次", "missed", "1.0000", "0", id="below-at-the-bound"),
        pytest.param("<5次", "8次", "missed", "0.6250", "3", id="below-above"),
        pytest.param("=23个", "23个", "met", "1.0000", "0", id="equal"),
        pytest.param("=23个", "22个", "missed", "0.9565", "1", id="equal-below"),
        pytest.param("=23个", "25个", "exceeded", "1.0870", "0", id="equal-above"),
        pytest.param("100%", "98%", "missed", "0.9800", "2", id="implied"),
    ],
)
def test_threshold(target: str, actual: str, verdict: str, share: str, missing: str) -> None:
    assert judged(target, actual) == (verdict, share, missing)


@pytest.mark.parametrize(
    ("target", "actual", "verdict", "share", "missing"),
    [
        pytest.param("=0起", "0起", "met", "1.0000", "0", id="equal"),
        pytest.param("=0起", "1起", "missed", "0.0000", "1", id="equal-above-is-no-achievement"),
        pytest.param("0起", "1起", "missed", "0.0000", "1", id="bare-above"),
        pytest.param("≤0起", "0起", "met", "1.0000", "0", id="ceiling"),
        pytest.param("≤0起", "2起", "missed", "0.0000", "2", id="ceiling-above"),
        pytest.param("≥0个", "0个", "met", "1.0000", "0", id="floor"),
        pytest.param(">0个", "0个", "missed", "0.0000", "0", id="above"),
        pytest.param("<0%", "0%", "missed", "0.0000", "0", id="below-cannot-be-met"),
    ],
)
def test_target_of_zero_is_met_or_not(
    target: str, actual: str, verdict: str, share: str, missing: str
) -> None:
    """Completion is 1 or 0 where A is 0."""
    assert judged(target, actual) == (verdict, share, missing)


@pytest.mark.parametrize(
    ("target", "actual", "verdict", "missing"),
    [
        pytest.param("=5万元", "5.5万元", "missed", "5000", id="equal-above"),
        pytest.param("=5万元", "5万元", "met", "0", id="equal"),
        pytest.param("=5万元", "4.5万元", "missed", "5000", id="equal-below"),
        pytest.param("≤5万元", "4.5万元", "met", "0", id="ceiling"),
    ],
)
def test_cost_above_its_target_is_missed(
    target: str, actual: str, verdict: str, missing: str
) -> None:
    found, _, gap_ = judged(target, actual, cost=True)
    assert (found, gap_) == (verdict, missing)


@pytest.mark.parametrize(
    ("actual", "verdict", "share", "missing"),
    [
        pytest.param("3个", "met", "1.0000", "0", id="lower-end"),
        pytest.param("5个", "met", "1.0000", "0", id="upper-end"),
        pytest.param("2个", "missed", "0.6667", "1", id="below"),
        pytest.param("0个", "missed", "0.0000", "3", id="nothing"),
        pytest.param("8个", "missed", "0.6250", "3", id="above"),
    ],
)
def test_range(actual: str, verdict: str, share: str, missing: str) -> None:
    """1 inside and the ratio to the nearer end outside."""
    assert judged("3-5个", actual) == (verdict, share, missing)


@pytest.mark.parametrize(
    ("target", "actual", "verdict", "share", "missing"),
    [
        pytest.param("增长8%", "增长8%", "met", "1.0000", "0", id="growth"),
        pytest.param("增长8%", "增长6%", "missed", "0.7500", "2", id="growth-below"),
        pytest.param("增长8%", "持平", "missed", "0.0000", "8", id="growth-none"),
        pytest.param("增长8%", "下降3%", "missed", "0.0000", "11", id="growth-the-other-way"),
        pytest.param("增幅≤3%", "2%", "met", "1.5000", "0", id="ceiling"),
        pytest.param("增幅≤3%", "下降1%", "met", "1.0000", "0", id="ceiling-the-other-way"),
        pytest.param("增幅≤3%", "4%", "missed", "0.7500", "1", id="ceiling-above"),
        pytest.param("下降30%以上", "下降45%", "met", "1.5000", "0", id="fall"),
        pytest.param("下降30%以上", "增长10%", "missed", "0.0000", "40", id="fall-the-other-way"),
    ],
)
def test_change(target: str, actual: str, verdict: str, share: str, missing: str) -> None:
    assert judged(target, actual) == (verdict, share, missing)


@pytest.mark.parametrize(
    ("target", "actual", "verdict", "share", "missing"),
    [
        pytest.param("12月31日前", "12月31日", "met", "1.0000", "0", id="day-included"),
        pytest.param("12月31日前", "2023-01-05", "missed", "0.0000", "5", id="next-year"),
        pytest.param("2022年10月底前", "2022-10-31", "met", "1.0000", "0", id="month-included"),
        pytest.param("2022年10月底前", "2022-11-03", "missed", "0.0000", "3", id="late"),
        pytest.param("10月底前", "11月3日", "missed", "0.0000", "3", id="no-years"),
        pytest.param("2月底前", "2月28日", "met", "1.0000", "0", id="february"),
        pytest.param("2月底前", "3月1日", "missed", "0.0000", "1", id="after-february"),
        pytest.param("<2022年10月15日", "2022-10-15", "missed", "0.0000", "0", id="strict"),
        pytest.param("≥2022年7月1日", "2022-06-28", "missed", "0.0000", "3", id="too-early"),
        pytest.param("=2022年7月1日", "2022-07-01", "met", "1.0000", "0", id="on-the-day"),
        pytest.param("12月31日前", "未完成", "missed", "0.0000", NONE, id="not-done"),
    ],
)
def test_deadline(target: str, actual: str, verdict: str, share: str, missing: str) -> None:
    assert judged(target, actual) == (verdict, share, missing)


@pytest.mark.parametrize(
    ("target", "actual", "verdict", "share", "missing"),
    [
        pytest.param("定性高中低", "高", "met", "1.0000", "0", id="high"),
        pytest.param("定性高中低", "中", "partial", "0.6000", NONE, id="middle"),
        pytest.param("定性高中低", "低", "missed", "0.0000", NONE, id="low"),
        pytest.param("定性优良中差", "良", "met", "1.0000", "0", id="good-is-full"),
        pytest.param("定性优良中差", "中", "partial", "0.6000", NONE, id="fair"),
        pytest.param("定性优良中低差", "低", "missed", "0.0000", NONE, id="fourth-of-five"),
        pytest.param("定性优良中差（优）", "良", "partial", "0.6000", NONE, id="below-expected"),
        pytest.param("定性优良中差（良）", "良", "met", "1.0000", "0", id="as-expected"),
        pytest.param("定性优良中差（中）", "中", "met", "1.0000", "0", id="expected-is-fair"),
        pytest.param("定性优良中差（中）", "差", "missed", "0.0000", NONE, id="below-fair"),
        pytest.param("定性好坏", "坏", "missed", "0.0000", NONE, id="no-middle"),
        pytest.param("定性：有效提升", "达成", "met", "1.0000", "0", id="statement"),
        pytest.param(
            "定性：有效提升", "部分达成", "partial", "0.6000", NONE, id="statement-partly"
        ),
        pytest.param("定性：有效提升", "未达成", "missed", "0.0000", NONE, id="statement-not"),
    ],
)
def test_grade_and_statement(
    target: str, actual: str, verdict: str, share: str, missing: str
) -> None:
    assert judged(target, actual) == (verdict, share, missing)


def test_share_that_a_person_gave_is_the_completion() -> None:
    rule = parse_rule("定性高中低")
    actual = parse_actual("中", rule)
    assert completion(rule, actual, Fraction(3, 4)) == Fraction(3, 4)


@pytest.mark.parametrize(
    ("target", "missing"),
    [
        pytest.param("≥1万人次", "10000", id="floor"),
        pytest.param("=23个", "23", id="equal"),
        pytest.param("3-5个", "3", id="range"),
        pytest.param("增长8%", "8", id="change"),
        pytest.param("≤30万元", NONE, id="ceiling"),
        pytest.param("10月底前", NONE, id="deadline"),
        pytest.param("定性高中低", NONE, id="grade"),
    ],
)
def test_all_of_it_is_missing_where_nothing_was_reported(target: str, missing: str) -> None:
    assert judged(target, "") == ("unreported", NONE, missing)


@pytest.mark.parametrize(
    "target", ["≥5场", "3-5个", "增长8%", "10月底前", "定性高中低", "定性：好"]
)
def test_what_does_not_apply_has_no_completion_and_lacks_nothing(target: str) -> None:
    assert judged(target, "不适用") == ("not-applicable", NONE, "0")


def test_deadline_and_date_without_years_are_in_the_same_year() -> None:
    rule = parse_rule("2月底前")
    assert judge(rule, parse_actual("2月29日", rule)) is Verdict.MET
    assert judge(rule, parse_actual("3月1日", rule)) is Verdict.MISSED


def test_yearless_deadline_is_held_against_the_year_of_the_date() -> None:
    rule = parse_rule("2月底前")
    assert judge(rule, parse_actual("2023-02-28", rule)) is Verdict.MET
    assert judge(rule, parse_actual("2023-03-01", rule)) is Verdict.MISSED


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        pytest.param(Fraction(5, 1000), 2, "0.01", id="tie-goes-up"),
        pytest.param(Fraction(-5, 1000), 2, "-0.01", id="tie-goes-away-from-zero"),
        pytest.param(Fraction(2, 3), 4, "0.6667", id="up"),
        pytest.param(Fraction(1, 3), 4, "0.3333", id="down"),
    ],
)
def test_rounding_is_half_up(value: Fraction, places: int, expected: str) -> None:
    assert rounded(value, places) == Decimal(expected)
