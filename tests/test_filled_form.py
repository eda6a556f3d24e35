"""A form that was filled in says what an actuals file with the same values says."""

import json
import random
import sys
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from fulian_kpi.diagnostic import InvalidFileError
from fulian_kpi.judging import Judged, judge_file
from fulian_kpi.loading import load_targets
from fulian_kpi.questionnaire import Origin, questions
from fulian_kpi.report.check_json import judged_json
from fulian_kpi.report.questionnaire_xlsx import write_questionnaire_xlsx
from program import Kpi

TARGETS: Final = """\
year: 2022
department: 某区妇女联合会
budget: {total: 200.00}
tasks:
  - {id: 1, name: 培训}
  - {id: 2, name: 宣传}
indicators:
  成本指标:
    经济成本指标:
      - {id: cost, task: 1, name: 培训成本, target: "≤300元/人"}
  产出指标:
    数量指标:
      - {id: classes, task: 1, name: 培训场次, target: "=23个"}
      - {id: people, task: 2, name: 覆盖人次, target: "≥1万人次"}
      - {id: sites, task: 2, name: 建设站点, target: "3-5个"}
    质量指标:
      - {id: passed, task: 1, name: 合格率, target: "≥85%"}
    时效指标:
      - {id: done, task: 1, name: 完成时间, target: 2022年10月底前}
  效益指标:
    社会效益指标:
      - {id: effect, task: 2, name: 成效, target: 定性高中低}
      - {id: known, task: 2, name: 知晓程度, target: "定性：有所提升"}
      - {id: growth, task: 2, name: 收入, target: 增长8%}
  满意度指标:
    服务对象满意度指标:
      - {id: content, name: 学员满意度, target: "≥90%"}
"""
FILES: Final = {"targets.yaml": TARGETS}
HEADER: Final = 4


class Value(NamedTuple):
    """The same answer as it is typed into a cell and as it is written in YAML."""

    cell: object
    text: str
    number_format: str | None = None


def blank(folder: Path, name: str = "form.xlsx", task: int | None = None) -> Path:
    """Write the form of the targets in `folder`."""
    targets = load_targets(str(folder / "targets.yaml"))
    path = folder / name
    with path.open("wb") as stream:
        origin = Origin("targets.yaml", "2022-12-01 09:00", task)
        write_questionnaire_xlsx(targets, questions(targets, task), stream, origin)
    return path


def columns(sheet: Worksheet) -> dict[str, int]:
    row = next(row for row in sheet.iter_rows() if "编号" in [cell.value for cell in row])
    return {str(cell.value): place for place, cell in enumerate(row, start=1)}


def fill(
    path: Path,
    answers: Mapping[str, object],
    *,
    column: str = "实际完成值",
    formats: Mapping[str, str] | None = None,
) -> Path:
    """Type answers into a form, by the id of their row."""
    workbook = load_workbook(path)
    sheet = workbook["填报表"]
    places = columns(sheet)
    for row in range(HEADER + 1, sheet.max_row + 1):
        row_id = sheet.cell(row, places["编号"]).value
        if row_id in answers:
            cell = sheet.cell(row, places[column])
            cell.value = answers[str(row_id)]  # type: ignore[assignment]  # Whatever a test types.
            if formats and row_id in formats:
                cell.number_format = formats[str(row_id)]
    workbook.save(path)
    return path


def mix(path: Path, seed: int) -> None:
    """Move columns, sort rows anyhow and insert empty ones, as people do."""
    chance = random.Random(seed)
    workbook = load_workbook(path)
    sheet = workbook["填报表"]
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    rows: list[list[tuple[object, str]]] = [
        [(cell.value, cell.number_format) for cell in row]
        for row in sheet.iter_rows(min_row=HEADER)
    ]
    order = list(range(len(rows[0])))
    chance.shuffle(order)
    body: list[list[tuple[object, str]] | None] = [*rows[1:], None, None]
    chance.shuffle(body)
    for number, row in enumerate([rows[0], *body], start=HEADER):
        for place, old in enumerate(order, start=1):
            value, number_format = row[old] if row else (None, "General")
            cell = sheet.cell(number, place)
            cell.value = value  # type: ignore[assignment]  # As it was read.
            cell.number_format = number_format
    workbook.save(path)


