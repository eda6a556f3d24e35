"""Next year's targets file, drafted from this year's."""

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from fulian_kpi.checked import Indicator, Targets
from fulian_kpi.codes import Code
from fulian_kpi.diagnostic import Diagnostic, Position, visible
from fulian_kpi.expression.scanner import ExpressionError, fold
from fulian_kpi.expression.target import parse_rule
from fulian_kpi.row import Row
from fulian_kpi.rule import Deadline
from fulian_kpi.yamlfile.layout import laid_out
from fulian_kpi.yamlfile.reader import Document
from fulian_kpi.yamlfile.tree import Collection, Entry, Scalar, quoted, read_tree

LAST_YEAR: Final = "# 上年目标"
"""How the comment about last year begins."""

_YEAR: Final = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_BUDGET: Final = "# 上年预算，请改为新年度批复数"


class Succession(NamedTuple):
    """The text of next year's file, and the lines of it where the old year is still written."""

    text: str
    remarks: tuple[Diagnostic, ...]


def succeed(
    document: Document, targets: Targets, year: int, rows: Mapping[str, Row], path: str
) -> Succession:
    """Draft the targets of `year`.

    The budget stays as a proposal to be replaced, since the file would be refused without its
    total; a comment says whose it is. Dates in deadlines move on by the years between.

    Args:
        document: This year's file.
        targets: What it says.
        year: The year of the draft.
        rows: This year's results by the id of the indicator, where they are known.
        path: The name of the draft, for its remarks.
    """
    old = targets.head.year
    root = read_tree(document.text)
    _scalar(root.get("year")).written = str(year)
    if targets.head.budget is not None:
        _remark(root.entry("budget"), _BUDGET)
    by_route = {each.route: each for each in targets.indicators}
    tree = root.get("indicators")
    assert isinstance(tree, Collection), "the targets have been checked"
    for level1 in tree.entries:
        for level2 in _collection(level1.value).entries:
            for index, item in enumerate(_collection(level2.value).entries):
                assert level1.key is not None, "a level has a name"
                assert level2.key is not None, "a level has a name"
                route = ("indicators", level1.key.value, level2.key.value, index)
                indicator = by_route[route]
                target = _scalar(_collection(item.value).get("target"))
                target.written = quoted(moved_on(target.value, old, year))
                target.style = ""
                _remark(item, _last_year(indicator, rows.get(indicator.id)))
    text = laid_out(root)
    return Succession(text, tuple(_left_behind(text, old, path)))


def moved_on(target: str, old: int, year: int) -> str:
    """Return a deadline moved from the year `old` to `year`; any other target as it is.

    A period that ends in another year stays as long as it was. 29 February of a leap year stays as
    well: which day is meant then, a person has to say.
    """
    try:
        if not isinstance(parse_rule(target), Deadline):
            return target
        written = [(each.start(), int(each[0])) for each in _YEAR.finditer(fold(target))]
        if old not in {each for _, each in written}:
            return target
        moved = target
        for start, each in written:
            moved = f"{moved[:start]}{each + year - old}{moved[start + 4 :]}"
        return moved if isinstance(parse_rule(moved), Deadline) else target
    except ExpressionError:
        return target


def _remark(entry: Entry, comment: str) -> None:
    """Say something of last year beside an entry, instead of what a draft said of its own."""
    entry.above = [each for each in entry.above if not each.startswith((LAST_YEAR, _BUDGET))]
    if entry.beside.strip().startswith((LAST_YEAR, _BUDGET)):
        entry.beside = ""
    entry.comment_beside(f"    {comment}")


def _last_year(indicator: Indicator, row: Row | None) -> str:
    comment = f"{LAST_YEAR} {indicator.target.text}"
    if row is not None:
        comment += f"，结果 {row.report.text or '－'}，{row.verdict.label}"
    return visible(" ".join(comment.split()))


def _left_behind(text: str, old: int, path: str) -> Iterator[Diagnostic]:
    """Yield each line that names the old year, but for what we say of last year ourselves."""
    written = re.compile(rf"(?<![0-9]){old}(?![0-9])")
    for number, line in enumerate(text.splitlines(), 1):
        if found := written.search(line.partition(LAST_YEAR)[0]):
            message = f"这里仍写着 {old}，请核对是否要改"
            yield Diagnostic(
                Position(path, number, found.start() + 1), Code.OLD_YEAR, message, line, 4
            )


def _scalar(node: object) -> Scalar:
    assert isinstance(node, Scalar), "the targets have been checked"
    return node


def _collection(node: object) -> Collection:
    assert isinstance(node, Collection), "the targets have been checked"
    return node
