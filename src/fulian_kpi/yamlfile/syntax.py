"""What is wrong with malformed YAML, in the words of the person who has to mend it.

A parser says in English where it gave up. The fault is often earlier, and its cause is seen by
looking at the source: a value without quotes, a full-width colon, a bracket that stays open.
"""

import re
from collections.abc import Callable
from typing import Final, NamedTuple, TypeAlias

from fulian_kpi.codes import Code
from fulian_kpi.diagnostic import Diagnostic
from fulian_kpi.yamlfile.source import Source
from fulian_kpi.yamlfile.spelling import (
    INDICATORS,
    colon_fault,
    quoted_value,
    unquoted,
    value_starts,
    written_value,
)

_FAR_ENOUGH: Final = 5_000
"""Characters in which a bracket that was left open is looked for."""

_PAIRS: Final = {"{": "}", "[": "]"}
_TIGHT_DASH: Final = re.compile(r" *+-(?=[^-\s\d])")
_STRAYS: Final = frozenset("}],:")
_QUOTES: Final = frozenset("\"'")
_BLANKS: Final = {"\t": "制表符（Tab）", "\u3000": "全角空格", "\u00a0": "不换行空格"}
# The words of libyaml and of ruamel's own parser, which differ, in what they have in common.
_SCANNING: Final = re.compile("scanning|parsing an? (?:tag|node)")
_AFTER_SCALAR: Final = re.compile("mapping values|document start|unexpected ':'|'[]}]'")
_SECOND_COLON: Final = re.compile("mapping values|unexpected ':'")
_OTHER_LEVEL: Final = re.compile("expected key|'-' indicator|<block end>|<document start>")


class Failure(NamedTuple):
    """Where a parser gave up, as offsets into the source.

    `context` is the start of what it was reading, `place` is where it stood, `last` the start of
    the last scalar that it understood.
    """

    words: str
    place: int
    context: int
    last: int


def explain(failure: Failure, source: Source) -> Diagnostic:
    """Return the finding that says what to mend, at the place to mend it."""
    for look in _LOOKS:
        if found := look(failure, source):
            return found
    message = f"这里不符合 YAML 语法，请核对缩进、冒号、引号和括号（{failure.words}）"
    return source.diagnostic(failure.place, Code.SYNTAX, message)


def _character(source: Source, offset: int) -> str:
    return source.text[offset : offset + 1]


def _begins_line(source: Source, offset: int) -> bool:
    return not source.text[source.line_start(offset) : offset].strip()


def _indent(source: Source, offset: int) -> int:
    start = source.line_start(offset)
    line = source.text[start : source.line_end(offset)]
    return len(line) - len(line.lstrip(" "))


def _unquoted_value(failure: Failure, source: Source) -> Diagnostic | None:
    began = _SCANNING.search(failure.words) is not None
    for offset in (failure.context, failure.place) if began else (failure.place,):
        character = _character(source, offset)
        if character in INDICATORS and value_starts(source, offset):
            code = Code.FORBIDDEN_YAML if character in "*&!" else Code.SYNTAX
            return unquoted(source, offset, code)
    return None


def _blank(failure: Failure, source: Source) -> Diagnostic | None:
    for offset in (failure.place, failure.context):
        if blank := _BLANKS.get(_character(source, offset)):
            message = f"{blank}不能用来缩进，请改用英文空格"
            return source.diagnostic(offset, Code.SYNTAX, message)
    return None


def _unclosed_quote(failure: Failure, source: Source) -> Diagnostic | None:
    quote = _character(source, failure.context)
    if quote not in _QUOTES or "found unexpected" not in failure.words:
        return None
    message = f"从这里开始的引号 {quote} 没有配对"
    return source.diagnostic(failure.context, Code.SYNTAX, message)


def _quote_over_lines(failure: Failure, source: Source) -> Diagnostic | None:
    quote = _closed_quote(failure, source)
    if quote is None or _same_line(source, failure.last, failure.place):
        return None
    message = f"从这里开始的引号 {quote} 没有在该结束的地方配对"
    return source.diagnostic(failure.last, Code.SYNTAX, message)


def _escape(failure: Failure, source: Source) -> Diagnostic | None:
    if _character(source, failure.context) != '"' or "escape" not in failure.words:
        return None
    # One parser points at the backslash, the other behind it.
    backslash = source.text.rfind("\\", failure.context, failure.place + 1)
    wrong = source.text[backslash : backslash + 2]
    message = (
        f"双引号里的反斜杠有特殊含义，{wrong} 认不出；"
        "文件路径之类请改用单引号；特殊的字请直接写出，不要写成代码"
    )
    return source.diagnostic(backslash, Code.SYNTAX, message, length=2)


def _colon(failure: Failure, source: Source) -> Diagnostic | None:
    if "expected ':'" in failure.words:
        start = failure.context
    elif _AFTER_SCALAR.search(failure.words):
        start = failure.last
    else:
        return None
    return colon_fault(source, start, source.line_end(failure.place))


def _colon_in_value(failure: Failure, source: Source) -> Diagnostic | None:
    if _SECOND_COLON.search(failure.words) is None:
        return None
    # Between brackets the parser gives up inside the scalar, elsewhere after it.
    start = failure.context if "unexpected" in failure.words else failure.last
    if not _same_line(source, start, failure.place):
        if _begins_line(source, start):
            return _no_colon(source, start)
        first = source.line_start(failure.place) + _indent(source, failure.place)
        message = "缩进不对：上面的值已经写完，这一行不能比它的键缩进更深"
        return source.diagnostic(first, Code.SYNTAX, message)
    return _quote_the_colon(source, start)


