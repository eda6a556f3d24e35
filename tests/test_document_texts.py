"""Tables as they are pasted into text: every row that a reader sees, and no other."""

from pathlib import Path
from typing import Final

import pytest

from fulian_kpi.document.alignment import Column, Record
from fulian_kpi.document.draft import Draft
from fulian_kpi.document.glued import unglued
from fulian_kpi.document.grid import Cell
from fulian_kpi.document.opening import open_document
from fulian_kpi.document.reader import find_tables, read_draft
from fulian_kpi.document.wording import Role

TEXTS: Final = Path(__file__).parent / "documents" / "texts"
DOCUMENTS: Final = sorted(each for each in TEXTS.iterdir() if each.suffix != ".rows")


def drafts(text: str, name: str = "a.txt") -> list[Draft]:
    grids, _ = open_document(text.encode(), name)
    return [read_draft(each, grids, name) for each in find_tables(grids)]


def squeezed(name: str, target: str) -> tuple[str, str]:
    return name.replace(" ", ""), target.replace(" ", "")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda each: each.stem)
def test_a_text_gives_every_row_and_no_other(path: Path) -> None:
    """``NAME.rows`` lists name and target of each row as a careful reader takes them."""
    rows = path.with_suffix(".rows").read_text("utf-8").splitlines()
    expected = {squeezed(*row.split(" | ")) for row in rows}
    read = drafts(path.read_text("utf-8"), path.name)
    assert {squeezed(i.name, i.target) for draft in read for i in draft.indicators} == expected


COLUMNS: Final = "一级指标\t二级指标\t三级指标\t指标值\n"
HEADER: Final = f"2023年度绩效目标表\n{COLUMNS}"


def test_glued_points_of_a_run_on_text_are_taken() -> None:
    text = (TEXTS / "run-on.txt").read_text("utf-8")
    (draft,) = drafts(text)
    assert [(each.weight, each.score) for each in draft.indicators] == [
        ("20", "20"),
        ("20", "20"),
        ("10", "10"),
        ("30", "30"),
        ("10", "10"),
    ]


@pytest.mark.parametrize(
    ("text", "weight", "score"),
    [
        pytest.param("2020", "20", "20", id="full"),
        pytest.param("1514", "15", "14", id="less"),
        pytest.param("109.34", "10", "9.34", id="decimals"),
        pytest.param("123", "", "123", id="below-half"),
    ],
)
def test_glued_points_are_cut_in_the_one_way_that_is_possible(
    text: str, weight: str, score: str
) -> None:
    """``123`` has none: a score below half of its weight is no such certain thing."""
    columns = [Column(each, -1, "") for each in (Role.NAME, Role.VALUE, Role.WEIGHT, Role.SCORE)]
    record: Record = {Role.NAME: (Cell("甲项", "1:1"),), Role.SCORE: (Cell(text, "1:9"),)}
    read = unglued(record, columns)
    cut = ("".join(each.text for each in read.get(role, ())) for role in (Role.WEIGHT, Role.SCORE))
    assert tuple(cut) == (weight, score)


def test_a_joined_name_is_questioned() -> None:
    (draft,) = drafts((TEXTS / "wrapped-names.txt").read_text("utf-8"))
    messages = [each.message for each in draft.doubts]
    assert "名称分在两行，合为“残疾人辅助器具适配人数”" in messages


def test_a_repeated_header_begins_no_second_table() -> None:
    assert len(drafts((TEXTS / "repeated-header.txt").read_text("utf-8"))) == 1


def test_a_group_of_another_term_is_said() -> None:
    (draft,) = drafts((TEXTS / "mid-term-beside-year.txt").read_text("utf-8"))
    messages = [each.message for each in draft.doubts]
    assert "表里并列中长期和年度两组指标，只读年度一组" in messages


def test_damage_is_questioned_and_kept() -> None:
    (draft,) = drafts((TEXTS / "recognition-damage.txt").read_text("utf-8"))
    messages = " ".join(each.message for each in draft.doubts)
    assert [each.target for each in draft.indicators] == ["23000人", "298%", "定性：工5%", "290%"]
    assert "“298%”可能是“≥98%”识别有误，照原样保留" in messages
    assert "指标值“工5%”读不成数量，列为定性，请核对" in messages


def test_rows_of_levels_are_read_and_not_left_out() -> None:
    (draft,) = drafts(HEADER + "产出指标\n\t数量指标\n\t\t甲项\t≥3个\n")
    assert [(i.level1, i.level2, i.name) for i in draft.indicators] == [
        ("产出指标", "数量指标", "甲项")
    ]
    assert draft.left_out == ()


def test_a_unit_of_money_is_no_department() -> None:
    (draft,) = drafts("单位：万元\n" + HEADER + "产出指标\t数量指标\t甲项\t≥3个\n")
    assert draft.head.department is None


def test_a_sign_beside_words_stays_in_the_original() -> None:
    header = "2023年\n一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\n"
    (draft,) = drafts(header + "效益指标\t社会效益指标\t学生体质\t=\t有所增强\t年\n")
    assert [(i.target, i.original) for i in draft.indicators] == [
        ("定性：有所增强", "= | 有所增强 | 年")
    ]


