"""Two indicators of one name."""

from collections.abc import Iterator

from fulian_kpi.checked import Indicator, Targets
from fulian_kpi.codes import Code
from fulian_kpi.finding import Finding
from fulian_kpi.letters import letters


def duplicate_names(targets: Targets) -> Iterator[Finding]:
    """Yield every later indicator of a task whose name it has already.

    Spaces, punctuation and width do not tell names apart. Tasks do: each may have its 验收合格率.
    """
    seen: dict[tuple[int | None, str], Indicator] = {}
    for each in targets.indicators:
        name = letters(each.name)
        first = seen.setdefault((each.task, name), each)
        if first is not each:
            message = (
                f"名称与第 {first.line} 行“{first.name}”（{first.level2}）相同；"
                "请合并，或写明各指什么"
            )
            yield Finding(Code.DUPLICATE_NAME, message, (*each.route, "name"), each.id)
