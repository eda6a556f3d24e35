"""A whole file judged and scored: totals, grades, what is left out, what is still lacking."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fulian_kpi.diagnostic import InvalidFileError
from fulian_kpi.judging import Judged, judge_file
from fulian_kpi.policy_file import load_policy
from program import Kpi
from samples import ROOT

TARGETS = """\
year: 2022
department: 甲局
budget: {total: 200.00}
tasks:
  - {id: 1, name: 甲}
indicators:
  产出指标:
    数量指标:
      - {id: classes, task: 1, name: 课程, target: "≥10场"}
      - {id: points, task: 1, name: 点位, target: "=5个"}
  效益指标:
    社会效益指标:
      - {id: effect, name: 成效, target: 定性高中低}
  满意度指标:
    服务对象满意度指标:
      - {id: content, name: 满意度, target: "≥80%"}
"""

ALL_MET = "classes: 10场\n  points: 5个\n  effect: 高\n  content: 90%"


def judged(
    tmp_path: Path,
    actuals: str = ALL_MET,
    *,
    targets: str = TARGETS,
    budget: str = "budget: {executed: 200}",
    policies: tuple[str, ...] = (),
    task: int | None = None,
) -> Judged:
    """Judge actuals that are written as the lines below ``actuals:``, indented by two."""
    (tmp_path / "targets.yaml").write_text(targets, encoding="utf-8")
    path = tmp_path / "actuals.yaml"
    path.write_text(f"targets: targets.yaml\n{budget}\nactuals:\n  {actuals}\n", encoding="utf-8")
    chosen = [load_policy(name) for name in policies]
    return judge_file(str(path), policies=chosen, task=task)


def codes(judged_file: Judged) -> list[tuple[str, str | None]]:
    return [(each.code.id, each.indicator) for each in judged_file.findings]


@pytest.mark.parametrize(
    ("example", "total", "grade", "budget"),
    [
        pytest.param("2022.example", "99.80", "优", "9.80", id="passing"),
        pytest.param("2022.shortfall.example", "95.16", "优", "9.50", id="short"),
    ],
)
def test_example_years(example: str, total: str, grade: str, budget: str) -> None:
    card = judge_file(str(ROOT / "actuals" / f"{example}.yaml")).card
    score = card.scores[0]
    assert score.execution is not None
    assert (str(score.total), score.grade) == (total, grade)
    assert str(score.execution.points.points) == budget


@pytest.mark.parametrize(
    ("target", "actual", "question"),
    [
        pytest.param("≥1万人次", "100万人次", "100 倍，是否应为 100人次（0.01万人次）", id="bound"),
        pytest.param("≥1万人次", "99.9万人次", None, id="below"),
        pytest.param("≤30万元", "300000万元", "10000 倍，是否应为 300000元（30万元）", id="money"),
        pytest.param(
            "1-2亿元", "20000亿元", "10000 倍，是否应为 20000元（0.0002亿元）", id="range"
        ),
        pytest.param(
            "≥1.2万人次", "12500万人次", "10417 倍，是否应为 12500人次（1.25万人次）", id="rounded"
        ),
        pytest.param("≥0万元", "300000万元", None, id="nothing"),
        pytest.param("≥10000人次", "1000万人次", None, id="target-in-singles"),
    ],
)
def test_an_actual_with_one_ten_thousand_too_many_is_questioned(
    tmp_path: Path, target: str, actual: str, question: str | None
) -> None:
    targets = TARGETS.replace("≥10场", target)
    found = judged(tmp_path, ALL_MET.replace("10场", actual), targets=targets).findings
    messages = [each.message for each in found if each.code.id == "KPI320"]
    wanted = (
        [] if question is None else [f"“课程”的实际值 {actual} 是指标值 {target} 的 {question}"]
    )
    assert messages == wanted


@pytest.mark.parametrize(
    ("name", "target", "actual", "code", "question"),
    [
        pytest.param("培训场次", "≥10场", "10.5场", "KPI321", "“场”没有小数", id="half an event"),
        pytest.param("平均培训场次", "≥10场", "10.5场", None, "", id="an average"),
        pytest.param(
            "群众满意度", "≥90%", "103%", "KPI321", "满意度不会超过 100%", id="more than all"
        ),
        pytest.param("任务完成率", "≥90%", "103%", None, "", id="more than the plan"),
        pytest.param(
            "完成时间", "12月底前", "2021-12-20", "KPI321", "早于 2022 年度", id="the year before"
        ),
        pytest.param("完成时间", "12月底前", "2022-01-01", None, "", id="in the year"),
        pytest.param(
            "单场成本", "≤3000元/场", "0.28元/场", "KPI320", "是否应为 0.28万元/场", id="in 万元"
        ),
        pytest.param("单场成本", "≤3000元/场", "28元/场", None, "", id="cheap"),
        pytest.param("人均成本", "≤5000元/人", "4元/人", None, "", id="far above in 万元"),
        pytest.param("均衡发展学校", "≥2所", "2.5所", "KPI321", "“所”没有小数", id="no average"),
        pytest.param(
            "完成时间", "2021年12月底前", "2021-11-05", None, "", id="due the year before"
        ),
    ],
)
def test_an_actual_that_can_hardly_be_meant_is_questioned(
    tmp_path: Path, name: str, target: str, actual: str, code: str | None, question: str
) -> None:
    targets = TARGETS.replace("课程", name).replace("≥10场", target)
    found = judged(tmp_path, ALL_MET.replace("10场", actual), targets=targets).findings
    asked = [(each.code.id, each.message) for each in found if each.code.id.startswith("KPI32")]
    assert [each for each, _ in asked] == ([] if code is None else [code])
    assert all(question in message for _, message in asked)


def test_a_budget_of_which_nothing_was_spent_is_asked_for(kpi: Kpi, tmp_path: Path) -> None:
    judged(tmp_path, budget="")
    path = tmp_path / "actuals.yaml"
    assert "warning[KPI411] 没有填写预算执行数，10 分不得分" in kpi("check", path)[2]
    code, _, err = kpi("check", path, "--require-reasons")
    assert (code, "error[KPI411]" in err) == (1, True)
    assert "KPI411" not in kpi("check", path, "--allow-unreported")[2]
    assert "KPI411" not in kpi("check", path, "--task", "1")[2]


def test_total_is_the_sum_of_the_rows_and_of_budget_execution(tmp_path: Path) -> None:
    card = judged(
        tmp_path,
        "classes: 9场\n  points: 5个\n  effect: 中\n  content: 72%",
        budget="budget: {adjusted: 300, executed: 270}",
    ).card
    earned = [str(row.points[0].points) for row in card.rows if row.points[0]]
    # 25×9÷10, 25, 30×60%, 10×72÷80, and 10×270÷300 of the budget
    assert earned == ["22.50", "25.00", "18.00", "9.00"]
    assert str(card.scores[0].total) == "83.50"
    assert card.scores[0].grade == "良"


def test_without_a_budget_its_points_are_lost(tmp_path: Path) -> None:
    card = judged(tmp_path, budget="").card
    assert card.scores[0].execution is None
    assert str(card.scores[0].total) == "90.00"


def test_spending_more_than_the_budget_is_capped_and_said(tmp_path: Path) -> None:
    result = judged(tmp_path, budget="budget: {adjusted: 100, executed: 130}")
    execution = result.card.scores[0].execution
    assert execution is not None
    assert str(execution.points.points) == "10.00"
    assert codes(result) == [("KPI407", None)]
    assert result.findings[0].message == "执行数 130 大于预算数 100，按 100% 计分"


def test_a_budget_spent_ten_thousand_times_over_is_questioned(tmp_path: Path) -> None:
    result = judged(tmp_path, budget="budget: {adjusted: 100, executed: 980000}")
    assert result.findings[0].message.endswith("；这里以万元为单位，是不是填成了元")


def test_low_execution_needs_a_reason(tmp_path: Path) -> None:
    low = judged(tmp_path, budget="budget: {executed: 170}")
    explained = judged(tmp_path, budget="budget: {executed: 170, reason: 招标结余}")
    assert codes(low) == [("KPI408", None)]
    assert codes(explained) == []


def test_a_row_that_does_not_apply_gives_its_points_to_its_group(tmp_path: Path) -> None:
    card = judged(
        tmp_path,
        "classes: 10场\n  points: {value: 不适用, reason: 项目取消}\n  effect: 高\n  content: 90%",
    ).card
    weights = [row.points[0] and str(row.points[0].weight) for row in card.rows]
    assert weights == ["50.00", None, "30.00", "10.00"]
    assert str(card.scores[0].total) == "100.00"


def test_a_group_that_does_not_apply_gives_its_points_to_the_others(tmp_path: Path) -> None:
    card = judged(
        tmp_path,
        "classes: 10场\n  points: 5个\n  effect: 高\n  content: {value: 不适用, reason: 未调查}",
    ).card
    weights = [row.points[0] and str(row.points[0].weight) for row in card.rows]
    # 50 and 30 take 10 in proportion: 56.25 and 33.75; the odd hundredth goes to the first row
    assert weights == ["28.13", "28.12", "33.75", None]
    assert str(card.scores[0].total) == "100.00"


def test_nothing_left_to_score_is_an_error(tmp_path: Path) -> None:
    nothing = "\n  ".join(
        f"{key}: {{value: 不适用, reason: 取消}}"
        for key in ("classes", "points", "effect", "content")
    )
    with pytest.raises(InvalidFileError) as caught:
        judged(tmp_path, nothing)
    assert caught.value.diagnostics[0].code.id == "KPI410"


def test_shortest_way_to_the_next_grade(tmp_path: Path) -> None:
    card = judged(tmp_path, "classes: 10场\n  points: 5个\n  effect: 低\n  content: 40%").card
    following = card.scores[0].next_grade
    assert following is not None
    # 25 + 25 + 0 + 5 + 10 = 65: 良 wants 15 more, and the effect alone would bring 30
    assert (following.grade, str(following.missing)) == ("良", "15.00")
    assert [(row.indicator.id, str(points)) for row, points in following.rows] == [
        ("effect", "30.00")
    ]


def test_a_part_has_a_subtotal_but_no_grade(tmp_path: Path) -> None:
    score = judged(tmp_path, "classes: 5场\n  points: 5个", task=1).card.scores[0]
    assert (str(score.total), str(score.out_of), score.grade) == ("37.50", "50.00", None)
    assert score.execution is None


def test_several_policies_side_by_side(tmp_path: Path) -> None:
    targets = TARGETS.replace('"=5个"', '"≤5个"')
    card = judged(
        tmp_path,
        "classes: 10场\n  points: 8个\n  effect: 高\n  content: 90%",
        targets=targets,
        policies=("national-2020", "national-2020-ratio"),
    ).card
    # 25×(1−3÷5) = 10 against 25×5÷8 = 15.625
    assert [str(each.points) for each in card.rows[1].points if each] == ["10.00", "15.63"]
    assert [str(score.total) for score in card.scores] == ["85.00", "90.63"]


def test_the_targets_file_may_name_its_policy(tmp_path: Path) -> None:
    named = judged(tmp_path, targets=f"policy: national-2020-ratio\n{TARGETS}").card
    assert named.scores[0].policy.name == "national-2020-ratio"


def test_an_unknown_policy_in_the_targets_file_is_shown_at_its_place(tmp_path: Path) -> None:
    with pytest.raises(InvalidFileError) as caught:
        judged(tmp_path, targets=f"policy: national-2002\n{TARGETS}")
    found = caught.value.diagnostics[0]
    assert (found.code.id, found.position.line, found.position.column) == ("KPI409", 1, 9)
    assert "national-2020" in found.message


@pytest.mark.parametrize(
    ("actuals", "expected"),
    [
        pytest.param(ALL_MET, [], id="all-met"),
        pytest.param(ALL_MET.replace("5个", "6个"), [("KPI401", "points")], id="equal-exceeded"),
        pytest.param(
            ALL_MET.replace("points: 5个", "points: {value: 6个, reason: 增设}"),
            [],
            id="equal-exceeded-with-reason",
        ),
        pytest.param(ALL_MET.replace("10场", "12场"), [], id="120-percent"),
        pytest.param(ALL_MET.replace("10场", "13场"), [("KPI401", "classes")], id="130-percent"),
        pytest.param(ALL_MET.replace("高", "中"), [("KPI401", "effect")], id="partial"),
        pytest.param(ALL_MET.replace("90%", "79%"), [("KPI401", "content")], id="missed"),
        pytest.param(ALL_MET.replace("90%", ""), [("KPI402", "content")], id="unreported"),
    ],
)
def test_what_the_form_still_lacks(
    tmp_path: Path, actuals: str, expected: list[tuple[str, str]]
) -> None:
    assert codes(judged(tmp_path, actuals)) == expected


@pytest.mark.parametrize(
    ("actuals", "budget", "code", "line", "column"),
    [
        pytest.param(
            "effect: {value: 中, share: 85%}", "", "KPI312", 4, 29, id="share-above-its-band"
        ),
        pytest.param(
            "effect: {value: 中, share: 80%}", "", "KPI312", 4, 29, id="share-at-the-next-band"
        ),
        pytest.param(
            "effect: {value: 低, share: 60%}", "", "KPI312", 4, 29, id="share-of-the-lowest"
        ),
        pytest.param(
            "classes: {value: 9场, share: 90%}", "", "KPI312", 4, 31, id="share-of-a-quantity"
        ),
        pytest.param(
            "effect: 高", "budget: {adjusted: 0, executed: 1}", "KPI406", 2, 20, id="budget-zero"
        ),
    ],
)
def test_what_cannot_be_scored_is_shown_at_its_place(
    tmp_path: Path, actuals: str, budget: str, code: str, line: int, column: int
) -> None:
    with pytest.raises(InvalidFileError) as caught:
        judged(tmp_path, actuals, budget=budget)
    found = caught.value.diagnostics[0]
    assert (found.code.id, found.position.line, found.position.column) == (code, line, column)


@pytest.mark.parametrize(
    ("target", "answer", "share", "message"),
    [
        pytest.param(
            "定性高中低",
            "中",
            "85%",
            "“中”属于部分达成，得分比例应在 60%（含）到 80%（不含）之间，不能是 85%",
            id="grade",
        ),
        pytest.param(
            "定性：有效提升",
            "部分达成",
            "85%",
            "部分达成的得分比例应在 60%（含）到 80%（不含）之间，不能是 85%",
            id="band",
        ),
        pytest.param(
            "定性：有效提升",
            "完成",
            "70%",
            "“完成”属于达成，得分比例应在 80%（含）到 100%（含）之间，不能是 70%",
            id="another-word-for-a-band",
        ),
        pytest.param(
            "定性：有效提升",
            "有效提升",
            "70%",
            "“有效提升”属于达成，得分比例应在 80%（含）到 100%（含）之间，不能是 70%",
            id="words-of-the-target",
        ),
        pytest.param(
            "定性：有效提升", '""', "70%", "没有评定等级，不能给出得分比例 70%", id="no-answer"
        ),
        pytest.param(
            "9月底前",
            "2022-10-08",
            "70%",
            "未按期完成而给出得分比例的，必须说明原因",
            id="late",
        ),
        pytest.param(
            "≥3场",
            "2场",
            "70%",
            "得分比例只用于定性指标和时限指标，其他指标按公式计分",
            id="quantity",
        ),
    ],
)
def test_a_share_that_does_not_fit_is_answered_by_a_sentence(
    tmp_path: Path, target: str, answer: str, share: str, message: str
) -> None:
    targets = TARGETS.replace("定性高中低", f'"{target}"')
    with pytest.raises(InvalidFileError) as caught:
        judged(tmp_path, f"effect: {{value: {answer}, share: {share}}}", targets=targets)
    assert [(each.code.id, each.message) for each in caught.value.diagnostics] == [
        ("KPI312", message)
    ]


def test_partial_files_leave_the_rest_unreported_and_without_points(tmp_path: Path) -> None:
    card = judged(tmp_path, "classes: 10场", budget="").card
    assert [row.verdict.value for row in card.rows] == ["met", *["unreported"] * 3]
    assert str(card.scores[0].total) == "25.00"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(
    classes=st.integers(0, 30),
    points=st.integers(0, 10),
    effect=st.sampled_from("高中低"),
    missing=st.sampled_from(["classes", "points", "effect"]),
)
def test_not_reporting_never_helps(
    tmp_path: Path, classes: int, points: int, effect: str, missing: str
) -> None:
    reported = {"classes": f"{classes}场", "points": f"{points}个", "effect": effect}
    whole = judged(tmp_path, "\n  ".join(f"{key}: {text}" for key, text in reported.items()))
    reported[missing] = ""
    less = judged(tmp_path, "\n  ".join(f"{key}: {text}" for key, text in reported.items()))
    assert less.card.scores[0].total <= whole.card.scores[0].total
    assert less.card.scores[0].out_of == Decimal(100)
