"""``kpi check -o x.md``: every line literally, and data that stays data once it is rendered."""

from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import pytest
from markdown_it import MarkdownIt

from fulian_kpi.report.check_markdown import write_check_markdown
from fulian_kpi.report.markdown_text import literal
from samples import report

TARGETS: Final = """\
year: 2024
department: 测试市妇女联合会
budget: {total: 100.00}
tasks:
  - {id: 1, name: 培训}
indicators:
  成本指标:
    经济成本指标:
      - {id: cost, task: 1, name: 培训成本, target: "≤30万元"}
  产出指标:
    数量指标:
      - {id: sessions, task: 1, name: 培训|场次, target: "=12场"}
  效益指标:
    社会效益指标:
      - {id: grade, name: 法治意识, target: 定性高中低}
  满意度指标:
    服务对象满意度指标:
      - {id: satisfied, name: 群众满意度, target: "≥85%"}
"""

ACTUALS: Final = """\
targets: targets.yaml
budget: {executed: 85.00}
actuals:
  cost: {value: 36万元, reason: "采购价上涨\\n已重新询价"}
  sessions: 13场
  grade: 高
"""

HOSTILE: Final = [
    pytest.param("培训|场次", id="pipe"),
    pytest.param("a\\|b", id="backslash-and-pipe"),
    pytest.param("`code` ``", id="backticks"),
    pytest.param("[链接](http://example.org) ![图](x)", id="link"),
    pytest.param("<script>alert(1)</script>", id="html"),
    pytest.param("&lt;b&gt; &#42;", id="entities"),
    pytest.param("**粗** _斜_ ~~删~~", id="emphasis"),
    pytest.param("# - 1. > +", id="start-of-a-block"),
    pytest.param("$x$ www.example.org https://example.org", id="formula-and-addresses"),
    pytest.param("@everyone #12 !34 :tada:", id="references"),
]


FILES: Final = {"targets.yaml": TARGETS, "actuals.yaml": ACTUALS}


written = partial(report, write_check_markdown)


def test_the_whole_report(actuals: Path) -> None:
    assert (
        written(actuals)
        == """\
## 测试市妇女联合会 2024 年度绩效目标完成情况

**× 未通过**：共 4 项，达成 1，超额 1，未达成 1，未填报 1

**得分 84.50 / 100，等级 良**（national-2020，目标文件没有声明分值，按评分办法分配\
；预算执行 85.00 / 100.00 万元，执行率 85.0%，得 8.50 分）

| 任务 | 二级指标 | 指标 | 目标 | 实际 | 完成率 | 分值 | 得分 | 结论 |
| --: | --- | --- | --- | --- | --: | --: | --: | --- |
| 1 | 经济成本指标 | 培训成本 | ≤30万元 | 36万元 | 83.3% | 20 | 16.00 | × 未达成 |
| 1 | 数量指标 | 培训&#124;场次 | =12场 | 13场 | 108.3% | 40 | 40.00 | ▲ 超额 |
|  | 社会效益指标 | 法治意识 | 定性高中低 | 高 | 100.0% | 20 | 20.00 | √ 达成 |
|  | 服务对象满意度指标 | 群众满意度 | ≥85% | 未填报 | — | 10 | 0.00 | ？ 未填报 |

### 尚未填报（1）

- ？ **群众满意度**（`satisfied`）：目标 ≥85%

### 需要说明原因（1）

- ▲ **培训&#124;场次**（`sessions`）：目标 =12场，实际 13场

### 已说明原因（1）

- × **培训成本**（`cost`）：目标 ≤30万元，实际 36万元，超出 60000元\
<br>原因：采购价上涨<br>已重新询价

### 失分

- −1.50 预算执行率：10 × 85.00 ÷ 100.00 = 8.50
- −4.00 培训成本：20 × （1 − (360000 − 300000) ÷ 300000） = 16.00
- −10.00 群众满意度：未填报，10 分不得分

→ 再得 5.50 分为“优”：群众满意度（+10.00）

### 其他提示

- 预算执行率 85.0%，须说明原因（reason）
"""
    )


def test_policies_stand_side_by_side_and_rows_that_differ_are_marked(actuals: Path) -> None:
    text = written(actuals, policies=("national-2020", "national-2020-ratio"))
    assert "| 分值 | 得分1 | 得分2 | 结论 |" in text
    assert "| 20 | ≠16.00 | ≠16.67 | × 未达成 |" in text
    assert "| 40 | 40.00 | 40.00 | ▲ 超额 |" in text
    assert "**2 得分 85.17 / 100，等级 良**（national-2020-ratio" in text
    assert "### 失分：national-2020-ratio\n" in text


def test_several_files_follow_each_other(actuals: Path) -> None:
    assert written(actuals, actuals).count("\n\n## ") == 1


def test_a_year_without_faults_has_no_open_points(actuals: Path) -> None:
    actuals.write_text(
        "targets: targets.yaml\nbudget: {executed: 100}\n"
        "actuals: {cost: 30万元, sessions: 12场, grade: 高, satisfied: 90%}\n",
        encoding="utf-8",
    )
    text = written(actuals)
    assert "**√ 通过**：共 4 项，达成 4\n" in text
    assert "###" not in text


@pytest.mark.parametrize("text", HOSTILE)
def test_data_shows_literally(text: str) -> None:
    """In a cell, a heading and a list item alike, as GitHub renders them."""
    source = f"## {literal(text)}\n\n| 甲 |\n| --- |\n| {literal(text)} |\n\n- 乙 {literal(text)}\n"
    assert shown(source) == [text, "甲", text, f"乙 {text}"]


def test_lines_become_breaks_and_controls_are_spelled_out() -> None:
    assert literal(" 甲\n乙\x1b[31m ") == "甲<br>乙&#92;x1b&#91;31m"


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        pytest.param("@everyone", "@<!-- -->everyone", id="mention"),
        pytest.param("见 #12", "见 #<!-- -->12", id="issue"),
        pytest.param(":tada:", ":<!-- -->tada:", id="emoji"),
        pytest.param("http://x", "http:<!-- -->//x", id="address"),
        pytest.param("25.3%，100%", "25.3%，100%", id="nothing-to-break"),
    ],
)
def test_what_is_linked_after_rendering_is_broken(text: str, broken: str) -> None:
    assert literal(text) == broken


def shown(source: str) -> list[str]:
    """Return the text of each block as a reader of the rendered page sees it."""
    parser = _Blocks()
    parser.feed(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(source))
    return parser.blocks


class _Blocks(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        assert tag in {"h2", "table", "thead", "tbody", "tr", "th", "td", "ul", "li"}
        if tag in {"h2", "th", "td", "li"}:
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        if self.blocks and data != "\n":
            self.blocks[-1] += data
