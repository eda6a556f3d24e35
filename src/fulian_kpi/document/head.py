"""What stands above the indicators: year, department, goal and tasks."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from fulian_kpi.document.block import Remark
from fulian_kpi.document.draft import Head, Task
from fulian_kpi.document.fund_source import part_of
from fulian_kpi.document.funds import read_funds
from fulian_kpi.document.grid import Row
from fulian_kpi.document.task_name import split_task
from fulian_kpi.document.wording import PROJECT, bare, header_role, plain
from fulian_kpi.document.year import any_year, table_year, text_year
from fulian_kpi.expression.scanner import fold
from fulian_kpi.letters import letters

_DEPARTMENTS: Final = "部门名称 省级预算部门名称 部门(单位)名称 部门/单位名称"
_SUPERIORS: Final = (
    "主管部门 主管部门及代码 主管部门及其编码 主管部门及编码 项目主管部门 主管预算部门 预算部门 "
    "业务主管部门 地方主管部门 省级主管部门 一级预算部门 一级预算单位 责任部门 部门"
)
_UNITS: Final = (
    "单位名称 预算单位 填报单位 申报单位 申报单位名称 填报部门 申报部门 项目单位 编制单位 编报单位 "
    "填表单位 项目申报单位 被评价单位 单位"
)
"""The department itself, unless another one is named above it."""

_IMPLEMENTERS: Final = (
    "实施单位 项目实施单位 项目执行单位 具体实施单位 用款单位 资金使用单位 责任单位 承担单位 "
    "项目承担单位"
)
_PROJECTS: Final = (
    "项目名称 专项名称 专项资金名称 项目(政策)名称 政策(项目)名称 转移支付(项目)名称 项目支出名称 "
    "预算项目名称 二级项目名称 评价项目"
)
_YEAR_GOALS: Final = (
    "年度总体目标 年度总体绩效目标 年度绩效目标 年度目标 年度总目标 本年度绩效目标 本年度目标 "
    "年度总体目标完成情况 项目年度目标"
)
_GOALS: Final = (
    "总体目标 整体绩效目标 项目总体目标 绩效目标 项目绩效目标 目标 实施期绩效目标 总目标"
)
_SUBGOALS: Final = (
    "预期目标 年初设定目标 年度目标 年度总目标 设定目标 项目年度目标 年初目标 预期目标(年初设定) "
    "绩效目标总体描述"
)
_OTHER_LABELS: Final = (
    "项目编码 项目代码 预算编码 预算项目编码 联系人 项目联系人 负责人 单位负责人 财务负责人 "
    "填报人 填表人 联系方式 分管领导 分管领导意见 审核意见 职务 邮编 地址 实施周期 项目周期 "
    "项目起止时间 起止时间 项目类型 项目级次 预算年度 "
    "项目名称 项目负责人 联系电话 资金总额 实际完成情况 年度总体目标完成情况综述 任务名称 "
    "主要内容 年度主要任务 填报日期 项目类别 项目属性 金额单位 项目期 项目负责人及电话 "
    "项目负责人及联系电话 目标完成情况 年度目标完成情况 指标名称 年度绩效指标 绩效指标 "
    "年初预算数 预算数 全年预算数 全年执行数 执行数 执行率 分值 得分 "
    "项目资金 项目资金情况 资金情况 资金来源 预算资金 预算执行情况 立项依据 项目概况 项目内容"
)
_FUND_REASONS: Final = ("预算执行偏差原因",)
_CODE: Final = re.compile(
    r"^(?:\[[\w-]+\]|[(（]\d+[)）])\s*|^\d{3,}[-—]\s*|^\d{6,}(?=\D)|\s+\d{3,}$"
)
_PROJECT_CODE: Final = re.compile(r"^(?:\[[\w-]+\]|\d{6,}[A-Z]\d*[-—])\s*")
_AMOUNT: Final = re.compile(r"[(（][\d.,]+[百千万亿]?元[)）]$")
_NO_NAME: Final = re.compile(r"[*＊/_\s—-]*|无")
_WHOLE: Final = re.compile(r"(?:部门|单位)?整体(?:支出)?(?:绩效)?(?:目标|自评|评价)?")
_MONEY: Final = re.compile(
    r"(?:人民币)?[百千]?[万亿]元.*|(?:人民币)?[百千]?元(?:[,/、;(].*)?|.*\([百千]?[万亿]?元\)"
)
_NEXT_LABEL: Final = re.compile(r"\s+[\u3400-\u9fff]{2,8}[:：]")
_ADDED: Final = "部门"
_ADDED_IN_BRACKETS: Final = re.compile(r"[(（]部门[)）]$")
_BODIES: Final = "局会委院厅办所处站中心社校府室队馆团"
_TITLE: Final = re.compile(
    rf"([\u3400-\u9fff]{{2,30}}[{_BODIES}])(?:本级)?\(?\d{{4}}年.*(?:绩效|目标|自评).*(?:表|申报书)"
)
_SHORTEST_GOAL: Final = 6
_SHORTEST_TASK: Final = 2
_LONGEST_LABEL: Final = 24
_LONGER_GOAL: Final = re.compile(
    "(?:中期|长期|中长期|实施期|实施周期|项目期|三年)(?:总体|总)?(?:绩效)?目标"
)
_COMPLETION: Final = re.compile(".{0,10}(?:完成|实现)情况.{0,6}")


def read_head(rows: Sequence[Row], *, name: str, everything: Sequence[Row]) -> Head:
    """Return what the head of a table says.

    Args:
        rows: Those above the indicators.
        name: Of the file, which may be all that tells the year.
        everything: The rows of the whole document, for a year found nowhere else.
    """
    doubts: list[Remark] = []
    first = next((each.place for row in rows for each in row if each.text), "1:1")
    year = table_year(rows)
    if year is None:
        year, source = text_year(rows), "表头的文字"
        if year is None:
            year, source = any_year(everything, name)
        if year is not None:
            doubts.append(Remark(first, f"表头没有写年度，{year} 取自{source}，请核对"))
    department, implementer = _department(rows, doubts)
    own = letters(department or "") == letters(implementer or "")
    money, remarks = read_funds(rows)
    return Head(
        year=year,
        department=department,
        project=_project(rows),
        implementer=None if own else implementer,
        goal=_goal(rows),
        money=money,
        tasks=tuple(_tasks(rows)) or tuple(_listed_tasks(rows)),
        fund_reason=next(_values(rows, _FUND_REASONS), ""),
        doubts=tuple(dict.fromkeys((*doubts, *remarks))),
    )


def _department(rows: Sequence[Row], doubts: list[Remark]) -> tuple[str | None, str | None]:
    """Return the department and who carries the project out.

    填报单位 is the department where nothing stands above it, and else carries the project out.
    """
    whole, superior, unit, implementer = (
        _unit(rows, labels, doubts) for labels in (_DEPARTMENTS, _SUPERIORS, _UNITS, _IMPLEMENTERS)
    )
    department = whole or superior or unit or _titled(rows, doubts) or implementer
    return department, implementer or (unit if superior and not whole else None)


def _titled(rows: Sequence[Row], doubts: list[Remark]) -> str | None:
    """Return the department whose name the title begins with: 某某区教育局2023年度…绩效自评表."""
    cells = [each for row in rows for each in row if each.text and not each.covered]
    found = next(((each, hit) for each in cells if (hit := _TITLE.match(plain(each.text)))), None)
    if found is None:
        return None
    doubts.append(Remark(found[0].place, f"表头没有写部门，“{found[1][1]}”取自标题，请核对"))
    return found[1][1]


def _unit(rows: Sequence[Row], labels: str, doubts: list[Remark]) -> str | None:
    """Return the name of the unit of government at one of `labels`, without its code."""
    name = _named(rows, labels, _CODE)
    name = _ADDED_IN_BRACKETS.sub(_ADDED, name or "")
    if name.endswith(_ADDED) and name[: -len(_ADDED)].endswith(tuple(_BODIES)):
        # The provincial systems print this word behind every unit's name.
        shown = next(each.place for row in rows for each in row if each.text)
        doubts.append(Remark(shown, f"单位名称印作“{name}”，去掉了末尾的“部门”"))
        name = name[: -len(_ADDED)]
    return name or None


def names_project(row: Row) -> bool:
    """Whether the row begins with the name of a project: 二、项目名称：甲, or 项目：甲."""
    first = next((each.text for each in row if each.text and not each.covered), "")
    return PROJECT.fullmatch(plain(first)) is not None


def projects_beside(rows: Sequence[Row]) -> list[str]:
    """Return the names of projects whose tables stand side by side below a row of them."""
    named = (list(dict.fromkeys(_values([row], _PROJECTS.split()))) for row in rows)
    return next((each for each in named if len(each) > 1), [])


def _project(rows: Sequence[Row]) -> str | None:
    """Return the name of the project; the table of a whole department may say so in its place."""
    name = _named(rows, _PROJECTS, _PROJECT_CODE)
    if name is None and rows and names_project(rows[-1]):
        line = next(each.text for each in rows[-1] if each.text)
        name = _AMOUNT.sub("", re.split("[:：]", line, maxsplit=1)[1]).strip()
    return None if name is None or _WHOLE.fullmatch(name) else name


def _named(rows: Sequence[Row], labels: str, code: re.Pattern[str]) -> str | None:
    """Return the name that stands at one of `labels`, without its code."""
    values = _values(rows, labels.split())
    fitting = (each for each in values if not header_role(each))
    value = next((each for each in fitting if not _MONEY.fullmatch(plain(each))), None)
    if value is None:
        return None  # 单位：万元 names no unit of government.
    value = re.sub(r"\s+", " ", value)
    name = _NEXT_LABEL.split(code.sub("", value), maxsplit=1)[0].strip()
    return None if _NO_NAME.fullmatch(name) else name


def _values(rows: Sequence[Row], labels: Sequence[str]) -> Iterator[str]:
    """Yield what stands beside, behind or below a cell that is one of `labels`."""
    wanted = {bare(each) for each in labels} | {plain(each) for each in labels}
    for index, row in enumerate(rows):
        cells = [each for each in row if each.text and not each.covered]
        for number, cell in enumerate(cells):
            word, _, behind = plain(cell.text).partition(":")
            if word not in wanted and bare(word) not in wanted:
                continue
            inline = fold(cell.text).find(":")
            if behind and inline >= 0:
                yield cell.text[inline + 1 :].strip()
            elif number + 1 < len(cells):
                beside = cells[number + 1].text
                if not _is_label(beside):
                    yield beside
            elif index + 1 < len(rows) and len(cells) == 1:
                following = [
                    each.text for each in rows[index + 1] if each.text and not each.covered
                ]
                if len(following) == 1 and not _is_label(following[0]):
                    yield following[0]


_LABELS: Final = {
    bare(each)
    for group in (
        _DEPARTMENTS,
        _SUPERIORS,
        _UNITS,
        _IMPLEMENTERS,
        _PROJECTS,
        _YEAR_GOALS,
        _GOALS,
        _SUBGOALS,
        _OTHER_LABELS,
    )
    for each in group.split()
}


def _is_label(text: str) -> bool:
    word = bare(text.rstrip(":："))
    known = word in _LABELS or _LONGER_GOAL.fullmatch(word) or _COMPLETION.fullmatch(word)
    return len(text) <= _LONGEST_LABEL and bool(known)


def _goal(rows: Sequence[Row]) -> str | None:
    """Return the goal of the year, else one that does not say of which time it is."""
    below = _below(rows, {bare(each) for each in _SUBGOALS.split()})
    beside = (
        each
        for labels in (_YEAR_GOALS, _SUBGOALS, _GOALS)
        for each in _values(rows, labels.split())
    )
    return next((each for each in (*below, *beside) if _is_goal(each)), None)


def _is_goal(text: str) -> bool:
    is_other = part_of(text) or header_role(text) or _is_label(text)
    return len(text) >= _SHORTEST_GOAL and not is_other


def _below(rows: Sequence[Row], labels: set[str]) -> Iterator[str]:
    """Yield what stands below the first of `labels`, in its column where columns are known."""
    for index, row in enumerate(rows[:-1]):
        cells = [each for each in row if each.text and not each.covered]
        hit = next((at for at, each in enumerate(cells) if bare(each.text) in labels), None)
        if hit is None or any(_is_goal(each.text) for each in cells[hit + 1 : hit + 2]):
            continue  # What stands beside it is the goal, what stands below another label.
        following = [each for each in rows[index + 1] if each.text and not each.covered]
        same = [each for each in following if each.column == cells[hit].column >= 0]
        # Where the columns were lost, so may have been an empty cell on the left.
        lost = len(cells) - len(following)
        turn = hit - lost if lost in {0, 1} and hit >= lost else 0
        yield from (each.text for each in (*same, *following[turn:])[:1])


def _tasks(rows: Sequence[Row]) -> Iterator[Task]:
    """Yield the rows 任务一：name | content."""
    seen: set[int] = set()
    for row in rows:
        cells = [each.text for each in row if each.text and not each.covered]
        for number, text in enumerate(cells):
            found = split_task(text)
            if not found or number + 1 >= len(cells) or len(found[1]) < _SHORTEST_TASK:
                continue
            if found[0] not in seen:
                seen.add(found[0])
                yield Task(found[0], found[1], cells[number + 1])
            break


def _listed_tasks(rows: Sequence[Row]) -> Iterator[Task]:
    """Yield the rows below 任务名称 | 主要内容 by their order, where columns are known."""
    columns: tuple[int, int] | None = None
    number = 0
    for row in rows:
        cells = {each.column: each.text for each in row if each.text and not each.covered}
        labels = {bare(text): column for column, text in cells.items() if column >= 0}
        if {"任务名称", "主要内容"} <= labels.keys():
            columns = labels["任务名称"], labels["主要内容"]
            continue
        if columns is None:
            continue
        name, content = (cells.get(column, "") for column in columns)
        if name and content and not _is_label(name):
            number += 1
            yield Task(number, name, content)
        elif number:
            return
