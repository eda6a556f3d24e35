"""Which indicators answer a promise, and whether they keep it."""

from collections.abc import Sequence

import pytest

from fulian_kpi.checked import Indicator
from fulian_kpi.expression.target import parse_rule
from fulian_kpi.model import Target
from fulian_kpi.review.answer import Agreement, Answer, Conflict, Unanswered, answers
from fulian_kpi.review.promise import promises


def indicator(text: str, index: int) -> Indicator:
    """Return the indicator that ``name target`` stands for; its id is its index."""
    name, _, target = text.rpartition(" ")
    rule = parse_rule(target)
    return Indicator(
        id=str(index),
        task=1,
        level1="产出指标",
        level2="数量指标",
        name=name,
        target=Target(target, rule),
        rule=rule,
        weight=None,
        line=index,
        route=("indicators", "产出指标", "数量指标", index),
    )


def answered(text: str, rows: Sequence[str]) -> list[str]:
    """Return the answer to each promise of `text` in a word, with the rows it names."""
    indicators = [indicator(row, index) for index, row in enumerate(rows)]
    return [_word(answer) for _, answer in answers(tuple(promises(text)), indicators)]


def _word(answer: Answer) -> str:
    match answer:
        case Agreement(rows=rows):
            return f"agrees {' '.join(each.id for each in rows)}"
        case Conflict(row=row):
            return f"conflicts {row.id}"
        case Unanswered():
            return "unanswered"
        case None:
            return "uncertain"


@pytest.mark.parametrize(
    ("text", "row", "answer"),
    [
        pytest.param("开展普法宣传不少于30场", "普法宣传场次 ≥30场", "agrees 0", id="same"),
        pytest.param("开展普法宣传不少于30场", "普法宣传场次 =40场", "agrees 0", id="stricter"),
        pytest.param("开展普法宣传不少于30场", "普法宣传场次 =12场", "conflicts 0", id="fewer"),
        pytest.param("开展普法宣传30场", "普法宣传场次 ≥40场", "conflicts 0", id="bare-is-exact"),
        pytest.param("开展普法宣传不少于30场", "普法宣传 =12次", "conflicts 0", id="场-and-次"),
        pytest.param("建设果园道路2公里", "果园道路建设 2km", "agrees 0", id="公里-and-km"),
        pytest.param("培训妇女骨干300名", "妇女骨干培训 ≥300人", "agrees 0", id="名-and-人"),
        pytest.param("培训妇女骨干300人", "妇女骨干培训 ≥900人次", "uncertain", id="人-and-人次"),
        pytest.param("受理纠纷不超过5起", "家庭纠纷受理 ≤3起", "agrees 0", id="at-most"),
        pytest.param("受理纠纷不超过5起", "受理纠纷 ≤8起", "conflicts 0", id="more-than-at-most"),
        pytest.param(
            "生产安全事故死亡人数控制在5人以内",
            "安全事故死亡人数 ≥5人",
            "conflicts 0",
            id="the-other-way",
        ),
        pytest.param(
            "生产安全事故死亡人数控制在5人以内",
            "安全事故死亡人数 5人",
            "agrees 0",
            id="no-sign-no-way",
        ),
        pytest.param("举办演出120场", "送戏下乡 ≥120场", "uncertain", id="the-very-number"),
        pytest.param("举办演出5场", "送戏下乡 ≥5场", "unanswered", id="small-numbers-meet"),
        pytest.param("更换信号灯18处", "更换信号灯 =18", "uncertain", id="no-unit"),
        pytest.param("更换信号灯18处", "更换信号灯 =20", "unanswered", id="no-unit-nor-number"),
        pytest.param("更换信号灯18处", "宣传场次 =18", "unanswered", id="no-unit-nor-words"),
        pytest.param("走访困难家庭3-5户", "走访困难家庭 3-5户", "agrees 0", id="range"),
        pytest.param("走访困难家庭4户", "走访困难家庭 3-5户", "conflicts 0", id="inside-a-range"),
        pytest.param("走访困难家庭超过4户", "走访困难家庭 >4户", "agrees 0", id="above"),
        pytest.param("案件办结率达到95%", "案件办结率 ≥90%", "conflicts 0", id="rate"),
        pytest.param("案件办结率达到95%", "案件回访率 ≥90%", "uncertain", id="another-rate"),
        pytest.param("案件办结率达到95%", "课程合格率 ≥90%", "unanswered", id="no-such-rate"),
        pytest.param("社区达到95%以上", "社区覆盖率 ≥90%", "uncertain", id="rate-without-name"),
        pytest.param("购买电脑13台", "普法宣传 ≥12场", "unanswered", id="another-unit"),
        pytest.param("购买电脑13台", "购买打印机 =2台", "uncertain", id="little-shared"),
        pytest.param("普惠托位685个", "普法站点 ≥2个", "uncertain", id="not-firm"),
        pytest.param("每月巡查8次", "巡查 ≥8次/月", "agrees 0", id="one-pair-and-the-number"),
        pytest.param("每月巡查8次", "巡查 ≥6次/月", "uncertain", id="one-pair-alone"),
        pytest.param("每月联合执法8次", "联合执法检查 ≥8次/月", "agrees 0", id="every-month"),
        pytest.param("每月联合执法8次", "联合执法检查 ≥96次", "uncertain", id="month-and-year"),
        pytest.param("购买电脑13台", "购买电脑 定性：完成", "unanswered", id="no-quantity"),
    ],
)
def test_one_promise_and_one_indicator(text: str, row: str, answer: str) -> None:
    assert answered(text, [row]) == [answer]


@pytest.mark.parametrize(
    ("text", "rows", "expected"),
    [
        pytest.param(
            "开展普法宣传不少于30场",
            ["线上普法宣传 ≥18场", "线下普法宣传 ≥14场"],
            ["agrees 0 1"],
            id="rows-add-up",
        ),
        pytest.param(
            "举办普法讲座8场、普法沙龙4场",
            ["普法讲座沙龙场次 ≥12场"],
            ["uncertain", "uncertain"],
            id="promises-add-up",
        ),
        pytest.param(
            "举办普法讲座12场，普法讲座进社区举办5场",
            ["普法讲座场次 =12场"],
            ["agrees 0", "uncertain"],
            id="a-part-of-what-is-kept",
        ),
        pytest.param(
            "修建呼家河道路2公里、修建石坪道路2公里",
            ["石坪村道路 2km", "呼家河道路 2km"],
            ["agrees 1", "agrees 0"],
            id="each-has-its-own",
        ),
        pytest.param(
            "修建呼家河道路2公里、修建石坪道路2公里",
            ["石坪村道路 1km", "呼家河道路 2km"],
            ["agrees 1", "conflicts 0"],
            id="a-row-keeps-one-promise",
        ),
        pytest.param(
            "儿童友好社区覆盖率不低于25%",
            ["儿童友好社区评审通过率 =100%", "儿童友好社区覆盖率 ≥12%"],
            ["conflicts 1"],
            id="the-rate-of-the-same-name",
        ),
        pytest.param(
            "组织教师培训12期、1800人次",
            ["教师培训期数 ≥12期", "教师培训人次 ≥1800人次"],
            ["agrees 0", "uncertain"],
            id="number-without-words-of-its-own",
        ),
    ],
)
def test_several_promises_or_indicators(text: str, rows: list[str], expected: list[str]) -> None:
    assert answered(text, rows) == expected
