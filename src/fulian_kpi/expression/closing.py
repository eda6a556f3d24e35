"""What stands behind the quantity of a target: suffixes, whether the bound counts, 完成."""

import re
from typing import Final

from fulian_kpi.codes import Code
from fulian_kpi.expression.amount import no_bound, read_quantity
from fulian_kpi.expression.scanner import ExpressionError, Scanner
from fulian_kpi.expression.wording import APPROXIMATE, SUFFIX, SUFFIXES
from fulian_kpi.quantity import Quantity
from fulian_kpi.rule import STRICT, Comparator

# (含), (含95%), (不含本数) are about the bound; (不含税) and (含家属) are not.
INCLUDED: Final = r"\((不?)含(?:本[数级]|([0-9][^()]*|百分之[^()]*))?\)"
_NO_MEANING: Final = (
    r"(?P<open>\()?(?:全?覆盖|完成|到位|达标|合格|通过|办结|落实)(?(open)\))|"
    "响应|到达(?:现场)?|处置|处理|答复|回复|反馈|拨付|支付|发放|上报|受理|修复|出具|送达|解决"
)
_WITHOUT_BOUND: Final = {
    Comparator.AT_LEAST: Comparator.ABOVE,
    Comparator.AT_MOST: Comparator.BELOW,
}


def read_closing(
    scanner: Scanner,
    quantity: Quantity,
    sign: Comparator | None,
    lead: Comparator | None = None,
) -> Comparator | None:
    """Read what may stand behind `quantity`; return the comparator it all comes to, or None.

    Raises:
        ExpressionError: If it contradicts the sign, or leaves open how much is enough.
    """
    suffix: Comparator | None = None
    strict = False
    while not scanner.done:
        if found := scanner.take(SUFFIX):
            said = sign or suffix
            suffix = SUFFIXES[found[1]]
            if said is not None and said is not suffix:
                message = f"“{found[0]}”（{suffix}）与前面的符号（{said}）矛盾"
                raise scanner.error(Code.SIGN, message, *found.span())
        elif included := scanner.take(INCLUDED):
            strict = included[1] == "不"
            _check_included(scanner, quantity, sign, included)
        elif vague := scanner.peek(APPROXIMATE):
            raise no_bound(scanner, vague)
        elif not scanner.take(_NO_MEANING):
            break
    bound = sign or suffix or lead
    return _WITHOUT_BOUND.get(bound, bound) if strict and bound else bound


def _check_included(
    scanner: Scanner, quantity: Quantity, sign: Comparator | None, included: re.Match[str]
) -> None:
    """Refuse ``>95%(含)`` and ``≥95%(不含)``: the sign has said it already, the other way."""
    written = scanner.quote(*included.span())
    if included[2] and not _is_bound(included[2], quantity):
        message = f"{written}里的数与前面的 {quantity} 不一致"
        raise scanner.error(Code.SIGN, message, *included.span())
    if sign is not None and (included[1] == "不") is not (sign in STRICT):
        message = f"{written}与前面的符号（{sign}）矛盾；含本数写 ≥ 或 ≤，不含写 > 或 <"
        raise scanner.error(Code.SIGN, message, *included.span())


def _is_bound(text: str, quantity: Quantity) -> bool:
    """Return whether `text`, such as 10万元, 10万 or 10, is `quantity` again."""
    scanner = Scanner(text)
    try:
        again = read_quantity(scanner)
    except ExpressionError:
        return False
    same_unit = scanner.done and again.unit in {"", quantity.unit}
    return same_unit and again.amount in {
        quantity.amount,
        quantity.amount.scaleb(-quantity.scale),
    }
