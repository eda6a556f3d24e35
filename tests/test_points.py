"""The points of one row: a case for each line of the scoring rules, worked out by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulian_kpi.expression.actual import parse_actual
from fulian_kpi.expression.target import parse_rule
from fulian_kpi.judgement import Measured
from fulian_kpi.points import points_of
from fulian_kpi.policy import Policy
from fulian_kpi.policy_file import load_policy
from fulian_kpi.quantity import Quantity
from fulian_kpi.rule import Comparator, Threshold, for_cost

LINEAR = load_policy("national-2020")
RATIO = load_policy("national-2020-ratio")


def earned(
    target: str,
    actual: str,
    weight: str = "10",
    *,
    policy: Policy = LINEAR,
    share: str | None = None,
    cost: bool = False,
) -> str:
    rule = parse_rule(target)
    rule = for_cost(rule) if cost else rule
    return str(
        points_of(
            policy,
            Decimal(weight),
            rule,
            parse_actual(actual, rule),
            share=None if share is None else Fraction(share),
            cost=cost,
        ).points
    )


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [
        pytest.param("≥85%", "85%", "10.00", id="at-least-met"),
        pytest.param("≥85%", "100%", "10.00", id="at-least-above"),
        pytest.param("≥85%", "80%", "9.41", id="at-least-short: 10×80÷85 = 9.4117…"),
        pytest.param("≥85%", "0%", "0.00", id="at-least-nothing"),
        pytest.param(">5场", "6场", "10.00", id="above-met"),
        pytest.param(">5场", "5场", "10.00", id="above-equal: missed, yet W×B÷A = W"),
        pytest.param(">5场", "4场", "8.00", id="above-short: 10×4÷5"),
        pytest.param("=23个", "23个", "10.00", id="equal-met"),
        pytest.param("=23个", "22个", "9.57", id="equal-short: 10×22÷23 = 9.5652…"),
        pytest.param("=12次", "14次", "10.00", id="equal-exceeded-keeps-all"),
        pytest.param("≤30万元", "30万元", "10.00", id="at-most-met"),
        pytest.param("≤30万元", "20万元", "10.00", id="at-most-below"),
        pytest.param("≤30万元", "36万元", "8.00", id="at-most-over-by-20%: 10×(1−6÷30)"),
        pytest.param("≤30万元", "59万元", "0.33", id="at-most-nearly-double: 10×(1−29÷30)"),
        pytest.param("≤30万元", "60万元", "0.00", id="at-most-double"),
        pytest.param("≤30万元", "90万元", "0.00", id="at-most-triple"),
        pytest.param("<5次", "5次", "10.00", id="below-equal: missed, yet W"),
        pytest.param("<5次", "6次", "8.00", id="below-over: 10×(1−1÷5)"),
        pytest.param("=0起", "0起", "10.00", id="zero-equal-met"),
        pytest.param("=0起", "1起", "0.00", id="zero-equal-missed"),
        pytest.param("≤0起", "0起", "10.00", id="zero-at-most-met"),
        pytest.param("≤0起", "2起", "0.00", id="zero-at-most-missed"),
        pytest.param("≥0起", "0起", "10.00", id="zero-at-least"),
        pytest.param("0起", "3起", "0.00", id="bare-zero-means-none"),
        pytest.param("3-5个", "3个", "10.00", id="range-low-end"),
        pytest.param("3-5个", "5个", "10.00", id="range-high-end"),
        pytest.param("3-5个", "2个", "6.67", id="range-below: 10×2÷3 = 6.666…"),
        pytest.param("3-5个", "6个", "8.00", id="range-above: 10×(1−1÷5)"),
        pytest.param("2022年10月底前", "2022-10-31", "10.00", id="deadline-met"),
        pytest.param("2022年10月底前", "2022-11-01", "0.00", id="deadline-missed"),
        pytest.param("2022年10月底前", "未完成", "0.00", id="deadline-not-done"),
        pytest.param("增长8%", "9%", "10.00", id="change-met"),
        pytest.param("增长8%", "增长6%", "7.50", id="change-short: 10×6÷8"),
        pytest.param("增长8%", "下降3%", "0.00", id="change-the-other-way"),
        pytest.param("下降4%以上", "3%", "7.50", id="change-down-short: 10×3÷4"),
        pytest.param("定性高中低", "高", "10.00", id="grade-top"),
        pytest.param("定性高中低", "中", "6.00", id="grade-middle: the least of its band"),
        pytest.param("定性高中低", "低", "0.00", id="grade-lowest"),
        pytest.param("定性优良中差", "良", "10.00", id="grade-second-of-four"),
        pytest.param("定性：有效提升", "部分达成", "6.00", id="statement-partial"),
        pytest.param("≥30%", "29/30", "10.00", id="share-exact"),
        pytest.param("≥100%", "29/30", "9.67", id="share-short: 10×29÷30 = 9.666…"),
    ],
)
def test_national_rule(target: str, actual: str, points: str) -> None:
    assert earned(target, actual) == points


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [
        pytest.param("≤30万元", "30万元", "10.00", id="met"),
        pytest.param("≤30万元", "36万元", "8.33", id="over-by-20%: 10×30÷36 = 8.333…"),
        pytest.param("≤30万元", "60万元", "5.00", id="double: 10×30÷60"),
        pytest.param("≤0起", "2起", "0.00", id="zero-is-never-divided-by"),
        pytest.param("3-5个", "10个", "5.00", id="range-above: 10×5÷10"),
        pytest.param("≥85%", "80%", "9.41", id="forward-as-ever"),
    ],
)
def test_ratio_policy_scores_ceilings_by_target_over_actual(
    target: str, actual: str, points: str
) -> None:
    assert earned(target, actual, policy=RATIO) == points


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [
        pytest.param("38.75万元", "36.2万元", "10.00", id="a bare cost is a ceiling"),
        pytest.param("38.75万元", "46.5万元", "8.00", id="over by 20 %: 10×(1−7.75÷38.75)"),
        pytest.param("=5万元", "6万元", "8.00", id="equal exceeded is overspent: 10×(1−1÷5)"),
        pytest.param("=5万元", "4万元", "8.00", id="equal not spent, as ≥: 10×4÷5"),
    ],
)
def test_cost(target: str, actual: str, points: str) -> None:
    assert earned(target, actual, cost=True) == points


@pytest.mark.parametrize(
    ("target", "actual", "share", "points"),
    [
        pytest.param("定性高中低", "中", "3/4", "2.81", id="grade: 3.75×75% = 2.8125"),
        pytest.param("定性高中低", "高", "9/10", "3.38", id="grade-top: 3.75×90% = 3.375"),
        pytest.param("定性：有效提升", "未达成", "1/2", "1.88", id="statement: 3.75×50% = 1.875"),
        pytest.param("2022年10月底前", "2022-11-05", "4/5", "3.00", id="late: 3.75×80%"),
    ],
)
def test_a_person_gives_the_share(target: str, actual: str, share: str, points: str) -> None:
    assert earned(target, actual, "3.75", share=share) == points


@pytest.mark.parametrize(
    ("weight", "actual", "points"),
    [
        pytest.param("1", "0.125", "0.13", id="0.125 rounds up"),
        pytest.param("1", "0.135", "0.14", id="0.135 rounds up, which floats get wrong"),
        pytest.param("2.5", "0.25", "0.63", id="0.625 rounds up"),
        pytest.param("1", "0.1249", "0.12", id="just below a half"),
    ],
)
def test_points_are_rounded_half_up(weight: str, actual: str, points: str) -> None:
    assert earned("≥1", actual, weight) == points


def test_formula_lets_a_reviewer_redo_the_sum() -> None:
    rule = parse_rule("≥1万人次")
    actual = parse_actual("9800人次", rule)
    assert points_of(LINEAR, Decimal("3.75"), rule, actual).formula == (
        "3.75 × 9800 ÷ 10000 = 3.68"
    )


amounts = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False)
weights = st.decimals(min_value=Decimal("0.01"), max_value=100, places=2, allow_nan=False)
thresholds = st.builds(
    Threshold, st.sampled_from(Comparator), st.builds(Quantity, amounts, st.just("个"))
)
policies = st.sampled_from([LINEAR, RATIO])


@given(policies, weights, thresholds, amounts)
def test_points_lie_between_nothing_and_the_weight(
    policy: Policy, weight: Decimal, rule: Threshold, amount: Decimal
) -> None:
    points = points_of(policy, weight, rule, Measured(Fraction(amount))).points
    assert 0 <= points <= weight


@given(policies, weights, thresholds, amounts, amounts)
def test_more_never_loses_points_upwards_nor_gains_them_downwards(
    policy: Policy, weight: Decimal, rule: Threshold, one: Decimal, other: Decimal
) -> None:
    less, more = (Measured(Fraction(each)) for each in sorted((one, other)))
    low = points_of(policy, weight, rule, less).points
    high = points_of(policy, weight, rule, more).points
    upwards = rule.comparator in {Comparator.EQUAL, Comparator.AT_LEAST, Comparator.ABOVE}
    if upwards and rule.quantity.amount:
        assert low <= high
    if not upwards:
        assert low >= high
