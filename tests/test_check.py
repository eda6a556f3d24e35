"""``kpi check``: verdicts of every kind, its JSON, its choices and its exit status."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile

import pytest

from program import Kpi
from samples import ROOT

TARGETS: Final = """\
year: 2022
department: 测试市妇女联合会
budget: {total: 100.00}
tasks:
  - {id: 1, name: 培训}
  - {id: 2, name: 宣传}
indicators:
  产出指标:
    数量指标:
      - {id: sessions, task: 1, name: 培训场次, target: "=12场"}
      - {id: people, task: 2, name: 覆盖人次, target: "≥1万人次"}
  效益指标:
    社会效益指标:
      - {id: grade, task: 2, name: 法治意识有所提升, target: 定性高中低}
  满意度指标:
    服务对象满意度指标:
      - {id: satisfied, name: 群众满意度, target: "≥85%"}
"""

PASSING: Final = """\
targets: targets.yaml
actuals:
  sessions: 12场
  people: 1.2万人次
  grade: 高
  satisfied: 29/30
"""

NO_EXECUTION: Final = """\
{}:1:1: warning[KPI411] 没有填写预算执行数，10 分不得分
targets: targets.yaml
^^^^^^^
"""
"""What is said of `PASSING`, which says nothing of the budget."""

MISSING: Final = """\
targets: targets.yaml
actuals:
  sessions: 12场
  people: {value: 9800人次, reason: 天气}
  grade: 高
  satisfied: 86%
"""

BROKEN: Final = """\
targets: targets.yaml
actuals:
  sessions: 12次
