"""Target cells as they stand in published tables, each with the one rule it is."""

from decimal import Decimal

import pytest

from fulian_kpi.expression.scanner import ExpressionError
from fulian_kpi.expression.target import parse_rule
from fulian_kpi.quantity import Quantity
from fulian_kpi.rule import (
    Change,
    Comparator,
    Day,
    Deadline,
    Direction,
    Grade,
    Range,
    Statement,
    Threshold,
    for_cost,
    in_year,
)

EQUAL, AT_LEAST, AT_MOST = Comparator.EQUAL, Comparator.AT_LEAST, Comparator.AT_MOST
ABOVE, BELOW = Comparator.ABOVE, Comparator.BELOW


def quantity(amount: str, unit: str = "", scale: int = 0) -> Quantity:
    return Quantity(Decimal(amount), unit, scale)


def threshold(comparator: Comparator, amount: str, unit: str = "", scale: int = 0) -> Threshold:
    return Threshold(comparator, quantity(amount, unit, scale))


def bare(amount: str, unit: str = "", scale: int = 0) -> Threshold:
    return Threshold(AT_LEAST, quantity(amount, unit, scale), implied=True)


def by(year: int | None, month: int, day: int) -> Deadline:
    return Deadline(AT_MOST, Day(year, month, day))


def up(amount: str, unit: str, comparator: Comparator = AT_LEAST) -> Change:
    return Change(Direction.UP, comparator, quantity(amount, unit))


