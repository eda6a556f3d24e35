"""``[tool.kpi]`` in pyproject.toml, and kpi.toml."""

from pathlib import Path
from typing import Final

import pytest

from program import Kpi

TARGETS: Final = """\
year: 2022
department: 测试市妇女联合会
indicators:
  产出指标:
    质量指标:
      - {id: a, name: 信访办结率, target: "≥100%"}
"""


FILES: Final = {"t.yaml": TARGETS}
pytestmark = pytest.mark.usefixtures("folder")


def shown(kpi: Kpi, *arguments: str) -> tuple[int, list[str]]:
    """Return the exit status and the codes of the findings."""
    code, _, err = kpi("validate", "t.yaml", *arguments)
    return code, [line.split("[")[1][:6] for line in err.splitlines() if line.startswith("t.yaml")]


@pytest.mark.parametrize(
    ("settings", "arguments", "expected"),
    [
        pytest.param("", [], (0, ["KPI206", "KPI211"]), id="nothing"),
        pytest.param('select = ["KPI211"]', [], (0, ["KPI211"]), id="select"),
        pytest.param('select = "kpi211"', [], (0, ["KPI211"]), id="one-code"),
        pytest.param('ignore = ["KPI21"]', [], (0, ["KPI206"]), id="ignore-by-prefix"),
        pytest.param('fail-on = "warning"', [], (1, ["KPI206", "KPI211"]), id="fail-on"),
        pytest.param('fail_on = "warning"', [], (1, ["KPI206", "KPI211"]), id="snake"),
        pytest.param('show = "info"', [], (0, ["KPI206", "KPI207", "KPI211"]), id="show"),
        pytest.param(
            'select = ["KPI206"]\nfail-on = "warning"',
            ["--select", "KPI211", "--fail-on", "never"],
            (0, ["KPI211"]),
            id="the-command-line-wins",
        ),
        pytest.param(
            'ignore = ["KPI206"]',
            ["--select", "KPI2"],
            (0, ["KPI211"]),
            id="other-settings-stay",
        ),
    ],
)
def test_settings_are_defaults_of_the_options(
    kpi: Kpi, settings: str, arguments: list[str], expected: tuple[int, list[str]]
) -> None:
    Path("kpi.toml").write_text(settings, "utf-8")
    assert shown(kpi, *arguments) == expected
    Path("kpi.toml").unlink()
    Path("pyproject.toml").write_text(f"[tool.kpi]\n{settings}", "utf-8")
    assert shown(kpi, *arguments) == expected


def test_the_nearest_file_upwards_counts_and_kpi_toml_first(
    kpi: Kpi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kpi.toml").write_text('select = ["KPI206"]', "utf-8")
    (tmp_path / "pyproject.toml").write_text('[tool.kpi]\nselect = ["KPI211"]', "utf-8")
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    (below.parent / "pyproject.toml").write_text("[tool.ruff]\n", "utf-8")
    (below / "t.yaml").write_text(TARGETS, "utf-8")
    monkeypatch.chdir(below)
    assert shown(kpi) == (0, ["KPI206"])


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        pytest.param(
            "[tool.kpi]\nselct = []",
            "pyproject.toml:2:1: error[KPI010] 不认识的设置“selct”，是不是“select”？",
            id="unknown-key",
        ),
        pytest.param(
            '[tool.kpi]\n\nignore = ["KPI999"]',
            "pyproject.toml:3:1: error[KPI012] ignore：没有以“KPI999”开头的代码",
            id="unknown-code",
        ),
        pytest.param(
            "[tool.kpi]\nselect = 3",
            "pyproject.toml:2:1: error[KPI012] select：应当是代码的列表",
            id="no-list",
        ),
        pytest.param(
            '[tool.kpi]\nfail_on = "warn"',
            "pyproject.toml:2:1: error[KPI012] fail_on：不能是“warn”，"
            "可以是 error、warning、info、never",
            id="unknown-value",
        ),
        pytest.param(
            '[tool]\nkpi = "x"',
            "pyproject.toml:2:1: error[KPI012] [tool.kpi] 应当是",
            id="no-table",
        ),
        pytest.param(
            "[tool.kpi]\nselect = [",
            "pyproject.toml:2:1: error[KPI004] 不符合 TOML 语法",
            id="toml",
        ),
        pytest.param(
            f"[tool.kpi]\nselect = {'[' * 3000}",
            "pyproject.toml:2:1: error[KPI004] 不符合 TOML 语法",
            id="nested",
        ),
    ],
)
def test_wrong_settings_are_a_wrong_command_line(kpi: Kpi, settings: str, message: str) -> None:
    Path("pyproject.toml").write_text(settings, "utf-8")
    code, out, err = kpi("validate", "t.yaml")
    assert (code, out) == (2, "")
    assert err.startswith(message)


def test_unknown_code_on_the_command_line_names_the_nearest(kpi: Kpi) -> None:
    code, _, err = kpi("validate", "t.yaml", "--select", "KPI2111")
    assert code == 2
    assert err == (
        "命令行有误：没有以“KPI2111”开头的代码，是不是“KPI211”？用法见 kpi validate --help\n"
    )


def test_an_empty_selection_is_a_wrong_command_line(kpi: Kpi) -> None:
    assert kpi("validate", "t.yaml", "--select", "")[0] == 2