"""


FILES: Final = {
    "targets.yaml": TARGETS,
    "passing.yaml": PASSING,
    "missing.yaml": MISSING,
    "broken.yaml": BROKEN,
}
pytestmark = pytest.mark.usefixtures("folder")


def judged(kpi: Kpi, target: str, actual: str, level: str) -> tuple[int, dict[str, Any]]:
    """Return the exit status and the row of one target against one actual."""
    level1, level2 = level.split("/")
    Path("one.yaml").write_text(
        f"year: 2022\ndepartment: 甲\nindicators: {{{level1}: {{{level2}: "
        f'[{{id: one, name: 指标, target: "{target}"}}]}}}}\n',
        encoding="utf-8",
    )
    reported = f"targets: one.yaml\nactuals: {{{actual}}}\n"
    Path("answer.yaml").write_text(reported, encoding="utf-8")
    code, out, _ = kpi("check", "answer.yaml", "--format", "json")
    row: dict[str, Any] = json.loads(out)["indicators"][0]
    return code, row


OUTPUT: Final = "产出指标/数量指标"
COST: Final = "成本指标/经济成本指标"

VERDICTS: Final = [
    ("equal", "=23个", "one: 23个", OUTPUT, "met", True, "1.0000", "0", False),
    ("equal-short", "=12次", "one: 11次", OUTPUT, "missed", False, "0.9167", "1", True),
    ("equal-above", "=12次", "one: 14次", OUTPUT, "exceeded", False, "1.1667", "0", True),
    (
        "equal-above-with-reason",
        "=12次",
        "one: {value: 14次, reason: 应群众要求}",
        OUTPUT,
        "exceeded",
        True,
        "1.1667",
        "0",
        True,
    ),
    (
        "blank-reason-is-none",
        "=12次",
        'one: {value: 14次, reason: " "}',
        OUTPUT,
        "exceeded",
        False,
        "1.1667",
        "0",
        True,
    ),
    ("equal-zero", "=0起", "one: 0起", OUTPUT, "met", True, "1.0000", "0", False),
    ("equal-zero-above", "=0起", "one: 1起", OUTPUT, "missed", False, "0.0000", "1", True),
    ("equal-cost-above", "=5万元", "one: 6万元", COST, "missed", False, "1.2000", "10000", True),
    ("at-least", "≥5场", "one: 6场", OUTPUT, "met", True, "1.2000", "0", False),
    ("at-least-far-above", "≥3个", "one: 4个", OUTPUT, "met", True, "1.3333", "0", True),
    ("at-least-wan", "≥1万人次", "one: 8500人次", OUTPUT, "missed", False, "0.8500", "1500", True),
    ("at-most", "≤30万元", "one: 15万元", COST, "met", True, "2.0000", "0", False),
    ("at-most-above", "≤30万元", "one: 31万元", COST, "missed", False, "0.9677", "10000", True),
    ("bare-is-at-least", "100%", "one: 99%", OUTPUT, "missed", False, "0.9900", "1", True),
    ("bare-cost-is-at-most", "30万元", "one: 29万元", COST, "met", True, "1.0345", "0", False),
    ("above-at-the-bound", ">5次", "one: 5次", OUTPUT, "missed", False, "1.0000", "0", True),
    ("below-at-the-bound", "<5次", "one: 5次", OUTPUT, "missed", False, "1.0000", "0", True),
    ("range-inside", "3-5个", "one: 5个", OUTPUT, "met", True, "1.0000", "0", False),
    ("range-below", "3-5个", "one: 2个", OUTPUT, "missed", False, "0.6667", "1", True),
    ("range-above", "3-5个", "one: 6个", OUTPUT, "missed", False, "0.8333", "1", True),
    ("share", "≥85%", "one: 29/30", OUTPUT, "met", True, "1.1373", "0", False),
    ("deadline", "10月底前", "one: 2022-10-31", OUTPUT, "met", True, "1.0000", "0", False),
    ("deadline-late", "10月底前", "one: 2022-11-30", OUTPUT, "missed", False, "0.0000", "30", True),
    ("deadline-not-done", "10月底前", "one: 未完成", OUTPUT, "missed", False, "0.0000", None, True),
    ("change", "增长8%", "one: 8%", OUTPUT, "met", True, "1.0000", "0", False),
    ("change-back", "增长8%", "one: 下降3%", OUTPUT, "missed", False, "0.0000", "11", True),
    ("grade-top", "定性高中低", "one: 高", OUTPUT, "met", True, "1.0000", "0", False),
    ("grade-middle", "定性高中低", "one: 中", OUTPUT, "partial", False, "0.6000", None, True),
    (
        "grade-middle-with-share",
        "定性高中低",
        "one: {value: 中, share: 75%}",
        OUTPUT,
        "partial",
        False,
        "0.7500",
        None,
        True,
    ),
    ("grade-bottom", "定性高中低", "one: 低", OUTPUT, "missed", False, "0.0000", None, True),
    ("statement", "定性：有效提升", "one: 达成", OUTPUT, "met", True, "1.0000", "0", False),
    (
        "statement-in-part",
        "定性：有效提升",
        "one: 部分达成",
        OUTPUT,
        "partial",
        False,
        "0.6000",
        None,
        True,
    ),
    ("unreported", "=12次", "", OUTPUT, "unreported", False, None, "12", True),
    ("left-empty", "=12次", "one: ", OUTPUT, "unreported", False, None, "12", True),
    ("ceiling-unreported", "≤30万元", "", COST, "unreported", False, None, None, True),
]


@pytest.mark.parametrize(
    ("target", "actual", "level", "verdict", "passed", "completion", "gap", "needs_reason"),
    [pytest.param(*row[1:], id=row[0]) for row in VERDICTS],
)
def test_verdict(
    kpi: Kpi,
    target: str,
    actual: str,
    level: str,
    verdict: str,
    passed: bool,  # noqa: FBT001
    completion: str | None,
    gap: str | None,
    needs_reason: bool,  # noqa: FBT001
) -> None:
    code, row = judged(kpi, target, actual, level)
    assert (row["verdict"], row["passed"]) == (verdict, passed)
    assert (row["completion"], row["gap"]) == (completion, gap)
    assert row["needs_reason"] == needs_reason
    assert code == (0 if passed else 1)


def test_not_applicable_with_its_reason_passes(kpi: Kpi) -> None:
    Path("passing.yaml").write_text(
        PASSING.replace("sessions: 12场", "sessions: {value: 不适用, reason: 项目取消}"), "utf-8"
    )
    code, out, err = kpi("check", "passing.yaml", "--format", "json")
    row = json.loads(out)["indicators"][0]
    assert (code, err) == (0, NO_EXECUTION.format("passing.yaml"))
    assert (row["verdict"], row["passed"], row["completion"]) == ("not-applicable", True, None)
    assert row["reason"] == "项目取消"


WEIGHED: Final = (
    TARGETS.replace('"=12场"', '"=12场", weight: 20')
    .replace('"≥1万人次"', '"≥1万人次", weight: 20')
    .replace("定性高中低", "定性高中低, weight: 40")
    .replace('"≥85%"', '"≥85%", weight: 10')
)
PASSED_ON: Final = "1 项不适用，其分值按比例分给其他指标"
"""What is said where 20 points that were declared became 40."""


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("a.txt", f"national-2020，分值为目标文件所声明；{PASSED_ON}\n", id="text"),
        pytest.param(
            "a.md", f"（national-2020，分值为目标文件所声明；{PASSED_ON}）\n", id="markdown"
        ),
        pytest.param("a.html", f"national-2020，分值为目标文件所声明；{PASSED_ON}</dd>", id="html"),
        pytest.param("a.html", f"各项分值为目标文件所声明；{PASSED_ON}。", id="html-printed"),
        pytest.param("a.xlsx", f"各项分值为目标文件所声明；{PASSED_ON}。", id="xlsx"),
        pytest.param("a.docx", f"各项分值为目标文件所声明；{PASSED_ON}。", id="docx"),
    ],
)
def test_points_that_went_to_other_rows_are_not_called_declared(
    kpi: Kpi, name: str, said: str
) -> None:
    Path("targets.yaml").write_text(WEIGHED, "utf-8")
    actuals = PASSING.replace("sessions: 12场", "sessions: {value: 不适用, reason: 项目取消}")
    Path("passing.yaml").write_text(actuals, "utf-8")
    _, out, _ = kpi("check", "passing.yaml", "-f", "json", "-o", name)
    document = json.loads(out)
    assert [each["weight"] for each in document["indicators"]] == [None, "40", "40", "10"]
    assert document["score"]["weights"] == "declared"
    if name.endswith("x"):
        member = {"a.xlsx": "xl/sharedStrings.xml", "a.docx": "word/document.xml"}[name]
        text = ZipFile(name).read(member).decode()
    else:
        text = Path(name).read_text("utf-8")
    assert said in text
    Path("passing.yaml").write_text(PASSING, "utf-8")
    assert PASSED_ON not in kpi("check", "passing.yaml")[1]


def test_not_applicable_without_a_reason_is_an_error_of_the_file(kpi: Kpi) -> None:
    text = PASSING.replace("sessions: 12场", "sessions: 不适用")
    Path("passing.yaml").write_text(text, "utf-8")
    code, out, err = kpi("check", "passing.yaml")
    assert (code, out) == (3, "")
    assert err == (
        "passing.yaml:3:13: error[KPI311] 不适用必须说明原因：{value: 不适用, reason: …}\n"
        "  sessions: 不适用\n"
        "            ^^^^^^\n"
    )


def test_json_is_the_documents_of_the_contract(kpi: Kpi) -> None:
    code, out, _ = kpi("check", "missing.yaml", "--format", "json")
    document = json.loads(out)
    assert code == 1
    assert {
        key: document[key]
        for key in ("schema", "version", "department", "year", "targets", "actuals", "summary")
    } == {
        "schema": "kpi.check/1",
        "version": "0.1.0",
        "department": "测试市妇女联合会",
        "year": 2022,
        "targets": {"path": "targets.yaml", "sha256": sha256(TARGETS.encode()).hexdigest()},
        "actuals": {"path": "missing.yaml", "sha256": sha256(MISSING.encode()).hexdigest()},
        "summary": {
            "indicators": 4,
            "met": 3,
            "exceeded": 0,
            "partial": 0,
            "missed": 1,
            "unreported": 0,
            "not-applicable": 0,
            "passed": False,
        },
    }
    assert [row["id"] for row in document["indicators"]] == [
        "sessions",
        "people",
        "grade",
        "satisfied",
    ]
    scored = {"weight", "points", "formula"}
    people, grade = (
        {key: value for key, value in document["indicators"][index].items() if key not in scored}
        for index in (1, 2)
    )
    assert people == {
        "id": "people",
        "task": 2,
        "level1": "产出指标",
        "level2": "数量指标",
        "name": "覆盖人次",
        "target": "≥1万人次",
        "rule": {
            "kind": "threshold",
            "comparator": "≥",
            "amount": "10000",
            "unit": "人次",
            "implied": False,
        },
        "actual": "9800人次",
        "amount": "9800",
        "verdict": "missed",
        "passed": False,
        "completion": "0.9800",
        "gap": "200",
        "needs_reason": True,
        "reason": "天气",
        "line": 11,
    }
    assert grade == {
        "id": "grade",
        "task": 2,
        "level1": "效益指标",
        "level2": "社会效益指标",
        "name": "法治意识有所提升",
        "target": "定性高中低",
        "rule": {"kind": "grade", "scale": ["高", "中", "低"], "expected": None},
        "actual": "高",
        "amount": None,
        "verdict": "met",
        "passed": True,
        "completion": "1.0000",
        "gap": "0",
        "needs_reason": False,
        "reason": None,
        "line": 14,
    }
    assert document["indicators"][3]["task"] is None


def test_json_of_what_cannot_be_judged_holds_the_findings(kpi: Kpi) -> None:
    code, out, err = kpi("check", "broken.yaml", "--format", "json")
    assert code == 3
    assert json.loads(out) == {
        "schema": "kpi.check/1",
        "errors": [
            {
                "code": "KPI302",
                "severity": "error",
                "path": "broken.yaml",
                "line": 3,
                "column": 13,
                "end_column": 16,
                "indicator": "sessions",
                "message": "实际值的单位“次”与指标值的单位“场”不同，不作换算（指标值 =12场）",
            }
        ],
    }
    assert err.startswith("broken.yaml:3:13: error[KPI302] ")


def test_several_files_are_one_document_of_reports(kpi: Kpi) -> None:
    code, out, _ = kpi("check", "passing.yaml", "missing.yaml", "--format", "json")
    document = json.loads(out)
    assert code == 1
    assert sorted(document) == ["reports", "schema"]
    assert [each["actuals"]["path"] for each in document["reports"]] == [
        "passing.yaml",
        "missing.yaml",
    ]


def test_a_broken_file_hides_no_other_and_three_outranks_one(kpi: Kpi) -> None:
    code, out, err = kpi("check", "missing.yaml", "broken.yaml", "passing.yaml", "-f", "json")
    document = json.loads(out)
    assert code == 3
    assert [each["summary"]["passed"] for each in document["reports"]] == [False, True]
    assert [each["path"] for each in document["errors"]] == ["broken.yaml"]
    assert "broken.yaml:3:13: error[KPI302]" in err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(["passing.yaml"], 0, id="passed"),
        pytest.param(["missing.yaml"], 1, id="missed"),
        pytest.param(["passing.yaml", "missing.yaml"], 1, id="one-of-two-missed"),
        pytest.param(["passing.yaml", "--frmat", "json"], 2, id="no-such-option"),
        pytest.param(["passing.yaml", "--format", "yaml"], 2, id="no-such-format"),
        pytest.param(["passing.yaml", "--task", "x"], 2, id="task-is-no-number"),
        pytest.param([], 2, id="no-file"),
        pytest.param(["passing.yaml", "-o", "out.pdf"], 2, id="no-such-suffix"),
        pytest.param(["broken.yaml"], 3, id="unreadable"),
        pytest.param(["absent.yaml"], 3, id="no-such-file"),
        pytest.param(["passing.yaml", "--task", "9"], 3, id="no-such-task"),
        pytest.param(["passing.yaml", "--targets", "absent.yaml"], 3, id="no-such-targets"),
    ],
)
def test_exit_status(kpi: Kpi, arguments: list[str], code: int) -> None:
    assert kpi("check", *arguments)[0] == code


def test_task_leaves_the_other_tasks_out(kpi: Kpi) -> None:
    code, out, _ = kpi("check", "missing.yaml", "--task", "1", "--format", "json")
    document = json.loads(out)
    assert code == 0
    assert [row["id"] for row in document["indicators"]] == ["sessions"]
    assert document["summary"]["indicators"] == 1


def test_unknown_task_is_said(kpi: Kpi) -> None:
    code, out, err = kpi("check", "passing.yaml", "--task", "9")
    assert (code, out) == (3, "")
    assert err == "targets.yaml: error[KPI016] 目标文件里没有任务 9 的指标，这里可以写 1、2\n"


def test_unreported_passes_when_that_is_allowed(kpi: Kpi) -> None:
    Path("half.yaml").write_text("targets: targets.yaml\nactuals: {sessions: 12场}\n", "utf-8")
    assert kpi("check", "half.yaml")[0] == 1
    code, out, _ = kpi("check", "half.yaml", "--allow-unreported", "--format", "json")
    summary = json.loads(out)["summary"]
    assert code == 0
    assert (summary["met"], summary["unreported"], summary["passed"]) == (1, 3, True)


def test_unreported_is_allowed_but_a_miss_is_not(kpi: Kpi) -> None:
    Path("half.yaml").write_text("targets: targets.yaml\nactuals: {sessions: 11场}\n", "utf-8")
    assert kpi("check", "half.yaml", "--allow-unreported")[0] == 1


@pytest.mark.parametrize(
    "argument",
    [
        pytest.param("reports", id="folder"),
        pytest.param("reports/*.yaml", id="glob"),
        pytest.param("rep*/[ab].y*ml", id="glob-of-folders"),
    ],
)
def test_folders_and_patterns_are_expanded(kpi: Kpi, argument: str) -> None:
    Path("reports").mkdir()
    for name in ("b.yaml", "a.yaml"):
        Path("reports", name).write_text(PASSING.replace("targets.yaml", "../targets.yaml"))
    Path("reports/notes.txt").write_text("not a report")
    code, out, _ = kpi("check", argument, "--format", "json")
    assert code == 0
    assert [each["actuals"]["path"] for each in json.loads(out)["reports"]] == [
        str(Path("reports/a.yaml")),
        str(Path("reports/b.yaml")),
    ]


def test_a_file_that_is_named_twice_is_judged_once(kpi: Kpi) -> None:
    _, out, _ = kpi("check", "passing.yaml", "passing.yaml", "pass*.yaml", "--format", "json")
    assert json.loads(out)["actuals"]["path"] == "passing.yaml"


def test_standard_input_finds_targets_from_the_current_folder(kpi: Kpi) -> None:
    code, out, err = kpi("check", "-", "--format", "json", stdin=PASSING.encode())
    assert (code, err) == (0, NO_EXECUTION.format("-"))
    assert json.loads(out)["actuals"]["path"] == "-"


def test_targets_option_replaces_the_one_in_the_file(kpi: Kpi) -> None:
    Path("other.yaml").write_text(TARGETS.replace("=12场", "=13场"), "utf-8")
    code, out, _ = kpi("check", "passing.yaml", "--targets", "other.yaml", "--format", "json")
    document = json.loads(out)
    assert code == 1
    assert document["targets"]["path"] == "other.yaml"
    assert document["indicators"][0]["verdict"] == "missed"


def test_targets_path_is_relative_to_the_actuals_file(kpi: Kpi, tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (deep / "x.yaml").write_text(PASSING.replace("targets.yaml", "../../targets.yaml"), "utf-8")
    code, out, _ = kpi("check", "a/b/x.yaml", "--format", "json")
    assert code == 0
    assert json.loads(out)["targets"]["path"] == "targets.yaml"


def test_plain_is_one_aligned_line_an_indicator(kpi: Kpi) -> None:
    code, out, _ = kpi("check", "missing.yaml", "--format", "plain")
    lines = out.splitlines()
    assert code == 1
    assert len(lines) >= 5
    assert lines[0].split()[:7] == ["√", "达成", "sessions", "1", "数量指标", "培训场次", "=12场"]
    assert lines[1].startswith("× 未达成  people ")
    assert "还差 200人次" in lines[1]
    assert any(line.startswith("未通过：共 4 项，达成 3，未达成 1") for line in lines)


def test_above_200_rows_text_becomes_plain_with_a_notice(kpi: Kpi) -> None:
    rows = "".join(
        f"      - {{id: x{number}, name: 指标{number}, target: '≥1个'}}\n" for number in range(201)
    )
    Path("many.yaml").write_text(
        f"year: 2022\ndepartment: 甲\nindicators:\n  产出指标:\n    数量指标:\n{rows}", "utf-8"
    )
    Path("answer.yaml").write_text(
        "targets: many.yaml\nactuals:\n" + "".join(f"  x{n}: 1个\n" for n in range(201)), "utf-8"
    )
    code, out, err = kpi("check", "answer.yaml")
    assert code == 0
    assert err == "共 201 项指标，改用每项一行的 plain 格式\n"
    assert out.splitlines()[200].startswith("√ 达成  x200 ")


def test_output_file_holds_the_document_that_stdout_would(kpi: Kpi) -> None:
    _, printed, _ = kpi("check", "missing.yaml", "--format", "json")
    code, out, err = kpi("check", "missing.yaml", "--format", "plain", "-o", "out.json")
    assert code == 1
    assert out.splitlines()[0].split()[:3] == ["√", "达成", "sessions"]
    assert "已写入 out.json" in err
    assert Path("out.json").read_text("utf-8") == printed


def test_output_may_be_several_files(kpi: Kpi) -> None:
    code, out, _ = kpi("check", "passing.yaml", "-o", "out.txt", "-o", "OUT.JSON")
    assert code == 0
    assert Path("out.txt").read_text("utf-8") == out
    assert json.loads(Path("OUT.JSON").read_text("utf-8"))["schema"] == "kpi.check/1"


def test_output_is_never_overwritten_unasked(kpi: Kpi) -> None:
    Path("out.json").write_text("mine")
    code, out, err = kpi("check", "passing.yaml", "-o", "out.json")
    assert (code, out) == (2, "")
    assert "文件 out.json 已经存在；要覆盖请加 --force" in err
    assert Path("out.json").read_text() == "mine"
    assert kpi("check", "passing.yaml", "-o", "out.json", "--force")[0] == 0
    assert json.loads(Path("out.json").read_text("utf-8"))["summary"]["passed"] is True


def test_no_temporary_file_is_left_behind(kpi: Kpi, folder: Path) -> None:
    before = {*folder.iterdir()}
    kpi("check", "passing.yaml", "-o", "out.json", "-o", "out.txt")
    assert {*folder.iterdir()} - before == {folder / "out.json", folder / "out.txt"}


@pytest.mark.parametrize(
    ("name", "code", "counts"),
    [
        pytest.param("2022.example", 0, [33, 1, 0, 0, 0, 0], id="passing"),
        pytest.param("2022.shortfall.example", 1, [30, 1, 1, 1, 1, 0], id="falling-short"),
    ],
)
def test_example_year(kpi: Kpi, name: str, code: int, counts: list[int]) -> None:
    status, out, _ = kpi("check", ROOT / "actuals" / f"{name}.yaml", "--format", "json")
    summary = json.loads(out)["summary"]
    verdicts = ("met", "exceeded", "partial", "missed", "unreported", "not-applicable")
    assert status == code
    assert [summary[verdict] for verdict in verdicts] == counts
