"""Text that a spreadsheet would run is guarded, and comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulian_kpi.spreadsheet_text import guard, unguard


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("=23个", "'=23个", id="target"),
        pytest.param("+86", "'+86", id="plus"),
        pytest.param("-3%", "'-3%", id="minus"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", id="at"),
        pytest.param("\t=1", "'\t=1", id="tab"),
        pytest.param("\r=1", "'\r=1", id="carriage-return"),
        pytest.param("'=1", "''=1", id="apostrophe-of-its-own"),
        pytest.param("≥85%", "≥85%", id="at-least"),
        pytest.param("'三八'节", "'三八'节", id="quoted-word"),
        pytest.param("a=1", "a=1", id="sign-further-on"),
        pytest.param("", "", id="empty"),
    ],
)
def test_what_would_run_gets_an_apostrophe(text: str, written: str) -> None:
    assert guard(text) == written


@given(st.text(alphabet="'=+-@\t\r23个", max_size=6) | st.text())
def test_taking_the_apostrophe_off_gives_the_text_back(text: str) -> None:
    """The reader takes off what the writer put there (DESIGN.md section 5), and no more."""
    assert unguard(guard(text)) == text
