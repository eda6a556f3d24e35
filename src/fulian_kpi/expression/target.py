"""One target cell to a typed rule."""

import re
from functools import lru_cache
from typing import Final

from fulian_kpi.codes import Code
from fulian_kpi.expression.amount import no_bound
from fulian_kpi.expression.bound import read_bound
from fulian_kpi.expression.change import read_change
from fulian_kpi.expression.deadline import read_deadline
from fulian_kpi.expression.quality import read_quality
from fulian_kpi.expression.scanner import ExpressionError, Scanner, compiled
from fulian_kpi.expression.unit import is_unit
from fulian_kpi.expression.usual import usual_rule
from fulian_kpi.expression.wording import APPROXIMATE, SIGN
from fulian_kpi.rule import Change, Deadline, Range, Rule, Threshold

LONGEST: Final = 1000
"""Characters in one target cell; the longest published ones have about a hundred."""

_STOP: Final = "[。;.]|[,、]$"
_SPLIT_CELLS: Final = r"([^ =≥≤<>0-9]{1,6}) *([=≥≤<>]+) *[0-9.,]+ *$"
_NOT_A_DATE: Final = "[底末]?(?:之|以)?前"
_PLACEHOLDER: Final = r"[-/*—无]+|暂无|不适用"


@lru_cache(maxsize=4096)
def parse_rule(text: str) -> Rule:
    """Parse one target cell.

    ::

        target     = "定性" … | range | deadline | change | threshold
        threshold  = [lead] [sign] quantity [suffix]
        range      = quantity ("-" | "至" …) quantity | sign quantity ("且" | ",") sign quantity
        deadline   = [sign] date ["前" | "底前" …]
        change     = ("增长" | "下降" …) [words] quantity [suffix]

    A bare quantity gets ≥, or = where it is zero, and is marked as implied; `rule.for_cost` turns
    that for costs.

    Raises:
        ExpressionError: If `text` is none of these; it spans the part that is wrong.
    """
    if usual := usual_rule(text):
        return usual
    if len(text) > LONGEST:
        message = f"指标值太长（{len(text)} 字），最多 {LONGEST} 字"
        raise ExpressionError(Code.EXPRESSION, message, LONGEST, len(text))
    scanner = Scanner(text)
    if scanner.done:
        raise scanner.error(Code.EXPRESSION, "指标值是空的")
    rule = read_quality(scanner, is_rule=_is_quantitative) or _read_quantitative(scanner)
    if not scanner.done:
        raise _left_over(scanner)
    return rule


def _read_quantitative(scanner: Scanner) -> Threshold | Range | Deadline | Change:
    if compiled(_PLACEHOLDER).fullmatch(scanner.rest):
        raise scanner.error(Code.EXPRESSION, f"{scanner.quote()}只是占位，没有填写指标值")
    _check_split_cells(scanner)
    rule = read_deadline(scanner) or read_change(scanner) or read_bound(scanner)
    scanner.take(_STOP)
    return rule


def _is_quantitative(text: str) -> bool:
    scanner = Scanner(text)
    try:
        _read_quantitative(scanner)
    except ExpressionError:
        return False
    return scanner.done


def _check_split_cells(scanner: Scanner) -> None:
    found = scanner.peek(_SPLIT_CELLS)
    if found and is_unit(found[1]):
        number = scanner.original[found.end(2) : scanner.end].strip()
        message = f"符号要写在最前面，单位写在最后：{found[2]}{number}{found[1]}"
        raise scanner.error(Code.SIGN, message, found.start(2), found.end(2))


def _left_over(scanner: Scanner) -> ExpressionError:
    if scanner.peek(SIGN):
        message = f"多出一个符号{scanner.quote()}，符号只写一次；区间写成 3-5个 或 ≥3个且≤5个"
        return scanner.error(Code.SIGN, message)
    vague = scanner.peek(APPROXIMATE)
    if vague:
        return no_bound(scanner, vague)
    if scanner.peek(_NOT_A_DATE):
        message = f"{scanner.quote()}之前不是完整的日期；写成 2022年12月31日前、10月底前"
        return scanner.error(Code.DATE, message)
    if scanner.rest.startswith("("):
        message = f"多出{scanner.quote()}；括号里的说明请写进指标名称"
    elif scanner.peek("[0-9]") and re.search("[0-9] +$", scanner.text[: scanner.position]):
        message = f"多出{scanner.quote()}；一个数中间不留空格，两个数量请分列两个指标"
    elif re.search("每", scanner.rest):
        message = f"多出{scanner.quote()}；“每年”“每人”要写在单位里，例如 ≥4次/年"
    elif re.search("[0-9]", scanner.rest):
        message = f"多出{scanner.quote()}；一个指标值只写一个数量，其余请另列指标"
    else:
        message = f"多出{scanner.quote()}，读不懂"
    return scanner.error(Code.EXPRESSION, message)
