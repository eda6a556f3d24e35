"""``kpi new actuals``: the form as YAML and as a workbook."""

import json
from pathlib import Path
from typing import Final

import pytest
from jsonschema import Draft7Validator
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from ruamel.yaml import YAML

from office import printed
from program import Kpi
from samples import SEED

TARGETS: Final = """\
year: 2022
department: 某区妇女联合会
budget: {total: 200.00}
tasks:
  - {id: 1, name: 培训}
  - {id: 2, name: 宣传}
indicators:
  产出指标:
    数量指标:
      - {id: people, task: 2, name: 覆盖人次, target: "≥1万人次"}
      - {id: classes, task: 1, name: 培训场次, target: "=23个"}
  效益指标:
    社会效益指标:
      - {id: effect, task: 2, name: 成效, target: 定性高中低}
  满意度指标:
    服务对象满意度指标:
      - {id: content, name: 满意度, target: "≥90%"}
"""
YAML_FORM: Final = """\
targets: "../t.yaml"
budget:    # 预算执行，万元；都空着为没有填写
  adjusted:    # 调整后预算数，空着为年初预算 200.00
  executed:    # 全年执行数
  reason:    # 执行率低于 90% 时说明原因
actuals:
  # ---- 任务一：培训
  # 培训场次    =23个
  classes:    # 个：正好23个，多于此数须说明原因
  # ---- 任务二：宣传
  # 覆盖人次    ≥1万人次
  people:    # 万人次：不少于1万人次（10000人次）
  # 成效    定性高中低
  effect:    # 等级：按 高、中、低 评定：高为达成，中为部分达成，低为未达成
  # ---- 未归属任务
  # 满意度    ≥90%
  content:    # %：不少于90%
"""


FILES: Final = {"t.yaml": TARGETS, "old.yaml": "# 去年的\n"}


@pytest.fixture(autouse=True)
def _forms(folder: Path) -> None:
    (folder / "forms").mkdir()


def sheet_of(kpi: Kpi, *arguments: str) -> Worksheet:
    code, _, err = kpi("new", "actuals", "t.yaml", "-o", "form.xlsx", "--force", *arguments)
    assert (code, err) == (0, "已写入 form.xlsx\n")
    return load_workbook("form.xlsx")["填报表"]


def test_yaml_form_asks_by_task_with_targets_and_units_beside(kpi: Kpi) -> None:
    assert kpi("new", "actuals", "t.yaml", "-o", "forms/f.yaml")[0] == 0
    text = Path("forms/f.yaml").read_text(encoding="utf-8")
    assert text.startswith("# 某区妇女联合会2022年绩效目标实际完成值\n")
    assert text[text.index("targets:") :] == YAML_FORM


def test_yaml_form_is_read_as_it_is(kpi: Kpi) -> None:
    kpi("new", "actuals", "t.yaml", "-o", "forms/f.yaml")
    code, out, _ = kpi("check", "forms/f.yaml", "--format", "json")
    document = json.loads(out)
    assert (code, document["summary"]["unreported"]) == (1, 4)
    assert document["score"]["budget"] is None


def test_yaml_form_is_filled_in_where_it_is_left_empty(kpi: Kpi) -> None:
    kpi("new", "actuals", "t.yaml", "-o", "forms/f.yaml")
    form = Path("forms/f.yaml")
    text = form.read_text("utf-8")
    for key, value in (("classes", "23个"), ("people", "2万人次"), ("effect", "高"),
                       ("content", "92%"), ("executed", "200")):  # fmt: skip
        text = text.replace(f"  {key}: ", f"  {key}: {value} ")
    form.write_text(text, encoding="utf-8")
    assert kpi("check", form)[0] == 0


def test_a_budget_with_a_part_filled_in_is_asked_for_the_rest(kpi: Kpi) -> None:
    kpi("new", "actuals", "t.yaml", "-o", "forms/f.yaml")
    form = Path("forms/f.yaml")
    form.write_text(form.read_text("utf-8").replace("adjusted: ", "adjusted: 190 "), "utf-8")
    code, _, err = kpi("check", form)
    assert code == 3
    assert "error[KPI012] 值是空的" in err


def test_an_unknown_key_in_an_empty_budget_is_named(kpi: Kpi) -> None:
    Path("f.yaml").write_text("targets: t.yaml\nbudget: {excuted: }\nactuals: {}\n", "utf-8")
    assert "f.yaml:2:10: error[KPI010]" in kpi("check", "f.yaml")[2]


def test_yaml_form_follows_the_schema(kpi: Kpi) -> None:
    kpi("new", "actuals", "t.yaml", "-o", "f.yaml")
    schema = json.loads((SEED.parent.parent / "schema" / "actuals.schema.json").read_text("utf-8"))
    form = YAML(typ="safe", pure=True).load(Path("f.yaml"))
    assert list(Draft7Validator(schema).iter_errors(form)) == []


@pytest.mark.parametrize("suffix", ["yaml", "xlsx"])
def test_the_form_of_one_task_asks_for_its_indicators_only(kpi: Kpi, suffix: str) -> None:
    form = f"form.{suffix}"
    assert kpi("new", "actuals", "t.yaml", "-o", form, "--task", "2")[0] == 0
    document = json.loads(kpi("check", form, "--format", "json")[1])
    asked = [each["indicator"] for each in document["findings"] if each.get("cell", "x") != ""]
    assert set(asked) >= {"people", "effect"}
    if suffix == "yaml":
        text = Path(form).read_text("utf-8")
        assert "classes" not in text
        assert "budget" not in text
    else:
        ids = [cell.value for cell in load_workbook(form)["填报表"]["L"] if cell.value]
        assert ids == ["编号", "people", "effect"]


