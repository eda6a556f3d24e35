"""``kpi new``: files to begin with."""

from typing import Final

import typer

from fulian_kpi.cli.help import ChineseCommand, ChineseGroup
from fulian_kpi.cli.new_actuals import new_actuals
from fulian_kpi.cli.new_targets import new_targets

new: Final = typer.Typer(
    cls=ChineseGroup, help="生成要填写的文件。", rich_markup_mode=None, add_completion=False
)
new.command("actuals", cls=ChineseCommand)(new_actuals)
new.command("targets", cls=ChineseCommand)(new_targets)
