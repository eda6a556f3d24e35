"""The one layout of our files: blocks two columns deeper, an indicator a line, texts as written."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, TypeAlias

from fulian_kpi.yamlfile.tree import Collection, Entry, Node, Scalar, comments, quoted

Path: TypeAlias = tuple[str, ...]

_STEP: Final = 2
_ITEM: Final = "-"
_ON_ONE_LINE: Final[frozenset[Path]] = frozenset({("budget",), ("indicators", "*", "*", _ITEM)})
_IN_BLOCKS: Final[frozenset[Path]] = frozenset(
    {
        (),
        ("tasks",),
        ("indicators",),
        ("indicators", "*"),
        ("indicators", "*", "*"),
        ("actuals",),
    }
)
_FLOW_MARKS: Final = re.compile(r"[,\[\]{}:?]")
"""What ends a scalar without quotes between brackets, or may do so in one of the parsers."""


def laid_out(root: Collection) -> str:
    """Return the text of a file, with every comment and every scalar of the tree."""
    return "\n".join(_block(root, (), 0)).strip("\n") + "\n"


def _block(node: Collection, path: Path, indent: int) -> Iterator[str]:
    margin = " " * indent
    for entry in node.entries:
        yield from _comment_lines(entry.above, margin)
        if entry.key is None:
            yield from _item(entry, (*path, _ITEM), indent)
        else:
            key = _text(entry.key, flow=False)
            yield from _value(f"{margin}{key}:", entry, (*path, entry.key.value), indent)
    yield from _comment_lines(node.below, margin)


def _item(entry: Entry, path: Path, indent: int) -> Iterator[str]:
    margin = " " * indent
    value = entry.value
    if not isinstance(value, Collection) or _is_on_one_line(value, path):
        yield from _value(f"{margin}-", entry, path, indent)
        return
    lines = list(_block(value, path, indent + _STEP))
    # The dash stands on the line of the first entry, whose comments go above the dash.
    first = next(number for number, line in enumerate(lines) if line and line.strip()[0] != "#")
    beside = [entry.beside.strip()] if entry.beside else []
    above = [each.strip() for each in lines[:first] if each]
    yield from _comment_lines([*above, *beside], margin)
    yield f"{margin}- {lines[first].strip()}"
    yield from lines[first + 1 :]


def _value(head: str, entry: Entry, path: Path, indent: int) -> Iterator[str]:
    value = entry.value
    if isinstance(value, Collection) and not _is_on_one_line(value, path):
        yield head + entry.beside
        yield from _block(value, path, indent + _STEP)
        return
    if isinstance(value, Scalar) and value.style:
        yield from _block_scalar(head, value, indent)
        return
    written = _flow(value) if isinstance(value, Collection) else _text(value, flow=False)
    yield (f"{head} {written}" if written else head) + entry.beside


def _block_scalar(head: str, scalar: Scalar, indent: int) -> Iterator[str]:
    mark, *lines = scalar.written.split("\n")
    depth = next(len(line) - len(line.lstrip(" ")) for line in lines if line.strip())
    yield f"{head} {mark.rstrip()}"
    margin = " " * (indent + _STEP)
    body = [margin + line[depth:] if line.strip() else "" for line in lines]
    yield from body[: next(n for n in range(len(body), 0, -1) if body[n - 1])]


def _is_on_one_line(node: Collection, path: Path) -> bool:
    if not node.entries:
        return True
    if any(comments(node)) or any(_has_block(each.value) for each in node.entries):
        return False
    if _matches(path, _IN_BLOCKS):
        return False
    return node.is_flow or _matches(path, _ON_ONE_LINE)


def _has_block(node: Node) -> bool:
    if isinstance(node, Scalar):
        return bool(node.style)
    return any(_has_block(each.value) for each in node.entries)


def _matches(path: Path, patterns: frozenset[Path]) -> bool:
    return any(
        len(path) == len(pattern)
        and all(wanted in {"*", step} for step, wanted in zip(path, pattern, strict=True))
        for pattern in patterns
    )


def _flow(node: Node) -> str:
    if isinstance(node, Scalar):
        return _text(node, flow=True)
    parts = [
        _flow(each.value)
        if each.key is None
        else f"{_text(each.key, flow=True)}: {_flow(each.value)}"
        for each in node.entries
    ]
    inside = ", ".join(parts)
    return f"{{{inside}}}" if node.is_mapping else f"[{inside}]"


def _text(scalar: Scalar, *, flow: bool) -> str:
    """Return a scalar as written, on one line, quoted where it would not be one text any more."""
    written = scalar.written
    if "\n" in written:
        return quoted(scalar.value)
    if flow and written[:1] not in {'"', "'"} and _FLOW_MARKS.search(written):
        return quoted(scalar.value)
    return written


def _comment_lines(lines: Sequence[str], margin: str) -> Iterator[str]:
    """Yield comments, and one blank line for each run of them."""
    for before, each in pairwise(["#", *lines]):
        if each:
            yield margin + each
        elif before:
            yield ""
