"""Something to say of a file, with a symbolic place: the file's reader knows line and column."""

from typing import NamedTuple, TypeAlias

from fulian_kpi.codes import Code

Route: TypeAlias = tuple[str | int, ...]
"""The keys and indices that lead from the root of a file to a value."""


class Finding(NamedTuple):
    """What is wrong at `route`; `indicator` is the id of the indicator it belongs to, if any.

    `span` holds the offsets of the wrong part within the text at `route`, where it is not all of
    it; `on_key` says that the last key of `route` is meant, not its value.
    """

    code: Code
    message: str
    route: Route
    indicator: str | None = None
    span: tuple[int, int] | None = None
    on_key: bool = False


class FindingsError(ValueError):
    """Content that cannot be judged or scored, with everything that stands in the way."""

    def __init__(self, findings: list[Finding]) -> None:
        """Keep `findings`; there is at least one."""
        super().__init__(findings[0].message)
        self.findings = tuple(findings)
