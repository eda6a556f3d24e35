"""Plain values and the place of each."""

import json
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulian_kpi.codes import Code
from fulian_kpi.diagnostic import Diagnostic, InvalidFileError
from fulian_kpi.finding import Finding
from fulian_kpi.yamlfile.reader import Document, read_yaml

TARGETS: Final = """\
# 绩效目标
year: 2022
policy:   # 未定
"部门": 妇联
goal: >-
  牵头推进，
  团结引领
indicators:
  产出指标:
    - {id: a-1, 名称: 完成率, target: "≥85%", 'note': 'it''s', empty: }
    - id: a-2
      名称: 折成两行的
        名称
      target: "= \\
        23个"
      escaped: "\\u751f态 圈"
    -
"""

FIRST: Final = ("indicators", "产出指标", 0)
SECOND: Final = ("indicators", "产出指标", 1)


def read(text: str) -> Document:
    return read_yaml(text.encode(), "2022.yaml")


def read_or_refused(data: bytes) -> Document | list[str]:
    try:
        return read_yaml(data, "2022.yaml")
    except InvalidFileError as error:
        return [str(each) for each in error.diagnostics]


def marked(diagnostic: Diagnostic) -> str:
    start = diagnostic.position.column - 1
    return diagnostic.source_line[start : start + diagnostic.length]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        pytest.param("85.0", "85.0", id="decimal"),
        pytest.param("012", "012", id="leading-zero"),
        pytest.param("1_000", "1_000", id="underscore"),
        pytest.param("2022-12-31", "2022-12-31", id="date"),
        pytest.param("12:30", "12:30", id="time"),
        pytest.param("yes", "yes", id="boolean-of-yaml-1.1"),
        pytest.param("true", "true", id="boolean"),
        pytest.param("=", "=", id="value-tag-of-yaml-1.1"),
        pytest.param("=23个", "=23个", id="equals"),
        pytest.param("≥85%", "≥85%", id="at-least"),
        pytest.param("<=3%", "<=3%", id="at-most"),
        pytest.param("定性：有效提升", "定性：有效提升", id="full-width-colon"),
        pytest.param("一 二 # 三", "一 二", id="comment"),
        pytest.param("", None, id="empty"),
        pytest.param("~", None, id="tilde"),
        pytest.param("null", None, id="null"),
        pytest.param("NULL", "NULL", id="null-in-capitals"),
        pytest.param('""', "", id="empty-quotes"),
        pytest.param("'~'", "~", id="quoted-tilde"),
        pytest.param('"null"', "null", id="quoted-null"),
        pytest.param("|\n  一\n  二\n", "一\n二\n", id="literal-text"),
        pytest.param(">-\n  一\n  二\n", "一 二", id="folded-text"),
        pytest.param("[]", [], id="empty-list"),
        pytest.param("{}", {}, id="empty-mapping"),
        pytest.param("{a, <<: b}", {"a": None, "<<": "b"}, id="merge-key-means-nothing"),
    ],
)
def test_a_scalar_is_the_text_as_written(written: str, value: object) -> None:
    assert read(f"a: {written}\n").root == {"a": value}


@pytest.mark.parametrize(
    ("text", "root"),
    [
        pytest.param("一", "一", id="text"),
        pytest.param("- 一\n-\n", ["一", None], id="list"),
        pytest.param("~: 1\n1: 2\n", {"~": "1", "1": "2"}, id="keys-are-text"),
    ],
)
def test_any_root_but_nothing_is_returned(text: str, root: object) -> None:
    assert read(text).root == root


