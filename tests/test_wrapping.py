"""How many lines a text takes: the height of a spreadsheet's rows rests on it."""

import pytest

from fulian_kpi.report.wrapping import halves, line_count


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        pytest.param("", 8, 1, id="empty"),
        pytest.param("数量指标", 8, 1, id="just fits"),
        pytest.param("社会效益指标", 8, 2, id="one more line"),
        pytest.param("第一行\n第二行\n\n第四行", 20, 4, id="line breaks and an empty line"),
        pytest.param("共有2022年", 8, 2, id="a number is not divided"),
        pytest.param("a1b2c3d4e5f6g7h8", 8, 2, id="a word longer than a line is"),
        pytest.param("a1b2c3d4e5f6g7h8i", 8, 3, id="such a word and one letter"),
        pytest.param("一二三四。五六七", 8, 3, id="no line begins with a full stop"),
        pytest.param("一二三（四五）", 8, 2, id="no line ends with a bracket"),
        pytest.param("“妇女之家”", 8, 2, id="Chinese quotation marks are wide"),
        pytest.param("aa bb cc", 5, 2, id="words with blanks"),
        pytest.param("字" * 30, 2, 30, id="one character a line"),
    ],
)
def test_lines_are_counted_as_a_cell_breaks_them(text: str, room: int, lines: int) -> None:
    assert line_count(text, room) == lines


@pytest.mark.parametrize(
    ("text", "width"),
    [
        pytest.param("100%", 4, id="western"),
        pytest.param("满意度", 6, id="chinese"),
        pytest.param("≥85%", 5, id="sign"),
        pytest.param("“”×", 6, id="ambiguous"),
    ],
)
def test_chinese_fonts_draw_ambiguous_characters_wide(text: str, width: int) -> None:
    assert halves(text) == width
