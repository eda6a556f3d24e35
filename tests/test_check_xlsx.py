"""The self-evaluation form as a spreadsheet, read back, and printed by LibreOffice."""

import io
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from fulian_kpi.judging import Judged, judge_file
from fulian_kpi.policy_file import load_policy
from fulian_kpi.report.check_xlsx import sheet_name, write_check_xlsx
from office import printed
from samples import EXAMPLE, SHORTFALL, judged

TARGETS: Final = """
year: 2023
department: 某区妇女联合会
indicators:
  成本指标:
    经济成本指标:
      - {id: cost-1, name: 活动成本, target: "≤30万元"}
      - {id: cost-2, name: 场地成本, target: "≤5万元"}
  产出指标:
    数量指标:
      - {id: quantity-1, name: 培训场次, target: "=23个"}
  满意度指标:
    服务对象满意度指标:
      - {id: satisfaction-1, name: 群众满意度, target: "≥85%"}
"""
ACTUALS: Final = """
targets: targets.yaml
actuals:
  cost-1: 45万元
  cost-2: {value: 不适用, reason: 项目取消}
  quantity-1: 23个
"""


def written(*cards: Judged) -> Workbook:
    stream = io.BytesIO()
    write_check_xlsx(cards, stream)
    return load_workbook(stream)


def named(folder: Path, name: str) -> Judged:
    """Return a scorecard whose first indicator has this name."""
    return judged(folder, TARGETS.replace("活动成本", json.dumps(name)), ACTUALS)


def texts(cells: Sequence[object]) -> list[object]:
    return [getattr(cell, "value", None) for cell in cells]


@pytest.fixture(scope="module")
def shortfall() -> Workbook:
    return written(judge_file(str(SHORTFALL)))


@pytest.fixture(scope="module")
def form(shortfall: Workbook) -> Worksheet:
    return shortfall["自评表"]


@pytest.fixture(scope="module")
def detail(shortfall: Workbook) -> Worksheet:
    return shortfall["计分明细"]


@pytest.mark.parametrize(
    ("place", "value"),
    [
        pytest.param("A1", "成都市妇女联合会2022年部门整体支出绩效自评表", id="title"),
        pytest.param("A2", "部门名称", id="department"),
        pytest.param("C2", "成都市妇女联合会", id="its name"),
        pytest.param("A3", "主管部门", id="superior"),
        pytest.param("C3", None, id="superior is left blank"),
        pytest.param("D3", "实施单位", id="unit"),
        pytest.param("F3", "成都市妇女联合会", id="its name again"),
        pytest.param("A5", "年度资金总额", id="funds"),
        pytest.param("C5", 3463, id="initial budget"),
        pytest.param("D5", 3463, id="adjusted budget"),
        pytest.param("E5", 3289.85, id="spent"),
        pytest.param("F5", 10, id="points of the funds"),
        pytest.param("G5", 0.95, id="execution rate"),
        pytest.param("H5", 9.5, id="points earned"),
        pytest.param("A8", "年度总体目标", id="goal"),
        pytest.param("C8", "预期目标", id="what was planned"),
        pytest.param("E8", "实际完成情况", id="what came of it"),
        pytest.param("E9", None, id="which is left blank"),
        pytest.param("D11", "=23个", id="target"),
        pytest.param("C11", "任务一：儿童友好社区试点指导服务", id="indicator"),
        pytest.param("E36", "中", id="actual"),
        pytest.param("E43", None, id="unreported is left blank"),
        pytest.param("G43", 0, id="and earns nothing"),
        pytest.param("A45", "总分", id="total"),
        pytest.param("F45", 100, id="out of"),
        pytest.param("G45", 95.16, id="earned"),
        pytest.param("H45", "评价等级：优", id="grade"),
        pytest.param("A47", "填报人", id="signature"),
        pytest.param("D48", "填报日期", id="date"),
    ],
)
def test_the_form_holds_what_it_asks_for(form: Worksheet, place: str, value: object) -> None:
    assert form[place].value == value


def test_headers_are_those_of_the_official_form(form: Worksheet) -> None:
    assert texts(form[4]) == [
        "资金情况\n（万元）",
        None,
        "年初预算数",
        "全年预算数\n（A）",
        "全年执行数\n（B）",
        "分值",
        "执行率\n（B/A）",
        "得分",
    ]
    assert texts(form[10]) == [
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
    ]


