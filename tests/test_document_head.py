"""What stands above the indicators, in the words that departments use: funds and goals."""

from typing import Final

import pytest

from fulian_kpi.document.draft import Draft
from fulian_kpi.document.opening import open_document
from fulian_kpi.document.reader import find_tables, read_draft

ABOVE: Final = "项目支出绩效目标表（2025年度）\n项目名称,讲座项目,,主管部门,某妇联\n"
BELOW: Final = "一级指标,二级指标,三级指标,指标值\n产出指标,数量指标,举办讲座,≥10场\n"
PARTS: Final = ",其中：财政拨款,45\n,其他资金,5"


def draft_under(head: str) -> Draft:
    """Return a small table under `head`, rows of separated values."""
    return draft_of(f"{ABOVE}{head}\n")


def draft_of(above: str) -> Draft:
    """Return a small table with nothing else `above` it."""
    grids, _ = open_document(f"{above}{BELOW}".encode(), "t.csv")
    (found,) = find_tables(grids)
    return read_draft(found, grids, "t.csv")


def budget(draft: Draft) -> tuple[str, str, str]:
    money = draft.head.money
    return str(money.total), str(money.fiscal), str(money.other)


def said(draft: Draft) -> list[str]:
    return [each.message for each in draft.doubts]


@pytest.mark.parametrize(
    "label",
    [
        pytest.param(each, id=each)
        for each in (
            "年度预算总额",
            "本年预算数",
            "项目总额",
            "申请资金总额",
            "项目资金总额",
            "年度资金总额(万元)",
            "预算总额（万元）：",
        )
    ],
)
def test_the_total_is_known_by_any_of_its_names(label: str) -> None:
    draft = draft_under(f"项目资金（万元）,{label},50\n{PARTS}")
    assert (budget(draft), said(draft)) == (("50", "45", "5"), [])


@pytest.mark.parametrize(
    "label",
    ["预算金额", "项目资金", "项目金额", "预算资金", "本年预算", "年度预算申请", "项目当年预算"],
)
def test_what_may_be_a_heading_is_the_total_beside_its_amount(label: str) -> None:
    draft = draft_under(f"{label}（万元）,50\n{PARTS}")
    assert (budget(draft), said(draft)) == (("50", "45", "5"), [])


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param("预算金额（万元）,50,,执行金额（万元）,49", id="amounts"),
        pytest.param("预算金额（万元）：50,,,执行金额（万元）：49", id="in-one-cell"),
        pytest.param("全年预算数,50,,全年执行数,49", id="whole-year"),
        pytest.param("年度资金总额,50,,全年执行数,49", id="total-and-spent"),
        pytest.param("预算批复数（万元）,50,,决算数（万元）,49", id="final-account"),
        pytest.param("资金（万元）,年初预算,50,全年预算,50,全年执行,49", id="one-row"),
        pytest.param(
            "项目资金（万元）,年初预算数,全年预算数,全年执行数,执行率\n,50,50,49,98%", id="no-label"
        ),
        pytest.param(
            "项目资金（万元）,,年初预算数,全年预算数,全年执行数\n,资金总额,50,50,49", id="no-rate"
        ),
        pytest.param(
            "资金来源,年初预算,调整后预算,实际执行\n财政拨款,45,45,44\n其他资金,5,5,5\n合计,50,50,49",
            id="sum-at-the-end",
        ),
    ],
)
def test_what_was_spent_is_known_by_any_of_its_names(rows: str) -> None:
    draft = draft_under(rows)
    assert (str(draft.head.money.total), str(draft.head.money.executed)) == ("50", "49")
    assert said(draft) == []


def test_hundreds_of_millions_are_not_taken_for_ten_thousands() -> None:
    draft = draft_under("项目资金（亿元）,年度资金总额,0.5")
    assert budget(draft) == ("None", "None", "None")
    assert said(draft) == ["金额单位是亿元，没有采用；请折合万元后补"]


def test_a_fund_block_without_a_total_that_we_know_is_said() -> None:
    draft = draft_under(f"项目资金（万元）,两年合计数,50\n{PARTS}")
    assert budget(draft) == ("None", "None", "None")
    assert said(draft) == ["有“财政拨款”等金额，没有读出资金总额，预算没有采用"]


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("资金总额（万元）,50,其中：财政拨款,45,其他资金,5", id="label-and-amount"),
        pytest.param("项目资金,资金总额：50,其中：财政拨款：45,其他资金：5", id="in-one-cell"),
    ],
)
def test_total_and_parts_on_one_row_are_read(row: str) -> None:
    draft = draft_under(row)
    assert (budget(draft), said(draft)) == (("50", "45", "5"), [])


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            "中央财政资金,10\n省级财政资金,20\n市级财政资金,30\n县级财政资金,20\n单位自有资金,20",
            ("100", "80", "20"),
            id="levels-of-government",
        ),
        pytest.param(
            "本级财政资金,40\n上级补助资金,30\n自筹资金,20\n事业收入,10",
            ("100", "70", "30"),
            id="own-and-above",
        ),
        pytest.param(
            "一般公共预算,80\n政府性基金,5\n纳入专户管理的非税收入拨款,10\n其他资金,5",
            ("100", "85", "15"),
            id="budgets",
        ),
        pytest.param(
            "其中：财政拨款,90\n其中：中央补助,40\n省级补助,50\n其他资金,10",
            ("100", "90", "10"),
            id="what-the-fiscal-money-consists-of",
        ),
    ],
)
def test_sources_of_one_kind_are_added_up(rows: str, expected: tuple[str, str, str]) -> None:
    draft = draft_under(f"年度资金总额,100\n{rows}")
    assert (budget(draft), said(draft)) == (expected, [])


