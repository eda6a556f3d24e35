"""``kpi check -o x.html``: one file that needs nothing else, whatever the names in it are."""

import io
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import pytest

from fulian_kpi.judging import judge_file
from fulian_kpi.policy_file import load_policy
from fulian_kpi.report.check_html import write_check_html
from fulian_kpi.report.check_units import overview, unit_of
from fulian_kpi.report.paper import Paper
from samples import EXAMPLE, SHORTFALL

HOSTILE_NAME: Final = "<script>alert(1)</script>"
HOSTILE_TASK: Final = '"><img src=x onerror=alert(1)>'
HOSTILE_REASON: Final = "</style></svg>{{ 7 * 7 }} & 'x'"

TARGETS: Final = f"""\
year: 2024
department: '{HOSTILE_NAME}'
budget: {{total: 100.00}}
tasks:
  - {{id: 1, name: '{HOSTILE_TASK}'}}
indicators:
  成本指标:
    经济成本指标:
      - {{id: cost, task: 1, name: '{HOSTILE_NAME}', target: "≤30万元"}}
  产出指标:
    数量指标:
      - {{id: sessions, name: "逆\\u202e\\e[31m序", target: "=12场"}}
  满意度指标:
    服务对象满意度指标:
      - {{id: satisfied, name: 群众满意度, target: "≥85%"}}
"""

ACTUALS: Final = f"""\
targets: targets.yaml
budget: {{executed: 20.00}}
actuals:
  cost: {{value: 36万元, reason: "{HOSTILE_REASON}"}}
  sessions: 10场
  satisfied: {{value: 不适用, reason: 未开展}}
"""

VOID: Final = frozenset({"meta", "br", "col", "img", "link", "input"})


