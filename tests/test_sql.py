"""The core and the database give the same verdict and the same points, to the last digit."""

import random
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fulian_kpi.policy import OverClause, Policy
from fulian_kpi.policy_file import load_policy
from fulian_kpi.rule import is_cost
from fulian_kpi.table.answer import answer

duckdb = pytest.importorskip("duckdb")

from fulian_kpi.table.parquet_file import ParquetTable  # noqa: E402  (needs duckdb)

NATIONAL = load_policy("national-2020")
POLICIES = (
    NATIONAL,
    load_policy("national-2020-ratio"),
    NATIONAL.model_copy(
        update={
            "forward": "all-or-nothing",
            "equal": "all-or-nothing",
            "reverse": "all-or-nothing",
            "places": 4,
        }
    ),
    NATIONAL.model_copy(
        update={
            "over": OverClause.model_validate({"threshold": "100.5%", "action": "zero"}),
            "places": 1,
            "equal": "all-or-nothing",
        }
    ),
    NATIONAL.model_copy(
        update={
            "over": OverClause.model_validate({"threshold": "90%", "action": "none"}),
            "places": 0,
        }
    ),
)
SIGNS = ("=", "≥", "≤", ">", "<", "不超过", "")
UNITS = ("个", "%", "万元", "人次", "万人次", "‰", "", "件(册)", "千米", "十米", "株")
OTHERS = (
    "定性高中低",
    "定性：有效提升",
    "3-5个",
    "1万-2万人次",
    "增长8%",
    "下降3%以上",
    "12月底前",
    "2022年10月底前",
    "有效提升",
    "",
    "左右5个",
    "=0.0000001克",
    "≥99999999999999999999个",
    "'=23个",
)
WORDS = ("高", "中", "低", "达成", "部分达成", "未完成", "不适用", "", " ", "-3个", "29/30", "7/8")
DATES = ("2022-11-30", "10月31日", "2023-01-02", "增长8%", "-3%", "持平", "4个", "１５个", "023个")
WEIGHTS = ("1", "0.5", "2.18", "10", "", "7.1235", "0", "22.50", "-1", "x", "10001", "9999.9999")
YEARS = ("2022", "2022", "2023年度", "", "", "", "", "二〇二二")
Row = tuple[str, ...]


def _number(chance: random.Random) -> str:
    form = chance.randrange(5)
    if form == 0:
        return str(chance.choice((0, 1, 2, 3, 8, 16, 40, 80, 100, 125, 1000)))
    if form == 1:
        return f"{chance.randrange(200) / 8:.3f}"
    if form == 2:
        return str(chance.randrange(10 ** chance.randrange(1, 14)))
    if form == 3:
        return f"{chance.randrange(100)}.{chance.randrange(10**7):07}"
    return f"{chance.randrange(1, 120)}"


def _row(chance: random.Random) -> Row:
    unit = chance.choice(UNITS)
    target = f"{chance.choice(SIGNS)}{_number(chance)}{unit}"
    if chance.random() < 0.15:
        target = chance.choice(OTHERS)
    actual = f"{_number(chance)}{chance.choice((unit, unit.removeprefix('万'), ''))}"
    if chance.random() < 0.15:
        actual = chance.choice(WORDS + DATES)
    if chance.random() < 0.05:
        target, actual = "定性高中低", chance.choice("高中低")
    level1 = chance.choice(("产出指标", "成本指标", "效益指标"))
    weight = chance.choice(WEIGHTS)
    if chance.random() < 0.15:
        # A tie: the share of a weight of 1 ends in half a hundredth.
        target, actual, weight = "≥8个", f"{chance.choice((1, 3, 5, 7))}个", "1"
    return f"单位{chance.randrange(9)}", level1, target, actual, weight, chance.choice(YEARS)


def _written(rows: Sequence[Row], path: Path) -> Path:
    database = duckdb.connect()
    columns = ", ".join(
        f"unnest(CAST(? AS VARCHAR[])) AS {name}"
        for name in ("unit", "level1", "target", "actual", "weight", "year")
    )
    lists = [list(each) for each in zip(*rows, strict=True)]
    database.execute(f"CREATE TABLE t AS SELECT {columns}", lists)
    database.execute(f"COPY t TO '{path}' (FORMAT parquet)")
    return path