def in_yaml(folder: Path, answers: Mapping[str, str], budget: str = "") -> Judged:
    path = folder / "actuals.yaml"
    lines = [f"  {key}: {json.dumps(text, ensure_ascii=False)}" for key, text in answers.items()]
    body = "\n".join(lines) or "  {}"
    path.write_text(f"targets: targets.yaml\n{budget}\nactuals:\n{body}\n", encoding="utf-8")
    return judge_file(str(path))


def comparable(judged: Judged) -> dict[str, Any]:
    """Return the JSON without what tells one file from another."""
    document: Any = judged_json(judged)
    del document["actuals"]
    for each in document["findings"]:
        for key in ("path", "line", "column", "end_column", "cell"):
            each.pop(key, None)
        each["message"] = each["message"].replace("偏差原因分析及改进措施", "reason")
    document["findings"].sort(key=lambda each: (each["code"], each["indicator"] or ""))
    return dict(document)


def problems(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(InvalidFileError) as caught:
        judge_file(str(path))
    return [(each.code.id, each.position.cell) for each in caught.value.diagnostics]


ANSWERS: Final[dict[str, Value]] = {
    "cost": Value(280, "280元/人"),
    "classes": Value("23个", "23个"),
    "people": Value(1.2, "1.2万人次"),
    "sites": Value(4, "4个"),
    "passed": Value(0.85, "85%"),
    "done": Value(datetime(2022, 10, 31), "2022-10-31"),  # noqa: DTZ001  (a day)
    "effect": Value("中", "中"),
    "known": Value("达成", "达成"),
    "growth": Value(0.08, "8%"),
    "content": Value("29/30", "29/30"),
}


@pytest.mark.parametrize(
    "seed", [pytest.param(None, id="as-made"), *(pytest.param(n, id=f"mixed-{n}") for n in (1, 2))]
)
def test_form_says_what_yaml_with_the_same_values_says(folder: Path, seed: int | None) -> None:
    form = fill(blank(folder), {key: each.cell for key, each in ANSWERS.items()})
    fill(form, {"budget.adjusted": 200, "budget.executed": 190.5})
    if seed is not None:
        mix(form, seed)
    expected = in_yaml(
        folder,
        {key: each.text for key, each in ANSWERS.items()},
        "budget: {adjusted: 200.00, executed: 190.50}",
    )
    assert comparable(judge_file(str(form))) == comparable(expected)


def numbers(unit: str, highest: int) -> st.SearchStrategy[Value]:
    return st.integers(0, highest).map(lambda number: Value(number, f"{number}{unit}"))


def percentages(highest: int) -> st.SearchStrategy[Value]:
    hundredths = st.integers(0, highest * 100)
    return hundredths.map(lambda each: Value(each / 10_000, f"{each // 100}.{each % 100:02}%"))


def plain(value: Value) -> Value:
    """Return a percentage without the zeros that only its cell shows."""
    return value._replace(text=f"{value.text[:-1].rstrip('0').rstrip('.')}%")


DAYS: Final = st.datetimes(datetime(2022, 1, 1), datetime(2022, 12, 31))  # noqa: DTZ001  (days)
FILLINGS: Final = st.fixed_dictionaries(
    {},
    optional={
        "cost": numbers("元/人", 700),
        "classes": numbers("个", 40),
        "people": st.integers(0, 30).map(lambda each: Value(each / 10, f"{each / 10:g}万人次")),
        "sites": numbers("个", 9),
        "passed": percentages(100).map(plain),
        "done": DAYS.map(
            lambda day: Value(datetime(day.year, day.month, day.day), f"{day:%Y-%m-%d}")  # noqa: DTZ001
        ),
        "effect": st.sampled_from("高中低").map(lambda grade: Value(grade, grade)),
        "known": st.sampled_from(["达成", "部分达成", "未达成"]).map(
            lambda word: Value(word, word)
        ),
        "growth": percentages(20).map(plain),
        "content": percentages(100).map(plain),
    },
)


@settings(
    max_examples=15,
    deadline=None,
    # A failing example is small enough, and shrinking it writes hundreds of workbooks.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(filling=FILLINGS, seed=st.integers(0, 1000))
def test_any_filling_of_a_form_says_what_yaml_says(
    folder: Path, filling: dict[str, Value], seed: int
) -> None:
    form = fill(blank(folder), {key: each.cell for key, each in filling.items()})
    mix(form, seed)
    rows = dict.fromkeys(ANSWERS, "")  # The form has a row for each, also where it is empty.
    expected = in_yaml(folder, rows | {key: each.text for key, each in filling.items()})
    assert comparable(judge_file(str(form))) == comparable(expected)


@pytest.mark.parametrize(
    ("row", "cell", "number_format", "text"),
    [
        pytest.param("people", 1.2, None, "1.2万人次", id="number-in-the-unit-of-its-row"),
        pytest.param("people", "12000人次", None, "12000人次", id="text-with-a-unit-of-its-own"),
        pytest.param("classes", "23", None, "23个", id="number-typed-as-text"),
        pytest.param("classes", 23, '0"个"', "23个", id="unit-shown-by-the-format"),
        pytest.param("cost", 1234.5, "#,##0.00", "1234.5元/人", id="thousands"),
        pytest.param("cost", 0.1 + 0.2, None, "0.3元/人", id="noise-of-a-sum"),
        pytest.param("passed", 0.855, None, "85.5%", id="percentage"),
        pytest.param("passed", 0.85, "0%", "85%", id="percentage-of-another-format"),
        pytest.param("passed", 85, "General", "85%", id="bare-number-beside-a-percent-sign"),
        pytest.param("passed", "29/30", None, "29/30", id="share"),
        pytest.param("done", datetime(2022, 3, 5, 18), None, "2022-03-05", id="day"),  # noqa: DTZ001
        pytest.param("done", "未完成", None, "未完成", id="not-done"),
        pytest.param("effect", "高", None, "高", id="grade"),
        pytest.param("growth", -0.03, None, "-3%", id="decline"),
    ],
)
def test_a_cell_is_read_as_it_shows(
    folder: Path, row: str, cell: object, number_format: str | None, text: str
) -> None:
    formats = {row: number_format} if number_format else None
    form = fill(blank(folder), {row: cell}, formats=formats)
    assert judge_file(str(form)).card.actuals.reports[row].text == text


def test_reason_evidence_and_share_are_read(folder: Path) -> None:
    form = fill(blank(folder), {"effect": "中"})
    fill(form, {"effect": "  场地受限\n已改进 "}, column="偏差原因分析及改进措施")
    fill(form, {"effect": "台账/签到.pdf\n照片.zip；报告.docx"}, column="佐证材料")
    fill(form, {"effect": 0.75}, column="得分比例")
    report = judge_file(str(form)).card.actuals.reports["effect"]
    assert report.reason == "场地受限\n已改进"
    assert report.evidence == ("台账/签到.pdf", "照片.zip", "报告.docx")
    assert str(report.share) == "3/4"


def test_a_budget_that_nobody_filled_in_is_none(folder: Path) -> None:
    assert judge_file(str(blank(folder))).card.actuals.budget is None


@pytest.mark.parametrize(
    ("row", "column", "typed", "expected"),
    [
        pytest.param("people", "实际完成值", "1.2万人", ("KPI302", "填报表!G11"), id="unit"),
        pytest.param("passed", "实际完成值", "及格", ("KPI301", "填报表!G9"), id="text"),
        pytest.param("effect", "实际完成值", "很高", ("KPI308", "填报表!G13"), id="off-the-scale"),
        pytest.param("classes", "实际完成值", -1, ("KPI306", "填报表!G8"), id="negative"),
        pytest.param("content", "实际完成值", "不适用", ("KPI311", "填报表!G16"), id="no-reason"),
        pytest.param("effect", "得分比例", 0.75, ("KPI312", "填报表!K13"), id="share"),
        pytest.param("cost", "编号", "costs", ("KPI310", "填报表!L7"), id="unknown-id"),
        pytest.param("budget.executed", "实际完成值", "全部", ("KPI012", "填报表!G6"), id="money"),
        pytest.param("classes", "实际完成值", "=SUM(A1:A2)", ("KPI318", "填报表!G8"), id="formula"),
        pytest.param("classes", "实际完成值", "=23个", ("KPI305", "填报表!G8"), id="sign"),
    ],
)
def test_a_fault_is_named_by_its_cell(
    folder: Path, row: str, column: str, typed: object, expected: tuple[str, str]
) -> None:
    form = fill(blank(folder), {row: typed}, column=column)
    assert problems(form) == [expected]


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        pytest.param(190.5, "万元", id="as the form asks"),
        pytest.param("190.5万元", "万元", id="with the unit"),
        pytest.param(1905000, "元", id="the unit of the row was changed"),
        pytest.param("1,905,000元", "万元", id="the unit in the cell"),
    ],
)
def test_the_budget_is_read_in_the_unit_that_stands_there(
    folder: Path, typed: object, unit: str
) -> None:
    form = fill(blank(folder), {"budget.executed": typed})
    fill(form, {"budget.executed": unit}, column="计量单位")
    budget = judge_file(str(form)).card.actuals.budget
    assert budget is not None
    assert budget.executed == Decimal("190.5")