def test_targets_are_locked_and_answers_are_not(kpi: Kpi) -> None:
    sheet = sheet_of(kpi)
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    unlocked = {cell.coordinate[0] for row in sheet.iter_rows(min_row=7, max_row=10)
                for cell in row if not cell.protection.locked}  # fmt: skip
    assert unlocked == {"G", "I", "J", "K"}
    shares = [cell.coordinate for cell in sheet["K"][4:10] if not cell.protection.locked]
    assert shares == ["K9"]


def test_a_row_has_its_target_unit_meaning_note_and_drop_down(kpi: Kpi) -> None:
    sheet = sheet_of(kpi)
    assert [cell.value for cell in sheet[8][:12]] == [
        "任务二：宣传",
        "产出指标",
        "数量指标",
        "覆盖人次",
        "≥1万人次",
        "不少于1万人次（10000人次）",
        None,
        "万人次",
        None,
        None,
        None,
        "people",
    ]
    assert sheet["G8"].comment.text == (
        "计量单位：万人次\n不少于1万人次（10000人次）\n"
        "9999人次 没有达成；10000人次 达成；10001人次 达成"
    )
    lists = {
        str(place): each.formula1
        for each in sheet.data_validations.dataValidation
        for place in str(each.sqref).split()
    }
    assert lists == {
        "G7": '"不适用"',
        "G8": '"不适用"',
        "G9": '"高,中,低,不适用"',
        "G10": '"不适用"',
    }
    assert (sheet["G7"].number_format, sheet["G10"].number_format) == ("General", "0.00%")


def test_the_budget_stands_above_the_indicators(kpi: Kpi) -> None:
    sheet = sheet_of(kpi)
    assert [cell.value for cell in sheet["D"][4:6]] == ["调整后预算数", "全年执行数"]
    assert [cell.value for cell in sheet["E"][4:6]] == ["年初预算 200.00"] * 2


def test_a_hidden_sheet_says_where_the_form_comes_from(kpi: Kpi) -> None:
    kpi("new", "actuals", "t.yaml", "-o", "forms/f.xlsx", "--task", "1")
    stamp = load_workbook("forms/f.xlsx")["kpi"]
    assert stamp.sheet_state == "hidden"
    lines = [tuple(cell.value for cell in row) for row in stamp]
    assert lines[:2] == [("form", "kpi.form/1"), ("targets", "../t.yaml")]
    assert [name for name, _ in lines[2:5]] == ["sha256", "made", "task"]
    assert lines[5:] == [("id", "classes")]


@pytest.mark.parametrize(
    "name", ["=1+1", "@SUM(A1)", "[red]警告", "<script>alert(1)</script>", "红\x1b[31m", "a\nb: c"]
)
def test_names_are_data(kpi: Kpi, name: str) -> None:
    Path("t.yaml").write_text(TARGETS.replace("培训场次", json.dumps(name)), encoding="utf-8")
    sheet = sheet_of(kpi)
    assert sheet["D7"].value == name.replace("\x1b", "\\x1b")
    assert {cell.data_type for row in sheet for cell in row} <= {"s", "n"}
    kpi("new", "actuals", "t.yaml", "-o", "f.yaml")
    assert kpi("check", "f.yaml", "--allow-unreported")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        pytest.param(["t.yaml"], 2, "缺少选项", id="no-output"),
        pytest.param(["t.yaml", "-o", "f.docx"], 2, "不支持的后缀“.docx”", id="suffix"),
        pytest.param(["t.yaml", "-o", "old.yaml"], 2, "已经存在", id="exists"),
        pytest.param(["t.yaml", "-o", "t.yaml", "--force"], 2, "就是要读的文件", id="itself"),
        pytest.param(["-", "-o", "f.yaml"], 2, "不能用标准输入", id="standard-input"),
        pytest.param(["no.yaml", "-o", "f.yaml"], 3, "找不到这个文件", id="no-file"),
        pytest.param(["t.yaml", "-o", "f.yaml", "--task", "9"], 3, "没有任务 9 的指标", id="task"),
        pytest.param(
            ["t.yaml", "-o", "no/f.yaml"],
            3,
            "写不了这个文件：没有文件夹 no，请先建立",
            id="no-folder",
        ),
    ],
)
def test_what_cannot_be_made_is_said(kpi: Kpi, arguments: list[str], code: int, words: str) -> None:
    status, out, err = kpi("new", "actuals", *arguments)
    assert (status, out) == (code, "")
    assert words in err
    assert sorted(each.name for each in Path().iterdir()) == ["forms", "old.yaml", "t.yaml"]
    assert Path("t.yaml").read_text("utf-8") == TARGETS


def test_the_form_of_the_published_table_prints_whole(kpi: Kpi) -> None:
    kpi("new", "actuals", SEED, "-o", "form.xlsx")
    text = "".join(printed(Path("form.xlsx"), "-layout"))
    assert "成都市妇女联合会2022年绩效目标实际完成情况填报表" in text
    assert text.count("实际完成值") == 2
    assert "≥1万人次" in text
