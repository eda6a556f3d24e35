"""``kpi explain``: what an expression or a code means."""

import re
import sys
from enum import StrEnum
from typing import Annotated, Final

import typer

from fulian_kpi.cli.exit_code import Exit
from fulian_kpi.cli.help import ChineseCommand
from fulian_kpi.cli.terminal import standard_paper

_CODE: Final = re.compile(r"\s*KPI[0-9]+\s*", re.IGNORECASE)

_BELOW_ZERO: Final = re.compile(r"-\d")
"""How an actual begins that is no option: -3%, -3h."""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


class ExplainFormat(StrEnum):
    """How the explanation looks on stdout."""

    TEXT = "text"
    JSON = "json"


class ExplainCommand(ChineseCommand):
    """A command to which -3% is an actual."""

    def parse_args(  # type: ignore[override]  # Typer's own is private.
        self, ctx: typer.Context, args: list[str]
    ) -> list[str]:
        """Take numbers below zero as arguments, as if ``--`` stood before them."""
        end = args.index("--") if "--" in args else len(args)
        numbers = [each for each in args[:end] if _BELOW_ZERO.match(each)]
        others = [each for each in args[:end] if not _BELOW_ZERO.match(each)]
        return super().parse_args(ctx, [*others, "--", *numbers, *args[end + 1 :]])


@app.command("explain", cls=ExplainCommand)
def explain(
    expression: Annotated[
        str,
        typer.Argument(
            help='指标值，例如 "≥1万人次"；或代码，例如 KPI101；- 为标准输入，每行一个。'
        ),
    ],
    actual: Annotated[str | None, typer.Argument(help="实际值，例如 9800人次。")] = None,
    output_format: Annotated[
        ExplainFormat, typer.Option("--format", "-f", help="标准输出的格式。")
    ] = ExplainFormat.TEXT,
) -> None:
    """解释一个指标值：含义、边界上哪些达到哪些没有达到、某个实际值的结论；或解释一个代码。"""
    from fulian_kpi.codes import Code

    code = Code.find(expression.strip())
    if code is not None:
        typer.echo(f"{code.id} {code.title}（{code.severity.label}）\n\n{code.page}")
        return
    if _CODE.fullmatch(expression):
        from fulian_kpi.complaint import nearest

        name = expression.strip().upper()
        message = f"没有代码 {name}{nearest(name, [each.id for each in Code])}"
        raise typer.BadParameter(message, param_hint="EXPRESSION")
    from fulian_kpi.explanation import Unreadable, explain_expression

    many = expression == "-"
    texts = _lines() if many else [expression]
    results = [explain_expression(text, actual) for text in texts]
    paper = standard_paper()
    if output_format is ExplainFormat.JSON:
        from fulian_kpi.report.explain_json import explain_document, explain_many_document
        from fulian_kpi.report.json_text import write_json

        write_json(explain_many_document(results) if many else explain_document(results[0]), paper)
    else:
        from fulian_kpi.report.explain_text import write_explanation

        for result in results:
            write_explanation(result, paper)
    if any(isinstance(each, Unreadable) or each.actual_error for each in results):
        raise typer.Exit(Exit.UNJUDGED)


def _lines() -> list[str]:
    """Return the expressions on standard input, one a line; empty lines are passed over."""
    data = sys.stdin.buffer.read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="replace")
    return [line for line in text.splitlines() if line.strip()]
