"""``kpi schema``: what an editor knows of our files is what the program takes."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from jsonschema import Draft7Validator
from ruamel.yaml import YAML

from program import Kpi
from samples import ROOT

NAMES: Final = ("targets", "actuals", "policy")


def schema(name: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((ROOT / f"schema/{name}.schema.json").read_text("utf-8"))
    return document


def yaml(path: Path | str) -> dict[str, Any]:
    """Return a file as a YAML language server reads it, whose texts may be numbers."""
    document: dict[str, Any] = YAML(typ="safe", pure=True).load(path)
    return document


def faults(name: str, document: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the place and the rule of each fault, in the order of the places."""
    found = Draft7Validator(schema(name)).iter_errors(document)
    return sorted(("/".join(map(str, each.absolute_path)), str(each.validator)) for each in found)


def fields(node: Any, route: str = "") -> Iterator[tuple[str, dict[str, Any]]]:  # noqa: ANN401  (JSON)
    """Yield every property that a schema names, with its route."""
    if isinstance(node, list):
        for each in node:
            yield from fields(each, route)
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "properties":
                for name, below in value.items():
                    yield f"{route}/{name}", below
                    yield from fields(below, f"{route}/{name}")
            else:
                yield from fields(value, f"{route}/{key}" if key != "items" else route)


@pytest.mark.parametrize("name", NAMES)
def test_checked_in_schema_is_what_the_program_prints(kpi: Kpi, name: str) -> None:
    code, out, err = kpi("schema", name)
    assert (code, err) == (0, "")
    assert (ROOT / f"schema/{name}.schema.json").read_text("utf-8") == out


@pytest.mark.parametrize("name", NAMES)
def test_schema_is_of_draft_7_as_editors_want_it(name: str) -> None:
    document = schema(name)
    assert document["$schema"] == "http://json-schema.org/draft-07/schema#"
    Draft7Validator.check_schema(document)
    assert "$defs" not in json.dumps(document)


@pytest.mark.parametrize("name", NAMES)
def test_every_field_is_described_in_chinese(name: str) -> None:
    found = dict(fields(schema(name)))
    assert len(found) >= 7
    undescribed = [
        route
        for route, below in found.items()
        if not re.search("[\u4e00-\u9fff]", str(below.get("description", "")))
    ]
    assert undescribed == []


@pytest.mark.parametrize("name", NAMES)
def test_no_name_of_our_code_is_shown_to_the_user(name: str) -> None:
    titles = re.findall(r'"title": "([^"]*)"', json.dumps(schema(name), ensure_ascii=False))
    assert len(titles) == 1
    assert re.search("[\u4e00-\u9fff]", titles[0])


@pytest.mark.parametrize(
    ("name", "path"),
    [
        pytest.param("targets", "targets/2022.yaml", id="seed"),
        pytest.param("actuals", "actuals/2022.example.yaml", id="passing-year"),
        pytest.param("actuals", "actuals/2022.shortfall.example.yaml", id="year-that-falls-short"),
        pytest.param("policy", "src/fulian_kpi/policies/national-2020.yaml", id="policy"),
        pytest.param(
            "policy", "src/fulian_kpi/policies/national-2020-ratio.yaml", id="other-policy"
        ),
    ],
)
def test_file_of_the_repository_has_no_fault(name: str, path: str) -> None:
    assert faults(name, yaml(ROOT / path)) == []


@pytest.mark.parametrize(
    ("name", "path"),
    [
        pytest.param("targets", "targets/2022.yaml", id="seed"),
        pytest.param("actuals", "actuals/2022.example.yaml", id="passing-year"),
        pytest.param("actuals", "actuals/2022.shortfall.example.yaml", id="year-that-falls-short"),
    ],
)
def test_file_of_the_repository_names_its_schema(name: str, path: str) -> None:
    lines = (ROOT / path).read_text("utf-8").splitlines()
    comment = f"# yaml-language-server: $schema=../schema/{name}.schema.json"
    assert comment in lines[:2]


TARGETS: Final = """\
year: 2022
department: 测试市妇女联合会
indicators:
  产出指标:
    数量指标:
      - {id: sessions, name: 培训场次, target: "=12场"}
"""


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        pytest.param(
            "department", "departmnet", [("", "additionalProperties"), ("", "required")], id="key"
        ),
        pytest.param(
            "name:",
            "nmae:",
            [
                ("indicators/产出指标/数量指标/0", "additionalProperties"),
                ("indicators/产出指标/数量指标/0", "required"),
            ],
            id="key-of-an-indicator",
        ),
        pytest.param(
            "产出指标", "产岀指标", [("indicators", "additionalProperties")], id="level-1"
        ),
        pytest.param(
            "数量指标", "数量", [("indicators/产出指标", "additionalProperties")], id="level-2"
        ),
        pytest.param(
            "数量指标",
            "社会效益指标",
            [("indicators/产出指标", "additionalProperties")],
            id="level-2-of-another",
        ),
        pytest.param("2022", "二零二二", [("year", "type")], id="year"),
        pytest.param("2022", "22", [("year", "minimum")], id="year-too-small"),
        pytest.param(
            "sessions", "Sessions!", [("indicators/产出指标/数量指标/0/id", "pattern")], id="id"
        ),
    ],
)
def test_fault_of_a_targets_file_is_underlined(
    right: str, wrong: str, expected: list[tuple[str, str]]
) -> None:
    assert faults("targets", yaml(TARGETS)) == []
    assert faults("targets", yaml(TARGETS.replace(right, wrong, 1))) == expected


ACTUALS: Final = """\
targets: targets.yaml
budget: {adjusted: 100.00, executed: 98}
actuals:
  sessions: 12场
  people: 9800
  grade: {value: 中, share: 75%, reason: 天气, evidence: [a.pdf, b.pdf]}
  rate: {value: 29/30, evidence: a.pdf}
  later:
"""


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        pytest.param("targets:", "target:", [("", "additionalProperties")], id="key"),
        pytest.param("executed", "excuted", [("budget", "anyOf")], id="key-of-the-budget"),
        pytest.param("reason", "raeson", [("actuals/grade", "anyOf")], id="key-of-a-report"),
        pytest.param("75%", "much", [("actuals/grade", "anyOf")], id="share"),
        pytest.param("12场", "[12场]", [("actuals/sessions", "anyOf")], id="value"),
    ],
)
def test_fault_of_an_actuals_file_is_underlined(
    right: str, wrong: str, expected: list[tuple[str, str]]
) -> None:
    assert faults("actuals", yaml(ACTUALS)) == []
    assert faults("actuals", yaml(ACTUALS.replace(right, wrong, 1))) == expected


def test_schema_that_is_none_is_a_wrong_command_line(kpi: Kpi) -> None:
    code, out, err = kpi("schema", "tragets")
    assert (code, out) == (2, "")
    assert err.startswith("命令行有误：没有“tragets”，可以用 targets、actuals、policy。")
