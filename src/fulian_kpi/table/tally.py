"""What the rows of one unit come to: how many of each verdict, points, grade."""

from decimal import Decimal
from typing import Final

from fulian_kpi.judgement import Verdict
from fulian_kpi.policy import FULL_MARKS, Policy
from fulian_kpi.table.answer import UNREADABLE, Answer

WORDS: Final = (*(verdict.value for verdict in Verdict), UNREADABLE)
"""The verdicts in their order, and last the word for none."""


def is_nameless(unit: str) -> bool:
    """Return whether a cell names no unit: it is empty, or has nothing but blanks."""
    return not unit.strip(" \u3000")


class Tally:
    """The sums over the rows of a unit, of which nothing else is kept.

    `weight` is that of the rows which count: all but those that do not apply.
    """

    __slots__ = ("counts", "points", "unweighted", "weight")

    def __init__(self) -> None:
        """Start with no rows."""
        self.counts = dict.fromkeys(WORDS, 0)
        self.weight = Decimal(0)
        self.points = Decimal(0)
        self.unweighted = 0

    def add(self, answer: Answer) -> None:
        """Count one more row."""
        self.counts[answer.verdict] += 1
        if answer.points is not None and answer.weight is not None:
            self.weight += answer.weight
            self.points += answer.points
        elif answer.weight is None and answer.problem is None:
            self.unweighted += 1

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return sum(self.counts.values())

    def grade(self, policy: Policy) -> str | None:
        """Return the grade of the points as a share of the weight that counts.

        None where a row could not be read or has no weight: a part has no grade.
        """
        if not self.weight or self.unweighted or self.counts[UNREADABLE]:
            return None
        points = self.points * FULL_MARKS
        return next(name for name, floor in policy.grades.items() if points >= floor * self.weight)
