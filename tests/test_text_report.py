"""The report of a terminal: whole at any width, readable without colour."""

import json
import os
import pty
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from program import Kpi
from samples import ROOT

LONG: Final = "".join(f"第{number}区妇女之家“巾帼”点位、" for number in range(1, 20))
LATIN: Final = "A name with blanks that is long enough to be folded twice"

TARGETS: Final = f"""\
year: 2022
department: 测试市妇女联合会
budget: {{total: 1000.00}}
tasks:
  - {{id: 1, name: "{LONG}"}}
  - {{id: 12, name: 宣传}}
indicators:
  产出指标:
    数量指标:
      - {{id: long, task: 1, name: "{LONG}", target: "≥12345678901234.5678万立方米"}}
      - {{id: latin, task: 12, name: "{LATIN}", target: "=3场"}}
      - {{id: half, name: 半数, target: "≥10场"}}
      - {{id: none, name: 没有开展, target: "≥10场"}}
      - {{id: twice, name: 两倍, target: "≥10场"}}
      - {{id: absent, name: 没有填报, target: "≥10场"}}
  效益指标:
    社会效益指标:
      - {{id: words, name: 定性, target: "定性：{LONG[:60]}"}}
  满意度指标:
    社会公众或服务对象满意度指标:
      - {{id: public, task: 12, name: 公众满意度, target: 大于等于百分之八十五点五}}
"""

ACTUALS: Final = f"""\
targets: targets.yaml
budget: {{executed: 870.5}}
actuals:
  long: 98765432109876.5432万立方米
  latin: {{value: 4场, reason: "{LONG}{LONG}"}}
  half: 5场
  none: 0场
  twice: 20场
  words: 部分达成
  public: 8765432109/9876543210
"""


def cells(text: str) -> list[str]:
    """Return one entry a terminal cell; the second one of a wide character is empty."""
    found: list[str] = []
    for character in text:
        found.append(character)
        if unicodedata.east_asian_width(character) in "WF":
            found.append("")
    return found


def is_whole(text: str, report: str) -> bool:
    """Return whether `text` stands in `report`, perhaps folded below itself in one column."""
    wanted = re.sub(r"\s", "", text)
    grid = [cells(line) for line in report.splitlines()]

    def left_over(rest: str, row: list[str], column: int) -> str:
        """Return what of `rest` does not stand in `row` from `column` on; blanks do not count."""
        for cell in row[column:]:
            if not rest or (cell.strip() and cell != rest[0]):
                break
            rest = rest[len(cell.strip()) :]
        return rest

    def stands(row: int, column: int) -> bool:
        rest = wanted
        while rest and row < len(grid) and grid[row][column : column + 1] == [rest[0]]:
            rest = left_over(rest, grid[row], column)
            row += 1
        return not rest

    return any(stands(row, column) for row in range(len(grid)) for column in range(len(grid[row])))


@pytest.fixture
def reported(
    kpi: Kpi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str, int], tuple[str, list[dict[str, Any]]]]:
    """Return a function of a file and a width: its report, and its rows as JSON."""
    (tmp_path / "targets.yaml").write_text(TARGETS, "utf-8")
    (tmp_path / "long.yaml").write_text(ACTUALS, "utf-8")

    def report(name: str, width: int) -> tuple[str, list[dict[str, Any]]]:
        path = tmp_path / name if name == "long.yaml" else ROOT / "actuals" / name
        monkeypatch.setenv("COLUMNS", str(width))
        _, text, _ = kpi("check", path)
        _, document, _ = kpi("check", path, "--format", "json")
        return text, json.loads(document)["indicators"]

    return report


