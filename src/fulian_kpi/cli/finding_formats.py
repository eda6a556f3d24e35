"""The formats of findings that every command writes alike: those that a CI reads."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from fulian_kpi.cli.terminal import standard_paper

if TYPE_CHECKING:
    from fulian_kpi.report.findings import Examined
    from fulian_kpi.report.paper import Paper

FINDING_FORMATS: Final = frozenset({"junit", "github", "gitlab", "sarif"})


def finding_writer(wanted: str) -> "Callable[[Sequence[Examined], Paper], None]":
    """Return the writer of one of `FINDING_FORMATS`."""
    if wanted == "junit":
        from fulian_kpi.report.findings_junit import write_junit

        return write_junit
    if wanted == "github":
        from fulian_kpi.report.findings_github import write_github

        return write_github
    if wanted == "gitlab":
        from fulian_kpi.report.findings_gitlab import write_gitlab

        return write_gitlab
    from fulian_kpi.report.findings_sarif import write_sarif

    return write_sarif


def runs_in_workflow() -> bool:
    """Return whether a GitHub workflow runs us."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


@contextmanager
def annotated(files: "Callable[[], Sequence[Examined]]", *, wanted: bool) -> Iterator[None]:
    """Let annotations follow the text that is written within, where they are `wanted`.

    The runner obeys what looks like a command in either stream, and the text shows names and lines
    of files: until its end the runner is told to obey nothing.
    """
    if not wanted:
        yield
        return
    import secrets

    token = secrets.token_hex(16)
    sys.stdout.write(f"::stop-commands::{token}\n")
    sys.stdout.flush()
    yield
    sys.stderr.flush()
    sys.stdout.write(f"::{token}::\n")
    finding_writer("github")(files(), standard_paper())
