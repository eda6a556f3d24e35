"""``kpi import``: the seed document, self-evaluations, and documents that are not opened."""

import io
import os
import sys
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

import docx
import openpyxl
import pytest

from fulian_kpi.loading import load_targets, read_actuals
from program import Kpi
from samples import SHORTFALL

HERE: Final = Path(__file__).parent
SEED: Final = HERE / "documents" / "2022-绩效目标表.txt"
TARGETS: Final = HERE.parent / "targets" / "2022.yaml"


@pytest.fixture
def run(kpi: Kpi, folder: Path) -> Kpi:  # noqa: ARG001  (it is stood in)
    """Return ``run(*arguments)``, which imports in an empty folder."""
    return partial(kpi, "import")


def put(path: str, text: str) -> Path:
    file = Path(path)
    file.write_text(text, encoding="utf-8")
    return file


SELF_EVALUATION: Final = """\
项目支出绩效自评表
(2023年度)
项目名称 | 某项目 |
主管部门 | 某某市林业局 |
项目资金(万元) | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
年度资金总额 | 40 | 32.4 | 31.69 | 10 | 97.80% | 9 |
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析 |
产出指标 | 数量指标 | 野生动物收容所 | ≥200平方米 | 204.46平方米 | 45 | 45 | 无 |
质量指标 | 验收合格率 | 100% | 98% | 45 | 44 | 一处返工 |
效益指标 | 社会效益指标 | 提供务工岗位 | ≥5个 | ≥266个 | 10 | 10 | 无 |
"""


def test_the_seed_document_gives_the_seed_file(run: Kpi) -> None:
    code, out, _ = run(SEED, "-o", "2022.yaml")
    assert code == 0
    assert "读出 34 项指标" in out
    assert "略去 0 处" in out
    ours, theirs = load_targets("2022.yaml"), load_targets(str(TARGETS))
    assert ours.head == theirs.head
    assert [(i.id, i.level1, i.level2, i.task, i.name, i.target.text) for i in ours.indicators] == [
        (i.id, i.level1, i.level2, i.task, i.name, i.target.text) for i in theirs.indicators
    ]


def test_a_written_file_reads_as_a_person_would_write_it(run: Kpi) -> None:
    run(SEED, "-o", "2022.yaml")
    lines = Path("2022.yaml").read_text("utf-8").splitlines()
    assert lines[:2] == ["# 由 kpi import 读自 2022-绩效目标表.txt", "year: 2022"]
    assert "budget: {total: 3463.00, fiscal: 3463.00, other: 0.00}    # 万元" in lines
    wanted = '      - {id: t4-quality-1, task: 4, name: 信访办结率, target: "≥100%"}  # 第35行'
    assert wanted in lines


def test_a_self_evaluation_gives_targets_and_actuals(run: Kpi) -> None:
    table = put("eval.txt", SELF_EVALUATION)
    code, out, err = run(table, "-o", "t.yaml", "--actuals", "a.yaml")
    assert (code, "实际完成值 3 项" in out) == (0, True)
    assert "warning[KPI017] 存疑：提供务工岗位：实际值“≥266个”不能直接采用" in err
    answered = read_actuals("a.yaml")
    assert [each.text for each in answered.actuals.reports.values()] == [
        "204.46平方米",
        "98%",
        None,
    ]  # fmt: skip
    assert answered.actuals.reports["quality-1"].reason == "一处返工"
    assert answered.actuals.budget is not None
    assert str(answered.actuals.budget.executed) == "31.69"
    assert "原表得分 44" in Path("a.yaml").read_text("utf-8")
    assert [str(each.weight) for each in answered.targets.indicators] == ["45", "45", "10"]


def test_actuals_of_a_table_without_them_are_lacking_beside_its_targets(run: Kpi) -> None:
    """What was asked for is not all there, so that a script must not go on as if it were."""
    code, out, err = run(SEED, "-o", "t.yaml", "--actuals", "a.yaml")
    assert (code, Path("t.yaml").exists(), Path("a.yaml").exists()) == (3, True, False)
    assert "t.yaml：读出 34 项指标" in out
    assert "error[KPI016] 这张表没有实际完成值一栏：写了目标文件，没有写 a.yaml" in err


def test_an_existing_file_is_kept_without_force(run: Kpi) -> None:
    put("t.yaml", "old")
    assert run(SEED, "-o", "t.yaml")[0] == 2
    assert Path("t.yaml").read_text("utf-8") == "old"
    assert run(SEED, "-o", "t.yaml", "--force")[0] == 0