FILES: Final = ("2022.example.yaml", "2022.shortfall.example.yaml", "long.yaml")
WIDTHS: Final = (60, 80, 100, 120, 200)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", FILES)
def test_nothing_is_cut(
    reported: Callable[[str, int], tuple[str, list[dict[str, Any]]]], name: str, width: int
) -> None:
    text, rows = reported(name, width)
    assert len(rows) >= 8
    for row in rows:
        assert is_whole(row["name"], text), row["id"]
        assert is_whole(row["target"], text), row["id"]
        assert is_whole(row["actual"] or "未填报", text), row["id"]
        assert row["reason"] is None or is_whole(f"原因：{row['reason']}", text), row["id"]
        start, target = row["name"][:2], row["target"][:2]
        assert any(start in line and f" {target}" in line for line in text.splitlines()), row["id"]
    assert "…" not in text


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", FILES)
def test_no_line_is_wider_than_the_terminal(
    reported: Callable[[str, int], tuple[str, list[dict[str, Any]]]], name: str, width: int
) -> None:
    text, _ = reported(name, width)
    assert [line for line in text.splitlines() if len(cells(line)) > width] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_of_the_targets_is_wider_or_cut(
    kpi: Kpi, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    targets = ROOT / "targets/2022.yaml"
    _, text, _ = kpi("show", "--targets", targets)
    _, document, _ = kpi("show", "--targets", targets, "--format", "json")
    assert [line for line in text.splitlines() if len(cells(line)) > width] == []
    for row in json.loads(document)["indicators"]:
        for part in ("name", "target", "meaning"):
            assert is_whole(row[part], text), (row["id"], part)
    for task in json.loads(document)["tasks"]:
        assert is_whole(task["content"], text)


def test_is_whole_finds_what_is_cut() -> None:
    """The tests above rest on it."""
    assert is_whole("妇女之家点位", "  1  妇女之家  ≥3个\n     点位")
    assert not is_whole("妇女之家点位", "  1  妇女之家  ≥3个\n     点")
    assert not is_whole("妇女之家点位", "  1  妇女之家  ≥3个\n      点位")
    assert not is_whole("妇女之家点位", "  1  妇女之…  ≥3个\n     点位")


@pytest.mark.parametrize(
    ("name", "bar"),
    [
        pytest.param("half", "━━━━━─────   50.0%", id="half"),
        pytest.param("none", "──────────    0.0%", id="nothing"),
        pytest.param("twice", "━━━━━━━━━━  200.0%", id="never-longer-than-whole"),
        pytest.param("words", "━━━━━━────   60.0%", id="part"),
    ],
)
def test_bar_says_without_colour_how_far_it_is(
    reported: Callable[[str, int], tuple[str, list[dict[str, Any]]]], name: str, bar: str
) -> None:
    text, rows = reported("long.yaml", 120)
    label = next(row["name"] for row in rows if row["id"] == name)
    lines = [line for line in text.splitlines() if f" {label} " in line and "%" in line]
    assert any(bar in line for line in lines)


def test_verdict_is_a_sign_and_a_word(
    reported: Callable[[str, int], tuple[str, list[dict[str, Any]]]],
) -> None:
    text, _ = reported("long.yaml", 120)
    for verdict in ("√ 达成", "▲ 超额", "○ 部分达成", "× 未达成", "？ 未填报"):
        assert verdict in text


def test_last_line_says_how_the_year_went(
    reported: Callable[[str, int], tuple[str, list[dict[str, Any]]]],
) -> None:
    passing, _ = reported("2022.example.yaml", 200)
    failing, _ = reported("2022.shortfall.example.yaml", 200)
    assert passing.splitlines()[-1].startswith("通过：共 34 项，达成 33，超额 1")
    assert failing.splitlines()[-1].startswith(
        "未通过：共 34 项，达成 30，超额 1，部分达成 1，未达成 1，未填报 1"
    )


def score_lines(kpi: Kpi, tmp_path: Path, actuals: str) -> list[str]:
    """Return what an 80 column terminal shows of the way to the next grade."""
    names = [f"第{number}项儿童友好社区评审完成情况" for number in range(1, 21)]
    rows = "".join(
        f'      - {{id: r{n}, name: {name}, target: "≥10个"}}\n' for n, name in enumerate(names, 1)
    )
    head = "year: 2022\ndepartment: 甲\nindicators:\n  产出指标:\n    数量指标:\n"
    (tmp_path / "targets.yaml").write_text(f"{head}{rows}", "utf-8")
    path = tmp_path / "actuals.yaml"
    path.write_text(
        f"targets: targets.yaml\nbudget: {{adjusted: 1, executed: 1}}\n{actuals}", "utf-8"
    )
    out = kpi("check", path)[1].splitlines()
    start = next(number for number, line in enumerate(out) if line.startswith("→"))
    return [line.rstrip() for line in out[start : out.index("", start)]]


def test_each_step_to_the_next_grade_has_a_line(
    kpi: Kpi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    filled = "".join(f"  r{number}: 10个\n" for number in range(1, 17))
    assert score_lines(kpi, tmp_path, f"actuals:\n{filled}") == [
        "→ 再得 8.00 分为“优”：",
        "+4.50 第17项儿童友好社区评审完成情况",
        "+4.50 第18项儿童友好社区评审完成情况",
    ]


def test_only_the_first_steps_of_a_long_way_are_named(
    kpi: Kpi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert score_lines(kpi, tmp_path, "actuals: {r1: 10个, r2: 1个}\n") == [
        "→ 再得 45.05 分为“中”，先从失分最多的 5 项做起，另有 6 项：",
        "+4.50 第3项儿童友好社区评审完成情况",
        "+4.50 第4项儿童友好社区评审完成情况",
        "+4.50 第5项儿童友好社区评审完成情况",
        "+4.50 第6项儿童友好社区评审完成情况",
        "+4.50 第7项儿童友好社区评审完成情况",
    ]


def test_gap_is_told_in_its_own_unit(
    reported: Callable[[str, int], tuple[str, list[dict[str, Any]]]],
) -> None:
    text, _ = reported("2022.shortfall.example.yaml", 200)
    assert (
        "三八节主题活动辐射人群数（t5-social-1）：目标 ≥1万人次，实际 9800人次，还差 200人次"
        in text
    )
    assert "儿童及其家庭满意度（satisfaction-2）：目标 ≥85%" in text


def test_every_character_is_of_gbk(
    reported: Callable[[str, int], tuple[str, list[dict[str, Any]]]],
) -> None:
    for name in FILES:
        reported(name, 120)[0].encode("gbk")


@pytest.mark.parametrize("command", ["check", "show"])
def test_pipe_has_no_escape_sequences_and_120_columns(
    kpi: Kpi, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(ROOT)
    arguments = ["actuals/2022.example.yaml"] if command == "check" else []
    _, text, _ = kpi(command, *arguments)
    assert "\x1b" not in text
    assert max(len(cells(line)) for line in text.splitlines()) == 120


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """Return what the program writes to a terminal of 80 columns, as it comes."""
    master, slave = pty.openpty()
    os.set_blocking(master, True)
    inherited = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    with subprocess.Popen(
        [sys.executable, "-m", "fulian_kpi", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=slave,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env={**inherited, "TERM": "xterm-256color", **environment},
    ):
        os.close(slave)
        return b"".join(_until_it_ends(master)).decode("utf-8")


def _until_it_ends(master: int) -> Iterator[bytes]:
    while True:
        try:
            data = os.read(master, 65536)
        except OSError:  # How Linux says that the other side is closed.
            break
        if not data:
            break
        yield data
    os.close(master)


def test_terminal_shows_colours() -> None:
    assert "\x1b[32m" in on_a_terminal("check", "actuals/2022.example.yaml")


@pytest.mark.parametrize(
    "environment",
    [pytest.param({"NO_COLOR": "1"}, id="NO_COLOR"), pytest.param({"TERM": "dumb"}, id="dumb")],
)
def test_terminal_shows_no_colours_where_they_are_not_wanted(environment: dict[str, str]) -> None:
    text = on_a_terminal("check", "actuals/2022.example.yaml", **environment)
    assert "\x1b" not in text
    assert "√ 达成" in text
