"""Parser events to plain values: what a file may contain, and the place of each part of it."""

import re
from typing import TYPE_CHECKING, Final, NoReturn

from fulian_kpi.codes import Code
from fulian_kpi.content import Plain
from fulian_kpi.diagnostic import Diagnostic, InvalidFileError, Position
from fulian_kpi.yamlfile.parser import NextEvent
from fulian_kpi.yamlfile.places import Places
from fulian_kpi.yamlfile.source import Source
from fulian_kpi.yamlfile.spelling import colon_fault, shortened, unquoted
from fulian_kpi.yamlfile.syntax import Failure, explain

if TYPE_CHECKING:
    from ruamel.yaml.error import MarkedYAMLError
    from ruamel.yaml.events import CollectionStartEvent, Event, ScalarEvent

DEEPEST: Final = 32
LONGEST_SCALAR: Final = 20_000
MOST_CONTAINERS: Final = 500_000
"""More than a file of real indicators holds; one of nothing but ``{a},`` would take gigabytes."""
MOST_PROBLEMS: Final = 1_000
"""A file with more is not the file that was meant; the rest is not looked for."""

_NULLS: Final = frozenset({"", "~", "null"})
_LONGEST_NULL: Final = 4
_WIDE_SPACES: Final = frozenset("\u3000\u00a0")
_DIRECTIVE: Final = re.compile(r"(?:[ \t]*+(?:#[^\n]*+)?\n)*+(?=%)")
_INDENTED_BLOCK: Final = re.compile(r"[>|][-+]?[0-9]")


def compose(
    next_event: NextEvent, source: Source, *, most_containers: int = MOST_CONTAINERS
) -> tuple[Plain, int, Places, list[Diagnostic]]:
    """Build the value of the one document in `source` from its events.

    Returns:
        The root, which is not None; the offset where it starts; the places of all else; the keys
        that are repeated, of which the first counts.

    Raises:
        InvalidFileError: If the events end in an error, or have parts of YAML that are refused.
    """
    from ruamel.yaml.error import MarkedYAMLError

    composer = _Composer(next_event, source, most_containers)
    try:
        root, offset = composer.document()
    except MarkedYAMLError as error:
        problem = explain(composer.failure(error), source)
        raise InvalidFileError([*composer.problems, problem]) from error
    if any(each.code is not Code.DUPLICATE_KEY for each in composer.problems):
        raise InvalidFileError(composer.problems)
    return root, offset, composer.places, composer.problems


