"""The rows of a fund block: which money each of them is, and how they add up to the total."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from fulian_kpi.document.wording import bare, plain

_LEVEL: Final = "(?:中央|上级|地方|(?:省|自治区|市|州|县|区|市县|县区|乡镇|镇)(?:本?级)?|本级)"
_TOTAL: Final = re.compile(
    r"(?:(?:年度|全年|本年度?|当年|部门整体支出|项目)?(?:财政|项目|预算|申请)?资金(?:总额|合计))|年度金额"
    r"|(?:年度|全年|本年度?|当年|项目)?(?:预算)?总额|项目预算金额|年度本级预算金额"
    r"|(?:本年度?|年度|当年)预算数"
)
_ALONE: Final = re.compile(
    r"(?:年初|项目|(?:项目)?(?:本年度?|年度|全年|当年))?预算(?:数|金额|资金|安排|申请数?|批复数)?"
    r"|项目(?:资金|金额|总预算)"
)
"""What labels the total only where its amount stands beside it: above others it is a heading."""
_OF_YEAR: Final = re.compile("年度|全年|本年|当年")
_LONGER_TOTAL: Final = re.compile(
    r"(?:中期|长期|中长期|实施期|实施周期|三年)(?:项目|预算)?(?:资金)?(?:总额|合计|金额)"
)
_WHOLE_FISCAL: Final = re.compile(r"(?:本年|当年)?(?:财政拨款数?|财政拔款|财政资金|财政投款)")
_FISCAL: Final = re.compile(
    r"(?:一般公共预算|政府性基金(?:预算)?|国有资本经营预算)(?:财政)?(?:拨款|资金)?"
    rf"|{_LEVEL}(?:财政|专项|转移支付|补助|预算|拨款|配套)+(?:资金|款)?"
    r"|(?:中央|上级|地方|(?:省|自治区|市|州|县|区|镇)级|本级)资金"
)
_WHOLE_OTHER: Final = re.compile("其[他它]资金|其他")
_OTHER: Final = re.compile(
    r"(?:上年)?结转(?:结余)?资金?|单位资金|(?:单位|企业|部门|项目|群众)?(?:自有|自筹)(?:资金)?"
    r"|(?:事业|经营|事业单位经营|上级补助|附属单位上缴|其他)收入(?:资金)?"
    r"|社会(?:投入|捐赠)?资金|捐赠(?:资金|收入)|(?:纳入)?(?:财政)?专户管理(?:的非税收入拨款|资金)|(?:银行)?贷款(?:资金)?"
)
LOCAL: Final = "地方资金"
"""Local fiscal money on the national form for transfers, whose other money is 其他资金."""


class Part(StrEnum):
    """What the amount beside a label is, named as in `Money`; `LONGER` is of several years."""

    TOTAL = "total"
    FISCAL = "fiscal"
    OTHER = "other"
    LONGER = "longer"


_PARTS: Final = (
    (Part.TOTAL, (_TOTAL,)),
    (Part.FISCAL, (_WHOLE_FISCAL, _FISCAL)),
    (Part.OTHER, (_WHOLE_OTHER, _OTHER)),
    (Part.LONGER, (_LONGER_TOTAL,)),
)


class Source(NamedTuple):
    """One kind of money and how much of it there is."""

    label: str
    part: Part
    amount: Decimal

    @property
    def is_whole(self) -> bool:
        """Whether rows of the same part may only say what it consists of."""
        return any(each.fullmatch(self.label) for each in (_WHOLE_FISCAL, _WHOLE_OTHER))


def fund_label(text: str) -> str:
    """Return the label in a cell of a fund block, without 其中 and the amount behind it."""
    return bare(plain(text).removeprefix("其中").lstrip(":,-—").partition(":")[0])


def part_of(text: str) -> Part | None:
    """Return what the amount beside `text` is; None if it labels none."""
    label = fund_label(text)
    return next(
        (part for part, known in _PARTS if any(each.fullmatch(label) for each in known)), None
    )


def is_total_beside(text: str) -> bool:
    """Whether `text` labels the total if an amount stands beside it."""
    return _ALONE.fullmatch(fund_label(text)) is not None


def is_of_year(label: str) -> bool:
    """Whether the label of a total says that it is the year's."""
    return _OF_YEAR.search(label) is not None


def added_up(total: Decimal, sources: Sequence[Source]) -> dict[Part, Decimal] | None:
    """Return how much each part of `total` is; None if the sources do not come to it.

    Rows such as 中央补助 below 财政拨款 may be more money, or what that consists of: the total
    tells.
    """
    for fiscal in _readings(sources, Part.FISCAL):
        for other in _readings(sources, Part.OTHER):
            if sum(each.amount for each in (*fiscal, *other)) == total:
                return {
                    own[0].part: sum((each.amount for each in own), Decimal(0))
                    for own in (fiscal, other)
                    if own
                }
    return None


def _readings(sources: Sequence[Source], part: Part) -> Iterator[Sequence[Source]]:
    own = [each for each in sources if each.part is part]
    whole = [each for each in own if each.is_whole]
    if not 0 < len(whole) < len(own):
        yield own
        return
    amount = sum(each.amount for each in own)
    if amount != 2 * sum(each.amount for each in whole):  # Else the others are what it consists of.
        yield own
    yield whole
