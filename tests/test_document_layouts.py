"""Spreadsheets and Word tables in the layouts that departments use, from rows of their tables."""

import csv
import html
import io
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

import docx
import openpyxl
import pytest

from fulian_kpi.document.draft import Draft
from fulian_kpi.document.opening import open_document
from fulian_kpi.document.reader import find_tables, read_draft

CORPUS: Final = Path(__file__).parents[2] / "shared" / "corpus" / "expressions.csv"

OUTPUT, EFFECT, SATISFACTION = "产出指标", "效益指标", "满意度指标"


class Row(NamedTuple):
    level1: str
    level2: str
    name: str
    sign: str
    value: str
    unit: str

    @property
    def target(self) -> str:
        return f"{self.sign}{self.value}{self.unit}"


def _rows() -> list[Row]:
    typed = """
    产出|数量|足额保障户数|=|100|户
    产出|数量|科目调整次数|≤|10|次
    产出|数量|贫困地区旅游基础设施建设工程|≥|20|平方米
    产出|数量|贫困地区旅游景点开发数量( ≥**个 )|≥|4|个
    产出|数量|流转土地|≥|60|亩
    产出|数量|红薯种植面积||5.5|亩
    产出|数量|鸡养殖数量||500|只
    产出|数量|电视专栏节目||24|期
    产出|数量|残疾人文化活动参与人数||60|人
    产出|数量|签约康复人数|≥|18000|人
    产出|数量|涉及乡镇街数量|=|22|个
    产出|数量|雾炮车风炮射程|≥|80|M
    产出|数量|清扫保洁道路面积||1346.0088|万平方米
    产出|数量|完成修理养护的设施数量|≥|90|辆
    产出|数量|绿化美化公路|=|3500|米
    产出|数量|寨山石坪村新建水泥路1条||2|km
    产出|数量|一个存储备份器||25|TB
    产出|数量|村组干部230人|≥|230|个
    产出|数量|全年接待游客||3500|万人次
    产出|数量|小学就读人数|≤|6962|人
    产出|质量|农村义务教育学校改造覆盖率||100|%
    产出|质量|*贫困地区旅游基础设施建设质量达标率100%|≥|98|%
    产出|质量|项目验收合格率|≥|100|百分比
    产出|质量|经费支出合规性||较高|
    产出|质量|服务周期内空气质量||优良|
    产出|质量|树木成活率|≥|85|%
    产出|质量|资金足额拨付率||100|%
    产出|时效|完成时间||2025年年底前|
    产出|时效|城市道路以克论净量化考核||1|次/月
    产出|时效|项目完工时限||2023年12月|
    产出|时效|各项费用使用周期||2020年1月--2020年11月|
    产出|时效|工作安排时间||按月安排|
    产出|时效|维持时效|≥|1|年
    产出|成本|流转土地补助标准|≤|475|元/亩
    产出|成本|项目总成本(≤**万元)|≤|1125|万元
    产出|成本|人工成本|≤|620|万/月
    产出|成本|控制在预算成本内||250|万
    产出|成本|义务教育小学生均公用经费||780|元/生/年
    效益|经济效益|脱贫地区特色产业产值(≥**万元)|≥|80|万元
    效益|经济效益|创业担保基金放大倍数|≥|2|倍
    效益|经济效益|务工人员年人均增收|≥|8400|元
    效益|经济效益|提升六安城市知名度，推动“网球+”产业深度融合||经济效益良好|
    效益|社会效益|贫困地区乡村旅游开发景点接待游客数量|≥|60000|人
    效益|社会效益|年内无群体性事件发生|小于|5|次
    效益|社会效益|清扫保洁覆盖率|≥|99|%
    效益|社会效益|森林火灾案件查处率|不低于|90|%
    效益|社会效益|重大森林火灾||0|起
    效益|社会效益|提供务工岗位|≥|5|个
    效益|社会效益|改善安置小区群众生活质量||显著改善|
    效益|生态效益|森林火灾受害面积|小于|0.9|‰
    效益|生态效益|保护生态环境卫生|≥|95|%
    效益|生态效益|安全情况||有效|
    效益|可持续影响|义务教育优质均衡发展情况||稳步提高|
    效益|可持续影响|≥360天服务读者|≥|360|天
    效益|可持续影响|项目建成后可持续影响年限|≥|15|年
    效益|可持续影响|农民综合素质||持续提高|
    满意度|服务对象满意度|学生家长满意度|≥|90|%
    满意度|服务对象满意度|群众满意度|≥|95|%
    满意度|服务对象满意度|受益脱贫户满意度(≥**%)|≥|95|%
    满意度|服务对象满意度|市民满意度||85|%
    """
    rows = [line.strip().split("|") for line in typed.strip().splitlines()]
    return [Row(f"{a}指标", f"{b}指标", c, d, e, f) for a, b, c, d, e, f in rows]


ROWS: Final = _rows()

Table = list[list[str]]
Merges = list[tuple[int, int, int, int]]
"""First row, first column, last row, last column of each merged range, from 0."""

HEAD: Final[Table] = [
    ["部门整体支出绩效目标表"],
    ["（2023年度）"],
    ["部门名称", "某某市林业局"],
    ["年度总体目标", "完成全年各项工作任务，保障机构正常运转。"],
]
FUNDS: Final[Table] = [
    ["项目资金（万元）", "年度资金总额：", "1125"],
    ["", "其中：财政拨款", "1000"],
    ["", "其他资金", "125"],
]


def tree_merges(first: int, column: int, rows: Iterable[Row]) -> Merges:
    """Return the ranges of equal level-1 cells in `column` and of level-2 cells in the next."""
    merges: Merges = []
    listed = list(rows)
    for offset in (0, 1):
        start = 0
        for index in range(1, len(listed) + 1):
            same = (
                index < len(listed) and listed[index][: offset + 1] == listed[start][: offset + 1]
            )
            if not same:
                if index - start > 1:
                    at = column + offset
                    merges.append((first + start, at, first + index - 1, at))
                start = index
    return merges


