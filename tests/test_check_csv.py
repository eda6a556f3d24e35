"""``kpi check -o x.csv``: every cell literally, for a spreadsheet and for a program."""

import csv
import io
from functools import partial
from pathlib import Path
from typing import Final

from fulian_kpi.report.check_csv import write_check_csv
from samples import report

TARGETS: Final = """\
year: 2024
department: 测试市妇女联合会
budget: {total: 100.00}
tasks:
  - {id: 1, name: 培训}
indicators:
  成本指标:
    经济成本指标:
      - {id: cost, task: 1, name: 培训成本, target: "≤30万元"}
  产出指标:
    数量指标:
      - {id: sessions, task: 1, name: "=HYPERLINK(\\"http://x\\")", target: "=12场"}
  效益指标:
    社会效益指标:
      - {id: growth, name: "覆盖人次,\\n增长 \\"率\\"", target: 增长8%}
  满意度指标:
    服务对象满意度指标:
      - {id: satisfied, name: "满意度\\e[31m", target: "≥85%"}
"""

ACTUALS: Final = """\
targets: targets.yaml
budget: {executed: 95.00}
actuals:
  cost: {value: 36万元, reason: "-采购价上涨"}
  sessions: 12场
  growth: -2%
"""

BOTH: Final = ("national-2020", "national-2020-ratio")

HEADER: Final = (
    "部门,年度,编号,任务,一级指标,二级指标,三级指标,指标值,实际完成值,完成率,结论,差额,"
    "分值,得分,计算,原因\r\n"
)


FILES: Final = {"targets.yaml": TARGETS, "actuals.yaml": ACTUALS}


written = partial(report, write_check_csv)


def test_the_whole_file(actuals: Path) -> None:
    """Lines end in CRLF, cells are quoted as RFC 4180 says, and nothing in it is a formula."""
    assert written(actuals) == (
        "\ufeff"
        + HEADER
        + "测试市妇女联合会,2024,cost,任务一,成本指标,经济成本指标,培训成本,≤30万元,"
        "36万元,83.33%,未达成,超出 60000元,20,16.00,"
        "20 × （1 − (360000 − 300000) ÷ 300000） = 16.00,'-采购价上涨\r\n"
        "测试市妇女联合会,2024,sessions,任务一,产出指标,数量指标,"
        '"\'=HYPERLINK(""http://x"")",\'=12场,12场,100.00%,达成,,40,40.00,'
        "40 × 100%（达到目标） = 40.00,\r\n"
        '测试市妇女联合会,2024,growth,,效益指标,社会效益指标,"覆盖人次,\n增长 ""率""",增长8%,'
        "'-2%,0.00%,未达成,还差 10个百分点,20,0.00,20 × 0 ÷ 8 = 0.00,\r\n"
        "测试市妇女联合会,2024,satisfied,,满意度指标,服务对象满意度指标,满意度\\x1b[31m,≥85%,"
        ",,未填报,,10,0.00,未填报，10 分不得分,\r\n"
        "测试市妇女联合会,2024,,,预算执行率,,,100.00万元,95.00万元,95.00%,,,10,9.50,"
        "10 × 95.00 ÷ 100.00 = 9.50,\r\n"
        "测试市妇女联合会,2024,,,合计,,,4项,达成 1，未达成 2，未填报 1,,"
        "未通过,,100,65.50,等级 中,\r\n"
    )


def test_several_policies_have_their_own_columns(actuals: Path) -> None:
    lines = list(csv.DictReader(io.StringIO(written(actuals, policies=BOTH)[1:], newline="")))
    assert [
        (line["得分（national-2020）"], line["得分（national-2020-ratio）"]) for line in lines
    ] == [
        ("16.00", "16.67"),
        ("40.00", "40.00"),
        ("0.00", "0.00"),
        ("0.00", "0.00"),
        ("9.50", "9.50"),
        ("65.50", "66.17"),
    ]
    assert lines[0]["计算（national-2020-ratio）"] == "20 × 300000 ÷ 360000 = 16.67"


def test_several_files_share_one_mark_and_one_header(actuals: Path) -> None:
    text = written(actuals, actuals)
    assert text.count("\ufeff") == 1
    assert text.count(HEADER) == 1
    assert text.count(",合计,") == 2


def test_a_missing_budget_is_said(actuals: Path) -> None:
    actuals.write_text(ACTUALS.replace("budget: {executed: 95.00}\n", ""), encoding="utf-8")
    assert (
        "测试市妇女联合会,2024,,,预算执行率,,,,,,,,10,0.00,没有填写预算执行数，10 分不得分,\r\n"
    ) in written(actuals)


def test_a_single_task_has_neither_budget_nor_grade(actuals: Path) -> None:
    text = written(actuals, task=1)
    assert "预算执行率" not in text
    assert text.endswith(
        "测试市妇女联合会,2024,,,合计,,,2项,达成 1，未达成 1,,未通过,,60,56.00,,\r\n"
    )


def test_a_row_left_out_has_no_points(actuals: Path) -> None:
    actuals.write_text(ACTUALS + "  satisfied: {value: 不适用, reason: 无}\n", encoding="utf-8")
    assert ",≥85%,不适用,,不适用,,,,,无\r\n" in written(actuals)


def test_nothing_judged_is_a_header_alone() -> None:
    assert written() == "\ufeff" + HEADER
