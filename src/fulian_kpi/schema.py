"""JSON Schemas of our files, draft 7, for the YAML language servers of editors."""

from enum import StrEnum
from typing import Any, Final

from pydantic import TypeAdapter

from fulian_kpi.model import ActualsFile, TargetsFile, schema_of_levels
from fulian_kpi.policy import Policy

DRAFT: Final = "http://json-schema.org/draft-07/schema#"
_REFERENCE: Final = "#/definitions/{model}"


class SchemaName(StrEnum):
    """The files that have a schema."""

    TARGETS = "targets"
    ACTUALS = "actuals"
    POLICY = "policy"


_TITLES: Final = {
    SchemaName.TARGETS: ("绩效目标表（targets/*.yaml）", TargetsFile),
    SchemaName.ACTUALS: ("实际完成值（actuals/*.yaml）", ActualsFile),
    SchemaName.POLICY: ("评分办法（policies/*.yaml）", Policy),
}


def json_schema(name: SchemaName) -> dict[str, Any]:
    """Return the schema of one kind of file, each field described in Chinese."""
    title, shape = _TITLES[name]
    generated = TypeAdapter(shape).json_schema(ref_template=_REFERENCE)
    definitions = generated.pop("$defs", {})
    schema = {"$schema": DRAFT, **generated, "title": title}
    schema.pop("description", None)
    for definition in definitions.values():
        definition.pop("description", None)
    if name is SchemaName.TARGETS:
        tree = schema["properties"]["indicators"]
        entry = {"$ref": _REFERENCE.format(model="Entry")}
        schema["properties"]["indicators"] = {
            **schema_of_levels(entry),
            "description": tree["description"],
        }
    return {**schema, "definitions": definitions}