def down(amount: str, unit: str, comparator: Comparator = AT_LEAST) -> Change:
    return Change(Direction.DOWN, comparator, quantity(amount, unit))


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        pytest.param("=5个", EQUAL, id="equal"),
        pytest.param("＝5个", EQUAL, id="equal-full-width"),
        pytest.param("﹦5个", EQUAL, id="equal-small"),
        pytest.param("═5个", EQUAL, id="equal-box-drawing"),
        pytest.param("==5个", EQUAL, id="equal-twice"),
        pytest.param("等于5个", EQUAL, id="equal-words"),
        pytest.param("≥5个", AT_LEAST, id="at-least"),
        pytest.param("≧5个", AT_LEAST, id="at-least-double"),
        pytest.param("⩾5个", AT_LEAST, id="at-least-slanted"),
        pytest.param(">=5个", AT_LEAST, id="at-least-ascii"),
        pytest.param("＞=5个", AT_LEAST, id="at-least-half-full-width"),
        pytest.param("＞＝5个", AT_LEAST, id="at-least-full-width"),
        pytest.param("不少于5个", AT_LEAST, id="not-fewer"),
        pytest.param("不低于5个", AT_LEAST, id="not-below"),
        pytest.param("不小于5个", AT_LEAST, id="not-smaller"),
        pytest.param("不得少于5个", AT_LEAST, id="may-not-be-fewer"),
        pytest.param("不能低于5个", AT_LEAST, id="cannot-be-below"),
        pytest.param("应不低于5个", AT_LEAST, id="shall-not-be-below"),
        pytest.param("大于等于5个", AT_LEAST, id="above-equal"),
        pytest.param("大于或等于5个", AT_LEAST, id="above-or-equal"),
        pytest.param("等于或大于5个", AT_LEAST, id="equal-or-above"),
        pytest.param("达到或超过5个", AT_LEAST, id="reach-or-exceed"),
        pytest.param("至少5个", AT_LEAST, id="at-least-words"),
        pytest.param("至少完成5个", AT_LEAST, id="at-least-done"),
        pytest.param("≤5个", AT_MOST, id="at-most"),
        pytest.param("≦5个", AT_MOST, id="at-most-double"),
        pytest.param("<=5个", AT_MOST, id="at-most-ascii"),
        pytest.param("不超过5个", AT_MOST, id="not-exceeding"),
        pytest.param("不高于5个", AT_MOST, id="not-above"),
        pytest.param("不多于5个", AT_MOST, id="not-more"),
        pytest.param("不得突破5个", AT_MOST, id="may-not-break"),
        pytest.param("小于等于5个", AT_MOST, id="below-equal"),
        pytest.param("至多5个", AT_MOST, id="at-most-words"),
        pytest.param("最高不超过5个", AT_MOST, id="highest-not-exceeding"),
        pytest.param(">5个", ABOVE, id="above"),
        pytest.param("﹥5个", ABOVE, id="above-small"),
        pytest.param("超过5个", ABOVE, id="exceed"),
        pytest.param("高于5个", ABOVE, id="higher"),
        pytest.param("突破5个", ABOVE, id="break"),
        pytest.param("<5个", BELOW, id="below"),
        pytest.param("﹤5个", BELOW, id="below-small"),
        pytest.param("小于5个", BELOW, id="below-words"),
        pytest.param("不足5个", BELOW, id="short-of"),
    ],
)
def test_sign_says_how_an_actual_must_stand_to_the_target(
    text: str, comparator: Comparator
) -> None:
    assert parse_rule(text) == threshold(comparator, "5", "个")


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        pytest.param("95%以上", AT_LEAST, id="suffix"),
        pytest.param("95%及以上", AT_LEAST, id="suffix-and"),
        pytest.param("95%（含）以上", AT_LEAST, id="included-before"),
        pytest.param("95%以上(含95%)", AT_LEAST, id="included-behind"),
        pytest.param("95%含以上", AT_LEAST, id="included-without-brackets"),
        pytest.param("95%以上（含百分之九十五）", AT_LEAST, id="included-in-words"),
        pytest.param("≥95%以上", AT_LEAST, id="said-twice"),
        pytest.param("≥95%（含）", AT_LEAST, id="sign-included"),
        pytest.param("95%以下", AT_MOST, id="below-includes-bound"),
        pytest.param("95%以内", AT_MOST, id="within"),
        pytest.param("95%之内", AT_MOST, id="inside"),
        pytest.param("≤95%以内", AT_MOST, id="ceiling-said-twice"),
        pytest.param("95%以上（不含95%）", ABOVE, id="bound-excluded"),
        pytest.param("95%以下(不含本数)", BELOW, id="ceiling-excluded"),
        pytest.param("＞95%（不含）", ABOVE, id="strict-said-twice"),
        pytest.param("达95%", AT_LEAST, id="reach"),
        pytest.param("达到95%以上", AT_LEAST, id="reach-suffix"),
        pytest.param("达到95%以下", AT_MOST, id="suffix-wins-over-lead"),
        pytest.param("保持在95%", AT_LEAST, id="keep"),
        pytest.param("力争达到95%", AT_LEAST, id="strive"),
        pytest.param("控制在95%", AT_MOST, id="control"),
        pytest.param("控制在95%以内", AT_MOST, id="control-suffix"),
        pytest.param("控制在≤95%", AT_MOST, id="control-sign"),
        pytest.param("下降到95%", AT_MOST, id="fall-to"),
        pytest.param("降为95%", AT_MOST, id="fall-to-be"),
        pytest.param("压缩至95%", AT_MOST, id="cut-to"),
        pytest.param("提高至95%", AT_LEAST, id="rise-to"),
        pytest.param("最高95%", AT_MOST, id="highest"),
        pytest.param("为95%", EQUAL, id="is"),
        pytest.param("指标值为95%", EQUAL, id="value-is"),
        pytest.param("完成95%", AT_LEAST, id="complete"),
        pytest.param("≥95%，", AT_LEAST, id="comma-at-the-end"),
        pytest.param("≥95%、", AT_LEAST, id="pause-at-the-end"),
        pytest.param("≥95%全覆盖", AT_LEAST, id="covered"),
        pytest.param("95%以上达标", AT_LEAST, id="up-to-standard"),
        pytest.param("≥95%。", AT_LEAST, id="full-stop"),
    ],
)
def test_lead_and_suffix_make_a_bound(text: str, comparator: Comparator) -> None:
    assert parse_rule(text) == threshold(comparator, "95", "%")


