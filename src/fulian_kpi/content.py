"""What a file says and where it says it, whether it is YAML or a workbook that was filled in."""

from collections.abc import Mapping
from typing import Protocol, TypeAlias

from fulian_kpi.diagnostic import Diagnostic, Position
from fulian_kpi.finding import Finding, Route

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"
"""A file's content: texts as written, None where nothing is."""


class Places(Protocol):
    """What knows where the values of a file stand; a route leads from the root to a value."""

    def place(self, finding: Finding) -> Diagnostic:
        """Return `finding` with the line and column of what it is about."""

    def called(self, route: Route) -> str:
        """Return by what name whoever fills in the file knows the value at `route`."""


class Content(Places, Protocol):
    """Plain values that know their places."""

    @property
    def root(self) -> Plain:
        """Everything that the file says."""

    @property
    def path(self) -> str:
        """The name of the file."""

    @property
    def notices(self) -> tuple[Diagnostic, ...]:
        """What is to be said of the file as a whole."""

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """What is wrong with parts of the file, while all others could be read."""

    def locate(self, route: Route) -> Position:
        """Return where the value at `route` is, or the nearest part of it that exists."""

    def lines(self, route: Route) -> Mapping[str | int, int]:
        """Return the line of each item of the list, or key of the mapping, at `route`."""
