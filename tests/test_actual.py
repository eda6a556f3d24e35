"""Year-end actuals as people write them, each read against the target that it answers."""

from fractions import Fraction

import pytest

from fulian_kpi.expression.actual import parse_actual
from fulian_kpi.expression.scanner import ExpressionError
from fulian_kpi.expression.target import parse_rule
from fulian_kpi.judgement import Finished, Graded, Measured, NotApplicable, Stated
from fulian_kpi.rule import Band, Day


@pytest.mark.parametrize(
    ("target", "text", "amount"),
    [
        pytest.param("=23个", "23个", "23", id="count"),
        pytest.param("=23个", "23", "23", id="count-bare"),
        pytest.param("=23个", "２３ 个", "23", id="full-width"),
        pytest.param("=23个", "二十三个", "23", id="words"),
        pytest.param("≥5个", "7个社区", "7", id="noun"),
        pytest.param("≥5场", "实际完成7场", "7", id="done"),
        pytest.param("≥5场", "共7场。", "7", id="in-all"),
        pytest.param("≥85%", "26.4%", "26.4", id="percent"),
        pytest.param("≥85%", "26.4", "26.4", id="percent-bare"),
        pytest.param("≥85%", "百分之九十", "90", id="percent-words"),
        pytest.param("≥85%", "29/30", "290/3", id="share"),
        pytest.param("≥85%", "1,450／1,500", "290/3", id="share-thousands"),
        pytest.param("≤5‰", "1/1000", "1", id="share-per-mille"),
        pytest.param("≥85%", "0", "0", id="percent-zero"),
        pytest.param("≤1%", "0.98", "0.98", id="percent-of-a-small-target"),
        pytest.param("≥1万人次", "1.2万人次", "12000", id="scale"),
        pytest.param("≥1万人次", "9800人次", "9800", id="single-units"),
        pytest.param("≥1万人次", "1.2万", "12000", id="scale-without-unit"),
        pytest.param("≥10000人次", "1.2万人次", "12000", id="scale-in-the-actual-only"),
        pytest.param("≥1万人次", "0", "0", id="scale-zero"),
        pytest.param("≤30万元", "298,500元", "298500", id="money"),
        pytest.param("≤1亿元", "9800万元", "98000000", id="money-other-scale"),
        pytest.param("≥4次/年", "5次/年", "5", id="per-year"),
        pytest.param("≤18/10万", "16.5/10万", "16.5", id="per-hundred-thousand"),
        pytest.param("=12月", "12月", "12", id="months"),
        pytest.param("3-5个", "4个", "4", id="range"),
        pytest.param("4.5%-5%", "4.8", "4.8", id="range-bare"),
        pytest.param("增长8%", "8%", "8", id="change"),
        pytest.param("增长8%", "增长8%", "8", id="change-verb"),
        pytest.param("增长8%", "同比增长8.5%", "8.5", id="change-basis"),
        pytest.param("增长8%", "增长率8.5%", "8.5", id="change-rate"),
        pytest.param("增长8%", "下降3%", "-3", id="change-the-other-way"),
        pytest.param("增长8%", "-3%", "-3", id="change-minus"),
        pytest.param("增长8%", "持平", "0", id="change-none"),
        pytest.param("下降3%", "下降3%", "3", id="fall"),
        pytest.param("下降3%", "3%", "3", id="fall-bare"),
        pytest.param("下降3%", "增长2%", "-2", id="fall-the-other-way"),
    ],
)
def test_measure_is_exact_and_in_single_units(target: str, text: str, amount: str) -> None:
    assert parse_actual(text, parse_rule(target)) == Measured(Fraction(amount))


@pytest.mark.parametrize(
    ("text", "on"),
    [
        pytest.param("2022-11-30", Day(2022, 11, 30), id="iso"),
        pytest.param("2022年11月30日", Day(2022, 11, 30), id="chinese"),
        pytest.param("2022.11.30", Day(2022, 11, 30), id="dots"),
        pytest.param("11月30日完成", Day(None, 11, 30), id="no-year"),
        pytest.param("2022年9月", Day(2022, 9, 30), id="month-before-the-deadline"),
        pytest.param("2022年9月底", Day(2022, 9, 30), id="end-of-the-month"),
        pytest.param("2023年2月", Day(2023, 2, 28), id="month-after-the-deadline"),
        pytest.param("未完成", None, id="not-done"),
        pytest.param("尚未完成", None, id="not-yet-done"),
    ],
)
def test_date_is_when_the_work_was_done(text: str, on: Day | None) -> None:
    assert parse_actual(text, parse_rule("2022年12月15日前")) == Finished(on)


@pytest.mark.parametrize(
    ("target", "text", "grade"),
    [
        pytest.param("定性高中低", "高", "高", id="letter"),
        pytest.param("定性高中低", " 中。", "中", id="full-stop"),
        pytest.param("定性优良中差", "優", "优", id="traditional"),
        pytest.param("定性好一般差", "一般", "一般", id="word"),
    ],
)
def test_grade_is_one_of_the_scale(target: str, text: str, grade: str) -> None:
    assert parse_actual(text, parse_rule(target)) == Graded(grade)


@pytest.mark.parametrize(
    ("text", "band"),
    [
        pytest.param("达成", Band.FULL, id="full"),
        pytest.param("已完成", Band.FULL, id="done"),
        pytest.param("有效提升", Band.FULL, id="the-goal-itself"),
        pytest.param("达成年度指标", Band.FULL, id="full-on-the-national-form"),
        pytest.param("部分达成年度指标并具有一定效果", Band.PARTIAL, id="partial-on-that-form"),
        pytest.param("未达成预期指标且效果较差", Band.NONE, id="none-on-that-form"),
        pytest.param("达到预期目标", Band.FULL, id="goal-reached"),
        pytest.param("部分达成", Band.PARTIAL, id="partial"),
        pytest.param("部分完成", Band.PARTIAL, id="partly-done"),
        pytest.param("未达成", Band.NONE, id="none"),
        pytest.param("未完成。", Band.NONE, id="not-done"),
    ],
)
def test_statement_is_answered_with_how_far_it_was_reached(text: str, band: Band) -> None:
    assert parse_actual(text, parse_rule("定性：有效提升")) == Stated(band)


@pytest.mark.parametrize(
    "text",
    ["达成年度指标且效果较差", "未达成年度指标并具有一定效果", "部分达成年度指标且效果较差"],
)
def test_a_grade_of_the_form_with_the_tail_of_another_is_none(text: str) -> None:
    with pytest.raises(ExpressionError):
        parse_actual(text, parse_rule("定性：有效提升"))


@pytest.mark.parametrize(
    "target", ["≥5场", "3-5个", "增长8%", "10月底前", "定性高中低", "定性：好"]
)
def test_any_target_may_not_apply(target: str) -> None:
    assert parse_actual(" 不适用 ", parse_rule(target)) == NotApplicable()
