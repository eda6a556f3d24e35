"""The table of a project: its name and its implementing unit, from the document to the form."""

import io
import json
from pathlib import Path
from typing import Final

import pytest
from openpyxl import load_workbook

from fulian_kpi.document.opening import open_document
from fulian_kpi.document.reader import find_tables, read_draft
from fulian_kpi.judging import judge_file
from fulian_kpi.report.check_xlsx import write_check_xlsx
from program import Kpi

ROW: Final = (
    "indicators:\n  产出指标:\n    数量指标:\n      - {id: n-1, name: 培训场次, target: ≥2场}\n"
)
WHOLE: Final = "year: 2023\ndepartment: 某市妇女联合会\n"
FILES: Final = {
    "home.yaml": f"{WHOLE}project: 家政培训\nimplementer: 某区妇女联合会\n{ROW}",
    "rights.yaml": f"{WHOLE}project: 维权服务\n{ROW}",
    "actuals/home.yaml": "targets: ../home.yaml\nactuals: {n-1: 2场}\n",
    "actuals/rights.yaml": "targets: ../rights.yaml\nactuals: {n-1: 2场}\n",
}
pytestmark = pytest.mark.usefixtures("folder")

HEADER: Final = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t培训场次\t≥2场\n"


@pytest.mark.parametrize(
    ("head", "department", "project", "implementer"),
    [
        pytest.param(
            "项目名称\t家政培训\n主管部门\t某市妇联\t实施单位\t某区妇联\n",
            "某市妇联",
            "家政培训",
            "某区妇联",
            id="all three",
        ),
        pytest.param(
            "项目名称\t家政培训\n主管部门\t某市妇联\t实施单位\t某市妇联\n",
            "某市妇联",
            "家政培训",
            None,
            id="the department itself",
        ),
        pytest.param(
            "项目名称\t51092324T00000000000-2023年家政培训\n实施单位\t某区妇联\n",
            "某区妇联",
            "2023年家政培训",
            None,
            id="a code before the name",
        ),
        pytest.param(
            "项目名称\t2022-2024年家政培训\n实施单位\t某区妇联\n",
            "某区妇联",
            "2022-2024年家政培训",
            None,
            id="years are no code",
        ),
        pytest.param(
            "实施单位\t某区妇联\n项目名称\t预算数\t执行数\n家政培训\t5\t5\n",
            "某区妇联",
            None,
            None,
            id="a column of a list",
        ),
        pytest.param("项目名称\t/\n部门名称\t某市妇联\n", "某市妇联", None, None, id="no name"),
        pytest.param(
            "项目名称\t部门整体支出\n部门名称\t某市妇联\n", "某市妇联", None, None, id="the whole"
        ),
        pytest.param(
            "项目名称\t202301-202312家政培训\n实施单位\t某区妇联\n",
            "某区妇联",
            "202301-202312家政培训",
            None,
            id="months are no code",
        ),
        pytest.param(
            "部门名称\t甲局\n实施单位\t甲 局\n",
            "甲局",
            None,
            None,
            id="no other unit by a blank",
        ),
        pytest.param("部门名称\t某市妇联\n", "某市妇联", None, None, id="a whole department"),
    ],
)
def test_the_head_of_a_document_names_the_project(
    head: str, department: str, project: str | None, implementer: str | None
) -> None:
    grids, _ = open_document(f"2023年度\n{head}{HEADER}".encode(), "t.txt")
    (table,) = find_tables(grids)
    read = read_draft(table, grids, "t.txt").head
    assert (read.department, read.project, read.implementer) == (department, project, implementer)


def test_an_imported_project_keeps_its_name_and_its_unit(kpi: Kpi) -> None:
    head = "项目名称\t家政培训\n主管部门\t某市妇联\n实施单位\t某区妇联\n"
    Path("t.txt").write_text(f"2023年度\n{head}{HEADER}", "utf-8")
    assert kpi("import", "t.txt", "-o", "new.yaml")[0] == 0
    lines = Path("new.yaml").read_text("utf-8").splitlines()
    assert "project: 家政培训" in lines
    assert "implementer: 某区妇联" in lines


def test_the_form_of_a_project_names_who_is_above_and_who_does_the_work() -> None:
    stream = io.BytesIO()
    write_check_xlsx([judge_file("actuals/home.yaml")], stream)
    form = load_workbook(stream)["自评表"]
    assert [form[place].value for place in ("A1", "A2", "C2", "C3", "F3")] == [
        "某市妇女联合会（家政培训）2023年项目支出绩效自评表",
        "项目名称",
        "家政培训",
        "某市妇女联合会",
        "某区妇女联合会",
    ]


def test_two_projects_of_one_department_are_two_tables(kpi: Kpi) -> None:
    code, _, err = kpi("validate", "home.yaml", "rights.yaml", "--select", "KPI240")
    assert (code, err) == (0, "")


def test_reports_say_which_project_it_is(kpi: Kpi) -> None:
    _, out, _ = kpi("check", "actuals/home.yaml", "actuals/rights.yaml", "--format", "csv")
    units = {line.split(",")[0] for line in out.splitlines()[1:]}
    assert units == {"某市妇女联合会（家政培训）", "某市妇女联合会（维权服务）"}


def test_json_says_which_project_it_is(kpi: Kpi) -> None:
    found = json.loads(kpi("check", "actuals/home.yaml", "--format", "json")[1])
    assert [found[key] for key in ("department", "project", "implementer")] == [
        "某市妇女联合会",
        "家政培训",
        "某区妇女联合会",
    ]


def test_a_project_that_was_renamed_is_a_difference(kpi: Kpi) -> None:
    _, out, _ = kpi("diff", "home.yaml", "rights.yaml", "--format", "json")
    assert [each["field"] for each in json.loads(out)["head"]] == ["project", "implementer"]


def test_pages_and_sheets_are_headed_by_their_project(kpi: Kpi) -> None:
    outputs = ("-o", "r.html", "-o", "r.xlsx")
    kpi("check", "actuals/home.yaml", "actuals/rights.yaml", *outputs)
    assert Path("r.html").read_text("utf-8").count("某市妇女联合会（维权服务）") > 1
    assert "自评表2 维权服务" in load_workbook("r.xlsx").sheetnames