@pytest.mark.parametrize(
    ("route", "place", "key_place"),
    [
        pytest.param((), "2022.yaml:2:1", "2022.yaml:2:1", id="root"),
        pytest.param(("year",), "2022.yaml:2:7", "2022.yaml:2:1", id="plain"),
        pytest.param(("policy",), "2022.yaml:3:1", "2022.yaml:3:1", id="left-empty"),
        pytest.param(("部门",), "2022.yaml:4:7", "2022.yaml:4:2", id="quoted-key"),
        pytest.param(("goal",), "2022.yaml:5:7", "2022.yaml:5:1", id="block"),
        pytest.param(("indicators",), "2022.yaml:9:3", "2022.yaml:8:1", id="mapping"),
        pytest.param(FIRST, "2022.yaml:10:7", "2022.yaml:10:7", id="item"),
        pytest.param((*FIRST, "名称"), "2022.yaml:10:21", "2022.yaml:10:17", id="after-ascii"),
        pytest.param((*FIRST, "target"), "2022.yaml:10:35", "2022.yaml:10:26", id="after-wide"),
        pytest.param((*FIRST, "note"), "2022.yaml:10:51", "2022.yaml:10:43", id="single-quotes"),
        pytest.param((*FIRST, "empty"), "2022.yaml:10:59", "2022.yaml:10:59", id="empty-in-braces"),
        pytest.param(SECOND, "2022.yaml:11:7", "2022.yaml:11:7", id="mapping-in-list"),
        pytest.param((*SECOND, "target"), "2022.yaml:14:16", "2022.yaml:14:7", id="double-quotes"),
        pytest.param((*SECOND[:2], 2), "2022.yaml:17:5", "2022.yaml:17:5", id="empty-item"),
        pytest.param((*FIRST, "weight"), "2022.yaml:10:7", "2022.yaml:10:7", id="missing-key"),
        pytest.param((*SECOND[:2], 9), "2022.yaml:10:5", "2022.yaml:10:5", id="missing-item"),
        pytest.param(
            ("indicators", "效益指标", 0), "2022.yaml:9:3", "2022.yaml:9:3", id="missing-branch"
        ),
        pytest.param(("year", "int"), "2022.yaml:2:7", "2022.yaml:2:7", id="below-a-scalar"),
        pytest.param(
            ("indicators", "产出指标", "list", 0, "target"),
            "2022.yaml:10:35",
            "2022.yaml:10:26",
            id="name-of-a-union-member-within",
        ),
    ],
)
@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TARGETS, id="unix"),
        pytest.param(TARGETS.replace("\n", "\r\n"), id="windows"),
        pytest.param("\ufeff" + TARGETS, id="byte-order-mark"),
    ],
)
def test_places_count_characters_from_one(
    text: str, route: tuple[str | int, ...], place: str, key_place: str
) -> None:
    document = read(text)
    assert str(document.locate(route)) == place
    assert str(document.place(Finding(Code.SYNTAX, "", route, on_key=True)).position) == key_place


@pytest.mark.parametrize(
    ("route", "wrong"),
    [
        pytest.param(("year",), "2022", id="plain"),
        pytest.param(("policy",), "policy", id="left-empty"),
        pytest.param(("goal",), ">-", id="block"),
        pytest.param(("indicators",), "产出指标", id="mapping"),
        pytest.param(FIRST, "{", id="mapping-in-braces"),
        pytest.param((*FIRST, "target"), "≥85%", id="double-quotes"),
        pytest.param((*FIRST, "note"), "it''s", id="single-quotes-with-a-quote"),
        pytest.param((*SECOND, "名称"), "折成两行的", id="folded-plain"),
        pytest.param((*SECOND, "target"), "= ", id="folded-quotes"),
        pytest.param((*SECOND, "escaped"), "\\u751f态 圈", id="escape"),
        pytest.param((*SECOND, "weight"), "id", id="missing-key"),
        pytest.param((*SECOND[:2], 2), "-", id="empty-item"),
    ],
)
def test_a_finding_marks_the_value(route: tuple[str | int, ...], wrong: str) -> None:
    diagnostic = read(TARGETS).place(Finding(Code.WRONG_VALUE, "不对", route))
    assert marked(diagnostic) == wrong


