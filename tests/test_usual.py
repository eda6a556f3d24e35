"""What is read at one glance is read as the whole grammar reads it."""

from itertools import product

import pytest

from fulian_kpi.expression.actual import parse_actual
from fulian_kpi.expression.target import parse_rule
from fulian_kpi.expression.usual import UNITS, usual_measure, usual_rule
from fulian_kpi.rule import SCALES, Threshold

SIGNS = ("=", "≥", "≤", ">", "<")
NUMBERS = (
    "0",
    "1",
    "3.0",
    "7",
    "12",
    "23",
    "85.50",
    "100",
    "2022",
    "2022.6",
    "202212",
    "0.5",
    "1.2",
)


@pytest.mark.parametrize("unit", sorted(UNITS))
def test_usual_targets_are_read_as_by_the_grammar(unit: str) -> None:
    for sign, number, scale in product(SIGNS, NUMBERS, ("", "万", "亿")):
        usual = usual_rule(f"{sign}{number}{scale}{unit}")
        assert usual is not None
        # A blank behind it leaves the text to the grammar, and means nothing there.
        assert usual == parse_rule(f"{sign}{number}{scale}{unit} ")
        assert str(usual) == str(parse_rule(f"{sign}{number}{scale}{unit} "))


@pytest.mark.parametrize("unit", sorted(UNITS))
def test_usual_actuals_are_read_as_by_the_grammar(unit: str) -> None:
    for target, number, scale in product((f"≥5{unit}", f"≤2万{unit}"), NUMBERS, ("", "万", "亿")):
        rule = parse_rule(target)
        assert isinstance(rule, Threshold)
        usual = usual_measure(f"{number}{scale}{unit}", unit)
        assert usual is not None
        assert usual == parse_actual(f"{number}{scale}{unit} ", rule)


@pytest.mark.parametrize("scale", SCALES, ids="".join)
def test_usual_grades_are_read_as_by_the_grammar(scale: tuple[str, ...]) -> None:
    text = f"定性{''.join(scale)}"
    assert usual_rule(text) == parse_rule(f"{text} ")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("100%", id="no-sign"),
        pytest.param("≥5", id="no-unit"),
        pytest.param("≥5年", id="a-time"),
        pytest.param("＝5个", id="full-width"),
        pytest.param("≥05个", id="leading-zero"),
        pytest.param("≥5个以上", id="suffix"),
        pytest.param("≥1万万人", id="two-multipliers"),
        pytest.param("定性：有效", id="statement"),
    ],
)
def test_everything_else_is_left_to_the_grammar(text: str) -> None:
    assert usual_rule(text) is None