def test_year_of_a_table_without_one_is_that_of_the_file_that_is_written(run: Kpi) -> None:
    table = put("t.txt", SELF_EVALUATION.replace("(2023年度)\n", ""))
    code, _, err = run(table, "-o", "2021.yaml")
    assert code == 0
    assert "文档里没有年度，按输出文件名取 2021\n" in err
    assert load_targets("2021.yaml").head.year == 2021


WHOLE_DEPARTMENT: Final = """\
部门整体支出绩效目标表
(2023年度)
部门名称 | 某某市妇女联合会 | | | |
年度主要任务 | 任务名称 | 主要内容 | 资金总额 | 财政拨款 | 其他资金 |
任务一 | 普法宣传 | 办讲座 | 120.00 | 120.00 | 0.00 |
任务二 | 维权服务 | 接来访 | 80.50 | 70.50 | 10.00 |
金额合计 | | | 200.50 | 190.50 | 10.00 |
一级指标 | 二级指标 | 三级指标 | 指标值 |
产出指标 | 数量指标 | 讲座场次 | ≥5场 |
"""


def test_budget_of_several_tasks_is_their_sum(run: Kpi) -> None:
    table = put("t.txt", WHOLE_DEPARTMENT)
    assert run(table, "-o", "t.yaml")[0] == 0
    budget = load_targets("t.yaml").head.budget
    assert budget is not None
    assert [str(budget.total), str(budget.fiscal), str(budget.other)] == [
        "200.50",
        "190.50",
        "10.00",
    ]


def test_tasks_without_a_number_are_numbered_in_their_order(run: Kpi) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (line.split(" | ") for line in WHOLE_DEPARTMENT.splitlines()):
        book.active.append([cell.strip(" |") for cell in row])
    book.save("t.xlsx")
    assert run("t.xlsx", "-o", "t.yaml")[0] == 0
    tasks = load_targets("t.yaml").head.tasks
    assert [(each.id, each.name, each.content) for each in tasks] == [
        (1, "普法宣传", "办讲座"),
        (2, "维权服务", "接来访"),
    ]


def test_budget_of_several_tasks_without_a_sum_is_left_out_and_said(run: Kpi) -> None:
    lines = [line for line in WHOLE_DEPARTMENT.splitlines() if "合计" not in line]
    table = put("t.txt", "\n".join(lines))
    code, _, err = run(table, "-o", "t.yaml")
    assert code == 0
    assert "几行金额没有合计，预算没有采用" in err
    assert load_targets("t.yaml").head.budget is None


def test_year_that_nothing_names_has_to_be_given(run: Kpi) -> None:
    table = put("t.txt", SELF_EVALUATION.replace("(2023年度)\n", ""))
    code, _, err = run(table, "-o", "t.yaml")
    assert code == 2
    assert "--year" in err
    assert not Path("t.yaml").exists()


def test_year_and_department_can_be_given(run: Kpi) -> None:
    table = put("t.txt", "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t甲项\t≥3个\n")
    assert run(table, "-o", "a.yaml")[0] == 2
    assert run(table, "-o", "b.yaml", "--year", "2024", "--department", "某局")[0] == 0
    head = load_targets("b.yaml").head
    assert (head.year, head.department) == (2024, "某局")


def test_two_tables_are_listed_and_one_is_chosen(run: Kpi) -> None:
    header = "2023年度\n一级指标|二级指标|三级指标|指标值|\n"
    rows = "产出指标|数量指标|甲项|≥3个|\n", "产出指标|数量指标|乙项|≥4个|\n"
    table = put("t.txt", header + rows[0] + header + rows[1])
    code, _, err = run(table, "-o", "t.yaml")
    assert code == 2
    assert "--table 1" in err
    assert "--table 2" in err
    assert run(table, "-o", "t.yaml", "--table", "2")[0] == 0
    assert [each.name for each in load_targets("t.yaml").indicators] == ["乙项"]
    assert run(table, "-o", "u.yaml", "--table", "3")[0] == 2


STANDARD: Final = """\
项目支出绩效目标表|
（{}年度）|
项目名称|{}|
年度资金总额（万元）|{}|
一级指标|二级指标|三级指标|指标值|
产出指标|数量指标|甲项|≥3个|
"""


@pytest.mark.parametrize(
    ("second", "code"),
    [
        pytest.param((2023, "讲座项目", 50), 0, id="same"),
        pytest.param((2023, "讲座 项目", "50.00"), 0, id="same-but-spelling"),
        pytest.param((2023, "培训项目", 50), 2, id="other-project"),
        pytest.param((2023, "讲座项目", 80), 2, id="other-budget"),
        pytest.param((2024, "讲座项目", 50), 2, id="other-year"),
    ],
)
def test_projects_with_the_same_indicators_are_two_tables(
    run: Kpi, second: tuple[object, ...], code: int
) -> None:
    text = STANDARD.format(2023, "讲座项目", 50) + STANDARD.format(*second)
    found, _, err = run(put("t.txt", text), "-o", "t.yaml")
    assert (found, "请用 --table 指明" in err) == (code, bool(code))
    assert ("只是重复这些指标" in err) == (not code)


