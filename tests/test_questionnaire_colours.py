"""The colours of a form, as a spreadsheet works them out, agree with the verdicts of the rule."""

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

import pytest
from openpyxl import load_workbook
from openpyxl.formula.translate import Translator

from fulian_kpi.judging import judge_file
from fulian_kpi.loading import load_targets
from fulian_kpi.questionnaire import Origin, questions
from fulian_kpi.report.questionnaire_xlsx import write_questionnaire_xlsx

FIRST: Final = 7
"""The row of the first indicator: two about the budget are above it."""

COLOURS: Final = {
    "FFE2EFDA": "met",
    "FFDDEBF7": "exceeded",
    "FFFFF2CC": "partial",
    "FFFFC7CE": "missed",
    "FFEDEDED": "not-applicable",
    "FFFCE4D6": "unreadable",
}
OUTPUT, COST = ("产出指标", "数量指标"), ("成本指标", "经济成本指标")


def day(text: str) -> datetime:
    return datetime.fromisoformat(text)


CASES: Final[list[tuple[tuple[str, str], str, Sequence[object]]]] = [
    (OUTPUT, "≥23个", [22, 23, 24, 22.999, 0]),
    (OUTPUT, "=23个", [22, 23, 24]),
    (COST, "=5万元", [4, 5, 6]),
    (COST, "≤30万元", [29.99, 30, 30.01, 0]),
    (OUTPUT, "=0起", [0, 1]),
    (OUTPUT, ">23个", [22, 23, 24]),
    (OUTPUT, "<23个", [22, 23, 24, 0]),
    (COST, "30万元", [30, 31]),
    (OUTPUT, "≥1万人次", [0.9999, 1, 1.0001]),
    (OUTPUT, "≥0.3万人", [0.1 + 0.2, 0.2999]),
    (OUTPUT, "≥85%", [0.85, 0.8499, 0.849999, 0.8501, 1, "不适用"]),
    (OUTPUT, "=100%", [1, 0.9999, 1.0001]),
    (OUTPUT, "≥66.667%", [2 / 3, 0.66666]),
    (OUTPUT, "3-5个", [2, 3, 4, 5, 6]),
    (OUTPUT, "9000-1万人", [0.8999, 0.9, 1, 1.0001]),
    (OUTPUT, "4.5%至5%", [0.0449, 0.045, 0.05, 0.0501]),
    (OUTPUT, "增长8%", [0.08, 0.0799, -0.03, 0]),
    (OUTPUT, "下降3%以上", [0.03, 0.0299]),
    (OUTPUT, "2022年10月底前", [day("2022-10-31"), day("2022-11-01"), "未完成"]),
    (OUTPUT, "9月前", [day("2022-08-31"), day("2022-09-01")]),
    (OUTPUT, "增长不超过5%", [0.05, 0.0501, -0.01]),
    (OUTPUT, "≤5‰", [5, 5.1, 0.5]),
    (OUTPUT, "12月底前", [day("2022-12-31T18:00"), day("2023-01-01")]),
    (OUTPUT, "定性高中低", ["高", "中", "低", "不适用"]),
    (OUTPUT, "定性优良中差", ["优", "良", "中", "差"]),
    (OUTPUT, "定性优良中差（优）", ["优", "良", "中", "差"]),
    (OUTPUT, "定性：有所提升", ["达成", "部分达成", "未达成"]),
]
UNREADABLE: Final[list[tuple[tuple[str, str], str, Sequence[object]]]] = [
    (OUTPUT, "≥23个", [-1]),
    (COST, "≤30万元", [-1]),
    (OUTPUT, "下降3%以上", [-0.03]),
    (OUTPUT, "定性高中低", ["很高", 1]),
]


def asked(cases: Sequence[tuple[tuple[str, str], str, Sequence[object]]]) -> str:
    """Return a targets file with an indicator for every answer."""
    lines = ["year: 2022", "department: 局", "indicators:"]
    for level1, level2 in (OUTPUT, COST):
        lines += [f"  {level1}:", f"    {level2}:"]
        for case, (levels, target, answers) in enumerate(cases):
            if levels == (level1, level2):
                lines += [
                    f'      - {{id: c{case}-{number}, name: 甲, target: "{target}"}}'
                    for number in range(len(answers))
                ]
    return "\n".join(lines) + "\n"


