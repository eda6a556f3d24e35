"""Names are data: what a terminal, a browser or a workflow would run is shown as it is written."""

import json
import os
import unicodedata
from pathlib import Path
from typing import Any, Final

import pytest

from program import Kpi
from samples import EVERY_KIND

FILES: Final = {"targets.yaml": EVERY_KIND}
pytestmark = pytest.mark.usefixtures("folder")


HOSTILE: Final = [
    ("markup", "[red]红[/red]", "[red]红[/red]"),
    ("broken-markup", "[/]", "[/]"),
    ("workflow-command", "::error::坏", "::error::坏"),
    ("script", "<script>alert(1)</script>", "<script>alert(1)</script>"),
    ("escape", "\x1b[31m红\x1b[0m", r"\x1b[31m红\x1b[0m"),
    ("title", "\x1b]0;坏\x07", r"\x1b]0;坏\x07"),
    ("c1-control", "\x9b31m红", r"\x9b31m红"),
    ("right-to-left", "\u202e左右\u202c", r"\u202e左右\u202c"),
    ("zero-width", "女\u200b性", r"女\u200b性"),
    ("bell", "响\x07铃", r"响\x07铃"),
    ("emoji", ":smile: 妇女", ":smile: 妇女"),
    ("formula", "=1+1", "=1+1"),
]


def double_quoted(text: str) -> str:
    """Return a YAML scalar in ASCII, every other character as an escape."""
    return json.dumps(text)


@pytest.mark.parametrize(
    ("name", "shown"), [pytest.param(*each[1:], id=each[0]) for each in HOSTILE]
)
@pytest.mark.parametrize("arguments", ["check in.yaml", "check in.yaml -f plain", "show -t t.yaml"])
def test_hostile_name_is_shown_literally(kpi: Kpi, arguments: str, name: str, shown: str) -> None:
    quoted = double_quoted(name)
    text = EVERY_KIND.replace("培训场次", quoted).replace("测试市妇女联合会", quoted)
    Path("t.yaml").write_text(text.replace("year", f"goal: {quoted}\nyear", 1), "utf-8")
    Path("in.yaml").write_text(
        f"targets: t.yaml\nactuals: {{sessions: {{value: 14场, reason: {quoted}}}}}\n", "utf-8"
    )
    status, out, err = kpi(*arguments.split())
    assert status in {0, 1}
    assert shown in out
    assert [each for each in out + err if unicodedata.category(each) in {"Cc", "Cf"}] == ["\n"] * (
        out + err
    ).count("\n")


@pytest.mark.parametrize(
    ("name", "shown"), [pytest.param(*each[1:], id=each[0]) for each in HOSTILE]
)
def test_hostile_text_is_shown_literally_in_diagnostics(kpi: Kpi, name: str, shown: str) -> None:
    quoted = double_quoted(name)
    Path("in.yaml").write_text(
        EVERY_KIND.replace('"=12场"', quoted).replace("year:", f"{quoted}: 1\nyear:"), "utf-8"
    )
    status, _, err = kpi("validate", "in.yaml")
    assert status == 3
    assert f"不认识的键“{shown}”" in err
    assert {each for each in err if unicodedata.category(each) in {"Cc", "Cf"}} == {"\n"}


@pytest.mark.parametrize("name", [pytest.param(each[1], id=each[0]) for each in HOSTILE])
def test_hostile_name_is_itself_in_json(kpi: Kpi, name: str) -> None:
    quoted = double_quoted(name)
    Path("t.yaml").write_text(EVERY_KIND.replace("培训场次", quoted), "utf-8")
    Path("in.yaml").write_text("targets: t.yaml\nactuals: {}\n", "utf-8")
    for arguments in (["check", "in.yaml"], ["show", "-t", "t.yaml"]):
        _, out, _ = kpi(*arguments, "--format", "json")
        rows: list[dict[str, Any]] = json.loads(out)["indicators"]
        assert rows[0]["name"] == name
        assert {each for each in out if unicodedata.category(each) in {"Cc", "Cf"}} == {"\n"}


@pytest.mark.parametrize("arguments", ["check in.yaml", "check in.yaml -f plain", "show -t t.yaml"])
def test_line_break_in_a_name_is_no_line_of_ours(kpi: Kpi, arguments: str) -> None:
    Path("t.yaml").write_text(EVERY_KIND.replace("培训场次", r'"甲\n√ 达成  乙"'), "utf-8")
    Path("in.yaml").write_text("targets: t.yaml\nactuals: {sessions: 3场}\n", "utf-8")
    _, out, _ = kpi(*arguments.split())
    assert [line for line in out.splitlines() if line.startswith("√ 达成  乙")] == []


def test_hostile_file_name_is_shown_literally(kpi: Kpi) -> None:
    name = "\x1b[31m红\u202e.yaml"
    Path(name).write_text("[", "utf-8")
    for command in ("check", "validate"):
        status, _, err = kpi(command, name)
        assert status == 3
        assert err.startswith(r"\x1b[31m红\u202e.yaml:1:1: error[KPI004] ")
        assert "\x1b" not in err


def test_file_name_that_is_no_utf_8(kpi: Kpi) -> None:
    name = os.fsdecode(b"\xb2\xe2.yaml")
    try:
        Path(name).write_text("targets: targets.yaml\nactuals: {sessions: 12场}\n", "utf-8")
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    status, out, _ = kpi("check", name, "-f", "json", "-o", "out.json", "-o", "out.txt")
    assert status == 1
    assert json.loads(out)["actuals"]["path"] == name
    assert json.loads(Path("out.json").read_text("utf-8")) == json.loads(out)
