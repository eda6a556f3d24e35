"""A name that counts one thing and a unit that counts another."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from fulian_kpi.checked import Indicator, Targets
from fulian_kpi.codes import Code
from fulian_kpi.finding import Finding
from fulian_kpi.review.measure import measure


class _Kind(NamedTuple):
    """What a name says is counted, the units that count something else, and why it matters."""

    named: re.Pattern[str]
    units: frozenset[str]
    meant: str
    reason: str


_VISITS: Final = "1 人来 3 次是 1 人、3 人次"
_KINDS: Final = (
    _Kind(re.compile("人次"), frozenset("人 名 位".split()), "人次", _VISITS),
    _Kind(re.compile(r"人(?:群|员|口)?数(?!据)"), frozenset({"人次"}), "人", _VISITS),
    _Kind(re.compile("户数"), frozenset("人 人次 名".split()), "户", "1 户可有几口人"),
)


def unit_and_name(targets: Targets) -> Iterator[Finding]:
    """Yield targets whose unit does not count what their name counts."""
    for each in targets.indicators:
        found = disagreement(each)
        if found:
            message = (
                f"名称里是“{found.named}”，单位却是“{found.unit}”（{found.reason}）；"
                f"请把单位改为{found.meant}，或改名称"
            )
            yield Finding(Code.UNIT_AND_NAME, message, (*each.route, "target"), each.id)


class Disagreement(NamedTuple):
    """What a name counts, the unit that was written, the one that was meant, and the reason."""

    named: str
    unit: str
    meant: str
    reason: str


def disagreement(indicator: Indicator) -> Disagreement | None:
    """Return how the name and the unit of `indicator` disagree; None where they do not."""
    quantity = measure(indicator)
    unit = quantity.unit if quantity else ""
    named = [(found[0], each) for each in _KINDS if (found := each.named.search(indicator.name))]
    # A name with both, 参加人数（人次）, leaves the unit open.
    if len(named) != 1 or unit not in named[0][1].units:
        return None
    word, kind = named[0]
    return Disagreement(word, unit, kind.meant, kind.reason)
