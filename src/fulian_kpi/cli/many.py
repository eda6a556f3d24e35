"""The options that commands on many files share."""

from typing import Annotated, TypeAlias

import typer

Jobs: TypeAlias = Annotated[
    int | None,
    typer.Option("--jobs", min=1, help="用几个进程；默认文件满 300 个时每个处理器一个。"),
]

MaxErrors: TypeAlias = Annotated[
    int, typer.Option("--max-errors", min=1, help="最多列出多少条诊断，其余只计数。")
]
