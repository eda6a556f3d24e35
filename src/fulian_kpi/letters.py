"""What tells a name from others, however it is spaced and punctuated."""

import re
import unicodedata
from typing import Final

_NO_LETTER: Final = re.compile(r"[\W_]+")


def letters(name: str) -> str:
    """Return the letters and digits of `name`, whatever their width."""
    return _NO_LETTER.sub("", unicodedata.normalize("NFKC", name))
