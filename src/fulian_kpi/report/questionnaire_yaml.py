"""The form to fill in as an actuals file: every value left empty, beside what it has to answer."""

from collections.abc import Sequence

from fulian_kpi.checked import Targets
from fulian_kpi.document.targets_yaml import scalar
from fulian_kpi.meaning import meaning
from fulian_kpi.phrases import NO_TASK, money, task_title
from fulian_kpi.questionnaire import Origin, Question
from fulian_kpi.report.paper import Paper
from fulian_kpi.report.xml_text import xml_text


def write_questionnaire_yaml(
    targets: Targets, asked: Sequence[Question], paper: Paper, origin: Origin
) -> None:
    """Write the form; the budget is asked for only where all indicators are."""
    head = targets.head
    lines = [
        f"# {_comment(head.subject)}{head.year}年绩效目标实际完成值",
        f"# kpi new actuals 生成于 {origin.made}",
        "# 在冒号后面空一格填写；空着为未填报。要写原因、佐证材料时：",
        '#   编号: {value: 9800人次, reason: "主会场缩小规模", evidence: [台账/签到.pdf]}',
        "# 不适用的写 {value: 不适用, reason: …}",
        f"targets: {scalar(origin.targets)}",
        *(_budget(targets) if origin.task is None else []),
        "actuals:",
    ]
    task: int | None = -1
    titles = {each.id: f"{task_title(each.id)}：{each.name}" for each in head.tasks}
    for question in asked:
        indicator = question.indicator
        if indicator.task != task:
            task = indicator.task
            lines.append(f"  # ---- {_comment(titles.get(task or 0, NO_TASK))}")
        lines += [
            f"  # {_comment(indicator.name)}    {_comment(indicator.target.text)}",
            f"  {indicator.id}:    # {_hint(question)}",
        ]
    paper.stream.write("\n".join(lines) + "\n")


def _budget(targets: Targets) -> list[str]:
    budget = targets.head.budget
    usual = "" if budget is None else f"，空着为年初预算 {money(budget.total)}"
    return [
        "budget:    # 预算执行，万元；都空着为没有填写",
        f"  adjusted:    # 调整后预算数{usual}",
        "  executed:    # 全年执行数",
        "  reason:    # 执行率低于 90% 时说明原因",
    ]


def _hint(question: Question) -> str:
    """Return the unit and what meets the target."""
    return f"{question.unit}：{_comment(meaning(question.indicator.rule))}".removeprefix("：")


def _comment(text: str) -> str:
    """Return `text` on one line; names are data, and a comment ends with its line."""
    return " ".join(xml_text(text).split())