def test_a_second_table_without_indicators_is_said(run: Kpi) -> None:
    header = "2023年度\n一级指标|二级指标|三级指标|指标值|\n"
    rows = "产出指标|数量指标|甲项|≥3个|\n", "产出指标|数量指标|乙项||\n"
    code, _, err = run(put("t.txt", header + rows[0] + header + rows[1]), "-o", "t.yaml")
    assert (code, "另有一张表没有读出指标" in err) == (0, True)


ROW: Final = "t1-quality-1: 100%"


@pytest.mark.parametrize("form", ["f.xlsx", "f.docx", "f.html"])
@pytest.mark.parametrize(
    ("row", "score"),
    [
        pytest.param(ROW, "95.16", id="all-rows-apply"),
        pytest.param("t1-quality-1: {value: 不适用, reason: 停办}", "95.16", id="not-applicable"),
    ],
)
def test_our_own_form_comes_back_whole(kpi: Kpi, run: Kpi, form: str, row: str, score: str) -> None:
    """Tasks, budget, weights and the share of a grade survive; the names of tasks are not there."""
    actuals = put("filled.yaml", SHORTFALL.read_text("utf-8").replace(ROW, row))
    kpi("check", actuals, "--targets", TARGETS, "-o", form)
    code, out, err = run(form, "-o", "t.yaml", "--actuals", "a.yaml")
    assert (code, "读出 34 项指标" in out) == (0, True)
    assert "warning[KPI017] 存疑：表里没有写任务一、任务二、" in err
    assert ("计分明细" in err) == (form == "f.xlsx")
    ours, theirs = load_targets("t.yaml"), load_targets(str(TARGETS))
    assert ours.head.budget == theirs.head.budget
    assert (ours.head.department, ours.head.goal) == (theirs.head.department, theirs.head.goal)
    assert [(i.id, i.task, i.name, i.target.text) for i in ours.indicators] == [
        (i.id, i.task, i.name, i.target.text) for i in theirs.indicators
    ]
    assert "share: 75%" in Path("a.yaml").read_text("utf-8")
    _, out, _ = kpi("check", "a.yaml", "--targets", "t.yaml")
    assert f"得分 {score}/100" in out
    assert ("不适用 1" in out) == (row != ROW)


def test_a_lacking_reason_on_our_own_page_is_none(kpi: Kpi, run: Kpi) -> None:
    """The list of indicators on the page says 缺原因 where the form below it is empty."""
    kpi("check", SHORTFALL, "--targets", TARGETS, "-o", "f.html")
    run("f.html", "-o", "t.yaml", "--actuals", "a.yaml", "--table", "1")
    lines = Path("a.yaml").read_text("utf-8").splitlines()
    (line,) = (each for each in lines if each.startswith("  t4-quantity-1:"))
    assert line.startswith('  t4-quantity-1: "14次"  # ')
    # The row 预算执行率（万元） begins in the column of tasks.
    assert [each.id for each in load_targets("t.yaml").head.tasks] == [1, 2, 3, 4, 5, 6, 7]


def test_a_reason_for_what_was_not_spent_comes_back(kpi: Kpi, run: Kpi) -> None:
    text = SHORTFALL.read_text("utf-8").replace("executed: 3289.85", "executed: 3000, reason: 招标")
    put("filled.yaml", text)
    kpi("check", "filled.yaml", "--targets", TARGETS, "-o", "f.xlsx")
    run("f.xlsx", "-o", "t.yaml", "--actuals", "a.yaml")
    assert 'executed: 3000.00, reason: "招标"' in Path("a.yaml").read_text("utf-8")


EVALUATED: Final = """\
2023年度|
一级指标|二级指标|三级指标|指标值|完成值|分值|原因|
产出指标|数量指标|甲项|≥3个|3个|{}|
产出指标|数量指标|乙项|≥3个|3个|{}|
产出指标|数量指标|丙项|≥3个|不适用|—|{}|
效益指标|社会效益指标|丁项|≥3个|3个|{}|
"""


