"""A YAML file as plain values, each with its place, in one pass over the parser's events."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from fulian_kpi.content import Plain
from fulian_kpi.diagnostic import Comment, Diagnostic, InvalidFileError, Position
from fulian_kpi.finding import Finding, Route
from fulian_kpi.yamlfile.comments import comments
from fulian_kpi.yamlfile.composer import compose
from fulian_kpi.yamlfile.encoding import decode
from fulian_kpi.yamlfile.parser import parser
from fulian_kpi.yamlfile.places import Places
from fulian_kpi.yamlfile.source import Source

_FIRST_LINE: Final = {
    '"': re.compile(r'(?:[^"\\\n]|\\.)*+'),
    "'": re.compile(r"(?:[^'\n]|'')*+"),
    "": re.compile(r"[>|][-+0-9]*|[^\n]*[^ \t\n]"),
}
"""What stands of a scalar on its first line, by the quote before it."""


def read_yaml(data: bytes, path: str, *, keep_faults: bool = False) -> "Document":
    """Read one file; every scalar is the text as written, or None where nothing is.

    Args:
        data: The file's bytes, in UTF-8, UTF-16 or GB18030.
        path: The name under which places are reported; it is not opened.
        keep_faults: Whether to go on where a key is repeated, so that what else is wrong with the
            file can be found with it: the document has such `faults` then.

    Raises:
        InvalidFileError: If the file is not text, empty, not YAML, or has parts of YAML that are
            refused: duplicate keys, anchors, aliases, tags, a second document.
    """
    source, notices = decode(data, path)
    root, offset, places, faults = compose(parser(source.text), source)
    if faults and not keep_faults:
        raise InvalidFileError(faults)
    return Document(source, root, offset, places, notices, tuple(faults))


class Document:
    """What one file says, and where it says it."""

    __slots__ = ("_offset", "_places", "_source", "faults", "notices", "root")

    def __init__(  # noqa: PLR0913, PLR0917  (what a file is once it has been read)
        self,
        source: Source,
        root: Plain,
        offset: int,
        places: Places,
        notices: tuple[Diagnostic, ...],
        faults: tuple[Diagnostic, ...],
    ) -> None:
        """Keep what was read, of which the root starts at `offset`.

        Places are lost if `root` is changed afterwards.
        """
        self.root = root
        self.notices = notices
        self.faults = faults
        self._source = source
        self._offset = offset
        self._places = places

    @property
    def path(self) -> str:
        """The name of the file."""
        return self._source.path

    @property
    def text(self) -> str:
        """The text of the file, its line breaks all line feeds."""
        return self._source.text

    def locate(self, route: Route) -> Position:
        """Return where the value at `route` starts, or the nearest part of it that exists.

        The place of a quoted value is the first character inside its quotes, that of a value
        which was left empty is its key.
        """
        return self._source.position(self._seek(route, key=False)[0])

    def lines(self, route: Route) -> dict[str | int, int]:
        """Return the line of each item of the list, or key of the mapping, at `route`.

        For all of a long list at once: `locate` goes the whole route for each.
        """
        node = self.root
        for step in route:
            assert isinstance(node, dict), "the caller has seen that it is there"
            node = node[str(step)]
        assert isinstance(node, dict | list), "the caller has seen that it has parts"
        keys: Iterable[str | int] = node if isinstance(node, dict) else range(len(node))
        offsets = self._places.of_parts(node)
        return {key: self._source.line_of(each) for key, each in zip(keys, offsets, strict=True)}

    def source_line(self, line: int) -> str:
        """Return the line with this number, from 1; empty where there is none."""
        return self._source.line(line)

    def comments(self, wanted: re.Pattern[str]) -> Iterator[Comment]:
        """Yield the comments that `wanted` matches; what is quoted is no comment."""
        return comments(self._source, wanted)

    def place(self, finding: Finding) -> Diagnostic:
        """Return `finding` with its line and column, as `locate` has them.

        What is missing of its route is passed over. Where the source does not read like the value
        (escapes, folded lines), the whole of it is marked and not the finding's span.
        """
        span = finding.span
        offset, text = self._seek(finding.route, key=finding.on_key)
        if text is None:
            length = 1
        elif not self._source.text.startswith(text, offset):
            length = self._length_on_first_line(offset)
        elif span is None:
            length = len(text)
        else:
            offset, length = offset + span[0], span[1] - span[0]
        return self._source.diagnostic(
            offset, finding.code, finding.message, length=length, indicator=finding.indicator
        )

    def called(self, route: Route) -> str:
        """Return the key of the value at `route`."""
        return str(route[-1])

    def _seek(self, route: Route, *, key: bool) -> tuple[int, str | None]:
        """Return the offset of a value or key, and the text that it has where it has any."""
        node = self.root
        name: str | None = None
        key_offset = offset = self._offset
        for step in route:
            name = None
            if isinstance(node, dict) and isinstance(step, str) and step in node:
                name = step
                key_offset, offset = self._places.of_entry(node, step)
                node = node[step]
            elif isinstance(node, list) and isinstance(step, int) and 0 <= step < len(node):
                offset = self._places.of_item(node, step)
                node = node[step]
            # Else a key that is missing, or what pydantic calls the member of a union.
        if name is not None and (key or (node is None and offset == key_offset)):
            return self._inside_quotes(key_offset), name
        if isinstance(node, str):
            return self._inside_quotes(offset), node
        if isinstance(node, dict):
            first = next(iter(node), "")
            return offset, first if self._source.text.startswith(first, offset) else None
        return offset, None

    def _inside_quotes(self, offset: int) -> int:
        return offset + 1 if self._source.text[offset] in _FIRST_LINE else offset

    def _length_on_first_line(self, offset: int) -> int:
        before = self._source.text[offset - 1 : offset]
        found = _FIRST_LINE.get(before, _FIRST_LINE[""]).match(self._source.text, offset)
        return len(found[0]) if found else 1
