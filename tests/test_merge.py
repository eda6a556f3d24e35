"""Partial files, one an office, joined into one report by ``kpi check --merge``."""

import json
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl import load_workbook

from program import Kpi

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
      - {id: classes, task: 1, name: 培训场次, target: "=23个"}
      - {id: people, task: 2, name: 覆盖人次, target: "≥1万人次"}
  满意度指标:
    服务对象满意度指标:
      - {id: content, name: 学员满意度, target: "≥90%"}
"""


FILES: Final = {"t.yaml": TARGETS}
pytestmark = pytest.mark.usefixtures("folder")


def put(name: str, actuals: str, budget: str = "") -> str:
    text = f"targets: t.yaml\n{budget}\nactuals:\n  {actuals}\n"
    Path(name).write_text(text, encoding="utf-8")
    return name


def report(kpi: Kpi, *arguments: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(kpi("check", *arguments, "--format", "json")[1])
    return document


def test_partial_files_give_the_report_of_the_whole(kpi: Kpi) -> None:
    one = put("1.yaml", "classes: 23个")
    two = put("2.yaml", "people: {value: 9800人次, reason: 天气}", "budget: {executed: 190}")
    rest = put("3.yaml", "content: 92%")
    whole = put(
        "all.yaml",
        "classes: 23个\n  people: {value: 9800人次, reason: 天气}\n  content: 92%",
        "budget: {executed: 190}",
    )
    merged, expected = report(kpi, "--merge", one, two, rest), report(kpi, whole)
    actuals = merged.pop("actuals")
    del expected["actuals"]
    assert merged == expected
    assert actuals["path"] == "1.yaml + 2.yaml + 3.yaml"
    assert [each["path"] for each in actuals["parts"]] == ["1.yaml", "2.yaml", "3.yaml"]


def test_forms_of_the_tasks_are_joined(kpi: Kpi) -> None:
    for task, answer in (("1", 23), ("2", 1.2)):
        kpi("new", "actuals", "t.yaml", "-o", f"{task}.xlsx", "--task", task)
        workbook = load_workbook(f"{task}.xlsx")
        workbook["填报表"]["G5"] = answer
        workbook.save(f"{task}.xlsx")
    merged = report(kpi, "--merge", "1.xlsx", "2.xlsx", put("rest.yaml", "content: 92%"))
    assert [(each["id"], each["actual"]) for each in merged["indicators"]] == [
        ("classes", "23个"),
        ("people", "1.2万人次"),
        ("content", "92%"),
    ]


@pytest.mark.parametrize(
    ("first", "second", "place", "other"),
    [
        pytest.param("classes: 23个", "classes: 24个", "2.yaml:4:12", "1.yaml:4:12", id="value"),
        pytest.param(
            "classes: {value: 23个, reason: 甲}",
            "classes: {value: 23, reason: 乙}",
            "2.yaml:4:32",
            "1.yaml:4:33",
            id="reason",
        ),
    ],
)
def test_an_indicator_filled_in_twice_differently_is_an_error_with_both_places(
    kpi: Kpi, first: str, second: str, place: str, other: str
) -> None:
    code, out, err = kpi("check", "--merge", put("1.yaml", first), put("2.yaml", second))
    assert (code, out) == (3, "")
    assert err.startswith(f"{place}: error[KPI316] “classes”填了两次，内容不同；另一处在 {other}\n")


def test_a_budget_filled_in_twice_differently_is_an_error(kpi: Kpi) -> None:
    one = put("1.yaml", "classes: 23个", "budget: {executed: 190}")
    two = put("2.yaml", "classes: 23个", "budget: {executed: 191}")
    code, _, err = kpi("check", "--merge", one, two)
    assert code == 3
    assert err.startswith(
        "2.yaml:2:20: error[KPI316] “预算执行”填了两次，内容不同；另一处在 1.yaml:2:20"
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("classes: 23个", "classes: 23", id="same-amount"),
        pytest.param("classes: 23个", "classes:", id="left-empty"),
        pytest.param("classes:", "classes: 23个", id="left-empty-first"),
    ],
)
def test_an_indicator_filled_in_twice_alike_is_fine(kpi: Kpi, first: str, second: str) -> None:
    merged = report(kpi, "--merge", put("1.yaml", first), put("2.yaml", second))
    assert merged["indicators"][0]["actual"] == "23个"


def test_a_finding_stands_in_the_file_that_has_the_value(kpi: Kpi) -> None:
    one = put("1.yaml", "people:")
    two = put("2.yaml", "classes: 23个\n  people: 9800人次")
    _, _, err = kpi("check", "--merge", one, two)
    assert "2.yaml:5:11: warning[KPI401] “覆盖人次”未达成" in err


def test_files_of_different_targets_are_refused(kpi: Kpi) -> None:
    one = put("1.yaml", "classes: 23个")
    Path("other.yaml").write_text(TARGETS.replace("=23个", "=24个"), encoding="utf-8")
    two = Path(put("2.yaml", "classes: 23个"))
    two.write_text(two.read_text("utf-8").replace("t.yaml", "other.yaml"), encoding="utf-8")
    code, _, err = kpi("check", "--merge", one, two)
    assert code == 3
    assert err.startswith(
        "2.yaml:1:10: error[KPI315] 对应的目标文件是 other.yaml，而 1.yaml 对应 t.yaml，"
    )


def test_every_problem_of_every_part_is_said(kpi: Kpi) -> None:
    code, _, err = kpi(
        "check", "--merge", put("1.yaml", "classes: 5人"), put("2.yaml", "people: 很多")
    )
    assert code == 3
    assert [line.split(": ")[0] for line in err.splitlines() if "error[" in line] == [
        "1.yaml:4:12",
        "2.yaml:4:11",
    ]


def test_without_merge_there_is_a_report_for_each(kpi: Kpi) -> None:
    document = report(kpi, put("1.yaml", "classes: 23个"), put("2.yaml", "people: 2万人次"))
    assert len(document["reports"]) == 2