def test_a_formula_without_a_value_does_not_hide_the_other_faults(folder: Path) -> None:
    form = fill(blank(folder), {"classes": "=SUM(A1:A2)", "people": "1.2万人"})
    assert problems(form) == [("KPI318", "填报表!G8"), ("KPI302", "填报表!G11")]


def test_the_fault_of_a_cell_is_shown_with_its_text(kpi: Kpi, folder: Path) -> None:
    form = fill(blank(folder), {"people": "1.2万人"})
    code, out, err = kpi("check", form)
    assert (code, out) == (3, "")
    assert err == (
        f"{form}:填报表!G11: error[KPI302] 实际值的单位“人”与指标值的单位“人次”不同，不作换算"
        "（指标值 ≥1万人次）\n1.2万人\n^^^^^^^\n"
    )


def test_the_json_of_a_finding_names_row_and_cell(kpi: Kpi, folder: Path) -> None:
    form = fill(blank(folder), {"people": "1.2万人"})
    finding = json.loads(kpi("check", form, "--format", "json")[1])["errors"][0]
    assert (finding["path"], finding["cell"]) == (str(form), "填报表!G11")
    assert (finding["line"], finding["column"], finding["end_column"]) == (11, 1, 6)


def test_a_share_of_one_without_a_percent_sign_is_refused(folder: Path) -> None:
    form = fill(blank(folder), {"passed": 0.98}, formats={"passed": "General"})
    assert problems(form) == [("KPI304", "填报表!G9")]


