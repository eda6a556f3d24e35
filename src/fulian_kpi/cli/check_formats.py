"""What ``kpi check`` writes: its formats, and the writer of each."""

from enum import StrEnum
from typing import TYPE_CHECKING, BinaryIO, Final

from fulian_kpi.cli.finding_formats import FINDING_FORMATS, finding_writer
from fulian_kpi.cli.terminal import notice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fulian_kpi.diagnostic import Diagnostic
    from fulian_kpi.judging import Judged
    from fulian_kpi.report.check_units import Overview
    from fulian_kpi.report.findings import Examined
    from fulian_kpi.report.paper import Paper

MOST_ROWS_AS_TEXT: Final = 200
"""Above this the plain format takes over: rich needs seconds for ten thousand rows."""


class CheckFormat(StrEnum):
    """How a report looks on stdout."""

    TEXT = "text"
    PLAIN = "plain"
    JSON = "json"
    JSONL = "jsonl"
    MARKDOWN = "markdown"
    HTML = "html"
    CSV = "csv"
    JUNIT = "junit"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"


STREAMED: Final = frozenset({CheckFormat.TEXT, CheckFormat.PLAIN, CheckFormat.JSONL})
"""Formats that write one report after the other, so that none has to be kept."""

DOCUMENTS: Final = frozenset({CheckFormat.HTML, CheckFormat.CSV, CheckFormat.JUNIT})
"""Formats that say themselves which encoding they are in."""


class FormFormat(StrEnum):
    """Documents of an office, which only a file can hold."""

    XLSX = "xlsx"
    DOCX = "docx"


SUFFIXES: Final[dict[str, CheckFormat | FormFormat]] = {
    ".txt": CheckFormat.TEXT,
    ".json": CheckFormat.JSON,
    ".jsonl": CheckFormat.JSONL,
    ".md": CheckFormat.MARKDOWN,
    ".html": CheckFormat.HTML,
    ".csv": CheckFormat.CSV,
    ".xml": CheckFormat.JUNIT,
    ".sarif": CheckFormat.SARIF,
    ".xlsx": FormFormat.XLSX,
    ".docx": FormFormat.DOCX,
}
"""The format of a file that ``-o`` names."""


def write_check(
    wanted: CheckFormat,
    judged: "list[Judged]",
    errors: "list[Diagnostic]",
    paper: "Paper",
    units: "Overview | None" = None,
) -> None:
    """Write a report of all that was judged; `units` are there where several files were asked."""
    if wanted in FINDING_FORMATS:
        finding_writer(wanted)(check_findings(judged, errors), paper)
        return
    if wanted is CheckFormat.JSON:
        from fulian_kpi.report.check_json import check_document
        from fulian_kpi.report.json_text import write_json

        write_json(check_document(judged, errors, several=units is not None), paper)
        return
    if wanted in {CheckFormat.MARKDOWN, CheckFormat.HTML, CheckFormat.CSV}:
        _document_writer(wanted)(judged, paper, units)
        return
    for number, each in enumerate(judged):
        if number and wanted is not CheckFormat.JSONL:
            paper.stream.write("\n")
        write_report(wanted, each, paper)
    if wanted is CheckFormat.JSONL:
        write_unjudged(errors, paper)
    elif units:
        from fulian_kpi.report.check_units import write_units

        paper.stream.write("\n")
        write_units(units, paper)


def write_report(wanted: CheckFormat, judged: "Judged", paper: "Paper") -> None:
    """Write one report in one of the `STREAMED` formats."""
    card = judged.card
    if wanted is CheckFormat.JSONL:
        from fulian_kpi.report.check_json import judged_json
        from fulian_kpi.report.json_text import write_json

        write_json(judged_json(judged), paper, indent=None)
    elif wanted is CheckFormat.TEXT and len(card.rows) <= MOST_ROWS_AS_TEXT:
        from fulian_kpi.report.check_text import write_check_text

        write_check_text(card, paper)
    else:
        if wanted is CheckFormat.TEXT:
            notice(f"共 {len(card.rows)} 项指标，改用每项一行的 plain 格式")
        from fulian_kpi.report.check_plain import write_check_plain

        write_check_plain(card, paper)


def write_unjudged(errors: "Sequence[Diagnostic]", paper: "Paper") -> None:
    """Write the line of JSON that stands for a file that could not be judged, if there is one."""
    from fulian_kpi.report.check_json import unjudged_json
    from fulian_kpi.report.json_text import write_json

    if errors:
        write_json(unjudged_json(errors), paper, indent=None)


def check_findings(judged: "list[Judged]", errors: "list[Diagnostic]") -> "list[Examined]":
    """Return what was judged, and what could not be, as findings."""
    from fulian_kpi.report.findings import examined, unusable

    return [*map(examined, judged), *unusable(errors)]


def _document_writer(
    wanted: CheckFormat,
) -> "Callable[[Sequence[Judged], Paper, Overview | None], None]":
    if wanted is CheckFormat.MARKDOWN:
        from fulian_kpi.report.check_markdown import write_check_markdown

        return write_check_markdown
    if wanted is CheckFormat.CSV:
        from fulian_kpi.report.check_csv import write_check_csv

        return write_check_csv
    from fulian_kpi.report.check_html import write_check_html

    return write_check_html


def write_form(
    wanted: FormFormat, judged: "list[Judged]", units: "Overview | None", stream: BinaryIO
) -> None:
    """Write the self-evaluation form, as a workbook with a sheet of all units before them."""
    if wanted is FormFormat.XLSX:
        from fulian_kpi.report.check_xlsx import write_check_xlsx

        write_check_xlsx(judged, stream, units)
    else:
        from fulian_kpi.report.check_docx import write_check_docx

        write_check_docx(judged, stream)
