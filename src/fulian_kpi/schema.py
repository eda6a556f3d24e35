"""JSON Schemas of our files, draft 7, for the YAML language servers of editors."""

from enum import StrEnum
from typing import Any, Final

from pydantic import TypeAdapter

from fulian_kpi.model import LEVELS, ActualsFile, TargetsFile
from fulian_kpi.policy import Policy

DRAFT: Final = "http://json-schema.org/draft-07/schema#"
_REFERENCE: Final = "#/definitions/{model}"


class SchemaName(StrEnum):
    """The files that have a schema."""

    TARGETS = "targets"
    ACTUALS = "actuals"
    POLICY = "policy"


_TITLES: Final[dict[SchemaName, tuple[str, type]]] = {
    SchemaName.TARGETS: ("绩效目标表（targets/*.yaml）", TargetsFile),
    SchemaName.ACTUALS: ("实际完成值（actuals/*.yaml）", ActualsFile),
    SchemaName.POLICY: ("评分办法（policies/*.yaml）", Policy),
}


def json_schema(name: SchemaName) -> dict[str, Any]:
    """Return the schema of one kind of file, each field described in Chinese."""
    title, shape = _TITLES[name]
    generated = _untitled(TypeAdapter(shape).json_schema(ref_template=_REFERENCE))
    definitions = generated.pop("$defs", {})
    schema = {"$schema": DRAFT, **generated, "title": title}
    schema.pop("description", None)
    for definition in definitions.values():
        definition.pop("description", None)
    fields = schema["properties"]
    if name is SchemaName.TARGETS:
        entry = {"$ref": _REFERENCE.format(model="Entry")}
        description = fields["indicators"]["description"]
        fields["indicators"] = {**_levels(entry), "description": description}
    if name is SchemaName.ACTUALS:
        entry = {"$ref": _REFERENCE.format(model="ReportEntry")}
        value = definitions["ReportEntry"]["properties"]["value"]
        fields["actuals"]["additionalProperties"] = {"anyOf": [value, entry]}
    return {**schema, "definitions": definitions}


def _untitled(node: Any) -> Any:  # noqa: ANN401  (a part of a JSON document)
    """Return a schema without the titles that pydantic makes of our names: an editor shows them."""
    if isinstance(node, list):
        return [_untitled(each) for each in node]
    if not isinstance(node, dict):
        return node
    return {
        key: _untitled(value)
        for key, value in node.items()
        if key != "title" or not isinstance(value, str)
    }


def _levels(entry: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON Schema of the indicator tree, given the schema of one indicator."""
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            level1: {
                "description": "一级指标",
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    level2: {"description": "二级指标", "type": "array", "items": entry}
                    for level2 in level2_names
                },
            }
            for level1, level2_names in LEVELS.items()
        },
    }