class Page(HTMLParser):
    """The elements of a page in order, and its text; fails where tags do not nest."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(source)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip() and self._open[-1] not in {"script", "style"}:
            self.texts.append(data.strip())

    def having(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        return [
            attributes
            for name, attributes in self.elements
            if name == tag
            and all(attributes.get(key.rstrip("_")) == value for key, value in wanted.items())
        ]


def written(*paths: Path, policies: tuple[str, ...] = (), task: int | None = None) -> str:
    chosen = [load_policy(name) for name in policies]
    stream = io.StringIO()
    judged = [judge_file(str(path), policies=chosen, task=task) for path in paths]
    units = [unit_of(each.card, passed=each.passed) for each in judged]
    write_check_html(judged, Paper(stream), overview(units, []) if len(units) > 1 else None)
    return stream.getvalue()


@pytest.fixture(scope="module")
def shortfall() -> str:
    return written(SHORTFALL)


FILES: Final = {"targets.yaml": TARGETS, "actuals.yaml": ACTUALS}


def test_the_head_says_language_and_encoding(shortfall: str) -> None:
    assert shortfall.startswith('<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf')
    assert "<title>成都市妇女联合会 2022 年度绩效目标完成情况</title>" in shortfall


def test_nothing_is_loaded_from_anywhere(shortfall: str) -> None:
    page = Page(shortfall)
    assert not re.search(r"https?:|@import|src\s*=", shortfall)
    assert not re.search(r"url\((?!#)", shortfall)
    assert not page.having("link")
    assert {each["href"][:1] for each in page.having("a") if each["href"]} == {"#"}


def test_only_our_own_script_and_style_may_run(shortfall: str) -> None:
    """By their hashes: even what got past the escaping would not run. Style attributes neither."""
    page = Page(shortfall)
    policy = page.having("meta", **{"http-equiv": "Content-Security-Policy"})[0]["content"]
    assert policy is not None
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[\w+/]{43}='; script-src 'sha256-[\w+/]{43}='; "
        r"base-uri 'none'; form-action 'none'",
        policy,
    )
    assert len(page.having("script")) == len(page.having("style")) == 1
    names = {name for _, attributes in page.elements for name in attributes}
    assert not {name for name in names if name == "style" or name.startswith("on")}


def test_verdict_score_and_budget_stand_first(shortfall: str) -> None:
    texts = Page(shortfall).texts
    wanted = ["成都市妇女联合会", "2022 年度 · 34 项绩效指标", "×", "未通过", "得分", "95.16"]
    start = texts.index("2022 年度 · 34 项绩效指标") - 1
    assert texts[start : start + len(wanted)] == wanted
    assert "执行 3,289.85 / 预算 3,463.00 万元，9.50 / 10 分" in texts


def test_the_charts_are_described_in_words(shortfall: str) -> None:
    """Levels: three of level 1 and five of level 2; tasks: seven and what belongs to none."""
    page = Page(shortfall)
    charts = page.having("svg", role="img")
    assert len(charts) == 16
    ids = {attributes.get("id") for _, attributes in page.elements}
    assert all(set((chart["aria-labelledby"] or "").split()) <= ids for chart in charts)
    assert "共 8 项：达成 6 项，部分达成 1 项，未达成 1 项；平均完成率 96.6%" in page.texts
    assert "共 3 项：达成 2 项，未填报 1 项；平均完成率 66.7%" in page.texts


def test_a_bar_is_divided_by_the_counts_of_its_verdicts(shortfall: str) -> None:
    """效益指标: 6 of 8 met, 1 partial, 1 missed."""
    bar = shortfall.partition('id="level-1-5-desc"')[2].partition("</svg>")[0]
    assert re.findall(r'<rect class="(\S+)" x="(\S+)" width="(\S+)"', bar) == [
        ("met", "0%", "75%"),
        ("partial", "75%", "12.5%"),
        ("missed", "87.5%", "12.5%"),
    ]


def test_open_points_lead_to_their_rows(shortfall: str) -> None:
    page = Page(shortfall)
    assert [each["href"] for each in page.having("a")] == [
        "#row-1-satisfaction-2",
        "#row-1-t4-quantity-1",
        "#row-1-t3-social-1",
        "#row-1-t5-social-1",
        "#row-1-t3-social-1",
        "#row-1-t5-social-1",
        "#row-1-satisfaction-2",
    ]
    for text in ("尚未填报", "需要说明原因", "已说明原因", "失分", "共 4.84 分", "−0.07"):
        assert text in page.texts
    assert "目标 ≥1万人次，实际 9800人次，还差 200人次" in page.texts


def test_every_indicator_is_a_row_that_says_its_task_and_verdict(shortfall: str) -> None:
    rows = [each for each in Page(shortfall).having("tr") if "data-verdict" in each]
    assert len(rows) == 34
    assert [each["id"] for each in rows if each["data-verdict"] == "missed"] == [
        "row-1-t5-social-1"
    ]
    assert [each["data-task"] for each in rows][-4:] == ["7", "", "", ""]


def test_filters_are_labelled_controls_that_wait_for_the_script(shortfall: str) -> None:
    page = Page(shortfall)
    assert "hidden" in page.having("div", class_="filters")[0]
    assert page.having("label", for_="task-filter-1")
    assert page.having("select", id="task-filter-1")
    assert [each["value"] for each in page.having("option")] == ["all", *"1234567", ""]
    buttons = [each for each in page.having("button") if "data-verdict" in each]
    assert [each["data-verdict"] for each in buttons] == [
        "met",
        "exceeded",
        "partial",
        "missed",
        "unreported",
    ]
    assert {each["aria-pressed"] for each in buttons} == {"false"}
    assert page.having("p", role="status")[0]["aria-live"] == "polite"


def test_the_printed_form_has_its_columns_and_merged_cells(shortfall: str) -> None:
    form = shortfall.partition('<section class="form">')[2]
    page = Page(form.partition("</section>")[0])
    assert page.texts[0] == "成都市妇女联合会2022年部门整体支出绩效自评表"
    for heading in (
        *("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
        *("偏差原因分析及改进措施", "总分", "填报人", "财务负责人", "年度总体目标"),
    ):
        assert heading in page.texts
    spans = [int(each["rowspan"] or 0) for each in page.having("td") if "rowspan" in each]
    assert spans[-8:] == [23, 9, 7, 7, 8, 8, 3, 3]


def test_hostile_names_are_text(actuals: Path) -> None:
    source = written(actuals)
    page = Page(source)
    assert "<script>alert" not in source
    assert not page.having("img")
    assert source.count("</style>") == 1
    assert HOSTILE_NAME in page.texts
    assert f"任务一 {HOSTILE_TASK}" in page.texts
    assert HOSTILE_REASON in page.texts
    assert "逆\\u202e\\x1b[31m序" in page.texts


def test_several_files_are_sections_of_their_own(actuals: Path) -> None:
    page = Page(written(EXAMPLE, actuals))
    assert [each["id"] for each in page.having("article")] == ["report-1", "report-2"]
    assert [each["href"] for each in page.having("a")][:2] == ["#report-1", "#report-2"]
    assert len(page.having("section", class_="form")) == 2
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_policies_stand_side_by_side_and_rows_that_differ_are_marked(actuals: Path) -> None:
    texts = Page(written(actuals, policies=("national-2020", "national-2020-ratio"))).texts
    start = texts.index("得分 1", texts.index("三级指标"))
    assert texts[start : start + 2] == ["得分 1", "得分 2"]
    start = texts.index("36万元")
    assert {"≠24.00", "≠25.00"} <= set(texts[start : start + 12])


def test_the_way_to_the_next_grade_is_shown(actuals: Path) -> None:
    text = " ".join(Page(written(actuals)).texts)
    assert re.search(r"再得 [\d.]+ 分为“良”", text)


def test_a_single_task_has_neither_budget_nor_grade() -> None:
    page = Page(written(SHORTFALL, task=5))
    assert "不计入本表" in page.texts
    assert "等级" not in page.texts
    assert [each["value"] for each in page.having("option")] == ["all", "5"]


def test_a_missing_budget_is_said(actuals: Path) -> None:
    actuals.write_text(ACTUALS.replace("budget: {executed: 20.00}\n", ""), encoding="utf-8")
    assert "没有填写预算执行数，10 分不得分" in Page(written(actuals)).texts


def test_a_year_without_faults_has_no_open_points() -> None:
    source = written(EXAMPLE)
    assert "通过" in Page(source).texts
    assert "尚未填报" not in source


def test_nothing_judged_is_said() -> None:
    assert "没有可以评判的文件。" in Page(written()).texts