@pytest.mark.parametrize(
    ("route", "span", "wrong"),
    [
        pytest.param((*FIRST, "target"), (1, 3), "85", id="within-quotes"),
        pytest.param((*FIRST, "名称"), (2, 3), "率", id="within-wide-characters"),
        pytest.param((*FIRST, "名称"), (3, 3), ",", id="something-missing-at-the-end"),
        pytest.param((*FIRST, "note"), (0, 1), "it''s", id="doubled-quote"),
        pytest.param((*SECOND, "escaped"), (2, 3), "\\u751f态 圈", id="escape"),
        pytest.param((*SECOND, "名称"), (0, 1), "折成两行的", id="folded"),
        pytest.param(("goal",), (0, 1), ">-", id="block"),
        pytest.param(FIRST, (0, 1), "{", id="no-scalar"),
    ],
)
def test_a_span_marks_its_part_where_the_source_reads_like_the_text(
    route: tuple[str | int, ...], span: tuple[int, int], wrong: str
) -> None:
    diagnostic = read(TARGETS).place(Finding(Code.UNIT, "不对", route, span=span))
    assert marked(diagnostic) == wrong


def test_a_finding_about_a_key_marks_the_key() -> None:
    document = read(TARGETS)
    finding = Finding(Code.UNKNOWN_KEY, "不认识的键", (*FIRST, "名称"), "a-1", on_key=True)
    diagnostic = document.place(finding)
    assert diagnostic.indicator == "a-1"
    assert diagnostic.excerpt == (
        "    - {id: a-1, 名称: 完成率, target: \"≥85%\", 'note': 'it''s', empty: }\n"
        "                ^^^^"
    )


def test_lines_are_quoted_without_their_break() -> None:
    document = read(TARGETS.replace("\n", "\r\n"))
    assert document.path == "2022.yaml"
    assert document.source_line(2) == "year: 2022"
    assert document.source_line(18) == ""
    assert document.source_line(19) == ""
    assert document.source_line(0) == ""


def test_places_are_found_among_many_keys() -> None:
    document = read("".join(f"k{each}: v\n" for each in range(1, 1001)))
    assert str(document.locate(("k700",))) == "2022.yaml:700:7"
    key = document.place(Finding(Code.SYNTAX, "", ("k1000",), on_key=True))
    assert str(key.position) == "2022.yaml:1000:1"


@pytest.mark.parametrize(
    ("route", "lines"),
    [
        pytest.param(
            (), {"year": 2, "policy": 3, "部门": 4, "goal": 5, "indicators": 8}, id="keys"
        ),
        pytest.param(("indicators", "产出指标"), {0: 10, 1: 11, 2: 17}, id="items"),
    ],
)
def test_each_part_of_a_container_has_its_line(
    route: tuple[str | int, ...], lines: dict[str | int, int]
) -> None:
    assert read(TARGETS).lines(route) == lines


def test_an_empty_container_has_no_lines() -> None:
    assert read("a: {}\n").lines(("a",)) == {}


def test_gb18030_is_read_with_its_notice_and_its_places() -> None:
    document = read_yaml("- {名称: 完成率, id: a}\n".encode("gbk"), "2022.yaml")
    assert document.root == [{"名称": "完成率", "id": "a"}]
    assert str(document.locate((0, "id"))) == "2022.yaml:1:17"
    assert [each.code.id for each in document.notices] == ["KPI003"]


@settings(deadline=None)  # The first example imports a parser.
@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """A file is read or refused; nothing else comes out of it."""
    assert read_or_refused(data)


@settings(deadline=None)
@given(st.lists(st.sampled_from([*"ab目：，:, \n-[]{},\"'#|>5&*!%@`?\t\u3000=~\\\r", "\n  "])))
def test_any_text_of_yaml_characters_is_read_or_refused(pieces: list[str]) -> None:
    assert read_or_refused("".join(pieces).encode())


@settings(deadline=None)
@given(
    st.dictionaries(
        # JSON spells characters beyond U+FFFF as two escapes, which YAML does not know.
        st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"]), max_size=100),
        st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs", "Cc"])),
    )
)
def test_json_of_texts_is_read_back(texts: dict[str, str]) -> None:
    """JSON is YAML."""
    assert read(json.dumps(texts).replace("\x7f", "\\u007f")).root == texts