def plain() -> tuple[Table, Merges]:
    table = [*HEAD, ["一级指标", "二级指标", "三级指标", "指标值"]]
    return [*table, *([*row[:3], row.target] for row in ROWS)], []


def merged() -> tuple[Table, Merges]:
    table, _ = plain()
    return table, tree_merges(len(HEAD) + 1, 0, ROWS)


def funds_and_label() -> tuple[Table, Merges]:
    header = ["绩效指标", "一级\n指标", "二级 指标", "三级指标名称", "*年度指标值", "备注"]
    rows = [["", *row[:3], row.target, "计划标准"] for row in ROWS]
    above = len(HEAD) + len(FUNDS)
    footer = ["填表人：某某", "联系电话：00000000000"]
    merges = tree_merges(above + 1, 1, ROWS)
    return [*HEAD, *FUNDS, header, *rows, footer], [*merges, (above, 0, above + len(ROWS), 0)]


def moved() -> tuple[Table, Merges]:
    header = ["序号", "指标值", "三级指标", "备注", "二级指标", "一级指标", "权重"]
    rows = [
        [str(n), row.target, row.name, "", row.level2, row.level1, "1.5"]
        for n, row in enumerate(ROWS, 1)
    ]
    return [*HEAD, header, *rows], []


def split() -> tuple[Table, Merges]:
    header = ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "权重"]
    return [*HEAD, header, *([*row, "1.5"] for row in ROWS)], tree_merges(len(HEAD) + 1, 0, ROWS)


def unit_first() -> tuple[Table, Merges]:
    header = ["一级指标", "二级指标", "指标名称", "计量单位", "符号", "目标值"]
    rows = [[*row[:3], row.unit, row.sign, row.value] for row in ROWS]
    return [*HEAD, header, *rows], []


def two_rows() -> tuple[Table, Merges]:
    at = len(HEAD)
    upper = ["一级指标", "二级指标", "三级指标", "年度指标值", "", "", "指标解释"]
    lower = ["", "", "", "指标性质", "指标值", "计量单位", ""]
    merges = [(at, 3, at, 5), *((at, each, at + 1, each) for each in (0, 1, 2, 6))]
    rows = [[*row, "反映" + row.name] for row in ROWS]
    return [*HEAD, upper, lower, *rows], [*merges, *tree_merges(at + 2, 0, ROWS)]


def one_header_over_three() -> tuple[Table, Merges]:
    at = len(HEAD)
    header = ["一级指标", "二级指标", "三级指标", "指标值", "", ""]
    return [*HEAD, header, *(list(row) for row in ROWS)], [(at, 3, at, 5)]


def traditional() -> tuple[Table, Merges]:
    header = ["一級指標", "二級指標", "三級指標", "指標值（包含數字及文字描述）"]
    return [*HEAD, header, *([*row[:3], row.target] for row in ROWS)], []


def no_level1() -> tuple[Table, Merges]:
    return [
        *HEAD,
        ["二级指标", "三级指标", "指标值"],
        *([*row[1:3], row.target] for row in ROWS),
    ], []


def signs_in_words() -> tuple[Table, Merges]:
    """Some systems say 文字描述 where the value is no number."""
    header = [
        "序号",
        "一级指标",
        "二级指标",
        "绩效指标名称",
        "运算符号",
        "绩效指标值",
        "绩效度量单位",
    ]
    rows = [
        [str(n), *row[:3], row.sign or ("" if row.unit else "文字描述"), row.value, row.unit]
        for n, row in enumerate(ROWS, 1)
    ]
    return [*HEAD, header, *rows], []


def levels_in_rows_of_their_own() -> tuple[Table, Merges]:
    table = [*HEAD, ["项目名称", "一级指标", "二级指标", "三级指标", "指标值", "指标内容"]]
    above: tuple[str, str] = ("", "")
    for row in ROWS:
        if row.level1 != above[0]:
            table.append(["", row.level1])
        if (row.level1, row.level2) != above:
            table.append(["", "", row.level2])
        above = (row.level1, row.level2)
        table.append(["", "", "", row.name, row.target, "反映" + row.name])
    return table, []


def year_beside_mid_term() -> tuple[Table, Merges]:
    """The left group is of three years; its targets must not be read."""
    at = len(HEAD)
    upper = ["绩效指标", "中期目标（2023—2025年）", "", "", "", "年度目标", "", ""]
    names = ["二级指标", "三级指标", "指标值"]
    header = ["", "一级指标", *names, *names]
    rows = [["", *row[:3], "999个", *row[1:3], row.target] for row in ROWS]
    return [*HEAD, upper, header, *rows], [(at, 1, at, 4), (at, 5, at, 7)]


def header_on_every_page() -> tuple[Table, Merges]:
    header = ["一级指标", "二级指标", "三级指标", "年度指标值", "分值"]
    rows = [[*row[:3], row.target, "1.5"] for row in ROWS]
    notes = ["注：指标值为年度目标。"]
    return [*HEAD, header, *rows[:30], ["第 1 页"], header, *rows[30:], notes], []


def evaluation() -> tuple[Table, Merges]:
    heads = "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析及改进措施"
    rows = [[*row[:3], row.target, row.target, "1.5", "1.5", ""] for row in ROWS]
    total = ["总分", "", "", "", "", "100", "98", ""]
    conclusion = ["评价结论", "完成较好，自评得分98分"]
    return [*HEAD, heads.split(), *rows, total, conclusion], tree_merges(len(HEAD) + 1, 0, ROWS)


LAYOUTS: Final = (
    plain,
    merged,
    funds_and_label,
    moved,
    split,
    unit_first,
    two_rows,
    one_header_over_three,
    traditional,
    no_level1,
    signs_in_words,
    levels_in_rows_of_their_own,
    year_beside_mid_term,
    header_on_every_page,
    evaluation,
)


