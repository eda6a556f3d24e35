"""The formats that a CI reads: junit, github, gitlab, sarif and markdown, of check and validate."""

import json
import os
import re
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from program import Kpi, Process

TARGETS: Final = """\
year: 2024
department: 测试市妇女联合会
indicators:
  产出指标:
    数量指标:
      - {id: sessions, name: 培训场次, target: "≥12场"}
      - {id: people, name: 覆盖人次, target: "=100人次"}
  效益指标:
    社会效益指标:
      - {id: grade, name: 法治意识, target: 定性高中低}
  满意度指标:
    服务对象满意度指标:
      - {id: satisfied, name: 群众满意度, target: "85%"}
"""
ACTUALS: Final = """\
targets: targets.yaml
actuals:
  sessions: {value: 9场, reason: 场地关闭}
  people: 120人次
  grade: 高
"""

HOSTILE: Final = "5% ::error::坏,a:b\r\n<i>|`]]>\x1b[31m😀\ufffe"
QUOTED: Final = json.dumps(HOSTILE).replace(r"\ud83d\ude00", "😀")


FILES: Final = {"targets.yaml": TARGETS, "actuals.yaml": ACTUALS}
pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def hostile(folder: Path) -> None:
    """Put everything that a format could trip over into the name of a missed indicator."""
    (folder / "targets.yaml").write_text(TARGETS.replace("培训场次", QUOTED), "utf-8")
    (folder / "actuals.yaml").write_text(
        ACTUALS.replace("120", "100") + "  satisfied: 90%\n", "utf-8"
    )


def test_check_as_github_annotations(kpi: Kpi) -> None:
    code, out, err = kpi("check", "actuals.yaml", "-f", "github")
    assert (code, err) == (1, "")
    assert out == (
        "::error file=actuals.yaml,line=2,col=1,endColumn=8,title=KPI402 未填报"
        "::“群众满意度”没有填报实际值（指标值 85%25）\n"
        "::error file=actuals.yaml,line=3,col=21,endColumn=23,title=KPI420 没有达成"
        "::“培训场次”未达成：目标 ≥12场，实际 9场，还差 3场\n"
        "::error file=actuals.yaml,line=4,col=11,endColumn=16,title=KPI401 缺少偏差原因"
        "::“覆盖人次”超额（完成率 120.0%25），没有说明原因（reason）\n"
    )


def test_what_no_file_answers_is_said_in_annotations_only(kpi: Kpi, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "targets.yaml").write_text(
        Path("targets.yaml").read_text("utf-8"), "utf-8"
    )
    code, out, err = kpi("check", "actuals.yaml", "other", "no*.yaml", ".", "-f", "github")
    assert (code, err) == (3, "")
    assert "没有符合的文件" in out
    assert "没有可评判的实际值文件" in out


def test_validate_as_github_annotations(kpi: Kpi) -> None:
    code, out, err = kpi("validate", "targets.yaml", "--select", "KPI201", "-f", "github")
    assert (code, err) == (0, "")
    assert out == (
        "::warning file=targets.yaml,line=13,col=47,endColumn=50,title=KPI201 缺少符号"
        "::指标值“85%25”没有写符号，按 ≥85%25 理解；请写明 ≥ 还是 =\n"
    )


def test_every_row_that_does_not_pass_has_an_error(kpi: Kpi) -> None:
    _, report, _ = kpi("check", "actuals.yaml", "-f", "json")
    failed = {each["id"] for each in json.loads(report)["indicators"] if not each["passed"]}
    _, out, _ = kpi("check", "actuals.yaml", "-f", "sarif")
    blamed = {
        each["locations"][0]["logicalLocations"][0]["name"]
        for each in json.loads(out)["runs"][0]["results"]
        if each["level"] == "error"
    }
    assert blamed == failed == {"sessions", "people", "satisfied"}


def test_gitlab_entry(kpi: Kpi) -> None:
    _, out, _ = kpi("check", "actuals.yaml", "-f", "gitlab")
    entries = json.loads(out)
    jsonschema.validate(entries, GITLAB)
    assert entries[1] == {
        "description": "“培训场次”未达成：目标 ≥12场，实际 9场，还差 3场",
        "check_name": "KPI420",
        "fingerprint": entries[1]["fingerprint"],
        "severity": "major",
        "location": {"path": "actuals.yaml", "lines": {"begin": 3}},
    }