@pytest.mark.parametrize(
    ("text", "amount", "unit", "scale"),
    [
        pytest.param("100%", "100", "%", 0, id="percent"),
        pytest.param("１００％", "100", "%", 0, id="percent-full-width"),
        pytest.param("100百分比", "100", "%", 0, id="percent-word"),
        pytest.param("百分之八十五", "85", "%", 0, id="percent-words"),
        pytest.param("百分之95", "95", "%", 0, id="percent-half-words"),
        pytest.param("百分之百", "100", "%", 0, id="hundred-percent"),
        pytest.param("千分之三", "3", "‰", 0, id="per-mille-words"),
        pytest.param("0.9‰", "0.9", "‰", 0, id="per-mille"),
        pytest.param("5个百分点", "5", "百分点", 0, id="percentage-points"),
        pytest.param("1,000.50元", "1000.50", "元", 0, id="thousands"),
        pytest.param("1，200人", "1200", "人", 0, id="thousands-full-width"),
        pytest.param("二十三个", "23", "个", 0, id="words"),
        pytest.param("一百零五人", "105", "人", 0, id="words-gap"),
        pytest.param("十万人次", "100000", "人次", 4, id="words-scale"),
        pytest.param("一万两千人", "12000", "人", 0, id="words-two-scales"),
        pytest.param("一万零五十人", "10050", "人", 0, id="words-two-scales-gap"),
        pytest.param("一亿两千万元", "120000000", "元", 4, id="words-hundred-millions"),
        pytest.param("两万亿元", "2000000000000", "元", 12, id="words-trillions"),
        pytest.param("一点五万元", "15000", "元", 4, id="words-decimals"),
        pytest.param("两个", "2", "个", 0, id="words-two"),
        pytest.param("1万人次", "10000", "人次", 4, id="ten-thousands"),
        pytest.param("202.6万元", "2026000", "元", 4, id="decimals"),
        pytest.param("1百万元", "1000000", "元", 4, id="millions"),
        pytest.param("1.4万亿斤", "1400000000000", "斤", 12, id="trillions"),
        pytest.param("1.3萬億斤", "1300000000000", "斤", 12, id="trillions-traditional"),
        pytest.param("5千克", "5", "千克", 0, id="kilogram-is-a-unit"),
        pytest.param("5千人", "5000", "人", 0, id="thousand-people"),
        pytest.param("5百人", "500", "人", 0, id="hundred-people"),
        pytest.param("250万", "2500000", "", 4, id="scale-without-unit"),
        pytest.param("28.40/株", "28.40", "/株", 0, id="per-only"),
        pytest.param("620万/月", "6200000", "/月", 4, id="scale-per"),
        pytest.param("780元/生/年", "780", "元/生/年", 0, id="per-per"),
        pytest.param("8000元/人·月", "8000", "元/人·月", 0, id="per-dot"),
        pytest.param("400元/人、天", "400", "元/人、天", 0, id="per-comma"),
        pytest.param("5 次 / 年", "5", "次/年", 0, id="per-blanks"),
        pytest.param("10万件(册)", "100000", "件(册)", 4, id="alternative-unit"),
        pytest.param("5台（套）设备", "5", "台(套)", 0, id="alternative-unit-and-noun"),
        pytest.param("1200（人）", "1200", "人", 0, id="unit-in-brackets"),
        pytest.param("98.5（%）", "98.5", "%", 0, id="percent-in-brackets"),
        pytest.param("5仟元", "5000", "元", 0, id="thousand-of-a-bank"),
        pytest.param("370家次", "370", "家次", 0, id="counter-times"),
        pytest.param("18/10万", "18", "/10万", 0, id="per-hundred-thousand"),
        pytest.param("3000㎡", "3000", "平方米", 0, id="square-metres"),
        pytest.param("80M", "80", "M", 0, id="latin"),
        pytest.param("35μg/m³", "35", "μg/m³", 0, id="latin-per"),
        pytest.param("55dB(A)", "55", "dB(A)", 0, id="latin-brackets"),
        pytest.param("50㎞", "50", "km", 0, id="latin-in-one"),
        pytest.param("100万元人民币", "1000000", "元", 4, id="money-said-twice"),
        pytest.param("100万人民币", "1000000", "元", 4, id="money-not-people"),
        pytest.param("5个社区", "5", "个", 0, id="noun-dropped"),
        pytest.param("5个乡镇（街道）", "5", "个", 0, id="noun-with-brackets"),
        pytest.param("2个一等奖", "2", "个", 0, id="noun-with-a-class"),
        pytest.param("16个“文化驿站”。", "16", "个", 0, id="noun-in-quotes"),
        pytest.param("三个月", "3", "个月", 0, id="months"),
        pytest.param("60周岁", "60", "周岁", 0, id="years-of-age-not-weeks"),
        pytest.param("3吨公里", "3", "吨公里", 0, id="tonne-kilometres-not-tonnes"),
        pytest.param("5万千瓦小时", "50000", "千瓦小时", 4, id="energy-not-power"),
        pytest.param("10千伏", "10", "千伏", 0, id="thousand-in-a-unit"),
        pytest.param("占比30%", "30", "%", 0, id="share"),
        pytest.param("100⼈", "100", "人", 0, id="kangxi-radical"),
    ],
)
def test_quantity_is_exact_and_in_single_units(
    text: str, amount: str, unit: str, scale: int
) -> None:
    assert parse_rule(text) == bare(amount, unit, scale)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        pytest.param("满意率98%以上", threshold(AT_LEAST, "98", "%"), id="suffix"),
        pytest.param("优秀比例不超过20%", threshold(AT_MOST, "20", "%"), id="sign"),
        pytest.param("完成率≥95%", threshold(AT_LEAST, "95", "%"), id="completion-rate"),
        pytest.param("达标率达到95%", threshold(AT_LEAST, "95", "%"), id="up-to-standard-rate"),
        pytest.param("培训合格率95%", bare("95", "%"), id="bare-rate"),
        pytest.param("不合格率≤2%", threshold(AT_MOST, "2", "%"), id="fault-rate"),
        pytest.param("不满意率≤5%", threshold(AT_MOST, "5", "%"), id="not-a-sign"),
        pytest.param("家庭医生签约率≥75%", threshold(AT_LEAST, "75", "%"), id="sign-a-contract"),
        pytest.param("合同履约率100%", bare("100", "%"), id="keep-a-contract"),
        pytest.param("超标率≤5%", threshold(AT_MOST, "5", "%"), id="above-the-standard"),
        pytest.param("各类培训≥5次", threshold(AT_LEAST, "5", "次"), id="all-kinds"),
        pytest.param("平均住院日≤8天", threshold(AT_MOST, "8", "天"), id="mean-time"),
        pytest.param("二次供水改造≥3处", threshold(AT_LEAST, "3", "处"), id="secondary"),
        pytest.param("验收一次合格率达98%", threshold(AT_LEAST, "98", "%"), id="at-once"),
        pytest.param("无害化处理率=100%", threshold(EQUAL, "100", "%"), id="part-of-a-word"),
        pytest.param("满意度：≥90%", threshold(AT_LEAST, "90", "%"), id="colon"),
        pytest.param("PM2.5≤35微克/立方米", threshold(AT_MOST, "35", "微克/立方米"), id="pm25"),
        pytest.param("年产量≥100吨", threshold(AT_LEAST, "100", "吨"), id="yearly-output"),
        pytest.param("成本控制数≤30万元", threshold(AT_MOST, "300000", "元", 4), id="cost"),
        pytest.param("培训学员200人", bare("200", "人"), id="verb"),
        pytest.param("新增2个", bare("2", "个"), id="verb-only"),
        pytest.param("建设四好农村路55公里。", bare("55", "公里"), id="numeral-in-the-name"),
        pytest.param("提升改造道路5公里", bare("5", "公里"), id="no-change"),
        pytest.param("完成新建农村公厕50座", threshold(AT_LEAST, "50", "座"), id="complete"),
        pytest.param("全年不少于4次", threshold(AT_LEAST, "4", "次"), id="in-the-year"),
        pytest.param("全年培训500人次", bare("500", "人次"), id="in-the-year-verb"),
        pytest.param("共计100人", bare("100", "人"), id="in-total"),
        pytest.param("2小时内到达现场", threshold(AT_MOST, "2", "小时"), id="within-hours"),
    ],
)
def test_words_around_a_bound_that_change_nothing_are_left_out(text: str, rule: Threshold) -> None:
    assert parse_rule(text) == rule


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        pytest.param("0起", Threshold(EQUAL, quantity("0", "起"), implied=True), id="bare"),
        pytest.param("零次", Threshold(EQUAL, quantity("0", "次"), implied=True), id="words"),
        pytest.param(
            "安全事故0起", Threshold(EQUAL, quantity("0", "起"), implied=True), id="named"
        ),
        pytest.param("事故发生率为0", threshold(EQUAL, "0"), id="is"),
        pytest.param("达到0", threshold(EQUAL, "0"), id="reach"),
        pytest.param("控制在0", threshold(AT_MOST, "0"), id="control"),
        pytest.param("=0件", threshold(EQUAL, "0", "件"), id="sign"),
        pytest.param("≥0", threshold(AT_LEAST, "0"), id="as-written"),
    ],
)
def test_bare_zero_means_that_there_must_be_none(text: str, rule: Threshold) -> None:
    assert parse_rule(text) == rule


