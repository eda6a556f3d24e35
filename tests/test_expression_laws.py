"""Laws of the expression language; each test quotes the sentence of the contract it checks."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Final

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from fulian_kpi.expression.actual import parse_actual
from fulian_kpi.expression.scanner import ExpressionError
from fulian_kpi.expression.target import parse_rule
from fulian_kpi.judgement import Measured, Verdict, completion, gap, judge
from fulian_kpi.quantity import Quantity
from fulian_kpi.rule import (
    SCALES,
    Change,
    Comparator,
    Day,
    Deadline,
    Direction,
    Grade,
    Range,
    Rule,
    Statement,
    Threshold,
    last_day,
)

pytestmark = pytest.mark.filterwarnings("error")

laws = settings(max_examples=200, deadline=None)

UNITS: Final = (
    "个 场 人次 家次 % ‰ 百分点 元 元/人·月 元/人/年 次/年 人/期 件(册) 平方米 千克 公里 个工作日 "
    "小时 年 倍 分 起 盏 乡镇 km m² μg/m³ dB(A) TB /10万 /株 次/两年"
).split()

WORDS: Final = (
    "= ＝ ≥ ≧ >= ＞＝ ≤ <= > ﹥ < ﹤ 不少于 不低于 不得少于 不超过 不高于 大于 小于 等于 至少 至多 "
    "不足 达到 达 为 完成 控制在 保持在 最高 应 力争 以上 及以上 以下 以内 之内 内 左右 约 近 余 "
    "多 几 (含) （不含） （含95%） (不含税) 全覆盖 到位 办结 响应 "
    "0 1 3 5 12 23 85 100 1,000 1_000 012 4.5 .5 1. 2022 ２３ 一 两 三 五 十 二十三 百 千 零 半 "
    "百分之 千分之 万 亿 万亿 点 % ％ ‰ 个 场 次 人 人次 元 万元 米 千米 千克 倍 级 年 月 日 天 "
    "季度 小时 分钟 个工作日 个月 百分点 百分比 平方米 ㎡ m² km A O W l /年 /人 ·月 (次) （册） "
    "年底 底 前 之前 初 中旬 上半年 全年 当年 年内 第 第一 每 每年 每月 人均 较上年 比2021年 同比 "
    "增长 提高 增加 下降 降低 减少 到 至 率 了 值 改造 培训 新增 开展 建设 社区 农村公路 活动 学员 "
    "合格率 满意度 排名 事故 投诉 定性 定性： 高 中 低 优 良 差 好 坏 是 否 有 无 优秀 合格 不合格 "
    "有效提升 - -- — ~ ～ 至 到 且 ， 、 ； 。 . ： / ( ) （ ） “ ” * ★ 2022-12-31 2022.6 12月 "
    "31日 1-12月 10月底前 12月31日前"
).split()

# Traditional letters of the vocabulary, typed here and not taken from the program.
TRADITIONAL: Final = str.maketrans(
    dict(
        zip(
            "万亿个场户项条种双亩张达过减长内间较约余应为满优强无笔册级时课点节几两坏终办发历单对届当总开实"
            "组设训计压缩扩稳标数务",
            "萬億個場戶項條種雙畝張達過減長內間較約餘應為滿優強無筆冊級時課點節幾兩壞終辦發歷單對屆當總開實"
            "組設訓計壓縮擴穩標數務",
            strict=True,
        )
    )
)
FULL_WIDTH: Final = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})


@st.composite
def quantities(draw: st.DrawFn, unit: str | None = None) -> Quantity:
    """Draw a quantity whose canonical spelling cannot be a year or a date."""
    drawn = draw(st.sampled_from(UNITS)) if unit is None else unit
    number = draw(st.decimals(0, 1800, allow_nan=False, places=draw(st.integers(0, 3))))
    scale = draw(st.sampled_from([0, 0, 4, 8]))
    return Quantity(number.scaleb(scale), drawn, scale)


@st.composite
def thresholds(draw: st.DrawFn) -> Threshold:
    quantity = draw(quantities())
    if draw(st.booleans()):
        usual = Comparator.AT_LEAST if quantity.amount else Comparator.EQUAL
        return Threshold(usual, quantity, implied=True)
    return Threshold(draw(st.sampled_from(Comparator)), quantity)


@st.composite
def ranges(draw: st.DrawFn) -> Range:
    unit = draw(st.sampled_from(UNITS))
    low, high = sorted(
        [draw(quantities(unit)), draw(quantities(unit))], key=lambda each: each.amount
    )
    return Range(low, high)


@st.composite
def deadlines(draw: st.DrawFn) -> Deadline:
    year = draw(st.none() | st.integers(1900, 2099))
    month = draw(st.integers(1, 12))
    day = draw(st.integers(1, last_day(year or 2000, month)))
    return Deadline(draw(st.sampled_from(Comparator)), Day(year, month, day))


changes = st.builds(Change, st.sampled_from(Direction), st.sampled_from(Comparator), quantities())
grades = st.sampled_from(sorted(SCALES)).flatmap(
    lambda scale: st.builds(Grade, st.just(scale), st.none() | st.sampled_from(scale))
)
# Punctuation alone is a placeholder, and refused.
statements = (
    st.text("有效提升持续改善明显社会稳定 ，、", min_size=1)
    .map(str.strip)
    .filter(lambda text: any(map(str.isalnum, text)))
)
rules: st.SearchStrategy[Rule] = (
    thresholds() | ranges() | changes | deadlines() | grades | st.builds(Statement, statements)
)


def slots(*slots_: str) -> st.SearchStrategy[str]:
    """Draw one word of each slot; ``·`` stands for none."""
    words = (["" if word == "·" else word for word in slot.split()] for slot in slots_)
    return st.tuples(*map(st.sampled_from, words)).map("".join)


SIGN: Final = "· · = ≥ ≤ > ＜ 不少于 不超过 至少 低于"
NUMBER: Final = "0 1 3 5 12 20 90 100 1,000 4.5 0.5 2022 2,022 12.0 二十三 十二 一 百分之八十五"
SCALE: Final = "· · · 万 亿 百万 余"
UNIT: Final = (
    "· % ‰ 个 场 人次 元 万元 千克 次/年 元/人·月 件(册) 人(次) 个月 月 年 级 天 m² /10万 个社区 "
    "百分点"
)
NAME: Final = "· · 全年 合格率 培训学员 新增 共 为 达到 控制在"
CLOSING: Final = "· · 以上 (含)以上 以内 内 (不含) 左右 全覆盖 。"
DATE: Final = "12月 2月29日 10.31 12-31 6 上半年 第四季度 年 十二月"
likely = (
    slots(NAME, SIGN, NUMBER, SCALE, UNIT, CLOSING)
    | slots("· 在 介于", NUMBER, SCALE, UNIT, "- ~ 至 和 — 到", NUMBER, SCALE, UNIT, "· 之间")
    | slots("≥ 不低于 ≤", NUMBER, UNIT, "且 ， 、 ·", "≤ ≥ 不超过 <", NUMBER, UNIT)
    | slots(
        "· 同比 较上年 收入", "增长 下降 提高", "· 率 了 控制在 至", SIGN, NUMBER, UNIT, CLOSING
    )
    | slots(SIGN, "· 2022年 当年 2022. 每年 2022-", DATE, "· 底 前 底前 内 -2023年6月 至12月")
    | slots(
        "定性 定性： 定性指标：", "高中低 优良中差 是否 优秀 ≥90% 12月底前", "· （优） 。 （高）"
    )
)
cells = likely | st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map("".join)
texts = cells | st.lists(st.sampled_from([*WORDS, " ", "\n"]), max_size=8).map("".join) | st.text()


def error_of(parse: Callable[[], object]) -> ExpressionError | None:
    """Return the error that `parse` raises, or None."""
    try:
        parse()
    except ExpressionError as error:
        return error
    return None


def read(text: str) -> Rule | None:
    """Return the rule that `text` is, or None."""
    try:
        return parse_rule(text)
    except ExpressionError:
        return None


@laws
@given(rule=rules)
def test_canonical_spelling_of_a_rule_is_that_rule(rule: Rule) -> None:
    """`str(rule)` is the canonical spelling; parsing the canonical spelling gives the same rule."""
    assert parse_rule(str(rule)) == rule


@settings(laws, max_examples=600)
@given(text=texts)
@example("12.0月")
@example("2,022年")
@example("十二月")
@example("2,000-2,010")
@example("≥1且≤2万元")
@example("定性定性高")
@example("定性\x1f")
def test_canonical_spelling_of_any_cell_is_the_same_rule(text: str) -> None:
    """Parsing the canonical spelling gives the same rule."""
    rule = read(text)
    assert rule is None or parse_rule(str(rule)) == rule


@settings(laws, max_examples=600)
@given(text=texts)
@example("定性" * 400)
@example("一亿" * 400)
@example("5" + "/个" * 400)
@example("1" * 999)
@example("1" * 2000)
def test_any_text_parses_or_is_an_error_with_its_place(text: str) -> None:
    """An error spans exactly the part that is wrong."""
    error = error_of(lambda: parse_rule(text))
    assert error is None or 0 <= error.start <= error.end <= len(text)
    assert error is None or error.code.id.startswith("KPI1")


@settings(laws, max_examples=400)
@given(text=texts, rule=rules)
@example("29" * 90 + "/1", parse_rule("≥85%"))
def test_any_actual_parses_or_is_an_error_with_its_place(text: str, rule: Rule) -> None:
    """Whatever is wrong with an actual is KPI3xx, with its place."""
    error = error_of(lambda: parse_actual(text, rule))
    assert error is None or 0 <= error.start <= error.end <= len(text)
    assert error is None or error.code.id.startswith("KPI3")


@laws
@given(rule=thresholds())
def test_target_written_as_actual_is_its_amount(rule: Threshold) -> None:
    """An actual is read against its rule."""
    assert parse_actual(str(rule.quantity), rule) == Measured(Fraction(rule.quantity.amount))


amounts = st.fractions(0, 10**9, max_denominator=1000)


def bounds(*comparators: Comparator) -> st.SearchStrategy[Threshold | Change]:
    """Draw a threshold or a change with one of `comparators`."""
    signs = st.sampled_from(comparators)
    return st.builds(Threshold, signs, quantities()) | st.builds(
        Change, st.sampled_from(Direction), signs, quantities()
    )


@laws
@given(rule=bounds(Comparator.AT_LEAST, Comparator.ABOVE), one=amounts, other=amounts)
def test_more_never_misses_a_floor(
    rule: Threshold | Change, one: Fraction, other: Fraction
) -> None:
    """More never misses a ≥."""
    less, more = sorted([one, other])
    if judge(rule, Measured(less)) is Verdict.MET:
        assert judge(rule, Measured(more)) is Verdict.MET


@laws
@given(rule=bounds(Comparator.AT_MOST, Comparator.BELOW), one=amounts, other=amounts)
def test_less_never_misses_a_ceiling(
    rule: Threshold | Change, one: Fraction, other: Fraction
) -> None:
    """Less never misses a ≤."""
    less, more = sorted([one, other])
    if judge(rule, Measured(more)) is Verdict.MET:
        assert judge(rule, Measured(less)) is Verdict.MET


@laws
@given(
    rule=bounds(Comparator.EQUAL, Comparator.AT_LEAST, Comparator.AT_MOST) | ranges(),
    amount=amounts,
)
def test_closing_the_gap_meets_the_target(
    rule: Threshold | Change | Range, amount: Fraction
) -> None:
    """`gap` is what is still missing, in single units, "0" when nothing is."""
    missing = gap(rule, Measured(amount), judge(rule, Measured(amount)))
    assert missing is not None
    mended = {judge(rule, Measured(amount + missing)), judge(rule, Measured(amount - missing))}
    assert mended & {Verdict.MET, Verdict.EXCEEDED}


@laws
@given(rule=bounds(Comparator.AT_LEAST), amount=amounts)
def test_a_floor_is_met_from_full_completion_on(rule: Threshold | Change, amount: Fraction) -> None:
    """`completion` is B/A for ≥ > =, … 1 or 0 where A is 0."""
    share = completion(rule, Measured(amount))
    assert share is not None
    assert (share >= 1) is (judge(rule, Measured(amount)) is Verdict.MET)


@settings(laws, max_examples=300)
@given(text=cells)
def test_full_width_and_ascii_spellings_mean_the_same(text: str) -> None:
    """Full-width and ASCII spellings mean the same."""
    rule = read(text)
    if not isinstance(rule, Statement):  # Its words are kept as they were written.
        assert read(text.translate(FULL_WIDTH)) == rule


@settings(laws, max_examples=300)
@given(text=cells)
def test_traditional_and_simplified_spellings_mean_the_same(text: str) -> None:
    """Seen in published cells: traditional characters."""
    rule = read(text)
    if not isinstance(rule, Statement):
        assert read(text.translate(TRADITIONAL)) == rule


@laws
@given(
    sign=st.sampled_from(["", "≥", "不少于", "<="]),
    number=st.sampled_from(["5", "1,000", "4.5", "二十三", "1.2万"]),
    unit=st.sampled_from(["", "个", "%", "人次", "个工作日"]),
    suffix=st.sampled_from(["", "以上", "(含)以上", "以内", "完成"]),
    blank=st.sampled_from([" ", "\u3000", "\n", "\t", "\u00a0"]),
)
def test_blanks_between_parts_do_not_count(
    sign: str, number: str, unit: str, suffix: str, blank: str
) -> None:
    """Blanks between the parts of an expression do not count."""
    parts = (sign, number, unit, suffix)
    assert read(blank.join(parts)) == read("".join(parts))


def spelled_out(number: int) -> str:
    """Return `number` in Chinese numerals, as it is spoken."""
    for unit, zeros in (("亿", 8), ("万", 4)):
        high, low = divmod(number, 10**zeros)
        if high:
            gap = "零" if 0 < low < 10 ** (zeros - 1) else ""
            return f"{spelled_out(high)}{unit}{gap}{spelled_out(low) if low else ''}"
    spoken = ""
    for unit, value in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // value % 10
        if digit:
            gap = "零" if spoken and number // value // 10 % 10 == 0 else ""
            spoken += f"{gap}{'零一二三四五六七八九'[digit]}{unit}"
    return spoken


@laws
@given(number=st.integers(1, 9999) | st.integers(1, 10**12))
@example(120_000_000)
@example(10_050)
def test_numeral_is_the_number_that_it_spells(number: int) -> None:
    """number: 23, 1,000.50, full-width, 二十三."""
    words = spelled_out(number)
    assume(len(words) <= 20)
    rule = parse_rule(f"≥{words}个")
    assert isinstance(rule, Threshold)
    assert rule.quantity.amount == number


@laws
@given(number=st.integers(0, 10**12))
def test_thousands_may_be_separated(number: int) -> None:
    """number: 23, 1,000.50."""
    assert read(f"≥{number:,}个") == read(f"≥{number}个")


@laws
@given(text=cells)
def test_reading_a_cell_twice_gives_the_same_rule(text: str) -> None:
    """The text as written decides, nothing else."""
    parse_rule.cache_clear()
    first = read(text)
    assert read(text) == first


def test_an_amount_is_never_a_binary_fraction() -> None:
    """Nothing ever goes through `float`."""
    rule = parse_rule("≥0.1万元")
    assert rule == Threshold(Comparator.AT_LEAST, Quantity(Decimal(1000), "元", 4))