def test_fingerprint_stays_when_lines_move_and_each_occurs_once(kpi: Kpi, folder: Path) -> None:
    before = fingerprints(kpi)
    path = folder / "actuals.yaml"
    path.write_text("# 说明\n\n" + path.read_text("utf-8"), "utf-8")
    assert fingerprints(kpi) == before
    assert len(set(before)) == len(before) == 3


def fingerprints(kpi: Kpi) -> list[str]:
    entries = json.loads(kpi("check", "actuals.yaml", "-f", "gitlab")[1])
    return [each["fingerprint"] for each in entries]


def test_sarif_result_and_rule(kpi: Kpi) -> None:
    _, out, _ = kpi("check", "actuals.yaml", "-f", "sarif")
    (run,) = json.loads(out)["runs"]
    rules, result = run["tool"]["driver"]["rules"], run["results"][1]
    assert [each["id"] for each in rules] == ["KPI401", "KPI402", "KPI420"]
    assert rules[result["ruleIndex"]]["name"] == "TargetMissed"
    assert rules[1]["help"]["text"].startswith("指标没有实际值，不得分。")
    assert (result["ruleId"], result["level"]) == ("KPI420", "error")
    assert result["message"] == {"text": "“培训场次”未达成：目标 ≥12场，实际 9场，还差 3场"}
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "actuals.yaml"},
                "region": {"startLine": 3, "startColumn": 21, "endColumn": 23},
            },
            "logicalLocations": [{"name": "sessions", "kind": "member"}],
        }
    ]


def test_sarif_message_has_no_argument_and_no_link(kpi: Kpi, folder: Path) -> None:
    text = TARGETS.replace("培训场次", '"{0} [甲](1) {甲} [乙]"')
    (folder / "targets.yaml").write_text(text, "utf-8")
    (run,) = json.loads(kpi("check", "actuals.yaml", "-f", "sarif")[1])["runs"]
    assert r"“{{0}} \[甲](1) {甲} [乙]”未达成" in run["results"][1]["message"]["text"]


def test_junit_has_a_testcase_an_indicator(kpi: Kpi) -> None:
    _, out, _ = kpi("check", "actuals.yaml", "-f", "junit")
    (suite,) = ET.fromstring(out.encode())  # noqa: S314  (our own)
    assert {key: suite.get(key) for key in ("name", "tests", "failures", "errors")} == {
        "name": "actuals.yaml",
        "tests": "5",
        "failures": "3",
        "errors": "0",
    }
    assert [(case.get("classname"), case.get("name")) for case in suite] == [
        ("file", "actuals.yaml"),
        ("产出指标.数量指标", "培训场次（sessions）"),
        ("产出指标.数量指标", "覆盖人次（people）"),
        ("效益指标.社会效益指标", "法治意识（grade）"),
        ("满意度指标.服务对象满意度指标", "群众满意度（satisfied）"),
    ]
    (failure,) = suite[1]
    assert failure.attrib == {
        "message": "“培训场次”未达成：目标 ≥12场，实际 9场，还差 3场",
        "type": "KPI420",
    }
    assert (failure.text or "").startswith("actuals.yaml:3:21: error[KPI420] ")
    assert len(suite[3]) == 0


def test_junit_of_validate_fails_as_the_command_does(kpi: Kpi) -> None:
    arguments = ["validate", "targets.yaml", "--select", "KPI201", "-f", "junit"]
    assert kpi(*arguments)[1].count("<failure") == 0
    assert "<system-out>targets.yaml:13:47: warning[KPI201]" in kpi(*arguments)[1]
    code, out, _ = kpi(*arguments, "--fail-on", "warning")
    assert (code, out.count("<failure")) == (1, 1)


@pytest.mark.parametrize("command", ["check", "validate"])
def test_a_file_that_cannot_be_used_is_an_error_on_its_first_line(kpi: Kpi, command: str) -> None:
    code, out, _ = kpi(command, "no/absent.yaml", "-f", "junit")
    assert (code, out.count("<error"), 'tests="1" errors="1"' in out) == (3, 1, True)
    _, out, _ = kpi(command, "no/absent.yaml", "-f", "github")
    assert out == ("::error file=no/absent.yaml,line=1,title=KPI001 文件读不了::找不到这个文件\n")
    _, out, _ = kpi(command, "no/absent.yaml", "-f", "gitlab")
    assert json.loads(out)[0]["location"] == {"path": "no/absent.yaml", "lines": {"begin": 1}}


