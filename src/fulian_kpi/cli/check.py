"""``kpi check``: judge year-end actuals against their targets."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from fulian_kpi.cli.check_formats import (
    DOCUMENTS,
    STREAMED,
    SUFFIXES,
    CheckFormat,
    FormFormat,
    check_findings,
    write_check,
    write_form,
    write_unjudged,
)
from fulian_kpi.cli.exit_code import Exit
from fulian_kpi.cli.finding_formats import FINDING_FORMATS, annotated, runs_in_workflow
from fulian_kpi.cli.many import Jobs, MaxErrors
from fulian_kpi.cli.terminal import (
    MOST_COMPLAINTS,
    Complaints,
    complain,
    document_paper,
    notice,
    standard_paper,
    tracked,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fulian_kpi.cli.batch import Order, Outcome
    from fulian_kpi.diagnostic import Diagnostic
    from fulian_kpi.judging import Judged
    from fulian_kpi.policy import Policy
    from fulian_kpi.report.check_units import Overview, Unit, Unjudged

MOST_REPORTS: Final = 10
"""Above this the text format has no report for each unit, only all of them at a glance."""


def check(
    actuals: Annotated[
        list[str],
        typer.Argument(
            help="实际值文件或 .xlsx 填报表，可以写多个文件、文件夹或通配符；- 为标准输入。"
        ),
    ],
    targets: Annotated[
        str | None,
        typer.Option("--targets", "-t", help="目标文件；默认按实际值文件中的 targets:。"),
    ] = None,
    task: Annotated[int | None, typer.Option(help="只看这个任务的指标，例如 4。")] = None,
    output_format: Annotated[
        CheckFormat | None, typer.Option("--format", "-f", help="标准输出的格式；默认 text。")
    ] = None,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output",
            "-o",
            help="另存为文件，后缀决定格式：.xlsx .docx .html .md .csv .json .txt "
            ".xml（junit）.sarif；可以写多次。",
        ),
    ] = None,
    policy: Annotated[
        list[str] | None,
        typer.Option(
            "--policy", help="评分办法的名称或 .yaml 文件；写多次则并列比较。默认 national-2020。"
        ),
    ] = None,
    allow_unreported: Annotated[
        bool, typer.Option("--allow-unreported", help="未填报的指标不算未通过（年中使用）。")
    ] = False,
    require_reasons: Annotated[
        bool, typer.Option("--require-reasons", help="缺少偏差原因或预算执行数算未通过。")
    ] = False,
    merge: Annotated[
        bool, typer.Option("--merge", help="把同一份目标的几份实际值（例如每个任务一份）合成一份。")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的输出文件。")] = False,
    jobs: Jobs = None,
    max_errors: MaxErrors = MOST_COMPLAINTS,
) -> None:
    """按目标评判年终实际值：逐项结论和得分、差多少、缺什么。"""
    from fulian_kpi.cli.batch import Order, unanswered
    from fulian_kpi.cli.output import check_outputs
    from fulian_kpi.cli.paths import FileKind, expand
    from fulian_kpi.judging import Terms
    from fulian_kpi.report.check_units import Unjudged, overview, write_units
    from fulian_kpi.severity import Severity

    outputs = check_outputs(output or [], SUFFIXES, force=force, inputs=[*actuals, targets])
    paths, problems = expand(actuals, FileKind.ACTUALS)
    policies, faults = _policies(policy or ())
    paths, problems = ([], [*problems, *faults]) if faults else (paths, problems)
    beside = [each for each in problems if each.severity is Severity.ERROR]
    groups = [paths] if merge and paths else [[path] for path in paths]
    several = len(groups) > 1
    wanted = output_format or CheckFormat.TEXT
    streamed = wanted in STREAMED
    at_a_glance = wanted is CheckFormat.TEXT and len(groups) > MOST_REPORTS
    annotate = output_format is None and runs_in_workflow()
    paper = document_paper() if wanted in DOCUMENTS else standard_paper()
    order = Order(
        terms=Terms(targets, policies, task, allow_unreported, require_reasons),
        wanted=wanted if streamed and not at_a_glance else None,
        apart=several and wanted is not CheckFormat.JSONL,
        width=paper.width,
        color=paper.color,
        keep=bool(outputs) or annotate or not streamed,
    )
    # Annotations say the same, on the same lines.
    complaints = Complaints(max_errors, silent=wanted is CheckFormat.GITHUB)
    complaints.add(beside)
    complain([each for each in problems if each not in beside])
    found = _Found(beside)
    with annotated(lambda: check_findings(found.judged, found.errors), wanted=annotate):
        for outcome in tracked(_outcomes(order, groups, jobs), len(groups)):
            complaints.add(found.take(outcome))
            paper.stream.write(outcome.text)
        said = [each.path for each in found.unjudged]
        left = [] if allow_unreported else list(unanswered(actuals, found.units, said))
        complaints.add(left)
        complaints.end()
        found.errors += left
        found.unjudged += (Unjudged(each.position.path, each) for each in left)
        if wanted is CheckFormat.JSONL:
            write_unjudged([*beside, *left], paper)
        # A report is not left out for an error beside it.
        all_units = None
        if several or (found.units and found.errors):
            all_units = overview(found.units, found.unjudged)
        if not streamed:
            write_check(wanted, found.judged, found.errors, paper, all_units)
        elif all_units and wanted is not CheckFormat.JSONL:
            if at_a_glance:
                notice(f"共 {len(groups)} 份，只列汇总；逐项结论用 --format plain、jsonl 或 -o")
            write_units(all_units, paper)
    _write_files(outputs, found, all_units)
    raise typer.Exit(_exit_code(found))


class _Found:
    """What came of all files; `errors` are what kept some from being judged, each once."""

    def __init__(self, errors: "Sequence[Diagnostic]") -> None:
        self.errors = list(errors)
        self.judged: list[Judged] = []
        self.units: list[Unit] = []
        self.unjudged: list[Unjudged] = []
        self._said = set(errors)

    def take(self, outcome: "Outcome") -> "Sequence[Diagnostic]":
        """Keep what came of one file; return what of it has not been said yet.

        Files that answer the same targets all fail for what is wrong with these.
        """
        self.judged += [outcome.judged] if outcome.judged else []
        if outcome.unit is not None:
            self.units.append(outcome.unit)
            return outcome.findings
        fresh = [each for each in outcome.findings if each not in self._said]
        self._said.update(fresh)
        self.errors += fresh
        self.unjudged += outcome.unjudged
        return fresh


def _policies(names: "Sequence[str]") -> "tuple[tuple[Policy, ...], Sequence[Diagnostic]]":
    """Return the policies, or what keeps one of them from being used."""
    from fulian_kpi.diagnostic import InvalidFileError
    from fulian_kpi.policy_file import load_policy

    try:
        return tuple(load_policy(name) for name in names), ()
    except InvalidFileError as error:
        return (), error.diagnostics


def _outcomes(
    order: "Order", groups: "Sequence[Sequence[str]]", jobs: int | None
) -> "Iterator[Outcome]":
    """Yield what comes of each file, in this process where whole scorecards are kept.

    They take longer from one process to another than to judge.
    """
    from fulian_kpi.cli.batch import carry_out
    from fulian_kpi.cli.pool import spread

    return spread(partial(carry_out, order), groups, 1 if order.keep else jobs)


def _exit_code(found: _Found) -> Exit:
    if found.errors:
        return Exit.UNJUDGED
    return Exit.PASSED if all(unit.passed for unit in found.units) else Exit.FAILED


def _write_files(
    outputs: "dict[Path, CheckFormat | FormFormat]", found: _Found, units: "Overview | None"
) -> None:
    """Write each output; where nothing was judged, only those that tell a CI why."""
    from fulian_kpi.cli.output import write_binary, write_output

    for file, file_format in outputs.items():
        if isinstance(file_format, FormFormat):
            if found.judged:
                write_binary(file, partial(write_form, file_format, found.judged, units))
        elif found.judged or file_format in FINDING_FORMATS:
            write = partial(write_check, file_format, found.judged, found.errors, units=units)
            write_output(file, write)