class _Composer:
    """Reads events one by one; goes on after a problem, to find the others."""

    __slots__ = (
        "_alias",
        "_keys",
        "_last",
        "_mapping_end",
        "_mapping_start",
        "_most_containers",
        "_next",
        "_scalar",
        "_sequence_end",
        "_sequence_start",
        "_source",
        "_stream_end",
        "places",
        "problems",
    )

    def __init__(self, next_event: NextEvent, source: Source, most_containers: int) -> None:
        from ruamel.yaml import events

        self._alias = events.AliasEvent
        self._mapping_start = events.MappingStartEvent
        self._mapping_end = events.MappingEndEvent
        self._scalar = events.ScalarEvent
        self._sequence_start = events.SequenceStartEvent
        self._sequence_end = events.SequenceEndEvent
        self._stream_end = events.StreamEndEvent
        self._next = next_event
        self._source = source
        self._most_containers = most_containers
        self._last: ScalarEvent | None = None
        # The same few keys stand in every indicator, and are one string each.
        self._keys: dict[str, str] = {}
        self.places = Places()
        self.problems: list[Diagnostic] = []

    def document(self) -> tuple[Plain, int]:
        """Return the value of the document and the offset where it starts."""
        if directive := _DIRECTIVE.match(self._source.text):
            message = "不支持以 % 开头的指令行，请删去；如果 % 是值的一部分，值要加引号"
            self._stop(self._source.diagnostic(directive.end(), Code.FORBIDDEN_YAML, message))
        self._next()  # The stream starts,
        if isinstance(self._next(), self._stream_end):  # and so does a document, or it is empty.
            self._stop(self._empty())
        event = self._next()
        root = self._value(event, 0)
        offset: int = event.start_mark.index
        self._next()
        following = self._next()
        if not isinstance(following, self._stream_end):
            message = "一个文件里只能有一份文档，第二份从这里开始"
            place = following.start_mark.index
            self._stop(self._source.diagnostic(place, Code.FORBIDDEN_YAML, message))
        if root is None and not self.problems:
            self._stop(self._empty())
        if isinstance(root, str) and (fault := self._colon_fault(event)):
            self._stop(fault)
        return root, offset

    def failure(self, error: "MarkedYAMLError") -> Failure:
        """Return what the parser says about the place where it gave up."""
        last = self._last.start_mark.index if self._last else 0
        place = error.problem_mark.index if error.problem_mark else last
        context = error.context_mark.index if error.context_mark else place
        words = f"{error.context}: {error.problem}" if error.context else f"{error.problem}"
        return Failure(words, min(place, len(self._source.text)), context, last)

    def _value(self, event: "Event", depth: int) -> Plain:
        if isinstance(event, self._scalar):
            return self._text(event)
        if isinstance(event, self._mapping_start):
            return self._mapping(event, depth + 1)
        if isinstance(event, self._sequence_start):
            return self._sequence(event, depth + 1)
        self._report(unquoted(self._source, event.start_mark.index, Code.FORBIDDEN_YAML))
        return None

    def _text(self, event: "ScalarEvent") -> str | None:
        text: str = event.value
        if event.anchor is not None or event.ctag is not None or len(text) > LONGEST_SCALAR:
            self._report_scalar(event)
        if event.implicit[0] and len(text) <= _LONGEST_NULL and text in _NULLS:
            return None
        self._last = event
        if event.style in {">", "|"}:
            self._check_block(event)
        return text

    def _mapping(self, start: "CollectionStartEvent", depth: int) -> Plain:
        self._check_container(start, depth)
        entries: dict[str, Plain] = {}
        offsets: list[int] = []
        next_event, end, scalar = self._next, self._mapping_end, self._scalar
        while not isinstance(event := next_event(), end):
            key = self._key(event, depth)
            key_offset = offset = event.start_mark.index
            following = next_event()
            if isinstance(following, scalar):  # Nearly every value: a call less for each.
                value: Plain = self._text(following)
            else:
                value = self._value(following, depth)
            if value is not None or not self._is_left_empty(following):
                offset = following.start_mark.index
            elif key and (fault := self._colon_fault(event)):
                self._report(fault)
            if key is None:
                continue
            if key in entries:
                first = offsets[2 * list(entries).index(key)]
                self._report_repeated(key, key_offset, first)
                continue
            entries[key] = value
            offsets.append(key_offset)
            offsets.append(offset)
        self.places.note(entries, offsets)
        return entries

    def _key(self, event: "Event", depth: int) -> str | None:
        if not isinstance(event, self._scalar):
            place = event.start_mark.index
            if not isinstance(event, self._alias):
                message = "键只能是一段文字，不能是列表或映射；括号是值的一部分时，值要加引号"
                self._report(self._source.diagnostic(place, Code.FORBIDDEN_YAML, message))
            self._value(event, depth)
            return None
        key: str = event.value
        known = self._keys.get(key)
        if known is not None and event.anchor is None and event.ctag is None:
            self._last = event
            return known
        before = len(self.problems)
        self._text(event)
        if event.implicit[0] and (not key or key[0] in _WIDE_SPACES):
            message = "键前面有全角空格，请改用英文空格" if key else "冒号前面没有键"
            place = event.start_mark.index
            self._report(self._source.diagnostic(place, Code.SYNTAX, message))
        if len(self.problems) == before:  # A key with a fault is looked at each time.
            self._keys[key] = key
        return key

    def _sequence(self, start: "CollectionStartEvent", depth: int) -> Plain:
        self._check_container(start, depth)
        items: list[Plain] = []
        offsets: list[int] = []
        next_event, end = self._next, self._sequence_end
        while not isinstance(event := next_event(), end):
            items.append(self._value(event, depth))
            # An empty item is known by the place behind its dash.
            offsets.append(event.start_mark.index - self._is_left_empty(event))
        self.places.note(items, offsets)
        return items

    def _is_left_empty(self, event: "Event") -> bool:
        return isinstance(event, self._scalar) and event.implicit[0] and not event.value

    def _colon_fault(self, event: "Event") -> Diagnostic | None:
        """Return what is wrong with a scalar that was meant to be a key and its value."""
        if not isinstance(event, self._scalar) or not event.implicit[0]:
            return None
        if ":" not in event.value and "：" not in event.value:
            return None
        start = event.start_mark.index
        return colon_fault(self._source, start, start + len(event.value))

    def _report_scalar(self, event: "ScalarEvent") -> None:
        place = event.start_mark.index
        if len(event.value) > LONGEST_SCALAR:
            message = f"这一项有 {len(event.value)} 个字，超过 {LONGEST_SCALAR} 个字"
            self._report(self._source.diagnostic(place, Code.TOO_LARGE, message))
        else:
            self._report(unquoted(self._source, place, Code.FORBIDDEN_YAML))

    def _check_block(self, event: "ScalarEvent") -> None:
        place = event.start_mark.index
        if _INDENTED_BLOCK.match(self._source.text, place):
            self._report(unquoted(self._source, place, Code.BLOCK_SCALAR))
        elif not event.value.strip():
            mark = self._source.text[place]
            message = f"{mark} 是多行文字的记号，但下面没有缩进的文字；{mark} 本身要加引号"
            self._report(self._source.diagnostic(place, Code.BLOCK_SCALAR, message))

    def _check_container(self, start: "CollectionStartEvent", depth: int) -> None:
        place = start.start_mark.index
        if start.anchor is not None or start.ctag is not None:
            self._report(unquoted(self._source, place, Code.FORBIDDEN_YAML))
        if depth > DEEPEST:
            message = f"嵌套超过 {DEEPEST} 层"
            self._stop(self._source.diagnostic(place, Code.TOO_LARGE, message))
        if len(self.places) > self._most_containers:
            message = f"列表和映射超过 {self._most_containers} 个，请拆成几份文件"
            self._stop(self._source.diagnostic(place, Code.TOO_LARGE, message))

    def _report_repeated(self, key: str, offset: int, first: int) -> None:
        position = self._source.position(first)
        message = f"键 {shortened(key)} 重复，第一次在第 {position.line} 行第 {position.column} 列"
        found = self._source.diagnostic(offset, Code.DUPLICATE_KEY, message, length=len(key))
        self._report(found)

    def _empty(self) -> Diagnostic:
        message = "文件是空的，或者只有注释"
        return Diagnostic(Position(self._source.path), Code.EMPTY_FILE, message)

    def _report(self, problem: Diagnostic) -> None:
        self.problems.append(problem)
        if len(self.problems) >= MOST_PROBLEMS:
            raise InvalidFileError(self.problems)

    def _stop(self, problem: Diagnostic) -> NoReturn:
        raise InvalidFileError([*self.problems, problem])