def test_levels_are_merged_over_their_indicators(form: Worksheet) -> None:
    merged = {str(each): form.cell(each.min_row, each.min_col).value for each in form.merged_cells}
    assert {
        place: text for place, text in merged.items() if re.match("A(1[1-9]|[234]).*:A", place)
    } == {
        "A11:A33": "产出指标",
        "A34:A41": "效益指标",
        "A42:A44": "满意度指标",
    }
    assert {place: text for place, text in merged.items() if place.startswith("B")} == {
        "B11:B19": "数量指标",
        "B20:B26": "质量指标",
        "B27:B33": "时效指标",
        "B34:B41": "社会效益指标",
        "B42:B44": "服务对象满意度指标",
    }
    assert merged["A1:H1"] == "成都市妇女联合会2022年部门整体支出绩效自评表"
    assert merged["A45:E45"] == "总分"


def test_the_form_prints_on_a4_one_page_wide_with_its_header_on_every_page(
    form: Worksheet,
) -> None:
    setup = form.page_setup
    assert (setup.paperSize, setup.orientation) == (9, "portrait")
    # One page wide is what a sheet is fitted to where it does not say otherwise.
    assert (setup.fitToWidth, setup.fitToHeight) == (None, 0)
    assert form.sheet_properties.pageSetUpPr is not None
    assert form.sheet_properties.pageSetUpPr.fitToPage
    assert form.print_title_rows == "$10:$10"
    assert form.print_area == "'自评表'!$A$1:$H$48"
    assert form.print_options.horizontalCentered
    assert form.oddFooter is not None
    assert form.oddFooter.center.text == "第 &P 页"
    assert form.oddFooter.center.font == "宋体,Regular"


def test_fonts_borders_and_shades(form: Worksheet) -> None:
    assert (form["A1"].font.name, form["A1"].font.sz, form["A1"].font.b) == ("黑体", 16, True)
    assert (form["C11"].font.name, form["C11"].font.sz) == ("宋体", 9)
    assert form["C11"].border.left.style == "thin"
    assert form["C11"].alignment.wrap_text
    assert form["A10"].fill.fgColor.rgb == "FFF2F2F2"
    assert (form["A11"].alignment.horizontal, form["A11"].alignment.vertical) == (
        "center",
        "center",
    )


def test_points_are_numbers_with_two_decimals(form: Worksheet) -> None:
    assert (form["F11"].data_type, form["F11"].number_format) == ("n", "0.00")
    assert form["G45"].number_format == "0.00"
    assert form["G5"].number_format == "0.00%"
    assert form["E5"].number_format == "#,##0.00"
    # A number too wide for its cell would be shown as ###.
    assert form["E5"].alignment.shrink_to_fit


def test_rows_are_as_high_as_their_texts_need(form: Worksheet) -> None:
    heights = {row: form.row_dimensions[row].height for row in (11, 35, 36)}
    # One line, one line, and five lines of reason in a column of eleven 汉字.
    assert heights[11] == pytest.approx(19.2, abs=1)
    assert heights[35] == pytest.approx(19.2, abs=1)
    assert heights[36] == pytest.approx(72, abs=1)


def test_a_text_too_long_for_a_row_is_spread_over_several(tmp_path: Path) -> None:
    reason = "主会场因天气缩小规模，参加人数减少。" * 40
    actuals = ACTUALS.replace("quantity-1: 23个", f"quantity-1: {{value: 21个, reason: {reason}}}")
    sheet = written(judged(tmp_path, TARGETS, actuals))["自评表"]
    place = next(each for each in sheet.merged_cells if "H13" in each.coord)
    assert sheet["H13"].value == reason
    rows = range(place.min_row, place.max_row + 1)
    heights = [sheet.row_dimensions[row].height for row in rows]
    # 720 汉字 in a column of eleven are 66 lines or more, of 13.2 points each.
    assert sum(heights) > 66 * 13.2
    assert max(heights) < 409
    assert f"C13:C{place.max_row}" in {each.coord for each in sheet.merged_cells}


