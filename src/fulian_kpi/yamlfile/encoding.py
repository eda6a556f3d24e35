"""Bytes to text: UTF-8, UTF-16 with a byte-order mark, or else GB18030."""

import codecs
from typing import Final

from fulian_kpi.codes import Code
from fulian_kpi.diagnostic import Diagnostic, InvalidFileError, Position
from fulian_kpi.yamlfile.source import Source

LARGEST_FILE: Final = 64 * 1024 * 1024
"""Bytes; 350 000 indicators. The tables of a whole province are many files."""

_SIGNATURES: Final = {
    b"PK\x03\x04": "xlsx、docx、wps 或 zip",
    b"\xd0\xcf\x11\xe0": "xls 或 doc",
    b"%PDF": "PDF",
}
_MARKS: Final = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
# What YAML does not call printable, a second byte-order mark, and the line breaks that only YAML
# 1.1 counts as such (U+0085, U+2028, U+2029), by which an editor does not number lines.
# Searched for one by one: as fast as a regular expression, which takes 10 ms to compile.
_FORBIDDEN: Final = "\u2028\u2029\ufeff\ufffe\uffff" + "".join(
    each for each in map(chr, range(0xA0)) if not (each.isprintable() or each in "\t\n\r")
)
_LEADS: Final = range(0xE0, 0xF5)
"""First bytes of characters that take three bytes of UTF-8 or more, such as all hanzi."""


def decode(data: bytes, path: str) -> tuple[Source, tuple[Diagnostic, ...]]:
    r"""Return the text of a file, its line breaks all ``\n``, and what is to be said about it.

    Raises:
        InvalidFileError: If `data` is too large, not text, or in an encoding that is not known.
    """
    whole = Position(path)
    if len(data) > LARGEST_FILE:
        limit = LARGEST_FILE // 1024 // 1024
        message = f"文件有 {len(data) // 1024 // 1024} MB，超过 {limit} MB，请拆成几份"
        raise InvalidFileError([Diagnostic(whole, Code.TOO_LARGE, message)])
    for signature, kind in _SIGNATURES.items():
        if data.startswith(signature):
            message = (
                f"这是 {kind} 文件，不是 YAML 文本；公开的绩效目标表请先用 kpi import 转成目标文件"
            )
            raise InvalidFileError([Diagnostic(whole, Code.UNREADABLE_FILE, message)])
    text, encoding = _decoded(data, path)
    source = Source(text.replace("\r\n", "\n").replace("\r", "\n"), path)
    if forbidden := [each for each in _FORBIDDEN if each in source.text]:
        offset = min(map(source.text.index, forbidden))
        raise InvalidFileError([_not_text(source, offset, encoding)])
    if encoding != "gb18030":
        return source, ()
    message = "文件不是 UTF-8，已按 GB18030（GBK）读取，建议另存为 UTF-8"
    return source, (Diagnostic(whole, Code.LEGACY_ENCODING, message),)


def _decoded(data: bytes, path: str) -> tuple[str, str]:
    marks = (each for each in _MARKS.items() if data.startswith(each[0]))
    mark, encoding = next(marks, (b"", "utf-8"))
    try:
        return data[len(mark) :].decode(encoding), encoding
    except UnicodeDecodeError as error:
        if not mark and not _is_damaged_utf8(data):
            try:
                return data.decode("gb18030"), "gb18030"
            except UnicodeDecodeError:
                pass
        raise InvalidFileError([_undecodable(error, len(mark), path)]) from error


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether most of what is not ASCII is UTF-8, such as in a file that was cut off.

    Such bytes are mostly GB18030, too, but of a text that nobody wrote.
    """
    text = data.decode(errors="replace").encode()
    wrong = text.count("\ufffd".encode())
    return sum(map(text.count, _LEADS)) - wrong > wrong


def _undecodable(error: UnicodeDecodeError, skipped: int, path: str) -> Diagnostic:
    before = Source(error.object[: error.start].decode(error.encoding), path)
    wrong = f"第 {skipped + error.start + 1} 个字节（0x{error.object[error.start]:02x}）"
    encodings = error.encoding.upper() if skipped else "UTF-8，整个文件也不是 GB18030（GBK）"
    message = f"{wrong}不是 {encodings}；请在编辑器中打开核对，另存为 UTF-8"
    return before.diagnostic(len(before.text), Code.ENCODING, message)


def _not_text(source: Source, offset: int, encoding: str) -> Diagnostic:
    character = source.text[offset]
    name = f"U+{ord(character):04X}"
    if character == "\0":
        message = "文件里有 NUL 字符，不是文本文件（没有标记的 UTF-16 文本请另存为 UTF-8）"
        return source.diagnostic(offset, Code.UNREADABLE_FILE, message)
    if encoding == "gb18030":
        message = f"文件既不是 UTF-8，也不是 GB18030（GBK）文本：其中有控制字符 {name}"
    else:
        message = f"这里有看不见的控制字符 {name}，多半是从别处粘贴来的，请删去"
    return source.diagnostic(offset, Code.ENCODING, message)
