"""The files of one run of ``kpi check``, each judged and written by itself, in any process."""

import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from fulian_kpi.cli.check_formats import CheckFormat, write_report, write_unjudged
from fulian_kpi.cli.paths import FileKind, expand, is_folder
from fulian_kpi.codes import Code
from fulian_kpi.diagnostic import Diagnostic, InvalidFileError, Position
from fulian_kpi.judging import Judged, Terms, judge_files
from fulian_kpi.loading import load_targets
from fulian_kpi.report.check_units import Unit, Unjudged, unit_of
from fulian_kpi.report.paper import Paper
from fulian_kpi.severity import Severity


class Order(NamedTuple):
    """What to do with each file; it can be sent to another process.

    `wanted` is the format of a report by itself, None where there is none; `apart` says that a
    blank line follows it. `keep` says that the scorecards are needed later: they are large, and
    take long from one process to another.
    """

    terms: Terms
    wanted: CheckFormat | None
    apart: bool
    width: int
    color: bool
    keep: bool


class Outcome(NamedTuple):
    """What came of one file: its report as text, its totals, what is to be said on stderr.

    There are no totals where it could not be judged.
    """

    paths: Sequence[str]
    text: str
    unit: Unit | None
    findings: tuple[Diagnostic, ...]
    judged: Judged | None

    @property
    def unjudged(self) -> Iterator[Unjudged]:
        """Each file that could not be judged, with the first error of its own, or of the others."""
        if self.unit is None:
            for path in self.paths:
                own = (each for each in self.findings if each.position.path == path)
                yield Unjudged(path, next(own, self.findings[0]))


def unanswered(
    arguments: Iterable[str], units: Sequence[Unit], unjudged: Iterable[str]
) -> Iterator[Diagnostic]:
    """Yield each targets file in the folders among `arguments` that none of `units` answers.

    Of other years than theirs, which may be over or not begun, nothing is said, nor of those beside
    a file that could not be judged: that has been said.
    """
    folders = [each for each in arguments if is_folder(each)]
    if not folders:
        return
    said = {Path(each).resolve().parent for each in unjudged}
    files, _ = expand(folders, FileKind.TARGETS)
    answered = {Path(each.targets).resolve() for each in units}
    years = {each.year for each in units}
    for path in files:
        real = Path(path).resolve()
        if real in answered or real.parent in said:
            continue
        try:
            head = load_targets(path).head
        except InvalidFileError:
            continue  # Its actuals have said so, or it is no targets file at all.
        if head.year in years:
            message = f"“{head.subject}”{head.year} 年的目标没有可评判的实际值文件"
            yield Diagnostic(Position(path), Code.UNREPORTED, message, level=Severity.ERROR)


def carry_out(order: Order, paths: Sequence[str]) -> Outcome:
    """Judge one file, or the partial files of one year, and write the report."""
    # As stdout will encode it: what cannot be shown there is spelled out, and JSON is then ASCII.
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    content = io.BytesIO()
    stream = io.TextIOWrapper(
        content, encoding=encoding, errors="backslashreplace", newline="\n", write_through=True
    )
    paper = Paper(stream, order.width, color=order.color)
    judged: Judged | None = None
    unit: Unit | None = None
    try:
        judged = judge_files(paths, order.terms)
    except InvalidFileError as error:
        findings = error.diagnostics
        if order.wanted is CheckFormat.JSONL:
            write_unjudged(findings, paper)
    else:
        findings = judged.findings
        unit = unit_of(judged.card, passed=judged.passed)
        if order.wanted is not None:
            write_report(order.wanted, judged, paper)
            stream.write("\n" if order.apart else "")
    text = content.getvalue().decode(encoding)
    return Outcome(paths, text, unit, findings, judged if order.keep else None)