def coloured(folder: Path, cases: Sequence[tuple[tuple[str, str], str, Sequence[object]]]) -> Path:
    """Write the form of `cases`, fill it in, and return it beside its targets."""
    (folder / "targets.yaml").write_text(asked(cases), encoding="utf-8")
    targets = load_targets(str(folder / "targets.yaml"))
    form = folder / "form.xlsx"
    with form.open("wb") as stream:
        write_questionnaire_xlsx(
            targets, questions(targets), stream, Origin("targets.yaml", "2022-12-01")
        )
    answers = {
        f"c{case}-{number}": answer
        for case, (_, _, given) in enumerate(cases)
        for number, answer in enumerate(given)
    }
    workbook = load_workbook(form)
    sheet = workbook["填报表"]
    for row in range(FIRST, FIRST + len(answers)):
        answer = answers[str(sheet[f"L{row}"].value)]
        sheet[f"G{row}"].value = answer
        if answer == "不适用":
            sheet[f"I{row}"].value = "项目取消"
    workbook.save(form)
    return form


def colours_of(form: Path) -> Iterator[tuple[str, str]]:
    """Yield each id with the first colour whose formula holds, as LibreOffice works it out."""
    workbook = load_workbook(form)
    sheet = workbook["填报表"]
    [rules] = [
        each.rules for each in sheet.conditional_formatting if str(each.sqref).startswith("G5")
    ]
    rules.sort(key=lambda each: each.priority)
    names = [COLOURS[each.dxf.fill.bgColor.rgb] for each in rules]
    last = max(row for row in range(FIRST, sheet.max_row + 1) if sheet[f"L{row}"].value)
    for row in range(FIRST, last + 1):
        for place, rule in enumerate(rules):
            moved = Translator(f"={rule.formula[0]}", origin="A5").translate_formula(f"A{row}")
            # An error in a formula counts as no.
            sheet.cell(row, 40 + place).value = f"=IF(IFERROR({moved[1:]},FALSE),1,0)"
    workbook.save(form.with_name("worked.xlsx"))
    profile = f"-env:UserInstallation={(form.parent / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
         "--outdir", "out", "worked.xlsx"],
        cwd=form.parent,
        check=True,
        capture_output=True,
        timeout=120,
    )  # fmt: skip
    worked = load_workbook(form.parent / "out" / "worked.xlsx", data_only=True)["填报表"]
    for row in range(FIRST, last + 1):
        holds = [worked.cell(row, 40 + place).value for place in range(len(rules))]
        verdict = names[holds.index(1)] if 1 in holds else "none"
        yield str(worked[f"L{row}"].value), verdict


needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="soffice is not installed"
)


@needs_libreoffice
def test_every_colour_is_the_verdict_of_the_rule(tmp_path: Path) -> None:
    form = coloured(tmp_path, CASES)
    verdicts = {row.indicator.id: row.verdict.value for row in judge_file(str(form)).card.rows}
    assert dict(colours_of(form)) == verdicts


@needs_libreoffice
def test_what_cannot_be_read_has_a_colour_of_its_own(tmp_path: Path) -> None:
    form = coloured(tmp_path, UNREADABLE)
    assert {verdict for _, verdict in colours_of(form)} == {"unreadable"}


def test_one_set_of_formulas_colours_all_rows(tmp_path: Path) -> None:
    """Sorting rows moves no conditional formats."""
    sheet = load_workbook(coloured(tmp_path, CASES))["填报表"]
    ranges = {str(each.sqref): len(each.rules) for each in sheet.conditional_formatting}
    last = FIRST + sum(len(answers) for _, _, answers in CASES) - 1
    assert ranges == {f"G5:G{last}": 7, f"I5:I{last}": 1}
