"""``kpi show``: the targets by task, and what each of them means."""

import json
from pathlib import Path
from typing import Final

import pytest

from program import Kpi
from samples import ROOT

TARGETS: Final = """\
year: 2022
department: 测试市妇女联合会
budget: {total: 1100.00, fiscal: 1000.00}
goal: 全年目标
tasks:
  - {id: 1, name: 培训, content: 全年开展培训。}
  - {id: 2, name: 宣传}
indicators:
  产出指标:
    数量指标:
      - {id: sessions, task: 1, name: 培训场次, target: "=12场"}
      - {id: people, task: 2, name: 覆盖人次, target: "≥1万人次"}
  成本指标:
    经济成本指标:
      - {id: cost, task: 1, name: 场租, target: 3万元}
  满意度指标:
    服务对象满意度指标:
      - {id: satisfied, name: 群众满意度, target: 85%以上}
"""


FILES: Final = {
    "targets/2022.yaml": TARGETS,
    "targets/2021.yaml": TARGETS.replace("2022", "2021"),
    "targets/draft.yaml": "nothing",
}
pytestmark = pytest.mark.usefixtures("folder")


def test_newest_year_is_shown_by_task(kpi: Kpi) -> None:
    code, out, err = kpi("show")
    lines = [line.strip() for line in out.splitlines() if line.strip()]
    assert (code, err) == (0, "")
    assert lines[0] == "测试市妇女联合会 2022 年度绩效目标"
    assert lines[1] == "资金总额 1,100.00 万元，财政拨款 1,000.00"
    headings = [line for line in lines if line.endswith("项）")]
    assert headings == ["任务一  培训（2 项）", "任务二  宣传（1 项）", "未归属任务（1 项）"]
    assert "全年开展培训。" in lines


@pytest.mark.parametrize(
    ("name", "row"),
    [
        pytest.param(
            "培训场次", "数量指标 培训场次 =12场 正好12场，多于此数须说明原因", id="equal"
        ),
        pytest.param("覆盖人次", "数量指标 覆盖人次 ≥1万人次 不少于1万人次（10000人次）", id="wan"),
        pytest.param("场租", "经济成本指标 场租 3万元 不超过3万元（30000元）", id="cost"),
        pytest.param("群众满意度", "群众满意度 85%以上 不少于85%", id="suffix"),
    ],
)
def test_each_target_stands_beside_its_meaning(kpi: Kpi, name: str, row: str) -> None:
    _, out, _ = kpi("show")
    (line,) = [line for line in out.splitlines() if f" {name} " in line]
    assert row in " ".join(line.split())


def test_year_chooses_the_file(kpi: Kpi) -> None:
    code, out, _ = kpi("show", "--year", "2021")
    assert code == 0
    assert "2021 年度绩效目标" in out


def test_targets_may_be_any_file_or_standard_input(kpi: Kpi, folder: Path) -> None:
    (folder / "targets/2022.yaml").rename("mine.yaml")
    _, named, _ = kpi("show", "--targets", "mine.yaml")
    code, piped, _ = kpi("show", "--targets", "-", stdin=TARGETS.encode())
    assert code == 0
    assert piped == named
    assert "培训场次" in named


def test_task_shows_its_indicators_only(kpi: Kpi) -> None:
    _, out, _ = kpi("show", "--task", "1")
    assert "任务一  培训（2 项）" in out
    assert "宣传" not in out
    assert "未归属任务" not in out


def test_task_4_of_the_seed_has_exactly_four_indicators(kpi: Kpi) -> None:
    targets = ROOT / "targets/2022.yaml"
    _, out, _ = kpi("show", "--targets", targets, "--task", "4", "--format", "json")
    assert [each["id"] for each in json.loads(out)["indicators"]] == [
        "t4-quantity-1",
        "t4-quality-1",
        "t4-timeliness-1",
        "t4-social-1",
    ]
    _, text, _ = kpi("show", "--targets", targets, "--task", "4")
    assert "任务四  巾帼维权行动计划（4 项）" in text
    shown = [line for line in text.splitlines() if "指标  " in line and "含义" not in line]
    assert [line.split()[1] for line in shown] == [
        "开展普法宣传线下活动数",
        "信访办结率",
        "依法及时解决群众合理诉求及时率",
        "广大妇女法治意识有所提升",
    ]