@pytest.mark.parametrize(
    ("cells", "weights", "said"),
    [
        pytest.param(
            ("30", "30", "停办", "30"),
            {"预算执行率": 10, "产出指标": 60, "效益指标": 30},
            "",
            id="even",
        ),
        pytest.param(
            ("35", "35", "停办", "30"), {"产出指标": 70, "效益指标": 30}, "", id="hundred"
        ),
        pytest.param(("20", "40", "停办", "30"), None, "4 项指标中只有 3 项", id="uneven"),
    ],
)
def test_points_of_a_row_that_does_not_apply_are_not_guessed(
    run: Kpi, cells: tuple[str, ...], weights: dict[str, int] | None, said: str
) -> None:
    """Evenly split points are declared for all of a level 1, others are kept beside."""
    table = put("t.txt", EVALUATED.format(*cells))
    code, _, err = run(table, "-o", "t.yaml", "--actuals", "a.yaml", "--department", "某局")
    assert (code, said in err) == (0, True)
    assert load_targets("t.yaml").head.weights == weights
    assert 'quantity-3: {value: "不适用", reason: "停办"}' in Path("a.yaml").read_text("utf-8")


def test_a_row_that_does_not_apply_needs_its_reason(run: Kpi) -> None:
    table = put("t.txt", EVALUATED.format("30", "30", "", "30"))
    _, _, err = run(table, "-o", "t.yaml", "--actuals", "a.yaml", "--department", "某局")
    assert "warning[KPI017] 存疑：丙项：实际值“不适用”没有说明原因，留空并抄在注释里" in err


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        pytest.param(("50", "50"), "", id="hundred"),
        pytest.param(("45", "45"), "", id="ninety"),
        pytest.param(
            ("40", "45"), "分值合计 85，应当是 90（另有预算执行率 10 分）或 100", id="sum"
        ),
        pytest.param(("40", ""), "2 项指标中只有 1 项有大于零的分值", id="missing"),
    ],
)
def test_weights_that_cannot_be_scored_are_said_and_kept_beside(
    run: Kpi, weights: tuple[str, str], said: str
) -> None:
    rows = [f"产出指标|数量指标|{n}项|≥3个|{w}|\n" for n, w in zip("甲乙", weights, strict=True)]
    text = "2023年度\n一级指标|二级指标|三级指标|指标值|分值|\n" + "".join(rows)
    code, _, err = run(put("t.txt", text), "-o", "t.yaml", "--department", "某局")
    written = Path("t.yaml").read_text("utf-8")
    assert (code, said in err, "分值" in err) == (0, True, bool(said))
    assert ("weight:" in written, f"分值 {weights[0]}" in written) == (not said, bool(said))


POINTS_OF_LEVELS: Final = """\
2023年度,,,
一级指标,二级指标,三级指标,指标值
{},{},甲项,≥3个
,质量指标,乙率,≥95%
{},社会效益指标,丙项,≥5个
"""
BESIDE: Final = "，抄在各行的注释里"


@pytest.mark.parametrize(
    ("levels", "weights", "said", "comment"),
    [
        pytest.param(
            ("产出指标（60分）", "数量指标", "效益指标（30分）"),
            {"预算执行率": 10, "产出指标": 60, "效益指标": 30},
            "",
            '"≥3个"}  # 第3行\n',
            id="ninety",
        ),
        pytest.param(
            ("产出指标(60)", "数量指标", "效益指标(40)"),
            {"产出指标": 60, "效益指标": 40},
            "",
            '"≥3个"}  # 第3行\n',
            id="hundred",
        ),
        pytest.param(
            ("产出指标（60分）", "数量指标（40分）", "效益指标（30分）"),
            {"预算执行率": 10, "产出指标": 60, "效益指标": 30},
            f"一级指标的分值写入 weights，由其各项平分；二级指标的分值没有写入{BESIDE}",
            "第3行，数量指标 40",
            id="level-2-too",
        ),
        pytest.param(
            ("产出指标（60分）", "数量指标", "效益指标"),
            None,
            f"不是每个一级指标都写了一个分值：分值没有作为 weight 写入{BESIDE}",
            "第3行，产出指标 60",
            id="not-all",
        ),
        pytest.param(
            ("产出指标（60分）", "数量指标", "效益指标（20分）"),
            None,
            "一级指标的分值合计 80，应当是 90（另有预算执行率 10 分）或 100："
            f"分值没有作为 weight 写入{BESIDE}",
            "第5行，效益指标 20",
            id="sum",
        ),
        pytest.param(
            ("绩效产出（60分）", "", "效益指标"),
            None,
            f"不是每个一级指标都写了一个分值：分值没有作为 weight 写入{BESIDE}",
            "第3行，产出指标 60",
            id="level-1-that-we-do-not-know",
        ),
        pytest.param(
            ("产出指标", "数量指标（40分）", "效益指标"),
            None,
            f"不是每个一级指标都写了一个分值：分值没有作为 weight 写入{BESIDE}",
            "第3行，数量指标 40",
            id="level-2-only",
        ),
    ],
)
def test_points_beside_the_names_of_levels_are_declared_or_kept(
    run: Kpi, levels: tuple[str, ...], weights: dict[str, int] | None, said: str, comment: str
) -> None:
    table = put("t.csv", POINTS_OF_LEVELS.format(*levels))
    code, _, err = run(table, "-o", "t.yaml", "--department", "某局")
    assert (code, said in err, "分值" in err) == (0, True, bool(said))
    assert load_targets("t.yaml").head.weights == weights
    assert comment in Path("t.yaml").read_text("utf-8")


