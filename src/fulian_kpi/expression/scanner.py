"""A cursor over the text of one expression, and the error that points into it."""

import re
from typing import Final

from fulian_kpi.codes import Code

_ODD_SPELLINGS: Final = {
    "﹦═": "=",
    "≧⩾": "≥",
    "≦⩽": "≤",
    "﹥": ">",
    "﹤": "<",
    "～〜∼∽": "~",
    "–—―−‐‑": "-",
    "﹪": "%",
    "•‧∙": "·",
    "\u3000\u00a0\u2002\u2003\u2009\u200b\ufeff\t\r\n": " ",
}
# Traditional characters of the words and units that this grammar knows, each before its plain one.
_TRADITIONAL: Final = (
    "萬万億亿個个場场戶户項项條条種种隻只畝亩張张臺台輛辆於于達达過过減减長长內内間间較较約约餘余應应"
    "須须數数標标為为爲为滿满穩稳優优強强無无筆笔冊册噸吨歲岁頁页單单棟栋門门號号樣样處处鄉乡鎮镇縣县"
    "時时鐘钟頭头雙双點点節节課课來来幾几兩两壞坏級级層层畫画維维啟启舉举辦办發发給给歷历終终個个"
)
_FOLDED: Final[dict[int, str]] = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **{ord(odd): plain for odds, plain in _ODD_SPELLINGS.items() for odd in odds},
    **{ord(old): new for old, new in zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True)},
}

_SPACES: Final = re.compile(r" *")


class ExpressionError(ValueError):
    """Text that is not an expression; `start` and `end` are offsets of exactly the wrong part."""

    def __init__(self, code: Code, message: str, start: int, end: int) -> None:
        """Point at ``text[start:end]``; an empty span is where something is missing."""
        super().__init__(message)
        self.code = code
        self.message = message
        self.start = start
        self.end = end


def fold(text: str) -> str:
    """Return `text` with full-width, odd and traditional spellings in their plain form.

    Each character stays one character, so offsets into the result are offsets into `text`.
    """
    return text if text.isascii() and text.isprintable() else text.translate(_FOLDED)


class Scanner:
    """Reads one expression from left to right; blanks between its parts do not count."""

    __slots__ = ("end", "original", "position", "text")

    def __init__(self, text: str) -> None:
        """Start at the first character of `text` that is not blank."""
        self.original = text
        self.text = fold(text)
        self.end = len(self.text.rstrip(" "))
        self.position = 0
        self.skip_spaces()

    def skip_spaces(self) -> None:
        """Move on to the next character that is not blank."""
        blanks = _SPACES.match(self.text, self.position, self.end)
        self.position = blanks.end() if blanks else self.position

    @property
    def done(self) -> bool:
        """Whether everything has been read."""
        return self.position >= self.end

    @property
    def rest(self) -> str:
        """The folded text that has not been read yet."""
        return self.text[self.position : self.end]

    def peek(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Return the match of `pattern` here, without moving."""
        return pattern.match(self.text, self.position, self.end)

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Return the match of `pattern` here and move behind it and the blanks that follow."""
        found = pattern.match(self.text, self.position, self.end)
        if found:
            self.position = found.end()
            self.skip_spaces()
        return found

    def error(
        self, code: Code, message: str, start: int | None = None, end: int | None = None
    ) -> ExpressionError:
        """Return the error that spans `start` to `end`; by default, all that is left."""
        first = self.position if start is None else start
        return ExpressionError(code, message, first, self.end if end is None else end)

    def quote(self, start: int | None = None, end: int | None = None) -> str:
        """Return that part of the text as it was written, shortened for a message."""
        part = self.original[self.position if start is None else start : end or self.end].strip()
        longest = 24
        return f"“{part}”" if len(part) <= longest else f"“{part[:longest]}…”"
