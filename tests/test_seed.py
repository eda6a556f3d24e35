"""`targets/2022.yaml` against the published table: counts and cells typed from the document."""

from collections import Counter
from typing import Any, Final

import pytest
from ruamel.yaml import YAML

from samples import SEED

TASK_NAMES: Final = {
    1: "成都市儿童友好城市建设",
    2: "成都市家庭教育生态圈建设",
    3: "蓉城女性创业就业活动",
    4: "巾帼维权行动计划",
    5: "宣传发动引领妇女工作",
    6: "成都市妇女儿童类社会组织培育服务平台建设运营项目",
    7: "社区领办点位建设",
}

GOAL: Final = (
    "2022年, 市妇联将坚持以习近平新时代中国特色社会主义思想为指导, "
    "深入贯彻落实党中央、省委、市委各项重大决策部署, "
    "持续深入实施蓉城女性巾帼心向党、创新创业、乡村振兴、创优创美、家庭工作提升、"
    "巾帼维权服务“六大行动”, 不断深化妇联改革, 牵头推进儿童友好城市建设, "
    "团结引领广大妇女为建设践行新发展理念的公园城市示范区贡献智慧力量。"
)

OUTPUT: Final = "产出指标"
EFFECT: Final = "效益指标"
SATISFACTION: Final = "满意度指标"
TRAINING: Final = "女性素质提升特色活动、女性创业就业交流展示活动"

INDICATORS: Final = [
    ("t1-quantity-1", OUTPUT, "数量指标", 1, "儿童友好社区试点指导服务", "=23个"),
    ("t2-quantity-1", OUTPUT, "数量指标", 2, "开展家庭教育特色课程数", "≥3个"),
    ("t2-quantity-2", OUTPUT, "数量指标", 2, "完成“妇女之家”点位建设", "=5个"),
    (
        "t3-quantity-1",
        OUTPUT,
        "数量指标",
        3,
        "开展“创意集市”、创业就业女性交流、沙龙分享等活动场次",
        "≥5场",
    ),
    ("t4-quantity-1", OUTPUT, "数量指标", 4, "开展普法宣传线下活动数", "=12次"),
    ("t5-quantity-1", OUTPUT, "数量指标", 5, "组织纪念三八节主题活动", "=1场"),
    ("t6-quantity-1", OUTPUT, "数量指标", 6, "开展社会组织优秀服务项目评选活动数量", "=1项"),
    ("t6-quantity-2", OUTPUT, "数量指标", 6, "组织儿童友好义集主题活动", "≥1场"),
    (
        "t7-quantity-1",
        OUTPUT,
        "数量指标",
        7,
        "集中力量打造特色鲜明、服务集成的示范性社区领办点位数",
        "=1个",
    ),
    ("t1-quality-1", OUTPUT, "质量指标", 1, "儿童友好社区评审通过率", "=100%"),
    ("t2-quality-1", OUTPUT, "质量指标", 2, "家庭教育特色课程完成率", "=100%"),
    ("t3-quality-1", OUTPUT, "质量指标", 3, f"{TRAINING}完成率", "=100%"),
    ("t4-quality-1", OUTPUT, "质量指标", 4, "信访办结率", "≥100%"),
    ("t5-quality-1", OUTPUT, "质量指标", 5, "三八节主题活动完成率", "=100%"),
    ("t6-quality-1", OUTPUT, "质量指标", 6, "儿童友好义集主题活动完成率", "=100%"),
    ("t7-quality-1", OUTPUT, "质量指标", 7, "社区领办点位建设完成率", "=100%"),
    ("t1-timeliness-1", OUTPUT, "时效指标", 1, "儿童友好社区评审完成及时率", "=100%"),
    ("t2-timeliness-1", OUTPUT, "时效指标", 2, "家庭教育特色课程完成及时率", "=100%"),
    ("t3-timeliness-1", OUTPUT, "时效指标", 3, f"{TRAINING}完成及时率", "=100%"),
    ("t4-timeliness-1", OUTPUT, "时效指标", 4, "依法及时解决群众合理诉求及时率", "=100%"),
    ("t5-timeliness-1", OUTPUT, "时效指标", 5, "三八节主题活动完成及时率", "=100%"),
    ("t6-timeliness-1", OUTPUT, "时效指标", 6, "社会组织优秀服务项目评选活动完成及时率", "=100%"),
    ("t7-timeliness-1", OUTPUT, "时效指标", 7, "社区领办点位建设完成及时率", "=100%"),
    ("t1-social-1", EFFECT, "社会效益指标", 1, "全市儿童友好社区覆盖率", "≥25%"),
    ("t2-social-1", EFFECT, "社会效益指标", 2, "家庭教育宣传覆盖人次", "≥50000人"),
    (
        "t3-social-1",
        EFFECT,
        "社会效益指标",
        3,
        "引领广大女性融入全市经济产业建设，助力创新创业和乡村振兴工作",
        "定性高中低",
    ),
    ("t4-social-1", EFFECT, "社会效益指标", 4, "广大妇女法治意识有所提升", "定性高中低"),
    ("t5-social-1", EFFECT, "社会效益指标", 5, "三八节主题活动辐射人群数", "≥1万人次"),
    ("t5-social-2", EFFECT, "社会效益指标", 5, "三八节主题活动全国省市媒体报道次数", "≥5次"),
    (
        "t6-social-1",
        EFFECT,
        "社会效益指标",
        6,
        "成都市妇女儿童类社会组织培育服务平台建设运营项目宣传覆盖人次",
        "≥2万人",
    ),
    ("t7-social-1", EFFECT, "社会效益指标", 7, "社区领办点位优质服务送到群众家门口", "≥85%"),
    ("satisfaction-1", SATISFACTION, "服务对象满意度指标", None, "女性群众满意度", "≥85%"),
    ("satisfaction-2", SATISFACTION, "服务对象满意度指标", None, "儿童及其家庭满意度", "≥85%"),
    ("satisfaction-3", SATISFACTION, "服务对象满意度指标", None, "单位职工满意度", "≥85%"),
]