def test_doubts_about_the_whole_table_are_counted(run: Kpi) -> None:
    table = "一级指标|二级指标|三级指标|指标值|\n产出指标|数量指标|甲项|≥3个|\n"
    _, out, _ = run(put("2023.txt", table), "-o", "t.yaml", "--department", "某局")
    assert "存疑 0 项，略去 0 处，另有 1 处存疑不属于某一项" in out


def test_a_number_behind_a_sign_is_its_target(run: Kpi) -> None:
    header = "2023年度\n一级指标|二级指标|三级指标|指标性质|指标值|度量单位|完成值|权重|\n"
    table = put("t.txt", header + "产出指标|质量指标|甲项|=|100|\n")
    assert run(table, "-o", "t.yaml")[0] == 0
    assert [each.target.text for each in load_targets("t.yaml").indicators] == ["=100"]


def test_no_table_says_what_was_looked_for(run: Kpi) -> None:
    code, _, err = run(put("t.txt", "今年的工作很好。\n没有表格。\n"), "-o", "t.yaml")
    assert code == 3
    assert "三级指标" in err


def test_text_in_gb18030_is_read_and_an_apostrophe_guard_taken_off(run: Kpi) -> None:
    text = "2023年度,,,\n一级指标,二级指标,三级指标,指标值\n产出指标,数量指标,甲项,'=3个\n"
    Path("t.csv").write_bytes(text.encode("gb18030"))
    code, _, err = run("t.csv", "-o", "t.yaml")
    assert (code, "GB18030" in err) == (0, True)
    assert [each.target.text for each in load_targets("t.yaml").indicators] == ["=3个"]


def test_names_that_yaml_would_misread_are_quoted(run: Kpi) -> None:
    names = ["[red]甲: 乙 # 丙", "甲{乙}，丙", '他说"好"', "- 甲项", "甲\\项", "*甲项", "'甲项'"]
    rows = "".join(f"产出指标\t数量指标\t{each}\t≥3个\n" for each in names)
    table = put("t.txt", f"2023年度\n一级指标\t二级指标\t三级指标\t指标值\n{rows}")
    assert run(table, "-o", "t.yaml")[0] == 0
    assert [each.name for each in load_targets("t.yaml").indicators] == names


def workbook(target: str) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [
        ["2023年度绩效目标表"],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "甲项", target],
    ]:
        sheet.append(row)
    return book


def test_a_formula_without_a_value_is_an_error_that_names_the_cell(run: Kpi) -> None:
    workbook("=SUM(A1:A3)").save("t.xlsx")
    code, _, err = run("t.xlsx", "-o", "t.yaml")
    assert code == 3
    assert "t.xlsx:Sheet!D3: " in err


def test_a_sign_with_a_number_that_became_a_formula_is_text(run: Kpi) -> None:
    workbook("=23个").save("t.xlsx")
    code, _, err = run("t.xlsx", "-o", "t.yaml")
    assert (code, "D3 存成了公式" in err) == (0, True)
    assert [each.target.text for each in load_targets("t.yaml").indicators] == ["=23个"]


def test_an_indicator_names_its_cell(run: Kpi) -> None:
    workbook("≥3个").save("t.xlsx")
    run("t.xlsx", "-o", "t.yaml")
    assert 'target: "≥3个"}  # C3' in Path("t.yaml").read_text("utf-8")


@pytest.mark.parametrize("suffix", [".xls", ".ods"])
def test_older_workbooks_are_read_with_their_merged_cells(run: Kpi, suffix: str) -> None:
    """Saved by LibreOffice from a workbook of four rows, level cells merged."""
    code, out, err = run(HERE / "documents" / f"four-rows{suffix}", "-o", "t.yaml")
    assert (code, "读出 4 项指标" in out) == (0, True)
    assert "可能显示为百分比" in err
    indicators = load_targets("t.yaml").indicators
    assert [(i.level1, i.level2, i.name, i.target.text) for i in indicators] == [
        ("产出指标", "数量指标", "甲项", "≥3个"),
        ("产出指标", "数量指标", "乙项", "23"),
        ("产出指标", "质量指标", "丙率", "0.85"),
        ("满意度指标", "服务对象满意度指标", "群众满意度", "≥95%"),
    ]  # fmt: skip