def remarks(path: Path) -> list[str]:
    found = judge_file(str(path)).findings
    return [each.message for each in found if each.code.id == "KPI319"]


def test_an_answer_in_a_row_without_id_is_said(folder: Path) -> None:
    form = fill(blank(folder), {"classes": 23})
    fill(form, {"classes": None}, column="编号")
    assert remarks(form) == [
        "这一行没有编号，填写的“23个”没有读取",
        "表里没有了这些编号的行：classes",
    ]


def test_hidden_rows_are_read_and_said(folder: Path) -> None:
    form = fill(blank(folder), {"classes": 23})
    workbook = load_workbook(form)
    workbook["填报表"].row_dimensions[8].hidden = True
    workbook.save(form)
    assert remarks(form) == ["填报表：第 8 行是隐藏的，仍已读取"]
    assert judge_file(str(form)).card.actuals.reports["classes"].text == "23个"


def test_a_number_that_became_a_hundred_times_as_large_is_questioned(folder: Path) -> None:
    form = fill(blank(folder), {"passed": 92.5})
    assert remarks(form) == ["单元格显示的是 9250%，按此读取；是不是 92.5%？"]


def copy_row(path: Path, row_id: str, answer: object) -> None:
    """Insert a second row with this id below the table."""
    workbook = load_workbook(path)
    sheet = workbook["填报表"]
    places = columns(sheet)
    sheet.cell(30, places["编号"]).value = row_id
    sheet.cell(30, places["实际完成值"]).value = answer  # type: ignore[assignment]  # As above.
    workbook.save(path)


