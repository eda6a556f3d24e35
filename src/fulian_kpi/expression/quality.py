"""定性 targets: a scale of grades, or a goal in words."""

from collections.abc import Callable
from typing import Final

from fulian_kpi.codes import Code
from fulian_kpi.expression.scanner import Scanner, compiled
from fulian_kpi.rule import SCALES, Grade, Statement

_OPENING: Final = r"定性(?:指标)?[: ]*"
_SEPARATORS: Final = r"[-/\\|、,;:.·!?~—–\s\"'“”‘’﹑﹐﹒。《》\[\]]+"
_BRACKETED: Final = r"\(([^()]+)\)"
_EXPECTED: Final = r"\(([^()]{1,4}?)(?:及?以上)?\)$"
_GRADE_LETTERS: Final = frozenset("高中低优良差好坏强弱")

_BY_SPELLING: Final = {"".join(scale): scale for scale in SCALES}


def read_quality(scanner: Scanner, *, is_rule: Callable[[str], bool]) -> Grade | Statement | None:
    """Read a target that begins with 定性; None, without moving, where it does not.

    ::

        grade      = "定性" [":"] scale ["(" expected grade ")"]
        statement  = "定性" [":"] any other text

    Args:
        scanner: At the start of the cell.
        is_rule: Whether some text is a quantity, a range, a deadline or a change: such text
            behind 定性 contradicts it.

    Raises:
        ExpressionError: If nothing, a quantity, or a scale in no known order stands behind 定性.
    """
    if not scanner.take(_OPENING):
        return None
    if not scanner.peek(r"\W*\w"):
        message = "“定性”后面要写等级或文字，例如 定性高中低、定性：有效提升"
        raise scanner.error(Code.UNKNOWN_GRADE, message)
    start = scanner.position
    folded = scanner.rest.rstrip("。; ")
    folded = found[1] if (found := compiled(_BRACKETED).fullmatch(folded)) else folded
    expected = compiled(_EXPECTED).search(folded)
    spelled = folded[: expected.start()] if expected else folded
    scale = _BY_SPELLING.get(compiled(_SEPARATORS).sub("", spelled))
    written = scanner.original[start : scanner.end].strip()
    if scale is None:
        letters = compiled(_SEPARATORS).sub("", folded)
        if len(set(letters)) > 2 and set(letters) <= _GRADE_LETTERS:  # noqa: PLR2004  (优良 is a text)
            message = f"{scanner.quote()}不是已知的尺度；等级从好到差写全，例如 高中低、优良中差"
            raise scanner.error(Code.UNKNOWN_GRADE, message)
        if is_rule(written):
            message = f"“定性”后面写的是数量{scanner.quote()}；请去掉“定性”"
            raise scanner.error(Code.EXPRESSION, message, 0, start)
        scanner.position = scanner.end
        return Statement(written)
    if expected and expected[1] not in scale:
        message = f"“{expected[1]}”不在尺度 {'、'.join(scale)} 上"
        at = start + expected.start(1)
        raise scanner.error(Code.UNKNOWN_GRADE, message, at, at + len(expected[1]))
    scanner.position = scanner.end
    return Grade(scale, expected[1] if expected else None)
