"""Findings on target files as GitHub markdown: for the summary of a CI job."""

from collections import Counter
from collections.abc import Iterator, Sequence

from fulian_kpi.diagnostic import Diagnostic
from fulian_kpi.report.findings import Examined, all_findings
from fulian_kpi.report.markdown_text import literal
from fulian_kpi.report.paper import Paper
from fulian_kpi.severity import Severity


def write_validate_markdown(files: Sequence[Examined], paper: Paper) -> None:
    """Write how much was found, and a table with one row a finding."""
    paper.stream.writelines(f"{line}\n" for line in _lines(files))


def _lines(files: Sequence[Examined]) -> Iterator[str]:
    findings = list(all_findings(files))
    found = Counter(each.severity for each in findings)
    counts = "，".join(f"{found[level]} 个{level.label}" for level in Severity)
    indicators = sum(len(each.indicators) for each in files)
    yield "## 绩效目标审核"
    yield ""
    yield f"{len(files)} 个文件，{indicators} 项指标：{counts}"
    if findings:
        yield ""
        yield "| 级别 | 位置 | 代码 | 指标 | 说明 |"
        yield "| --- | --- | --- | --- | --- |"
        yield from map(_row, findings)


def _row(finding: Diagnostic) -> str:
    cells = (
        finding.severity.label,
        literal(str(finding.position)),
        finding.code.id,
        literal(finding.indicator or ""),
        literal(finding.message),
    )
    return f"| {' | '.join(cells)} |"
