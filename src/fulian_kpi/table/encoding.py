"""The encoding of a table that is too large to be read at once."""

import codecs
import re
from pathlib import Path
from typing import Final

from fulian_kpi.codes import Code
from fulian_kpi.diagnostic import Diagnostic, InvalidFileError, Position

_BLOCK: Final = 1 << 20
_HANZI: Final = re.compile(rb"[\xe3-\xe9][\x80-\xbf]{2}")


def encoding_of(path: Path) -> str:
    """Return ``utf-8-sig`` or ``gb18030``, having read the whole of the file.

    Raises:
        InvalidFileError: If it is in neither, or begins in one and goes on in the other.
        OSError: If it cannot be read.
    """
    broken = _first_fault(path, "utf-8")
    if broken is None:
        return "utf-8-sig"
    line, utf8_before = broken
    if not utf8_before and _first_fault(path, "gb18030") is None:
        return "gb18030"
    before = "前面的行是 UTF-8" if utf8_before else "也不是 GB18030（GBK）"
    message = f"这一行不是 UTF-8，{before}；请核对是不是几份编码不同的文件拼在了一起，另存为 UTF-8"
    raise InvalidFileError([Diagnostic(Position(str(path), line), Code.ENCODING, message)])


def _first_fault(path: Path, encoding: str) -> tuple[int, bool] | None:
    """Return the line that is not in `encoding`, and whether hanzi in UTF-8 stand before it."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line, hanzi = 1, False
    with path.open("rb") as stream:
        while True:
            block = stream.read(_BLOCK)
            try:
                decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                good = error.object[: error.start]
                return line + good.count(b"\n"), hanzi or _HANZI.search(good) is not None
            if not block:
                return None
            hanzi = hanzi or _HANZI.search(block) is not None
            line += block.count(b"\n")
