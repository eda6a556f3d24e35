"""The self-evaluation form as a Word document, read back, and printed by LibreOffice."""

import io
import json
import time
from pathlib import Path
from typing import Any, Final

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table

from fulian_kpi.judging import Judged, judge_file
from fulian_kpi.report.check_docx import write_check_docx
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
"""
ACTUALS: Final = """
targets: targets.yaml
actuals:
  cost-1: 45万元
  cost-2: {value: 不适用, reason: 项目取消}
"""

REASON: Final = (
    "主会场因天气原因缩小规模，线下到场人数少于预计。改进措施：下一年度提前安排备选室内场地。"
)


def written(*cards: Judged) -> Document:
    stream = io.BytesIO()
    write_check_docx(cards, stream)
    return docx.Document(stream)


def named(folder: Path, name: str) -> Judged:
    """Return a scorecard whose first indicator has this name."""
    return judged(folder, TARGETS.replace("活动成本", json.dumps(name)), ACTUALS)


def found(element: Any, path: str) -> list[Any]:  # noqa: ANN401  (lxml has no types)
    return list(element.xpath(path))


def lines(table: Table) -> list[Any]:
    """Return the rows of a table as they stand in the file."""
    return found(table._tbl, "w:tr")  # noqa: SLF001


def cells(table: Table, row: int) -> list[str]:
    """Return the texts of a row as they stand in the file, merged cells once."""
    return [
        "\n".join("".join(found(each, ".//w:t/text()")) for each in found(cell, "w:p"))
        for cell in found(lines(table)[row], "w:tc")
    ]


@pytest.fixture(scope="module")
def shortfall() -> Document:
    return written(judge_file(str(SHORTFALL)))


@pytest.fixture(scope="module")
def head(shortfall: Document) -> Table:
    return shortfall.tables[0]


@pytest.fixture(scope="module")
def body(shortfall: Document) -> Table:
    return shortfall.tables[1]


@pytest.mark.parametrize(
    ("row", "texts"),
    [
        pytest.param(0, ["部门名称", "成都市妇女联合会"], id="department"),
        pytest.param(1, ["主管部门", "", "实施单位", "成都市妇女联合会"], id="superior is blank"),
        pytest.param(
            2,
            [
                "资金情况（万元）",
                "年初预算数",
                "全年预算数（A）",
                "全年执行数（B）",
                "分值",
                "执行率（B/A）",
                "得分",
            ],
            id="headers of the funds",
        ),
        pytest.param(
            3,
            ["年度资金总额", "3,463.00", "3,463.00", "3,289.85", "10.00", "95.00%", "9.50"],
            id="funds",
        ),
        pytest.param(4, ["其中：财政拨款", "3,463.00", "", "", "", "", ""], id="fiscal"),
        pytest.param(6, ["年度总体目标", "预期目标", "实际完成情况"], id="goal"),
    ],
)
def test_the_head_holds_what_it_asks_for(head: Table, row: int, texts: list[str]) -> None:
    assert cells(head, row) == texts


@pytest.mark.parametrize(
    ("row", "texts"),
    [
        pytest.param(
            0,
            [
                "一级指标",
                "二级指标",
                "三级指标",
                "年度指标值",
                "实际完成值",
                "分值",
                "得分",
                "偏差原因分析及改进措施",
            ],
            id="headers",
        ),
        pytest.param(
            1,
            [
                "产出指标",
                "数量指标",
                "任务一：儿童友好社区试点指导服务",
                "=23个",
                "23个",
                "2.18",
                "2.18",
                "",
            ],
            id="first",
        ),
        pytest.param(
            28,
            [
                "",
                "",
                "任务五：三八节主题活动辐射人群数",
                "≥1万人次",
                "9800人次",
                "3.75",
                "3.68",
                REASON,
            ],
            id="missed, with its reason",
        ),
        pytest.param(
            33, ["", "", "儿童及其家庭满意度", "≥85%", "", "3.33", "0.00", ""], id="unreported"
        ),
        pytest.param(35, ["总分", "100.00", "95.16", "评价等级：优"], id="total"),
        pytest.param(37, ["填报人", "", "单位负责人", ""], id="signatures"),
        pytest.param(38, ["财务负责人", "", "填报日期", ""], id="more signatures"),
    ],
)
def test_the_body_has_a_row_an_indicator(body: Table, row: int, texts: list[str]) -> None:
    assert cells(body, row) == texts


def test_the_title_is_a_heading(shortfall: Document) -> None:
    title = shortfall.paragraphs[0]
    assert title.text == "成都市妇女联合会2022年部门整体支出绩效自评表"
    assert title.style is not None
    assert title.style.name == "Heading 1"


def test_levels_are_merged_over_their_indicators(body: Table) -> None:
    # python-docx gives the text of a merged cell in each of its rows.
    levels = [(row.cells[0].text, row.cells[1].text) for row in body.rows]
    assert levels[1:35] == [
        *[("产出指标", "数量指标")] * 9,
        *[("产出指标", "质量指标")] * 7,
        *[("产出指标", "时效指标")] * 7,
        *[("效益指标", "社会效益指标")] * 8,
        *[("满意度指标", "服务对象满意度指标")] * 3,
    ]


def test_only_the_header_row_is_repeated_and_no_row_is_split(head: Table, body: Table) -> None:
    repeated = [bool(found(row, "w:trPr/w:tblHeader")) for row in lines(body)]
    assert repeated == [True, *[False] * 38]
    for table in (head, body):
        assert all(found(row, "w:trPr/w:cantSplit") for row in lines(table))


def test_a_row_that_may_be_longer_than_a_page_can_be_split(tmp_path: Path) -> None:
    reason = "主会场因天气缩小规模，参加人数减少。" * 40
    actuals = f"{ACTUALS}  quantity-1: {{value: 21个, reason: {reason}}}\n"
    table = written(judged(tmp_path, TARGETS, actuals)).tables[1]
    whole = [bool(found(row, "w:trPr/w:cantSplit")) for row in lines(table)]
    assert whole == [True, True, True, False, True, True, True, True]
    assert cells(table, 3)[7] == reason


def test_the_page_is_a4_and_the_table_as_wide_as_its_columns(
    shortfall: Document, body: Table
) -> None:
    section = shortfall.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert abs(section.page_width - Mm(210)) < Mm(0.1)
    assert abs(section.page_height - Mm(297)) < Mm(0.1)
    assert abs((section.left_margin or 0) - Mm(12)) < Mm(0.1)
    assert body.autofit is False
    widths = [int(each.get(qn("w:w"))) for each in found(body._tbl, "w:tblGrid/w:gridCol")]  # noqa: SLF001
    assert widths == [510, 850, 3402, 1077, 1020, 737, 794, 2154]


def test_the_footer_numbers_the_pages(shortfall: Document) -> None:
    footer = shortfall.sections[0].footer._element  # noqa: SLF001
    assert "".join(found(footer, ".//w:t/text()")) == "第 1 页，共 1 页"
    assert found(footer, ".//w:fldSimple/@w:instr") == ["PAGE", "NUMPAGES"]


def test_every_text_has_a_chinese_font(shortfall: Document) -> None:
    runs = found(shortfall.element, "//w:r[w:t]")
    fonts = [found(run, "w:rPr/w:rFonts/@w:eastAsia") for run in runs]
    assert fonts[0] == ["黑体"]
    assert {name for names in fonts[1:] for name in names} == {"宋体"}
    assert all(fonts)


@pytest.mark.parametrize(
    ("style", "font"),
    [
        pytest.param("Normal", "宋体", id="text"),
        pytest.param("Heading 1", "黑体", id="title"),
    ],
)
def test_styles_have_chinese_fonts_and_none_of_the_theme(
    shortfall: Document, style: str, font: str
) -> None:
    fonts = shortfall.styles[style].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == font
    assert fonts.get(qn("w:eastAsiaTheme")) is None


def test_line_breaks_follow_chinese_rules(shortfall: Document) -> None:
    languages = found(shortfall.styles.element, "w:docDefaults//w:lang/@w:eastAsia")
    assert languages == ["zh-CN"]


def test_what_does_not_apply_has_dashes_and_a_missing_budget_is_named(tmp_path: Path) -> None:
    table = written(judged(tmp_path, TARGETS, ACTUALS)).tables[1]
    assert cells(table, 2) == [
        "",
        "",
        "场地成本",
        "≤5万元",
        "不适用",
        "—",
        "—",
        "项目取消",
    ]
    assert cells(table, 5)[1].endswith("没有填写预算执行数，预算执行率 10 分不得分。")


def test_line_breaks_of_a_reason_stay(tmp_path: Path) -> None:
    actuals = f'{ACTUALS}  quantity-1: {{value: 21个, reason: "一\\n二"}}\n'
    table = written(judged(tmp_path, TARGETS, actuals)).tables[1]
    assert table.rows[3].cells[7].text == "一\n二"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0", id="formula"),
        pytest.param("[red]警告[/red]", "[red]警告[/red]", id="markup"),
        pytest.param("<w:b/>&amp;]]>", "<w:b/>&amp;]]>", id="xml"),
        pytest.param("红\x1b[31m色\x00", "红\\x1b[31m色\\x00", id="control characters"),
        pytest.param("没有\uffff字符", "没有\\uffff字符", id="no character"),
        pytest.param("  两边有空格  ", "  两边有空格  ", id="blanks"),
        pytest.param("很长的指标名称" * 40, "很长的指标名称" * 40, id="very long"),
    ],
)
def test_names_are_text_and_whole(tmp_path: Path, name: str, shown: str) -> None:
    table = written(named(tmp_path, name)).tables[1]
    assert table.rows[1].cells[2].text == shown


def test_a_very_long_name_of_a_department_is_no_fault(tmp_path: Path) -> None:
    name = "某" * 300
    document = written(judged(tmp_path, TARGETS.replace("某区妇女联合会", name), ACTUALS))
    assert document.paragraphs[0].text == f"{name}2023年项目支出绩效自评表"
    assert document.core_properties.title == "某" * 255


def test_several_scorecards_start_a_page_each(tmp_path: Path) -> None:
    document = written(
        judge_file(str(EXAMPLE)), judge_file(str(SHORTFALL)), judged(tmp_path, TARGETS, ACTUALS)
    )
    titles = [each for each in document.paragraphs if each.style and each.text]
    assert [each.text for each in titles] == [
        "成都市妇女联合会2022年部门整体支出绩效自评表",
        "成都市妇女联合会2022年部门整体支出绩效自评表",
        "某区妇女联合会2023年项目支出绩效自评表",
    ]
    assert [each.paragraph_format.page_break_before for each in titles] == [False, True, True]
    assert [cells(table, 35)[2] for table in document.tables[1:4:2]] == ["99.80", "95.16"]


def test_a_thousand_rows_take_no_minutes(tmp_path: Path) -> None:
    """Asking python-docx for each cell of as many rows takes seven minutes."""
    rows = "\n".join(
        f'      - {{id: r{number}, name: 指标, target: "≥1个"}}' for number in range(1000)
    )
    targets = TARGETS[: TARGETS.index("      - {id: quantity-1")] + rows + "\n"
    card = judged(tmp_path, targets, ACTUALS)
    start = time.process_time()
    document = written(card)
    assert time.process_time() - start < 30
    assert len(document.tables[1].rows) == 1 + 1002 + 4


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The pages of the form as LibreOffice prints it."""
    form = tmp_path_factory.mktemp("docx") / "form.docx"
    with form.open("wb") as stream:
        write_check_docx([judge_file(str(SHORTFALL))], stream)
    return printed(form)


def test_libreoffice_prints_two_pages_with_the_header_on_both(pages: list[str]) -> None:
    header = "二级指标三级指标年度指标值实际完成值分值得分偏差原因分析及改进措施"
    assert [header in page for page in pages] == [True, True]
    assert ["第1页，共2页" in pages[0], "第2页，共2页" in pages[1]] == [True, True]
    assert "成都市妇女联合会2022年部门整体支出绩效自评表" in pages[0]
    assert "总分100.0095.16评价等级：优" in pages[1]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("任务一：儿童友好社区试点指导服务=23个23个2.182.18", id="row"),
        pytest.param(
            "任务六：成都市妇女儿童类社会组织培育服务平台建设运营项目宣传覆盖人次", id="long name"
        ),
        pytest.param(REASON, id="reason"),
        pytest.param("牵头推进儿童友好城市建设,团结引领广大妇女", id="goal"),
        pytest.param("年度资金总额3,463.003,463.003,289.8510.0095.00%9.50", id="funds"),
    ],
)
def test_libreoffice_prints_texts_whole(pages: list[str], text: str) -> None:
    assert text in "".join(pages)