def test_bare_quantity_is_a_ceiling_for_costs() -> None:
    assert for_cost(parse_rule("63万元")) == Threshold(
        AT_MOST, quantity("630000", "元", 4), implied=True
    )


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        pytest.param("3-5个", quantity("3", "个"), quantity("5", "个"), id="hyphen"),
        pytest.param("3—5个", quantity("3", "个"), quantity("5", "个"), id="dash"),
        pytest.param("3～5个", quantity("3", "个"), quantity("5", "个"), id="tilde"),
        pytest.param("3个至5个", quantity("3", "个"), quantity("5", "个"), id="both-units"),
        pytest.param("1到2家", quantity("1", "家"), quantity("2", "家"), id="words"),
        pytest.param("三至五次", quantity("3", "次"), quantity("5", "次"), id="numerals"),
        pytest.param("1-3次/年", quantity("1", "次/年"), quantity("3", "次/年"), id="per"),
        pytest.param("4.5%-5%", quantity("4.5", "%"), quantity("5", "%"), id="percent"),
        pytest.param("90-100%", quantity("90", "%"), quantity("100", "%"), id="percent-once"),
        pytest.param("5%（含）-10%", quantity("5", "%"), quantity("10", "%"), id="included"),
        pytest.param("在3%-5%之间", quantity("3", "%"), quantity("5", "%"), id="between"),
        pytest.param("介于3%和5%之间", quantity("3", "%"), quantity("5", "%"), id="between-and"),
        pytest.param("≥3%且≤5%", quantity("3", "%"), quantity("5", "%"), id="signs"),
        pytest.param("≤5%，≥3%", quantity("3", "%"), quantity("5", "%"), id="signs-reversed"),
        pytest.param(
            "1-2万人", quantity("10000", "人", 4), quantity("20000", "人", 4), id="scale-once"
        ),
        pytest.param(
            "≥1且≤2万元", quantity("10000", "元", 4), quantity("20000", "元", 4), id="scale-signs"
        ),
        pytest.param(
            "5000-1万人", quantity("5000", "人"), quantity("10000", "人", 4), id="scale-at-end"
        ),
        pytest.param("2000-2050人", quantity("2000", "人"), quantity("2050", "人"), id="no-years"),
    ],
)
def test_range_holds_its_ends(text: str, low: Quantity, high: Quantity) -> None:
    assert parse_rule(text) == Range(low, high)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        pytest.param("2022年12月31日前", by(2022, 12, 31), id="day"),
        pytest.param("2022年12月31日", by(2022, 12, 31), id="day-alone"),
        pytest.param("2022 年 12 月 31 日前", by(2022, 12, 31), id="blanks"),
        pytest.param("２０２２年１２月３１日", by(2022, 12, 31), id="full-width"),
        pytest.param("2022-12-31", by(2022, 12, 31), id="iso"),
        pytest.param("≤20221231", by(2022, 12, 31), id="eight-digits"),
        pytest.param("20221231", by(2022, 12, 31), id="eight-digits-alone"),
        pytest.param("20221231前", by(2022, 12, 31), id="eight-digits-before"),
        pytest.param("2022.12.31前", by(2022, 12, 31), id="dots"),
        pytest.param("2022/6/30", by(2022, 6, 30), id="slashes"),
        pytest.param("2022-06-30 00:00:00", by(2022, 6, 30), id="spreadsheet"),
        pytest.param("12月31号前", by(None, 12, 31), id="no-year"),
        pytest.param("十二月三十一日前", by(None, 12, 31), id="numerals"),
        pytest.param("2022年10月底前", by(2022, 10, 31), id="month-end"),
        pytest.param("12 月底前", by(None, 12, 31), id="month-end-blank"),
        pytest.param("2023年12月", by(2023, 12, 31), id="month"),
        pytest.param("2022年2月底前", by(2022, 2, 28), id="february"),
        pytest.param("2024年2月底前", by(2024, 2, 29), id="leap-year"),
        pytest.param("2月底前", by(None, 2, 29), id="february-no-year"),
        pytest.param("9月前", by(None, 8, 31), id="before-a-month"),
        pytest.param("2023年前", by(2022, 12, 31), id="before-a-year"),
        pytest.param("第二季度", by(None, 6, 30), id="quarter"),
        pytest.param("2022年四季度前", by(2022, 9, 30), id="before-a-quarter"),
        pytest.param("上半年完成", by(None, 6, 30), id="half"),
        pytest.param("2025年年底前", by(2025, 12, 31), id="year-end"),
        pytest.param("年底前", by(None, 12, 31), id="year-end-no-year"),
        pytest.param("当年底前", by(None, 12, 31), id="this-year"),
        pytest.param("当年12月底前", by(None, 12, 31), id="this-years-december"),
        pytest.param("年内完成", by(None, 12, 31), id="within-the-year"),
        pytest.param("全年", by(None, 12, 31), id="all-year"),
        pytest.param("2021年全年", by(2021, 12, 31), id="all-of-a-year"),
        pytest.param("2020年1月--2020年11月", by(2020, 11, 30), id="period"),
        pytest.param("2020年1月-11月", by(2020, 11, 30), id="period-year-once"),
        pytest.param("2022年1月-2月", by(2022, 2, 28), id="period-to-february"),
        pytest.param("2022年1月1日-12月31日前", by(2022, 12, 31), id="before-the-end-of-a-period"),
        pytest.param("2022年1月-10月前", by(2022, 9, 30), id="before-the-last-month-of-a-period"),
        pytest.param("2022年1-6月", by(2022, 6, 30), id="months-of-a-year"),
        pytest.param("1—12月", by(None, 12, 31), id="all-months"),
        pytest.param("1-4季度", by(None, 12, 31), id="all-quarters"),
        pytest.param("2023.07-2024.01", by(2024, 1, 31), id="period-dots"),
        pytest.param("2021-2023年", by(2023, 12, 31), id="years"),
        pytest.param("截至2022年12月31日止", by(2022, 12, 31), id="until"),
        pytest.param("确保12月底前完成", by(None, 12, 31), id="make-sure"),
        pytest.param("12月31日前（含）", by(None, 12, 31), id="included"),
        pytest.param("10月（含）前", by(None, 10, 31), id="month-included"),
        pytest.param("10月前（含当月）", by(None, 10, 31), id="that-month-included"),
        pytest.param("2022年6月30日前完成验收", by(2022, 6, 30), id="object"),
        pytest.param("6月底前全部拨付到位", by(None, 6, 30), id="paid"),
        pytest.param("≤12月", by(None, 12, 31), id="sign-month"),
        pytest.param("不晚于12月31日", by(None, 12, 31), id="not-later"),
        pytest.param("=2022年12月", by(2022, 12, 31), id="within-the-month"),
        pytest.param("<2022年7月", Deadline(BELOW, Day(2022, 7, 1)), id="before-it-begins"),
        pytest.param("早于6月底", Deadline(BELOW, Day(None, 6, 30)), id="before-its-end"),
        pytest.param("≥7月1日", Deadline(AT_LEAST, Day(None, 7, 1)), id="not-before"),
        pytest.param("不早于12月", Deadline(AT_LEAST, Day(None, 12, 1)), id="not-before-a-month"),
        pytest.param("晚于11月", Deadline(ABOVE, Day(None, 11, 30)), id="after-a-month"),
        pytest.param("=12月31日", Deadline(EQUAL, Day(None, 12, 31)), id="on-the-day"),
    ],
)
def test_deadline_is_its_last_day(text: str, rule: Deadline) -> None:
    assert parse_rule(text) == rule


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        pytest.param("=12月", EQUAL, id="equal"),
        pytest.param("≥12月", AT_LEAST, id="at-least"),
        pytest.param("至少12月", AT_LEAST, id="words"),
    ],
)
def test_counting_sign_makes_months_of_a_month(text: str, comparator: Comparator) -> None:
    assert parse_rule(text) == threshold(comparator, "12", "月")