def test_execution_is_taken_only_where_its_rate_agrees(run: Kpi) -> None:
    table = put("eval.txt", SELF_EVALUATION.replace("97.80%", "55%"))
    code, _, err = run(table, "-o", "t.yaml", "--actuals", "a.yaml")
    assert (code, "执行率对不上" in err) == (0, True)
    assert "budget" not in Path("a.yaml").read_text("utf-8")


def test_a_nested_table_of_word_is_found(run: Kpi) -> None:
    document = docx.Document()
    document.add_paragraph("某某局2023年度绩效目标表")
    outer = document.add_table(rows=1, cols=1)
    inner = outer.cell(0, 0).add_table(rows=2, cols=4)
    for row, texts in zip(
        inner.rows,
        (["一级指标", "二级指标", "三级指标", "指标值"], ["产出指标", "数量指标", "甲项", "≥3个"]),
        strict=True,
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.save("t.docx")
    assert run("t.docx", "-o", "t.yaml", "--year", "2023")[0] == 0
    assert [each.name for each in load_targets("t.yaml").indicators] == ["甲项"]


def rewritten(path: str, part: str, change: Callable[[bytes], bytes]) -> None:
    """Rewrite one part of an office file."""
    with zipfile.ZipFile(path) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    parts[part] = change(parts.get(part, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


ENTITY: Final = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def _bad(kind: str) -> Path:
    path = Path("bad.xlsx")
    if kind == "empty":
        path.write_bytes(b"")
    elif kind == "encrypted":
        path.write_bytes(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 9
        )
    elif kind == "damaged-ole":
        path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + os.urandom(4000))
    elif kind == "huge":
        with path.open("wb") as stream:
            stream.truncate(100 * 1024 * 1024)
            stream.seek(0)
            stream.write(b"PK\x03\x04")
    elif kind == "pdf":
        path.write_bytes(b"%PDF-1.7\n")
    elif kind == "text":
        path.write_text("一级指标,三级指标,指标值\n", encoding="utf-8")
    elif kind == "web-page":
        path.write_bytes("<html><table><tr><td>一级指标</td></tr></table></html>".encode())
    else:
        workbook("≥3个").save(path)
        _spoil(path, kind)
    return path


def _spoil(path: Path, kind: str) -> None:
    sheet = "xl/worksheets/sheet1.xml"
    if kind == "cut-off":
        path.write_bytes(path.read_bytes()[:-200])
    elif kind == "first-byte":
        path.write_bytes(b"\xaf" + path.read_bytes()[1:])
    elif kind == "half":
        path.write_bytes(path.read_bytes()[:2000])
    elif kind == "flipped":
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 0xFF
        data[len(data) // 3] ^= 0xFF
        path.write_bytes(data)
    elif kind == "macro":
        rewritten(str(path), "xl/vbaProject.bin", lambda _: b"x")
    elif kind == "bomb":
        rewritten(str(path), sheet, lambda _: b"<a>" + b" " * (200 * 1024 * 1024))
    elif kind == "entity":
        rewritten(str(path), sheet, lambda data: ENTITY + data)
    elif kind == "broken-xml":
        rewritten(str(path), sheet, lambda data: data[: len(data) // 2])


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        pytest.param("empty", "空的", id="empty"),
        pytest.param("encrypted", "密码", id="encrypted"),
        pytest.param("damaged-ole", "损坏", id="damaged-ole"),
        pytest.param("huge", "超过 20 MB", id="huge"),
        pytest.param("pdf", "PDF", id="pdf"),
        pytest.param("web-page", "没有找到指标表", id="web-page"),
        pytest.param("cut-off", "损坏", id="cut-off"),
        pytest.param("flipped", "损坏", id="flipped"),
        pytest.param("first-byte", "损坏", id="first-byte"),
        pytest.param("half", "损坏", id="half"),
        pytest.param("text", "损坏", id="text"),
        pytest.param("macro", "宏", id="macro"),
        pytest.param("bomb", "没有打开", id="bomb"),
        pytest.param("entity", "实体声明", id="entity"),
        pytest.param("broken-xml", "损坏", id="broken-xml"),
    ],
)
def test_a_document_that_is_not_opened_says_why(run: Kpi, kind: str, reason: str) -> None:
    path = _bad(kind)
    code, out, err = run(path, "-o", "t.yaml")
    assert (code, out, Path("t.yaml").exists()) == (3, "", False)
    assert reason in err


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        pytest.param(
            "a.py", "产出指标 = {'数量指标': 1}".encode(), ".py 不是表格文件", id="source"
        ),
        pytest.param("a.svg", "<svg>数量指标</svg>".encode(), ".svg 不是表格文件", id="svg"),
        pytest.param("a.bin", b"\x7fELF\x02\x01\x01" + bytes(64), ".bin 不是表格文件", id="bin"),
        pytest.param("a.txt", b"\x1f\x8b\x08" + bytes(64), "不是表格，也不是文本", id="gzip"),
        pytest.param("a.xls", b"\x09\x08\x10\x00" + bytes(64), "损坏", id="xls"),
        pytest.param("a.gif", b"GIF89a\x01\x00", "这是图片", id="gif"),
        pytest.param("a.tif", b"II*\x00\x08", "这是图片", id="tif"),
    ],
)
def test_what_holds_no_table_is_refused_with_its_code(
    run: Kpi, name: str, data: bytes, reason: str
) -> None:
    Path(name).write_bytes(data)
    code, out, err = run(name, "-o", "t.yaml")
    assert (code, out, Path("t.yaml").exists()) == (3, "", False)
    assert err.startswith(f"{name}: error[KPI001] ")
    assert reason in err


PAGE: Final = """\
<!DOCTYPE html><html><head><meta charset="gb2312"><title>指标值</title><style>td {}</style></head>
<body><table><tr><td><p>某某市林业局</p><p>2023年度绩效目标表</p>
<table border=1>
<tr><th>一级指标</th><th>二级指标</th><th>三级指标</th><th colspan="2">指标值</th></tr>
<tr><td rowspan="2">产出<br>指标</td><td rowspan=2>数量指标<td>甲&nbsp;项<td>&ge;3</td><td>个</td>
<tr><td>乙项<td>&lt;4</td><td>次</td></tr>
<tr><td>效益指标</td><td>社会效益指标</td><td>丙项</td><td colspan=2>明显改善</td></tr>
</table></td></tr></table><script>var a = "<table>";</script></body></html>
"""


@pytest.mark.parametrize("name", ["t.html", "t.htm", "t.xls", "t.xlsx"])
def test_a_web_page_is_read_by_its_tables(run: Kpi, name: str) -> None:
    """Many systems export pages and call them workbooks."""
    Path(name).write_bytes(PAGE.encode("gb18030"))
    code, _, err = run(name, "-o", "t.yaml", "--department", "某市林业局")
    assert (code, "存疑" in err) == (0, False)
    targets = load_targets("t.yaml")
    assert targets.head.year == 2023
    assert [(i.level1, i.level2, i.name, i.target.text) for i in targets.indicators] == [
        ("产出指标", "数量指标", "甲 项", "≥3个"),
        ("产出指标", "数量指标", "乙项", "<4次"),
        ("效益指标", "社会效益指标", "丙项", "定性：明显改善"),
    ]  # fmt: skip
    assert "# 表1 第3行第3列" in Path("t.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(
            "<html><body><p>2023年度</p><p>一、产出指标</p><p>1.数量指标：甲项≥3个；</p>"
            "<p>二、效益指标</p><p>1.社会效益指标：丙项≥4次。</p></body></html>",
            id="paragraphs",
        ),
        pytest.param(
            "<table><tr><td><p>2023年度</p><p>数量指标：甲项≥3个；</p>"
            "<p>社会效益指标：丙项≥4次。</p></td></tr></table>",
            id="layout-table",
        ),
        pytest.param(
            "<p>2023年度</p><table><tr><td>二级指标<td>三级指标<td>指标值"
            "<tr><td>数量指标<td>甲项<td>≥3个<tr><td>社会效益指标<td>丙项<td>≥4次",
            id="cut-off",
        ),
    ],
)
def test_a_page_of_another_layout_is_read(run: Kpi, page: str) -> None:
    code, _, _ = run(put("t.html", page), "-o", "t.yaml")
    assert code == 0
    targets = load_targets("t.yaml")
    assert targets.head.year == 2023
    assert [(i.name, i.target.text) for i in targets.indicators] == [
        ("甲项", "≥3个"),
        ("丙项", "≥4次"),
    ]


