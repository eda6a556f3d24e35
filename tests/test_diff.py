"""``kpi diff``: two targets files, or revisions of git, held against each other."""

import json
import subprocess
from pathlib import Path
from typing import Any, Final

import pytest

from program import Kpi

OLD: Final = """\
year: 2022
department: 测试市妇女联合会
indicators:
  产出指标:
    数量指标:
      - {id: q-1, name: 普法宣传场次, target: "≥30场"}
      - {id: q-2, name: 妇女骨干培训人次, target: "≥300人次"}
      - {id: q-3, name: 走访困难家庭户数, target: "≥20户"}
    时效指标:
      - {id: time, name: 完成时间, target: 2022年12月底前}
"""


FILES: Final = {"old.yaml": OLD}
pytestmark = pytest.mark.usefixtures("folder")


def differences(kpi: Kpi, *replacements: tuple[str, str]) -> list[str]:
    """Return each difference as its kinds with the old and the new id."""
    text = OLD
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    Path("new.yaml").write_text(text, "utf-8")
    _, out, _ = kpi("diff", "old.yaml", "new.yaml", "--format", "json")
    return [
        f"{'+'.join(each['kinds'])}: {(each['old'] or {}).get('id')} → "
        f"{(each['new'] or {}).get('id')}"
        for each in json.loads(out)["differences"]
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("≥30场", "≥30场", [], id="same"),
        pytest.param("≥30场", "≥40场", ["raised: q-1 → q-1"], id="raised"),
        pytest.param("≥30场", "≥20场", ["lowered: q-1 → q-1"], id="lowered"),
        pytest.param("≥30场", "≥30次", ["unit: q-1 → q-1"], id="unit"),
        pytest.param("≥30场", "不少于30场", ["wording: q-1 → q-1"], id="wording-of-the-target"),
        pytest.param("普法宣传场次", "普法宣传", ["wording: q-1 → q-1"], id="wording-of-the-name"),
        pytest.param("id: q-1", "id: q-9", [], id="another-id"),
        pytest.param(
            'target: "≥30场"', 'target: "≥30场", weight: 5', ["weight: q-1 → q-1"], id="weight"
        ),
        pytest.param(
            "数量指标", "质量指标", [f"level: q-{n} → q-{n}" for n in (1, 2, 3)], id="level"
        ),
        pytest.param(
            "id: q-1, name: 普法宣传场次",
            "id: q-9, name: 普法宣传活动场次",
            ["wording: q-1 → q-9"],
            id="alike",
        ),
        pytest.param(
            "id: q-1, name: 普法宣传场次",
            "id: q-9, name: 建成阵地",
            ["added: None → q-9", "removed: q-1 → None"],
            id="another-indicator",
        ),
        pytest.param("2022年12月底前", "2022年11月底前", ["raised: time → time"], id="earlier"),
    ],
)
def test_one_change(kpi: Kpi, old: str, new: str, expected: list[str]) -> None:
    assert differences(kpi, (old, new)) == expected


def test_a_row_put_in_between_does_not_move_the_others(kpi: Kpi) -> None:
    assert differences(
        kpi,
        ("q-3", "q-4"),
        ("q-2", "q-3"),
        ('≥30场"}\n', '≥30场"}\n      - {id: q-2, name: 建成阵地, target: "≥2个"}\n'),
    ) == ["added: None → q-2"]


def test_a_date_of_the_next_year_is_the_same(kpi: Kpi) -> None:
    assert differences(kpi, ("2022年12月", "2023年12月"), ("year: 2022", "year: 2023")) == [
        "wording: time → time"
    ]


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        pytest.param("2025年6月", [], id="same"),
        pytest.param("2025年9月", ["lowered: time → time"], id="put-off"),
    ],
)
def test_a_date_of_a_task_of_several_years_does_not_move_with_the_table(
    kpi: Kpi, later: str, expected: list[str]
) -> None:
    Path("old.yaml").write_text(OLD.replace("2022年12月", "2025年6月"), "utf-8")
    changes = (("2022年12月", later), ("year: 2022", "year: 2023"))
    assert differences(kpi, *changes) == expected


