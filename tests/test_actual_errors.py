"""Actuals that have two readings or none, with the part that is wrong and what to write."""

import pytest

from fulian_kpi.expression.actual import parse_actual
from fulian_kpi.expression.scanner import ExpressionError
from fulian_kpi.expression.target import parse_rule


@pytest.mark.parametrize(
    ("target", "text", "wrong", "code", "message"),
    [
        pytest.param("≥5场", "", "", "KPI301", "实际值是空的", id="empty"),
        pytest.param(
            "≥5场",
            "按时",
            "按时",
            "KPI301",
            "“按时”不是数量；这个指标要填写数量，例如 5场",
            id="words",
        ),
        pytest.param(
            "≥5场",
            "已完成",
            "已完成",
            "KPI301",
            "请写实际完成的数，例如 5场，只写“已完成”无法判定",
            id="done",
        ),
        pytest.param(
            "≥5场",
            "7场，超额完成",
            "，超额完成",
            "KPI301",
            "多出“，超额完成”；说明文字请写在偏差原因里",
            id="remark",
        ),
        pytest.param(
            "≥50人",
            "50人次",
            "50人次",
            "KPI302",
            "实际值的单位“人次”与指标值的单位“人”不同，不作换算",
            id="other-unit",
        ),
        pytest.param(
            "≥90",
            "95%",
            "95%",
            "KPI302",
            "实际值的单位“%”与指标值不同：指标值没有写单位，不作换算",
            id="unit-where-there-is-none",
        ),
        pytest.param(
            "≥5场", "5人×2", "×2", "KPI301", "多出“×2”；说明文字请写在偏差原因里", id="product"
        ),
        pytest.param(
            "≥1万人次",
            "1.2",
            "1.2",
            "KPI303",
            "1.2 有两种理解：1.2万人次 还是 1.2人次？请写明单位",
            id="scale",
        ),
        pytest.param(
            "1-2万人",
            "15000",
            "15000",
            "KPI303",
            "15000 有两种理解：15000万人 还是 15000人？请写明单位",
            id="scale-of-a-range",
        ),
        pytest.param(
            "≥85%",
            "0.98",
            "0.98",
            "KPI304",
            "0.98 有两种理解：0.98% 还是 98%？请写明百分号",
            id="percent",
        ),
        pytest.param(
            "≥85%", "1", "1", "KPI304", "1 有两种理解：1% 还是 100%？请写明百分号", id="percent-one"
        ),
        pytest.param(
            "0%-5%",
            "0.03",
            "0.03",
            "KPI304",
            "0.03 有两种理解：0.03% 还是 3%？请写明百分号",
            id="percent-of-a-range",
        ),
        pytest.param(
            "≥200米",
            "≥266米",
            "≥",
            "KPI305",
            "实际值是确数，不写“≥”；请写实际完成的数，例如 266米",
            id="sign",
        ),
        pytest.param(
            "≥200米",
            "约300米",
            "约",
            "KPI305",
            "实际值是确数，不写“约”；请写实际完成的数，例如 300米",
            id="about",
        ),
        pytest.param(
            "≥5场",
            "5场以上",
            "以上",
            "KPI305",
            "实际值是确数，不写“以上”；请写实际完成的数",
            id="suffix",
        ),
        *(
            pytest.param(
                "≥5场",
                actual,
                word,
                "KPI305",
                f"实际值是确数，不写“{word}”；请写实际完成的数",
                id=f"inexact-{actual}",
            )
            for actual, word in [
                ("10余场", "余"),
                ("10多场", "多"),
                ("几十场", "几"),
                ("10场余", "余"),
                ("10场有余", "有余"),
                ("10多", "多"),
                ("10场超过", "超过"),
            ]
        ),
        *(
            pytest.param(
                "≥5场",
                f"{before}{word}10场",
                word,
                "KPI305",
                f"实际值是确数，不写“{word}”；请写实际完成的数，例如 10场",
                id=f"inexact-{before}{word}",
            )
            for before, word in [
                ("", "近"),
                ("", "超过"),
                ("", "超"),
                ("", "逾"),
                ("", "不到"),
                ("", "大概"),
                ("完成", "近"),
                ("共", "超过"),
            ]
        ),
        pytest.param(
            "≥5场",
            "场次较多",
            "场次较多",
            "KPI301",
            "“场次较多”不是数量；这个指标要填写数量，例如 5场",
            id="many",
        ),
        pytest.param("≥5场", "-3场", "-3场", "KPI306", "实际值不能为负数：“-3场”", id="negative"),
        pytest.param(
            "下降3%",
            "-3%",
            "-3%",
            "KPI306",
            "指标是下降，“-3%”有两种理解；请写 下降3% 或 增长3%",
            id="minus-of-a-fall",
        ),
        pytest.param("≥85%", "31/30", "31/30", "KPI307", "分子 31 大于分母 30", id="share-above"),
        pytest.param("≥85%", "1/0", "1/0", "KPI307", "分母为零", id="share-of-nothing"),
        pytest.param(
            "≥5场",
            "3/5",
            "3/5",
            "KPI301",
            "分数只用于比率；这个指标的单位是场，请写 5场 这样的数量",
            id="share-of-a-count",
        ),
        pytest.param(
            "定性高中低",
            "优",
            "优",
            "KPI308",
            "“优”不在尺度上，只能是 高、中、低 之一",
            id="off-the-scale",
        ),
        pytest.param(
            "定性：有效提升",
            "显著提升",
            "显著提升",
            "KPI301",
            "“显著提升”无法判定；请填写 达成、部分达成 或 未达成，其余写在偏差原因里",
            id="other-words",
        ),
        pytest.param(
            "2022年10月底前",
            "按时完成",
            "按时完成",
            "KPI309",
            "“按时完成”不是日期；时限类指标填写完成的日期，例如 2022-11-30，没有完成的填写 未完成",
            id="no-date",
        ),
        pytest.param(
            "2022年10月底前",
            "2022-02-30",
            "2022-02-30",
            "KPI309",
            "“2022-02-30”：2 月没有 30 日",
            id="no-such-day",
        ),
        pytest.param(
            "2022年12月15日前",
            "2022年12月",
            "2022年12月",
            "KPI309",
            "“2022年12月”跨过了时限 2022年12月15日前，请写明哪一天完成",
            id="across-the-deadline",
        ),
    ],
)
def test_error_spans_what_is_wrong_and_says_what_to_write(
    target: str, text: str, wrong: str, code: str, message: str
) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_actual(text, parse_rule(target))
    assert text[caught.value.start : caught.value.end] == wrong
    assert caught.value.code.id == code
    assert caught.value.message == message


