"""What a review rule reports: which indicator, what is wrong with it, in which field."""

from dataclasses import dataclass

from fulian_kpi.codes import Code


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding with a symbolic place: the file's reader turns it into a line and a column."""

    code: Code
    message: str
    indicator: str
    field: str = "target"
