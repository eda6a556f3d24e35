"""A file in the one layout, its data proved to be what it was."""

from collections.abc import Iterator

from fulian_kpi.codes import Code
from fulian_kpi.diagnostic import Diagnostic, InvalidFileError
from fulian_kpi.expression.scanner import ExpressionError
from fulian_kpi.expression.target import parse_rule
from fulian_kpi.finding import Finding
from fulian_kpi.yamlfile.layout import laid_out
from fulian_kpi.yamlfile.reader import read_yaml
from fulian_kpi.yamlfile.tree import Collection, Entry, Scalar, quoted, read_tree


def formatted(
    data: bytes, path: str, *, canonical: bool = False
) -> tuple[str, tuple[Diagnostic, ...]]:
    """Return the text of a file in the one layout, and what is to be said about its bytes.

    Args:
        data: The bytes of a file that need not be valid beyond its YAML.
        path: The name under which places are reported.
        canonical: Whether targets are spelled as their rules spell themselves.

    Raises:
        InvalidFileError: If the file is not YAML that we read, or not a mapping.
    """
    document = read_yaml(data, path)
    if not isinstance(document.root, dict):
        message = "文件应当由“键: 值”组成，例如 year: 2022"
        raise InvalidFileError([document.place(Finding(Code.WRONG_VALUE, message, ()))])
    root = read_tree(document.text)
    text = laid_out(root)
    if read_yaml(text.encode(), path).root != document.root:
        message = "这份文件无法统一排版而不改动数据，没有改写；请把多行文字改成加引号的一行"
        raise InvalidFileError([document.place(Finding(Code.WRONG_VALUE, message, ()))])
    for entry in indicator_entries(root):
        target = entry.get("target")
        if isinstance(target, Scalar):
            spelled = _canonical(target.value) if canonical else target.value
            target.written = _quoted(spelled, target)
    return laid_out(root), document.notices


def indicator_entries(root: Collection) -> Iterator[Collection]:
    """Yield the mapping of each indicator of a targets file."""
    for entry in indicator_items(root):
        if isinstance(entry.value, Collection):
            yield entry.value


def indicator_items(root: Collection) -> Iterator[Entry]:
    """Yield the item of each indicator of a targets file."""
    level1 = root.get("indicators")
    for below in _values(level1):
        for items in _values(below):
            if isinstance(items, Collection) and not items.is_mapping:
                yield from items.entries


def _values(node: Collection | Scalar | None) -> Iterator[Collection | Scalar]:
    if isinstance(node, Collection) and node.is_mapping:
        for each in node.entries:
            yield each.value


def _quoted(text: str, scalar: Scalar) -> str:
    """Return a target in double quotes, as all of them are; one that is empty or odd, as it was."""
    if scalar.style or not scalar.written or (scalar.value == text and "\\" in scalar.written):
        return scalar.written
    if scalar.value == text and scalar.written in {"~", "null"}:
        return scalar.written
    return quoted(text)


def _canonical(text: str) -> str:
    """Return the spelling of a target's rule by itself, or the text where that is another rule."""
    try:
        rule = parse_rule(text)
        return str(rule) if parse_rule(str(rule)) == rule else text
    except ExpressionError:
        return text