def test_levels_of_one_row_are_high_enough_for_their_names(tmp_path: Path) -> None:
    targets = TARGETS.replace("服务对象满意度指标", "社会公众或服务对象满意度指标")
    sheet = written(judged(tmp_path, targets, ACTUALS))["自评表"]
    # Four lines of four 汉字.
    assert sheet["B14"].value == "社会公众或服务对象满意度指标"
    assert sheet.row_dimensions[14].height == pytest.approx(58.8, abs=1)


def test_what_does_not_apply_has_dashes_for_points(tmp_path: Path) -> None:
    sheet = written(judged(tmp_path, TARGETS, ACTUALS))["自评表"]
    assert texts(sheet[12])[2:] == ["场地成本", "≤5万元", "不适用", "—", "—", "项目取消"]


def test_a_form_without_a_budget_says_what_that_costs(tmp_path: Path) -> None:
    workbook = written(judged(tmp_path, TARGETS, ACTUALS))
    sheet = workbook["自评表"]
    assert sheet["A1"].value == "某区妇女联合会2023年项目支出绩效自评表"
    assert texts(sheet[5]) == ["年度资金总额", None, None, None, None, 10, None, None]
    assert sheet["C16"].value == (
        "评分办法：项目支出绩效评价管理办法（财预〔2020〕10号）的自评分值和常见做法"
        "（national-2020）。目标文件没有声明分值，各项分值为按评分办法平均分配的建议分值；"
        "1 项不适用，其分值按比例分给其他指标。没有填写预算执行数，预算执行率 10 分不得分。"
    )
    assert texts(workbook["计分明细"][9]) == [
        "预算执行率",
        *[None] * 11,
        10,
        0,
        "没有填写预算执行数，10 分不得分",
        None,
        None,
    ]


def test_low_execution_asks_for_a_reason_on_the_form(tmp_path: Path) -> None:
    actuals = ACTUALS + "budget: {adjusted: 100, executed: 60, reason: 项目跨年度结算}\n"
    sheet = written(judged(tmp_path, TARGETS, actuals))["自评表"]
    assert (sheet["A8"].value, sheet["C8"].value) == ("预算执行\n偏差原因", "项目跨年度结算")


def test_the_detail_sheet_has_the_arithmetic_of_every_row(detail: Worksheet) -> None:
    assert texts(detail[4]) == [
        "编号",
        "任务",
        "三级指标",
        "一级指标",
        "二级指标",
        "年度指标值",
        "规范写法",
        "含义",
        "实际完成值",
        "完成率",
        "结论",
        "差距",
        "分值",
        "得分",
        "计分算式",
        "偏差原因分析及改进措施",
        "佐证材料",
    ]
    assert texts(detail[32]) == [
        "t5-social-1",
        "任务五",
        "三八节主题活动辐射人群数",
        "效益指标",
        "社会效益指标",
        "≥1万人次",
        "≥1万人次",
        "不少于1万人次（10000人次）",
        "9800人次",
        0.98,
        "× 未达成",
        "还差 200人次",
        3.75,
        3.68,
        "3.75 × 9800 ÷ 10000 = 3.68",
        "主会场因天气原因缩小规模，线下到场人数少于预计。改进措施：下一年度提前安排备选室内场地。",
        "台账/三八节线上线下参与统计.xlsx",
    ]
    assert texts(detail[39])[:1] + texts(detail[39])[12:15] == [
        "预算执行率",
        10,
        9.5,
        "10 × 3289.85 ÷ 3463.00 = 9.50",
    ]
    assert texts(detail[40])[:1] + texts(detail[40])[12:15] == ["总分", 100, 95.16, "评价等级：优"]


@pytest.mark.parametrize(
    ("place", "verdict", "fill"),
    [
        pytest.param("K5", "√ 达成", "FFE2EFDA", id="met"),
        pytest.param("K9", "▲ 超额", "FFDDEBF7", id="exceeded"),
        pytest.param("K30", "○ 部分达成", "FFFFF2CC", id="partial"),
        pytest.param("K32", "× 未达成", "FFFFC7CE", id="missed"),
        pytest.param("K37", "？ 未填报", "FFE4DFEC", id="unreported"),
    ],
)
def test_verdicts_are_coloured_and_worded(
    detail: Worksheet, place: str, verdict: str, fill: str
) -> None:
    assert detail[place].value == verdict
    assert detail[place].fill.fgColor.rgb == fill


