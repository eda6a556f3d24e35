"""What an expression means, in plain words for a terminal."""

from fulian_kpi.diagnostic import cells, visible
from fulian_kpi.explanation import Explanation, Unreadable
from fulian_kpi.expression.scanner import ExpressionError
from fulian_kpi.meaning import examples, meaning
from fulian_kpi.phrases import GLYPHS, gap_text, percent
from fulian_kpi.report.paper import Paper


def write_explanation(result: Explanation | Unreadable, paper: Paper) -> None:
    """Write the meaning, the values at the boundary, and the verdict if there is an actual."""
    write = paper.stream.write
    if isinstance(result, Unreadable):
        write(error_text(result.expression, result.error))
        return
    write(f"{visible(result.expression)}\n")
    write(f"  含义：{visible(meaning(result.rule))}\n")
    write(f"  规范写法：{visible(str(result.rule))}\n")
    tried = list(examples(result.rule))
    for label, wanted in (("达到", True), ("没有达到", False)):
        values = [visible(text) for text, meets in tried if meets is wanted]
        if values:
            write(f"  {label}：{'、'.join(values)}\n")
    if result.actual_error is not None and result.actual_text is not None:
        write("  实际值读不懂：\n")
        write(error_text(result.actual_text, result.actual_error))
    elif result.verdict is not None:
        missing = gap_text(result.rule, result.actual, result.gap)
        facts = [f"{GLYPHS[result.verdict]} {result.verdict.label}"]
        if result.completion is not None:
            facts.append(f"完成率 {percent(result.completion)}")
        facts += filter(None, [missing])
        write(f"  实际 {visible(result.actual_text or '')}：{'，'.join(facts)}\n")


def error_text(text: str, error: ExpressionError) -> str:
    """Return the message, the text, and carets below its wrong part."""
    before, wrong = visible(text[: error.start]), visible(text[error.start : error.end])
    carets = " " * cells(before) + "^" * max(1, cells(wrong))
    headline = f"error[{error.code.id}] {visible(error.message)}"
    return f"{headline}\n  {visible(text)}\n  {carets}\n"