def test_a_page_that_spans_without_end_is_no_bomb(run: Kpi) -> None:
    cell = '<td rowspan="999999999" colspan="99999999">指标值</td>'
    put("t.html", f"<table><tr>{cell * 50}</tr>{'<tr><td>三级指标</td></tr>' * 50}</table>")
    assert run("t.html", "-o", "t.yaml")[0] == 3


def test_a_text_without_a_suffix_is_read(run: Kpi) -> None:
    for name in ("目标表", "妇联2023.目标表"):
        assert run(put(name, SELF_EVALUATION), "-o", "t.yaml", "--force")[0] == 0


@pytest.mark.parametrize(
    ("part", "change", "reason"),
    [
        pytest.param("word/vbaProject.bin", lambda _: b"x", "宏", id="macro"),
        pytest.param("word/document.xml", lambda data: data[:-400], "损坏", id="broken-xml"),
        pytest.param(
            "word/document.xml",
            lambda _: b"<a>" + b" " * (200 * 1024 * 1024),
            "没有打开",
            id="bomb",
        ),
    ],
)
def test_a_word_document_that_is_not_opened_says_why(
    run: Kpi, part: str, change: Callable[[bytes], bytes], reason: str
) -> None:
    docx.Document().save("t.docx")
    rewritten("t.docx", part, change)
    code, out, err = run("t.docx", "-o", "t.yaml")
    assert (code, out, reason in err) == (3, "", True)