@pytest.mark.usefixtures("hostile")
def test_hostile_name_in_github(kpi: Kpi) -> None:
    _, out, _ = kpi("check", "actuals.yaml", "-f", "github")
    assert out == (
        "::error file=actuals.yaml,line=3,col=21,endColumn=23,title=KPI420 没有达成"
        "::“5%25 ::error::坏,a:b%0D%0A<i>|`]]>\\x1b[31m😀\ufffe”未达成"
        "：目标 ≥12场，实际 9场，还差 3场\n"
    )


def test_hostile_file_name_in_github_and_sarif(kpi: Kpi) -> None:
    Path("5%,a:b c.yaml").write_text("[", "utf-8")
    _, out, _ = kpi("validate", "5%,a:b c.yaml", "-f", "github")
    assert out.startswith("::error file=5%25%2Ca%3Ab c.yaml,line=1,col=")
    _, out, _ = kpi("validate", "5%,a:b c.yaml", "-f", "sarif")
    assert '"uri": "5%25%2Ca%3Ab%20c.yaml"' in out


@pytest.mark.usefixtures("hostile")
def test_hostile_name_in_gitlab_and_sarif(kpi: Kpi) -> None:
    message = f"“{HOSTILE}”未达成：目标 ≥12场，实际 9场，还差 3场"
    assert json.loads(kpi("check", "actuals.yaml", "-f", "gitlab")[1])[0]["description"] == message
    (run,) = json.loads(kpi("check", "actuals.yaml", "-f", "sarif")[1])["runs"]
    assert run["results"][0]["message"]["text"] == message


@pytest.mark.usefixtures("hostile")
def test_hostile_name_in_junit(kpi: Kpi) -> None:
    _, out, _ = kpi("check", "actuals.yaml", "-f", "junit")
    (suite,) = ET.fromstring(out.encode())  # noqa: S314  (our own)
    shown = "5% ::error::坏,a:b\n<i>|`]]>\\x1b[31m😀\\ufffe"
    assert suite[1].get("name") == f"{shown}（sessions）"
    assert (suite[1][0].get("message") or "").startswith(f"“{shown}”未达成")


def test_hostile_text_in_markdown(kpi: Kpi, folder: Path) -> None:
    text = TARGETS.replace("85%", "85%|<i>`").replace("培训场次", "甲")
    (folder / "targets.yaml").write_text(text, "utf-8")
    code, out, err = kpi("validate", "targets.yaml", "-f", "markdown")
    assert (code, err) == (3, "")
    assert out.startswith(
        "## 绩效目标审核\n\n1 个文件，0 项指标：1 个错误，0 个警告，0 个提示\n\n"
        "| 级别 | 位置 | 代码 | 指标 | 说明 |\n| --- | --- | --- | --- | --- |\n"
        "| 错误 | targets.yaml:<!-- -->13:<!-- -->"
    )
    row = out.splitlines()[-1]
    assert row.count("|") == 6
    assert "&#124;&#60;i&#62;&#96;" in row


def test_a_thousand_findings(kpi: Kpi, folder: Path) -> None:
    rows = "".join(
        f'      - {{id: s-{number}, name: 同一个名称, target: "5"}}\n' for number in range(1000)
    )
    text = TARGETS.replace("  效益指标", f"{rows}  效益指标", 1)
    (folder / "targets.yaml").write_text(text, "utf-8")
    arguments = ["validate", "targets.yaml", "--select", "KPI201"]
    assert kpi(*arguments, "-f", "github")[1].count("\n") == 1001
    entries = json.loads(kpi(*arguments, "-f", "gitlab")[1])
    assert len({each["fingerprint"] for each in entries}) == 1001
    _, out, _ = kpi(*arguments, "-f", "sarif")
    assert len(json.loads(out)["runs"][0]["results"]) == 1001
    assert kpi(*arguments, "-f", "junit")[1].count("<system-out>") == 1001
    assert kpi(*arguments, "-f", "markdown")[1].count("| KPI201 |") == 1001