@pytest.mark.parametrize(
    ("category", "ids"),
    [
        pytest.param("数量指标", ["sessions", "people"], id="level-2"),
        pytest.param("成本指标", ["cost"], id="level-1"),
        pytest.param("满意度指标", ["satisfied"], id="level-1-of-another-level-2"),
    ],
)
def test_category_is_a_name_of_either_level(kpi: Kpi, category: str, ids: list[str]) -> None:
    code, out, _ = kpi("show", "--category", category, "--format", "json")
    assert code == 0
    assert [each["id"] for each in json.loads(out)["indicators"]] == ids


def test_task_and_category_narrow_together(kpi: Kpi) -> None:
    _, out, _ = kpi("show", "--task", "1", "--category", "产出指标", "--format", "json")
    assert [each["id"] for each in json.loads(out)["indicators"]] == ["sessions"]


def test_json_is_the_document_of_the_contract(kpi: Kpi) -> None:
    code, out, _ = kpi("show", "--category", "成本指标", "--format", "json")
    assert code == 0
    assert json.loads(out) == {
        "schema": "kpi.show/1",
        "department": "测试市妇女联合会",
        "year": 2022,
        "budget": {"total": "1100.00", "fiscal": "1000.00", "other": None},
        "goal": "全年目标",
        "tasks": [
            {"id": 1, "name": "培训", "content": "全年开展培训。"},
            {"id": 2, "name": "宣传", "content": None},
        ],
        "indicators": [
            {
                "id": "cost",
                "task": 1,
                "level1": "成本指标",
                "level2": "经济成本指标",
                "name": "场租",
                "target": "3万元",
                "rule": {
                    "kind": "threshold",
                    "comparator": "≤",
                    "amount": "30000",
                    "unit": "元",
                    "implied": True,
                },
                "meaning": "不超过3万元（30000元）（没有写符号，按惯例理解）",
                "line": 15,
            }
        ],
    }


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        pytest.param(
            ["--task", "3"],
            3,
            f"{Path('targets/2022.yaml')}: error[KPI016] 没有任务 3 的指标，这里可以写 1、2\n",
            id="no-such-task",
        ),
        pytest.param(
            ["--category", "数量"],
            3,
            f"{Path('targets/2022.yaml')}: error[KPI016] 没有“数量”，是不是“数量指标”？\n",
            id="no-such-category",
        ),
        pytest.param(
            ["--task", "2", "--category", "成本指标"],
            3,
            f"{Path('targets/2022.yaml')}: error[KPI016] 没有符合条件的指标\n",
            id="nothing-left",
        ),
        pytest.param(
            ["--year", "2020"],
            3,
            "targets: error[KPI016] targets/ 里没有 2020 年度的目标文件；也可以用 --targets 指定\n",
            id="no-such-year",
        ),
        pytest.param(
            ["--targets", "a.yaml", "--year", "2022"],
            2,
            "命令行有误：--targets 和 --year 只能写一个。用法见 kpi show --help\n",
            id="both",
        ),
        pytest.param(
            ["a.yaml"],
            2,
            "命令行有误：多出参数 a.yaml。用法见 kpi show --help\n",
            id="argument",
        ),
    ],
)
def test_what_cannot_be_shown_is_said(
    kpi: Kpi, arguments: list[str], code: int, message: str
) -> None:
    assert kpi("show", *arguments) == (code, "", message)


def test_folder_without_targets_is_said(
    kpi: Kpi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir("empty")
    code, out, err = kpi("show")
    assert (code, out) == (3, "")
    assert err == (
        "targets: error[KPI016] targets/ 里没有年度目标文件，例如 2022.yaml；"
        "也可以用 --targets 指定\n"
    )