def as_xlsx(table: Table, merges: Merges) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "目标表"
    for number, row in enumerate(table, 1):
        for column, text in enumerate(row, 1):
            if text:
                cell = sheet.cell(number, column)
                cell.value = text
                cell.data_type = "s"  # Else openpyxl takes =22个 for a formula.
    for top, left, bottom, right in merges:
        sheet.merge_cells(
            start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
        )
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_docx(table: Table, merges: Merges) -> bytes:
    document = docx.Document()
    width = max(map(len, table))
    grid = document.add_table(rows=len(table), cols=width)
    for row, texts in zip(grid.rows, table, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text
    for top, left, bottom, right in merges:
        first = grid.cell(top, left)
        text = first.text
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                grid.cell(row, column).text = ""
        first.merge(grid.cell(bottom, right)).text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_csv(table: Table, _: Merges) -> bytes:
    lines = (",".join('"' + each.replace('"', '""') + '"' for each in row) for row in table)
    return "\r\n".join(lines).encode("gb18030")


def read(data: bytes, name: str) -> Draft:
    grids, _ = open_document(data, name)
    (found,) = find_tables(grids)
    return read_draft(found, grids, name)


def recovered(draft: Draft) -> set[tuple[str, str]]:
    """Return name and target of each row, as the table writes them."""
    return {
        (each.name.replace(" ", ""), each.target.removeprefix("定性："))
        for each in draft.indicators
    }


EXPECTED: Final = {(row.name.replace(" ", ""), row.target) for row in ROWS}


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda each: each.__name__)
@pytest.mark.parametrize(
    ("write", "name"), [(as_xlsx, "a.xlsx"), (as_docx, "a.docx"), (as_csv, "a.csv")]
)
def test_a_layout_gives_every_row_and_no_other(
    write: Callable[[Table, Merges], bytes], name: str, layout: Callable[[], tuple[Table, Merges]]
) -> None:
    draft = read(write(*layout()), name)
    found = recovered(draft)
    assert found - EXPECTED == set()
    assert len(found & EXPECTED) >= 0.98 * len(EXPECTED)
    assert (draft.head.year, draft.head.department) == (2023, "某某市林业局")


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda each: each.__name__)
def test_levels_are_inherited_downwards(layout: Callable[[], tuple[Table, Merges]]) -> None:
    draft = read(as_xlsx(*layout()), "a.xlsx")
    found = {each.name.replace(" ", ""): (each.level1, each.level2) for each in draft.indicators}
    assert found == {row.name.replace(" ", ""): (row.level1, row.level2) for row in ROWS}


def test_a_fund_block_is_read_in_ten_thousands() -> None:
    money = read(as_xlsx(*funds_and_label()), "a.xlsx").head.money
    assert (str(money.total), str(money.fiscal), str(money.other)) == ("1125", "1000", "125")


def small(rows: list[list[Any]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [["2023年度绩效目标表"], ["一级指标", "二级指标", "三级指标", "指标值"], *rows]:
        sheet.append(row)
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        pytest.param(0.85, "0%", "85%", id="percent"),
        pytest.param(0.853, "0.0%", "85.3%", id="percent-with-decimal"),
        pytest.param(23, '0"个"', "23个", id="unit-in-format"),
        pytest.param(95, '"≥"0"%"', "≥95%", id="sign-in-format"),
        pytest.param(1234.5, "#,##0.00", "1,234.50", id="thousands"),
        pytest.param(8, "General", "8", id="general"),
        pytest.param(0.1, "General", "0.1", id="binary-fraction"),
    ],
)
def test_a_number_is_what_its_cell_shows(value: float, number_format: str, expected: str) -> None:
    book = small([["产出指标", "数量指标", "某项", value]])
    sheet = book.active
    assert sheet is not None
    sheet["D3"].number_format = number_format
    (indicator,) = read(saved(book), "a.xlsx").indicators
    assert (indicator.target, indicator.spot) == (expected, "C3")


def test_a_date_is_written_out() -> None:
    rows = [["产出指标", "时效指标", "某项", date(2023, 12, 31)]]
    (indicator,) = read(saved(small(rows)), "a.xlsx").indicators
    assert indicator.target == "2023年12月31日"


def test_a_word_table_that_goes_on_without_its_header_is_one() -> None:
    table, _ = plain()
    document = docx.Document()
    for part in (table[:40], table[40:]):
        grid = document.add_table(rows=len(part), cols=4)
        for row, texts in zip(grid.rows, part, strict=True):
            for cell, text in zip(row.cells, texts, strict=False):
                cell.text = text
        document.add_paragraph()
    stream = io.BytesIO()
    document.save(stream)
    draft = read(stream.getvalue(), "a.docx")
    assert recovered(draft) == EXPECTED
    assert any("没有表头，按上一张表" in each.message for each in draft.doubts)


@pytest.mark.parametrize(
    ("level1", "tables"),
    [pytest.param("效益指标", 1, id="next-group"), pytest.param("产出指标", 2, id="new-table")],
)
def test_groups_in_tables_of_their_own_are_one(level1: str, tables: int) -> None:
    """The same groups again are another table: which of them is meant has to be said."""
    document = docx.Document()
    document.add_paragraph("某某县2024年项目绩效目标表")
    header = ["一级指标", "二级指标", "三级指标", "指标值"]
    for row in (["产出指标", "数量指标", "甲项", "≥3个"], [level1, "", "乙项", "提高"]):
        grid = document.add_table(rows=2, cols=4)
        for cells, texts in zip(grid.rows, (header, row), strict=True):
            for cell, text in zip(cells.cells, texts, strict=True):
                cell.text = text
        document.add_paragraph()
    stream = io.BytesIO()
    document.save(stream)
    grids, _ = open_document(stream.getvalue(), "a.docx")
    assert len(find_tables(grids)) == tables


