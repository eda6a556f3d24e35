"""One indicator block of a document, however its columns were found."""

import re
from dataclasses import dataclass, field

from fulian_kpi.document.alignment import Column, Record
from fulian_kpi.document.grid import Row
from fulian_kpi.document.wording import Role, bare


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say of a place in the document."""

    place: str
    message: str


@dataclass(frozen=True, slots=True)
class Block:
    """One indicator table: its place, what stands above it, its rows and what was left out.

    `shifted` counts the rows whose texts stood in columns that they cannot belong to.
    """

    grid: str
    place: str
    columns: tuple[Column, ...]
    header: tuple[Row, ...]
    above: tuple[Row, ...]
    records: tuple[Record, ...]
    left_out: tuple[Remark, ...] = ()
    doubts: tuple[Remark, ...] = ()
    exact: bool = False
    shifted: int = 0
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """Return how a list of tables names this one."""
        headers = " ".join(bare(each.text) for each in self.columns)
        return f"{self.grid} {self.place}（{len(self.records)} 行：{headers}）"

    @property
    def has_actuals(self) -> bool:
        """Whether it is a self-evaluation."""
        return any(each.role is Role.ACTUAL for each in self.columns)

    def headed(self, heading: re.Pattern[str]) -> set[int]:
        """Return where the columns with that heading stand, as far as that is known."""
        return {
            each.index
            for each in self.columns
            if each.index >= 0 and heading.fullmatch(bare(each.text))
        }
