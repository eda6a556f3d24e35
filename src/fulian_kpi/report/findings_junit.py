"""Findings as JUnit XML: a suite a file, a testcase an indicator."""

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from fulian_kpi.diagnostic import Diagnostic
from fulian_kpi.report.finding_place import relative_path
from fulian_kpi.report.findings import Examined
from fulian_kpi.report.paper import Paper
from fulian_kpi.report.xml_text import xml_text

if TYPE_CHECKING:
    from junitparser import TestCase, TestSuite


def write_junit(files: Sequence[Examined], paper: Paper) -> None:
    """Write a testcase for the file as a whole and one for each of its indicators.

    What makes the command fail is a failure, or an error where the file could not be used at all;
    other findings stand in the output of a testcase that passes.
    """
    from junitparser import JUnitXml

    document = JUnitXml("kpi")
    for each in files:
        document.add_testsuite(_suite(each))
    content = io.BytesIO()
    document.write(content)
    paper.stream.write(content.getvalue().decode() + "\n")


def _suite(file: Examined) -> "TestSuite":
    from junitparser import TestSuite

    path = relative_path(file.path)
    suite = TestSuite(xml_text(path))
    known = {each.id for each in file.indicators}
    by_indicator: dict[str | None, list[Diagnostic]] = {}
    for finding in file.findings:
        owner = finding.indicator if finding.indicator in known else None
        by_indicator.setdefault(owner, []).append(finding)
    suite.add_testcase(_case(path, "file", by_indicator.get(None, []), file))
    for each in file.indicators:
        classname = f"{each.level1}.{each.level2}"
        found = by_indicator.get(each.id, [])
        suite.add_testcase(_case(f"{each.name}（{each.id}）", classname, found, file))
    return suite


def _case(name: str, classname: str, findings: Sequence[Diagnostic], file: Examined) -> "TestCase":
    from junitparser import Error, Failure, TestCase

    case = TestCase(xml_text(name), classname=xml_text(classname), time=0)
    result = Failure if file.indicators else Error
    failing = [each for each in findings if each.severity in file.failing]
    if failing:
        message = "；".join(each.message for each in failing)
        blamed = result(xml_text(message), failing[0].code.id)
        blamed.text = "\n".join(_lines(failing))
        case.result = [blamed]
    others = [each for each in findings if each.severity not in file.failing]
    if others:
        case.system_out = "\n".join(_lines(others))
    return case


def _lines(findings: Sequence[Diagnostic]) -> Iterator[str]:
    for each in findings:
        yield xml_text(str(each))
