"""Indicator blocks of a text in which nothing separates the cells, or that is prose.

    产出指标数量指标足额保障率=100% 22.5 …          (1)数量指标:新建公厕(≥**座)≥50座;

What can be told apart there are the names of the levels, and quantities that show their own end.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from fulian_kpi.document.alignment import Column, Piece, Record, align
from fulian_kpi.document.block import Block, Remark
from fulian_kpi.document.glued import points_apart, unglued, weights_first
from fulian_kpi.document.grid import Cell, Grid
from fulian_kpi.document.header import TREE
from fulian_kpi.document.levels import ends_table, is_level
from fulian_kpi.document.target_cell import rule_of
from fulian_kpi.document.wording import Role, bare, header_role, plain_characters
from fulian_kpi.expression.scanner import fold

_LEVEL: Final = (
    r"(?:[一二三四五]、|[(（][一二三四五六\d]+[)）]|\d\.)?\s*"
    r"(?:社会公众或服务对象满意度|服务对象满意度|满意度|生态环境成本|经济成本|社会成本|经济效益|社会效益|生态效益|"
    r"可持续(?:发展)?影响|可持续|数量|质量|时效|进度|成本|产出|效益)(?:指标|目标)(?!值)"
    r"(?:[(（][^()（）]{1,12}[)）])?[:：,，。.]?"
)
_QUANTITY: Final = (
    r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:年?底)?(?:之?前|以前)?(?=[\s,，;；。]|$)"
    r"|(?:(?:指标)?为|[=≥≤<>＝≧≦＞＜]{1,2})\s*\d[\d,.]*\d*(?:[%％‰]|百分比|[^\d\s=≥≤<>≧≦%,，;；。()（）]{0,6}(?=[\d\s=≥≤<>,，;；。()（）]|$))?"
    r"|(?<![\d.])\d[\d,.]*[%％](?:以[上下内])?"
    r"|(?<=[%％人次个倍元\s])\d[\d,.]*(?:[万亿]?[个人次倍元户项场家件套台亩株]{1,2}(?=[\d\s%,，;；。]|$)|(?=[\s]|$))"
)
_HEADER: Final = (
    r"[一二三]级\s*指标(?:名称)?|指标内容|指标名称|(?:年度|年初|年初目标|全年|预期)?(?:指标|目标)值(?:[(（][AB][)）])?"
    r"|(?:全年)?实际(?:完成)?值(?:[(（][AB][)）])?|完成值|分值|权重|得分计算方法|得分|偏差原因分析(?:及改进措施)?"
    r"|未完成原因(?:分析)?"
)
_TOKENS: Final = re.compile(
    rf"(?P<header>{_HEADER})|(?P<level>{_LEVEL})|(?P<quantity>{_QUANTITY})|(?P<stop>[;；。\n])"
    r"|(?P<end>备注|评价结论|自评结论|得分合计|总分|合计|存在问题(?!整改)|偏差大|计分原则)|(?P<number>(?<=[%％])\d{1,3}(?=[\u3400-\u9fff]))"
)
_EDGES: Final = " \t,，、:：.★"
_DEFAULT: Final = (Role.LEVEL1, Role.LEVEL2, Role.NAME, Role.VALUE, Role.OTHER)
_LONGEST_VALUE: Final = 8
_LONGEST_NAME: Final = 120
_LONGEST_STATEMENT: Final = 14
_FEWEST: Final = 2
_NUMBERING: Final = re.compile(r"^(?:[一二三四五]、|[(（][一二三四五六\d]+[)）]|\d\.)\s*")
_SHARE: Final = re.compile(r"\d|必填|选填|自评")
"""What brackets behind a level say of the level itself: (50分)."""

_ENDS_IN_QUANTITY: Final = re.compile(r"(.*[\u3400-\u9fff）)]{2})(\d[\d,.]*[^\d\s,，.]{1,6})")
_WORD: Final = re.compile(r"[\u3400-\u9fff]{2}")
_STATEMENT: Final = re.compile(
    "(?:稳步|显著|明显|有效|不断|持续|逐步|大幅|进一步|有所)"
    "(?:提高|提升|改善|增强|增加|增长|下降|降低|减少|保障|完善|好转|促进|推进|优化|加强)$"
)


def runon_blocks(grid: Grid) -> Iterator[Block]:
    """Yield the one block that level names mark in the text of `grid`, if there is any."""
    pieces = [piece for row in grid.rows for piece in _pieces(row)]
    start = next((i for i, each in enumerate(pieces) if is_level(each.cell.text)), None)
    if start is None or sum(is_level(each.cell.text) for each in pieces) < _FEWEST:
        return
    columns = tuple(_columns(pieces[:start]))
    kept = [
        each
        for each in _until_end(pieces[start:])
        if not re.fullmatch(_HEADER, plain_characters(each.cell.text)[0])
    ]
    if weights_first(columns):
        kept = list(points_apart(kept))
    records, dropped = align(list(_paired(kept)), columns, by_line=False)
    read, unread = _sure([unglued(each, columns) for each in records])
    yield Block(
        grid=grid.name,
        place=pieces[start].cell.place,
        columns=columns,
        header=(),
        above=grid.rows,
        records=tuple(read),
        left_out=(
            *unread,
            *(Remark(each.place, f"没有归入任何一栏：{each.text}") for each in dropped),
        ),
        doubts=(
            Remark(pieces[start].cell.place, "原文没有分隔各栏，按层级名称和数量拆开，请逐行核对"),
        ),
    )


def _pieces(row: Sequence[Cell]) -> Iterator[Piece]:
    if not row:
        return
    text = " ".join(each.text for each in row)
    words, at = plain_characters(text)
    line = row[0].place.partition(":")[0]
    position = 0
    for found in [*_TOKENS.finditer(words), None]:
        start, end = (at[found.start()], at[found.end()]) if found else (len(text), len(text))
        between = text[position:start].strip(_EDGES)
        if between:
            yield Piece(Cell(between, f"{line}:{position + 1}", -1), breaks=False)
        if found is None:
            return
        if found.lastgroup == "end":
            yield Piece(Cell("备注", f"{line}:{start + 1}", -1), breaks=True)
        elif found.lastgroup == "stop":
            yield Piece(Cell("", f"{line}:{start + 1}", -1), breaks=True)
        else:
            shown = text[start:end].strip(_EDGES)
            yield Piece(Cell(shown, f"{line}:{start + 1}", -1), breaks=False)
        position = end


def _columns(before: Sequence[Piece]) -> Iterator[Column]:
    roles = [header_role(each.cell.text) for each in before]
    first = next((i for i, role in enumerate(roles) if role in TREE), None)
    known = [each for each in roles[first:] if each] if first is not None else []
    wanted = known if {Role.NAME, Role.VALUE} <= set(known) else _DEFAULT
    yield from (Column(role, -1, role.value) for role in wanted)


def _until_end(pieces: Sequence[Piece]) -> Iterator[Piece]:
    for index, each in enumerate(pieces):
        is_row = index + 1 < len(pieces) and _is_quantity(pieces[index + 1].cell.text)
        if ends_table(each.cell.text, is_row=is_row):
            return
        yield each


def _paired(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces, each text that no quantity follows cut at its last comma: 意识,提高."""
    for index, each in enumerate(pieces):
        text = each.cell.text
        if not text:
            continue
        following = pieces[index + 1].cell.text if index + 1 < len(pieces) else ""
        ends = not following or is_level(following)
        if is_level(text) or _is_quantity(text) or not ends:
            yield each
            continue
        name, value = _halves(text)
        for part in filter(None, (name, value)):
            yield Piece(Cell(part, each.cell.place, -1), breaks=False)