def _quote_the_colon(source: Source, start: int) -> Diagnostic:
    value = written_value(source, start)
    message = f"值里有冒号，要加引号：{quoted_value(source, start)}"
    return source.diagnostic(start, Code.SYNTAX, message, length=len(value))


def _bracket(failure: Failure, source: Source) -> Diagnostic | None:
    found = _character(source, failure.place)
    start = failure.context
    if "flow node" in failure.words and found not in _STRAYS:
        start = _open_bracket(source, failure.place)
    opening = _character(source, start)
    if opening not in _PAIRS or start == failure.place:
        return None
    lower = not _same_line(source, start, failure.place) and _indent(
        source, failure.place
    ) <= _indent(source, start)
    if not found or found in _PAIRS.values() or lower:
        message = f"从这里开始的括号 {opening} 没有与它配对的 {_PAIRS[opening]}"
        return source.diagnostic(start, Code.SYNTAX, message)
    comma = source.text.find("，", failure.last, failure.place)
    if comma >= 0:
        return source.diagnostic(comma, Code.SYNTAX, "括号里各项之间要用英文逗号“, ”隔开")
    # Before a colon, the parser has read the end of one item and the next key as one scalar.
    words = source.text[failure.last : failure.place].split() if found == ":" else []
    if len(words) == 1:
        return _quote_the_colon(source, failure.last)
    length = len(words[-1]) if words else 0
    message = "这里之前缺少英文逗号；如果冒号或括号是值的一部分，值要加引号"
    return source.diagnostic(failure.place - length, Code.SYNTAX, message, length=length)


def _open_bracket(source: Source, end: int) -> int:
    """Return the offset of the last bracket before `end` that is not closed, or else `end`."""
    closed = 0
    for offset in range(end - 1, max(-1, end - _FAR_ENOUGH), -1):
        character = source.text[offset]
        if character in _PAIRS.values():
            closed += 1
        elif character in _PAIRS:
            closed -= 1
            if closed < 0:
                return offset
    return end


def _after_quote(failure: Failure, source: Source) -> Diagnostic | None:
    quote = _closed_quote(failure, source)
    if quote is None:
        return None
    message = f"引号 {quote} 到前面就结束了；引号要包住整个值，值里的引号要换用另一种"
    return source.diagnostic(failure.place, Code.SYNTAX, message)


def _closed_quote(failure: Failure, source: Source) -> str | None:
    """Return the quote of the last scalar, if it was closed right before the parser gave up."""
    scalar = source.text[failure.last : failure.place].rstrip(" ")
    quote = scalar[:1]
    return quote if quote in _QUOTES and len(scalar) > 1 and scalar.endswith(quote) else None


def _dash(failure: Failure, source: Source) -> Diagnostic | None:
    start = source.line_start(failure.place)
    found = _TIGHT_DASH.match(source.text, start)
    if found is None:
        return None
    return source.diagnostic(found.end() - 1, Code.SYNTAX, "列表项的 - 后面要有一个空格")


def _list_item(failure: Failure, source: Source) -> Diagnostic | None:
    if "sequence entries are not allowed" not in failure.words:
        return None
    message = "列表项“- ”要另起一行；如果 - 是值的一部分，值要加引号"
    return source.diagnostic(failure.place, Code.SYNTAX, message)


def _stray(failure: Failure, source: Source) -> Diagnostic | None:
    character = _character(source, failure.place)
    if character not in _STRAYS:
        return None
    message = f"这里多出一个 {character}；如果它是值的一部分，值要加引号"
    if character == ":":
        message = "冒号前面没有键"
    return source.diagnostic(failure.place, Code.SYNTAX, message)


def _without_colon(failure: Failure, source: Source) -> Diagnostic | None:
    return _no_colon(source, failure.context) if "expected ':'" in failure.words else None


def _no_colon(source: Source, start: int) -> Diagnostic:
    message = "这里应当是“键: 值”，但没有找到冒号（键最长 1024 个字）"
    length = len(written_value(source, start))
    return source.diagnostic(start, Code.SYNTAX, message, length=length)


def _indentation(failure: Failure, source: Source) -> Diagnostic | None:
    if _OTHER_LEVEL.search(failure.words) is None:
        return None
    if _begins_line(source, failure.place):
        message = "缩进没有对齐：同一层的键和列表项要从同一列开始"
    else:
        message = "这里有多余的内容，或者值没有加引号"
    return source.diagnostic(failure.place, Code.SYNTAX, message)


def _same_line(source: Source, one: int, other: int) -> bool:
    return source.line_start(one) == source.line_start(other)


_Look: TypeAlias = Callable[[Failure, Source], Diagnostic | None]
_LOOKS: Final[tuple[_Look, ...]] = (
    _unquoted_value,
    _blank,
    _unclosed_quote,
    _escape,
    _quote_over_lines,
    _dash,
    _colon,
    _colon_in_value,
    _bracket,
    _after_quote,
    _list_item,
    _without_colon,
    _stray,
    _indentation,
)
