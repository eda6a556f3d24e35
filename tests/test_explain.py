"""``kpi explain``: what an expression means, how an actual stands to it, and the page of a code."""

import json
from typing import Any

import pytest

from fulian_kpi.codes import Code
from program import Kpi

WAN = """\
≥1万人次
  含义：不少于1万人次（10000人次）
  规范写法：≥1万人次
  达到：10000人次、10001人次
  没有达到：9999人次
"""

NOT_READ = """\
error[KPI101] “有效提升”没有数量；如果是定性指标，请写成 定性：有效提升
  有效提升
  ^^^^^^^^
"""


def test_meaning_is_followed_by_what_meets_it_and_what_misses_it(kpi: Kpi) -> None:
    assert kpi("explain", "≥1万人次") == (0, WAN, "")


@pytest.mark.parametrize(
    ("expression", "meets", "misses"),
    [
        pytest.param("=23个", "23个", "22个、24个", id="equal"),
        pytest.param(">5次", "6次", "4次、5次", id="above"),
        pytest.param("<5次", "4次", "5次、6次", id="below"),
        pytest.param("=0起", "0起", "1起", id="zero"),
        pytest.param("≥85%", "85%、85.1%", "84.9%", id="rate"),
        pytest.param("≤4.25万元", "42499元、42500元", "42501元", id="wan"),
        pytest.param("3-5个", "3个、5个", "2个、6个", id="range"),
        pytest.param("增长8%", "增长8%、增长8.1%", "增长7.9%", id="change"),
        pytest.param("定性优良中差", "优、良", "中、差", id="grade"),
        pytest.param("定性优良中差（优）", "优", "良、中、差", id="expected-grade"),
        pytest.param("定性：有效提升", "达成", "部分达成、未达成", id="statement"),
        pytest.param(
            "2022年10月底前", "2022-10-30、2022-10-31", "2022-11-01、未完成", id="deadline"
        ),
        pytest.param("10月底前", "10月30日、10月31日", "11月1日、未完成", id="year-not-written"),
        pytest.param("2月底前", "2月27日、2月28日", "3月1日、未完成", id="end-of-february"),
    ],
)
def test_boundary(kpi: Kpi, expression: str, meets: str, misses: str) -> None:
    _, out, _ = kpi("explain", expression)
    lines = out.splitlines()
    assert lines[-2:] == [f"  达到：{meets}", f"  没有达到：{misses}"]


@pytest.mark.parametrize(
    ("expression", "actual", "answer"),
    [
        pytest.param(
            "≥1万人次",
            "9800人次",
            "实际 9800人次：× 未达成，完成率 98.0%，还差 200人次",
            id="missed",
        ),
        pytest.param(
            "≤30万元", "31万元", "实际 31万元：× 未达成，完成率 96.8%，超出 10000元", id="above"
        ),
        pytest.param(
            "≥85%", "80%", "实际 80%：× 未达成，完成率 94.1%，还差 5个百分点", id="points"
        ),
        pytest.param("≥85%", "29/30", "实际 29/30：√ 达成，完成率 113.7%", id="share"),
        pytest.param("=12次", "14次", "实际 14次：▲ 超额，完成率 116.7%", id="exceeded"),
        pytest.param(
            ">5次",
            "5次",
            "实际 5次：× 未达成，完成率 100.0%，刚好等于，不算达成",
            id="at-the-bound",
        ),
        pytest.param("定性高中低", "中", "实际 中：○ 部分达成，完成率 60.0%", id="partial"),
        pytest.param(
            "10月底前",
            "2022-11-30",
            "实际 2022-11-30：× 未达成，完成率 0.0%，晚了 30 天",
            id="late",
        ),
        pytest.param("≥5场", "不适用", "实际 不适用：－ 不适用", id="not-applicable"),
    ],
)
def test_missed_actual_is_an_answer_and_no_failure(
    kpi: Kpi, expression: str, actual: str, answer: str
) -> None:
    code, out, err = kpi("explain", expression, actual)
    assert (code, err) == (0, "")
    assert out.splitlines()[-1].strip() == answer


def test_expression_that_is_none_is_underlined(kpi: Kpi) -> None:
    assert kpi("explain", "有效提升") == (3, NOT_READ, "")


def test_actual_that_is_none_is_underlined_below_the_meaning(kpi: Kpi) -> None:
    code, out, _ = kpi("explain", "≥1万人次", "大约 1.2")
    assert code == 3
    assert out.startswith("≥1万人次\n  含义：不少于1万人次（10000人次）\n")
    assert out.endswith(
        "  实际值读不懂：\n"
        "error[KPI305] 实际值是确数，不写“大约”；请写实际完成的数，例如 1.2\n"
        "  大约 1.2\n"
        "  ^^^^\n"
    )


def test_json_is_the_document_of_the_contract(kpi: Kpi) -> None:
    code, out, err = kpi("explain", "≥1万人次", "9800人次", "--format", "json")
    assert (code, err) == (0, "")
    assert json.loads(out) == {
        "schema": "kpi.explain/1",
        "expression": "≥1万人次",
        "canonical": "≥1万人次",
        "rule": {
            "kind": "threshold",
            "comparator": "≥",
            "amount": "10000",
            "unit": "人次",
            "implied": False,
        },
        "meaning": "不少于1万人次（10000人次）",
        "actual": "9800人次",
        "amount": "9800",
        "verdict": "missed",
    }


