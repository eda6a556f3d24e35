"""The shape of a targets file and of an actuals file, as pydantic checks it."""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Final, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, WithJsonSchema
from pydantic.dataclasses import dataclass
from pydantic_core import PydanticCustomError

from fulian_kpi.expression.target import parse_rule
from fulian_kpi.rule import Rule

LEVELS: Final[dict[str, tuple[str, ...]]] = {
    "成本指标": ("经济成本指标", "社会成本指标", "生态环境成本指标"),
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标", "经济成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标", "满意度指标", "社会公众或服务对象满意度指标"),
}
"""Level-2 names under each level-1 name, older forms included (财预〔2021〕101号)."""

LONGEST_NAME: Final = 300
"""Characters in the name of an indicator, a task or a department."""

_NUMBER: Final = re.compile(r"(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_WHOLE: Final = re.compile(r"[1-9][0-9]{0,8}")
_LONGEST_NUMBER: Final = 20
_ID: Final = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
_SHAPE: Final = ConfigDict(extra="forbid", defer_build=True)


class Part(BaseModel):
    """A part of a file that occurs once or a few times.

    A slotted dataclass, as below where there is one an indicator, holds a tenth of the memory, and
    takes three times as long to define, which each start pays.
    """

    model_config = ConfigDict(**_SHAPE, frozen=True)


def _number(value: object) -> Decimal:
    """Read a number as people write it: no leading zero, no underscore, no exponent, no sign."""
    if not isinstance(value, str) or not _NUMBER.fullmatch(value) or len(value) > _LONGEST_NUMBER:
        raise PydanticCustomError(
            "number", "应当是不为负的数字，例如 3463.00；前面不补零，中间不用下划线"
        )
    return Decimal(value.replace(",", ""))


def _money(value: object) -> Decimal:
    if isinstance(value, str) and value.rstrip().endswith("元"):
        raise PydanticCustomError("money", "金额以万元为单位，只写数字，例如 3463.00")
    return _number(value)


def _whole(value: object) -> object:
    if not isinstance(value, str) or not _WHOLE.fullmatch(value):
        raise PydanticCustomError("whole", "应当是正整数，用阿拉伯数字写")
    return int(value)


class Target(NamedTuple):
    """A target cell: the text as written, and the rule that it was read as."""

    text: str
    rule: Rule


def _target(value: object) -> Target:
    if not isinstance(value, str):
        raise PydanticCustomError("text", '应当是文字，例如 "≥85%"')
    return Target(value, parse_rule(value))


def _report(value: object) -> object:
    """Let a value stand for a report that has nothing but a value."""
    return {"value": value} if value is None or isinstance(value, str) else value


def _texts(value: object) -> object:
    if value is None:
        return ()
    return [value] if isinstance(value, str) else value


def _spent(value: object) -> object:
    """Let a block that nobody has filled in stand for none, as a form to fill in has it."""
    if not isinstance(value, dict) or not value or any(value.values()):
        return value
    return None if value.keys() <= Execution.model_fields.keys() else value


def _share(value: object) -> Fraction:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{1,4})?[%％]", value):
        raise PydanticCustomError("share", "应当是百分比，例如 75%")
    return Fraction(value[:-1]) / 100


_NUMBER_SCHEMA: Final = WithJsonSchema({"type": ["number", "string"], "minimum": 0})
Money = Annotated[Decimal, PlainValidator(_money), _NUMBER_SCHEMA]
Number = Annotated[Decimal, PlainValidator(_number), _NUMBER_SCHEMA]
Whole = Annotated[int, BeforeValidator(_whole), WithJsonSchema({"type": "integer", "minimum": 1})]
Year = Annotated[int, Field(ge=1990, le=2199), BeforeValidator(_whole)]
Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
Identifier = Annotated[str, Field(pattern=_ID, max_length=100)]
Share = Annotated[
    Fraction,
    PlainValidator(_share),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]{1,3}(\.[0-9]{1,4})?[%％]$"}),
]


class Budget(Part):
    """The year's budget in 万元: the total and its parts."""

    total: Annotated[Money, Field(description="资金总额，万元")]
    fiscal: Annotated[Money | None, Field(description="其中：财政拨款，万元")] = None
    other: Annotated[Money | None, Field(description="其中：其他资金，万元")] = None


