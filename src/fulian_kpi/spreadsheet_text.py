"""Text that a spreadsheet reads as text, never as a formula: ``=23个`` in a csv file."""

import re
from typing import Final

_WOULD_RUN: Final = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet takes for a formula. The apostrophes before it are part of the text: one more
is put before them, so that taking one off always gives back what was there."""

_GUARDED: Final = re.compile(r"''*[=+\-@\t\r]")


def guard(text: str) -> str:
    """Return `text` with an apostrophe before it, where a spreadsheet would run it."""
    return f"'{text}" if _WOULD_RUN.match(text) else text


def unguard(text: str) -> str:
    """Return the text that `guard` was given."""
    return text[1:] if text.startswith("'") and _GUARDED.match(text) else text