@pytest.mark.parametrize("row", ["classes", "budget.executed"])
def test_a_row_filled_in_twice_differently_is_an_error_with_both_cells(
    folder: Path, row: str
) -> None:
    form = fill(blank(folder), {row: "23"})
    copy_row(form, row, "24")
    with pytest.raises(InvalidFileError) as caught:
        judge_file(str(form))
    first = {"classes": "填报表!G8", "budget.executed": "填报表!G6"}[row]
    found = caught.value.diagnostics[0]
    assert (found.code.id, found.position.cell) == ("KPI316", "填报表!G30")
    assert first in found.message


@pytest.mark.parametrize(
    "second", [pytest.param(None, id="empty"), pytest.param("23个", id="same")]
)
def test_a_row_that_says_the_same_twice_is_fine(folder: Path, second: str | None) -> None:
    form = fill(blank(folder), {"classes": "23个"})
    copy_row(form, "classes", second)
    assert judge_file(str(form)).card.actuals.reports["classes"].text == "23个"


def test_a_form_made_from_other_targets_is_refused_with_both_dates(kpi: Kpi, folder: Path) -> None:
    form = blank(folder)
    (folder / "targets.yaml").write_text(TARGETS.replace("=23个", "=24个"), encoding="utf-8")
    code, _, err = kpi("check", form)
    assert code == 3
    assert err.startswith(f"{form}: error[KPI314] 填报表生成于 2022-12-01 09:00，")
    assert f"目标文件（{folder / 'targets.yaml'}，修改于 20" in err


def test_the_targets_of_a_form_that_was_moved_can_be_given(kpi: Kpi, folder: Path) -> None:
    (folder / "mail").mkdir()
    form = fill(blank(folder), {"classes": 23}).rename(folder / "mail" / "form.xlsx")
    code, _, err = kpi("check", form)
    assert code == 3
    assert (
        f"error[KPI313] 找不到目标文件 {folder / 'mail' / 'targets.yaml'}；"
        "路径相对于本文件；也可以用 --targets 指定\n"
    ) in err
    assert kpi("check", form, "--targets", folder / "targets.yaml")[0] == 1


def test_a_form_of_one_task_is_said_once_to_hold_no_other(kpi: Kpi, folder: Path) -> None:
    form = fill(blank(folder, task=2), {"people": 1.2, "sites": 4, "effect": "高"})
    code, out, err = kpi("check", form, "--format", "plain")
    assert code == 1
    assert err == (
        f"{form}:填报表!G4: warning[KPI402] 这里只有任务 2 的指标，其余 5 项未填报；"
        "只评判任务 2 请用 --task 2，与其他处室填写的合在一起请用 --merge\n"
        "实际完成值\n^^^^^^^^^^\n"
        f"{form}:填报表!G8: warning[KPI402] “知晓程度”没有填报实际值（指标值 定性：有所提升）\n"
        f"{form}:填报表!G9: warning[KPI402] “收入”没有填报实际值（指标值 增长8%）\n"
    )
    assert out.count("？ 未填报") == 7
    assert "其余" not in kpi("check", form, "--task", "2")[2]
    assert "其余" not in kpi("check", form, "--allow-unreported")[2]


