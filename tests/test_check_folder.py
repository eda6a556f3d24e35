"""A folder of departments: each judged by itself, all of them at a glance, whatever one does."""

import csv
import io
import itertools
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from fulian_kpi.cli.batch import Order, carry_out
from fulian_kpi.judging import Terms
from fulian_kpi.report.markdown_text import literal
from program import Kpi, Process

TARGETS = """\
year: 2022
department: 单位{number}
budget: {{total: 100.00}}
indicators:
  产出指标:
    数量指标:
      - {{id: classes, name: 培训班次, target: "≥10期"}}
  满意度指标:
    服务对象满意度指标:
      - {{id: satisfaction, name: 学员满意度, target: "≥85%"}}
"""
ACTUALS = """\
targets: targets.yaml
budget: {{executed: 100.00}}
actuals:
  classes: {{value: {classes}期, reason: 已说明}}
  satisfaction: 90%
"""


WHY = "KPI004 这里多出一个 }；如果它是值的一部分，值要加引号"
"""What is wrong with ``actuals: {classes: [}``."""


def unit(folder: Path, number: int, classes: int = 10) -> Path:
    """Write the two files of a unit, and return the actuals."""
    place = folder / f"d{number:03d}"
    place.mkdir(parents=True)
    (place / "targets.yaml").write_text(TARGETS.format(number=number), "utf-8")
    actuals = place / "actuals.yaml"
    actuals.write_text(ACTUALS.format(classes=classes), "utf-8")
    return actuals


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand above a folder of twelve units, the third of which misses a target."""
    monkeypatch.chdir(tmp_path)
    for number in range(1, 13):
        unit(tmp_path / "all", number, classes=9 if number == 3 else 10)
    return tmp_path / "all"


@pytest.mark.usefixtures("folder")
def test_units_at_a_glance(kpi: Kpi) -> None:
    code, out, err = kpi("check", "all")
    lines = [line.split() for line in out.splitlines()]
    assert code == 1
    assert ["单位1", "2022", "2", "2", "0", "100.00/100", "优", "√", "通过"] in lines
    assert ["单位3", "2022", "2", "1", "1", "92.50/100", "优", "×", "未通过"] in lines
    assert out.splitlines()[-1] == "共 12 份：通过 11，未通过 1；指标 24 项，达成 23，未达成 1"
    assert err == "共 12 份，只列汇总；逐项结论用 --format plain、jsonl 或 -o\n"


@pytest.mark.usefixtures("folder")
def test_few_units_have_their_reports_before_the_summary(kpi: Kpi) -> None:
    code, out, _ = kpi("check", "all/d001", "all/d003")
    assert code == 1
    assert out.count("年度绩效目标完成情况") == 2
    assert out.splitlines()[-1] == "共 2 份：通过 1，未通过 1；指标 4 项，达成 3，未达成 1"


def test_units_of_one_name_are_told_by_their_files(kpi: Kpi, folder: Path) -> None:
    text = TARGETS.format(number=1)
    (folder / "d002" / "targets.yaml").write_text(text, "utf-8")
    _, out, _ = kpi("check", "all")
    assert f"单位1（{Path('all', 'd001', 'actuals.yaml')}）" in out
    assert f"单位1（{Path('all', 'd002', 'actuals.yaml')}）" in out


@pytest.mark.usefixtures("folder")
def test_plain_has_a_line_for_each_indicator_of_each_unit(kpi: Kpi) -> None:
    _, out, _ = kpi("check", "all", "--format", "plain")
    assert sum("培训班次" in line for line in out.splitlines()) == 12
    assert "共 12 份" in out.splitlines()[-1]


@pytest.mark.parametrize("jobs", [pytest.param("1", id="alone"), pytest.param("2", id="pool")])
def test_broken_file_does_not_keep_the_others_from_being_judged(
    kpi_process: Process, folder: Path, jobs: str
) -> None:
    (folder / "d005" / "actuals.yaml").write_text("actuals: {classes: [}\n", "utf-8")
    (folder / "d006" / "targets.yaml").unlink()
    run = kpi_process("check", "all", "-f", "jsonl", "--jobs", jobs, cwd=folder.parent)
    documents = [json.loads(line) for line in run.stdout.decode().splitlines()]
    assert run.returncode == 3
    assert [each.get("department") for each in documents] == [
        *("单位1", "单位2", "单位3", "单位4", None, None),
        *("单位7", "单位8", "单位9", "单位10", "单位11", "单位12"),
    ]
    assert [each["errors"][0]["path"] for each in documents[4:6]] == [
        str(Path("all", "d005", "actuals.yaml")),
        str(Path("all", "d006", "actuals.yaml")),
    ]
    assert "d005" in run.stderr.decode()


def test_processes_give_the_same_reports_in_the_same_order(
    kpi_process: Process, folder: Path
) -> None:
    runs = [
        kpi_process("check", "all", "-f", "jsonl", "--jobs", jobs, cwd=folder.parent)
        for jobs in ("1", "3")
    ]
    assert runs[0].stdout == runs[1].stdout
    assert runs[0].stdout.count(b"\n") == 12


def test_only_so_many_diagnostics_are_listed(kpi: Kpi, folder: Path) -> None:
    for number in range(1, 13):
        (folder / f"d{number:03d}" / "actuals.yaml").write_text("actuals:\n  x: 1\n", "utf-8")
    code, out, err = kpi("check", "all", "--max-errors", "5")
    assert code == 3
    assert err.count("error[") == 5
    assert "另有 7 条诊断没有列出；要多列请加大 --max-errors" in err
    assert out.splitlines()[-1].startswith("共 12 份：通过 0，未通过 0，12 份不能评判")


def test_units_that_were_not_judged_have_their_lines(kpi: Kpi, folder: Path) -> None:
    (folder / "d005" / "actuals.yaml").write_text("actuals: {classes: [}\n", "utf-8")
    (folder / "d007" / "actuals.yaml").unlink()
    (folder / "d008" / "actuals.yaml").unlink()
    draft = folder / "d008" / "targets.yaml"
    draft.write_text(TARGETS.format(number=8).replace("2022", "2023"), "utf-8")
    code, out, err = kpi("check", "all")
    assert code == 3
    assert "“单位7”2022 年的目标没有可评判的实际值文件" in err
    for path, why in (
        ("all/d005/actuals.yaml", WHY),
        ("all/d007/targets.yaml", "KPI402 “单位7”2022 年的目标没有可评判的实际值文件"),
    ):
        assert f"？ 不能评判  {Path(path)}\n    {why}\n" in out
    assert "d008" not in out + err
    assert "，2 份不能评判；" in out.splitlines()[-1]


def test_a_narrow_terminal_has_the_whole_of_why(
    kpi: Kpi, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    targets = folder / "d001" / "targets.yaml"
    targets.write_text(targets.read_text("utf-8").replace("≥10期", "更多"), "utf-8")
    _, out, _ = kpi("check", "all/d001", "all/d003")
    why = "KPI101 “更多”没有数量；如果是定性指标，请写成"
    assert [line.rstrip() for line in out.splitlines()[-7:]] == [
        " 单位                 年度   指标   达成   未达成        得分   等级   结论",
        "─" * 80,
        " 单位3                2022      2      1        1   92.50/100     优   × 未通过",
        f"？ 不能评判  {Path('all', 'd001', 'actuals.yaml')}",
        f"    {targets.relative_to(folder.parent)}:7:44: {why}",
        "    定性：更多",
        "共 2 份：通过 0，未通过 1，1 份不能评判；指标 2 项，达成 1，未达成 1",
    ]


def test_of_joined_files_each_has_the_error_of_its_own(folder: Path) -> None:
    good, first, second = (folder / "d001" / name for name in ("a.yaml", "b.yaml", "c.yaml"))
    good.write_text("targets: targets.yaml\nactuals: {classes: 10期}\n", "utf-8")
    first.write_text("actuals: {classes: [}\n", "utf-8")
    second.write_text("targets: targets.yaml\nactuals: {satisfaction: 更多}\n", "utf-8")
    order = Order(Terms(), None, apart=False, width=80, color=False, keep=False)
    found = carry_out(order, [str(good), str(first), str(second)])
    assert [(each.path, each.why) for each in found.unjudged] == [
        (str(good), f"{first}:1:21: {WHY}"),
        (str(first), WHY),
        (
            str(second),
            "KPI301 “更多”不是数量；这个指标要填写数量，例如 85%（指标值 ≥85%）",
        ),
    ]


def broken(tmp_path: Path) -> Path:
    """Return a folder of two units that are judged and one that cannot be."""
    folder = tmp_path / "all"
    unit(folder, 1)
    unit(folder, 2, classes=9)
    unit(folder, 3).write_text("actuals: {classes: [}\n", "utf-8")
    return folder


def test_markdown_begins_with_all_units(kpi: Kpi, tmp_path: Path) -> None:
    folder = broken(tmp_path)
    lines = kpi("check", folder, "--format", "markdown")[1].splitlines()
    path = literal(str(folder / "d003" / "actuals.yaml"))
    assert lines[:10] == [
        "## 汇总",
        "",
        "共 3 份：通过 1，未通过 1，1 份不能评判；指标 4 项，达成 3，未达成 1",
        "",
        "| 单位 | 年度 | 指标 | 达成 | 未达成 | 得分 | 等级 | 结论 |",
        "| --- | --: | --: | --: | --: | --: | --: | --- |",
        "| 单位1 | 2022 | 2 | 2 | 0 | 100.00/100 | 优 | √ 通过 |",
        "| 单位2 | 2022 | 2 | 1 | 1 | 92.50/100 | 优 | × 未通过 |",
        f"| {path} |  |  |  |  |  |  | ？ 不能评判：{WHY} |",
        "",
    ]
    assert "## 汇总" not in kpi("check", folder / "d001", "--format", "markdown")[1]


def test_html_begins_with_all_units(kpi: Kpi, tmp_path: Path) -> None:
    out = kpi("check", broken(tmp_path), "--format", "html")[1]
    section = out.split('<section class="contents')[1].split("</section>")[0]
    assert '<a href="#report-2">单位2</a></th><td>2022</td><td>2</td><td>1</td>' in section
    assert f"{Path('d003') / 'actuals.yaml'}</th>" in section
    assert f'<td class="why" colspan="7">？ 不能评判：{WHY}</td></tr>' in section


def test_csv_has_a_total_for_each_unit(kpi: Kpi, tmp_path: Path) -> None:
    folder = broken(tmp_path)
    out = kpi("check", folder, "--format", "csv")[1]
    lines = csv.DictReader(io.StringIO(out.removeprefix("\ufeff"), newline=""))
    totals = [line for line in lines if line["一级指标"] == "合计"]
    shown = ("部门", "指标值", "实际完成值", "结论", "得分", "计算", "原因")
    assert [tuple(line[each] for each in shown) for line in totals] == [
        ("单位1", "2项", "达成 2", "通过", "100.00", "等级 优", ""),
        ("单位2", "2项", "达成 1，未达成 1", "未通过", "92.50", "等级 优", ""),
        (str(folder / "d003" / "actuals.yaml"), "", "", "不能评判", "", "", WHY),
    ]


def test_workbook_begins_with_a_sheet_of_all_units(kpi: Kpi, tmp_path: Path) -> None:
    folder = broken(tmp_path)
    kpi("check", folder, "-o", tmp_path / "all.xlsx")
    workbook = load_workbook(tmp_path / "all.xlsx")
    assert workbook.sheetnames[:2] == ["汇总", "自评表1 单位1"]
    assert list(workbook["汇总"].values) == [
        (
            "单位",
            "年度",
            "指标",
            "达成",
            "未达成",
            "得分",
            "满分",
            "等级",
            "结论",
            "不能评判的原因",
        ),
        ("单位1", 2022, 2, 2, 0, 100, 100, "优", "√ 通过", None),
        ("单位2", 2022, 2, 1, 1, 92.5, 100, "优", "× 未通过", None),
        (str(folder / "d003" / "actuals.yaml"), *[None] * 7, "？ 不能评判", WHY),
        (None,) * 10,
        ("共 3 份：通过 1，未通过 1，1 份不能评判；指标 4 项，达成 3，未达成 1", *[None] * 9),
    ]


def test_numbers_of_the_sheet_of_all_units_stand_clear_of_the_next_cell(
    kpi: Kpi, tmp_path: Path
) -> None:
    for number in (1, 2):
        unit(tmp_path / "all", number)
    kpi("check", tmp_path / "all", "-o", tmp_path / "all.xlsx")
    _, _, line = itertools.islice(load_workbook(tmp_path / "all.xlsx")["汇总"].rows, 3)
    shown = [(each.value, each.number_format, each.alignment.horizontal) for each in line]
    assert shown == [
        ("单位2", "General", None),
        (2022, "General", "center"),
        (2, "General", "center"),
        (2, "General", "center"),
        (100, "0.00", "center"),
        (100, "0.00", "center"),
        ("优", "General", "center"),
        ("√ 通过", "General", "center"),
    ]


def test_text_file_ends_with_all_units(kpi: Kpi, tmp_path: Path) -> None:
    kpi("check", broken(tmp_path), "-o", tmp_path / "all.txt")
    last = (tmp_path / "all.txt").read_text("utf-8").splitlines()[-1]
    assert last == "共 3 份：通过 1，未通过 1，1 份不能评判；指标 4 项，达成 3，未达成 1"


def test_an_error_beside_a_report_leaves_it_in_json(kpi: Kpi, tmp_path: Path) -> None:
    unit(tmp_path / "all", 1)
    unit(tmp_path / "all", 2).unlink()
    code, out, _ = kpi("check", tmp_path / "all", tmp_path / "no*.yaml", "-f", "json")
    document = json.loads(out)
    assert code == 3
    assert [each["department"] for each in document["reports"]] == ["单位1"]
    assert [each["code"] for each in document["errors"]] == ["KPI001", "KPI402"]
    code, out, _ = kpi("check", tmp_path / "all", tmp_path / "no*.yaml", "-f", "jsonl")
    report, errors = map(json.loads, out.splitlines())
    assert (code, report["department"]) == (3, "单位1")
    assert [each["code"] for each in errors["errors"]] == ["KPI001", "KPI402"]


def test_units_without_actuals_are_let_pass_in_the_middle_of_the_year(
    kpi: Kpi, folder: Path
) -> None:
    (folder / "d007" / "actuals.yaml").unlink()
    code, out, _ = kpi("check", "all", "--allow-unreported")
    assert code == 1
    assert out.splitlines()[-1].startswith("共 11 份：通过 10，未通过 1；")


def test_folder_without_actuals(kpi: Kpi, tmp_path: Path) -> None:
    unit(tmp_path, 1).unlink()
    code, out, err = kpi("check", tmp_path)
    assert (code, out) == (3, "")
    assert "这里没有" in err


@pytest.mark.parametrize("jobs", [pytest.param("1", id="alone"), pytest.param("2", id="pool")])
def test_interrupt_leaves_no_half_written_file(tmp_path: Path, jobs: str) -> None:
    for number in range(600):
        unit(tmp_path / "all", number)
    command = [sys.executable, "-m", "fulian_kpi", "check", "all", "--jobs", jobs, "-f", "jsonl"]
    outputs = ["-o", "all.json"] if jobs == "1" else []
    process = subprocess.Popen(
        [*command, *outputs], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline().startswith(b"{")
    time.sleep(0.1)
    os.kill(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.decode() == "已中断\n"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["all"]


def test_a_workbook_that_cannot_be_opened_is_not_passed_over(kpi: Kpi, folder: Path) -> None:
    """Whether it is a form that was filled in, nobody can tell."""
    (folder / "d001" / "填报表.xlsx").write_bytes(b"PK\x03\x04 cut off")
    code, out, err = kpi("check", "all")
    assert (code, out.count("通过 11")) == (1, 1)
    message = "不知道是不是填报表，没有评判：文件损坏，打不开；请在 Excel 或 WPS 中打开后另存"
    assert f"all/d001/填报表.xlsx: warning[KPI001] {message}\n" in err


def test_workbooks_that_are_no_forms_are_passed_over(kpi: Kpi, folder: Path) -> None:
    """A lock of a program that has a form open, a workbook of something else, no workbook."""
    (folder / "~$填报表.xlsx").write_bytes(b"\x04user")
    Workbook().save(folder / "通讯录.xlsx")
    with ZipFile(folder / "材料.xlsm", "w") as archive:
        archive.writestr("a.txt", "a")
    code, _, err = kpi("check", "all", "--format", "plain")
    assert code == 1
    assert "KPI001" not in err


def test_a_fault_of_targets_that_several_answer_is_said_once(kpi: Kpi, folder: Path) -> None:
    targets = folder / "d001" / "targets.yaml"
    targets.write_text(targets.read_text("utf-8").replace("≥10期", "更多"), "utf-8")
    (folder / "d001" / "second.yaml").write_text(ACTUALS.format(classes=11), "utf-8")
    code, out, err = kpi("check", "all")
    assert code == 3
    assert err.count("error[KPI101]") == 1
    assert "2 份不能评判" in out
    errors = json.loads(kpi("check", "all", "--format", "json")[1])["errors"]
    assert [each["code"] for each in errors] == ["KPI101"]


def test_annotations_leave_room_for_a_workbook_that_cannot_be_opened(
    kpi: Kpi, folder: Path
) -> None:
    (folder / "d001" / "填报表.xlsx").write_bytes(b"PK\x03\x04 cut off")
    _, _, err = kpi("check", "all/d001", "--format", "github")
    assert "不知道是不是填报表" in err


def test_a_workbook_with_a_damaged_name_is_no_end_of_the_run(kpi: Kpi, folder: Path) -> None:
    stream = io.BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("xl/单.xml", "a")
    (folder / "d001" / "a.xlsx").write_bytes(
        stream.getvalue().replace("单".encode(), b"\xf8\xf8\xf8")
    )
    code, _, err = kpi("check", "all/d001", "--format", "plain")
    assert (code, err.count("文件损坏，打不开")) == (0, 1)
