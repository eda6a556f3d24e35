"""Year-end actuals: text to a typed value, read against the rule that it answers."""

import re
from fractions import Fraction
from typing import Final, assert_never

from fulian_kpi.codes import Code
from fulian_kpi.expression.amount import read_quantity
from fulian_kpi.expression.period import read_period
from fulian_kpi.expression.scanner import ExpressionError, Scanner, compiled, fold
from fulian_kpi.expression.usual import usual_measure
from fulian_kpi.expression.wording import BASIS, DIRECTIONS, SIGN, VERB
from fulian_kpi.judgement import (
    Actual,
    Finished,
    Graded,
    Measured,
    NotApplicable,
    Stated,
    satisfies,
)
from fulian_kpi.quantity import RATES, Quantity, plain
from fulian_kpi.rule import (
    Band,
    Change,
    Deadline,
    Direction,
    Grade,
    Range,
    Rule,
    Statement,
    Threshold,
)

LONGEST: Final = 200
"""Characters in one actual; a longer text is a reason, not a value."""

_DONE: Final = "(?:实际|已经?)?完成|实际|共计?|合计"
_VAGUE: Final = "以[上下内]|之内|左右|上下|内|余|多"
_VAGUE_BEFORE: Final = "大约|大概|差不多|约|近|将近|接近|逾|不到|(?:超|达到?)(?=[0-9])"
_VAGUE_END: Final = "[0-9][^0-9]*?(有?余|多|超[过出])$"
_WHOLE: Final = "(0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)"
_SHARE: Final = rf"{_WHOLE} */ *{_WHOLE}$"
_NUMERAL: Final = "[0-9零一二两三四五六七八九十百千]"
_MINUS: Final = r"- *(?=[0-9])"
_UNCHANGED: Final = "持平|不变|无变化"
_VERB_END: Final = "率|了"
_STOP: Final = "[。;]"
_PERIOD_END: Final = "[底末]"
_NOT_DONE: Final = frozenset({"未完成", "未达成", "尚未完成", "没有完成"})
_BANDS: Final = {
    **{band.value: band for band in Band},
    "完成": Band.FULL,
    "已完成": Band.FULL,
    "已达成": Band.FULL,
    "达到": Band.FULL,
    "部分完成": Band.PARTIAL,
    "未完成": Band.NONE,
}
# The three grades as the national form spells them; no tail but its own goes with a band.
_FORM_BANDS: Final = {
    "(?:达成|完成|达到)(?:预期|年度)(?:指标|目标)": Band.FULL,
    "部分(?:达成|完成)(?:预期|年度)(?:指标|目标)(?:并具有一定效果)?": Band.PARTIAL,
    "未(?:达成|完成)(?:预期|年度)(?:指标|目标)(?:且效果较差)?": Band.NONE,
}
_AS_ACTUAL: Final = {
    Code.NUMBER: Code.ACTUAL,
    Code.UNIT: Code.ACTUAL_UNIT,
    Code.DATE: Code.ACTUAL_DATE,
}
"""The code that a fault of a quantity or a date has when it stands in an actual."""


def parse_actual(text: str, rule: Rule) -> Actual:
    """Parse what was reported for a target.

    Args:
        text: Such as ``23个``, ``26.4%``, ``29/30``, ``高``, ``达成``, ``2022-11-30``, ``不适用``.
        rule: The target's rule; a deadline with its year, where that is known.

    Raises:
        ExpressionError: With a KPI3xx code, if `text` does not answer this rule in one way only:
            another unit, a sign, a grade off the scale, a number with two readings.
    """
    if isinstance(rule, Threshold) and (usual := usual_measure(text, rule.quantity.unit)):
        return usual
    if len(text) > LONGEST:
        message = f"实际值太长（{len(text)} 字）；说明文字请写在偏差原因里"
        raise ExpressionError(Code.ACTUAL, message, LONGEST, len(text))
    scanner = Scanner(text)
    if scanner.done:
        raise scanner.error(Code.ACTUAL, "实际值是空的")
    if scanner.rest == "不适用":
        return NotApplicable()
    try:
        return _read_actual(scanner, rule)
    except ExpressionError as error:
        code = _AS_ACTUAL.get(error.code, error.code)
        raise ExpressionError(code, error.message, error.start, error.end) from error