def test_text_marks_what_was_lowered_and_shows_names_as_they_are(kpi: Kpi) -> None:
    new = OLD.replace("≥30场", "≥20场").replace("普法宣传场次", '"普法[red]宣传场次"')
    Path("new.yaml").write_text(new, "utf-8")
    code, out, _ = kpi("diff", "old.yaml", "new.yaml")
    assert code == 0
    lines = [line.split() for line in out.splitlines()]
    assert lines[1] == ["4", "项", "→", "4", "项：降低", "1", "项，文字改变", "1", "项"]
    assert "▼降低" in out
    assert "普法[red]宣传场次" in out


HEAD: Final = """\
year: 2022
department: 测试市妇女联合会
budget: {total: 100.00, fiscal: 100.00}
goal: 全年开展普法宣传不少于30场，覆盖全部街道。
tasks:
  - {id: 1, name: 普法宣传, content: 宣传30场}
  - {id: 2, name: 骨干培训, content: 培训300人次}
"""


def heads(kpi: Kpi, *replacements: tuple[str, str]) -> list[tuple[Any, ...]]:
    """Return what changed above the indicators: field, kind, and text and line in both files."""
    Path("old.yaml").write_text(HEAD + OLD.split("会\n")[1], "utf-8")
    text = Path("old.yaml").read_text("utf-8")
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    Path("new.yaml").write_text(text, "utf-8")
    document = json.loads(kpi("diff", "old.yaml", "new.yaml", "--format", "json")[1])
    assert document["differences"] == []
    return [
        (
            each["field"],
            each["kind"],
            *(
                (side["text"], side["line"]) if side else None
                for side in (each["old"], each["new"])
            ),
        )
        for each in document["head"]
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("year", "year", [], id="same"),
        pytest.param(
            "year: 2022\n",
            "year: 2023\n",
            [("year", "changed", ("2022", 1), ("2023", 1))],
            id="year",
        ),
        pytest.param(
            "妇女联合会",
            "妇联",
            [("department", "changed", ("测试市妇女联合会", 2), ("测试市妇联", 2))],
            id="department",
        ),
        pytest.param(
            "fiscal: 100.00",
            "other: 100",
            [
                ("budget.other", "added", None, ("100万元", 3)),
                ("budget.fiscal", "removed", ("100万元", 3), None),
            ],
            id="budget",
        ),
        pytest.param("100.00", "100.0", [], id="same-amount"),
        pytest.param(
            "30场，覆盖",
            "20场，覆盖",
            [
                (
                    "goal",
                    "changed",
                    ("全年开展普法宣传不少于30场，覆盖全部街道。", 4),
                    ("全年开展普法宣传不少于20场，覆盖全部街道。", 4),
                )
            ],
            id="goal",
        ),
        pytest.param(
            "宣传30场}",
            "宣传20场}",
            [("tasks.1.content", "changed", ("宣传30场", 6), ("宣传20场", 6))],
            id="content",
        ),
        pytest.param(
            "name: 骨干培训",
            "name: 妇女骨干",
            [("tasks.2", "changed", ("骨干培训", 7), ("妇女骨干", 7))],
            id="task-reworded",
        ),
        pytest.param(
            "  - {id: 2, name: 骨干培训, content: 培训300人次}\n",
            "",
            [("tasks.2", "removed", ("骨干培训", 7), None)],
            id="task-removed",
        ),
        pytest.param(
            "  - {id: 2, name",
            "  - {id: 2, name: 家庭教育}\n  - {id: 3, name",
            [
                ("tasks.2", "added", None, ("家庭教育", 7)),
                ("tasks.3.id", "changed", ("2", 7), ("3", 8)),
            ],
            id="task-put-in-between",
        ),
        pytest.param(
            "  - {id: 1, name: 普法宣传, content: 宣传30场}\n  - {id: 2,",
            "  - {id: 1,",
            [
                ("tasks.1.id", "changed", ("2", 7), ("1", 6)),
                ("tasks.1", "removed", ("普法宣传", 6), None),
            ],
            id="task-taken-out",
        ),
    ],
)
def test_what_changed_above_the_indicators(
    kpi: Kpi, old: str, new: str, expected: list[tuple[Any, ...]]
) -> None:
    assert heads(kpi, (old, new)) == expected


