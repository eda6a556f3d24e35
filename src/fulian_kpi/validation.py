"""A targets file with everything there is to say of it, each finding at its place."""

from dataclasses import dataclass

from fulian_kpi.diagnostic import Diagnostic
from fulian_kpi.loading import placed, read_targets
from fulian_kpi.model import Targets
from fulian_kpi.review.rules import review


@dataclass(frozen=True, slots=True)
class Validated:
    """A targets file that can be used, and what a reviewer would say of it, in file order."""

    targets: Targets
    findings: tuple[Diagnostic, ...]


def validate_file(path: str) -> Validated:
    """Read, check and review a targets file.

    Raises:
        InvalidFileError: With every problem, if the file cannot be used.
    """
    document, targets = read_targets(path)
    findings = placed(document, review(targets))
    return Validated(targets, (*targets.source.notices, *findings))