def _read_actual(scanner: Scanner, rule: Rule) -> Actual:
    match rule:
        case Threshold():
            return Measured(_read_measure(scanner, rule.quantity))
        case Range():
            return Measured(_read_measure(scanner, rule.measure))
        case Change():
            return Measured(_read_change(scanner, rule))
        case Deadline():
            return _read_date(scanner, rule)
        case Grade():
            return _read_grade(scanner, rule)
        case Statement():
            return _read_band(scanner, rule)
        case _:
            assert_never(rule)


def _read_measure(scanner: Scanner, target: Quantity) -> Fraction:
    done = scanner.take(_DONE)
    sign = scanner.peek(SIGN) or scanner.peek(_VAGUE_BEFORE)
    if sign:
        number = scanner.original[sign.end() : scanner.end].strip()
        message = f"实际值是确数，不写“{sign[0]}”；请写实际完成的数，例如 {number or target}"
        raise scanner.error(Code.ACTUAL_SIGN, message, sign.start(), sign.end())
    if done and scanner.done:
        message = f"请写实际完成的数，例如 {target}，只写“{done[0]}”无法判定"
        raise scanner.error(Code.ACTUAL, message, done.start(), done.end())
    share = scanner.take(_SHARE)
    if share:
        return _share(scanner, share, target)
    minus = scanner.peek(_MINUS)
    if minus:
        message = f"实际值不能为负数：{scanner.quote()}"
        raise scanner.error(Code.NEGATIVE, message)
    return _read_amount(scanner, target)


def _share(scanner: Scanner, share: re.Match[str], target: Quantity) -> Fraction:
    """Return an exact share as so many of the target's unit: 29/30 is 96.67 %, unrounded."""
    part, whole = (int(each.replace(",", "")) for each in share.groups())
    span = share.start(), share.end()
    if target.unit not in RATES:
        message = f"分数只用于比率；这个指标的单位是{target.unit or '空'}，请写 {target} 这样的数量"
        raise scanner.error(Code.ACTUAL, message, *span)
    if whole == 0 or part > whole:
        message = f"分子 {part} 大于分母 {whole}" if whole else "分母为零"
        raise scanner.error(Code.SHARE_ABOVE_WHOLE, message, *span)
    return Fraction(part, whole) * RATES[target.unit]


def _read_amount(scanner: Scanner, target: Quantity) -> Fraction:
    """Read a quantity in the unit of `target`, or a bare number where that has one reading."""
    start = scanner.position
    # Behind a unit it would be taken for a part of that, or for what was counted.
    vague = compiled(_VAGUE_END).search(scanner.text, start, scanner.end)
    if vague:
        raise _inexact(scanner, *vague.span(1))
    try:
        quantity = read_quantity(scanner)
    except ExpressionError as error:
        if error.code is Code.NO_BOUND:
            raise _inexact(scanner, error.start, error.end) from error
        if error.code is Code.NUMBER and not compiled(_NUMERAL).match(scanner.text, start):
            message = f"{scanner.quote(start)}不是数量；这个指标要填写数量，例如 {target}"
            raise scanner.error(Code.ACTUAL, message, start) from error
        raise
    vague = scanner.peek(_VAGUE)
    if vague:
        raise _inexact(scanner, *vague.span())
    end = scanner.position
    scanner.take(_STOP)
    if not scanner.done:
        raise scanner.error(Code.ACTUAL, f"多出{scanner.quote()}；说明文字请写在偏差原因里")
    if not quantity.unit:
        _check_bare(scanner, quantity, target, (start, end))
    elif quantity.unit != target.unit:
        wanted = f"的单位“{target.unit}”不同" if target.unit else "不同：指标值没有写单位"
        message = f"实际值的单位“{quantity.unit}”与指标值{wanted}，不作换算"
        raise scanner.error(Code.ACTUAL_UNIT, message, start, end)
    return Fraction(quantity.amount)