@pytest.mark.parametrize(
    ("expression", "rule"),
    [
        pytest.param(
            "100%",
            {
                "kind": "threshold",
                "comparator": "≥",
                "amount": "100",
                "unit": "%",
                "implied": True,
            },
            id="implied",
        ),
        pytest.param("3-5个", {"kind": "range", "low": "3", "high": "5", "unit": "个"}, id="range"),
        pytest.param(
            "定性高中低",
            {"kind": "grade", "scale": ["高", "中", "低"], "expected": None},
            id="grade",
        ),
        pytest.param(
            "定性优良中差（良）",
            {"kind": "grade", "scale": ["优", "良", "中", "差"], "expected": "良"},
            id="expected-grade",
        ),
        pytest.param(
            "2022年12月31日前",
            {"kind": "deadline", "comparator": "≤", "date": "2022-12-31"},
            id="deadline",
        ),
        pytest.param(
            "12月底前",
            {"kind": "deadline", "comparator": "≤", "date": "--12-31"},
            id="deadline-without-year",
        ),
        pytest.param(
            "下降3%以上",
            {
                "kind": "change",
                "direction": "down",
                "comparator": "≥",
                "amount": "3",
                "unit": "%",
            },
            id="change",
        ),
        pytest.param("定性：有效提升", {"kind": "statement", "text": "有效提升"}, id="statement"),
    ],
)
def test_json_of_each_kind_of_rule(kpi: Kpi, expression: str, rule: dict[str, Any]) -> None:
    _, out, _ = kpi("explain", expression, "--format", "json")
    assert json.loads(out)["rule"] == rule


def test_json_of_an_expression_that_is_none_has_its_error(kpi: Kpi) -> None:
    code, out, _ = kpi("explain", "有效提升", "--format", "json")
    assert code == 3
    assert json.loads(out) == {
        "schema": "kpi.explain/1",
        "expression": "有效提升",
        "error": {
            "code": "KPI101",
            "message": "“有效提升”没有数量；如果是定性指标，请写成 定性：有效提升",
            "start": 0,
            "end": 4,
        },
    }


LINES = "≥3个\n\n有效提升\r\n定性高中低\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_standard_input_is_answered_line_by_line(kpi: Kpi, encoding: str) -> None:
    code, out, err = kpi("explain", "-", "--format", "json", stdin=LINES.encode(encoding))
    document = json.loads(out)
    assert (code, err) == (3, "")
    assert document["schema"] == "kpi.explain/1"
    assert [each["expression"] for each in document["results"]] == [
        "≥3个",
        "有效提升",
        "定性高中低",
    ]
    assert ["error" in each for each in document["results"]] == [False, True, False]
    assert ["rule" in each for each in document["results"]] == [True, False, True]


def test_standard_input_in_words(kpi: Kpi) -> None:
    code, out, _ = kpi("explain", "-", stdin=LINES.encode())
    assert code == 3
    assert NOT_READ in out
    assert out.index("≥3个\n") < out.index(NOT_READ) < out.index("定性高中低\n")


def test_standard_input_without_a_line_has_no_results(kpi: Kpi) -> None:
    assert kpi("explain", "-", stdin=b"\n \n") == (0, "", "")
    code, out, _ = kpi("explain", "-", "--format", "json", stdin=b"")
    assert (code, json.loads(out)["results"]) == (0, [])


@pytest.mark.parametrize("code", Code, ids=lambda code: code.id)
def test_every_code_has_its_page(kpi: Kpi, code: Code) -> None:
    status, out, err = kpi("explain", code.id)
    assert (status, err) == (0, "")
    severity = {"error": "错误", "warning": "警告", "info": "提示"}[code.severity.value]
    assert out == f"{code.id} {code.title}（{severity}）\n\n{code.page}\n"
    assert len(code.page) >= 10


def test_codes_are_unique_and_in_order() -> None:
    codes = [code.id for code in Code]
    assert sorted(set(codes)) == codes


def test_code_is_found_in_either_case(kpi: Kpi) -> None:
    assert kpi("explain", "kpi101")[1] == kpi("explain", "KPI101")[1]


def test_code_that_is_none_is_a_wrong_command_line(kpi: Kpi) -> None:
    assert kpi("explain", "KPI999") == (
        2,
        "",
        "命令行有误：没有代码 KPI999，是不是“KPI409”？用法见 kpi explain --help\n",
    )


def test_a_change_the_other_way_is_an_actual_and_no_option(kpi: Kpi) -> None:
    code, out, _ = kpi("explain", "增长5%", "-3%")
    assert code == 0
    assert "实际 -3%：× 未达成" in out


def test_an_unknown_option_is_no_actual(kpi: Kpi) -> None:
    code, out, err = kpi("explain", "增长5%", "--formt", "json")
    assert (code, out) == (2, "")
    assert err == "命令行有误：没有选项 --formt，是不是 --format。用法见 kpi explain --help\n"


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["≥5小时", "-3h"], id="with-the-letter-of-an-option"),
        pytest.param(["-f", "text", "≥5小时", "-3h"], id="after-an-option"),
        pytest.param(["≥5小时", "-3h", "-f", "text"], id="before-an-option"),
        pytest.param(["≥5小时", "--", "-3h"], id="after-the-end-of-options"),
    ],
)
def test_a_hyphen_and_a_digit_begin_an_actual(kpi: Kpi, arguments: list[str]) -> None:
    code, out, err = kpi("explain", *arguments)
    assert (code, err) == (3, "")
    assert "不能为负数" in out


@pytest.mark.parametrize(
    ("actual", "share"),
    [
        pytest.param("99.9%", "99.9%", id="one-decimal"),
        pytest.param("99.99%", "99.99%", id="two"),
        pytest.param("99.9999%", "99.9999%", id="four"),
        pytest.param("100%", "100.0%", id="all"),
        pytest.param("100.01%", "100.01%", id="a-little-more"),
    ],
)
def test_what_is_nearly_all_is_not_shown_as_all(kpi: Kpi, actual: str, share: str) -> None:
    assert f"完成率 {share}" in kpi("explain", "=100%", actual)[1]
