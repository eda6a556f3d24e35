"""Text that is put into an office document."""

import pytest

from fulian_kpi.report.xml_text import xml_text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("儿童友好社区", "儿童友好社区", id="usual"),
        pytest.param("a\x1b[31mb", "a\\x1b[31mb", id="escape"),
        pytest.param("a\x00b", "a\\x00b", id="null"),
        pytest.param("一\r\n二\n三", "一\n二\n三", id="line breaks stay"),
        pytest.param("一\x0b二", "一\\x0b二", id="vertical tab is no line break"),
        pytest.param("a\u202eb", "a\\u202eb", id="direction mark"),
        pytest.param("a\ud800b", "a\\ud800b", id="half a surrogate pair"),
        pytest.param("a\ufffeb\uffff", "a\\ufffeb\\uffff", id="no characters"),
        pytest.param("<b>&amp;", "<b>&amp;", id="markup is left to the writer"),
    ],
)
def test_what_xml_forbids_is_spelled_out(text: str, written: str) -> None:
    assert xml_text(text) == written