def _halves(text: str) -> tuple[str, str]:
    """Return name and statement: 绿色种植意识,提高 at its comma, 发展情况稳步提高 at its adverb."""
    statement = _STATEMENT.search(text)
    if statement and statement.start():
        return text[: statement.start()].strip(_EDGES), statement[0]
    name, comma, value = text.replace("，", ",").rpartition(",")
    if comma and name and len(value) <= _LONGEST_VALUE:
        return name, value
    return text, ""


def _is_quantity(text: str) -> bool:
    return re.fullmatch(_QUANTITY, text) is not None


def _sure(records: Sequence[Record]) -> tuple[list[Record], list[Remark]]:
    """Return the records whose target shows its own bounds, and what the others say."""
    read: list[Record] = []
    unread: list[Remark] = []
    for each in records:
        value = each.get(Role.VALUE)
        name = each.get(Role.NAME)
        level = each.get(Role.LEVEL2)
        quantity = _ENDS_IN_QUANTITY.fullmatch(name[0].text) if name and not value else None
        if name and level and quantity and rule_of(quantity[2]) is not None:
            parts = zip((Role.NAME, Role.VALUE), quantity.groups(), strict=True)
            read.append({**each, **{role: (replace(name[0], text=t),) for role, t in parts}})
            continue
        if name and level and not value and len(name[0].text) <= _LONGEST_STATEMENT:
            # Only the level names what this is: 生态效益指标:生态修复功能提高.
            read.append({**each, Role.NAME: _named(level), Role.VALUE: name})
            continue
        if value and not (level or _is_repeated(each)) and rule_of(value[0].text) is None:
            value = None
        if (
            value
            and name
            and len(name[0].text) <= _LONGEST_NAME
            and (_is_answered(each) or (_is_name(name[0].text) and _shows_bounds(value[0].text)))
        ):
            read.append(each)
            continue
        shown = " | ".join(cell.text for cells in each.values() for cell in cells)
        place = next(cell.place for cells in each.values() for cell in cells)
        if name or value:
            unread.append(Remark(place, f"分不清名称和指标值：{shown}"))
        else:
            read.append(each)
    return read, unread


def _named(level: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Return the level as a name, with what brackets add to it: 数量指标(绿地养护)."""
    whole = _NUMBERING.sub("", level[0].text).strip(_EDGES)
    return (replace(level[0], text=bare(whole) if _SHARE.search(whole) else whole),)


def _is_answered(record: Record) -> bool:
    return _is_repeated(record) and Role.LEVEL2 in record


def _is_repeated(record: Record) -> bool:
    """Whether the actual repeats the target, which a text that was cut wrongly does not do."""
    value, actual = record[Role.VALUE], record.get(Role.ACTUAL)
    return actual is not None and actual[0].text == value[0].text


def _is_name(text: str) -> bool:
    return (
        _WORD.search(text) is not None
        and rule_of(text) is None
        and text.count("(") == text.count(")")
    )


def _shows_bounds(value: str) -> bool:
    return not fold(value).replace(".", "").isdigit() and (
        rule_of(value) is not None or len(value) <= _LONGEST_VALUE
    )
