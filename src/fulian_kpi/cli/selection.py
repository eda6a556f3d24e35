"""Which findings are shown and which make a command fail."""

from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from fulian_kpi.severity import Severity

if TYPE_CHECKING:
    from fulian_kpi.diagnostic import Diagnostic


class FailOn(StrEnum):
    """The least severity that makes the command fail."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


class Show(StrEnum):
    """Findings that are quiet unless they are asked for."""

    INFO = "info"


_FAILING: Final = {
    FailOn.ERROR: frozenset({Severity.ERROR}),
    FailOn.WARNING: frozenset({Severity.ERROR, Severity.WARNING}),
    FailOn.INFO: frozenset(Severity),
    FailOn.NEVER: frozenset[Severity](),
}


class Selection(NamedTuple):
    """Beginnings of codes to look at, all where there are none, and of codes to pass over."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: FailOn = FailOn.ERROR
    show: Show | None = None

    def picks(self, finding: "Diagnostic") -> bool:
        """Return whether `finding` was asked for, however serious it is."""
        code = finding.code.id
        return code.startswith(self.select or ("",)) and not code.startswith(self.ignore)

    def shows(self, finding: "Diagnostic") -> bool:
        """Return whether `finding` is listed."""
        return self.picks(finding) and (
            self.show is Show.INFO or finding.severity is not Severity.INFO
        )

    @property
    def failing(self) -> frozenset[Severity]:
        """The severities that make the command fail."""
        return _FAILING[self.fail_on]


def unknown_prefix(prefix: str) -> str | None:
    """Return what is wrong with the beginning of a code; None where a code begins like that."""
    from fulian_kpi.codes import Code
    from fulian_kpi.complaint import nearest

    codes = [code.id for code in Code]
    if prefix and any(code.startswith(prefix) for code in codes):
        return None
    return f"没有以“{prefix}”开头的代码{nearest(prefix, codes)}"