def test_the_rows_beside_those_of_one_task_fail_a_ci_together(kpi: Kpi, folder: Path) -> None:
    form = fill(blank(folder, task=2), {"people": 1.2, "sites": 4, "effect": "高"})
    fill(form, {"known": "达成", "growth": 0.09})
    out = kpi("check", form, "--format", "junit")[1]
    assert out.count("<testcase ") == 6
    assert out.count("<failure ") == 1
    assert 'name="file"' in out.split("<failure ")[0].split("<testcase ")[1]


def test_the_rows_that_no_office_was_asked_are_named_each(kpi: Kpi, folder: Path) -> None:
    forms = [blank(folder, f"{task}.xlsx", task) for task in (1, 2)]
    err = kpi("check", "--merge", *forms)[2]
    assert "“学员满意度”没有填报实际值" in err
    assert "其余" not in err


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        pytest.param(
            {"people": 0.98},
            "填报表!I11: warning[KPI401] “覆盖人次”未达成（还差 200人次），"
            "没有说明原因（偏差原因分析及改进措施）",
            id="missed",
        ),
        pytest.param(
            {"content": "不适用"},
            "填报表!G16: error[KPI311] 不适用必须说明原因（偏差原因分析及改进措施）",
            id="not-applicable",
        ),
        pytest.param(
            {"budget.executed": 100},
            "填报表!G6: warning[KPI408] 预算执行率 50.0%，须说明原因（偏差原因分析及改进措施）",
            id="budget",
        ),
        pytest.param(
            {"budget.adjusted": 100},
            "填报表!G6: error[KPI011] 缺少“全年执行数”",
            id="nothing-spent",
        ),
        pytest.param(
            {"sites": "4个，超额"},
            "填报表!G12: error[KPI301] 多出“，超额”；说明文字请写在偏差原因里（指标值 3-5个）",
            id="words",
        ),
    ],
)
def test_what_is_missing_is_called_as_the_form_calls_it(
    kpi: Kpi, folder: Path, answers: dict[str, object], message: str
) -> None:
    form = fill(blank(folder), answers)
    assert f"{form}:{message}\n" in kpi("check", form, "--format", "plain")[2]


def test_a_number_that_counts_singles_in_a_row_of_ten_thousands_is_questioned(
    kpi: Kpi, folder: Path
) -> None:
    form = fill(blank(folder), {"people": 12000})
    err = kpi("check", form)[2]
    assert (
        f"{form}:填报表!G11: warning[KPI320] “覆盖人次”的实际值 12000万人次 是指标值 ≥1万人次 的 "
        "12000 倍，是否应为 12000人次（1.2万人次）\n"
    ) in err


def encrypted() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")


def workbook_bytes(folder: Path, *, sheet: str = "Sheet1") -> bytes:
    workbook = Workbook()
    workbook.worksheets[0].title = sheet
    workbook.worksheets[0]["A1"] = "三级指标"
    workbook.save(folder / "foreign")
    return (folder / "foreign").read_bytes()