def test_every_line_is_read_or_left_out_or_a_level() -> None:
    rows = [
        "产出指标\t数量指标\t甲项\t≥3个",
        "\t\t乙项\t",
        "\t\t\t100%",
        "合计\t\t\t100",
    ]
    (draft,) = drafts(HEADER + "\n".join(rows) + "\n")
    assert [each.name for each in draft.indicators] == ["甲项"]
    assert [each.message for each in draft.left_out] == [
        "合计行：合计 | 100",
        "没有指标值：乙项",
        "没有指标名称：100%",
    ]


def test_an_indicator_that_begins_like_a_footer_ends_no_text() -> None:
    text = """2023年度绩效目标表
    一级指标  二级指标  三级指标  指标值
    产出指标  数量指标  说明会场次  ≥3场
              质量指标  存在问题整改率  ≥95%
                        改进措施落实率  ≥90%
    存在问题  无
    """
    for layout in (text, "\n".join(text.split()), "".join(text.split())):
        (draft,) = drafts(layout)
        names = [each.name for each in draft.indicators]
        assert names == ["说明会场次", "存在问题整改率", "改进措施落实率"]


def of_lines(lines: str) -> Draft:
    (draft,) = drafts(f"{lines}\n{COLUMNS}产出指标\t数量指标\t甲项\t≥3个\n")
    return draft


@pytest.mark.parametrize(
    ("lines", "year"),
    [
        pytest.param("项目绩效自评表\n年度资金总额：2180.40\n（2024年度）", 2024, id="amount"),
        pytest.param("2024年度部门决算公开附表\n（2023年度）", 2023, id="line-of-its-own"),
        pytest.param("某局2023年项目绩效自评表\n项目名称\t2022年度改造", 2023, id="title"),
        pytest.param("项目绩效自评表\n（二〇二三年度）", 2023, id="in-words"),
        pytest.param("项目绩效自评表\n预算年度\t2023", 2023, id="label"),
        pytest.param("2024年公开\n2023年绩效自评表", 2023, id="title-before-other-lines"),
        pytest.param("2023年绩效自评表\n填报日期：2024年2月28日", 2023, id="beside-a-date"),
    ],
)
def test_the_year_is_that_of_the_table_and_no_other_number(lines: str, year: int) -> None:
    draft = of_lines(lines)
    assert (draft.head.year, draft.doubts) == (year, ())


@pytest.mark.parametrize(
    ("lines", "year"),
    [
        pytest.param("绩效自评表\n填报日期：2024年2月28日", 2024, id="date"),
        pytest.param("绩效自评表\n起止时间\t2022年1月-2024年12月", 2022, id="term"),
    ],
)
def test_the_year_of_a_date_is_questioned(lines: str, year: int) -> None:
    draft = of_lines(lines)
    assert draft.head.year == year
    assert [each.message for each in draft.doubts] == [
        f"表头没有写年度，{year} 取自表中出现的第一个年份，请核对"
    ]


def test_names_that_are_cut_over_rows_are_questioned_once_they_are_whole() -> None:
    (draft,) = drafts((TEXTS / "names-cut-below.csv").read_text("utf-8"), "a.csv")
    assert [each.message for each in draft.doubts] == [
        "名称分在几行，合为“路面预防性养护里程”",
        "名称分在几行，合为“养护任务按时完成率”",
        "名称分在几行，合为“旧路面材料循环利用率”",
    ]


def test_a_part_of_a_name_that_belongs_to_no_row_for_certain_makes_that_row_doubtful() -> None:
    text = COLUMNS + "产出指标\t数量指标\t路面预防性\t≥3公里\n\t\t养护里程\t\n\t\t次数\t≥2次\n"
    (draft,) = drafts(f"2023年\n{text}".replace("\t", ","), "a.csv")
    assert [each.name for each in draft.indicators] == ["路面预防性", "次数"]
    assert [each.message for each in (*draft.doubts, *draft.left_out)] == [
        "路面预防性：名称可能没有写全，旁边一行只写了“养护里程”",
        "没有指标值：养护里程",
    ]


def test_a_page_of_a_printed_text_goes_on_below_a_form_feed() -> None:
    (draft,) = drafts(f"{HEADER}产出指标\t数量指标\t甲项\t≥3个\n\f\t\t乙项\t≥4个\n")
    assert [each.name for each in draft.indicators] == ["甲项", "乙项"]


def test_of_the_targets_of_several_years_a_text_gives_those_of_its_own() -> None:
    (draft,) = drafts(
        """（2024年度）
        一级指标  二级指标  三级指标  2023年指标值  2024年指标值
        产出指标  数量指标  甲项      ≥3个          ≥4个
                            乙项      ≥5个          ≥6个
        """
    )
    assert [(each.name, each.target) for each in draft.indicators] == [
        ("甲项", "≥4个"),
        ("乙项", "≥6个"),
    ]
    assert [each.message for each in draft.doubts] == [
        "表头有几栏指标值，读的是“2024年指标值”，没有读“2023年指标值”"
    ]


def test_parts_around_a_target_make_the_rows_on_either_side_doubtful() -> None:
    text = COLUMNS + "\t\t适龄儿童国家\t\n产出指标\t数量指标\t免疫规划\t≥90%\n\t\t讲座\t≥2次\n"
    (draft,) = drafts(f"2023年\n{text}".replace("\t", ","), "a.csv")
    assert [each.message for each in (*draft.doubts, *draft.left_out)] == [
        "免疫规划：名称可能没有写全，旁边一行只写了“适龄儿童国家”",
        "没有指标值：适龄儿童国家",
    ]