def test_an_indicator_named_like_a_verdict_is_not_coloured(tmp_path: Path) -> None:
    targets, actuals = (each.replace("cost-1", "missed") for each in (TARGETS, ACTUALS))
    sheet = written(judged(tmp_path, targets, actuals))["计分明细"]
    assert sheet["A5"].value == "missed"
    assert sheet["A5"].fill.patternType is None


def test_a_wanted_reason_is_named_in_the_detail(detail: Worksheet) -> None:
    assert (detail["A9"].value, detail["P9"].value) == ("t4-quantity-1", "须说明原因，尚未填写")


def test_the_detail_sheet_can_be_filtered_and_scrolled(detail: Worksheet) -> None:
    assert detail.auto_filter.ref == "A4:Q38"
    assert detail.freeze_panes == "D5"
    assert (detail.page_setup.orientation, detail.page_setup.fitToWidth) == ("landscape", 2)
    assert (detail.print_title_rows, detail.print_title_cols) == ("$4:$4", "$A:$C")


def test_a_text_too_long_for_the_detail_is_read_from_its_beginning(tmp_path: Path) -> None:
    actuals = ACTUALS.replace("项目取消", "项目因政策调整取消，" * 100)
    sheet = written(judged(tmp_path, TARGETS, actuals))["计分明细"]
    assert sheet["P6"].value == "项目因政策调整取消，" * 100
    assert sheet["P6"].alignment.vertical == "top"
    assert sheet["P5"].alignment.vertical == "center"
    assert sheet.row_dimensions[6].height == pytest.approx(400, abs=1)


def test_rows_that_policies_score_differently_are_marked(tmp_path: Path) -> None:
    judged(tmp_path, TARGETS, ACTUALS)
    policies = [load_policy("national-2020"), load_policy("national-2020-ratio")]
    both = judge_file(str(tmp_path / "actuals.yaml"), policies=policies)
    sheet = written(both)["计分明细"]
    assert texts(sheet[4])[12:19] == [
        "差异",
        "分值1",
        "得分1",
        "计分算式1\nnational-2020",
        "分值2",
        "得分2",
        "计分算式2\nnational-2020-ratio",
    ]
    assert texts(sheet[5])[12:19] == [
        "≠",
        25.71,
        12.86,
        "25.71 × （1 − (450000 − 300000) ÷ 300000） = 12.86",
        25.71,
        17.14,
        "25.71 × 300000 ÷ 450000 = 17.14",
    ]
    assert sheet["M5"].fill.fgColor.rgb == "FFFCE4D6"
    assert [sheet[f"M{row}"].value for row in (6, 7, 8)] == [None, None, None]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0", id="formula"),
        pytest.param("@SUM(1+1)", "@SUM(1+1)", id="at sign"),
        pytest.param("-2+3", "-2+3", id="minus"),
        pytest.param("+1", "+1", id="plus"),
        pytest.param("{=1+1}", "{=1+1}", id="array formula"),
        pytest.param("https://example.org/", "https://example.org/", id="address"),
        pytest.param("[red]警告[/red]", "[red]警告[/red]", id="markup"),
        pytest.param("<b>&amp;</b>", "<b>&amp;</b>", id="xml"),
        pytest.param("红\x1b[31m色\x00", "红\\x1b[31m色\\x00", id="control characters"),
        pytest.param("_x0041_", "_x0041_", id="like an escape"),
        pytest.param("12345", "12345", id="number"),
        pytest.param("很长的指标名称" * 40, "很长的指标名称" * 40, id="very long"),
    ],
)
def test_names_are_text_and_whole(tmp_path: Path, name: str, shown: str) -> None:
    workbook = written(named(tmp_path, name))
    for sheet, place in (("自评表", "C11"), ("计分明细", "C5")):
        assert workbook[sheet][place].value == shown
        assert workbook[sheet][place].data_type == "s"
        assert workbook[sheet][place].hyperlink is None


def test_no_cell_of_a_workbook_is_a_formula(shortfall: Workbook) -> None:
    kinds = {cell.data_type for sheet in shortfall for row in sheet for cell in row}
    assert kinds == {"s", "n"}


