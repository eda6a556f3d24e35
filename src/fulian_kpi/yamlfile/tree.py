"""A YAML file as a tree that keeps what values do not: spelling, comments, blank lines."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from fulian_kpi.yamlfile.parser import NextEvent, parser

if TYPE_CHECKING:
    from ruamel.yaml.events import Event, ScalarEvent


@dataclass(slots=True)
class Scalar:
    """A scalar: what it says, and how that is written; a block of lines has its `>` or `|`."""

    value: str
    written: str
    style: str = ""


@dataclass(slots=True)
class Entry:
    """One key with its value, or one item, which has no key.

    `above` are the comments, and empty texts for blank lines, that stand before it; `beside` is
    the comment on its line, with the blanks before it.
    """

    key: Scalar | None
    value: "Node"
    above: list[str] = field(default_factory=list)
    beside: str = ""

    def comment_beside(self, comment: str) -> None:
        """Put a comment on the line of the entry, or above it where the line has one."""
        if self.beside:
            self.above.append(comment.strip())
        else:
            self.beside = comment


@dataclass(slots=True)
class Collection:
    """A mapping or a sequence; `below` are the comments after its last entry."""

    is_mapping: bool
    is_flow: bool
    entries: list[Entry] = field(default_factory=list)
    below: list[str] = field(default_factory=list)

    def get(self, key: str) -> "Node | None":
        """Return the value of `key`, or None."""
        return next((each.value for each in self.entries if _is(each, key)), None)

    def entry(self, key: str) -> Entry:
        """Return the entry of `key`, which is there."""
        return next(each for each in self.entries if _is(each, key))


Node: TypeAlias = Scalar | Collection


def _is(entry: Entry, key: str) -> bool:
    return entry.key is not None and entry.key.value == key


class _Comment(NamedTuple):
    """A comment or, where `text` is empty, a blank line."""

    text: str
    column: int


_OWN_LINE: Final = re.compile(r"(?:---|[-?: \t]*)[ \t]*")
"""What may stand before a comment that belongs to what follows it."""

_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
_BLANKS: Final = re.compile(r"[ \t]+\Z")
_DEFAULT_GAP: Final = "    "
_LEAST_GAP: Final = 2


def read_tree(text: str) -> Collection:
    """Return the one mapping of `text`, which `read_yaml` has read without a fault."""
    return _Reader(parser(text), text).root()


class _Reader:
    """Follows the parser; whatever lies between two scalars is punctuation, blanks and comments."""

    def __init__(self, next_event: NextEvent, text: str) -> None:
        from ruamel.yaml import events

        self._collection_end = events.CollectionEndEvent
        self._collection_start = events.CollectionStartEvent
        self._mapping_start = events.MappingStartEvent
        self._scalar_event = events.ScalarEvent
        self._next = next_event
        self._text = text
        self._seen = 0
        self._waiting: list[_Comment] = []
        self._last: Entry | None = None

    def root(self) -> Collection:
        self._next()
        self._next()
        root = self._node(self._event(), parent=-1)
        assert isinstance(root, Collection), "the reader has seen a mapping"
        self._event()
        self._look(len(self._text))
        root.below += [each.text for each in self._waiting]
        return root

    def _event(self) -> "Event":
        event = self._next()
        self._look(event.start_mark.index)
        return event

    def _look(self, end: int) -> None:
        """Take up the comments and blank lines from where we are to `end`."""
        if end <= self._seen:
            return
        text, start = self._text, self._seen
        lines = text[start:end].split("\n")
        for number, line in enumerate(lines):
            comment = line.find("#")
            line_start = text.rfind("\n", 0, start) + 1
            if comment >= 0:
                self._comment(text[line_start : start + comment], line[comment:].rstrip())
            elif 0 < number < len(lines) - 1 and not line.strip():
                self._waiting.append(_Comment("", 0))
            start += len(line) + 1
        self._seen = end

    def _comment(self, before: str, comment: str) -> None:
        if self._last is None or _OWN_LINE.fullmatch(before):
            self._waiting.append(_Comment(comment, len(before)))
            return
        found = _BLANKS.search(before)
        gap = found[0] if found and "\t" not in found[0] else _DEFAULT_GAP
        self._last.comment_beside(gap.ljust(_LEAST_GAP) + comment)

    def _node(self, event: "Event", parent: int) -> Node:
        if isinstance(event, self._scalar_event):
            return self._scalar(event)
        assert isinstance(event, self._collection_start), "the reader has refused aliases"
        is_mapping = isinstance(event, self._mapping_start)
        flow = bool(event.flow_style)
        node = Collection(is_mapping=is_mapping, is_flow=flow)
        column = event.start_mark.column
        end = self._collection_end
        while not isinstance(event := self._event(), end):
            entry = Entry(None, Scalar("", ""))
            node.entries.append(entry)
            entry.above = self._take()
            if is_mapping:
                assert isinstance(event, self._scalar_event), "the reader has refused other keys"
                entry.key = self._scalar(event)
                self._last = entry
                event = self._event()
            entry.value = self._value(event, entry, column)
            self._last = entry
        if flow:
            node.below = self._take()
            while node.below and not node.below[-1]:
                node.below.pop()
            self._seen = event.end_mark.index
        else:
            # A comment as deep as the entries belongs to them; a sequence may be no deeper than
            # its key, and what stands there belongs to the next key.
            node.below = self._take_below(column + (column == parent))
        return node

    def _value(self, event: "Event", entry: Entry, column: int) -> Node:
        if isinstance(event, self._scalar_event):
            entry.above += self._take()
        elif isinstance(event, self._collection_start) and event.flow_style:
            entry.above += self._take()
            self._seen = max(self._seen, event.start_mark.index)
            if entry.key is None:
                self._last = entry
        return self._node(event, column)

    def _scalar(self, event: "ScalarEvent") -> Scalar:
        start, end = event.start_mark.index, event.end_mark.index
        written = self._text[start:end]
        if event.style in {"|", ">"}:
            return self._block_scalar(event, written)
        self._seen = max(self._seen, end)
        return Scalar(event.value, written.rstrip(" \n"))

    def _block_scalar(self, event: "ScalarEvent", written: str) -> Scalar:
        """Return a text below its mark; the blank lines behind it are the file's, unless kept."""
        start = event.start_mark.index
        head = written.partition("\n")[0]
        mark, comment_sign, comment = head.partition("#")
        if "+" in mark:
            # The blank lines that it keeps would be lost at the end of the file.
            self._seen = max(self._seen, event.end_mark.index)
            if comment_sign and self._last:
                self._last.comment_beside(f"{_DEFAULT_GAP}#{comment.rstrip()}")
            return Scalar(event.value, quoted(event.value))
        self._seen = max(self._seen, start + len(written.rstrip()))
        if not event.value.endswith("\n") and "-" not in mark:
            # The file ends without a line break, which we write.
            written = f"{mark.rstrip()}-{written[len(mark.rstrip()) :]}"
        return Scalar(event.value, written, event.style)

    def _take(self) -> list[str]:
        taken = [each.text for each in self._waiting]
        self._waiting = []
        return taken

    def _take_below(self, column: int) -> list[str]:
        """Take the first comments in waiting that stand at `column` or right of it."""
        count = 0
        for number, each in enumerate(self._waiting, 1):
            if each.text and each.column < column:
                break
            count = number if each.text else count
        taken, self._waiting = self._waiting[:count], self._waiting[count:]
        return [each.text for each in taken]


def quoted(text: str) -> str:
    """Return `text` in double quotes."""
    return '"' + "".join(_ESCAPES.get(each) or _escaped(each) for each in text) + '"'


def _escaped(character: str) -> str:
    if character.isprintable() or unicodedata.category(character) == "Zs":
        return character
    return f"\\U{ord(character):08x}"


def comments(node: Node) -> Iterator[str]:
    """Yield the comments inside `node`."""
    if isinstance(node, Collection):
        for each in node.entries:
            yield from filter(None, (*each.above, each.beside))
            yield from comments(each.value)
        yield from filter(None, node.below)
