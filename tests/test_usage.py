"""Command lines that are none, and the help: Chinese throughout."""

import re

import pytest

from program import Kpi


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["chekc"], "没有命令 chekc，是不是 check", id="command"),
        pytest.param(["it's"], "没有命令 it's", id="command-with-quote"),
        pytest.param(["--frob"], "没有选项 --frob", id="option"),
        pytest.param(["check"], "缺少参数 actuals", id="no-argument"),
        pytest.param(
            ["check", "a", "--frmat", "x"], "没有选项 --frmat，是不是 --format", id="option-of"
        ),
        pytest.param(["check", "a", "--task", "一"], "--task 应当是整数", id="integer"),
        pytest.param(["check", "a", "--task"], "选项 --task 后面要写值", id="value"),
        pytest.param(["check", "a", "--force=1"], "选项 --force 后面不写值", id="flag"),
        pytest.param(["check", "a", "-o", "x.pdf"], "不支持的后缀“.pdf”", id="suffix"),
        pytest.param(
            ["validate", "a", "-f", "xml"], "--format/-f 不能是 xml，可以是 text、json", id="choice"
        ),
        pytest.param(["schema", "x"], "没有“x”，可以用 targets、actuals", id="schema"),
        pytest.param(["explain"], "缺少参数 expression", id="expression"),
        pytest.param(["explain", "a", "b", "c"], "多出参数 c", id="extra"),
    ],
)
def test_wrong_command_line_is_one_line_of_chinese(
    kpi: Kpi, arguments: list[str], message: str
) -> None:
    status, out, err = kpi(*arguments)
    assert (status, out) == (2, "")
    assert err.startswith(f"命令行有误：{message}")
    assert re.fullmatch(r".*。用法见 kpi(?: [a-z]+)? --help\n", err)


def test_nothing_at_all_prints_the_help(kpi: Kpi) -> None:
    status, out, err = kpi()
    assert (status, out) == (2, "")
    assert err.startswith("用法：kpi ")
    assert "命令：\n  check" in err


@pytest.mark.parametrize(
    "command", ["", "check", "show", "validate", "diff", "explain", "schema", "import"]
)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_is_chinese(kpi: Kpi, command: str, option: str) -> None:
    status, out, err = kpi(*command.split(), option)
    assert (status, err) == (0, "")
    assert out.startswith(f"用法：{f'kpi {command}'.strip()} ")
    words = ("Usage", "Options:", "Arguments:", "Commands:", "Show this", "required", "default:")
    kinds = ("<str>", "<int>", "Path", "list[")
    assert [word for word in (*words, *kinds) if word in out] == []
