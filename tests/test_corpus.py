"""Target cells of other departments' published tables: those that teach something, and all."""

import csv
from collections import Counter
from pathlib import Path
from typing import Final

import pytest

from fulian_kpi.expression.scanner import ExpressionError
from fulian_kpi.expression.target import parse_rule
from fulian_kpi.quantity import plain
from fulian_kpi.rule import Change, Range, Rule, Threshold

CORPUS: Final = Path(__file__).parents[2] / "shared" / "corpus" / "expressions.csv"

SIGNS: Final = {"eq": "=", "ge": "≥", "le": "≤", "gt": ">", "lt": "<"}
KINDS: Final = {
    "quantity-comparator": "threshold",
    "bare-quantity": "threshold",
    "range": "range",
    "date-deadline": "deadline",
    "growth/relative": "change",
    "qualitative-text": "statement",
}
"""Our name for the kinds of the file; its other kinds are none of ours."""

MEASURED: Final = {"quantity-comparator", "bare-quantity", "range", "date-deadline"}


@pytest.mark.parametrize(
    ("raw", "kind", "canonical"),
    [
        pytest.param("=100%", "threshold", "=100%", id="equal"),
        pytest.param(">=17600株", "threshold", "≥17600株", id="ascii-sign"),
        pytest.param("<=475元/亩", "threshold", "≤475元/亩", id="per-area"),
        pytest.param("<=3000元/平方米", "threshold", "≤3000元/平方米", id="per-square-metre"),
        pytest.param("≧90%", "threshold", "≥90%", id="odd-sign"),
        pytest.param("≦1000元/人", "threshold", "≤1000元/人", id="odd-ceiling"),
        pytest.param(">90%", "threshold", ">90%", id="strict"),
        pytest.param("≤28.40/株", "threshold", "≤28.4/株", id="money-unit-lost"),
        pytest.param("≤620万/月", "threshold", "≤620万/月", id="scale-per-month"),
        pytest.param("≥11.376万元", "threshold", "≥11.376万元", id="decimals"),
        pytest.param("≥100百分比", "threshold", "≥100%", id="percent-spelled"),
        pytest.param("≥80M", "threshold", "≥80M", id="metres-not-millions"),
        pytest.param("≥1人/年", "threshold", "≥1人/年", id="per-year"),
        pytest.param("≥1年", "threshold", "≥1年", id="years"),
        pytest.param("≥2倍", "threshold", "≥2倍", id="times"),
        pytest.param("=0件", "threshold", "=0件", id="none"),
        pytest.param("≥3", "threshold", "≥3", id="no-unit"),
        pytest.param("90%以上", "threshold", "≥90%", id="suffix"),
        pytest.param("8个以上", "threshold", "≥8个", id="suffix-count"),
        pytest.param("4.3%以内", "threshold", "≤4.3%", id="suffix-ceiling"),
        pytest.param("1200萬人以上", "threshold", "≥1200万人", id="traditional"),
        pytest.param("1.3萬億斤以上", "threshold", "≥1.3万亿斤", id="trillions"),
        pytest.param("不低於95%", "threshold", "≥95%", id="traditional-sign"),
        pytest.param("不少于30种", "threshold", "≥30种", id="not-fewer"),
        pytest.param("小于0.9‰", "threshold", "<0.9‰", id="per-mille"),
        pytest.param("控制在 1%以内", "threshold", "≤1%", id="blank"),
        pytest.param("控制在0.9‰以内", "threshold", "≤0.9‰", id="control"),
        pytest.param("达60%以上", "threshold", "≥60%", id="reach"),
        pytest.param("达100%", "threshold", "≥100%", id="reach-alone"),
        pytest.param("为100%", "threshold", "=100%", id="is"),
        pytest.param("指标为100%", "threshold", "=100%", id="indicator-is"),
        pytest.param("满意率98%以上", "threshold", "≥98%", id="named"),
        pytest.param("优秀比例不超过20%", "threshold", "≤20%", id="named-ceiling"),
        pytest.param("1346.0088万平方米", "threshold", "1346.0088万平方米", id="area"),
        pytest.param("250万", "threshold", "250万", id="yuan-omitted"),
        pytest.param("780元/生/年", "threshold", "780元/生/年", id="per-pupil-and-year"),
        pytest.param("400元/人、天", "threshold", "400元/人、天", id="per-person-and-day"),
        pytest.param("1次/月", "threshold", "1次/月", id="per-month"),
        pytest.param("1030个次", "threshold", "1030个次", id="counter-times"),
        pytest.param("25TB", "threshold", "25TB", id="latin"),
        pytest.param("100%覆盖", "threshold", "100%", id="covered"),
        pytest.param("0起", "threshold", "0起", id="bare-none"),
        pytest.param("新增16个“文化驿站”。", "threshold", "16个", id="verb-and-noun"),
        pytest.param("完成新建农村公共厕所50座", "threshold", "≥50座", id="complete"),
        pytest.param("建设四好农村路55公里。", "threshold", "55公里", id="numeral-in-the-name"),
        pytest.param("1至2家", "range", "1家-2家", id="range"),
        pytest.param("4.5%-5%", "range", "4.5%-5%", id="range-percent"),
        pytest.param("2025年年底前", "deadline", "2025年12月31日前", id="year-end"),
        pytest.param("2025年10月底前", "deadline", "2025年10月31日前", id="month-end"),
        pytest.param("2021年全年", "deadline", "2021年12月31日前", id="all-year"),
        pytest.param("全年", "deadline", "12月31日前", id="all-year-no-year"),
        pytest.param("2023.07-2024.01", "deadline", "2024年1月31日前", id="period"),
        pytest.param("2020年1月--2020年11月", "deadline", "2020年11月30日前", id="double-hyphen"),
        pytest.param("增长8.1%", "change", "增长8.1%", id="growth"),
        pytest.param("下降7%以上", "change", "下降7%", id="fall"),
        pytest.param("定性减少", "statement", "定性：减少", id="statement"),
    ],
)
def test_cell_that_teaches_something_is_read(raw: str, kind: str, canonical: str) -> None:
    rule = parse_rule(raw)
    assert (rule.kind, str(rule)) == (kind, canonical)