@pytest.fixture(scope="module")
def table() -> dict[str, Any]:
    document: dict[str, Any] = YAML(typ="safe", pure=True).load(SEED.read_text("utf-8"))
    return document


def rows(table: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return the indicators as the file orders them, levels included."""
    return [
        (row["id"], level1, level2, row.get("task"), row["name"], row["target"])
        for level1, group in table["indicators"].items()
        for level2, indicators in group.items()
        for row in indicators
    ]


def test_head_is_the_documents(table: dict[str, Any]) -> None:
    assert table["year"] == 2022
    assert table["department"] == "成都市妇女联合会"
    assert table["budget"] == {"total": 3463.0, "fiscal": 3463.0, "other": 0.0}
    assert table["goal"] == GOAL


def test_nothing_but_the_documents_parts_is_there(table: dict[str, Any]) -> None:
    assert list(table) == ["year", "department", "budget", "goal", "tasks", "indicators"]


def test_budget_has_two_decimals_as_in_the_document() -> None:
    lines = SEED.read_text("utf-8").splitlines()
    assert "budget: {total: 3463.00, fiscal: 3463.00, other: 0.00}    # 万元" in lines


def test_tasks_are_the_seven_in_order(table: dict[str, Any]) -> None:
    assert [(task["id"], task["name"]) for task in table["tasks"]] == list(TASK_NAMES.items())


@pytest.mark.parametrize(
    ("task", "start", "end", "length"),
    [
        pytest.param(1, "为深入实施“两纲”, 市妇儿工委拟在", "社区覆盖率不低于25%。", 256, id="1"),
        pytest.param(2, "围绕家庭教育生态圈建设, 一是", "“妇女之家”示范点。", 129, id="2"),
        pytest.param(3, "围绕建设践行新发展理念的", "搭建女性创业就业平台。", 170, id="3"),
        pytest.param(4, "2022年度将开展并完成", "进一步普及法治理念。", 79, id="4"),
        pytest.param(5, "开展丰富的线上线下", "打造崭新舆论场。", 189, id="5"),
        pytest.param(6, "持续运营成都市妇女儿童类", "综合信息服务平台。", 175, id="6"),
        pytest.param(7, "按照《关于支持群团组织", "服务集成的示范性站点。", 47, id="7"),
    ],
)
def test_content_of_a_task_is_whole(
    table: dict[str, Any], task: int, start: str, end: str, length: int
) -> None:
    content = table["tasks"][task - 1]["content"]
    assert content.startswith(start)
    assert content.endswith(end)
    assert len(content) == length


@pytest.mark.parametrize(
    ("task", "sentence"),
    [
        pytest.param(1, "确保年底前全市儿童友好社区覆盖率不低于25%。", id="coverage"),
        pytest.param(1, "《成都儿童发展纲要(2021—2030年)》编制和实施工作。", id="dash"),
        pytest.param(2, "在区(市)县建立5个市级“妇女之家”示范点。", id="sites"),
        pytest.param(4, "在重要时间节点开展普法宣传不少于30场, 进一步普及法治理念。", id="talks"),
        pytest.param(6, "深入开展“蓉城幸福家 儿童友好义集”主题活动, ", id="inner-space"),
        pytest.param(7, "每年打造1个特色鲜明、服务集成的示范性站点。", id="one-site"),
    ],
)
def test_promise_in_a_tasks_text_is_verbatim(
    table: dict[str, Any], task: int, sentence: str
) -> None:
    assert sentence in table["tasks"][task - 1]["content"]


def test_indicators_are_the_documents_cell_by_cell(table: dict[str, Any]) -> None:
    assert rows(table) == INDICATORS


def test_there_are_34_indicators_in_the_official_order(table: dict[str, Any]) -> None:
    level2 = [row[2] for row in rows(table)]
    assert len(level2) == 34
    assert list(Counter(level2).items()) == [
        ("数量指标", 9),
        ("质量指标", 7),
        ("时效指标", 7),
        ("社会效益指标", 8),
        ("服务对象满意度指标", 3),
    ]


def test_indicators_per_task_are_the_documents(table: dict[str, Any]) -> None:
    tasks = Counter(row[3] for row in rows(table))
    assert tasks == {1: 4, 2: 5, 3: 4, 4: 4, 5: 5, 6: 5, 7: 4, None: 3}