def test_a_table_without_a_header_that_fits_nothing_is_said() -> None:
    book = small([["产出指标", "数量指标", "甲项", "≥3个"]])
    other = book.create_sheet("续表")
    other.append(["", "质量指标", "", "", "乙项", "100%"])
    draft = read(saved(book), "a.xlsx")
    assert [each.name for each in draft.indicators] == ["甲项"]
    messages = [each.message for each in draft.left_out]
    assert messages == ["续表没有指标表的表头，下面有“质量指标”等，没有读"]


def test_a_cover_sheet_names_the_department() -> None:
    book = small([["产出指标", "数量指标", "甲项", "≥3个"]])
    cover = book.create_sheet("封面", 0)
    cover.append(["单位名称", "某某市林业局"])
    assert read(saved(book), "a.xlsx").head.department == "某某市林业局"


@pytest.mark.parametrize("name", ["a.xlsx", "a.docx", "a.csv"])
def test_an_indicator_that_begins_like_a_footer_ends_no_table(name: str) -> None:
    write = {"a.xlsx": as_xlsx, "a.docx": as_docx, "a.csv": as_csv}[name]
    table = [
        ["2023年度绩效目标表"],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "说明会场次", "≥3场"],
        ["", "质量指标", "存在问题整改率", "≥95%"],
        ["", "", "改进措施落实率", "≥90%"],
        ["", "", "备注栏填写率", "100%"],
        ["存在问题", "无", "", ""],
        ["填表人：某某", "", "联系电话：0000", ""],
    ]
    draft = read(write(table, [(2, 0, 5, 0), (3, 1, 5, 1)]), name)
    names = [each.name for each in draft.indicators]
    assert names == ["说明会场次", "存在问题整改率", "改进措施落实率", "备注栏填写率"]
    assert draft.left_out == ()


def test_a_footer_below_a_table_without_levels_is_no_indicator() -> None:
    table = [
        ["2023年度绩效目标表", ""],
        ["指标名称", "指标值"],
        ["存在问题整改率", "≥95%"],
        ["存在问题", "经费不足"],
        ["填表人：某某", "联系电话：0000"],
    ]
    draft = read(as_xlsx(table, []), "a.xlsx")
    assert [each.name for each in draft.indicators] == ["存在问题整改率"]


def test_a_hidden_row_is_read_and_said() -> None:
    book = small([["产出指标", "数量指标", "甲项", "≥3个"], ["", "", "乙项", "≥4个"]])
    sheet = book.active
    assert sheet is not None
    sheet.row_dimensions[4].hidden = True
    draft = read(saved(book), "a.xlsx")
    assert [each.name for each in draft.indicators] == ["甲项", "乙项"]
    assert any("第 4 行是隐藏的" in each.message for each in draft.doubts)


@pytest.mark.parametrize(
    ("cells", "target", "doubt"),
    [
        pytest.param(["≥", "95", "%"], "≥95%", None, id="in-order"),
        pytest.param(["%", "≥", "95"], "≥95%", None, id="unit-first"),
        pytest.param(["定性", "高中低", ""], "定性高中低", None, id="scale"),
        pytest.param(["定性", "有效提升", ""], "定性：有效提升", None, id="statement"),
        pytest.param(["", "有效提升", ""], "定性：有效提升", None, id="bare-statement"),
        pytest.param(["", "290%", ""], "290%", "识别有误", id="damaged-percent"),
        pytest.param(["", "工5%", ""], "定性：工5%", "读不成数量", id="damaged-sign"),
        pytest.param(["", "第O份", ""], "定性：第O份", None, id="damaged-letter"),
    ],
)
def test_target_cells_under_one_header(cells: list[str], target: str, doubt: str | None) -> None:
    table = [
        ["2023年度绩效目标表"],
        ["一级指标", "二级指标", "三级指标", "指标值", "", ""],
        ["产出指标", "质量指标", "某项", *cells],
    ]
    draft = read(as_xlsx(table, [(1, 3, 1, 5)]), "a.xlsx")
    assert [each.target for each in draft.indicators] == [target]
    if doubt:
        assert any(doubt in each.message for each in draft.doubts)


@pytest.mark.parametrize(
    ("heads", "cells", "target", "original"),
    [
        pytest.param("指标方向|指标值", "反向|10天", "≤10天", "反向 | 10天", id="less"),
        pytest.param("指标方向|指标值", "正向|10场", "≥10场", "正向 | 10场", id="more"),
        pytest.param("指标性质|指标值", "逆指标|10天", "≤10天", "逆指标 | 10天", id="under-性质"),
        pytest.param("指标性质|指标值", "正指标|95%", "≥95%", "正指标 | 95%", id="正指标"),
        pytest.param("指标方向|指标值", "反向指标|≥3天", "≥3天", "≥3天", id="own-sign"),
        pytest.param("指标方向|指标值", "正向|0起", "0起", "0起", id="zero-is-exact"),
        pytest.param("指标方向|指标值|单位", "反向|10|/", "≤10", "反向 | 10 | /", id="no-unit"),
        pytest.param("指标方向|指标值", "正向|良好", "定性：良好", "良好", id="words"),
        pytest.param(
            "指标性质|指标方向|指标值", "定量|反向|10天", "≤10天", "反向 | 10天", id="beside-kind"
        ),
        pytest.param(
            "指标性质|指标方向|指标值",
            "定性|正向|高中低",
            "定性高中低",
            "定性 | 高中低",
            id="scale",
        ),
        pytest.param(
            "指标性质|指标方向|指标值", "正向|≤|10天", "≤10天", "≤ | 10天", id="sign-beside"
        ),
    ],
)
def test_a_direction_gives_a_target_without_a_sign_its_bound(
    heads: str, cells: str, target: str, original: str
) -> None:
    table = [
        ["2023年度绩效目标表"],
        ["一级指标", "二级指标", "三级指标", *heads.split("|")],
        ["产出指标", "数量指标", "某项", *cells.split("|")],
    ]
    (indicator,) = read(as_xlsx(table, []), "a.xlsx").indicators
    assert (indicator.target, indicator.original) == (target, original)