def test_local_money_beside_a_central_grant_is_fiscal_and_said() -> None:
    """The national form for transfers has 中央补助 and 地方资金, and 其他资金 beside both."""
    draft = draft_under("年度金额：,260\n其中：中央补助,200\n地方资金,60")
    assert budget(draft) == ("260", "260", "None")
    assert said(draft) == ["“地方资金”按地方财政资金计入财政拨款，请核对"]


def test_sources_that_do_not_come_to_the_total_are_listed() -> None:
    draft = draft_under("年度资金总额,100\n中央补助,10\n自筹资金,20")
    assert budget(draft) == ("100", "None", "None")
    listed = "中央补助 10、自筹资金 20"
    assert said(draft) == [f"资金总额 100 与各项之和 30 不等（{listed}），各项没有采用"]


def test_mid_term_money_beside_the_years_is_not_added() -> None:
    draft = draft_under(
        "项目资金（万元）,中期资金总额：,300,年度资金总额：,100\n"
        ",其中：财政拨款,270,其中：财政拨款,90\n,其他资金,30,其他资金,10"
    )
    assert (budget(draft), said(draft)) == (("100", "90", "10"), [])


def test_a_part_that_may_be_of_either_term_is_said() -> None:
    draft = draft_under(
        "项目资金（万元）,中期资金总额：,300,年度资金总额：,100\n,其中：财政拨款,90"
    )
    assert budget(draft) == ("100", "None", "None")
    assert said(draft) == ["中期和年度的资金并列，这一行对不上是哪一期的，没有采用"]


def test_the_years_total_goes_before_that_of_the_project() -> None:
    draft = draft_under(f"项目总额,300\n年度资金总额,50\n{PARTS}")
    assert (budget(draft), said(draft)) == (("50", "45", "5"), [])


def test_two_totals_of_which_either_may_be_meant_are_said() -> None:
    draft = draft_under("项目总额,300\n申请资金总额,100")
    assert budget(draft) == ("300", "None", "None")
    assert said(draft) == ["读的是“项目总额”300，另有“申请资金总额”100，请核对"]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            "总体目标,实施期目标（2024—2026年）,三年办讲座30场,年度目标,今年办讲座10场",
            id="both-on-one-row",
        ),
        pytest.param(
            "总体目标,长期目标（2024—2026年）,三年办讲座30场\n,年度目标,今年办讲座10场",
            id="one-below-the-other",
        ),
        pytest.param(
            "总体目标,实施期目标（2024—2026年）,年度目标\n,三年办讲座30场,今年办讲座10场",
            id="below-their-labels",
        ),
        pytest.param(
            "总体目标,实施期目标（2024—2026年）,年度目标\n三年办讲座30场,今年办讲座10场",
            id="column-lost",
        ),
        pytest.param("实施期绩效目标,三年办讲座30场\n本年度绩效目标,今年办讲座10场", id="years"),
        pytest.param("年度目标,今年办讲座10场\n项目资金（万元）,年度资金总额,50", id="funds-below"),
        pytest.param("总体目标,预期目标,今年办讲座10场\n资金总额（万元）,60", id="label-beside"),
        pytest.param(
            "绩效目标,实施期总目标,年度总目标\n,三年办讲座30场,今年办讲座10场", id="总目标"
        ),
        pytest.param("预期目标,全年完成情况说明\n今年办讲座10场,办了讲座11场", id="evaluation"),
    ],
)
def test_the_goal_is_the_years_and_never_a_label(rows: str) -> None:
    assert draft_under(rows).head.goal == "今年办讲座10场"


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param("年度目标,\n项目资金（万元）,年度资金总额,50", id="funds-below"),
        pytest.param("年度目标\n年度资金总额（万元）,50", id="total-below"),
        pytest.param("长期目标,三年办讲座30场", id="of-several-years"),
        pytest.param("预期目标,实际完成情况\n,", id="not-filled-in"),
    ],
)
def test_a_goal_that_is_not_there_is_none(rows: str) -> None:
    assert draft_under(rows).head.goal is None


