"""A scoring policy: weights, formulas, bands and grades, as data (policies/*.yaml)."""

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Final, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainValidator,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from fulian_kpi.model import LEVELS, Number, Part
from fulian_kpi.rule import SCALES, Band

EXECUTION: Final = "预算执行率"
"""The name under which weights declare the share of budget execution."""

FULL_MARKS: Final = 100

SATISFACTION: Final = "满意度指标"
COST: Final = "成本指标"

_PERCENT: Final = re.compile(r"(?:0|[1-9][0-9]{0,3})(?:\.[0-9]{1,4})?[%％]")
_MOST_PLACES: Final = 4


def _percent(value: object) -> Fraction:
    if not isinstance(value, str) or not _PERCENT.fullmatch(value):
        raise PydanticCustomError("percent", "应当是百分比，例如 80%")
    return Fraction(value[:-1]) / 100


def _places(value: object) -> object:
    if not isinstance(value, str) or value not in map(str, range(_MOST_PLACES + 1)):
        raise PydanticCustomError("places", "应当是 0 到 4 的整数")
    return int(value)


def _group_weights(value: dict[str, Decimal]) -> dict[str, Decimal]:
    unknown = [name for name in value if name not in LEVELS and name != EXECUTION]
    if unknown:
        raise PydanticCustomError("group", f"没有“{unknown[0]}”这个一级指标")
    if any(weight <= 0 for weight in value.values()):
        raise PydanticCustomError("weight", "分值必须大于零")
    total = sum(value.values(), Decimal(0))
    if total != FULL_MARKS:
        raise PydanticCustomError("total", f"分值合计 {total}，应当是 100")
    return value


def _grades(value: dict[str, Decimal]) -> dict[str, Decimal]:
    floors = list(value.values())
    if not floors or floors[-1] != 0 or any(a <= b for a, b in pairwise(floors)):
        raise PydanticCustomError("grades", "等级应当从高到低，最后一级从 0 起，界限不能重叠")
    return value


def _scales(value: dict[str, tuple[Band, ...]]) -> dict[str, tuple[Band, ...]]:
    known = {"".join(scale): len(scale) for scale in SCALES}
    for spelled, bands in value.items():
        if known.get(spelled) != len(bands):
            raise PydanticCustomError("scale", f"没有“{spelled}”这个尺度，或档次的个数与等级不同")
    return value


Percent = Annotated[
    Fraction,
    PlainValidator(_percent),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]{1,4}(\.[0-9]{1,4})?[%％]$"}),
]
GroupWeights = Annotated[dict[str, Number], AfterValidator(_group_weights)]


class GroupSplit(Part):
    """How 100 points are split over budget execution and the level-1 groups."""

    standard: Annotated[GroupWeights, Field(description="没有成本指标时各一级指标的分值")]
    with_cost: Annotated[GroupWeights, Field(description="设有成本指标时各一级指标的分值")]
    satisfaction_goes_to: Annotated[
        str, Field(description="没有满意度指标时，其分值并入的一级指标")
    ] = "效益指标"


def _bands(value: "Bands") -> "Bands":
    if not 0 < value.partial < value.full < 1:
        raise PydanticCustomError("bands", "档次重叠：应当 0% < partial < full < 100%")
    return value


class Bands(Part):
    """Where the bands of grades and statements begin; the lower bound belongs to the band."""

    full: Annotated[Percent, Field(description="达成一档的下限")]
    partial: Annotated[Percent, Field(description="部分达成一档的下限")]

    def limits(self, band: Band) -> tuple[Fraction, Fraction]:
        """Return the lowest share of `band` and where the next band begins; 1 is in the top one."""
        return {
            Band.FULL: (self.full, Fraction(1)),
            Band.PARTIAL: (self.partial, self.full),
            Band.NONE: (Fraction(0), self.partial),
        }[band]

    def holds(self, band: Band, share: Fraction) -> bool:
        """Return whether `share` lies in `band`."""
        low, high = self.limits(band)
        return low <= share < high or (band is Band.FULL and share == high)

    def usual(self, band: Band) -> Fraction:
        """Return the share where nobody has given one: all for the top band, else the lowest."""
        return Fraction(1) if band is Band.FULL else self.limits(band)[0]


