"""What a judged table calls its columns and verdicts: Chinese where its own header is, else ids."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from fulian_kpi.judgement import Verdict
from fulian_kpi.table.answer import UNREADABLE
from fulian_kpi.table.tally import WORDS


class ColumnNames(NamedTuple):
    """The columns added to the rows, those of the units, and the words in them.

    `words` holds what each verdict is called; `flags` are the words of csv for false and true.
    """

    verdict: str
    points: str
    needs_reason: str
    unit: str
    rows: str
    weight: str
    unit_points: str
    grade: str
    words: Mapping[str, str]
    flags: tuple[str, str]

    @property
    def added(self) -> tuple[str, str, str]:
        """Return what is added to the columns of the table."""
        return self.verdict, self.points, self.needs_reason

    @property
    def units(self) -> tuple[str, ...]:
        """Return the columns of the table of units."""
        return (
            self.unit,
            self.rows,
            *self.words.values(),
            self.weight,
            self.unit_points,
            self.grade,
        )


ENGLISH: Final = ColumnNames(
    verdict="verdict",
    points="points",
    needs_reason="needs_reason",
    unit="unit",
    rows="rows",
    weight="weight",
    unit_points="points",
    grade="grade",
    words={each: each for each in WORDS},
    flags=("false", "true"),
)
CHINESE: Final = ColumnNames(
    # Such a table often has a column 得分 already: what an office gave itself.
    verdict="评判结论",
    points="评判得分",
    needs_reason="须说明原因",
    unit="单位",
    rows="指标数",
    weight="分值",
    unit_points="得分",
    grade="等级",
    words={each.value: each.label for each in Verdict} | {UNREADABLE: "读不懂"},
    flags=("否", "是"),
)


def names_beside(columns: Mapping[str, str]) -> ColumnNames:
    """Return the names that go with the columns of a table, by role."""
    return ENGLISH if columns["target"].isascii() else CHINESE
