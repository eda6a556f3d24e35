"""All review rules, in the order of their codes."""

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from fulian_kpi.finding import Finding
from fulian_kpi.model import Targets
from fulian_kpi.review.missing_sign import missing_sign

ReviewRule: TypeAlias = Callable[[Targets], Iterator[Finding]]

RULES: Final[tuple[ReviewRule, ...]] = (missing_sign,)


def review(targets: Targets) -> Iterator[Finding]:
    """Yield what every rule has to say of `targets`."""
    for rule in RULES:
        yield from rule(targets)
