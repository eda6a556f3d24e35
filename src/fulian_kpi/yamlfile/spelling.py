"""How a value is written in the source, and how it should have been."""

import re
from typing import Final

from fulian_kpi.codes import Code
from fulian_kpi.diagnostic import Diagnostic
from fulian_kpi.yamlfile.source import Source

LONGEST_QUOTE: Final = 40
"""Characters of the source that a message repeats."""

INDICATORS: Final = {
    ">": "折叠文本",
    "|": "多行文本",
    "%": "指令",
    "@": "保留字符",
    "`": "保留字符",
    "?": "复合键",
    "*": "别名",
    "&": "锚点",
    "!": "标签",
}
"""What YAML takes a value for that begins so without quotes."""

_FAR_ENOUGH: Final = 200
"""Characters of a line that are looked at on either side: a line may be megabytes."""

_KEY: Final = r"[^\s:：，,\"'#{}\[\]&*!|>%@`][^\s:：，,\"'#{}\[\]]*"
_QUOTED: Final = r"\"[^\"\n]*\"|'[^'\n]*'"
_IN_BLOCK: Final = r"^ *+(?:- ++)*+"
_IN_FLOW: Final = r"[{\[,] *+"
_FULL_WIDTH: Final = "键后面的冒号是中文的，要用英文冒号加一个空格"
_TIGHT: Final = "冒号后面要有一个空格"
_WRONG_COLONS: Final = {
    rf"(?:{_IN_BLOCK}|{_IN_FLOW})({_KEY}|{_QUOTED})(：)": _FULL_WIDTH,
    # 12:30 is a time and http:// an address; neither begins with a key.
    rf"{_IN_BLOCK}((?!\d+:){_KEY}|{_QUOTED})(:)(?=[^\s/])": _TIGHT,
    rf"{_IN_FLOW}((?!\d+:){_KEY})(:)(?=[^\s/])": _TIGHT,
}
"""Patterns of a key and the colon that does not end it, and what is wrong with that."""

_VALUE_STARTS: Final = re.compile(
    rf"(?P<key>[^\s:,{{}}\[\]\"']+|{_QUOTED}):\s+$|(?:^|[-?\[{{,:])\s*$"
)
_BLOCK_VALUE: Final = re.compile(r".*?(?=\s+#|$)")
_FLOW_VALUE: Final = re.compile(r"[^,}\]]*?(?=\s+#|\s*(?:[,}\]]|$))")


def value_starts(source: Source, offset: int) -> bool:
    """Return whether a value may start at `offset`, going by what stands before it."""
    return _VALUE_STARTS.search(_before(source, offset)) is not None


def written_value(source: Source, offset: int) -> str:
    """Return what stands from `offset` to the end of the value, on that line."""
    before = _before(source, offset)
    after = source.text[offset : min(offset + _FAR_ENOUGH, source.line_end(offset))].rstrip()
    opened = sum(map(before.count, "{[")) > sum(map(before.count, "}]"))
    end = _FLOW_VALUE if opened or after.endswith(("}", "]", ",")) else _BLOCK_VALUE
    value = end.match(after)
    return value[0] if value else ""


def quoted_value(source: Source, offset: int) -> str:
    """Return the value at `offset` as it should be written, after its key where it has one."""
    before = _VALUE_STARTS.search(_before(source, offset))
    key = f"{before['key']}: " if before and before["key"] else ""
    return key + _quoted(written_value(source, offset))


def shortened(text: str) -> str:
    """Return the beginning of `text`, as much as a message has room for."""
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"


def unquoted(source: Source, offset: int, code: Code) -> Diagnostic:
    """Return the finding about a value that begins with a character of YAML's own."""
    character = source.text[offset]
    meaning, example = INDICATORS[character], quoted_value(source, offset)
    message = (
        f"不支持 YAML 的{meaning}；如果 {character} 是值的一部分，值要加引号：{example}"
        if code is Code.FORBIDDEN_YAML
        else f"以 {character} 开头的值要加引号，否则会被当作 YAML 的{meaning}：{example}"
    )
    length = len(written_value(source, offset))
    return source.diagnostic(offset, code, message, length=length)


def colon_fault(source: Source, start: int, end: int) -> Diagnostic | None:
    """Return the finding about a key between the two offsets that its colon does not end."""
    first = max(source.line_start(start), start - _FAR_ENOUGH)
    for pattern, fault in _WRONG_COLONS.items():
        for found in re.compile(pattern, re.MULTILINE).finditer(source.text, first, end):
            if found.start(1) >= start:
                value = written_value(source, found.end())
                value = _quoted(value) if value[:1] in INDICATORS else shortened(value)
                message = f"{fault}：{found[1]}: {value}".rstrip()
                return source.diagnostic(found.start(2), Code.SYNTAX, message)
    return None


def _before(source: Source, offset: int) -> str:
    start = max(source.line_start(offset), offset - _FAR_ENOUGH)
    return source.text[start:offset]


def _quoted(value: str) -> str:
    text = shortened(value)
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'
