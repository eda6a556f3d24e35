"""Targets that bound a quantity: thresholds and ranges."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from fulian_kpi.codes import Code
from fulian_kpi.expression.amount import no_bound, read_quantity
from fulian_kpi.expression.scanner import ExpressionError, Scanner
from fulian_kpi.expression.wording import (
    APPROXIMATE,
    LEAD,
    LEADS,
    SIGN,
    SIGNS,
    SUFFIX,
    SUFFIXES,
    any_of,
)
from fulian_kpi.quantity import Quantity, plain
from fulian_kpi.rule import STRICT, Comparator, Range, Threshold

_LIKE_A_DATE: Final = re.compile(r"(?:19|20)[0-9]{2}\.?(?:0[1-9]|1[0-2])(?:[0-3][0-9])?")
_DOING: Final = re.compile("新增|新建|建成|建设|开展|举办|组织|培训|发放|服务|安排|共计|合计|共")
_INCLUDED: Final = re.compile(r"\((不?)含([^()]*)\)")
_NO_MEANING: Final = re.compile("全?覆盖|完成|到位|达标|合格|通过|办结|落实")
_TO: Final = re.compile(r"-{1,3}|~|至|到")
_BETWEEN: Final = re.compile(r"介于|在")
_BETWEEN_END: Final = re.compile(r"之间|区间")
_AND: Final = re.compile(r"[且并,,、;]+")
# What an indicator is called may stand before an explicit bound (满意率98%以上), but not words
# that would change what the bound means: 每月, 第, 较上年, 不, 增长 …
_PHRASE: Final = re.compile(
    rf"(?:(?!{any_of(SIGNS)}|{any_of(LEADS)})[\u3400-\u9fff“”])"
    rf"{{2,20}}?(?=[0-9]|百分之|{any_of(SIGNS)}|{any_of(LEADS)})"
)
_NOT_PHRASE: Final = re.compile(
    "[每第较约近超未无不没非前后各]|同比|环比|人均|平均|增长|提高|增加|提升|上升|下降|降低|减少|压减|缩短|年|月|日|分之"
)


@dataclass(frozen=True, slots=True)
class _Opening:
    """What stands before a quantity; `sign_end` is where a written sign ended."""

    sign: Comparator | None = None
    lead: Comparator | None = None
    sign_end: int = 0
    phrase: bool = False


def read_bound(scanner: Scanner) -> Threshold | Range:
    """Read a threshold or a range.

    ::

        threshold = [lead] [sign] quantity [suffix]
        range     = quantity ("-" | "至" | "到" …) quantity
                  | sign quantity ("且" | ",") sign quantity

    A bare quantity gets an implied sign: ≥, or = where it is zero.

    Raises:
        ExpressionError: If neither stands here.
    """
    start = scanner.position
    opening = _read_opening(scanner)
    if opening.sign is None:
        scanner.take(_BETWEEN)
    quantity_start = scanner.position
    quantity = _read_first_quantity(scanner, start, opening)
    separator = scanner.take(_TO) if _starts_range(scanner) else None
    if separator:
        if opening.sign is not None:
            message = "区间前面不写符号，例如 3-5个"
            raise scanner.error(Code.SIGN, message, start, opening.sign_end)
        return _range_to(scanner, quantity, quantity_start, separator)
    comparator = read_closing(scanner, opening.sign, opening.lead)
    if (
        comparator is None
        and scanner.done
        and _LIKE_A_DATE.fullmatch(scanner.text, start, scanner.end)
    ):
        message = f"{scanner.quote(start)}是日期还是数量？日期写成 2023年7月底前"
        raise scanner.error(Code.DATE, message, start)
    if comparator is None and opening.phrase:
        message = f"{scanner.quote(start)}读不懂：只写数量，例如 ≥{quantity}；定性指标写成 定性：…"
        raise scanner.error(Code.EXPRESSION, message, start)
    # ≥0 would be met by anything: a bare 0起 means that there must be none.
    usual = Comparator.AT_LEAST if quantity.amount else Comparator.EQUAL
    threshold = Threshold(comparator or usual, quantity, implied=comparator is None)
    if opening.sign is not None and not scanner.done:
        return _read_second_bound(scanner, start, threshold) or threshold
    return threshold


def _read_opening(scanner: Scanner) -> _Opening:
    doing = scanner.take(_DOING)
    phrase = None
    if doing is None and not scanner.peek(SIGN) and not scanner.peek(LEAD):
        phrase = scanner.peek(_PHRASE)
        if phrase and not _NOT_PHRASE.search(phrase[0]):
            scanner.take(_PHRASE)
        else:
            phrase = None
    lead = scanner.take(LEAD)
    if lead and lead[1] == "完成":
        words = scanner.peek(_PHRASE)
        if words and not _NOT_PHRASE.search(words[0]):
            scanner.take(_PHRASE)
    sign = scanner.take(SIGN)
    return _Opening(
        sign=SIGNS[sign[1]] if sign else None,
        lead=LEADS[lead[1]] if lead else None,
        sign_end=sign.end() if sign else 0,
        phrase=phrase is not None,
    )


def _read_first_quantity(scanner: Scanner, start: int, opening: _Opening) -> Quantity:
    """Read the quantity; where nothing before it was understood, say what a target looks like."""
    if scanner.position > start and scanner.peek(SIGN):
        extra = scanner.take(SIGN)
        assert extra is not None, "just seen"
        message = f"多出一个符号“{extra[0]}”，符号只写一次"
        raise scanner.error(Code.SIGN, message, extra.start(), extra.end())
    before = scanner.position
    try:
        return read_quantity(scanner)
    except ExpressionError as error:
        if error.code is Code.NUMBER and error.start == before and opening.sign is None:
            raise _not_a_target(scanner, start, error) from None
        raise


def _not_a_target(scanner: Scanner, start: int, error: ExpressionError) -> ExpressionError:
    text = scanner.text[start : scanner.end]
    if not re.search("[0-9一二两三四五六七八九十百]", text):
        written = scanner.quote(start)
        message = f"{written}没有数量；如果是定性指标，请写成 定性：{written[1:-1]}"
    elif scanner.text[error.start : error.start + 1] in set(
        "0123456789-+零一二两三四五六七八九十百千"
    ):
        return error
    else:
        message = (
            f"{scanner.quote(start)}读不懂：只写符号和一个数量，例如 ≥5场；定性指标写成 定性：…"
        )
    return ExpressionError(Code.EXPRESSION, message, start, scanner.end)


def read_closing(
    scanner: Scanner, sign: Comparator | None, lead: Comparator | None = None
) -> Comparator | None:
    """Read what may stand behind a quantity; return the comparator it all comes to, or None."""
    suffix: Comparator | None = None
    strict = False
    while not scanner.done:
        found = scanner.take(SUFFIX)
        if found:
            suffix = SUFFIXES[found[1]]
            if sign is not None and sign is not suffix:
                message = f"“{found[0]}”（{suffix}）与前面的符号（{sign}）矛盾"
                raise scanner.error(Code.SIGN, message, found.start(), found.end())
            continue
        included = scanner.take(_INCLUDED)
        if included:
            strict = included[1] == "不"
            continue
        vague = scanner.peek(APPROXIMATE)
        if vague:
            raise no_bound(scanner, vague)
        if not scanner.take(_NO_MEANING):
            break
    bound = sign or suffix or lead
    if strict and bound in {Comparator.AT_LEAST, Comparator.AT_MOST}:
        return Comparator.ABOVE if bound is Comparator.AT_LEAST else Comparator.BELOW
    return bound


def _starts_range(scanner: Scanner) -> bool:
    included = scanner.peek(_INCLUDED)
    if included and _TO.match(scanner.text, included.end()):
        if included[1]:
            message = "区间的两端都算在内，不能写“不含”"
            raise scanner.error(Code.RANGE, message, included.start(), included.end())
        scanner.take(_INCLUDED)
    found = scanner.peek(_TO)
    return found is not None and found[0] != "到位"


def _range_to(scanner: Scanner, first: Quantity, start: int, separator: re.Match[str]) -> Range:
    """Read the upper end; what only one end writes (％, 个, 万) holds for both: 1-2万人."""
    second = read_quantity(scanner)
    closing = scanner.position
    included = scanner.take(_INCLUDED)
    if included and included[1]:
        message = "区间的两端都算在内，不能写“不含”"
        raise scanner.error(Code.RANGE, message, closing, included.end())
    scanner.take(_BETWEEN_END)
    if second.unit == "月":
        message = f"{scanner.quote(start)}是月份还是月数？月数写 个月，时限写 5月至8月"
        raise scanner.error(Code.DATE, message, start)
    if not first.unit and second.scale and not first.scale and first.amount < _written(second):
        first = Quantity(first.amount.scaleb(second.scale), second.unit, second.scale)
    if not first.unit:
        first = replace(first, unit=second.unit)
    return _checked_range(scanner, first, second, (start, separator.end()))


def _written(quantity: Quantity) -> Decimal:
    """Return the number as it stands before 万 or 亿."""
    return quantity.amount.scaleb(-quantity.scale)


def _read_second_bound(scanner: Scanner, start: int, first: Threshold) -> Range | None:
    """Read ``且≤5%`` behind ``≥3%``: together they are a range."""
    before = scanner.position
    scanner.take(_AND)
    if scanner.position == before or not scanner.peek(SIGN):
        scanner.position = before
        return None
    sign = scanner.take(SIGN)
    assert sign is not None, "just seen"
    second = Threshold(SIGNS[sign[1]], read_quantity(scanner))
    comparators = {first.comparator, second.comparator}
    if comparators & STRICT:
        message = "区间的两端都算在内，请写 ≥ 和 ≤"
        raise scanner.error(Code.RANGE, message, start)
    if comparators != {Comparator.AT_LEAST, Comparator.AT_MOST}:
        message = f"{scanner.quote(start)}不是区间；区间写成 3-5个 或 ≥3个且≤5个"
        raise scanner.error(Code.RANGE, message, start)
    low, high = first.quantity, second.quantity
    if first.comparator is Comparator.AT_MOST:
        low, high = high, low
    if not low.unit:
        low = replace(low, unit=high.unit)
    return _checked_range(scanner, low, high, (start, before))


def _checked_range(scanner: Scanner, low: Quantity, high: Quantity, span: tuple[int, int]) -> Range:
    if low.unit != high.unit:
        message = f"区间两端的单位不同：{low.unit or '无'} 与 {high.unit or '无'}"
        raise scanner.error(Code.RANGE, message, span[0])
    if low.amount > high.amount:
        message = f"下限 {plain(low.amount)} 大于上限 {plain(high.amount)}"
        raise scanner.error(Code.RANGE, message, span[0])
    return Range(low, high)
