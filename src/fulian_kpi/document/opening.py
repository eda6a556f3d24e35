"""A file of any format that we know to its grids; by what is in it, whatever its name says."""

import codecs
import re
from collections.abc import Callable
from pathlib import PurePath
from typing import Final

from fulian_kpi.codes import Code
from fulian_kpi.diagnostic import Diagnostic, InvalidFileError, Position
from fulian_kpi.document.archive import UnsafeError, check_archive
from fulian_kpi.document.docx import docx_grids
from fulian_kpi.document.grid import Grid
from fulian_kpi.document.spreadsheet import spreadsheet_grids
from fulian_kpi.document.text import LONGEST, csv_grid, text_grid
from fulian_kpi.document.webpage import is_page, page_grids
from fulian_kpi.document.xlsx import xlsx_grids
from fulian_kpi.file import OLE, ZIP
from fulian_kpi.yamlfile.encoding import decode

LARGEST: Final = 20 * 1024 * 1024
"""Bytes; a table with scanned pages in it may have a few million."""

FORMATS: Final = ".xlsx .xls .ods .docx .html .csv .txt"

_OFFICE: Final = frozenset({".xlsx", ".xlsm", ".ods", ".et", ".docx", ".doc", ".wps"})
"""What holds no text; an .xls may, since some systems call their exports so."""

_TEXTS: Final = frozenset({"", ".xls", ".htm", ".html", ".csv", ".tsv", ".txt", ".md"})
_SUFFIX: Final = re.compile(r"\.[a-z][a-z0-9]{0,5}")
"""What says the kind of a file; the end of 妇联2023.目标表 does not."""

_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_EMPTY_ZIP: Final = b"PK\x05\x06"
_REFUSED: Final = {
    b"%PDF": "这是 PDF，不能直接导入；请转成 Excel 或 Word，或者把表格复制到 .txt",
    b"{\\rtf": "这是 RTF 文档；请在 Word 或 WPS 中另存为 .docx",
    **dict.fromkeys(
        (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"),
        "这是图片，不是表格；请把图上的表格录入 Excel，或识别成文字后存为 .txt",
    ),
    b"Rar!": "这是压缩包；请先解开",
    b"7z\xbc\xaf": "这是压缩包；请先解开",
}
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_WORD: Final = "WordDocument".encode("utf-16-le")
_MACROS: Final = "_VBA_PROJECT".encode("utf-16-le")


def open_document(data: bytes, path: str) -> tuple[list[Grid], tuple[Diagnostic, ...]]:
    """Return the grids of a document, and what is to be said of the file.

    Raises:
        InvalidFileError: If it is empty, too large, or in an unknown encoding.
        UnsafeError: If it is damaged, of another format, or not opened for safety.
        ModuleNotFoundError: If the library for its format is not installed.
    """
    if not data.strip():
        raise InvalidFileError([Diagnostic(Position(path), Code.EMPTY_FILE, "文件是空的")])
    check_size(len(data))
    reason = next((why for sign, why in _REFUSED.items() if data.startswith(sign)), None)
    if reason:
        raise UnsafeError(reason)
    if data.startswith((ZIP, _EMPTY_ZIP)):
        return _from_archive(data)(data), ()
    if data.startswith(OLE):
        check_ole(data)
        return spreadsheet_grids(data), ()
    return _from_text(data, path)


def check_size(size: int) -> None:
    """Refuse a file of more bytes than any table has.

    Raises:
        UnsafeError: If `size` is above the limit.
    """
    if size > LARGEST:
        limit = LARGEST // 1024 // 1024
        raise UnsafeError(f"文件有 {size // 1024 // 1024} MB，超过 {limit} MB，没有打开")


def _from_archive(data: bytes) -> Callable[[bytes], list[Grid]]:
    names = check_archive(data)
    if "xl/workbook.xml" in names:
        return xlsx_grids
    if "word/document.xml" in names:
        return docx_grids
    if "content.xml" in names:
        return spreadsheet_grids
    if "xl/workbook.bin" in names:
        raise UnsafeError("这是 .xlsb 工作簿；请在 Excel 中另存为 .xlsx")
    raise UnsafeError(f"这个压缩包不是 Excel 或 Word 文件；可以导入 {FORMATS}")


def check_ole(data: bytes) -> None:
    """Refuse an older file, or a new one in its envelope, that is not opened.

    Raises:
        UnsafeError: If it has a password or macros, or is a text document.
    """
    if _ENCRYPTED in data:
        raise UnsafeError("文件有密码保护；请先去掉密码")
    if _WORD in data:
        raise UnsafeError("这是旧格式的 .doc 或 .wps；请在 Word 或 WPS 中另存为 .docx")
    if _MACROS in data:
        raise UnsafeError("文件含有宏，没有打开；请另存为不含宏的 .xlsx")


def _from_text(data: bytes, path: str) -> tuple[list[Grid], tuple[Diagnostic, ...]]:
    suffix = PurePath(path).suffix.lower()
    if suffix not in _TEXTS | _OFFICE and _SUFFIX.fullmatch(suffix):
        raise UnsafeError(f"{suffix} 不是表格文件；可以导入 {FORMATS}，表格是文本的请存为 .txt")
    damaged = f"文件损坏，打不开：内容不是 {suffix}；请在 Excel 或 Word 中打开后另存"
    if b"\0" in data and not data.startswith(_MARKS):
        is_office = suffix in {*_OFFICE, ".xls"}
        raise UnsafeError(damaged if is_office else f"这不是表格，也不是文本；可以导入 {FORMATS}")
    if not data.startswith(_MARKS):
        # What prints a pdf as text begins each page so; a blank keeps the columns of its line.
        data = data.replace(b"\f", b" ")
    source, notices = decode(data, path)
    if is_page(source.text):
        return page_grids(source.text), notices
    if suffix in _OFFICE:
        raise UnsafeError(damaged)
    if len(source.text) > LONGEST:
        raise UnsafeError(f"有 {len(source.text)} 字，超过 {LONGEST} 字，不像是一份指标表，没有读")
    is_csv = suffix in {".csv", ".tsv"}
    return [csv_grid(source.text) if is_csv else text_grid(source.text)], notices
