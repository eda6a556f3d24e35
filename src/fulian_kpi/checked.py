"""What a targets file and an actuals file hold once they are checked: frozen, with their places."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from fulian_kpi.diagnostic import Diagnostic
from fulian_kpi.finding import Route
from fulian_kpi.judgement import Actual
from fulian_kpi.model import Execution, Target, TargetsFile
from fulian_kpi.rule import Rule, is_cost


class Source(NamedTuple):
    """The file that something was read from, and its bytes; `parts` are files that were joined."""

    path: str
    data: bytes
    notices: tuple[Diagnostic, ...] = ()
    parts: tuple["Source", ...] = ()

    @property
    def sha256(self) -> str:
        """Return the hash of the bytes, in hexadecimal."""
        # Loading OpenSSL takes a hundredth of a check, and few formats show the hash.
        from hashlib import sha256

        return sha256(self.data).hexdigest()


class Indicator(NamedTuple):
    """A level-3 indicator with its place in the tree and in the file (`line` from 1).

    `rule` is what actuals are judged by: the target's rule in the year of the table. `route` leads
    to its entry in the file.
    """

    id: str
    task: int | None
    level1: str
    level2: str
    name: str
    target: Target
    rule: Rule
    weight: Decimal | None
    line: int
    route: Route

    @property
    def is_cost(self) -> bool:
        """Whether less is better here by convention."""
        return is_cost(self.level1, self.level2)


class Targets(NamedTuple):
    """A checked targets file."""

    source: Source
    head: TargetsFile
    indicators: tuple[Indicator, ...]


class Report(NamedTuple):
    """What was reported for one indicator; `actual` is None where the value was left empty."""

    text: str | None
    actual: Actual | None
    reason: str | None
    evidence: tuple[str, ...]
    share: Fraction | None
    line: int


_NOTHING_REPORTED: Final = Report(None, None, None, (), None, 0)


class Actuals(NamedTuple):
    """A checked actuals file."""

    source: Source
    budget: Execution | None
    reports: Mapping[str, Report]

    def report(self, indicator_id: str) -> Report:
        """Return what was reported for an indicator, empty where nothing was."""
        return self.reports.get(indicator_id, _NOTHING_REPORTED)
