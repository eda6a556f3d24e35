"""任务一：… before the name of a task or of one of its indicators."""

import re
from typing import Final

from fulian_kpi.expression.numeral import read_number
from fulian_kpi.expression.scanner import ExpressionError, Scanner

_TASK: Final = re.compile(
    r"任务\s*([一二三四五六七八九十]{1,3}|[1-9]\d?)\s*[:：、.．]\s*(.*)", re.DOTALL
)


def split_task(text: str) -> tuple[int, str] | None:
    """Return the number of the task that `text` begins with, and the rest; None if it has none."""
    found = _TASK.fullmatch(text)
    if found is None:
        return None
    try:
        number = read_number(Scanner(found[1]))
    except ExpressionError:
        return None
    return int(number.amount), found[2].strip()
