"""``# kpi: ignore[KPI211] reason``: what a comment sets aside, and how that is listed."""

import json
from pathlib import Path
from typing import Final

import pytest

from program import Kpi

FINE: Final = """\
year: 2022
department: 测试市妇女联合会
indicators:
  产出指标:
    质量指标:
      - id: a
        name: 信访办结率
        target: "≥100%"
  成本指标:
    经济成本指标:
      - {id: cost, name: 培训成本, target: "≤300元/人"}
  效益指标:
    社会效益指标:
      - {id: known, name: 政策知晓率, target: "≥80%"}
  满意度指标:
    服务对象满意度指标:
      - {id: satisfied, name: 学员满意度, target: "≥90%"}
"""
TARGET: Final = 'target: "≥100%"'


pytestmark = pytest.mark.usefixtures("folder")


def codes(kpi: Kpi, text: str) -> list[str]:
    """Return the codes of what stands in a file of that text, with their lines."""
    Path("t.yaml").write_text(text, "utf-8")
    _, out, _ = kpi("validate", "t.yaml", "--format", "json")
    return [f"{each['line']} {each['code']}" for each in json.loads(out)["findings"]]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(TARGET, TARGET, ["8 KPI211"], id="no-comment"),
        pytest.param(TARGET, f"{TARGET}  # kpi: ignore[KPI211] 上级口径", [], id="with-reason"),
        pytest.param(TARGET, f"{TARGET} #kpi:ignore[kpi211]上级口径", [], id="without-blanks"),
        pytest.param(
            TARGET, f"{TARGET} # 2021 年起 # kpi: ignore[KPI211] 上级口径", [], id="behind-another"
        ),
        pytest.param(
            TARGET, f"{TARGET} # kpi: ignore[KPI211]", ["8 KPI211", "8 KPI230"], id="no-reason"
        ),
        pytest.param(
            TARGET, f"{TARGET} # kpi: ignore[KPI211] —", ["8 KPI211", "8 KPI230"], id="only-a-dash"
        ),
        pytest.param(
            TARGET, f"{TARGET} # kpi: ignore 口径", ["8 KPI211", "8 KPI231"], id="no-code"
        ),
        pytest.param(
            TARGET, f"{TARGET} # kpi: ignore[KPI211，KPI218] 口径", ["8 KPI232"], id="one-unused"
        ),
        pytest.param(
            TARGET, f"{TARGET} # kpi: ignore[KPI211,KPI104] 口径", ["8 KPI231"], id="an-error"
        ),
        pytest.param(
            TARGET, f"{TARGET} # kpi: ignore[KPI232] 口径", ["8 KPI211", "8 KPI231"], id="itself"
        ),
        pytest.param(
            TARGET,
            f"# kpi: ignore[KPI211] 口径\n        {TARGET}",
            ["8 KPI232", "9 KPI211"],
            id="line-above",
        ),
        pytest.param(
            "name: 信访办结率",
            'name: "信访办结率 # kpi: ignore[KPI211] 口径"',
            ["8 KPI211"],
            id="quoted-is-no-comment",
        ),
        pytest.param(
            "name: 信访办结率",
            "name: 信访办结率#kpi:ignore[KPI215]口径",
            ["8 KPI211"],
            id="part-of-a-plain-text",
        ),
        pytest.param(
            "department:",
            "goal: |  # kpi: ignore[KPI204] 另有台账\n  购买电脑13台 # kpi: ignore[KPI204] 正文\n"
            "department:",
            ["10 KPI211"],
            id="behind-the-mark-of-a-block-but-not-in-it",
        ),
    ],
)
def test_comment_sets_aside_what_it_names_on_its_line(
    kpi: Kpi, old: str, new: str, expected: list[str]
) -> None:
    assert codes(kpi, FINE.replace(old, new)) == expected


def test_what_was_set_aside_is_listed_with_its_reason(kpi: Kpi) -> None:
    text = FINE.replace(TARGET, f"{TARGET}  # kpi: ignore[KPI211] 上级[red]口径")
    Path("t.yaml").write_text(text, "utf-8")
    code, out, err = kpi("validate", "t.yaml", "--show", "info", "--fail-on", "info")
    assert (code, out) == (0, "1 个文件，4 项指标：0 个错误，0 个警告、0 个提示，1 处已忽略\n")
    assert err.startswith("t.yaml:8:18: info[KPI211] 已忽略（上级[red]口径）：“≥100%”：")
    _, out, _ = kpi("validate", "t.yaml", "--format", "json")
    (aside,) = json.loads(out)["suppressed"]
    assert (aside["code"], aside["line"], aside["reason"]) == ("KPI211", 8, "上级[red]口径")


def test_errors_of_reading_cannot_be_set_aside(kpi: Kpi) -> None:
    text = FINE.replace(TARGET, 'target: "有效提升"  # kpi: ignore[KPI101] 以后再改')
    Path("t.yaml").write_text(text, "utf-8")
    code, _, err = kpi("validate", "t.yaml")
    assert code == 3
    assert "error[KPI101]" in err


def test_two_files_of_one_department_and_year_are_questioned(kpi: Kpi) -> None:
    Path("a.yaml").write_text(FINE, "utf-8")
    Path("b.yaml").write_text(FINE.replace("2022", "2023"), "utf-8")
    Path("c.yaml").write_text(FINE.replace("测试市", "测试市 "), "utf-8")
    code, out, err = kpi("validate", "a.yaml", "b.yaml", "c.yaml", "--select", "KPI240")
    assert (code, out) == (0, "3 个文件，12 项指标：0 个错误，1 个警告\n")
    assert err.startswith(
        "c.yaml:1:7: warning[KPI240] a.yaml 也是“测试市 妇女联合会”2022 年的目标；"
    )


def test_a_thousand_findings_with_hostile_names_are_listed(kpi: Kpi) -> None:
    rows = "".join(
        f'      - {{id: x{n}, name: "100% ::error:: ]]> 😀 \\n {n} 办结率", target: "≥100%"}}\n'
        for n in range(999)
    )
    Path("t.yaml").write_text(FINE.replace("  成本指标:\n", f"{rows}  成本指标:\n"), "utf-8")
    code, out, err = kpi("validate", "t.yaml", "--select", "KPI211")
    assert (code, out) == (0, "1 个文件，1003 项指标：0 个错误，1000 个警告\n")
    assert err.count("warning[KPI211]") == 1000
    assert err.count("\n") == 3 * 1000