@pytest.mark.parametrize(
    ("text", "wrong", "code"),
    [
        pytest.param("012场", "012", "KPI301", id="leading-zero"),
        pytest.param("1_000场", "1_000", "KPI301", id="underscore"),
        pytest.param("3-5场", "-5场", "KPI301", id="range"),
        pytest.param("5场、3次", "3次", "KPI301", id="two-quantities"),
        pytest.param("7场未完成", "场未", "KPI302", id="not-done"),
        pytest.param("每月1场", "每月1场", "KPI301", id="each-month"),
        pytest.param("1,2/30", "1,2", "KPI301", id="share-misspelt"),
        pytest.param("2个半", "个半", "KPI302", id="and-a-half"),
        pytest.param("无", "无", "KPI301", id="none"),
    ],
)
def test_count_is_not_guessed(text: str, wrong: str, code: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_actual(text, parse_rule("≥5场"))
    assert text[caught.value.start : caught.value.end] == wrong
    assert caught.value.code.id == code


def test_actual_that_is_too_long_is_shown_from_where_it_is() -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_actual("好" * 201, parse_rule("定性高中低"))
    assert (caught.value.start, caught.value.end) == (200, 201)
    assert caught.value.message == "实际值太长（201 字）；说明文字请写在偏差原因里"