@pytest.mark.parametrize(
    ("cells", "target", "doubts"),
    [
        pytest.param(
            "≥|0.95|%", "≥0.95%", ["某项：0.95% 也可能是 95%，照原样保留，请核对"], id="share"
        ),
        pytest.param("≥|1|%", "≥1%", ["某项：1% 也可能是 100%，照原样保留，请核对"], id="whole"),
        pytest.param("=|0|%", "=0%", [], id="nothing"),
        pytest.param("≥|1.5|%", "≥1.5%", [], id="above-one"),
        pytest.param("≥|0.95%|%", "≥0.95%", [], id="sign-in-the-cell"),
        pytest.param("≤|0.9|‰", "≤0.9‰", [], id="per-mille"),
    ],
)
def test_a_share_of_one_beside_a_percent_sign_is_doubtful(
    cells: str, target: str, doubts: list[str]
) -> None:
    table = [
        ["2023年度绩效目标表"],
        ["一级指标", "二级指标", "三级指标", "符号", "指标值", "单位"],
        ["产出指标", "质量指标", "某项", *cells.split("|")],
    ]
    draft = read(as_xlsx(table, []), "a.xlsx")
    assert [each.target for each in draft.indicators] == [target]
    assert [each.message for each in draft.doubts] == doubts


def test_every_row_is_read_or_left_out_with_a_reason() -> None:
    rows = [
        ["产出指标", "数量指标", "甲项", "≥3个"],
        ["", "", "乙项", ""],
        ["", "", "丙项", "/"],
        ["", "质量指标", "", "100%"],
        ["合计", "", "", "100"],
    ]
    draft = read(saved(small(rows)), "a.xlsx")
    assert [each.name for each in draft.indicators] == ["甲项"]
    assert [each.message for each in draft.left_out] == [
        "合计行：合计 | 100",
        "没有指标值：乙项",
        "没有指标值（只写了“/”）：丙项 | /",
        "没有指标名称：质量指标 | 100%",
    ]


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not beside this checkout")
@pytest.mark.parametrize("columns", ["glued", "split"])
@pytest.mark.parametrize(
    ("write", "name"),
    [pytest.param(as_xlsx, "t.xlsx", id="xlsx"), pytest.param(as_docx, "t.docx", id="docx")],
)
def test_published_rows_come_back_from_an_office_file(
    write: Callable[[Table, Merges], bytes], name: str, columns: str
) -> None:
    """Name and target of at least 98 % of the rows of the corpus, and none that is not there."""
    with CORPUS.open(encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if "damage" not in row["note"]]
    value = ["年度指标值"] if columns == "glued" else ["指标性质", "指标值", "计量单位"]
    table = [["绩效目标表"], ["（2023年度）"], ["一级指标", "二级指标", "三级指标", *value]]
    for row in rows:
        sign, _, rest = row["raw"].partition("≥")
        split = ["≥", rest, ""] if not sign and rest else ["", row["raw"], ""]
        cells = [row["raw"]] if columns == "glued" else split
        table.append(["产出指标", "数量指标", row["name"], *cells])
    width = len(table[-1])
    grids, _ = open_document(
        write([[*each, *[""] * (width - len(each))] for each in table], []), name
    )
    found = find_tables(grids)
    assert len(found) == 1
    draft = read_draft(found[0], grids, name)
    read = [(each.name, each.original.replace(" | ", "")) for each in draft.indicators]
    written = [(row["name"], row["raw"]) for row in rows]
    assert [each for each in read if each not in written] == []
    assert len(read) / len(written) >= 0.98


FORMS: Final = sorted((Path(__file__).parent / "documents" / "forms").glob("*.form"))
"""Forms as bureaus publish them, their facts changed."""


class Form(NamedTuple):
    cells: Table
    merges: Merges
    rows: list[list[str]]
    said: list[str]


def form(path: Path) -> Form:
    """Return what a form shows and what is to be read.

    Cells stand between bars: ``<`` goes on from the left, ``^`` from above. Below ``---`` stand
    level 1, level 2, name, target, weight, actual, score and reason of each row, as far as it has
    them; below ``===`` what is said of doubts and of other rows.
    """
    table, _, rest = path.read_text("utf-8").partition("---\n")
    rows, _, said = rest.partition("===\n")
    marked = [[each.strip() for each in line.split("|")] for line in table.splitlines()]
    width = max(map(len, marked))
    marked = [[*line, *[""] * (width - len(line))] for line in marked]
    first: dict[tuple[int, int], tuple[int, int]] = {}
    last: dict[tuple[int, int], tuple[int, int]] = {}
    for at in ((row, column) for row in range(len(marked)) for column in range(width)):
        text = marked[at[0]][at[1]]
        above = (at[0], at[1] - 1) if text == "<" else (at[0] - 1, at[1]) if text == "^" else at
        first[at] = first.get(above, at)
        last[first[at]] = at
    return Form(
        [
            ["" if each in {"<", "^"} else each.replace("/n", "\n") for each in line]
            for line in marked
        ],
        [(*at, *end) for at, end in last.items() if at != end],
        [[each.strip() for each in line.split("|")] for line in rows.splitlines()],
        said.splitlines(),
    )


def as_page(table: Table, merges: Merges) -> bytes:
    spans = {(top, left): (bottom, right) for top, left, bottom, right in merges}
    under = {
        (row, column)
        for (top, left), (bottom, right) in spans.items()
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    } - spans.keys()
    lines = []
    for row, texts in enumerate(table):
        lines.append("<tr>")
        for column, text in enumerate(texts):
            if (row, column) in under:
                continue
            bottom, right = spans.get((row, column), (row, column))
            size = f'rowspan="{bottom - row + 1}" colspan="{right - column + 1}"'
            shown = html.escape(text).replace("\n", "<br>")
            lines.append(f"<td {size}><p>{shown}</p></td>")
        lines.append("</tr>")
    return f"<html><body><table>{''.join(lines)}</table></body></html>".encode()


