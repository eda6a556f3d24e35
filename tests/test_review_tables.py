"""Text against numbers on published tables: what is reported is what docs/review.md judges."""

import re
from collections import Counter
from pathlib import Path
from typing import Final

import pytest

from fulian_kpi.checked import Indicator, Targets
from fulian_kpi.finding import Finding
from fulian_kpi.loading import read_targets
from fulian_kpi.review.text_and_numbers import text_and_numbers
from fulian_kpi.rule import Threshold
from samples import ROOT, SEED

TABLES: Final = sorted((ROOT / "tests/review/tables").glob("*.yaml"))
PAGE: Final = (ROOT / "docs/review.md").read_text(encoding="utf-8")
_ROW: Final = re.compile(
    r"^\| (?P<file>[a-z]+-\d{4}) \| (?P<text>.*?) ?\| (?P<code>KPI\d{3})? ?\| "
    r"(?P<judged>对|错|漏|存疑) \|",
    re.MULTILINE,
)
JUDGED: Final = [found.groupdict() for found in _ROW.finditer(PAGE)]


def targets_of(path: Path) -> Targets:
    return read_targets(str(path))[1]


def promised(targets: Targets, finding: Finding) -> str:
    """Return the promise that a finding stands on."""
    head = targets.head
    index = finding.route[1] if finding.route[0] == "tasks" else None
    text = head.goal if index is None else head.tasks[int(index)].content
    assert text is not None
    assert finding.span is not None
    return text[slice(*finding.span)]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_reports_are_those_that_were_judged(path: Path) -> None:
    targets = targets_of(path)
    found = Counter((each.code.id, promised(targets, each)) for each in text_and_numbers(targets))
    judged = Counter(
        (row["code"], row["text"]) for row in JUDGED if row["file"] == path.stem and row["code"]
    )
    assert found == judged


def test_there_are_ten_tables_and_each_was_judged() -> None:
    assert len(TABLES) == 10
    assert {row["file"] for row in JUDGED} == {path.stem for path in TABLES}


def test_each_table_names_its_source() -> None:
    for path in TABLES:
        assert re.match(r"# https?://[^\s?]+(\?ID=\d+)?\n", path.read_text("utf-8")), path.name


def test_precision_and_recall_are_as_counted() -> None:
    reported = [row for row in JUDGED if row["code"]]
    counts = Counter(row["judged"] for row in reported)
    missed = [row for row in JUDGED if row["judged"] == "漏"]
    assert (len(reported), counts) == (11, {"对": 10, "存疑": 1})
    assert len(missed) == 1
    assert "准确率 10/11" in PAGE
    assert "召回率 11/12" in PAGE


def halved(targets: Targets, indicator_id: str | None) -> Targets:
    """Return `targets` with half of what that indicator asks for."""
    rows = tuple(_half(each) if each.id == indicator_id else each for each in targets.indicators)
    return targets._replace(indicators=rows)


def _half(row: Indicator) -> Indicator:
    rule = row.target.rule
    assert isinstance(rule, Threshold)
    less = rule.quantity._replace(amount=rule.quantity.amount / 2)
    return row._replace(target=row.target._replace(rule=rule._replace(quantity=less)))


def after_halving(path: Path) -> Counter[str]:
    """Return how each agreement is reported once its indicator asks for half as much."""
    targets = targets_of(path)
    counts: Counter[str] = Counter()
    for agreed in text_and_numbers(targets):
        if agreed.code.id == "KPI205":
            changed = text_and_numbers(halved(targets, agreed.indicator))
            same_place = [
                each for each in changed if (each.route, each.span) == (agreed.route, agreed.span)
            ]
            said = [(each.code.id, each.indicator == agreed.indicator) for each in same_place]
            counts[str(said)] += 1
    return counts


def test_a_halved_indicator_is_in_conflict_or_not_reported() -> None:
    published = sum(map(after_halving, TABLES), Counter[str]())
    assert published == {"[('KPI203', True)]": 5, "[]": 4}
    assert after_halving(SEED) == {"[('KPI203', True)]": 3}
