"""Cells that are refused, with the part that is wrong: nothing is read as something else."""

import pytest

from fulian_kpi.expression.scanner import ExpressionError
from fulian_kpi.expression.target import parse_rule


@pytest.mark.parametrize(
    ("text", "wrong", "code"),
    [
        pytest.param("", "", "KPI101", id="empty"),
        pytest.param("  ", "", "KPI101", id="blank"),
        pytest.param("/", "/", "KPI101", id="placeholder-slash"),
        pytest.param("—", "—", "KPI101", id="placeholder-dash"),
        pytest.param("无", "无", "KPI101", id="placeholder-none"),
        pytest.param("有效提升", "有效提升", "KPI101", id="statement-without-quality"),
        pytest.param("优良中差", "优良中差", "KPI101", id="scale-without-quality"),
        pytest.param("全部完成", "全部完成", "KPI101", id="all-done"),
        pytest.param("≥良好", "良好", "KPI102", id="sign-before-a-grade"),
        pytest.param("≥", "", "KPI102", id="sign-alone"),
        pytest.param("≥个", "个", "KPI102", id="no-number"),
        pytest.param("不低于上年水平", "上年水平", "KPI102", id="no-number-but-last-year"),
        pytest.param("工5%", "工5%", "KPI101", id="misread-sign"),
        pytest.param("第O份", "第O份", "KPI101", id="misread-digit"),
        pytest.param("≥9O", "O", "KPI103", id="letter-o"),
        pytest.param("≥1O0%", "O", "KPI103", id="letter-o-inside"),
        pytest.param("l00%", "l00%", "KPI101", id="letter-l"),
        pytest.param("012个", "012", "KPI102", id="leading-zero"),
        pytest.param("≥1_000人", "1_000", "KPI102", id="underscore"),
        pytest.param("≥10,00人", "10,00", "KPI102", id="thousands"),
        pytest.param("≥1.2.3", "1.2.3", "KPI102", id="two-points"),
        pytest.param("≥1234567890123456789012", "1234567890123456789012", "KPI102", id="long"),
        pytest.param("≥-5%", "-", "KPI102", id="negative"),
        pytest.param("+5%", "+", "KPI102", id="plus"),
        pytest.param("≤±5mm", "±5mm", "KPI102", id="plus-minus"),
        pytest.param("1e3", "e3", "KPI103", id="exponent"),
        pytest.param("一百八", "一百八", "KPI102", id="108-or-180"),
        pytest.param("两万五", "两万五", "KPI102", id="20005-or-25000"),
        pytest.param("一亿两千", "一亿两千", "KPI102", id="two-thousand-or-20-million"),
        pytest.param("三五个", "三五", "KPI102", id="three-or-five"),
        pytest.param("百人以上", "百", "KPI102", id="hundreds"),
        pytest.param("1万2千人", "2千人", "KPI101", id="two-scales"),
        pytest.param("≥3 000平方米", "000平方米", "KPI101", id="blank-in-number"),
        pytest.param("1/3以上", "/3以上", "KPI101", id="fraction"),
        pytest.param("三分之二以上", "分之二", "KPI103", id="fraction-words"),
        pytest.param("1.5:1", ":1", "KPI101", id="ratio"),
        pytest.param("过半", "过半", "KPI101", id="half"),
        pytest.param("九成以上", "成", "KPI103", id="tenths"),
        pytest.param("零五", "零五", "KPI102", id="leading-zero-words"),
        pytest.param("1十百万元", "百万元", "KPI103", id="scale-on-scale"),
    ],
)
def test_what_is_no_number_is_refused(text: str, wrong: str, code: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_rule(text)
    assert text[caught.value.start : caught.value.end] == wrong
    assert caught.value.code.id == code


@pytest.mark.parametrize(
    ("text", "wrong", "code"),
    [
        pytest.param("每年不少于4次", "每年不少于4次", "KPI101", id="every-year"),
        pytest.param("每人500元", "每人500元", "KPI101", id="each"),
        pytest.param("4次每年", "次每年", "KPI103", id="every-year-behind"),
        pytest.param("8000元每人", "元每人", "KPI103", id="each-behind"),
        pytest.param("2次以上每年", "每年", "KPI101", id="every-year-at-the-end"),
        pytest.param("培训每期50人", "培训每期50人", "KPI101", id="each-course"),
        pytest.param("人均≥5次", "人均≥5次", "KPI101", id="per-head"),
        pytest.param("一年两次", "年两次", "KPI103", id="twice-a-year"),
        pytest.param("1年2次", "2次", "KPI101", id="two-quantities"),
        pytest.param("前10名", "前10名", "KPI101", id="top-ten"),
        pytest.param("第1名", "第1名", "KPI101", id="first"),
        pytest.param("全省排名≥5位", "全省排名≥5位", "KPI101", id="rank"),
        pytest.param("3名次", "名次", "KPI103", id="rank-unit"),
        pytest.param("2级以上", "2级", "KPI101", id="class"),
        pytest.param("二级以上", "级", "KPI103", id="class-words"),
        pytest.param("≥Ⅱ类", "Ⅱ类", "KPI102", id="class-roman"),
        pytest.param("3A", "A", "KPI103", id="rating"),
        pytest.param("4A级景区", "A级景区", "KPI103", id="rating-level"),
        pytest.param("五星级", "星级", "KPI103", id="stars-words"),
        pytest.param("1等奖", "等奖", "KPI103", id="prize"),
        pytest.param("3甲", "甲", "KPI103", id="hospital-class"),
        pytest.param("3年级", "年级", "KPI103", id="school-year"),
        pytest.param("1号楼", "号楼", "KPI103", id="house-number"),
        pytest.param("12345热线", "热线", "KPI103", id="telephone"),
        pytest.param("500强企业", "强企业", "KPI103", id="top-500"),
        pytest.param("2022届毕业生", "2022届毕业生", "KPI107", id="class-of-2022"),
        pytest.param("一站式", "站式", "KPI103", id="one-stop"),
        pytest.param("十分满意", "分满意", "KPI103", id="very"),
        pytest.param("零事故", "事故", "KPI103", id="zero-accidents"),
        pytest.param("2个半月", "个半月", "KPI103", id="and-a-half"),
        pytest.param("3年半", "年半", "KPI103", id="years-and-a-half"),
        pytest.param("1个亿", "个亿", "KPI103", id="hundred-million"),
        pytest.param("提高5个点", "个点", "KPI103", id="points"),
        pytest.param("100W", "W", "KPI103", id="slang"),
        pytest.param("≤3件未办结", "件未", "KPI103", id="not-done"),
        pytest.param("1200人 次", "次", "KPI101", id="blank-in-unit"),
        pytest.param("28.8萬元%", "%", "KPI101", id="two-units"),
        pytest.param("5次（每年）", "次（每年）", "KPI103", id="bracket-counts"),
        pytest.param("≥4.5分（满分5分）", "（满分5分）", "KPI101", id="bracket-note"),
        pytest.param("≤100万元（不含税）", "（不含税）", "KPI101", id="bracket-tax"),
        pytest.param("5个工作日办结", "5个工作日办结", "KPI101", id="longest-or-shortest"),
        pytest.param("省级1个", "省级1个", "KPI101", id="unknown-words"),
        pytest.param("工3-5%", "工3-5%", "KPI101", id="unknown-words-and-a-range"),
        pytest.param("≥3级且≤5级", "≥3级且≤5级", "KPI101", id="range-of-classes"),
        pytest.param("100名学生年内完成", "名学生年", "KPI103", id="within-the-year"),
        pytest.param("5个镇三个村", "个镇三个村", "KPI103", id="two-counts"),
        pytest.param("5个上", "个上", "KPI103", id="suffix-cut-off"),
        pytest.param("基本达到95%", "基本达到95%", "KPI101", id="nearly"),
        pytest.param("5个起", "个起", "KPI103", id="from-five-on"),
        pytest.param("5个预计", "个预计", "KPI103", id="expected"),
        pytest.param("部分达到95%", "部分达到95%", "KPI101", id="a-part-of-it"),
        pytest.param("早于12月31日（含）", "（含）", "KPI101", id="before-it-and-included"),
        pytest.param("其中≥5个", "其中≥5个", "KPI101", id="of-these"),
        pytest.param("污水提升泵站≥5座", "污水提升泵站≥5座", "KPI101", id="pump-not-growth"),
        pytest.param("压缩机5台", "压缩机5台", "KPI101", id="compressor-not-decline"),
        pytest.param("12吨小时", "吨小时", "KPI103", id="another-unit"),
        pytest.param("严禁超过5%", "严禁超过5%", "KPI101", id="forbidden"),
        pytest.param("避免高于5%", "避免高于5%", "KPI101", id="avoided"),
        pytest.param("各项≥5次", "各项≥5次", "KPI101", id="each-of-them"),
        pytest.param("平均≥5次", "平均≥5次", "KPI101", id="mean"),
        pytest.param("≥95o/o", "o/o", "KPI103", id="misread-percent"),
        pytest.param("0发生", "发生", "KPI103", id="verb-is-no-unit"),
    ],
)
def test_words_that_change_a_quantity_are_not_dropped(text: str, wrong: str, code: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_rule(text)
    assert text[caught.value.start : caught.value.end] == wrong
    assert caught.value.code.id == code


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        pytest.param("5.5%左右", "左右", id="around"),
        pytest.param("约300人", "约", id="about"),
        pytest.param("大概95%以上", "大概", id="roughly"),
        pytest.param("约等于90%", "约", id="about-equal"),
        pytest.param("近100人", "近", id="nearly"),
        pytest.param("10余个", "余", id="and-some"),
        pytest.param("100多人", "多", id="and-more"),
        pytest.param("几十个", "几", id="dozens"),
        pytest.param("十几个", "几", id="a-dozen-or-so"),
        pytest.param("增长约5%", "约", id="change"),
        pytest.param("12月左右", "左右", id="date"),
        pytest.param("达到95%左右", "左右", id="lead"),
        pytest.param("3-5个左右", "左右", id="range"),
    ],
)
def test_what_bounds_nothing_is_asked_for_a_bound(text: str, wrong: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_rule(text)
    assert text[caught.value.start : caught.value.end] == wrong
    assert caught.value.code.id == "KPI104"


@pytest.mark.parametrize(
    ("text", "wrong", "message"),
    [
        pytest.param("%≥85", "≥", "符号要写在最前面，单位写在最后：≥85%", id="split-cells"),
        pytest.param(
            "米=3500", "=", "符号要写在最前面，单位写在最后：=3500米", id="split-cells-unit"
        ),
        pytest.param("≥≥90%", "≥", "多出一个符号“≥”，符号只写一次", id="twice"),
        pytest.param("=>90%", ">", "多出一个符号“>”，符号只写一次", id="arrow"),
        pytest.param(
            "≥90%以下", "以下", "“以下”（≤）与前面的符号（≥）矛盾", id="suffix-against-sign"
        ),
        pytest.param(
            "超过95%以上", "以上", "“以上”（≥）与前面的符号（>）矛盾", id="strict-and-suffix"
        ),
        pytest.param(
            ">95%（含）",
            "（含）",
            "“（含）”与前面的符号（>）矛盾；含本数写 ≥ 或 ≤，不含写 > 或 <",
            id="strict-included",
        ),
        pytest.param(
            "95%以上（含90%）",
            "（含90%）",
            "“（含90%）”里的数与前面的 95% 不一致",
            id="other-bound",
        ),
        pytest.param(
            "3天及以上内", "内", "“内”（≤）与前面的符号（≥）矛盾", id="suffix-against-suffix"
        ),
        pytest.param("≥3-5个", "≥", "区间前面不写符号，例如 3-5个", id="range"),
        pytest.param("≥12月31日前", "≥", "“前”已经说明是截止日期，前面不能写“≥”", id="deadline"),
        pytest.param(
            "≥3%≤5%",
            "≤5%",
            "多出一个符号“≤5%”，符号只写一次；区间写成 3-5个 或 ≥3个且≤5个",
            id="second-bound",
        ),
    ],
)
def test_sign_in_the_wrong_place_is_shown(text: str, wrong: str, message: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_rule(text)
    assert text[caught.value.start : caught.value.end] == wrong
    assert caught.value.message == message
    assert caught.value.code.id == "KPI105"


@pytest.mark.parametrize(
    ("text", "wrong", "message"),
    [
        pytest.param("5-3个", "5-3个", "下限 5 大于上限 3", id="backwards"),
        pytest.param("3个-5场", "3个-5场", "区间两端的单位不同：个 与 场", id="units"),
        pytest.param("5%-10", "5%-10", "区间两端的单位不同：% 与 无", id="unit-missing"),
        pytest.param(
            "3%-5%（不含）", "（不含）", "区间的两端都算在内，不能写“不含”", id="excluded"
        ),
        pytest.param(">3%且<5%", ">3%且<5%", "区间的两端都算在内，请写 ≥ 和 ≤", id="strict"),
        pytest.param(
            "≥3场，≥50场",
            "≥3场，≥50场",
            "“≥3场，≥50场”不是区间；区间写成 3-5个 或 ≥3个且≤5个",
            id="two-floors",
        ),
    ],
)
def test_range_that_is_none_is_refused(text: str, wrong: str, message: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_rule(text)
    assert text[caught.value.start : caught.value.end] == wrong
    assert caught.value.message == message
    assert caught.value.code.id == "KPI106"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        pytest.param("2022年2月30日前", "2022年2月30日", id="no-such-day"),
        pytest.param("2022-02-29", "2022-02-29", id="no-leap-year"),
        pytest.param("12月32日", "12月", id="no-such-day-of-a-month"),
        pytest.param("13月", "13月", id="no-such-month"),
        pytest.param("2022年13月", "2022年", id="no-such-month-of-a-year"),
        pytest.param("2022年12月31", "2022年", id="day-cut-off"),
        pytest.param("2022年4次", "2022年", id="year-before-a-count"),
        pytest.param("1月前", "1月前", id="before-the-year"),
        pytest.param("2022年10月-2022年3月", "2022年10月-2022年3月", id="backwards"),
        pytest.param("3-6月", "3-6月", id="months-or-months"),
        pytest.param("1-43季度", "1-43季度", id="quarters"),
        pytest.param("≥4季度", "4季度", id="quarters-with-a-sign"),
        pytest.param("1-6月次/年", "1-6月次/年", id="months-in-a-unit"),
        pytest.param("2022年到2月29日", "2022年到2月29日", id="no-leap-year-at-the-end"),
        pytest.param("2022-2205年", "2022-2205年", id="years-misspelt"),
        pytest.param("增长5月", "5月", id="month-of-a-change"),
        pytest.param("3月内", "3月内", id="within-march"),
        pytest.param("2022.6", "2022.6", id="date-or-decimal"),
        pytest.param("3.1-11.30", "3.1-11.30", id="days-or-decimals"),
        pytest.param("≤2022.12", "2022.12", id="date-or-ceiling"),
        pytest.param("202212", "202212", id="digits"),
        pytest.param("20221239", "20221239", id="digits-of-no-day"),
        pytest.param("2021-2023", "2021-2023", id="years-or-range"),
        pytest.param("2021—2022学年", "2021—2022学年", id="school-year"),
        pytest.param("25日前", "前", id="no-month"),
        pytest.param("12.31前", "前", id="dotted-day"),
    ],
)
def test_date_that_is_none_is_not_read_as_a_number(text: str, wrong: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_rule(text)
    assert text[caught.value.start : caught.value.end] == wrong
    assert caught.value.code.id == "KPI107"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        pytest.param("每月10日前", "每月10日前", id="every-month"),
        pytest.param("每年12月底前", "每年12月底前", id="every-year"),
        pytest.param("次年3月底前", "次年3月底前", id="next-year"),
        pytest.param("12月中旬", "中旬", id="middle-of-a-month"),
        pytest.param("6月、12月", "、12月", id="two-dates"),
        pytest.param("9月-次年6月", "-次年6月", id="into-the-next-year"),
        pytest.param("2022年1月1日起", "起", id="from"),
        pytest.param("12月底前完成100%", "100%", id="with-a-quantity"),
        pytest.param("12月底前完成一半", "一半", id="with-a-half"),
        pytest.param("12月底前未完成", "未完成", id="not-done"),
        pytest.param("≥5次，12月底前完成", "，12月底前完成", id="behind-a-quantity"),
        pytest.param(
            "6月份完成制作;9月份完成文本", "9月份完成文本", id="one-deadline-after-another"
        ),
    ],
)
def test_more_than_one_date_is_refused(text: str, wrong: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_rule(text)
    assert text[caught.value.start : caught.value.end] == wrong
    assert caught.value.code.id == "KPI101"


@pytest.mark.parametrize(
    ("text", "wrong", "code"),
    [
        pytest.param("增长5%-8%", "-8%", "KPI101", id="range-of-growth"),
        pytest.param("增长-5%", "-", "KPI102", id="negative"),
        pytest.param("增长超5%", "超5%", "KPI102", id="over"),
        pytest.param("增加每年2次", "每年2次", "KPI102", id="each-year"),
        pytest.param("每年增长5%", "每年增长5%", "KPI101", id="each-year-before"),
        pytest.param("累计增长15%", "累计增长15%", "KPI101", id="over-the-years"),
        pytest.param("较上年≥5%", "较上年≥5%", "KPI101", id="no-verb"),
        pytest.param("由90%提高到95%", "由90%提高到95%", "KPI101", id="from-to"),
        pytest.param("能力提升培训5期", "能力提升培训5期", "KPI101", id="training-no-change"),
        pytest.param("增长l5%", "l5%", "KPI102", id="digit-misread"),
        pytest.param("提高低保标准到800元", "提高低保标准到800元", "KPI101", id="level-to-reach"),
        pytest.param("增加值≥5亿元", "增加值≥5亿元", "KPI101", id="value-added"),
        pytest.param("逐年提高", "逐年提高", "KPI101", id="no-number"),
    ],
)
def test_change_that_is_not_one_is_refused(text: str, wrong: str, code: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_rule(text)
    assert text[caught.value.start : caught.value.end] == wrong
    assert caught.value.code.id == code


@pytest.mark.parametrize(
    ("text", "wrong", "message"),
    [
        pytest.param(
            "定性", "", "“定性”后面要写等级或文字，例如 定性高中低、定性：有效提升", id="nothing"
        ),
        pytest.param(
            "定性低中高",
            "低中高",
            "“低中高”不是已知的尺度；等级从好到差写全，例如 高中低、优良中差",
            id="worst-first",
        ),
        pytest.param("定性优良中差（高）", "高", "“高”不在尺度 优、良、中、差 上", id="expected"),
        pytest.param(
            "定性/",
            "/",
            "“定性”后面要写等级或文字，例如 定性高中低、定性：有效提升",
            id="placeholder",
        ),
    ],
)
def test_scale_that_is_none_is_refused(text: str, wrong: str, message: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_rule(text)
    assert text[caught.value.start : caught.value.end] == wrong
    assert caught.value.message == message
    assert caught.value.code.id == "KPI108"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        pytest.param("定性：≥90%", "定性：", id="threshold"),
        pytest.param("定性90%", "定性", id="bare"),
        pytest.param("定性：12月底前", "定性：", id="deadline"),
        pytest.param("定性增长5%", "定性", id="change"),
    ],
)
def test_quality_before_a_quantity_contradicts_it(text: str, wrong: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_rule(text)
    assert text[caught.value.start : caught.value.end] == wrong
    assert caught.value.code.id == "KPI101"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            "稳步提高", "“稳步提高”没有数量；如果是定性指标，请写成 定性：稳步提高", id="text"
        ),
        pytest.param(
            "每年4次",
            "“每年4次”读不懂：“每年”“每人”要写在单位里，例如 ≥4次/年、≤500元/人",
            id="each",
        ),
        pytest.param(
            "≤50（万元）", "单位“（万元）”不写在括号里，例如 30万元、98%", id="scale-in-brackets"
        ),
        pytest.param("≥12kgs", "单位“kgs”读不懂，是不是“kg”？", id="unit-near-to-a-known-one"),
        pytest.param(
            "知晓率和满意率均≥85%",
            "“知晓率和满意率均≥85%”读不懂：只写符号和一个数量，例如 ≥5场；定性指标写成 定性：…",
            id="both",
        ),
        pytest.param(
            "1 000人",
            "多出“000人”；一个数中间不留空格，两个数量请分列两个指标",
            id="blank-in-number",
        ),
        pytest.param("前10名", "“前10名”读不懂：名次和次序不是数量，请写成 定性：…", id="rank"),
        pytest.param(
            "2级以上", "“2级”是等级，不是数量；请写成 定性：…，越大越好的写 ≥2级", id="class"
        ),
        pytest.param(
            "5%左右", "“左右”没有界限，无法判定；请写明下限或上限，例如 ≥5% 或 5%-6%", id="around"
        ),
        pytest.param(
            "完成1部宣传片,2套方案",
            "多出“,2套方案”；一个指标值只写一个数量，其余请另列指标",
            id="two-quantities",
        ),
        pytest.param("≥4分（满分5分）", "多出“（满分5分）”；括号里的说明请写进指标名称", id="note"),
        pytest.param(
            "零事故",
            "汉字数字后面的“事故”不是量词；数量写成 5个、=0起，其余写成 定性：…",
            id="zero",
        ),
        pytest.param("2022.6", "“2022.6”是日期还是数量？日期写成 2023年7月底前", id="date"),
    ],
)
def test_message_says_how_to_write_it(text: str, message: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_rule(text)
    assert caught.value.message == message


def test_cell_that_is_too_long_is_shown_from_where_it_is() -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_rule("个" * 1001)
    assert (caught.value.start, caught.value.end) == (1000, 1001)
    assert caught.value.message == "指标值太长（1001 字），最多 1000 字"


def test_offsets_count_characters_of_the_cell_as_written() -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_rule("　≥９０％ 左右")
    assert (caught.value.start, caught.value.end) == (6, 8)
