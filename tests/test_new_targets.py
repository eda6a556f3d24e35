"""``kpi new targets``: what is kept, what moves on, what is said."""

from pathlib import Path
from typing import Final

import pytest

from fulian_kpi.loading import load_targets
from fulian_kpi.succession import moved_on
from program import Kpi
from samples import ROOT, SEED

OLD: Final = """\
# 2022年目标表
year: 2022    # 年度
department: 某单位
budget: {total: 10}    # 万元
goal: "2022年, 建成站点"
indicators:
  产出指标:
    时效指标:
      # 见合同
      - {id: a, name: 建成时间, target: "2022年10月底前"}
      - {id: b, name: 发放时间, target: 2022-12-31}    # 第 7 行
    数量指标:
      - {id: c, name: 站点数, target: "=2022个"}
"""

NEW: Final = """\
# 2022年目标表
year: 2023    # 年度
department: 某单位
# 上年预算，请改为新年度批复数
budget: {total: 10}    # 万元
goal: "2022年, 建成站点"
indicators:
  产出指标:
    时效指标:
      # 见合同
      - {id: a, name: 建成时间, target: "2023年10月底前"}    # 上年目标 2022年10月底前
      # 上年目标 2022-12-31
      - {id: b, name: 发放时间, target: "2023-12-31"}    # 第 7 行
    数量指标:
      - {id: c, name: 站点数, target: "=2022个"}    # 上年目标 =2022个
"""


def draft(kpi: Kpi, folder: Path, *more: str | Path) -> tuple[int, str, str]:
    old = folder / "2022.yaml"
    old.write_text(OLD, encoding="utf-8")
    return kpi("new", "targets", "--from", old, "--year", "2023", "-o", folder / "2023.yaml", *more)


def test_deadlines_move_on_and_all_else_stays(kpi: Kpi, tmp_path: Path) -> None:
    assert draft(kpi, tmp_path)[:2] == (0, "")
    assert (tmp_path / "2023.yaml").read_text(encoding="utf-8") == NEW


def test_every_line_with_the_old_year_is_said(kpi: Kpi, tmp_path: Path) -> None:
    err = draft(kpi, tmp_path)[2]
    path = tmp_path / "2023.yaml"
    places = [line.partition(" ")[0] for line in err.splitlines() if "KPI019" in line]
    assert places == [f"{path}:1:3:", f"{path}:6:8:", f"{path}:15:38:"]


def test_the_next_draft_replaces_what_was_said_of_the_year_before(kpi: Kpi, tmp_path: Path) -> None:
    draft(kpi, tmp_path)
    later = tmp_path / "2024.yaml"
    kpi("new", "targets", "--from", tmp_path / "2023.yaml", "--year", "2024", "-o", later)
    text = later.read_text(encoding="utf-8")
    assert "# 上年目标 2023年10月底前\n" in text
    assert text.count("上年目标") == 3
    assert text.count("上年预算") == 1


def test_results_stand_beside_the_target_of_last_year(kpi: Kpi, tmp_path: Path) -> None:
    actuals = tmp_path / "a.yaml"
    actuals.write_text(
        "targets: 2022.yaml\nactuals:\n  a: 2022-11-03\n  c: 2022个\n", encoding="utf-8"
    )
    assert draft(kpi, tmp_path, "--actuals", actuals)[0] == 0
    text = (tmp_path / "2023.yaml").read_text(encoding="utf-8")
    assert "    # 上年目标 2022年10月底前，结果 2022-11-03，未达成\n" in text
    assert "    # 上年目标 =2022个，结果 2022个，达成\n" in text
    assert "      # 上年目标 2022-12-31，结果 －，未填报\n" in text


def test_the_draft_of_the_seed_is_valid_and_laid_out(kpi: Kpi, tmp_path: Path) -> None:
    new = tmp_path / "2023.yaml"
    example = ROOT / "actuals" / "2022.example.yaml"
    status, _, _ = kpi(
        "new", "targets", "--from", SEED, "--year", "2023", "-o", new, "--actuals", example
    )
    assert status == 0
    assert load_targets(str(new)).head.year == 2023
    assert kpi("validate", new)[0] == 0
    assert kpi("fmt", "--check", new) == (0, "", "")


def test_an_old_file_is_never_overwritten_unasked(kpi: Kpi, tmp_path: Path) -> None:
    (tmp_path / "2023.yaml").write_text("mine", encoding="utf-8")
    status, _, err = draft(kpi, tmp_path)
    assert status == 2
    assert "已经存在" in err
    assert (tmp_path / "2023.yaml").read_text(encoding="utf-8") == "mine"
    assert draft(kpi, tmp_path, "--force")[0] == 0


def test_the_year_must_come_after_that_of_the_file(kpi: Kpi, tmp_path: Path) -> None:
    status, _, err = kpi(
        "new", "targets", "--from", SEED, "--year", "2022", "-o", tmp_path / "x.yaml"
    )
    assert status == 2
    assert "2022 不在目标文件的年度 2022 之后" in err


def test_targets_that_cannot_be_read_are_said(kpi: Kpi, tmp_path: Path) -> None:
    status, _, err = kpi(
        "new",
        "targets",
        "--from",
        tmp_path / "no.yaml",
        "--year",
        "2023",
        "-o",
        tmp_path / "x.yaml",
    )
    assert status == 3
    assert "找不到这个文件" in err


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("2022年12月31日前", "2023年12月31日前", id="day"),
        pytest.param("2022年10月底前", "2023年10月底前", id="end-of-month"),
        pytest.param("2022-12-31", "2023-12-31", id="iso"),
        pytest.param("≤2022/12/31", "≤2023/12/31", id="slashes"),
        pytest.param("２０２２年底前", "2023年底前", id="full-width"),
        pytest.param("2022年1月-2022年11月", "2023年1月-2023年11月", id="span"),
        pytest.param("2022年6月-2023年3月", "2023年6月-2024年3月", id="span-into-next-year"),
        pytest.param("12月底前", "12月底前", id="no-year"),
        pytest.param("2021年底前", "2021年底前", id="another-year"),
        pytest.param("≥2022人", "≥2022人", id="quantity"),
        pytest.param("定性：2022年有所提升", "定性：2022年有所提升", id="statement"),
    ],
)
def test_only_deadlines_move_on(old: str, new: str) -> None:
    assert moved_on(old, 2022, 2023) == new


def test_a_day_that_the_new_year_does_not_have_stays() -> None:
    assert moved_on("2024年2月29日前", 2024, 2025) == "2024年2月29日前"
