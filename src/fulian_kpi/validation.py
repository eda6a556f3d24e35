"""A targets file with everything there is to say of it, each finding at its place."""

from typing import NamedTuple

from fulian_kpi.diagnostic import Diagnostic
from fulian_kpi.file import placed
from fulian_kpi.loading import read_targets
from fulian_kpi.model import Targets
from fulian_kpi.policy_file import policy_of
from fulian_kpi.review.rules import review


class Validated(NamedTuple):
    """A targets file that can be used, and what a reviewer would say of it, in file order."""

    targets: Targets
    findings: tuple[Diagnostic, ...]


def validate_file(path: str) -> Validated:
    """Read, check and review a targets file.

    Raises:
        InvalidFileError: With every problem, if the file cannot be used.
    """
    document, targets = read_targets(path)
    findings = placed(document, review(targets, policy_of(document, targets)))
    return Validated(targets, (*targets.source.notices, *findings))