def _by_database(
    rows: Sequence[Row], policy: Policy, folder: Path
) -> list[tuple[str, Decimal | None, bool | None]]:
    table = ParquetTable(str(_written(rows, folder / "t.parquet")), {}, policy)
    table.write_rows(folder / "rows.parquet")
    query = f"SELECT verdict, points, needs_reason FROM '{folder / 'rows.parquet'}'"
    return list(duckdb.connect().execute(query).fetchall())


def _by_core(row: Row, policy: Policy) -> tuple[str, Decimal | None, bool | None]:
    _, level1, target, actual, weight, year = row
    found = answer(policy, target, actual, weight, cost=is_cost(level1, ""), year=year)
    return found.verdict, found.points, found.needs_reason


@given(seed=st.integers(min_value=0, max_value=2**32), policy=st.sampled_from(POLICIES))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_both_judge_and_score_alike(seed: int, policy: Policy, tmp_path: Path) -> None:
    """It agrees with the core to the last digit (60 tables of 400 rows)."""
    chance = random.Random(seed)
    rows = [_row(chance) for _ in range(400)]
    assert _by_database(rows, policy, tmp_path) == [_by_core(row, policy) for row in rows]


@pytest.mark.parametrize(
    ("target", "level1", "weight", "actual", "verdict", "points"),
    [
        pytest.param("≥8个", "产出指标", "1", "1个", "missed", "0.13", id="tie-up"),
        pytest.param("≥8个", "产出指标", "1", "3个", "missed", "0.38", id="tie-up-again"),
        pytest.param("=23个", "产出指标", "2.18", "24个", "exceeded", "2.18", id="exceeded"),
        pytest.param("=5万元", "成本指标", "10", "6万元", "missed", "8.00", id="cost-above"),
        pytest.param("≤16件", "产出指标", "1", "18件", "missed", "0.88", id="linear-tie"),
        pytest.param(">5场", "产出指标", "4", "5场", "missed", "4.00", id="strict"),
        pytest.param("=0起", "产出指标", "4", "1起", "missed", "0.00", id="zero"),
        pytest.param("≥1万人次", "产出指标", "3", "12000", "unreadable", None, id="two-readings"),
        pytest.param("≥85%", "产出指标", "3", "0.98", "unreadable", None, id="two-percents"),
        pytest.param("≥85%", "产出指标", "3", "29/30", "met", "3.00", id="share"),
        pytest.param("定性高中低", "产出指标", "3", "中", "partial", "1.80", id="grade"),
        pytest.param("≥85%", "产出指标", "3", "", "unreported", "0.00", id="unreported"),
        pytest.param("≥85%", "产出指标", "", "86%", "met", None, id="no-weight"),
        pytest.param("≥85%", "产出指标", "-3", "86%", "unreadable", None, id="weight"),
        pytest.param("≥85%", "产出指标", "3", "不适用", "not-applicable", None, id="left-out"),
    ],
)
def test_rows_known_by_hand(
    target: str,
    level1: str,
    weight: str,
    actual: str,
    verdict: str,
    points: str | None,
    tmp_path: Path,
) -> None:
    row = ("单位", level1, target, actual, weight, "")
    expected = verdict, None if points is None else Decimal(points)
    assert _by_core(row, NATIONAL)[:2] == expected
    assert _by_database([row], NATIONAL, tmp_path)[0][:2] == expected


def test_the_random_rows_have_ties_and_every_verdict() -> None:
    chance = random.Random(0)
    rows = [_row(chance) for _ in range(400)]
    ties = [row for row in rows if row[2:5] == ("≥8个", "1个", "1")]
    assert Fraction(1, 8) * 100 % 1 == Fraction(1, 2)
    assert len(ties) > 5
    assert {_by_core(row, NATIONAL)[0] for row in rows} == {
        "met",
        "exceeded",
        "partial",
        "missed",
        "unreported",
        "not-applicable",
        "unreadable",
    }
