"""The C parser and the pure one: the same values, the same places."""

import json
import sys
from collections.abc import Callable, Iterator
from types import FunctionType
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulian_kpi.codes import Code
from fulian_kpi.content import Plain
from fulian_kpi.diagnostic import InvalidFileError
from fulian_kpi.finding import Finding
from fulian_kpi.yamlfile.composer import compose
from fulian_kpi.yamlfile.parser import NextEvent, libyaml_parser, parser, pure_parser
from fulian_kpi.yamlfile.reader import Document
from fulian_kpi.yamlfile.source import Source

Route = tuple[str | int, ...]

TARGETS: Final = """\
# 绩效目标
year: 2022
budget: {total: 3463.00, fiscal: 3463.00, other: 0.00}    # 万元
goal: >-
  牵头推进儿童友好城市建设，
  团结引领广大妇女
note: |
  第一行
  第二行
policy:   # 未定
tasks:
- {id: 1, name: '成都市儿童友好城市建设', content: }
-
- id: 2
  name: "家庭教育\\u751f\\u6001圈"
  content: ~
indicators:
  产出指标:
    数量指标:
      - {id: t1-quantity-1, task: 1, name: 儿童友好社区𠮷, target: "=23个"}
      - id: t1-quantity-2
        name: 折成两行的
          名称
        target: ≥85%
  效益指标: []
...
"""


def read(text: str, parse: Callable[[str], NextEvent]) -> Document:
    source = Source(text, "2022.yaml")
    root, offset, places, faults = compose(parse(text), source)
    if faults:
        raise InvalidFileError(faults)
    return Document(source, root, offset, places, (), ())


def key_place(document: Document, route: Route) -> str:
    return str(document.place(Finding(Code.SYNTAX, "", route, on_key=True)).position)


def places(document: Document) -> list[tuple[Route, str, str]]:
    return [
        (route, str(document.locate(route)), key_place(document, route))
        for route in routes(document.root, ())
    ]


def routes(node: Plain, route: Route) -> Iterator[Route]:
    yield route
    if isinstance(node, dict):
        for key, value in node.items():
            yield from routes(value, (*route, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from routes(value, (*route, index))


def assert_read_alike(text: str) -> None:
    fast, pure = read(text, libyaml_parser), read(text, pure_parser)
    assert fast.root == pure.root
    assert places(fast) == places(pure)


def test_both_parsers_give_the_same_values_and_places() -> None:
    assert_read_alike(TARGETS)


@settings(deadline=None)  # The first example imports a parser.
@given(
    st.recursive(
        st.none() | st.text(st.characters(codec="ascii", min_codepoint=32), max_size=20),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.text("目标ab-", min_size=1, max_size=9), inner, max_size=4)
        ),
    ).filter(bool),
    st.sampled_from([None, 2]),
)
def test_both_parsers_read_any_json_alike(value: object, indent: int | None) -> None:
    assert_read_alike(json.dumps(value, indent=indent, ensure_ascii=False).replace("\x7f", ""))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a: 1\na: 2\n", id="duplicate-key"),
        pytest.param("target: >=3场\n", id="block-header"),
        pytest.param("target: >5\n", id="block-scalar"),
        pytest.param("target: %85\n", id="directive-character"),
        pytest.param("target: *5\n", id="alias"),
        pytest.param("target: *五\n", id="alias-of-hanzi"),
        pytest.param("target: &五 a\n", id="anchor-of-hanzi"),
        pytest.param("target: !=3\n", id="tag"),
        pytest.param("target: !＝3\n", id="tag-that-is-none"),
        pytest.param("a: 1\nyear：2022\n", id="full-width-colon"),
        pytest.param("{id：t1, name: x}\n", id="full-width-colon-in-braces"),
        pytest.param("{a:b}\n", id="no-space-in-braces"),
        pytest.param("a:\n\tb: 1\n", id="tab"),
        pytest.param("a: 1\n\tb: 1\n", id="tab-after-value"),
        pytest.param("a:\n  b: 1\n c: 2\n", id="indentation"),
        pytest.param('a: "x\nb: y\n', id="open-quote"),
        pytest.param('a: "x" y\n', id="text-after-quote"),
        pytest.param('a: "C:\\路径"\n', id="escape"),
        pytest.param("a: {b: 1\nc: 2\n", id="open-bracket"),
        pytest.param("a: {b: 1 c: 2}\n", id="no-comma"),
        pytest.param("a: - b\n", id="dash-after-key"),
        pytest.param("? [a]\n: b\n", id="complex-key"),
        pytest.param(": b\n", id="no-key"),
        pytest.param("a: 1\n---\nb: 2\n", id="second-document"),
        pytest.param("%YAML 1.1\n---\na: 1\n", id="directive"),
        pytest.param("[" * 100, id="deep"),
    ],
)
def test_both_parsers_lead_to_the_same_findings(text: str) -> None:
    findings = []
    for parse in (libyaml_parser, pure_parser):
        with pytest.raises(InvalidFileError) as caught:
            read(text, parse)
        findings.append([str(each) for each in caught.value.diagnostics])
    assert findings[0] == findings[1]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('a: "\\UFFFFFFFF"\n', id="beyond-unicode"),
        pytest.param('a: "\\ud800"\n', id="half-a-surrogate-pair"),
        pytest.param("a: 1\n...\n%YAML 1." + "9" * 5000 + "\n---\n", id="version-of-5000-digits"),
    ],
)
@pytest.mark.parametrize("parse", [libyaml_parser, pure_parser])
def test_numbers_that_python_refuses_are_findings(
    text: str, parse: Callable[[str], NextEvent]
) -> None:
    with pytest.raises(InvalidFileError):
        read(text, parse)


def test_the_reader_takes_libyaml_where_it_is_installed() -> None:
    assert not isinstance(parser("a: 1"), FunctionType)


def test_without_the_extension_files_are_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "_ruamel_yaml", None)
    assert isinstance(parser("a: 1"), FunctionType)
    assert read("目标: ≥85%\n", parser).root == {"目标": "≥85%"}
