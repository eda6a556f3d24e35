"""Files that several tests look at: the published table, its two example years, small tables."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from fulian_kpi.judging import Judged, judge_file
from fulian_kpi.policy_file import load_policy
from fulian_kpi.report.paper import Paper

ROOT: Final = Path(__file__).parent.parent
CASES: Final = ROOT / "tests" / "cases"

SEED: Final = ROOT / "targets" / "2022.yaml"
EXAMPLE: Final = ROOT / "actuals" / "2022.example.yaml"
SHORTFALL: Final = ROOT / "actuals" / "2022.shortfall.example.yaml"

EVERY_KIND: Final = """\
year: 2022
department: 测试市妇女联合会
budget: {total: 100.00}
indicators:
  产出指标:
    数量指标:
      - {id: sessions, name: 培训场次, target: "=12场"}
      - {id: people, name: 覆盖人次, target: "≥1万人次"}
      - {id: growth, name: 增长, target: 增长8%}
      - {id: decline, name: 下降, target: 下降3%以上}
    时效指标:
      - {id: done, name: 完成时间, target: 2022年10月底前}
  效益指标:
    社会效益指标:
      - {id: grade, name: 法治意识, target: 定性高中低}
      - {id: words, name: 服务能力, target: 定性：有效提升}
      - {id: rate, name: 办结率, target: "≥85%"}
"""
"""A table with a target of nearly every kind."""


def judged(folder: Path, targets: str, actuals: str) -> Judged:
    """Return what comes of two files with these texts, written into `folder`."""
    (folder / "targets.yaml").write_text(targets, encoding="utf-8")
    (folder / "actuals.yaml").write_text(actuals, encoding="utf-8")
    return judge_file(str(folder / "actuals.yaml"))


def report(
    write: Callable[[Sequence[Judged], Paper], None],
    *actuals: Path,
    policies: Sequence[str] = (),
    task: int | None = None,
) -> str:
    """Return what a writer of reports makes of actuals files."""
    chosen = [load_policy(name) for name in policies]
    stream = io.StringIO(newline="")
    write([judge_file(str(each), policies=chosen, task=task) for each in actuals], Paper(stream))
    return stream.getvalue()