@pytest.mark.parametrize("text", ["≥20221231元", "20221231个", "≥20221340"])
def test_eight_digits_that_are_no_date_or_have_a_unit_are_a_quantity(text: str) -> None:
    assert isinstance(parse_rule(text), Threshold)


def test_deadline_without_a_year_takes_that_of_its_table() -> None:
    assert in_year(parse_rule("10月底前"), 2022) == by(2022, 10, 31)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        pytest.param("增长8%", up("8", "%"), id="growth"),
        pytest.param("增長8%", up("8", "%"), id="traditional"),
        pytest.param("增长8%以上", up("8", "%"), id="suffix"),
        pytest.param("增长≥8%", up("8", "%"), id="sign"),
        pytest.param("增长率≥8%", up("8", "%"), id="rate"),
        pytest.param("增长超过8%", up("8", "%", ABOVE), id="strict"),
        pytest.param("增长不超过8%", up("8", "%", AT_MOST), id="ceiling"),
        pytest.param("增幅控制在8%", up("8", "%", AT_MOST), id="control"),
        pytest.param("增幅控制在8%以内", up("8", "%", AT_MOST), id="control-suffix"),
        pytest.param("较上年提高5个百分点", up("5", "百分点"), id="points"),
        pytest.param("较上年同期增长8%", up("8", "%"), id="basis-last-year"),
        pytest.param("比2021年增长8%", up("8", "%"), id="basis-named-year"),
        pytest.param("与上年相比增长8%", up("8", "%"), id="basis-compared"),
        pytest.param("年均增长8%", up("8", "%"), id="yearly"),
        pytest.param("年增长率≥8%", up("8", "%"), id="in-the-year"),
        pytest.param("旅游收入增长8%", up("8", "%"), id="named"),
        pytest.param("人均可支配收入增长8%", up("8", "%"), id="named-per-head"),
        pytest.param("增加收入1000元/人", up("1000", "元/人"), id="object"),
        pytest.param("减少30%以上", down("30", "%"), id="fall"),
        pytest.param("下降7%", down("7", "%"), id="fall-verb"),
        pytest.param("压缩会议经费5%", down("5", "%"), id="cut"),
        pytest.param("单位GDP能耗降低2.5%", down("2.5", "%"), id="named-latin"),
        pytest.param("降幅≤3%", down("3", "%", AT_MOST), id="fall-ceiling"),
        pytest.param("缩短5个工作日", down("5", "个工作日"), id="shorten"),
    ],
)
def test_change_has_a_direction_and_a_bound(text: str, rule: Change) -> None:
    assert parse_rule(text) == rule


