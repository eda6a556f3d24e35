"""What is wrong with a command line, in Chinese."""

import re
from typing import Final

import typer

_PATTERNS: Final = tuple(
    (re.compile(pattern, re.DOTALL), text)
    for pattern, text in (
        (
            r"No such option:? (\S+)\s*\((?:Possible options|Did you mean):? (.*?)\??\)",
            r"没有选项 \1，是不是 \2",
        ),
        (r"No such option:? (\S+).*", r"没有选项 \1"),
        (r"Missing argument '?([^'.]+)(?:\.\.\.)?'?\..*", r"缺少参数 \1"),
        (r"Missing option (.+?)\..*", r"缺少选项 \1"),
        (r"Missing command.*", r"缺少命令"),
        (r"No such command ['\"](.*?)['\"]\.\s*Did you mean (.*?)\?.*", r"没有命令 \1，是不是 \2"),
        (r"No such command ['\"](.*?)['\"]\..*", r"没有命令 \1"),
        (r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", r"多出参数 \1"),
        (r"Option '?(.*?)'? requires an argument.*", r"选项 \1 后面要写值"),
        (r"Option '?(.*?)'? does not take a value.*", r"选项 \1 后面不写值"),
        (
            r"Invalid value for (.*?): (?:Value error, )?'(.*?)' is not one of (.*?)\.?",
            r"\1 不能是 \2，可以是 \3",
        ),
        (
            r"Invalid value for (.*?): .*greater than or equal to (\S+)",
            r"\1 不能小于 \2",
        ),
        (r"Invalid value for (.*?): .*less than or equal to (\S+)", r"\1 不能大于 \2"),
        (
            r"Invalid value for (.*?): .*valid integer.*",
            r"\1 应当是整数",
        ),
        # What we say ourselves begins with a Chinese character or with one of our options.
        (r"Invalid value(?: for [^:]*)?: ((?:--[a-z]+ )?[^\x00-\x7f].*)", r"\1"),
        (r"Invalid value for (.*?): (.*)", r"\1 的值不对（\2）"),
    )
)


def usage_message(error: typer.TyperException) -> str:
    """Return the fault in Chinese, and how to get help."""
    original = error.format_message()
    message = original
    for pattern, text in _PATTERNS:
        found = pattern.fullmatch(original)
        if found:
            message = found.expand(text)
            for part in filter(None, found.groups()):
                message = message.replace(part, _bare(part))
            break
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "kpi"
    end = "" if message.endswith("？") else "。"
    return f"命令行有误：{message}{end}用法见 {command} --help"


def _bare(part: str) -> str:
    """Return names without the quotes around each, and between them the comma of a Chinese list."""
    return re.sub("'([^']*)'", r"\1", part).replace(", ", "、").replace(" / ", "/")
