"""Text as markdown can hold it."""

import re
from typing import Final

from fulian_kpi.diagnostic import visible

_MARKUP: Final = re.compile(r"[\\`*_\[\]<>|~&$]")
"""Characters that begin markup anywhere in a line; at its start ours stands, never the data's."""

_REFERENCE: Final = re.compile(r"(?<=[@#!:])(?=[\w/])|(?<=www)(?=\.)", re.ASCII | re.IGNORECASE)
"""Where to break what is linked after rendering: @someone, #12, !34, :tada: and addresses."""

_BREAK: Final = "<!-- -->"


def literal(text: str) -> str:
    """Return markdown that shows `text` as it is, on one line, whatever it looks like.

    Entities are used, not backslashes: an entity never is markup, and a table splits its cells
    before it looks for either.
    """
    lines = (visible(line) for line in text.strip().splitlines())
    return "<br>".join(_inert(line) for line in lines)


def _inert(line: str) -> str:
    parts = (
        _MARKUP.sub(lambda found: f"&#{ord(found[0])};", part) for part in _REFERENCE.split(line)
    )
    return _BREAK.join(parts)
