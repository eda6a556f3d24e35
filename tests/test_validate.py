"""``kpi validate``: every fault of a targets file, at its place, in one run."""

import json
from pathlib import Path
from typing import Final

import pytest

from fulian_kpi.codes import Code
from program import Kpi
from samples import CASES, ROOT

FINE: Final = """\
year: 2022
department: 测试市妇女联合会
indicators:
  产出指标:
    数量指标:
      - {id: sessions, name: 培训场次, target: "=12场"}
      - {id: people, name: 培训人次, target: "≥1万人次"}
  成本指标:
    经济成本指标:
      - {id: cost, name: 培训成本, target: "≤300元/人"}
  效益指标:
    社会效益指标:
      - {id: known, name: 政策知晓率, target: "≥80%"}
  满意度指标:
    服务对象满意度指标:
      - {id: satisfied, name: 学员满意度, target: "≥90%"}
"""
FAULTY: Final = FINE.replace("≥1万人次", "1万人次左右")
DOUBTFUL: Final = FINE.replace("≥1万人次", "1万人次").replace("year: 2022", "year: 2023")


@pytest.mark.parametrize("case", sorted(CASES.glob("*.yaml")), ids=lambda case: case.stem)
def test_case(case: Path, kpi: Kpi, monkeypatch: pytest.MonkeyPatch) -> None:
    """`kpi validate NAME.yaml` prints NAME.out, positions and exit status included."""
    monkeypatch.chdir(CASES)
    code, _, err = kpi("validate", case.name)
    expected = case.with_suffix(".out").read_text(encoding="utf-8")
    assert f"{err}exit {code}\n" == expected


def test_every_case_has_its_output_and_every_output_its_case() -> None:
    inputs = {case.stem for case in CASES.glob("*.yaml")}
    assert {case.stem for case in CASES.glob("*.out")} == inputs


def test_every_code_of_files_and_expressions_has_a_case() -> None:
    shown = "".join(case.read_text("utf-8") for case in CASES.glob("*.out"))
    # Said by kpi import and kpi new targets, of files that they write.
    writing = {"KPI017", "KPI018", "KPI019"}
    codes = {code.id for code in Code if code.id.startswith(("KPI0", "KPI1"))} - writing
    assert {code for code in codes if f"[{code}]" not in shown} == set()


def test_case_that_begins_with_a_code_shows_it() -> None:
    for case in CASES.glob("kpi*.out"):
        code = case.stem.split("-")[0].upper()
        assert f"[{code}] " in case.read_text("utf-8"), case.name


FILES: Final = {"fine.yaml": FINE, "faulty.yaml": FAULTY, "doubtful.yaml": DOUBTFUL}


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "code", "last"),
    [
        pytest.param(["fine.yaml"], 0, "1 个文件，5 项指标：0 个错误，0 个警告", id="fine"),
        pytest.param(["doubtful.yaml"], 0, "1 个文件，5 项指标：0 个错误，1 个警告", id="warning"),
        pytest.param(["faulty.yaml"], 3, "1 个文件，0 项指标：1 个错误，0 个警告", id="error"),
        pytest.param(["absent.yaml"], 3, "1 个文件，0 项指标：1 个错误，0 个警告", id="absent"),
        pytest.param(["."], 3, "3 个文件，10 项指标：1 个错误，1 个警告", id="folder"),
        pytest.param(["[df]*.yaml"], 3, "3 个文件，10 项指标：1 个错误，1 个警告", id="glob"),
        pytest.param(
            ["fine.yaml", "f*.yaml"], 3, "2 个文件，5 项指标：1 个错误，0 个警告", id="each-once"
        ),
    ],
)
def test_last_line_counts_files_indicators_and_findings(
    kpi: Kpi, arguments: list[str], code: int, last: str
) -> None:
    status, out, _ = kpi("validate", *arguments)
    assert (status, out) == (code, f"{last}\n")


@pytest.mark.usefixtures("folder")
def test_all_errors_of_all_files_are_reported_in_one_run(kpi: Kpi) -> None:
    Path("other.yaml").write_text(FAULTY.replace("=12场", "有效提升"), "utf-8")
    code, _, err = kpi("validate", "faulty.yaml", "absent.yaml", "other.yaml")
    places = [line.split(" ")[0:2] for line in err.splitlines() if "error[" in line]
    assert code == 3
    assert places == [
        ["faulty.yaml:7:47:", "error[KPI104]"],
        ["absent.yaml:", "error[KPI001]"],
        ["other.yaml:6:45:", "error[KPI101]"],
        ["other.yaml:7:47:", "error[KPI104]"],
    ]


@pytest.mark.usefixtures("folder")
def test_json_is_the_document_of_the_contract(kpi: Kpi) -> None:
    code, out, err = kpi("validate", "doubtful.yaml", "faulty.yaml", "--format", "json")
    assert (code, err) == (3, "")
    assert json.loads(out) == {
        "schema": "kpi.validate/1",
        "files": 2,
        "indicators": 5,
        "findings": [
            {
                "code": "KPI201",
                "severity": "warning",
                "path": "doubtful.yaml",
                "line": 7,
                "column": 43,
                "end_column": 47,
                "indicator": "people",
                "message": "指标值“1万人次”没有写符号，按 ≥1万人次 理解；请写明 ≥ 还是 =",
            },
            {
                "code": "KPI104",
                "severity": "error",
                "path": "faulty.yaml",
                "line": 7,
                "column": 47,
                "end_column": 49,
                "indicator": "people",
                "message": "“左右”没有界限，无法判定；请写明下限或上限，例如 ≥5% 或 5%-6%",
            },
        ],
    }


@pytest.mark.usefixtures("folder")
def test_json_of_a_file_as_a_whole_has_no_line(kpi: Kpi) -> None:
    code, out, _ = kpi("validate", "absent.yaml", "--format", "json")
    assert code == 3
    assert json.loads(out)["findings"] == [
        {
            "code": "KPI001",
            "severity": "error",
            "path": "absent.yaml",
            "line": 0,
            "column": 0,
            "end_column": 0,
            "indicator": None,
            "message": "找不到这个文件",
        }
    ]


def test_the_targets_folder_is_checked_where_nothing_is_named(
    kpi: Kpi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("targets").mkdir()
    Path("targets/2022.yaml").write_text(FINE, "utf-8")
    Path("targets/2023.yml").write_text(FINE.replace("year: 2022", "year: 2023"), "utf-8")
    code, out, _ = kpi("validate")
    assert (code, out) == (0, "2 个文件，10 项指标：0 个错误，0 个警告\n")


def test_nothing_to_check_is_an_error(
    kpi: Kpi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = kpi("validate")
    assert (code, err) == (3, "targets: error[KPI001] 找不到这个文件\n")


def test_standard_input_is_a_file_named_dash(kpi: Kpi) -> None:
    code, out, err = kpi("validate", "-", stdin=FAULTY.encode())
    assert code == 3
    assert err.startswith("-:7:47: error[KPI104] ")
    assert out == "1 个文件，0 项指标：1 个错误，0 个警告\n"


def test_the_seed_file_has_no_error(kpi: Kpi) -> None:
    code, out, err = kpi("validate", ROOT / "targets/2022.yaml")
    assert code == 0
    assert out.startswith("1 个文件，34 项指标：0 个错误，")
    assert "error[" not in err
