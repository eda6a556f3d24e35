"""Help pages in Chinese: what typer itself says is English."""

import re
from typing import Final

from typer import Context
from typer.core import TyperCommand, TyperGroup

_WORDS: Final = {
    r"^Usage: ": "用法：",
    r"^Arguments:": "参数：",
    r"^Options:": "选项：",
    r"^Commands:": "命令：",
    r"Show this message and exit\.": "显示这份帮助。",
    r"\[required\]": "[必填]",
    r"\[default: ": "[默认：",
}


class ChineseCommand(TyperCommand):
    """A command whose help page is Chinese."""

    def get_help(self, ctx: Context) -> str:  # type: ignore[override]  # Typer's own is private.
        """Return the help page."""
        return _translated(super().get_help(ctx))


class ChineseGroup(TyperGroup):
    """The program itself, with a Chinese help page."""

    def get_help(self, ctx: Context) -> str:  # type: ignore[override]  # Typer's own is private.
        """Return the help page."""
        return _translated(super().get_help(ctx))


def _translated(page: str) -> str:
    for english, chinese in _WORDS.items():
        page = re.sub(english, chinese, page, flags=re.MULTILINE)
    return page