@pytest.mark.parametrize(
    ("text", "scale", "expected"),
    [
        pytest.param("定性高中低", ("高", "中", "低"), None, id="three"),
        pytest.param("定性：高中低", ("高", "中", "低"), None, id="colon"),
        pytest.param("定性 高中低。", ("高", "中", "低"), None, id="blank-and-stop"),
        pytest.param("定性（高中低）", ("高", "中", "低"), None, id="brackets"),
        pytest.param("定性：高、中、低", ("高", "中", "低"), None, id="enumerated"),
        pytest.param("定性优良中差", ("优", "良", "中", "差"), None, id="four"),
        pytest.param("定性優良中差", ("优", "良", "中", "差"), None, id="traditional"),
        pytest.param("定性优良中低差", ("优", "良", "中", "低", "差"), None, id="five"),
        pytest.param("定性好坏", ("好", "坏"), None, id="two"),
        pytest.param("定性好一般差", ("好", "一般", "差"), None, id="words"),
        pytest.param("定性﹕好﹑一般﹑差", ("好", "一般", "差"), None, id="small-forms"),
        pytest.param("定性“高中低”", ("高", "中", "低"), None, id="quotes"),
        pytest.param("定性［好-坏］", ("好", "坏"), None, id="square-brackets"),
        pytest.param("定性.《是否》", ("是", "否"), None, id="other-punctuation"),
        pytest.param("定性是/否", ("是", "否"), None, id="yes-no"),
        pytest.param("定性有无", ("有", "无"), None, id="have"),
        pytest.param("定性强中弱", ("强", "中", "弱"), None, id="strong"),
        pytest.param("定性显著/不显著", ("显著", "不显著"), None, id="nested"),
        pytest.param("定性优良中差（良）", ("优", "良", "中", "差"), "良", id="expected"),
        pytest.param(
            "定性优良中差(良及以上)", ("优", "良", "中", "差"), "良", id="expected-suffix"
        ),
    ],
)
def test_grade_has_its_scale_best_first(
    text: str, scale: tuple[str, ...], expected: str | None
) -> None:
    assert parse_rule(text) == Grade(scale, expected)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("定性：有效提升", "有效提升", id="colon"),
        pytest.param("定性有效提升", "有效提升", id="glued"),
        pytest.param("定性指标：有效提升", "有效提升", id="long-word"),
        pytest.param("定性：Ａ级、持續改善", "Ａ级、持續改善", id="kept-as-written"),
        pytest.param("定性优良", "优良", id="no-scale"),
    ],
)
def test_statement_keeps_its_words(text: str, words: str) -> None:
    assert parse_rule(text) == Statement(words)


@pytest.mark.parametrize(
    "text", ["定性≤高中低", "定性=高中低", "定性好≠坏", "定性：强/中/弱%", "定性优(良)中差"]
)
def test_signs_among_grades_make_no_scale(text: str) -> None:
    assert parse_rule(text) == Statement(text.removeprefix("定性").removeprefix("："))


@pytest.mark.parametrize("text", ["5千卡车", "≥5千卡片", "5千焦炭", "超期5天", "前期5次"])
def test_a_word_is_not_cut_into_a_unit_or_a_name(text: str) -> None:
    with pytest.raises(ExpressionError):
        parse_rule(text)
