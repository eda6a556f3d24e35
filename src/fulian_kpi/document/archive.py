"""Office files are zip archives of XML: checked before any library opens them."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Final

LARGEST_PART: Final = 16 * 1024 * 1024
LARGEST_TOTAL: Final = 48 * 1024 * 1024
MOST_PARTS: Final = 5000

_DECLARATION: Final = re.compile(
    rb"<\x00?!\x00?(?:D\x00?O\x00?C\x00?T|E\x00?N\x00?T\x00?I)", re.IGNORECASE
)
_COMPRESSIONS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""How office programs pack their files, and no other way."""
_DAMAGED: Final = "文件损坏，打不开；请在 Excel 或 WPS 中打开后另存"
_PROLOGUE: Final = 4096
_CHUNK: Final = 1024 * 1024


class UnsafeError(Exception):
    """A file that is not opened, with the reason."""


def check_archive(data: bytes) -> frozenset[str]:
    """Return the names of the parts.

    Raises:
        UnsafeError: If it is damaged, encrypted, larger unpacked than any table, holds macros or
            declares entities.
    """
    with opened(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        _check_directory(infos)
        names = frozenset(each.filename for each in infos)
        _check_kind(names)
        total = 0
        for each in infos:
            total = _check_part(archive, each, total)
    return names


@contextmanager
def opened(stream: BinaryIO) -> Iterator[zipfile.ZipFile]:
    """Open an archive.

    Raises:
        UnsafeError: If it is damaged or encrypted, also where only reading its parts shows that.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            if any(each.compress_type not in _COMPRESSIONS for each in archive.infolist()):
                raise UnsafeError(_DAMAGED)
            yield archive
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        UnicodeDecodeError,
    ) as error:
        raise UnsafeError(_DAMAGED) from error
    except (RuntimeError, ValueError) as error:
        # What zipfile raises for a part that needs a password.
        raise UnsafeError("文件有密码保护；请先去掉密码") from error


def _check_directory(infos: list[zipfile.ZipInfo]) -> None:
    total = sum(each.file_size for each in infos if _is_text(each.filename))
    if len(infos) > MOST_PARTS or total > LARGEST_TOTAL:
        megabytes = total // 1024 // 1024
        raise UnsafeError(
            f"文件解开后有 {megabytes} MB、{len(infos)} 个部分，不像是一份指标表，没有打开"
        )
    if any(each.flag_bits & 1 for each in infos):
        raise UnsafeError("文件有密码保护；请先去掉密码")


def _check_kind(names: frozenset[str]) -> None:
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise UnsafeError("文件含有宏，没有打开；请另存为不含宏的 .xlsx 或 .docx")
    if any(name.startswith("Basic/") for name in names):
        raise UnsafeError("文件含有宏，没有打开；请另存为不含宏的文件")


def _is_text(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _check_part(archive: zipfile.ZipFile, info: zipfile.ZipInfo, total: int) -> int:
    """Unpack a part of XML in chunks: the size that the directory claims need not be true."""
    if not _is_text(info.filename):
        return total
    size = 0
    with archive.open(info) as part:
        start = part.read(_PROLOGUE)
        if _DECLARATION.search(start):
            raise UnsafeError("文件里有实体声明（DOCTYPE、ENTITY），办公软件不会这样保存，没有打开")
        size = len(start)
        while chunk := part.read(_CHUNK):
            size += len(chunk)
            if size > LARGEST_PART or total + size > LARGEST_TOTAL:
                raise UnsafeError(f"文件解开后超过 {LARGEST_PART // 1024 // 1024} MB，没有打开")
    return total + size
