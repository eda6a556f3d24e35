"""Diagnostics as text: the headline, the source line, and carets in terminal cells."""

import pytest

from fulian_kpi.codes import Code
from fulian_kpi.diagnostic import Diagnostic, InvalidFileError, Position, cells, visible
from fulian_kpi.severity import Severity


def diagnostic(line: str, column: int, length: int = 1) -> Diagnostic:
    position = Position("targets/2022.yaml", 12, column)
    return Diagnostic(position, Code.NO_BOUND, "“左右”没有界限", line, length)


@pytest.mark.parametrize(
    ("line", "column", "length", "carets"),
    [
        pytest.param("target: 5%", 9, 2, "        ^^", id="ascii"),
        pytest.param("target: 5.5%左右", 13, 2, "            ^^^^", id="wide-fault"),
        pytest.param("名称：约300人", 4, 1, "      ^^", id="wide-before"),
        pytest.param("名称：３００人", 4, 3, "      ^^^^^^", id="full-width"),
        pytest.param("≥95%以上", 5, 2, "    ^^^^", id="sign-takes-one-cell"),
        pytest.param("a: e\u0301x", 6, 1, "    ^", id="combining-takes-none"),
        pytest.param("\ttarget: x", 10, 1, "         ^", id="tab-takes-one"),
        pytest.param("a: \x1b[31m", 4, 1, "   ^^^^", id="escape-spelled-out"),
        pytest.param("\x1b[0m红", 5, 1, "       ^^", id="escape-before"),
        pytest.param("a: \u202eb", 5, 1, "         ^", id="direction-mark-before"),
        pytest.param("a:", 3, 0, "  ^", id="behind-the-end"),
        pytest.param("a:", 9, 1, "  ^", id="beyond-the-end"),
    ],
)
def test_carets_stand_below_what_is_wrong(line: str, column: int, length: int, carets: str) -> None:
    assert diagnostic(line, column, length).excerpt.split("\n")[-1] == carets


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        pytest.param("名称：好", "名称：好", id="plain"),
        pytest.param("a:\tb", "a: b", id="tab"),
        pytest.param("a: \x1b[31mred", "a: \\x1b[31mred", id="escape"),
        pytest.param("a: \x00\x07", "a: \\x00\\x07", id="nul-and-bell"),
        pytest.param("a: \u202eb", "a: \\u202eb", id="direction-mark"),
        pytest.param("a: \u200bb\ufeff", "a: \\u200bb\\ufeff", id="invisible"),
        pytest.param("a: \ud800", "a: \\ud800", id="surrogate"),
        pytest.param("[red]::error::<b>", "[red]::error::<b>", id="markup-is-text"),
        pytest.param("甲　乙", "甲　乙", id="ideographic-space"),
    ],
)
def test_line_is_shown_with_its_control_characters_spelled_out(line: str, shown: str) -> None:
    assert diagnostic(line, 1).excerpt.split("\n")[0] == shown


def test_long_line_is_shown_around_the_fault() -> None:
    line = "长" * 1000 + "错" + "长" * 1000
    shown, carets = diagnostic(line, 1001).excerpt.split("\n")
    assert shown == "长" * 80 + "错" + "长" * 79
    assert carets == " " * 160 + "^^"


def test_long_fault_ends_with_what_is_shown() -> None:
    shown, carets = diagnostic("x" * 5000, 1, 5000).excerpt.split("\n")
    assert (shown, carets) == ("x" * 160, "^" * 160)


def test_all_of_it_is_a_headline_a_line_and_carets() -> None:
    assert str(diagnostic("target: 5.5%左右", 13, 2)) == (
        "targets/2022.yaml:12:13: error[KPI104] “左右”没有界限\ntarget: 5.5%左右\n            ^^^^"
    )


@pytest.mark.parametrize(
    ("position", "text"),
    [
        pytest.param(Position("a.yaml", 3, 7), "a.yaml:3:7", id="place"),
        pytest.param(Position("a.csv", 3), "a.csv:3", id="whole-line"),
        pytest.param(Position("a.yaml"), "a.yaml", id="whole-file"),
    ],
)
def test_position_is_path_line_and_column(position: Position, text: str) -> None:
    assert str(position) == text


@pytest.mark.parametrize(
    ("position", "line"),
    [
        pytest.param(Position("a.yaml"), "", id="whole-file"),
        pytest.param(Position("a.yaml", 3, 1), "", id="no-line"),
        pytest.param(Position("a.yaml", 3, 1), "   ", id="blank-line"),
    ],
)
def test_there_is_no_excerpt_without_a_line_to_show(position: Position, line: str) -> None:
    found = Diagnostic(position, Code.UNREADABLE_FILE, "没有这个文件", line)
    assert found.excerpt == ""
    assert str(found) == f"{position}: error[KPI001] 没有这个文件"


def test_path_and_message_cannot_reach_the_terminal() -> None:
    found = Diagnostic(Position("\x1b[2J.yaml"), Code.UNREADABLE_FILE, "没有\n这个文件")
    assert found.headline == "\\x1b[2J.yaml: error[KPI001] 没有\\n这个文件"


def test_severity_is_that_of_the_code() -> None:
    found = Diagnostic(Position("a.yaml", 1, 1), Code.IMPLIED_SIGN, "缺少符号")
    assert found.severity is Severity.WARNING


def test_problems_of_a_file_stand_in_its_order() -> None:
    late = Diagnostic(Position("a.yaml", 20, 3), Code.NUMBER, "后")
    early = Diagnostic(Position("a.yaml", 3, 30), Code.NUMBER, "先")
    assert InvalidFileError([late, early]).diagnostics == (early, late)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        pytest.param("", 0, id="nothing"),
        pytest.param("85%", 3, id="ascii"),
        pytest.param("高中低", 6, id="wide"),
        pytest.param("９０％", 6, id="full-width"),
        pytest.param("≥", 1, id="ambiguous-is-narrow"),
        pytest.param("e\u0301", 1, id="combining"),
        pytest.param("√\ufe0f", 1, id="variation-selector"),
    ],
)
def test_cells_are_counted_as_a_terminal_does(text: str, width: int) -> None:
    assert cells(text) == width


def test_text_that_can_be_shown_is_left_alone() -> None:
    text = "女性群众满意度 [red] ≥85%"
    assert visible(text) is text