@pytest.mark.parametrize("path", FORMS, ids=lambda each: each.stem)
@pytest.mark.parametrize(
    ("write", "name"), [(as_xlsx, "a.xlsx"), (as_docx, "a.docx"), (as_page, "a.html")]
)
def test_a_published_form_gives_every_row_and_no_other(
    write: Callable[[Table, Merges], bytes], name: str, path: Path
) -> None:
    wanted = form(path)
    draft = read(write(wanted.cells, wanted.merges), name)
    found = [
        [i.level1, i.level2, i.name, i.target, i.weight, i.actual, i.score, i.reason]
        for i in draft.indicators
    ]
    pairs = zip(found, wanted.rows, strict=False)
    assert [line[: len(row)] for line, row in pairs] == wanted.rows
    assert len(found) == len(wanted.rows)
    said = [each.message for each in (*draft.doubts, *draft.left_out)]
    assert sorted(said) == sorted(wanted.said)


@pytest.mark.parametrize(
    ("name", "department", "total", "fiscal", "other", "executed"),
    [
        pytest.param("national-evaluation", "某县水利局", "120.00", "100.00", "20.00", "118.50"),
        pytest.param("sign-under-direction", "某市供销合作社联合社", "3", "3", "0", "None"),
        pytest.param("project-in-columns", "某市妇联", "None", "None", "None", "None"),
        pytest.param("long-term-above-year", "某某镇人民政府", "None", "None", "None", "None"),
    ],
)
def test_the_head_of_a_published_form(
    name: str, department: str, total: str, fiscal: str, other: str, executed: str
) -> None:
    """What was carried over from the year before counts as other money."""
    (path,) = (each for each in FORMS if each.stem == name)
    head = read(as_xlsx(*form(path)[:2]), "a.xlsx").head
    money = head.money
    assert head.department == department
    assert (str(money.total), str(money.fiscal)) == (total, fiscal)
    assert (str(money.other), str(money.executed)) == (other, executed)


def test_budget_and_execution_side_by_side_are_read() -> None:
    table = [
        ["2021年度项目支出绩效自评表"],
        ["预算执行情况（万元）", "预算数：", "5", "执行数：", "4.5"],
        ["", "其中-财政拨款：", "5", "其中-财政拨款：", "4.5"],
        ["一级指标", "二级指标", "三级指标", "指标值", ""],
        ["产出指标", "数量指标", "甲项", "≥3个", ""],
    ]
    money = read(as_xlsx(table, []), "a.xlsx").head.money
    assert (str(money.total), str(money.executed)) == ("5", "4.5")


def test_an_empty_cell_before_an_amount_is_passed_over() -> None:
    table = [
        ["2023年度项目支出绩效目标表（万元）"],
        ["项目资金", "年度资金总额", "", "86.5", ""],
        ["", "其中：财政拨款", "", "80", ""],
        ["", "其他资金", "", "6.5", ""],
        ["一级指标", "二级指标", "三级指标", "指标值", ""],
        ["产出指标", "数量指标", "甲项", "≥3个", ""],
    ]
    money = read(as_xlsx(table, []), "a.xlsx").head.money
    assert (str(money.total), str(money.fiscal), str(money.other)) == ("86.5", "80", "6.5")


def test_an_empty_cell_under_a_heading_is_an_amount_that_is_missing() -> None:
    table = [
        ["2023年度项目支出绩效自评表"],
        ["资金（万元）", "", "年初预算", "调整预算", "决算数"],
        ["", "年度资金总额", "", "", "98"],
        ["", "其中：财政拨款", "", "", "98"],
        ["一级指标", "二级指标", "三级指标", "指标值", ""],
        ["产出指标", "数量指标", "甲项", "≥3个", ""],
    ]
    assert read(as_xlsx(table, []), "a.xlsx").head.money.total is None


@pytest.mark.parametrize(
    "rate", [pytest.param("98%", id="percent"), pytest.param("0.98", id="without its format")]
)
def test_the_rate_of_execution_proves_which_amount_is_which(rate: str) -> None:
    table = [
        ["2023年度项目支出绩效自评表"],
        [
            "项目资金（万元）",
            "",
            "年初预算数",
            "全年预算数",
            "全年执行数",
            "分值",
            "执行率",
            "得分",
        ],
        ["", "年度资金总额", "90", "100", "98", "10", rate, "9.8"],
        ["一级指标", "二级指标", "三级指标", "指标值", "实际完成值", "分值", "得分", ""],
        ["产出指标", "数量指标", "甲项", "≥3个", "3个", "90", "90", ""],
    ]
    money = read(as_xlsx(table, []), "a.xlsx").head.money
    assert (str(money.total), str(money.adjusted), str(money.executed)) == ("90", "100", "98")


def test_several_projects_in_one_table_are_said() -> None:
    table = [
        ["2024年度项目绩效目标表"],
        ["项目名称", "一级指标", "二级指标", "三级指标", "指标值"],
        ["甲项目", "产出指标", "数量指标", "甲项", "≥3个"],
        ["乙项目", "产出指标", "数量指标", "乙项", "≥4个"],
    ]
    draft = read(as_xlsx(table, []), "a.xlsx")
    messages = [each.message for each in draft.doubts]
    assert messages == ["表里有 2 个项目（甲项目、乙项目），指标读在一起，没有分开"]


LISTED: Final[Table] = [
    ["任务名称", "主要内容"],
    ["普法宣传", "办讲座"],
    ["维权服务", "接来访"],
]


def with_tasks(above: Table, heading: str, tasks: list[str], merges: Merges) -> Draft:
    """Return a table of three indicators with `tasks` in a column on the left."""
    rows = [
        ["产出指标", "数量指标", "甲项", "≥3个"],
        ["产出指标", "数量指标", "乙项", "≥4个"],
        ["效益指标", "社会效益指标", "丙项", "≥5个"],
    ]
    head = [["2024年度整体绩效目标表"], *above]
    header = [heading, "一级指标", "二级指标", "三级指标", "指标值"]
    body = [[task, *row] for task, row in zip(tasks, rows, strict=True)]
    shifted = [(top + len(head) + 1, left, end + len(head) + 1, right)
               for top, left, end, right in merges]  # fmt: skip
    return read(as_xlsx([*head, header, *body], shifted), "a.xlsx")


