"""Which findings are shown and which make a command fail, by its options and its settings."""

from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

import typer

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


def chosen(
    select: list[str] | None, ignore: list[str] | None, fail_on: FailOn | None, show: Show | None
) -> Selection:
    """Return what the options say, and the settings file where they say nothing.

    Raises:
        typer.BadParameter: If no code begins as an option says.
        typer.Exit: With 2, if the settings file cannot be used.
    """
    from fulian_kpi.cli.settings import settings

    usual = settings()
    return Selection(
        select=usual.select if select is None else _prefixes(select, "--select"),
        ignore=usual.ignore if ignore is None else _prefixes(ignore, "--ignore"),
        fail_on=fail_on or usual.fail_on,
        show=show or usual.show,
    )


def _prefixes(given: list[str], option: str) -> tuple[str, ...]:
    prefixes = tuple(each.strip().upper() for text in given for each in text.split(","))
    for prefix in prefixes:
        fault = unknown_prefix(prefix)
        if fault:
            raise typer.BadParameter(fault, param_hint=option)
    return prefixes


def unknown_prefix(prefix: str) -> str | None:
    """Return what is wrong with the beginning of a code; None where a code begins like that."""
    from fulian_kpi.codes import Code
    from fulian_kpi.complaint import nearest

    codes = [code.id for code in Code]
    if prefix and any(code.startswith(prefix) for code in codes):
        return None
    return f"没有以“{prefix}”开头的代码{nearest(prefix, codes)}"