def test_an_entity_in_a_word_document_is_refused(run: Kpi) -> None:
    document = docx.Document()
    document.add_table(rows=1, cols=1)
    document.save("t.docx")
    rewritten(
        "t.docx",
        "word/document.xml",
        lambda data: data.replace(b"<w:document", ENTITY + b"<w:document", 1),
    )
    code, _, err = run("t.docx", "-o", "t.yaml")
    assert (code, "实体声明" in err) == (3, True)


def test_a_missing_document_is_an_error(run: Kpi) -> None:
    code, _, err = run("nowhere.xlsx", "-o", "t.yaml")
    assert (code, "找不到" in err) == (3, True)


@pytest.mark.parametrize(
    ("library", "document"),
    [
        pytest.param("openpyxl", "t.xlsx", id="xlsx"),
        pytest.param("python_calamine", HERE / "documents" / "four-rows.ods", id="ods"),
    ],
)
def test_a_missing_library_is_said_with_the_command(
    kpi: Kpi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str, document: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    workbook("≥3个").save("t.xlsx")
    monkeypatch.setitem(sys.modules, library, None)
    code, _, err = kpi("import", document, "-o", "t.yaml")
    assert code == 2
    assert 'pip install "fulian-kpi[documents]"' in err


def test_an_archive_of_no_office_file_is_refused(run: Kpi) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "x")
    Path("t.xlsx").write_bytes(stream.getvalue())
    code, _, err = run("t.xlsx", "-o", "t.yaml")
    assert (code, "不是 Excel 或 Word" in err) == (3, True)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        pytest.param("<html><![foo[x]]><table>", "网页已损坏", id="marked-section"),
        pytest.param("<p>" + ">" * 40_000 + "<a" * 40_000, "网页已损坏", id="tags-without-end"),
        pytest.param("<p>" + ">" * 40_000 + "<a b='" * 40_000, "网页已损坏", id="open-quotes"),
        pytest.param("<p>" + ">" * 40_000 + "<!--" * 40_000, "网页已损坏", id="open-comments"),
        pytest.param('<?xml version="1.0"?><Workbook><Row/></Workbook>', "这是 XML", id="xml"),
    ],
)
def test_a_damaged_page_is_refused_at_once(run: Kpi, page: str, reason: str) -> None:
    code, _, err = run(put("p.html", page), "-o", "t.yaml")
    assert (code, reason in err, "KPI001" in err) == (3, True, True)


@pytest.mark.parametrize(
    ("name", "target"), [("项目完成\n时间", "2022年\n12月"), ("培训\n人数", "≥3\n0")]
)
def test_a_wrapped_cell_is_one_indicator(run: Kpi, name: str, target: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ("一级指标", "二级指标", "三级指标", "指标值"),
        ("产出指标", "数量指标", name, target),
        ("产出指标", "数量指标", "场次", "≥5场"),
    ):
        sheet.append(row)
    book.save("w.xlsx")
    code, out, _ = run("w.xlsx", "-o", "t.yaml", "--year", "2022", "--department", "某局")
    assert (code, "读出 2 项指标" in out) == (0, True)


def test_what_our_own_loader_refuses_is_said_of_the_document(run: Kpi) -> None:
    rows = "一级指标,二级指标,三级指标,指标值\n产出指标,数量指标,甲项,≥3个\n"
    head = f"2023年度\n部门名称,{'某' * 301}局\n"
    table = put("t.csv", head + rows)
    code, _, err = run(table, "-o", "t.yaml")
    assert code == 3
    assert err.splitlines()[0].startswith(f"{table}: error[KPI0")
    assert not Path("t.yaml").exists()
