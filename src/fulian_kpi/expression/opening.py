"""What stands before the quantity of a target: names, verbs, leads and the sign itself."""

from typing import Final, NamedTuple

from fulian_kpi.expression.scanner import Scanner, compiled
from fulian_kpi.expression.wording import (
    BOUND,
    LEAD,
    LEADS,
    NAME_LETTER,
    NO_DIGIT_LOST,
    SIGN,
    SIGNS,
    is_name,
)
from fulian_kpi.rule import Comparator

_DOING: Final = (
    "新增|新建|改建|扩建|改扩建|新改扩建|建成|建设|改造|提升改造|提质改造|维修|修缮|修复|修建|购置|购买|"
    "采购|开展|举办|组织|召开|培训|培育|培养|发放|印发|发布|编制|制作|服务|安排|救助|资助|补助|扶持|慰问|"
    "走访|受理|审批|办理|检查|抽查|抽检|检测|监测|巡查|调解|查处|治理|整治|种植|养殖|清理|拆除|安装|更换|"
    "铺设|硬化|覆盖|涉及|惠及|带动|实现|打造|创建|评选|引进|招聘|选派"
)
_TOTAL: Final = "共计?|合计|总计|总共|累计"
# A table is about one year, so 全年不少于4次 says no more than ≥4次; 当年12月底前 is a date.
_IN_THE_YEAR: Final = (
    rf"(?:全年|年内?|[本当]年度?内?) *"
    rf"(?=(?:{_TOTAL})?(?:{BOUND})|(?:{_DOING})[^0-9]{{0,20}}[0-9])"
    r"(?![^0-9]*[0-9]+ *[月日季年])"
)
_BOUND_ITSELF: Final = frozenset("0123456789=≥≤<>")
"""Before these no words have to be looked for, whose patterns take long to compile."""

_PROMISED: Final = f"年?(?:{_DOING})"
_NAME: Final = rf"(?:PM(?:2\.5|10)|{NAME_LETTER}{{2,30}}?) *:? *(?={BOUND}){NO_DIGIT_LOST}"
_COMPLETING: Final = "完成(?!率|及时|情况|质量|进度|度|比)"
_MEASURE: Final = "(?:[率度数量额期]|期限|年限|寿命|比例|占比|比重|面积|里程)[: ]*$"


class Opening(NamedTuple):
    """What was read before a quantity; `sign_end` is where a written sign ended.

    `named` says that other words stood there, which promise nothing by themselves: 余5%, 省级1个.
    合格率98% names a measure, and 培训学员200人 has a verb: these are as good as a bare quantity.
    """

    sign: Comparator | None = None
    lead: Comparator | None = None
    sign_end: int = 0
    named: bool = False


def read_opening(scanner: Scanner) -> Opening:
    """Read ``[in the year] [name] [lead] [sign]``, whichever there are."""
    name, lead = "", None
    if scanner.rest[:1] not in _BOUND_ITSELF:
        name = _read_words(scanner)
        lead = read_lead(scanner)
        if lead is None and compiled(_COMPLETING).match(name):
            lead = Comparator.AT_LEAST
    sign = scanner.take(SIGN)
    if sign is None:
        return Opening(lead=lead, named=_promises_nothing(name))
    comparator = SIGNS[sign[1]]
    after = None if scanner.rest[:1] in _BOUND_ITSELF else scanner.peek(LEAD)
    if after and LEADS[after[1]] is comparator:
        scanner.take(LEAD)
    return Opening(comparator, lead, sign.end(), named=_promises_nothing(name))


def is_in_the_year(scanner: Scanner) -> bool:
    """Return whether 全年 and the like stand here before a bound: they are no date then."""
    return scanner.rest[:1] in {*"全年本当"} and scanner.peek(_IN_THE_YEAR) is not None


def read_lead(scanner: Scanner) -> Comparator | None:
    """Read 达到, 控制在 and the like before a sign or a number; 达到或超过 is a sign itself."""
    lead = None if scanner.peek(SIGN) else scanner.take(LEAD)
    return LEADS[lead[1]] if lead else None


def _promises_nothing(name: str) -> bool:
    return (
        bool(name) and not compiled(_PROMISED).match(name) and not compiled(_MEASURE).search(name)
    )


def _read_words(scanner: Scanner) -> str:
    """Read what stands before a lead or a sign; return the name of the indicator in it, if any."""
    if is_in_the_year(scanner):
        scanner.take(_IN_THE_YEAR)
    scanner.take(_TOTAL)
    if scanner.peek(BOUND):
        return ""
    name = scanner.peek(_NAME)
    if name and is_name(name[0]):
        scanner.take(_NAME)
        return name[0]
    scanner.take(_PROMISED)
    return ""
