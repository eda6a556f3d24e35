"""Where a finding is, and what it is, in the words of the services that show it on a line."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from fulian_kpi.diagnostic import Diagnostic


def relative_path(path: str) -> str:
    """Return `path` from the current directory, with ``/``; absolute where it lies elsewhere."""
    here = Path.cwd()
    absolute = Path(os.path.normpath(here / path))
    return (absolute.relative_to(here) if absolute.is_relative_to(here) else absolute).as_posix()


def line_of(finding: Diagnostic) -> int:
    """Return the line of a finding, from 1: what concerns a whole file stands on its first."""
    return max(finding.position.line, 1)


def fingerprinted(findings: Iterable[Diagnostic]) -> Iterator[tuple[str, Diagnostic]]:
    """Yield each finding with a hash that stays when it moves to another line.

    Findings that say the same of the same file are numbered, so that each hash occurs once.
    """
    from hashlib import sha256

    seen: dict[tuple[str, ...], int] = {}
    for each in findings:
        path = relative_path(each.position.path)
        facts = (each.code.id, path, each.indicator or "", each.message)
        seen[facts] = seen.get(facts, 0) + 1
        text = "\0".join((*facts, str(seen[facts])))
        yield sha256(text.encode(errors="surrogatepass")).hexdigest(), each
