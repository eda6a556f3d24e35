"""A document held against the shape that its kind of file has."""

from contextlib import suppress
from functools import cache
from typing import Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from fulian_kpi.codes import Code
from fulian_kpi.complaint import complaint
from fulian_kpi.content import Content
from fulian_kpi.diagnostic import Diagnostic, InvalidFileError
from fulian_kpi.expression.scanner import ExpressionError
from fulian_kpi.finding import Finding, Route
from fulian_kpi.model import ActualsFile, ReportEntry, TargetsFile
from fulian_kpi.policy import Policy

Shape = TypeVar("Shape", TargetsFile, ActualsFile, Policy)

_OTHER_KINDS: Final[dict[type, tuple[str, str, str]]] = {
    TargetsFile: (
        "actuals",
        "indicators",
        "这是实际值文件，这里需要目标文件；评判实际值用 kpi check",
    ),
    ActualsFile: (
        "indicators",
        "actuals",
        "这是目标文件，这里需要实际值文件；检查目标用 kpi validate，查看用 kpi show",
    ),
}
"""A key that tells the other kind of file, where the key of its own is missing."""


def validated(document: Content, shape: type[Shape]) -> tuple[Shape | None, list[Diagnostic]]:
    """Return the document as `shape`, or None and every problem that it has or pydantic finds."""
    if not isinstance(document.root, dict):
        message = "文件应当由“键: 值”组成，例如 year: 2022"
        found = Finding(Code.WRONG_VALUE, message, ())
        raise InvalidFileError([*document.faults, document.place(found)])
    if other := _OTHER_KINDS.get(shape):
        theirs, ours, message = other
        if theirs in document.root and ours not in document.root:
            found = Finding(Code.WRONG_VALUE, message, (theirs,), on_key=True)
            raise InvalidFileError([*document.faults, document.place(found)])
    try:
        value: Shape = _adapter(shape).validate_python(document.root)
    except ValidationError as error:
        problems = [*document.faults]
        for each in error.errors(include_url=False):
            code, message = complaint(each, shape, document)
            fault = each.get("ctx", {}).get("error")
            span = (fault.start, fault.end) if isinstance(fault, ExpressionError) else None
            indicator = _id(document, each["loc"])
            on_key = code is Code.UNKNOWN_KEY
            found = Finding(code, message, each["loc"], indicator, span, on_key)
            problems.append(document.place(found))
        return None, problems
    else:
        return None if document.faults else value, [*document.faults]


def sound_answers(document: Content) -> dict[str, ReportEntry]:
    """Return what has the right shape among the answers of a file that as a whole has not.

    Their values are looked at all the same, so that every problem is found at once.
    """
    listed = document.root.get("actuals") if isinstance(document.root, dict) else None
    found: dict[str, ReportEntry] = {}
    for key, answer in (listed if isinstance(listed, dict) else {}).items():
        with suppress(ValidationError):
            found |= _adapter(ActualsFile).validate_python({"actuals": {key: answer}}).actuals
    return found


@cache
def _adapter(shape: type[Shape]) -> TypeAdapter[Shape]:
    """Return the validator of `shape`, built once: that takes longer than a small file itself."""
    return TypeAdapter(shape)


def _id(document: Content, route: Route) -> str | None:
    """Return the id of the indicator that `route` leads into, where it has one."""
    node = document.root
    for step in route:
        if isinstance(node, dict):
            node = node.get(str(step))
        elif isinstance(node, list) and isinstance(step, int) and step < len(node):
            node = node[step]
        if isinstance(node, dict) and isinstance(node.get("id"), str) and route[0] == "indicators":
            return str(node["id"])
    return None
