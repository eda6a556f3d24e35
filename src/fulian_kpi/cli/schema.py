"""``kpi schema``: the JSON Schema of our files."""

from typing import Annotated

import typer

from fulian_kpi.cli.terminal import standard_paper


def schema(
    name: Annotated[
        str,
        typer.Argument(help="targets（目标文件）、actuals（实际值文件）或 policy（评分办法）。"),
    ],
) -> None:
    """输出 JSON Schema，供编辑器补全和检查 YAML 文件。"""
    from fulian_kpi.report.json_text import write_json
    from fulian_kpi.schema import SchemaName, json_schema

    try:
        wanted = SchemaName(name)
    except ValueError as error:
        message = f"没有“{name}”，可以用 {'、'.join(SchemaName)}"
        raise typer.BadParameter(message, param_hint="NAME") from error
    write_json(json_schema(wanted), standard_paper())
