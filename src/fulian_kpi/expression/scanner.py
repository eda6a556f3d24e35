"""A cursor over the text of one expression, and the error that points into it."""

import re
import unicodedata
from functools import cache
from typing import Final

from fulian_kpi.codes import Code

_ODD_SPELLINGS: Final = {
    "═": "=",
    "≧⩾": "≥",
    "≦⩽": "≤",
    "～〜∼∽": "~",
    "–—―−‐‑─━﹘": "-",
    "∶": ":",
    "∕⁄": "/",
    "•‧∙・": "·",
    "\u200b\u2060\ufeff": " ",
    "".join(each for each in map(chr, range(0x3001)) if each.isspace()): " ",
}
# Traditional characters of the words and units that this grammar knows, each before its plain one.
_TRADITIONAL: Final = (
    "並并併并來来個个僅仅億亿償偿優优內内兩两冊册創创劃划劑剂動动務务區区厤历員员問问啟启單单"
    "噸吨園园團团報报場场塊块墻墙壓压壞坏奬奖學学實实審审寫写將将對对屆届層层帶带幣币幾几廠厂"
    "廳厅張张強强後后從从復复應应戶户捲卷採采換换撥拨擴扩攝摄數数於于昇升時时暫暂曆历査查條条"
    "棟栋業业樓楼標标樣样樹树橋桥檢检檯台歐欧歲岁歷历沒没況况減减測测滿满為为無无熱热爭争爲为"
    "獎奖現现環环產产産产畝亩畫画當当發发盞盏監监確确礙碍稅税種种穩稳筆笔節节糧粮約约級级終终"
    "組组結结給给經经綫线維维線线編编緻致縣县縮缩總总織织繕缮羣群脩修臺台與与舉举萬万蓋盖藥药"
    "處处號号衕同裏里補补裝装裡里製制複复規规視视計计訓训訪访設设診诊評评課课調调護护變变豬猪"
    "貝贝財财買买費费資资質质購购車车較较輕轻輛辆輪轮辦办農农這这週周進进過过達达適适遲迟選选"
    "遺遗鄉乡醫医釐厘仟千佰百針针鋪铺鋼钢鎮镇鐘钟長长門门開开間间隊队際际隻只雙双雞鸡韆千頁页頃顷項项"
    "須须預预頭头頻频顆颗題题額额類类顯显颱台養养餘余館馆驗验體体魚鱼點点齡龄"
)
_COMPATIBLE: Final = (*range(0x2F00, 0x2FD6), *range(0xFE50, 0xFE6C))
"""Radicals such as ⽇ and ⼈, which text copied from a PDF often has for 日 and 人; ﹕ ﹥ ﹪."""

_PLAIN: Final = dict(zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True))
_MODERN: Final = {code: unicodedata.normalize("NFKC", chr(code)) for code in _COMPATIBLE}

_FOLDED: Final[dict[int, str]] = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **{code: _PLAIN.get(modern, modern) for code, modern in _MODERN.items()},
    **{ord(odd): plain for odds, plain in _ODD_SPELLINGS.items() for odd in odds},
    **{ord(old): plain for old, plain in _PLAIN.items()},
}

_SPACES: Final = r" *"
LETTER: Final = r"[^\W\d_]"
"""A Chinese character or another letter; a range of them takes 100 times as long to compile."""


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return `pattern`, compiled once: a table uses few of the many, and each takes time."""
    return re.compile(pattern)


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
        blanks = compiled(_SPACES).match(self.text, self.position, self.end)
        self.position = blanks.end() if blanks else self.position

    @property
    def done(self) -> bool:
        """Whether everything has been read."""
        return self.position >= self.end

    @property
    def rest(self) -> str:
        """The folded text that has not been read yet."""
        return self.text[self.position : self.end]

    def peek(self, pattern: str) -> re.Match[str] | None:
        """Return the match of `pattern` here, without moving."""
        return compiled(pattern).match(self.text, self.position, self.end)

    def take(self, pattern: str) -> re.Match[str] | None:
        """Return the match of `pattern` here and move behind it and the blanks that follow."""
        found = compiled(pattern).match(self.text, self.position, self.end)
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
