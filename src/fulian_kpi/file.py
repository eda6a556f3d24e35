"""A file read: its bytes, what it says, and where."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from fulian_kpi.checked import Source
from fulian_kpi.codes import Code
from fulian_kpi.content import Places
from fulian_kpi.diagnostic import Diagnostic, InvalidFileError, Position, cause
from fulian_kpi.finding import Finding
from fulian_kpi.yamlfile.reader import Document, read_yaml

STANDARD_INPUT: Final = "-"

YAML_SUFFIXES: Final = (".yaml", ".yml")
"""How the names of our own files end."""

FORM_SUFFIXES: Final = (".xlsx", ".xlsm")
"""How the name of a form that was filled in ends; one with macros in it is refused."""

ZIP: Final = b"PK\x03\x04"
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How the files of office programs begin, newer and older ones."""


def read_bytes(path: str) -> bytes:
    """Return the bytes of a file; ``-`` is standard input.

    Raises:
        InvalidFileError: If there is no such file, or it cannot be read.
    """
    if path == STANDARD_INPUT:
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        message = "找不到这个文件"
    except IsADirectoryError:
        message = "这是文件夹，需要的是文件" if path else "文件名是空的"
    except PermissionError:
        message = "没有权限读取这个文件"
    except OSError as error:
        message = f"读不了这个文件：{cause(error)}"
    except ValueError:
        message = "文件名里有不允许的字符"
    raise InvalidFileError([Diagnostic(Position(path), Code.UNREADABLE_FILE, message)])


def read_document(path: str, data: bytes | None = None) -> tuple[Document, Source]:
    """Return what a YAML file says, and the file; `data` are its bytes where they are known.

    Raises:
        InvalidFileError: If it cannot be read, or is not YAML that we read.
    """
    if data is None:
        data = read_bytes(path)
    document = read_yaml(data, path, keep_faults=True)
    return document, Source(path, data, document.notices)


def placed(document: Places, findings: Iterable[Finding]) -> list[Diagnostic]:
    """Return each finding with its line and column in `document`, in file order."""
    return sorted(map(document.place, findings), key=lambda each: each.position)
