"""Targets files with everything there is to say of them, each finding at its place."""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from fulian_kpi.checked import Targets
from fulian_kpi.codes import Code
from fulian_kpi.diagnostic import Diagnostic
from fulian_kpi.file import placed
from fulian_kpi.finding import Finding
from fulian_kpi.loading import read_targets
from fulian_kpi.policy_file import policy_of
from fulian_kpi.review.rules import review
from fulian_kpi.review.suppression import SUPPRESSION, Suppressed, sift


class Validated(NamedTuple):
    """A targets file that can be used, and what a reviewer would say of it, in file order.

    `suppressed` is what comments of the file have set aside; `repeated` the finding, without its
    message, that this is a second table of its department and year, which other files tell.
    """

    targets: Targets
    findings: tuple[Diagnostic, ...]
    suppressed: tuple[Suppressed, ...]
    repeated: Diagnostic


def validate_file(path: str) -> Validated:
    """Read, check and review a targets file.

    Raises:
        InvalidFileError: With every problem, if the file cannot be used.
    """
    document, targets = read_targets(path)
    reviewed = placed(document, review(targets, policy_of(document, targets)))
    sifted = sift((*targets.source.notices, *reviewed), document.comments(SUPPRESSION))
    repeated = document.place(Finding(Code.SAME_TABLE, "", ("year",)))
    return Validated(targets, *sifted, repeated)


def same_tables(files: Iterable[Validated]) -> Iterator[Diagnostic]:
    """Yield every later file whose department, project and year an earlier one has."""
    seen: dict[tuple[str, int], str] = {}
    for each in files:
        head, path = each.targets.head, each.targets.source.path
        subject = "".join(unicodedata.normalize("NFKC", head.subject).split())
        first = seen.setdefault((subject, head.year), path)
        if first != path:
            message = f"{first} 也是“{head.subject}”{head.year} 年的目标；请核对年度，或只留一份"
            yield each.repeated._replace(message=message)