def test_one_task_alone_has_no_grade() -> None:
    workbook = written(judge_file(str(SHORTFALL), task=5))
    sheet = workbook["自评表"]
    # Budget execution belongs to the whole table.
    assert texts(sheet[5]) == ["年度资金总额", None, 3463, None, None, None, None, None]
    assert texts(sheet[16])[:1] + texts(sheet[16])[5:] == [
        "合计",
        14.02,
        13.95,
        "部分指标，不评等级",
    ]
    assert texts(workbook["计分明细"][10])[12:15] == [None, None, "不计分"]


def test_the_detail_names_the_shortest_way_to_the_next_grade(tmp_path: Path) -> None:
    sheet = written(judged(tmp_path, TARGETS, ACTUALS))["计分明细"]
    assert texts(sheet[10])[12:15] == [
        100,
        64.29,
        "评价等级：中；再得 15.71 分为“良”：群众满意度（+12.86）、活动成本（+12.85）",
    ]


def test_several_scorecards_have_two_sheets_each(tmp_path: Path) -> None:
    workbook = written(
        judge_file(str(EXAMPLE)), judge_file(str(SHORTFALL)), judged(tmp_path, TARGETS, ACTUALS)
    )
    assert workbook.sheetnames == [
        "自评表1 成都市妇女联合会",
        "计分明细1 成都市妇女联合会",
        "自评表2 成都市妇女联合会",
        "计分明细2 成都市妇女联合会",
        "自评表3 某区妇女联合会",
        "计分明细3 某区妇女联合会",
    ]
    totals = [workbook[name]["G45"].value for name in workbook.sheetnames[0:4:2]]
    assert totals == [99.8, 95.16]


@pytest.mark.parametrize(
    ("suffix", "name"),
    [
        pytest.param("", "自评表", id="only one"),
        pytest.param("1 [某]局:a/b\\c*?", "自评表1 某局abc", id="characters that Excel refuses"),
        pytest.param("1 '局'", "自评表1 局", id="apostrophes"),
        pytest.param("1 a\x1bb\U0001f600", "自评表1 ax1bb", id="control character and emoji"),
        pytest.param("12 " + "长" * 40, "自评表12 " + "长" * 25, id="too long"),
        pytest.param("1 " + "长" * 25 + " 短", "自评表1 " + "长" * 25, id="no blank at its end"),
    ],
)
def test_sheet_names_are_what_excel_allows(suffix: str, name: str) -> None:
    assert sheet_name("自评表", suffix) == name


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The pages of the form as LibreOffice prints it."""
    form = tmp_path_factory.mktemp("xlsx") / "form.xlsx"
    with form.open("wb") as stream:
        write_check_xlsx([judge_file(str(SHORTFALL))], stream)
    return printed(form)


def test_libreoffice_prints_the_form_on_two_pages_with_its_header_on_both(
    pages: list[str],
) -> None:
    header = "二级指标三级指标年度指标值实际完成值分值得分偏差原因分析及改进措施"
    assert [header in page for page in pages[:3]] == [True, True, False]
    assert ["自评表：计分明细" in page for page in pages[:3]] == [False, False, True]
    assert "成都市妇女联合会2022年部门整体支出绩效自评表" in pages[0]
    assert "第1页" in pages[0]
    assert "第2页" in pages[1]
    assert "总分100.0095.16评价等级：优" in pages[1]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("单位职工满意度≥85%86%3.333.33", id="row"),
        pytest.param("=23个23个", id="target that looks like a formula"),
        pytest.param(
            "任务六：成都市妇女儿童类社会组织培育服务平台建设运营项目宣传覆盖人次", id="long name"
        ),
        pytest.param(
            "主会场因天气原因缩小规模，线下到场人数少于预计。"
            "改进措施：下一年度提前安排备选室内场地。",
            id="reason",
        ),
        pytest.param("牵头推进儿童友好城市建设,团结引领广大妇女", id="goal"),
        pytest.param("年度资金总额3,463.003,463.003,289.8510.0095.00%9.50", id="funds"),
        pytest.param("财务负责人填报日期", id="signatures"),
    ],
)
def test_libreoffice_prints_texts_whole(pages: list[str], text: str) -> None:
    assert text in "".join(pages[:2])
