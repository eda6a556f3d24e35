"""How 100 points are spread: as declared, or proposed; and what rows that are left out give."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from fulian_kpi.checked import Indicator, Source, Targets
from fulian_kpi.expression.target import parse_rule
from fulian_kpi.finding import FindingsError
from fulian_kpi.loading import load_targets
from fulian_kpi.model import Target, TargetsFile
from fulian_kpi.policy_file import load_policy
from fulian_kpi.weighting import apportion, weigh, without
from samples import SEED

POLICY = load_policy("national-2020")
RULE = parse_rule("≥1个")


def table(*rows: tuple[str, str, str | None], weights: dict[str, Decimal] | None = None) -> Targets:
    """Return a table of (id, level 1, weight) rows."""
    indicators = tuple(
        Indicator(
            id=key,
            task=None,
            level1=level1,
            level2=level1,
            name=key,
            target=Target("≥1个", RULE),
            rule=RULE,
            weight=None if weight is None else Decimal(weight),
            line=number,
            route=("indicators", level1, level1, number),
        )
        for number, (key, level1, weight) in enumerate(rows)
    )
    texts = None if weights is None else {name: str(value) for name, value in weights.items()}
    head = TypeAdapter(TargetsFile).validate_python(
        {"year": "2022", "department": "甲", "indicators": {}, "weights": texts}
    )
    return Targets(Source("t.yaml", b""), head, indicators)


def sums(targets: Targets, weights: dict[str, Decimal]) -> dict[str, str]:
    levels = dict.fromkeys(each.level1 for each in targets.indicators)
    return {
        level: str(sum(weights[each.id] for each in targets.indicators if each.level1 == level))
        for level in levels
    }


@pytest.mark.parametrize(
    ("levels", "execution", "groups"),
    [
        pytest.param(
            ("产出指标", "效益指标", "满意度指标"),
            "10",
            {"产出指标": "50.00", "效益指标": "30.00", "满意度指标": "10.00"},
            id="without-cost",
        ),
        pytest.param(
            ("成本指标", "产出指标", "效益指标", "满意度指标"),
            "10",
            {
                "成本指标": "20.00",
                "产出指标": "40.00",
                "效益指标": "20.00",
                "满意度指标": "10.00",
            },
            id="with-cost",
        ),
        pytest.param(
            ("产出指标", "效益指标"),
            "10",
            {"产出指标": "50.00", "效益指标": "40.00"},
            id="satisfaction-goes-to-effect",
        ),
        pytest.param(("产出指标",), "10", {"产出指标": "90.00"}, id="only-output"),
        pytest.param(
            ("产出指标", "满意度指标"),
            "10",
            {"产出指标": "75.00", "满意度指标": "15.00"},
            id="without-effect-in-proportion: 90×50÷60, 90×10÷60",
        ),
    ],
)
def test_policy_proposes_points_by_level(
    levels: tuple[str, ...], execution: str, groups: dict[str, str]
) -> None:
    targets = table(*((f"a{number}", level, None) for number, level in enumerate(levels)))
    weighting = weigh(targets, POLICY)
    assert str(weighting.execution) == execution
    assert sums(targets, dict(weighting.rows)) == groups


def test_seed_table_is_split_evenly_with_the_remainder_on_the_first_rows() -> None:
    weighting = weigh(load_targets(str(SEED)), POLICY)
    weights = list(map(str, weighting.rows.values()))
    assert weighting.origin == "proposed"
    assert weights == ["2.18"] * 9 + ["2.17"] * 14 + ["3.75"] * 8 + ["3.34", "3.33", "3.33"]


def test_declared_rows_win_and_the_rest_of_100_is_budget_execution() -> None:
    targets = table(("a", "产出指标", "60"), ("b", "效益指标", "30"))
    weighting = weigh(targets, POLICY)
    assert (weighting.origin, weighting.execution) == ("declared", Decimal(10))
    assert weighting.rows == {"a": Decimal(60), "b": Decimal(30)}


def test_declared_groups_are_split_evenly() -> None:
    declared = {"产出指标": Decimal(80), "预算执行率": Decimal(20)}
    targets = table(
        ("a", "产出指标", None), ("b", "产出指标", None), ("c", "产出指标", None), weights=declared
    )
    weighting = weigh(targets, POLICY)
    assert (weighting.origin, weighting.execution) == ("declared", Decimal(20))
    assert list(map(str, weighting.rows.values())) == ["26.67", "26.67", "26.66"]


@pytest.mark.parametrize(
    ("rows", "weights", "code", "route"),
    [
        pytest.param(
            [("a", "产出指标", "60"), ("b", "产出指标", "35")],
            None,
            "KPI403",
            ("indicators",),
            id="rows-do-not-sum",
        ),
        pytest.param(
            [("a", "产出指标", "60"), ("b", "产出指标", None)],
            None,
            "KPI404",
            ("indicators", "产出指标", "产出指标", 1),
            id="some-rows-only",
        ),
        pytest.param(
            [("a", "产出指标", "90"), ("b", "产出指标", "0")],
            None,
            "KPI405",
            ("indicators", "产出指标", "产出指标", 1, "weight"),
            id="zero",
        ),
        pytest.param(
            [("a", "产出指标", None)],
            {"产出指标": Decimal(80)},
            "KPI403",
            ("weights",),
            id="groups-do-not-sum",
        ),
        pytest.param(
            [("a", "产出指标", None)],
            {"产出指标": Decimal(50), "效益指标": Decimal(50)},
            "KPI403",
            ("weights", "效益指标"),
            id="group-without-rows",
        ),
        pytest.param(
            [("a", "产出指标", "70"), ("b", "效益指标", "20")],
            {"产出指标": Decimal(60), "效益指标": Decimal(30), "预算执行率": Decimal(10)},
            "KPI403",
            ("weights", "产出指标"),
            id="rows-against-their-group",
        ),
    ],
)
def test_weights_that_do_not_add_up_are_refused_with_their_place(
    rows: list[tuple[str, str, str | None]],
    weights: dict[str, Decimal] | None,
    code: str,
    route: tuple[str | int, ...],
) -> None:
    with pytest.raises(FindingsError) as caught:
        weigh(table(*rows, weights=weights), POLICY)
    first = caught.value.findings[0]
    assert (first.code.id, first.route) == (code, route)


def test_weights_stay_as_declared_where_no_row_is_left_out() -> None:
    targets = table(
        ("a", "产出指标", "33.335"), ("b", "产出指标", "33.335"), ("c", "效益指标", "33.33")
    )
    weights = without(weigh(targets, POLICY), targets, frozenset())
    assert {key: str(value) for key, value in weights.items()} == {
        "a": "33.335",
        "b": "33.335",
        "c": "33.33",
    }


def test_a_row_left_out_gives_its_points_to_its_group() -> None:
    targets = table(
        ("a", "产出指标", "20"), ("b", "产出指标", "20"), ("c", "产出指标", "10"),
        ("d", "效益指标", "40"),
    )  # fmt: skip
    weights = without(weigh(targets, POLICY), targets, frozenset({"c"}))
    assert {key: str(value) for key, value in weights.items()} == {
        "a": "25.00",
        "b": "25.00",
        "d": "40.00",
    }


def test_a_group_left_out_gives_its_points_to_the_others_in_proportion() -> None:
    targets = table(("a", "产出指标", "50"), ("b", "效益指标", "30"), ("c", "满意度指标", "10"))
    weights = without(weigh(targets, POLICY), targets, frozenset({"c"}))
    assert {key: str(value) for key, value in weights.items()} == {"a": "56.25", "b": "33.75"}


def test_points_of_three_decimals_are_not_cut() -> None:
    found = apportion(Decimal("33.333"), {"a": Decimal(1), "b": Decimal(1)})
    assert found == {"a": Decimal("16.667"), "b": Decimal("16.666")}


def test_declared_points_of_three_decimals_stay_as_they_are() -> None:
    groups = {"产出指标": Decimal("33.333"), "效益指标": Decimal("66.667")}
    weights = weigh(table(("a", "产出指标", None), ("b", "效益指标", None), weights=groups), POLICY)
    assert {key: str(value) for key, value in weights.rows.items()} == {
        "a": "33.333",
        "b": "66.667",
    }


def test_a_group_with_nothing_left_out_keeps_its_points_of_three_decimals() -> None:
    rows = (("a", "产出指标", "33.333"), ("b", "效益指标", "33.3335"), ("c", "效益指标", "33.3335"))
    targets = table(*rows)
    weights = without(weigh(targets, POLICY), targets, frozenset({"c"}))
    assert weights == {"a": Decimal("33.333"), "b": Decimal("66.667")}


def test_without_a_claim_all_get_the_same() -> None:
    parts = apportion(Decimal(1), {"a": Decimal(0), "b": Decimal(0)})
    assert {key: str(value) for key, value in parts.items()} == {"a": "0.50", "b": "0.50"}


@given(
    st.integers(2, 17).flatmap(
        lambda places: st.decimals(min_value=Decimal("0.01"), max_value=100, places=places)
    ),
    st.dictionaries(
        st.text("abcdef", min_size=1, max_size=3),
        st.integers(0, 17).flatmap(
            lambda places: st.decimals(min_value=Decimal("0.1"), max_value=100, places=places)
        ),
        min_size=1,
        max_size=40,
    ),
)
def test_parts_sum_exactly_and_differ_from_their_share_by_less_than_a_hundredth(
    total: Decimal, claims: dict[str, Decimal]
) -> None:
    parts = apportion(total, claims)
    assert sum(map(Fraction, parts.values())) == Fraction(total)
    whole = sum(map(Fraction, claims.values()))
    for key, part in parts.items():
        assert abs(Fraction(part) - Fraction(total) * Fraction(claims[key]) / whole) < Fraction(
            1, 100
        )
