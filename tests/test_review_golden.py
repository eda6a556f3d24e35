"""Every review rule against a small table with its fault, and a clean twin without any.

``tests/review/NAME.yaml`` brings about ``NAME.out``, one finding a line
(``line:column-end severity[code] message``); ``NAME.clean.yaml`` brings about nothing. ``#`` begins
a line that says how a finding was judged.
"""

from pathlib import Path
from typing import Final

import pytest

from fulian_kpi.codes import Code
from fulian_kpi.severity import Severity
from fulian_kpi.validation import validate_file
from samples import SEED

CASES: Final = Path(__file__).parent / "review"
FAULTY: Final = sorted(each.with_suffix("") for each in CASES.glob("*.out") if each.stem != "seed")


def reviewed(path: Path) -> list[str]:
    """Return what the review says of a file, a line each."""
    return [
        f"{each.position.line}:{each.position.column}-{each.position.column + each.length} "
        f"{each.severity}[{each.code.id}] {each.message}"
        for each in validate_file(str(path)).findings
    ]


def expected(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


@pytest.mark.parametrize("case", FAULTY, ids=lambda case: case.name)
def test_fault_is_found_at_its_place(case: Path) -> None:
    found = reviewed(case.with_name(f"{case.name}.yaml"))
    assert found == expected(case.with_name(f"{case.name}.out"))


@pytest.mark.parametrize("case", FAULTY, ids=lambda case: case.name)
def test_clean_twin_triggers_nothing(case: Path) -> None:
    assert reviewed(case.with_name(f"{case.name}.clean.yaml")) == []


def test_case_shows_the_code_it_is_named_after() -> None:
    for case in FAULTY:
        code = case.name.split("-")[0].upper()
        assert f"[{code}] " in case.with_name(f"{case.name}.out").read_text("utf-8"), case.name


def test_every_code_of_the_review_has_a_case() -> None:
    cases = {case.name.split("-")[0].upper() for case in FAULTY}
    of_two_files = {"KPI240"}
    codes = {code.id for code in Code if code.id.startswith("KPI2")} - of_two_files
    assert codes - cases == set()


def test_every_code_of_the_review_shows_a_bad_and_a_good_target() -> None:
    pages = [code.page for code in Code if code.id.startswith("KPI2")]
    bad, good = ("不好：", "错误：", "不一致"), ("更好：", "正确：", "一致：")
    assert [
        page
        for page in pages
        if not any(word in page for word in bad) or not any(word in page for word in good)
    ] == []


def test_only_what_contradicts_itself_is_an_error() -> None:
    errors = [
        code.id for code in Code if code.id.startswith("KPI2") and code.severity is Severity.ERROR
    ]
    assert errors == ["KPI223"]


def test_seed_triggers_what_domain_lists_and_nothing_else() -> None:
    assert reviewed(SEED) == expected(CASES / "seed.out")


def test_every_finding_on_the_seed_was_judged() -> None:
    lines = (CASES / "seed.out").read_text(encoding="utf-8").splitlines()
    assert [line.startswith("#") for line in lines] == [True, False] * (len(lines) // 2)


def test_weights_by_level_1_are_reviewed_on_the_row_that_gets_them(
    tmp_path: Path,
) -> None:
    path = tmp_path / "targets.yaml"
    text = (CASES / "kpi206-missing-levels.clean.yaml").read_text("utf-8")
    weights = "weights: {成本指标: 10, 产出指标: 60, 效益指标: 20, 满意度指标: 10}\n"
    path.write_text(text.replace("indicators:\n", f"{weights}indicators:\n"), "utf-8")
    message = "这一项占 60 分，超过总分的一半，其余指标几乎不起作用；请拆分或调低"
    assert reviewed(path) == [f"10:30-34 warning[KPI222] {message}"]


def test_trade_union_may_ask_the_staff_it_serves(tmp_path: Path) -> None:
    path = tmp_path / "targets.yaml"
    text = (CASES / "kpi220-insiders.yaml").read_text("utf-8")
    path.write_text(text.replace("测试市妇女联合会", "测试市总工会"), "utf-8")
    assert reviewed(path) == []
