"""Policies as data: our own, and a file of one's own with what may be wrong in it."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from fulian_kpi.diagnostic import InvalidFileError
from fulian_kpi.expression.actual import parse_actual
from fulian_kpi.expression.target import parse_rule
from fulian_kpi.points import points_of
from fulian_kpi.policy_file import POLICIES, load_policy
from fulian_kpi.rule import Band

OWN = (POLICIES / "national-2020.yaml").read_text(encoding="utf-8")


def changed(tmp_path: Path, old: str, new: str) -> str:
    """Write the national policy with one thing changed, and return its path."""
    assert old in OWN
    path = tmp_path / "own.yaml"
    path.write_text(OWN.replace(old, new), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("total", "grade"),
    [
        pytest.param("100", "优", id="all"),
        pytest.param("90", "优", id="lower-bound-of-the-best"),
        pytest.param("89.99", "良", id="just-below"),
        pytest.param("80", "良", id="lower-bound-of-good"),
        pytest.param("60", "中", id="lower-bound-of-fair"),
        pytest.param("59.99", "差", id="poor"),
        pytest.param("0", "差", id="nothing"),
    ],
)
def test_grades_include_their_lower_bound(total: str, grade: str) -> None:
    assert load_policy("national-2020").grade(Decimal(total)) == grade


def test_every_clause_names_its_source() -> None:
    for name in ("national-2020", "national-2020-ratio"):
        policy = load_policy(name)
        assert set(policy.sources) == {
            "weights", "forward", "equal", "reverse", "zero", "bands", "execution", "over",
            "grades", "places",
        }  # fmt: skip


def points(policy_path: str, target: str, actual: str) -> str:
    rule = parse_rule(target)
    policy = load_policy(policy_path)
    return str(points_of(policy, Decimal(10), rule, parse_actual(actual, rule)).points)


@pytest.mark.parametrize(
    ("old", "new", "target", "actual", "expected"),
    [
        pytest.param("partial: 60%", "partial: 50%", "定性高中低", "中", "5.00", id="bands-80-50"),
        pytest.param(
            "action: reason", "action: zero", "≥10场", "13场", "0.00", id="far-above-earns-nothing"
        ),
        pytest.param(
            "action: reason", "action: zero", "≥10场", "12场", "10.00", id="a-little-above"
        ),
        pytest.param(
            "forward: proportional", "forward: all-or-nothing", "≥10场", "9场", "0.00", id="forward"
        ),
        pytest.param(
            "equal: forward", "equal: all-or-nothing", "=10场", "12场", "0.00", id="equal"
        ),
        pytest.param(
            "reverse: linear", "reverse: all-or-nothing", "≤10次", "11次", "0.00", id="reverse"
        ),
        pytest.param("places: 2 ", "places: 1 ", "≥8场", "7场", "8.8", id="one-decimal"),
        pytest.param(
            "sources:",
            "scales: {优良中差: [达成, 部分达成, 未达成, 未达成]}\nsources:",
            "定性优良中差",
            "良",
            "6.00",
            id="own-scale",
        ),
    ],
)
def test_a_clause_can_be_changed_in_a_file(
    tmp_path: Path, old: str, new: str, target: str, actual: str, expected: str
) -> None:
    assert points(changed(tmp_path, old, new), target, actual) == expected


def test_bands_decide_which_shares_a_person_may_give() -> None:
    bands = load_policy("national-2020").bands
    shares = [Fraction(each, 100) for each in (0, 59, 60, 79, 80, 100)]
    held = {band: [int(each * 100) for each in shares if bands.holds(band, each)] for band in Band}
    assert held == {Band.FULL: [80, 100], Band.PARTIAL: [60, 79], Band.NONE: [0, 59]}


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "message"),
    [
        pytest.param(
            "forward:",
            "foward:",
            "KPI010",
            8,
            "不认识的键“foward”，是不是“forward”？",
            id="misspelt",
        ),
        pytest.param(
            "产出指标: 50", "产出指标: 40", "KPI012", 5, "分值合计 90，应当是 100", id="sum"
        ),
        pytest.param(
            "产出指标: 50, 效益指标: 30",
            "产出指标: 80, 效益指标: 0",
            "KPI012",
            5,
            "分值必须大于零",
            id="zero-weight",
        ),
        pytest.param(
            "partial: 60%", "partial: 85%", "KPI012", 12,
            "档次重叠：应当 0% < partial < full < 100%",
            id="bands-overlap",
        ),
        pytest.param(
            "良: 80, 中: 60", "良: 80, 中: 85", "KPI012", 15,
            "等级应当从高到低，最后一级从 0 起，界限不能重叠", id="grades-overlap",
        ),
        pytest.param(
            "reverse: linear", "reverse: ladder", "KPI012", 10,
            "应当是 'linear'、'ratio'、'all-or-nothing' 之一", id="unknown-formula",
        ),
        pytest.param("places: 2 ", "places: 9 ", "KPI012", 16, "应当是 0 到 4 的整数", id="places"),
        pytest.param(
            "threshold: 130%",
            "threshold: 1.3",
            "KPI012",
            14,
            "应当是百分比，例如 80%",
            id="percent",
        ),
    ],
)  # fmt: skip
def test_a_wrong_policy_file_is_refused_with_its_place(
    tmp_path: Path, old: str, new: str, code: str, line: int, message: str
) -> None:
    with pytest.raises(InvalidFileError) as caught:
        load_policy(changed(tmp_path, old, new))
    found = [(each.code.id, each.position.line, each.message) for each in caught.value.diagnostics]
    assert (code, line, message) in found


def test_an_unknown_name_offers_the_nearest() -> None:
    with pytest.raises(InvalidFileError) as caught:
        load_policy("national-2002")
    assert caught.value.diagnostics[0].message == (
        "没有评分办法“national-2002”，是不是“national-2020”？"
    )
