"""Which column of a table holds what, by the names in its header."""

from collections.abc import Mapping, Sequence
from typing import Final

from fulian_kpi.codes import Code
from fulian_kpi.complaint import nearest
from fulian_kpi.diagnostic import Diagnostic, InvalidFileError, Position
from fulian_kpi.document.wording import Role, bare, header_role
from fulian_kpi.table.column_names import names_beside

ROLES: Final = ("unit", "year", "id", "level1", "level2", "name", "target", "actual", "weight")
"""What a table can hold of an indicator."""

NEEDED: Final = {"unit": "单位", "target": "指标值", "actual": "实际完成值"}
"""Without these nothing can be judged; each with the name that it usually has."""

_UNITS: Final = frozenset(
    "单位 单位名称 部门 部门名称 部门（单位）名称 预算单位 预算单位名称 填报单位 "
    "实施单位 项目单位".split()
)
_YEARS: Final = frozenset("年度 年份 预算年度 目标年度".split())
_ROLES: Final = {
    Role.INDEX: "id",
    Role.LEVEL1: "level1",
    Role.LEVEL2: "level2",
    Role.NAME: "name",
    Role.VALUE: "target",
    Role.ACTUAL: "actual",
    Role.WEIGHT: "weight",
}


def columns_of(names: Sequence[str], given: Mapping[str, str], path: str) -> dict[str, str]:
    """Return the column of each role, first as `given`, else by the usual names.

    Raises:
        InvalidFileError: If a column is missing, or two would be the same one.
    """
    problems = [
        Diagnostic(
            Position(path),
            Code.MISSING_COLUMN,
            f"--columns 所指的列“{name}”不在表里{nearest(name, names)}",
        )
        for name in given.values()
        if name not in names
    ]
    columns = dict(given)
    for name in names:
        role = _role(name)
        if role and role not in columns and name not in given.values():
            columns[role] = name
    header = "、".join(names) or "空的"
    problems += [
        Diagnostic(
            Position(path),
            Code.MISSING_COLUMN,
            f"没有“{usual}”一列；表头是：{header}。名称不同时请写 --columns {role}=列名",
        )
        for role, usual in NEEDED.items()
        if role not in columns
    ]
    problems += [
        Diagnostic(
            Position(path), Code.MISSING_COLUMN, f"表里已经有名为 {name} 的列，结果没有地方写"
        )
        for name in names
        if "target" in columns and name.casefold() in names_beside(columns).added
    ]
    if problems:
        raise InvalidFileError(problems)
    return columns


def weights_missing(columns: Mapping[str, str], path: str) -> tuple[Diagnostic, ...]:
    """Return the notice about a table without a column of weights; none where it has one."""
    if "weight" in columns:
        return ()
    message = "没有“分值”一列，只评判，不计分；名称不同时请写 --columns weight=列名"
    return (Diagnostic(Position(path), Code.NO_WEIGHTS, message),)


def _role(name: str) -> str | None:
    if name.strip().casefold() in ROLES:
        return name.strip().casefold()
    if name.strip() in _UNITS or bare(name) in _UNITS:
        return "unit"
    if bare(name) in _YEARS:
        return "year"
    role = header_role(name)
    return None if role is None else _ROLES.get(role)
