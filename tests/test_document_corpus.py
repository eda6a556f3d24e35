"""Tables as they were copied from the web: which of the rows that they are known for are read."""

import csv
import re
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from fulian_kpi.document.draft import Draft, Indicator
from fulian_kpi.document.opening import open_document
from fulian_kpi.document.reader import find_tables, read_draft

CORPUS: Final = Path(__file__).parents[2] / "shared" / "corpus"
TABLES: Final = sorted((CORPUS / "tables").glob("*.txt"))

OTHER_KINDS: Final = {"073", "078", "085", "086", "087", "090"}
"""Matrices of districts, lists of tasks and duties: no indicator tables at all."""

pytestmark = pytest.mark.skipif(not TABLES, reason="the corpus is not part of the package")


class Known(NamedTuple):
    name: str
    raw: str
    pieces: frozenset[str]


def known_rows() -> dict[str, list[Known]]:
    """Return the rows by the address that they come from."""
    rows: dict[str, list[Known]] = {}
    with (CORPUS / "expressions.csv").open(encoding="utf-8-sig") as stream:
        for row in csv.DictReader(stream):
            pieces = frozenset(filter(None, row["split_cells"].split(" | ")))
            known = Known(row["name"].rstrip("…"), row["raw"], pieces)
            rows.setdefault(row["source"], []).append(known)
    return rows


def drafts(path: Path) -> list[Draft]:
    grids, _ = open_document(path.read_bytes(), str(path))
    return [read_draft(each, grids, str(path)) for each in find_tables(grids)]


def squeezed(text: str) -> str:
    return re.sub(r"[\s★*◆，,。；;：:、()（）\"“”.]", "", text)


def is_same(known: Known, found: Indicator) -> bool:
    wanted, name = squeezed(known.name), squeezed(found.name)
    if not (wanted == name or name.endswith(wanted) or wanted.endswith(name) or
            name.startswith(wanted) or wanted.startswith(name)):  # fmt: skip
        return False
    targets = {squeezed(found.target.removeprefix("定性：")), squeezed(found.original)}
    cells = set(found.original.split(" | "))
    return squeezed(known.raw) in targets or (bool(known.pieces) and known.pieces <= cells)


def recovered(path: Path, known: list[Known]) -> int:
    left = [each for draft in drafts(path) for each in draft.indicators]
    count = 0
    for row in known:
        found = next((each for each in left if is_same(row, each)), None)
        if found is not None:
            left.remove(found)
            count += 1
    return count


@pytest.mark.parametrize("path", TABLES, ids=lambda each: each.name[:3])
def test_a_copied_table_is_read_or_refused(path: Path) -> None:
    for draft in drafts(path):
        for each in draft.indicators:
            assert each.name
            assert each.target


def test_three_quarters_of_the_known_rows_are_recovered(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = known_rows()
    counts = {}
    for path in TABLES:
        known = rows.get(path.read_text("utf-8").split("\n")[0].strip(), [])
        counts[path.name] = (recovered(path, known), len(known))
    read, listed = (sum(each) for each in zip(*counts.values(), strict=True))
    ours = [pair for name, pair in counts.items() if name[:3] not in OTHER_KINDS]
    read_of_ours, ours_listed = (sum(each) for each in zip(*ours, strict=True))
    share, share_of_ours = read / listed, read_of_ours / ours_listed
    of_ours = f"{read_of_ours} of {ours_listed} in indicator tables ({share_of_ours:.1%})"
    with capsys.disabled():
        # The issue asks for the figure to be printed.
        print(f"\nrows recovered: {read} of {listed} ({share:.1%}), {of_ours}")  # noqa: T201
    assert share >= 0.76
    assert share_of_ours >= 0.88
