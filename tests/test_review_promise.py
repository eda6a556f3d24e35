"""What of a text is read as a promise, and how firmly."""

import time
from collections.abc import Sequence
from typing import Final

import pytest

from fulian_kpi.review.promise import Promise, promises

FIRM: Final = True
WEAK: Final = False


def read(text: str) -> Sequence[Promise]:
    return tuple(promises(text))


@pytest.mark.parametrize(
    ("text", "written", "rule"),
    [
        pytest.param("开展普法宣传不少于30场, 普及法治", "不少于30场", "≥30场", id="sign"),
        pytest.param("确保年底前覆盖率不低于25%。", "不低于25%", "≥25%", id="rate"),
        pytest.param("覆盖率达到90%以上", "达到90%以上", "≥90%", id="lead-and-suffix"),
        pytest.param("旅游投诉案件办结率为100%", "100%", "100%", id="为-is-no-bound"),
        pytest.param("在区(市)县建立5个市级“妇女之家”示范点", "5个", "5个", id="bare"),
        pytest.param("每年打造1个特色鲜明的站点", "1个", "1个", id="every-year-is-this-year"),
        pytest.param("每月组织联合执法行动不少于8次", "不少于8次", "≥8次/月", id="every-month"),
        pytest.param("为每生每年补助780元", "780元", "780元/生/年", id="per-pupil-and-year"),
        pytest.param("培训妇女骨干1,200人次", "1,200人次", "1200人次", id="thousands"),
        pytest.param("培训妇女骨干１２００人次", "１２００人次", "1200人次", id="full-width"),
        pytest.param("惠及群众1.5万人次", "1.5万人次", "1.5万人次", id="万"),
        pytest.param("走访慰问3-5户", "3-5户", "3户-5户", id="range"),
        pytest.param("群众知晓率达百分之九十", "达百分之九十", "≥90%", id="percent-in-words"),
        pytest.param("举办三场讲座", "三场", "3场", id="words-after-a-verb"),
        pytest.param("建设2公里、硬化道路", "2公里", "2公里", id="one-of-a-list"),
        pytest.param("开展活动20场次", "20场次", "20场次", id="looks-like-a-year-but-short"),
        pytest.param("培训2022人", "2022人", "2022人", id="looks-like-a-year"),
        pytest.param("对39户脱贫户进行补助", "39户", "39户", id="done-to"),
        pytest.param("优良天数达到300天以上", "达到300天以上", "≥300天", id="days-with-both"),
        pytest.param("每季度召开联席会议不少于1次", "不少于1次", "≥1次/季度", id="every-quarter"),
        pytest.param("新建社区服务站5个", "5个", "5个", id="number-behind"),
        pytest.param("老年人体检1200人", "1200人", "1200人", id="examined"),
    ],
)
def test_promise_is_read_where_it_stands(text: str, written: str, rule: str) -> None:
    (found,) = read(text)
    assert text[found.start : found.end] == written
    assert str(found.rule) == rule
    assert found.firm


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("2022年度将开展普法宣传", id="year"),
        pytest.param("《成都儿童发展纲要(2021—2030年)》编制工作", id="document"),
        pytest.param("服务周期2023.07-2024.01", id="months"),
        pytest.param("于2022年12月31日前、1-6月、三季度完成", id="dates"),
        pytest.param("落实“两纲”“十四五”“五优”“六大行动”“四好农村路”", id="quoted"),
        pytest.param("实施六大行动，建设四好农村路，做到五优", id="slogans-without-quotes"),
        pytest.param("坚持两个维护、四个意识，五位一体", id="politics"),
        pytest.param("一是开展培训；二是走访", id="enumeration"),
        pytest.param("目标1:维护小区；1、改善设施 2.工作由 (3)其他", id="list-numbers"),
        pytest.param("第三次代表大会，第12届，前10名", id="ordinals"),
        pytest.param("培养一批人才，开展一系列活动，建一个平台", id="一"),
        pytest.param("24小时值守，3年行动，7天无理由", id="durations"),
        pytest.param("三八节主题活动", id="festival"),
        pytest.param("根据鲁财科教(2024)67号文件", id="number-of-a-document"),
        pytest.param("目前已建成12家，其中市级5家", id="facts"),
        pytest.param("旅游收入增长8.1%，提高5个百分点", id="change-on-last-year"),
        pytest.param("近几年、若干场、300余人", id="vague"),
        pytest.param("12345热线，5G基站，1+6+N模式", id="codes"),
        pytest.param("每场不少于50人，每个社区2次", id="whole-cannot-be-told"),
        pytest.param("从业3年以上人员", id="who-is-meant"),
        pytest.param("为65岁及以上老年人、80周岁以上老人服务", id="age"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_is_no_promise_is_passed_over(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "promised"),
    [
        pytest.param("2022年监测合格率达到91%", 0, id="earlier"),
        pytest.param("2023年监测合格率达到91%", 1, id="that-year"),
        pytest.param("监测合格率较2022年提高，达到91%", 1, id="compared"),
        pytest.param("2021年-2025年每年培训不少于30人", 1, id="span"),
    ],
)
def test_what_was_in_an_earlier_year_is_no_promise(text: str, promised: int) -> None:
    assert len(tuple(promises(text, 2023))) == promised


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        pytest.param("购买13台电脑", FIRM, id="verb"),
        pytest.param("普惠托位685个", WEAK, id="no-verb"),
        pytest.param("在10栋设施温棚中种植", WEAK, id="place"),
        pytest.param("建设示范点的5个社区", WEAK, id="attribute"),
        pytest.param("安排资金50万元", WEAK, id="money-given"),
        pytest.param("实现销售收入80万元", FIRM, id="money-earned"),
        pytest.param("县级财政负担20%", WEAK, id="share-without-a-rate"),
        pytest.param("约3500米公路沿线", WEAK, id="about"),
        pytest.param("对3个乡镇开展帮扶", WEAK, id="where-and-not-whom"),
        pytest.param("培训2000人次", FIRM, id="visits"),
    ],
)
def test_only_what_is_promised_beyond_doubt_is_firm(text: str, firm: bool) -> None:  # noqa: FBT001  (a column)
    (found,) = read(text)
    assert found.firm is firm


def test_each_promise_of_a_clause_has_its_own_words() -> None:
    found = read("呼家河至鲍家沟果园路建设2公里、寨山石坪果园路2公里")
    assert [each.words.strip() for each in found] == [
        "呼家河至鲍家沟果园路建设",
        "、寨山石坪果园路",
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1" * 20_000, id="digits"),
        pytest.param("5个/" * 6_000, id="units"),
        pytest.param("“" * 20_000, id="quotes"),
        pytest.param("第一" * 10_000, id="ordinals"),
        pytest.param("每" * 20_000, id="每"),
    ],
)
def test_hostile_text_is_read_in_time(text: str) -> None:
    start = time.process_time()
    read(text)
    assert time.process_time() - start < 5


def test_a_quarter_is_no_rate() -> None:
    (found,) = read("年度达到95%")
    assert found.rate == ""