class ExecutionClause(Part):
    """How budget execution counts."""

    cap: Annotated[Percent, Field(description="执行率计分的上限")]
    reason_below: Annotated[Percent, Field(description="执行率低于此数须说明原因")]


class OverClause(Part):
    """What reaching far above a target brings about."""

    threshold: Annotated[Percent, Field(description="完成率达到此数为远超目标")]
    action: Annotated[
        Literal["none", "reason", "zero"],
        Field(description="none 不处理，reason 须说明原因，zero 该项不得分"),
    ]


class Policy(Part):
    """One way to score, complete; `sources` says of each clause where it comes from."""

    name: Annotated[str, Field(description="名称", pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
    title: Annotated[str, Field(description="全称和文号")]
    weights: Annotated[GroupSplit, Field(description="未声明分值时的分配办法")]
    forward: Annotated[
        Literal["proportional", "all-or-nothing"],
        Field(description="≥ ＞：proportional 按比例，all-or-nothing 达不到得 0 分"),
    ]
    equal: Annotated[
        Literal["forward", "all-or-nothing"],
        Field(description="＝：forward 同 ≥，all-or-nothing 不等得 0 分"),
    ]
    reverse: Annotated[
        Literal["linear", "ratio", "all-or-nothing"],
        Field(
            description="≤ ＜：linear 按超出比例扣分，ratio 按目标÷实际，all-or-nothing 超出得 0 分"
        ),
    ]
    zero: Annotated[Literal["all-or-nothing"], Field(description="目标为 0：符合得满分，否则 0 分")]
    bands: Annotated[Bands, AfterValidator(_bands), Field(description="定性指标的档次")]
    execution: Annotated[ExecutionClause, Field(description="预算执行率")]
    over: Annotated[OverClause, Field(description="远超目标的处理")]
    grades: Annotated[
        dict[str, Number],
        AfterValidator(_grades),
        Field(description="评价等级及其下限，从高到低"),
    ]
    places: Annotated[
        int,
        BeforeValidator(_places),
        WithJsonSchema({"type": "integer", "minimum": 0, "maximum": _MOST_PLACES}),
        Field(description="每项得分保留的小数位数，四舍五入"),
    ]
    scales: Annotated[
        dict[str, tuple[Band, ...]],
        AfterValidator(_scales),
        Field(description="与通常不同的尺度：每个等级属于哪一档"),
    ] = Field(default_factory=dict)
    sources: Annotated[dict[str, str], Field(description="各条的依据")] = Field(
        default_factory=dict
    )

    def grade(self, total: Decimal) -> str:
        """Return the grade of a total; a lower bound belongs to its grade."""
        return next(name for name, floor in self.grades.items() if total >= floor)

    def next_grade(self, total: Decimal) -> tuple[str, Decimal] | None:
        """Return the next better grade and its lower bound; None at the top."""
        better = [(name, floor) for name, floor in self.grades.items() if floor > total]
        return better[-1] if better else None

    def split(self, groups: Mapping[str, object]) -> dict[str, Decimal]:
        """Return the points of budget execution and of each of the level-1 `groups` there are.

        Without satisfaction its points go where the policy says; those of any other group that is
        missing stay to be spread over the groups that there are (`weighting`).
        """
        weights = dict(self.weights.with_cost if COST in groups else self.weights.standard)
        heir = self.weights.satisfaction_goes_to
        if SATISFACTION not in groups and heir in groups:
            weights[heir] = weights.get(heir, Decimal(0)) + weights.pop(SATISFACTION, Decimal(0))
        return weights