class Task(Part):
    """One of the year's main tasks (年度主要任务)."""

    id: Annotated[Whole, Field(description="任务编号：1 为任务一")]
    name: Annotated[Name, Field(description="任务名称，不含“任务一：”")]
    content: Annotated[str | None, Field(description="主要内容")] = None


@dataclass(frozen=True, slots=True, kw_only=True, config=_SHAPE)
class Entry:
    """A level-3 indicator as it stands in a targets file."""

    id: Annotated[Identifier, Field(description="编号：小写字母、数字和连字符，全文件唯一")]
    name: Annotated[Name, Field(description="三级指标名称，不含“任务一：”")]
    target: Annotated[
        Target,
        PlainValidator(_target),
        WithJsonSchema({"type": ["string", "number"]}),
        Field(description="指标值，照原表写并加引号：=23个、≥85%、≤30万元、定性高中低、12月底前"),
    ]
    task: Annotated[Whole | None, Field(description="所属任务的编号；全表共有的指标不写")] = None
    weight: Annotated[Number | None, Field(description="分值；要么都写，要么都不写")] = None


class TargetsFile(Part):
    """A targets file as it stands (绩效目标表)."""

    year: Annotated[Year, Field(description="年度")]
    department: Annotated[Name, Field(description="部门名称")]
    indicators: Annotated[
        dict[str, dict[str, tuple[Entry, ...]]],
        Field(description="绩效指标：一级指标、二级指标之下的各项三级指标"),
    ]
    project: Annotated[Name | None, Field(description="项目名称；部门整体支出的目标表不写")] = None
    implementer: Annotated[Name | None, Field(description="实施单位；就是本部门时不写")] = None
    budget: Annotated[Budget | None, Field(description="年度预算，万元")] = None
    goal: Annotated[str | None, Field(description="年度总体目标")] = None
    tasks: Annotated[tuple[Task, ...], Field(description="年度主要任务")] = ()
    weights: Annotated[
        dict[str, Number] | None, Field(description="各一级指标和预算执行率的分值，合计 100")
    ] = None
    policy: Annotated[str | None, Field(description="评分办法的名称，例如 national-2020")] = None

    @property
    def subject(self) -> str:
        """Whose table it is: that of a department, or of one of its projects."""
        return f"{self.department}（{self.project}）" if self.project else self.department


class Execution(Part):
    """How much of the budget was spent, in 万元."""

    executed: Annotated[
        Money,
        WithJsonSchema({"type": ["number", "string", "null"], "minimum": 0}),
        Field(description="全年执行数，万元"),
    ]
    adjusted: Annotated[
        Money | None, Field(description="调整后预算数，万元；不写则为目标文件中的资金总额")
    ] = None
    reason: Annotated[str | None, Field(description="执行率偏低的原因")] = None


@dataclass(frozen=True, slots=True, kw_only=True, config=_SHAPE)
class ReportEntry:
    """What an actuals file says of one indicator."""

    value: Annotated[
        str | None,
        WithJsonSchema({"type": ["string", "number", "null"]}),
        Field(
            description="实际完成值：23个、26.4%、29/30、高、达成、2022-11-30、不适用；空着为未填报"
        ),
    ] = None
    reason: Annotated[str | None, Field(description="偏差原因分析及改进措施")] = None
    evidence: Annotated[
        tuple[str, ...],
        BeforeValidator(_texts),
        WithJsonSchema({"type": ["array", "string", "null"], "items": {"type": "string"}}),
        Field(description="佐证材料，一份或几份"),
    ] = ()
    share: Annotated[Share | None, Field(description="定性指标在所评档次之内的得分比例")] = None


class ActualsFile(Part):
    """An actuals file as it stands (实际完成值)."""

    actuals: Annotated[
        dict[str, Annotated[ReportEntry, BeforeValidator(_report)]],
        Field(description="各指标的实际完成值，按编号填写"),
    ]
    targets: Annotated[str | None, Field(description="目标文件的路径，相对于本文件")] = None
    budget: Annotated[
        Execution | None, BeforeValidator(_spent), Field(description="预算执行情况，万元")
    ] = None