def test_suffix_of_output_chooses_the_format(kpi: Kpi) -> None:
    names = ["a.xml", "a.sarif", "a.md", "a.json"]
    outputs = [part for name in names for part in ("-o", name)]
    for arguments in (["check", "actuals.yaml"], ["validate", "targets.yaml", "--force"]):
        kpi(*arguments, *outputs)
        assert Path("a.xml").read_text("utf-8").startswith("<?xml version='1.0'")
        assert json.loads(Path("a.sarif").read_text("utf-8"))["version"] == "2.1.0"
        assert Path("a.md").read_text("utf-8").startswith("## ")
        schema = json.loads(Path("a.json").read_text("utf-8"))["schema"]
        assert schema == f"kpi.{arguments[0]}/1"
    code, _, err = kpi("validate", "targets.yaml", "-o", "a.xml")
    assert code == 2
    assert "要覆盖请加 --force" in err


def test_finding_formats_are_written_where_nothing_could_be_judged(kpi: Kpi) -> None:
    code, _, _ = kpi("check", "absent.yaml", "-o", "a.xml", "-o", "a.md")
    assert code == 3
    assert "KPI001" in Path("a.xml").read_text("utf-8")
    assert not Path("a.md").exists()


@pytest.mark.parametrize("arguments", ["check actuals.yaml", "validate targets.yaml"])
def test_in_a_github_workflow_annotations_follow_the_text(
    kpi: Kpi, monkeypatch: pytest.MonkeyPatch, arguments: str
) -> None:
    _, text, err = kpi(*arguments.split())
    _, annotations, _ = kpi(*arguments.split(), "-f", "github")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    _, out, same = kpi(*arguments.split())
    stopped = re.fullmatch(r"::stop-commands::([0-9a-f]{32})\n(.*)::\1::\n(.*)", out, re.DOTALL)
    assert stopped is not None
    assert (stopped[2], stopped[3], same) == (text, annotations, err)
    assert kpi(*arguments.split(), "-f", "text")[1] == text


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("wanted", ["github", "gitlab", "sarif", "junit"])
def test_gbk_is_no_obstacle(kpi_process: Process, folder: Path, wanted: str) -> None:
    process = kpi_process("check", "actuals.yaml", "-f", wanted, cwd=folder, PYTHONIOENCODING="gbk")
    assert process.returncode == 1
    assert b"Traceback" not in process.stderr
    if wanted == "github":
        assert r"\U0001f600" in process.stdout.decode("gbk")
    elif wanted == "junit":
        assert "😀" in process.stdout.decode("utf-8")
    else:
        assert json.loads(process.stdout.decode("gbk"))


SARIF_SCHEMA: Final = "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("arguments", ["check actuals.yaml", "validate", "check absent.yaml"])
def test_sarif_is_valid_against_the_published_schema(
    kpi: Kpi, node_modules: Path, arguments: str
) -> None:
    schema = node_modules / SARIF_SCHEMA
    if not schema.exists():
        pytest.skip("the npm package @microsoft/jest-sarif is not installed")
    document = json.loads(kpi(*arguments.split(), "-f", "sarif")[1])
    assert document["runs"][0]["results"]
    jsonschema.Draft7Validator(json.loads(schema.read_text("utf-8"))).validate(document)


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("arguments", ["check actuals.yaml", "validate targets.yaml"])
def test_junit_has_the_shape_that_readers_expect(kpi: Kpi, arguments: str) -> None:
    """The part of the JUnit schema that CI services read: names, counts, results."""
    root = ET.fromstring(kpi(*arguments.split(), "-f", "junit")[1].encode())  # noqa: S314
    assert root.tag == "testsuites"
    for suite in root:
        assert suite.tag == "testsuite"
        counts = [int(suite.get(key, "")) for key in ("tests", "failures", "errors", "skipped")]
        found = [len(suite.findall(f"testcase{below}")) for below in ("", "/failure", "/error")]
        assert counts == [*found, 0]
        for case in suite:
            assert case.tag == "testcase"
            assert set(case.attrib) == {"name", "classname", "time"}
            assert {each.tag for each in case} <= {"failure", "error", "system-out"}


GITLAB: Final[dict[str, Any]] = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./|/)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}
"""What GitLab's documentation asks of a Code Quality report."""


def test_paths_are_relative_to_the_current_directory(kpi: Kpi, folder: Path) -> None:
    absolute = str(folder / "actuals.yaml")
    entries = json.loads(kpi("check", absolute, "-f", "gitlab")[1])
    assert {each["location"]["path"] for each in entries} == {"actuals.yaml"}
    (folder / "sub").mkdir()
    os.chdir("sub")
    (run,) = json.loads(kpi("check", "../actuals.yaml", "-f", "sarif")[1])["runs"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == f"file://{absolute}"
