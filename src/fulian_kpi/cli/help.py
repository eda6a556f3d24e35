"""Help pages in Chinese: what typer itself says is English."""

import re
from typing import Final

from typer import Context
from typer.core import TyperCommand, TyperGroup

_WORDS: Final = {
    r"^Usage: ": "用法：",
    r"\[OPTIONS\]": "[选项]",
    r"<list\[([a-z]+(?:\|[a-z]+)+)\]>": r"<\1>…",
    r"COMMAND \[ARGS\]\.\.\.": "命令 [参数]...",
    r"^Arguments:": "参数：",
    r"^Options:": "选项：",
    r"^Commands:": "命令：",
    r"Show this message and exit\.": "显示这份帮助。",
    r"\[required\]": "[必填]",
    r"; required\]": "；必填]",
    r"\[default: ": "[默认：",
}
_KINDS: Final = {
    "str": "文字",
    "int": "整数",
    "Path": "文件",
    "path": "文件",
    "int range": "整数",
    "list[str]": "文字…",
    "list[Path]": "文件…",
}
"""What an argument or an option takes, by the name of its Python type."""


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
    return re.sub(r"<([A-Za-z\[\] ]+)>( *)", _kind, page)


def _kind(found: re.Match[str]) -> str:
    """Return a kind in Chinese, with the blanks behind it that keep the next column in place."""
    from fulian_kpi.diagnostic import cells

    kind = f"<{_KINDS.get(found[1], found[1])}>"
    return kind + " " * max(len(found[0]) - cells(kind), bool(found[2]))
