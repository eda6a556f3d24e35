"""Text as an office document can hold it."""

import re
from typing import Final

from fulian_kpi.diagnostic import visible

_NO_CHARACTERS: Final = re.compile("[\ufffe\uffff]")
"""Not allowed in XML 1.0, and no category of Unicode's that `visible` spells out."""


def xml_text(text: str) -> str:
    r"""Return `text` with everything that XML forbids spelled out, such as ``\x1b``; lines stay."""
    lines = text.replace("\r\n", "\n").split("\n")
    return _NO_CHARACTERS.sub(
        lambda found: f"\\u{ord(found[0]):04x}", "\n".join(map(visible, lines))
    )