def test_text_and_markdown_show_what_changed_above_the_indicators(kpi: Kpi) -> None:
    heads(kpi, ("30场，覆盖", "20场，覆盖"), ("- {id: 2", "- {id: 5"))
    lines = kpi("diff", "old.yaml", "new.yaml", "--format", "markdown")[1].splitlines()
    assert lines[2:] == [
        "4 项 → 4 项：没有变化；此外改变 2 处",
        "",
        "| 变化 | 内容 | 原文 | 新文 |",
        "|---|---|---|---|",
        (
            "| 改变 | 年度总体目标<br>（第 4 行） | …年开展普法宣传不少于30场，覆盖全部街道。 "
            "| …年开展普法宣传不少于20场，覆盖全部街道。 |"
        ),
        "| 改变 | 任务五编号<br>（第 7 行） | 2 | 5 |",
    ]
    out = kpi("diff", "old.yaml", "new.yaml")[1]
    assert "年度总体目标" in out
    assert "…年开展普法宣传不少于20场" in out.replace("\n", "")


def test_markdown_is_a_table(kpi: Kpi) -> None:
    Path("new.yaml").write_text(OLD.replace("≥30场", "≥20场"), "utf-8")
    _, out, _ = kpi("diff", "old.yaml", "new.yaml", "--format", "markdown")
    assert out.splitlines()[2:] == [
        "4 项 → 4 项：降低 1 项",
        "",
        "| 变化 | 类别 | 指标 | 原指标值 | 新指标值 |",
        "|---|---|---|---|---|",
        "| ▼降低 | 数量指标 | 普法宣传场次 | ≥30场 | ≥20场 |",
    ]


@pytest.mark.parametrize(
    ("target", "arguments", "code"),
    [
        pytest.param("≥20场", ["--fail-on", "lowered"], 1, id="lowered"),
        pytest.param("≥40场", ["--fail-on", "lowered"], 0, id="raised"),
        pytest.param("≥20场", [], 0, id="unasked"),
        pytest.param("二十多场", ["--fail-on", "lowered"], 3, id="unreadable-outranks"),
    ],
)
def test_exit_status(kpi: Kpi, target: str, arguments: list[str], code: int) -> None:
    Path("new.yaml").write_text(OLD.replace("≥30场", target), "utf-8")
    assert kpi("diff", "old.yaml", "new.yaml", *arguments)[0] == code


def test_a_target_that_was_dropped_may_fail_a_ci_too(kpi: Kpi) -> None:
    kept = [line for line in OLD.splitlines(keepends=True) if "q-2" not in line]
    Path("new.yaml").write_text("".join(kept), "utf-8")
    assert kpi("diff", "old.yaml", "new.yaml", "--fail-on", "lowered")[0] == 0
    both = ("--fail-on", "lowered", "--fail-on", "removed")
    assert kpi("diff", "old.yaml", "new.yaml", *both)[0] == 1


def git(*arguments: str) -> None:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.invalid")
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


def test_a_revision_of_git_is_read(kpi: Kpi) -> None:
    git("init", "-q")
    git("add", "old.yaml")
    git("commit", "-qm", "first")
    Path("old.yaml").write_text(OLD.replace("≥30场", "≥20场"), "utf-8")
    code, out, _ = kpi("diff", "HEAD:old.yaml", "old.yaml", "--fail-on", "lowered")
    assert code == 1
    assert "≥30场" in out
    Path("folder").mkdir()
    Path("folder", "t.yaml").write_text(OLD, "utf-8")
    git("add", "folder")
    git("commit", "-qm", "second")
    assert (
        "HEAD:folder: error[KPI001] 这个修订里没有这个文件"
        in kpi("diff", "HEAD:folder", "old.yaml")[2]
    )
    code, _, err = kpi("diff", "nowhere:old.yaml", "HEAD:absent.yaml")
    assert code == 3
    assert err.splitlines() == [
        "nowhere:old.yaml: error[KPI001] 没有修订“nowhere”",
        (
            "HEAD:absent.yaml: error[KPI001] 这个修订里没有这个文件；"
            "路径从仓库的根文件夹写起，从当前文件夹写起的加 ./"
        ),
    ]


