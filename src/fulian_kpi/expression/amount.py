"""A number with its unit, wherever one stands in a target or an actual."""

import re
from typing import Final

from fulian_kpi.codes import Code
from fulian_kpi.expression.numeral import read_number
from fulian_kpi.expression.scanner import ExpressionError, Scanner
from fulian_kpi.expression.unit import read_unit
from fulian_kpi.quantity import Quantity

_APPROXIMATE_BEFORE: Final = "大约|大概|约|将近|接近|近|超?出?几|若干"
_APPROXIMATE_INSIDE: Final = "余|多|来|几"


def read_quantity(scanner: Scanner) -> Quantity:
    """Read a number, its multiplier and its unit, whichever of the last two there are.

    Raises:
        ExpressionError: If there is no number here, or it only says about how much.
    """
    start = scanner.position
    vague = scanner.take(_APPROXIMATE_BEFORE)
    if vague:
        raise no_bound(scanner, vague)
    number = read_number(scanner)
    vague = scanner.take(_APPROXIMATE_INSIDE)
    if vague:
        raise no_bound(scanner, vague)
    after_number = scanner.position
    unit = read_unit(scanner, in_words=number.in_words)
    if number.rate and unit:
        message = f"{scanner.quote(start)}：百分之、千分之后面不能再写单位"
        raise scanner.error(Code.UNIT, message, after_number)
    return Quantity(number.amount, number.rate or unit, number.scale)


def no_bound(scanner: Scanner, vague: re.Match[str]) -> ExpressionError:
    """Return the error for a word such as 左右, which leaves open how much is enough."""
    message = f"“{vague[0]}”没有界限，无法判定；请写明下限或上限，例如 ≥5% 或 5%-6%"
    return scanner.error(Code.NO_BOUND, message, vague.start(), vague.end())
