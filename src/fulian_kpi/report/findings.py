"""What was found in one file, for the formats that a CI reads: the same for every command."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

from fulian_kpi.checked import Indicator
from fulian_kpi.codes import Code
from fulian_kpi.diagnostic import Diagnostic
from fulian_kpi.judging import Judged
from fulian_kpi.severity import Severity

ERRORS: Final = frozenset({Severity.ERROR})


class Examined(NamedTuple):
    """A file, the indicators that it was examined for, and what was found, in file order.

    There are no indicators where the file could not be used. `failing` are the severities that
    make the command fail.
    """

    path: str
    indicators: tuple[Indicator, ...]
    findings: tuple[Diagnostic, ...]
    failing: frozenset[Severity] = ERRORS


def unusable(problems: Iterable[Diagnostic]) -> list[Examined]:
    """Return the files that could not be used, each with its problems."""
    by_path: dict[str, list[Diagnostic]] = {}
    for each in problems:
        by_path.setdefault(each.position.path, []).append(each)
    return [Examined(path, (), tuple(found)) for path, found in by_path.items()]


def examined(judged: Judged) -> Examined:
    """Return a finished check as findings: every row that does not pass has an error.

    Where only one task was reported on, the other rows have one together, which is the file's.
    """
    card = judged.card
    missed = {each.indicator for each in judged.misses}
    unexcused = {row.indicator.id for row in card.asked if not row.passed} - missed
    findings = (
        each._replace(level=Severity.ERROR) if _fails(each, unexcused) else each
        for each in judged.findings
    )
    return Examined(
        card.actuals.source.path,
        tuple(row.indicator for row in card.asked),
        tuple(sorted([*findings, *judged.misses], key=lambda each: each.position)),
    )


def _fails(finding: Diagnostic, unexcused: AbstractSet[str]) -> bool:
    """Return whether a finding is why a row, or all those of other tasks, does not pass."""
    if finding.indicator is None:
        return finding.code is Code.UNREPORTED
    return finding.indicator in unexcused


def all_findings(files: Sequence[Examined]) -> Iterator[Diagnostic]:
    """Yield the findings of all files, one file after the other."""
    for each in files:
        yield from each.findings