def test_git_may_be_absent_or_have_no_repository(kpi: Kpi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(Path.cwd().parent))
    code, _, err = kpi("diff", "HEAD:old.yaml", "old.yaml")
    assert (code, err) == (3, "HEAD:old.yaml: error[KPI001] 这里不是 git 仓库，读不了修订\n")
    monkeypatch.setenv("PATH", str(Path.cwd()))
    code, _, err = kpi("diff", "HEAD:old.yaml", "old.yaml")
    assert (code, err) == (
        3,
        "HEAD:old.yaml: error[KPI001] 没有安装 git，读不了修订；也可以直接写两个文件\n",
    )


def test_a_revision_is_no_option_of_git(kpi: Kpi) -> None:
    code, _, err = kpi("diff", "old.yaml", "--", "--output=x:old.yaml")
    assert code == 3
    assert not Path("x:old.yaml").exists()
    assert "没有修订“--output=x”" in err


def test_weights_of_groups_and_the_policy_are_told(kpi: Kpi) -> None:
    weighed = "weights: {{预算执行率: 10, 产出指标: {}, 效益指标: {}}}\nindicators:"
    Path("old.yaml").write_text(OLD.replace("indicators:", weighed.format(60, 30)), "utf-8")
    new = OLD.replace("indicators:", "policy: national-2020-ratio\n" + weighed.format(50, 40))
    Path("new.yaml").write_text(new, "utf-8")
    _, out, _ = kpi("diff", "old.yaml", "new.yaml", "--format", "json")
    assert [
        (each["field"], (each["old"] or {}).get("text"), each["new"]["text"])
        for each in json.loads(out)["head"]
    ] == [
        ("weights.产出指标", "60", "50"),
        ("weights.效益指标", "30", "40"),
        ("policy", None, "national-2020-ratio"),
    ]
    assert "产出指标的分值" in kpi("diff", "old.yaml", "new.yaml")[1]
    assert "评分办法" in kpi("diff", "old.yaml", "new.yaml")[1]


TASKS: Final = """\
year: 2022
department: 测试市妇女联合会
tasks:
  - {id: 1, name: 家庭教育}
  - {id: 2, name: 维权服务}
indicators:
  产出指标:
    数量指标:
      - {id: n-1, task: 1, name: 课程数, target: ≥3个}
      - {id: n-2, task: 2, name: 宣传场次, target: ≥5场}
"""


def test_an_indicator_that_went_to_another_task_is_told(kpi: Kpi) -> None:
    Path("old.yaml").write_text(TASKS, "utf-8")
    Path("new.yaml").write_text(TASKS.replace("n-1, task: 1", "n-1, task: 2"), "utf-8")
    _, out, _ = kpi("diff", "old.yaml", "new.yaml")
    assert "2 项 → 2 项：换了任务 1 项\n" in out
    markdown = kpi("diff", "old.yaml", "new.yaml", "--format", "markdown")[1]
    assert "（任务一 家庭教育 → 任务二 维权服务）" in markdown


def test_tasks_that_changed_their_numbers_took_their_indicators_along(kpi: Kpi) -> None:
    Path("old.yaml").write_text(TASKS, "utf-8")
    swapped = TASKS.replace("id: 1,", "id: 3,").replace("task: 1", "task: 3")
    Path("new.yaml").write_text(swapped, "utf-8")
    assert "2 项 → 2 项：没有变化" in kpi("diff", "old.yaml", "new.yaml")[1]


def test_tasks_of_one_name_are_told_apart_by_their_numbers(kpi: Kpi) -> None:
    Path("old.yaml").write_text(TASKS.replace("维权服务", "家庭教育"), "utf-8")
    Path("new.yaml").write_text(TASKS.replace("维权服务", "家庭教育"), "utf-8")
    assert "2 项 → 2 项：没有变化\n" in kpi("diff", "old.yaml", "new.yaml")[1]


def test_a_number_that_another_task_has_now_is_another_task(kpi: Kpi) -> None:
    Path("old.yaml").write_text(TASKS, "utf-8")
    text = TASKS.replace("维权服务", "信访接待").replace("家庭教育", "维权服务")
    Path("new.yaml").write_text(text, "utf-8")
    _, out, _ = kpi("diff", "old.yaml", "new.yaml", "--format", "markdown")
    assert "任务一 家庭教育 → 任务一 维权服务" in out