def _inexact(scanner: Scanner, start: int, end: int) -> ExpressionError:
    """Return the error for a word such as 余, by which a number is only about what it was."""
    message = f"实际值是确数，不写{scanner.quote(start, end)}；请写实际完成的数"
    return scanner.error(Code.ACTUAL_SIGN, message, start, end)


def _check_bare(
    scanner: Scanner, quantity: Quantity, target: Quantity, span: tuple[int, int]
) -> None:
    """Refuse a number without a unit that could mean two amounts."""
    number = plain(quantity.amount)
    if target.scale and not quantity.scale and quantity.amount:
        large = Quantity(quantity.amount.scaleb(target.scale), target.unit, target.scale)
        message = f"{number} 有两种理解：{large} 还是 {number}{target.unit}？请写明单位"
        raise scanner.error(Code.AMBIGUOUS_MULTIPLIER, message, *span)
    if target.unit == "%" and target.amount > 1 and 0 < quantity.amount <= 1:
        message = (
            f"{number} 有两种理解：{number}% 还是 {plain(quantity.amount * 100)}%？请写明百分号"
        )
        raise scanner.error(Code.AMBIGUOUS_PERCENT, message, *span)


def _read_change(scanner: Scanner, rule: Change) -> Fraction:
    """Return the change in the direction of `rule`: 下降3% is -3 where growth was promised."""
    if scanner.take(_UNCHANGED) and scanner.done:
        return Fraction(0)
    scanner.take(BASIS)
    verb = scanner.take(VERB)
    if verb:
        scanner.take(_VERB_END)
        sign = 1 if DIRECTIONS[verb[1]] is rule.direction else -1
        return sign * _read_measure(scanner, rule.quantity)
    start = scanner.position
    if not scanner.take(_MINUS):
        return _read_measure(scanner, rule.quantity)
    if rule.direction is Direction.DOWN:
        number = scanner.rest
        message = f"指标是下降，{scanner.quote(start)}有两种理解；请写 下降{number} 或 增长{number}"
        raise scanner.error(Code.NEGATIVE, message, start)
    return -_read_amount(scanner, rule.quantity)


def _read_date(scanner: Scanner, rule: Deadline) -> Finished:
    if scanner.rest in _NOT_DONE:
        return Finished(None)
    start = scanner.position
    period = read_period(scanner)
    scanner.take(_PERIOD_END)
    scanner.take(_DONE)
    if period is None or not scanner.done:
        message = (
            f"{scanner.quote(start)}不是日期；时限类指标填写完成的日期，例如 2022-11-30，"
            "没有完成的填写 未完成"
        )
        raise scanner.error(Code.ACTUAL_DATE, message, start)
    first, last = Finished(period.start), Finished(period.end)
    if satisfies(rule, first) != satisfies(rule, last):
        message = f"{scanner.quote(start)}跨过了时限 {rule}，请写明哪一天完成"
        raise scanner.error(Code.ACTUAL_DATE, message, start)
    return last


def _read_grade(scanner: Scanner, rule: Grade) -> Graded:
    grade = scanner.rest.rstrip("。;")
    if grade not in rule.scale:
        message = f"{scanner.quote()}不在尺度上，只能是 {'、'.join(rule.scale)} 之一"
        raise scanner.error(Code.OFF_SCALE, message)
    return Graded(grade)


def _read_band(scanner: Scanner, rule: Statement) -> Stated:
    word = scanner.rest.rstrip("。;")
    if word == fold(rule.text):
        return Stated(Band.FULL)
    for phrase, band in _FORM_BANDS.items():
        if compiled(phrase).fullmatch(word):
            return Stated(band)
    if word not in _BANDS:
        message = f"{scanner.quote()}无法判定；请填写 达成、部分达成 或 未达成，其余写在偏差原因里"
        raise scanner.error(Code.ACTUAL, message)
    return Stated(_BANDS[word])