@pytest.mark.parametrize(
    ("above", "tasks", "merges", "numbers", "said"),
    [
        pytest.param(
            LISTED, ["维权服务", "普法宣传", "维权 服务"], [], [2, 1, 2], [], id="listed-by-name"
        ),
        pytest.param(LISTED, ["任务二", "任务一", "—"], [], [2, 1, None], [], id="by-number"),
        pytest.param(
            LISTED, ["维权服务", "", "普法宣传"], [(0, 0, 1, 0)], [2, 2, 1], [], id="merged"
        ),
        pytest.param(LISTED, ["维权服务", "", "普法宣传"], [], [2, 2, 1], [], id="empty-below"),
        pytest.param(
            LISTED,
            ["维权服务", "家庭教育", "普法宣传"],
            [],
            [2, None, 1],
            ["表头没有列出任务“家庭教育”，没有对应"],
            id="not-listed",
        ),
        pytest.param(
            [],
            ["维权服务", "普法宣传", "普法宣传"],
            [],
            [1, 2, 2],
            ["任务取自指标表的任务一栏（1 维权服务、2 普法宣传），没有写主要内容，请补"],
            id="no-list",
        ),
        pytest.param(
            [],
            ["任务三：维权服务", "任务一：普法宣传", "任务一：普法宣传"],
            [],
            [3, 1, 1],
            ["任务取自指标表的任务一栏（1 普法宣传、3 维权服务），没有写主要内容，请补"],
            id="own-numbers",
        ),
    ],
)
@pytest.mark.parametrize("heading", ["任务", "年度主要任务", "任务名称"])
def test_a_column_of_tasks_gives_each_indicator_its_task(
    heading: str,
    above: Table,
    tasks: list[str],
    merges: Merges,
    numbers: list[int | None],
    said: list[str],
) -> None:
    draft = with_tasks(above, heading, tasks, merges)
    assert [each.task for each in draft.indicators] == numbers
    assert [each.message for each in draft.doubts] == said
    assert {each.number for each in draft.head.tasks} >= set(numbers) - {None}


HEADINGS: Final = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值")


@pytest.mark.parametrize(
    ("usual", "headings"),
    [
        ("三级指标", "指标 绩效指标 绩效内容 指标（三级）"),
        ("年度指标值", "年度目标 年初目标 预期目标 年度绩效目标 考核目标 年度任务目标"),
        ("年度指标值", "绩效标准 标准值 批复目标值 指标值/目标值 2023年指标值"),
        ("实际完成值", "业绩值 自评值 实现值 年末完成值 年终完成值 截至年底完成值"),
        ("实际完成值", "1-12月完成值 2023年完成值 绩效完成情况"),
        ("分值", "权重分 权重值 赋分 满分值 设定分值 评分权重"),
    ],
)
def test_a_column_is_known_by_its_heading(usual: str, headings: str) -> None:
    for each in headings.split():
        table = [
            ["项目支出绩效自评表"],
            ["（2023年度）"],
            [each if heading == usual else heading for heading in HEADINGS],
            ["产出指标", "数量指标", "甲项", "≥3个", "4个", "９０"],
        ]
        (row,) = read(as_csv(table, []), "a.csv").indicators
        found = (row.name, row.target, row.actual, row.weight)
        assert found == ("甲项", "≥3个", "4个", "90"), each


def test_an_actual_of_another_year_is_none_of_this_one() -> None:
    table = [
        ["2024年度绩效目标表"],
        ["一级指标", "二级指标", "三级指标", "2023年完成值", "2024年目标值"],
        ["产出指标", "数量指标", "甲项", "2个", "≥3个"],
    ]
    draft = read(as_csv(table, []), "a.csv")
    assert [(each.target, each.actual) for each in draft.indicators] == [("≥3个", "")]
    assert not draft.is_evaluation
    messages = [each.message for each in draft.doubts]
    assert messages == ["“2023年完成值”不是本年度的实际完成值，没有读"]


def test_of_two_actuals_that_of_the_whole_year_is_read_and_the_other_said() -> None:
    table = [
        ["2024年度绩效自评表"],
        ["一级指标", "二级指标", "三级指标", "指标值", "完成值", "全年完成值"],
        ["产出指标", "数量指标", "甲项", "≥3个", "2个", "4个"],
    ]
    draft = read(as_csv(table, []), "a.csv")
    assert [each.actual for each in draft.indicators] == ["4个"]
    messages = [each.message for each in draft.doubts]
    assert messages == ["表头有几栏实际完成值，读的是“全年完成值”，没有读“完成值”"]


def test_points_that_are_no_number_are_said() -> None:
    table = [
        ["2024年度绩效目标表"],
        ["一级指标", "二级指标", "三级指标", "指标值", "分值"],
        ["产出指标", "数量指标", "甲项", "≥3个", "10或5"],
    ]
    draft = read(as_csv(table, []), "a.csv")
    messages = [each.message for each in draft.doubts]
    assert messages == ["甲项：分值“10或5”读不成数字，没有采用"]


@pytest.mark.parametrize(
    ("names", "read_as"),
    [
        pytest.param(["1、甲项", "2、乙项"], ["甲项", "乙项"], id="counted"),
        pytest.param(["指标1：甲项", "指标1：乙项"], ["甲项", "乙项"], id="begun-anew"),
        pytest.param(["1.甲项", "乙项"], ["1.甲项", "乙项"], id="one-only"),
        pytest.param(
            ["3 月底前完成", "5 月底前完成"], ["3 月底前完成", "5 月底前完成"], id="no-count"
        ),
        pytest.param(
            ["1.5米以上树木", "2.5米以上树木"], ["1.5米以上树木", "2.5米以上树木"], id="decimals"
        ),
    ],
)
def test_the_number_of_a_name_is_left_out_where_every_name_has_one(
    names: list[str], read_as: list[str]
) -> None:
    rows = [["产出指标", "数量指标", each, "≥3个"] for each in names]
    draft = read(saved(small(rows)), "a.xlsx")
    assert [each.name for each in draft.indicators] == read_as


