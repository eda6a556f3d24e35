"""Numbers as target tables write them: 23, 1,000.50, 二十三, and 万, 亿 after them."""

from decimal import Decimal
from typing import Final, NamedTuple

from fulian_kpi.codes import Code
from fulian_kpi.expression.scanner import Scanner, compiled

MOST_DIGITS: Final = 20
"""More than any budget has; with 万亿 behind them they still fit Decimal's 28 exact digits."""

MULTIPLIERS: Final = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
"""How many zeros each stands for."""

_DIGITS: Final = r"[0-9](?:[0-9_,.]*[0-9])?"
_WELL_FORMED: Final = r"(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?"
# 千克 千米 千瓦 百分点 are units of their own, not multiples of 克 米 瓦 分.
_THOUSAND: Final = "千(?![克米瓦卡伏赫帕焦])"
_HUNDRED: Final = "百(?!分)"
_MULTIPLIER: Final = rf"[十百千]?(?:万亿|万|亿)|{_THOUSAND}|{_HUNDRED}|十"
_CHINESE: Final = (
    rf"(?:[零〇一二两三四五六七八九十万亿]|{_HUNDRED}|{_THOUSAND})+(?:点[零〇一二三四五六七八九]+)?"
)
_CHINESE_DIGITS: Final = {
    **{digit: value for value, digit in enumerate("零一二三四五六七八九")},
    "〇": 0,
    "两": 2,
}
_SECTION_UNITS: Final = {"千": 1000, "百": 100, "十": 10}
_OUT_OF: Final = r"([百千])分之"
_SIGNED: Final = r"[-+] *(?=[0-9])"


class Number(NamedTuple):
    """A number as it stood in a text.

    `amount` is exact and in single units (``1.2万`` is 12000), `scale` says how many zeros of it
    were written as 万 or 亿 (4 there), `rate` is ``%`` or ``‰`` where 百分之 or 千分之 stood before
    it, and `in_words` whether it was written in Chinese numerals.
    """

    amount: Decimal
    scale: int = 0
    rate: str = ""
    in_words: bool = False


def read_number(scanner: Scanner) -> Number:
    """Read a number and the multiplier after it.

    Raises:
        ExpressionError: If there is no number here, or one that nobody writes that way.
    """
    start = scanner.position
    if scanner.take(_SIGNED):
        message = f"{scanner.quote(start)}：数字不能为负，也不写正号"
        raise scanner.error(Code.NUMBER, message, start, start + 1)
    out_of = scanner.take(_OUT_OF)
    rate = "" if out_of is None else {"百": "%", "千": "‰"}[out_of[1]]
    if rate == "%" and scanner.take(_HUNDRED):
        return Number(Decimal(100), rate=rate)
    in_words = not scanner.peek(_DIGITS)
    if not in_words:
        amount = _read_digits(scanner)
        zeros = _read_multiplier(scanner) if not rate else 0
    elif scanner.peek(_CHINESE):
        amount, zeros = _read_chinese(scanner)
    else:
        found = f"，这里是{scanner.quote()}" if scanner.rest else "，后面没有内容了"
        raise scanner.error(Code.NUMBER, f"这里应当是数字{found}")
    scale = max((each for each in (4, 8, 12) if each <= zeros), default=0)
    return Number(amount.scaleb(zeros), scale, rate, in_words)


def _read_digits(scanner: Scanner) -> Decimal:
    start = scanner.position
    found = scanner.take(_DIGITS)
    assert found is not None, "the caller has looked"
    written = found[0]
    if compiled(_WELL_FORMED).fullmatch(written) is None:
        message = f"{scanner.quote(start, found.end())}不是规范的数字，应写成 1000、1,000 或 4.5"
        raise scanner.error(Code.NUMBER, message, start, found.end())
    if len(written) > MOST_DIGITS:
        message = f"数字太长（{len(written)} 位），最多 {MOST_DIGITS} 位"
        raise scanner.error(Code.NUMBER, message, start, found.end())
    return Decimal(written.replace(",", ""))


def _read_multiplier(scanner: Scanner) -> int:
    found = scanner.take(_MULTIPLIER)
    return sum(MULTIPLIERS[each] for each in found[0]) if found else 0


def _read_chinese(scanner: Scanner) -> tuple[Decimal, int]:
    """Return the amount before its last multiplier, and the zeros of that: 两万 is 2 and 4."""
    start = scanner.position
    found = scanner.take(_CHINESE)
    assert found is not None, "the caller has looked"
    whole, _, decimals = found[0].partition("点")
    readable = len(whole) <= MOST_DIGITS and len(decimals) <= MOST_DIGITS
    readable = readable and (len(whole) == 1 or whole[0] not in "零〇")
    value = _chinese_value(whole) if readable else None
    if value is None:
        message = f"{scanner.quote(start, found.end())}不是一个数，应写成 二十三 或 23"
        raise scanner.error(Code.NUMBER, message, start, found.end())
    if decimals:
        fraction = "".join(str(_CHINESE_DIGITS[each]) for each in decimals)
        return Decimal(f"{value}.{fraction}"), _read_multiplier(scanner)
    zeros = sum(MULTIPLIERS[each] for each in whole[len(whole.rstrip("万亿")) :])
    return Decimal(value).scaleb(-zeros), zeros


def _chinese_value(text: str) -> int | None:
    """Return the whole number that `text` spells, or None: 一百八 may be 108 or 180."""
    for multiplier in "亿万":
        before, found, after = text.rpartition(multiplier)
        if found:
            zeros = MULTIPLIERS[multiplier]
            high = _chinese_value(before)
            low = _chinese_value(after) if after else 0
            if high is None or low is None:
                return None
            # 一万五千 and 一万零五百 leave no doubt; 一万五 may be 10005 or 15000.
            first_place = int(10 ** (zeros - 1))
            gap_spoken = after[:1] in {"零", "〇"}
            doubtful = gap_spoken is (low >= first_place) or low >= 10 * first_place
            return None if after and doubtful else int(high * 10**zeros + low)
    return _section_value(text)


def _section_value(text: str) -> int | None:
    """Return what a numeral below 一万 is worth, or None where it is not well formed."""
    if text in {"零", "〇"}:
        return 0
    total, last_unit, gap_spoken = 0, 10_000, False
    rest = text
    while rest:
        if rest[0] in "零〇":
            gap_spoken, rest = True, rest[1:]
            continue
        digit = 1 if rest[0] == "十" else _CHINESE_DIGITS.get(rest[0])
        rest = rest if rest[0] == "十" else rest[1:]
        unit = _SECTION_UNITS.get(rest[:1], 1)
        rest = rest[1:] if unit > 1 else rest
        skipped = unit * 10 != last_unit
        if digit is None or unit >= last_unit or (total and skipped and not gap_spoken):
            return None
        total, last_unit, gap_spoken = total + digit * unit, unit, False
    return total if total and not gap_spoken else None