def with_part(folder: Path, name: str, content: bytes) -> bytes:
    """Return a blank form with one more part in its archive."""
    form = blank(folder, "part.xlsx")
    with zipfile.ZipFile(form, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return form.read_bytes()


@pytest.mark.parametrize(
    ("make", "code", "words"),
    [
        pytest.param(lambda _: b"", "KPI005", "文件是空的", id="empty"),
        pytest.param(lambda _: b"PK\x03\x04rubbish", "KPI001", "文件损坏", id="damaged"),
        pytest.param(lambda _: b"targets: t.yaml", "KPI001", "文件损坏", id="text"),
        pytest.param(lambda _: encrypted(), "KPI001", "有密码保护", id="password"),
        pytest.param(
            lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", "KPI001", "旧格式", id="xls"
        ),
        pytest.param(workbook_bytes, "KPI317", "找的是隐藏的工作表“kpi”", id="foreign"),
        pytest.param(
            lambda folder: workbook_bytes(folder, sheet="kpi"), "KPI317", "没有内容", id="like-ours"
        ),
        pytest.param(
            lambda folder: with_part(folder, "xl/vbaProject.bin", b"x"),
            "KPI001",
            "含有宏",
            id="macros",
        ),
        pytest.param(
            lambda folder: with_part(folder, "xl/bomb.xml", b"<a>" + b" " * 20_000_000),
            "KPI001",
            "解开后超过 16 MB",
            id="bomb",
        ),
        pytest.param(
            lambda folder: with_part(folder, "xl/x.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"),
            "KPI001",
            "实体声明",
            id="entities",
        ),
        pytest.param(lambda _: bytes(21 * 1024 * 1024), "KPI001", "超过 20 MB", id="huge"),
    ],
)
def test_what_is_no_form_is_refused(
    kpi: Kpi, folder: Path, make: Callable[[Path], bytes], code: str, words: str
) -> None:
    path = folder / "in.xlsx"
    path.write_bytes(make(folder))
    status, out, err = kpi("check", path)
    assert (status, out) == (3, "")
    assert err.startswith(f"{path}: error[{code}] ")
    assert words in err


def test_our_own_report_is_no_form(kpi: Kpi, folder: Path) -> None:
    report = folder / "report.xlsx"
    kpi("check", fill(blank(folder), {"classes": 23}), "-o", report)
    code, _, err = kpi("check", report)
    assert code == 3
    assert "error[KPI317] 这不是 kpi new actuals 生成的填报表" in err
    assert "“自评表”、“计分明细”" in err


def test_a_folder_stands_for_the_forms_in_it_and_no_other_workbook(kpi: Kpi, folder: Path) -> None:
    form = fill(blank(folder), {"classes": 23})
    kpi("check", form, "-o", folder / "report.xlsx")
    (folder / "foreign.xlsx").write_bytes(workbook_bytes(folder))
    (folder / "~$form.xlsx").write_bytes(b"rubbish")
    (folder / "damaged.xlsx").write_bytes(b"PK\x03\x04rubbish")
    (folder / "locked.xlsx").write_bytes(encrypted())
    code, out, _ = kpi("check", folder, "--format", "jsonl")
    [report] = map(json.loads, out.splitlines())
    assert (code, report["actuals"]["path"]) == (1, str(form))


def test_a_form_in_a_folder_may_have_its_suffix_in_capitals(kpi: Kpi, folder: Path) -> None:
    form = fill(blank(folder), {"classes": 23})
    named = form.rename(folder / "填报表.XLSX")
    _, out, _ = kpi("check", folder, "--format", "jsonl")
    assert [json.loads(each)["actuals"]["path"] for each in out.splitlines()] == [str(named)]


def test_a_folder_with_no_form_says_what_it_looked_for(kpi: Kpi, folder: Path) -> None:
    (folder / "foreign.xlsx").write_bytes(workbook_bytes(folder))
    code, _, err = kpi("check", folder)
    assert (code, err) == (3, f"{folder}: error[KPI001] 这里没有 .yaml 文件或填报表\n")


def test_a_form_can_be_read_from_standard_input(kpi: Kpi, folder: Path) -> None:
    form = fill(blank(folder), {"classes": 23})
    code, out, _ = kpi(
        "check", "-", "--targets", folder / "targets.yaml", "--format", "json",
        stdin=form.read_bytes(),
    )  # fmt: skip
    assert code == 1
    assert json.loads(out)["summary"]["met"] == 1


def test_without_the_library_the_extra_is_named(
    kpi: Kpi, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = blank(folder)
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    code, _, err = kpi("check", form)
    assert (code, err) == (2, '这需要另外安装：pip install "fulian-kpi[documents]"\n')
