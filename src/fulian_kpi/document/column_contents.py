"""The columns of a block once its rows are known, which tell more than a heading does."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from fulian_kpi.document.alignment import Column
from fulian_kpi.document.grid import Cell, Row
from fulian_kpi.document.target_cell import is_comparison, is_placeholder, is_sign, is_unit
from fulian_kpi.document.wording import Role, header_role


def widened(columns: tuple[Column, ...], rows: Sequence[Row]) -> tuple[Column, ...]:
    """Return the columns, the target's with those behind it that it was merged over once."""
    value = [each for each in columns if each.role is Role.VALUE][-1]
    own = [row[value.index].text for row in rows if value.index < len(row)]
    parts = [each for each in own if is_sign(each) or (each and is_unit(each))]
    if 2 * len(parts) < len([each for each in own if each]) or not parts:
        return columns
    headed = {each.index for each in columns}
    width = max(map(len, rows))
    behind = []
    for index in range(value.index + 1, min(width, value.index + 3)):
        if index in headed:
            break
        behind.append(replace(value, index=index))
    return (*columns, *behind)


def named_apart(columns: tuple[Column, ...], rows: Sequence[Row]) -> tuple[Column, ...]:
    """Return the columns, 指标内容 as part of a name that is merged over several of them."""
    names = [each.index for each in columns if each.role is Role.NAME]
    parts = [
        each for each in columns if each.role is Role.OTHER and header_role(each.text) is Role.NAME
    ]
    indexes = [each.index for each in parts]
    shared = any(
        any(row[at].covered for at in names) and any(_is_own(row[at]) for at in indexes)
        for row in rows
        if len(row) > max((*names, *indexes), default=0)
    )
    return tuple(replace(e, role=Role.NAME) if shared and e in parts else e for e in columns)


def _is_own(cell: Cell) -> bool:
    return bool(cell.text) and not cell.covered


def unread_columns(columns: Sequence[Column]) -> Iterator[str]:
    """Yield what to say of columns of targets and actuals beside those which are read."""
    for role, what in ((Role.VALUE, "指标值"), (Role.ACTUAL, "实际完成值")):
        # 绩效标准 beside 指标值 is what that was set by.
        others = [e.text for e in columns if e.role is Role.OTHER and "标准" not in e.text]
        unread = "”“".join(dict.fromkeys(each for each in others if header_role(each) is role))
        read = next((each.text for each in columns if each.role is role), None)
        if unread and read:
            yield f"表头有几栏{what}，读的是“{read}”，没有读“{unread}”"
        elif unread:
            yield f"“{unread}”不是本年度的{what}，没有读"


def signed(columns: tuple[Column, ...], rows: Sequence[Row]) -> tuple[Column, ...]:
    """Return the columns, one that holds nothing but signs as theirs, whatever its heading."""
    if any(each.role is Role.SIGN for each in columns):
        return columns
    for each in columns:
        cells = (row[each.index] for row in rows if each.index < len(row))
        texts = [cell.text for cell in cells if cell.text and not is_placeholder(cell.text)]
        signs = all(map(is_sign, texts)) and any(map(is_comparison, texts))
        if each.role is Role.OTHER and signs:
            return tuple(replace(e, role=Role.SIGN) if e is each else e for e in columns)
    return columns
