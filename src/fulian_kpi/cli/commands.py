"""The commands of the program, each imported when it is asked for: a start pays for one of them."""

from importlib import import_module
from typing import Any, Final

import typer
from typer import Context
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from fulian_kpi.cli.help import ChineseCommand, ChineseGroup

MODULES: Final = {
    "check": ("check", "check"),
    "show": ("show", "show"),
    "validate": ("validate", "validate"),
    "explain": ("explain", "app"),
    "new": ("new", "new"),
    "import": ("importing", "import_document"),
    "fmt": ("fmt", "fmt"),
    "diff": ("diff", "diff"),
    "score": ("score", "score"),
    "schema": ("schema", "schema"),
}
"""The module of each command, in the order of the help page, and what it calls the command."""


class Commands(ChineseGroup):
    """The group of all commands."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  (as typer calls it)
        """Know the names, which typer also looks through for the one that was meant."""
        super().__init__(*args, **kwargs)
        self.commands = dict.fromkeys(MODULES, TyperCommand(None))

    def get_command(  # type: ignore[override]  # Typer's own types are private.
        self,
        ctx: Context,  # noqa: ARG002  (typer passes it)
        cmd_name: str,
    ) -> TyperCommand | TyperGroup | None:
        """Return a command, imported; None where there is none of that name."""
        if cmd_name not in MODULES:
            return None
        module, name = MODULES[cmd_name]
        found = getattr(import_module(f"fulian_kpi.cli.{module}"), name)
        if not isinstance(found, typer.Typer):
            alone = typer.Typer(rich_markup_mode=None, add_completion=False)
            alone.command(cmd_name, cls=ChineseCommand)(found)
            found = alone
        command = get_command(found)
        assert isinstance(command, TyperCommand | TyperGroup), "typer makes nothing else"
        return command
