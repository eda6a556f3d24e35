"""Which of two rules asks for more."""

import pytest

from fulian_kpi.comparison.stringency import movement
from fulian_kpi.expression.target import parse_rule
from fulian_kpi.rule import for_cost, in_year


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("≥85%", "≥90%", "raised", id="more-of-at-least"),
        pytest.param("≥85%", "≥80%", "lowered", id="less-of-at-least"),
        pytest.param("≥1万人次", "≥10000人次", "same", id="another-spelling"),
        pytest.param("≤5起", "≤3起", "raised", id="less-of-at-most"),
        pytest.param("≤5起", "≤8起", "lowered", id="more-of-at-most"),
        pytest.param("≥5场", ">5场", "raised", id="strict"),
        pytest.param("<5起", "≤5起", "lowered", id="no-longer-strict"),
        pytest.param("=12场", "=10场", "lowered", id="less-of-equal"),
        pytest.param("=12场", "≥15场", "raised", id="equal-then-more-of-at-least"),
        pytest.param("=12场", "≥12场", "changed", id="another-sign"),
        pytest.param("≥5起", "≤5起", "changed", id="the-other-way"),
        pytest.param("=0起", "=5起", "changed", id="none-and-some"),
        pytest.param("≥5个", "≥6家", "unit", id="another-unit"),
        pytest.param("3-5个", "4-5个", "raised", id="narrower"),
        pytest.param("3-5个", "2-5个", "lowered", id="wider"),
        pytest.param("3-5个", "4-6个", "changed", id="moved"),
        pytest.param("3-5个", "≥3个", "changed", id="another-kind"),
        pytest.param("11月底前", "10月底前", "raised", id="earlier"),
        pytest.param("11月底前", "2023年12月底前", "lowered", id="later"),
        pytest.param("2022年11月底前", "2023年11月底前", "same", id="a-year-later"),
        pytest.param("增长5%", "增长8%", "raised", id="more-growth"),
        pytest.param("增长5%", "下降5%", "changed", id="the-other-direction"),
        pytest.param("定性优良中差（良）", "定性优良中差（优）", "raised", id="a-better-grade"),
        pytest.param(
            "定性优良中差", "定性优良中差（良）", "lowered", id="best-where-none-is-named"
        ),
        pytest.param("定性高中低", "定性优良中差", "changed", id="another-scale"),
        pytest.param("定性：提升", "定性：提升", "same", id="same-words"),
        pytest.param("定性：提升", "定性：显著提升", "changed", id="other-words"),
    ],
)
def test_movement(old: str, new: str, expected: str) -> None:
    rules = in_year(parse_rule(old), 2022), in_year(parse_rule(new), 2023)
    assert movement(*rules, years=1) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("=5万元", "=4万元", "raised", id="equal-is-a-ceiling"),
        pytest.param("=5万元", "≤6万元", "lowered", id="equal-then-at-most"),
        pytest.param("5万元", "4万元", "raised", id="implied"),
        pytest.param("=5万元", "≤5万元", "changed", id="another-sign"),
    ],
)
def test_under_costs_less_is_more(old: str, new: str, expected: str) -> None:
    rules = for_cost(parse_rule(old)), for_cost(parse_rule(new))
    assert movement(*rules, is_cost=True) == expected