@pytest.mark.parametrize(
    ("lines", "department", "implementer"),
    [
        pytest.param("主管部门,某局,,预算单位,某队", "某局", "某队", id="budget-unit"),
        pytest.param("填报单位,某队,,主管部门,某局", "某局", "某队", id="below-first"),
        pytest.param("预算部门,某局,,预算单位,某队", "某局", "某队", id="budget-department"),
        pytest.param("部门,某局,,单位,某队", "某局", "某队", id="short"),
        pytest.param("主管部门,某局,,用款单位,某队", "某局", "某队", id="spender"),
        pytest.param("主管部门,某局,,承担单位,某队", "某局", "某队", id="carrier"),
        pytest.param("一级预算单位,某局", "某局", None, id="first-level"),
        pytest.param("责任部门,某局", "某局", None, id="responsible"),
        pytest.param("责任部门,完成时限", None, None, id="heading-beside"),
        pytest.param("申报单位名称：某局", "某局", None, id="applicant"),
        pytest.param("被评价单位,某局", "某局", None, id="evaluated"),
        pytest.param("部门名称,某局,,填报单位,某队", "某局", None, id="whole-department"),
        pytest.param("主管部门,某局 207", "某局", None, id="code-behind"),
        pytest.param("主管部门,207001某局", "某局", None, id="code-before"),
        pytest.param("主管部门,120急救中心", "120急救中心", None, id="no-code"),
    ],
)
def test_the_department_stands_above_the_unit_that_carries_the_project_out(
    lines: str, department: str | None, implementer: str | None
) -> None:
    head = draft_of(f"项目支出绩效目标表（2025年度）\n项目名称,讲座项目\n{lines}\n").head
    assert (head.department, head.implementer) == (department, implementer)


@pytest.mark.parametrize(
    "label",
    ["转移支付（项目）名称", "项目支出名称", "预算项目名称", "二级项目名称", "评价项目"],
)
def test_the_project_is_named_at_any_of_its_labels(label: str) -> None:
    head = draft_of(f"项目支出绩效目标表（2025年度）\n{label},讲座项目\n主管部门,某妇联\n").head
    assert head.project == "讲座项目"


def test_a_department_that_only_the_title_names_is_taken_and_questioned() -> None:
    draft = draft_of("某某区教育局2025年度项目支出绩效目标表\n实施单位,某某小学\n")
    assert (draft.head.department, draft.head.implementer) == ("某某区教育局", "某某小学")
    assert said(draft) == ["表头没有写部门，“某某区教育局”取自标题，请核对"]


@pytest.mark.parametrize(
    ("rows", "total"),
    [
        pytest.param(
            "单位：元\n年度资金总额,1200000\n年度目标,新增产值500万元以上", "120", id="goal"
        ),
        pytest.param("金额单位,元\n年度资金总额,1200000", "120", id="unit-beside"),
        pytest.param("（单位：人民币：元）\n年度资金总额,1200000", "120", id="renminbi"),
        pytest.param("单位：万元\n年度资金总额,120\n备注（元）,无", "120", id="ten-thousand-first"),
    ],
)
def test_the_unit_of_amounts_is_the_one_that_a_cell_declares(rows: str, total: str) -> None:
    assert str(draft_under(rows).head.money.total) == total


@pytest.mark.parametrize("unit", ["千元", "百万元", "亿元"])
def test_amounts_in_another_unit_are_not_taken_for_ten_thousands(unit: str) -> None:
    draft = draft_under(f"金额单位：{unit}\n年度资金总额,1200")
    assert budget(draft) == ("None", "None", "None")
    assert said(draft) == [f"金额单位是{unit}，没有采用；请折合万元后补"]


def test_what_the_money_of_the_state_consists_of_is_not_added_to_it() -> None:
    rows = "资金总额,200\n其中：财政拨款,100\n中央补助资金,60\n省级补助资金,40"
    draft = draft_under(rows)
    assert budget(draft) == ("200", "None", "None")
    assert said(draft)[0].startswith("资金总额 200 与各项之和 ")


def test_a_year_that_only_a_text_names_is_questioned() -> None:
    text = "项目支出绩效目标表\n项目名称,2021年薄弱学校改造\n" + BELOW
    grids, _ = open_document(text.encode(), "t.csv")
    (found,) = find_tables(grids)
    draft = read_draft(found, grids, "t.csv")
    assert draft.head.year == 2021
    assert said(draft) == ["表头没有写年度，2021 取自表头的文字，请核对"]


def test_an_empty_cell_is_not_filled_by_the_next_label() -> None:
    head = draft_under("实施单位,,联系人,张某\n项目负责人,,项目编码,11").head
    assert (head.department, head.implementer) == ("某妇联", None)


def test_a_place_whose_name_begins_with_yuan_is_no_money() -> None:
    head = draft_under("实施单位,元氏县教育局").head
    assert head.implementer == "元氏县教育局"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("三级指标,指标值", id="header-alone"),
        pytest.param("三级指标\t指标值", id="header-with-tabs"),
        pytest.param("三级指标|指标值", id="header-with-bars"),
    ],
)
def test_a_header_without_rows_has_no_indicators(text: str) -> None:
    grids, _ = open_document(text.encode(), "t.csv")
    (found,) = find_tables(grids)
    assert found.block.records == ()


def test_a_row_of_thousands_of_cells_is_read_in_its_turn() -> None:
    assert budget(draft_under(f"年度资金总额,50\n{'项,' * 20_000}")) == ("50", "None", "None")