def drafts(data: bytes, name: str) -> list[Draft]:
    grids, _ = open_document(data, name)
    return [read_draft(each, grids, name) for each in find_tables(grids)]


def test_a_row_that_names_a_project_begins_its_table() -> None:
    header = ["一级指标", "二级指标", "三级指标", "指标值"]
    table = [
        ["某某州林草局2023年度项目支出绩效目标表"],
        ["部门名称：某某州林草局"],
        ["一、项目名称：森林抚育", "", "", "预算金额：430.00"],
        header,
        ["产出指标", "数量指标", "抚育面积", "≥2.6万亩"],
        ["二、项目名称：水文监测", "", "", "预算金额：1280.00"],
        header,
        ["产出指标", "数量指标", "水文站点", "=312处"],
    ]
    found = drafts(as_xlsx(table, [(2, 0, 2, 2), (5, 0, 5, 2)]), "a.xlsx")
    assert [(each.head.project, each.head.department, each.head.year) for each in found] == [
        ("森林抚育", "某某州林草局", 2023),
        ("水文监测", "某某州林草局", 2023),
    ]
    names = [[each.name for each in draft.indicators] for draft in found]
    assert names == [["抚育面积"], ["水文站点"]]
    assert [draft.left_out for draft in found] == [(), ()]


def test_a_row_below_the_header_that_names_a_project_begins_its_table() -> None:
    table = [
        ["西岭市档案馆2024年度项目绩效目标汇总表"],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["项目：档案数字化（96.80万元）"],
        ["产出指标", "数量指标", "扫描页数", "≥120万页"],
        ["项目：场馆开放（186.50万元）"],
        ["产出指标", "数量指标", "活动场次", "≥60场次"],
        ["", "质量指标", "达标率", "≥98%"],
    ]
    found = drafts(as_xlsx(table, [(2, 0, 2, 3), (4, 0, 4, 3)]), "a.xlsx")
    assert [(each.head.project, each.head.year) for each in found] == [
        ("档案数字化", 2024),
        ("场馆开放", 2024),
    ]
    names = [[each.name for each in draft.indicators] for draft in found]
    assert names == [["扫描页数"], ["活动场次", "达标率"]]


def test_several_projects_under_a_heading_over_two_rows_are_said() -> None:
    table = [
        ["2024年度项目支出绩效目标表"],
        ["项目支出名称", "绩效指标", "", "", ""],
        ["", "一级指标", "二级指标", "三级指标", "指标值"],
        ["甲项目", "产出指标", "数量指标", "甲项", "≥3个"],
        ["乙项目", "产出指标", "数量指标", "乙项", "≥4个"],
    ]
    draft = read(as_xlsx(table, [(1, 0, 2, 0), (1, 1, 1, 4)]), "a.xlsx")
    assert [each.name for each in draft.indicators] == ["甲项", "乙项"]
    messages = [each.message for each in draft.doubts]
    assert messages == ["表里有 2 个项目（甲项目、乙项目），指标读在一起，没有分开"]


def test_projects_side_by_side_are_said() -> None:
    header = ["一级指标", "二级指标", "三级指标", "指标值"]
    table = [
        ["2024年度项目支出绩效目标表"],
        ["项目名称", "甲项目", "", "", "", "项目名称", "乙项目"],
        [*header, "", *header],
        ["产出指标", "数量指标", "甲项", "≥3个", "", "产出指标", "数量指标", "乙项", "≥4个"],
    ]
    draft = read(as_xlsx(table, []), "a.xlsx")
    assert ([each.name for each in draft.indicators], draft.head.project) == (
        ["甲项", "乙项"],
        None,
    )
    messages = [each.message for each in draft.doubts]
    assert messages == ["表里有 2 个项目（甲项目、乙项目），指标读在一起，没有分开"]


@pytest.mark.parametrize("way", ['style="display: none"', "hidden"])
def test_what_a_web_page_does_not_show_is_not_read(way: str) -> None:
    cells = "<td>产出指标<td>数量指标<td>{}<td>≥3个"
    page = (
        "<table><tr><td colspan=4>2023年度绩效目标表"
        f"<tr><td>一级指标<td>二级指标<td>三级指标<td {way}>目标值<td>指标值"
        f"<tr>{cells.format('甲项').replace('<td>≥', f'<td {way}>9个<td>≥')}"
        f"<tr {way}>{cells.format('示例')}<tr>{cells.format('乙项')}</table>"
    )
    draft = read(page.encode(), "a.html")
    found = [(each.name, each.target) for each in draft.indicators]
    assert found == [("甲项", "≥3个"), ("乙项", "≥3个")]
    assert [each.message for each in draft.doubts] == ["网页上有 1 行不显示，没有读"]


def test_a_table_in_the_last_cell_of_a_form_is_found() -> None:
    document = docx.Document()
    form_table = document.add_table(rows=4, cols=2)
    head = [["2024年度项目支出绩效目标表", ""], ["项目名称", "某项目"], ["主管部门", "某局"]]
    for row, texts in zip(form_table.rows, [*head, ["绩效指标", ""]], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    inner = form_table.cell(3, 1).add_table(rows=2, cols=4)
    rows = [
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "甲项", "≥3个"],
    ]
    for row, texts in zip(inner.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    draft = read(stream.getvalue(), "a.docx")
    assert [(each.name, each.target) for each in draft.indicators] == [("甲项", "≥3个")]
    assert (draft.head.project, draft.head.department) == ("某项目", "某局")