@pytest.mark.parametrize(
    ("raw", "wrong", "code"),
    [
        pytest.param("28.8萬元%", "%", "KPI101", id="unit-of-another-cell"),
        pytest.param("%≥85", "≥", "KPI105", id="split-cells"),
        pytest.param("米=3500", "=", "KPI105", id="split-cells-unit"),
        pytest.param("5.5%左右", "左右", "KPI104", id="around"),
        pytest.param("1.4万亿斤左右", "左右", "KPI104", id="around-trillions"),
        pytest.param("增長5%左右", "左右", "KPI104", id="growth-around"),
        pytest.param("拟按4%左右安排", "左右", "KPI104", id="planned"),
        pytest.param("到0次", "到0次", "KPI101", id="misread"),
        pytest.param("第O份", "第O份", "KPI101", id="misread-letters"),
        pytest.param("完成1部宣传片,2套方案", ",2套方案", "KPI101", id="two-quantities"),
        pytest.param("1140个,普惠托位685个", ",普惠托位685个", "KPI101", id="and-another"),
        pytest.param("无", "无", "KPI101", id="placeholder"),
        pytest.param("是", "是", "KPI101", id="yes"),
        pytest.param("较过去五年提升", "较过去五年提升", "KPI101", id="five-is-no-amount"),
        pytest.param("不突破市政府下达的控制数", "市政府下达的控制数", "KPI102", id="no-number"),
        pytest.param("控制在预算内", "控制在预算内", "KPI101", id="within-budget"),
        pytest.param("按时限完成", "按时限完成", "KPI101", id="in-time"),
    ],
)
def test_cell_that_promises_nothing_countable_is_refused(raw: str, wrong: str, code: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_rule(raw)
    assert raw[caught.value.start : caught.value.end] == wrong
    assert caught.value.code.id == code


@pytest.fixture(scope="module")
def corpus() -> list[dict[str, str]]:
    if not CORPUS.exists():
        pytest.skip(f"{CORPUS.parent} is not beside this checkout")
    with CORPUS.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read(raw: str) -> Rule | None:
    """Return the rule that `raw` is, or None where it is refused."""
    try:
        return parse_rule(raw)
    except ExpressionError:
        return None


def value_and_unit(rule: Rule) -> tuple[str, str]:
    """Return both as the file writes them; it gives dates and texts no value."""
    match rule:
        case Threshold(quantity=quantity) | Change(quantity=quantity):
            return plain(quantity.amount), quantity.unit
        case Range(low=low, high=high):
            return f"{plain(low.amount)}~{plain(high.amount)}", low.unit
        case _:
            return "", ""


def agrees(row: dict[str, str], rule: Rule) -> bool:
    """Return whether `rule` is what the file says of this cell."""
    sign = SIGNS.get(row["comparator"])
    same_sign = sign is None or not isinstance(rule, Threshold) or rule.comparator == sign
    same_kind = KINDS.get(row["kind"]) == rule.kind
    return same_kind and same_sign and value_and_unit(rule) == (row["value"], row["unit"])


def damaged(row: dict[str, str]) -> bool:
    return "OCR" in row["note"]


def in_wrong_order(row: dict[str, str]) -> bool:
    """Whether the unit was printed before the sign, which an importer repairs."""
    return "before comparator" in row["note"]


def test_at_least_97_percent_of_the_cells_are_read_as_the_file_says(
    corpus: list[dict[str, str]],
) -> None:
    rows = [
        row
        for row in corpus
        if row["kind"] in MEASURED and not damaged(row) and not in_wrong_order(row)
    ]
    found = Counter((rule := read(row["raw"])) is not None and agrees(row, rule) for row in rows)
    assert found[True] >= 0.97 * len(rows)


def test_no_cell_is_read_as_something_else(corpus: list[dict[str, str]]) -> None:
    read_otherwise = [
        (row["raw"], str(rule))
        for row in corpus
        if not damaged(row) and (rule := read(row["raw"])) is not None and not agrees(row, rule)
    ]
    assert read_otherwise == []


def test_cells_in_the_wrong_order_are_refused(corpus: list[dict[str, str]]) -> None:
    assert [row["raw"] for row in corpus if in_wrong_order(row) and read(row["raw"])] == []
