"""What is measured beside what, and the ratio that it should not pass."""

import shutil
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from bench import data
from bench.process import Side

Made = TypeVar("Made")

BENCH: Final = Path(__file__).parent
SCRIPTS: Final = Path(sys.executable).parent
KPI: Final = str(SCRIPTS / "kpi")


class MissingPeerError(Exception):
    """A peer that is not installed."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Ours beside theirs; `goal` is the greatest ratio that we want, `peak` the most MiB."""

    name: str
    beside: str
    ours: Side
    theirs: Side
    goal: float
    peak: float | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where the data and the peers are, and how many rows the largest table has."""

    folder: Path
    peers: Path
    rows: int

    def peer(self, name: str) -> str:
        """Return the path of a program of the peers.

        Raises:
            MissingPeerError: If it is not installed.
        """
        found = shutil.which(name, path=self.peers / "bin") or shutil.which(name)
        if found is None:
            raise MissingPeerError(name)
        return found

    def inside(self, task: str, path: Path, *, peer: bool = False) -> Side:
        """Return the command that times `task` from inside."""
        python = self.peer("python") if peer else sys.executable
        return Side([python, str(BENCH / "inside.py"), task, str(path)], timed=True)


def made(make: Callable[[Path, int], Made], folder: Path, count: int) -> Made:
    """Make data in a process of its own: a child's peak is never below the size of its parent."""
    with ProcessPoolExecutor(1) as pool:
        return pool.submit(make, folder, count).result()


def start_up(_: Place) -> Iterator[Measure]:
    """Yield the commands that should feel instant, beside a Python that does nothing."""
    nothing = Side([sys.executable, "-c", "pass"])
    example = str(data.ROOT / "actuals" / "2022.example.yaml")
    for name, arguments, goal in (
        ("kpi --version", ["--version"], 6.5),
        ("kpi check, 34 indicators, plain", ["check", example, "--format", "plain"], 17),
        ("kpi check, 34 indicators, rich report", ["check", example], 22),
    ):
        yield Measure(name, "python -c pass", Side([KPI, *arguments]), nothing, goal)


def one_file(place: Place) -> Iterator[Measure]:
    """Yield reading and checking one large file."""
    targets, actuals = made(data.one_file, place.folder, 10_000)
    large, large_actuals = made(data.one_file, place.folder, 100_000)
    read = place.inside("read", targets)
    rt = place.inside("round_trip", targets)
    yield Measure("read 10⁴ with places", "ruamel.yaml round trip", read, rt, 0.035)
    larger = place.inside("read", large)
    yield Measure("read 10⁵ with places", "the same, 10⁴", larger, read, 12)
    check = Side([KPI, "check", str(actuals), "--format", "plain"])
    larger = Side([KPI, "check", str(large_actuals), "--format", "plain"])
    yield Measure("kpi check 10⁵, plain", "the same, 10⁴", larger, check, 12)
    pyyaml = place.inside("pyyaml", targets, peer=True)
    yield Measure("read 10⁴ with places", "PyYAML CSafeLoader", read, pyyaml, 0.25)
    schema = str(data.ROOT / "schema" / "targets.schema.json")
    command = [place.peer("check-jsonschema"), "--schemafile", schema, str(targets)]
    yield Measure("kpi check 10⁴, plain", "check-jsonschema", check, Side(command), 0.13)
    command = [place.peer("yamllint"), "-d", "relaxed", str(targets)]
    yield Measure("kpi check 10⁴, plain", "yamllint", check, Side(command), 0.10)


def expressions(place: Place) -> Iterator[Measure]:
    """Yield reading one target."""
    path = place.folder / "expressions.txt"
    path.write_text("\n".join(data.expressions()), encoding="utf-8")
    anew, cached = place.inside("expression", path), place.inside("cached", path)
    yield Measure("a target, cached", "the same, anew", cached, anew, 0.05)
    peer = place.inside("specifier", path, peer=True)
    yield Measure("a target, anew", "packaging SpecifierSet", anew, peer, 1.2)


def folder(place: Place) -> Iterator[Measure]:
    """Yield a folder of 2 942 departments, 10⁵ indicators, by two processes and by one."""
    departments = made(data.departments, place.folder, 2_942)
    command = [KPI, "check", str(departments), "--format", "jsonl", "--jobs"]
    two, one = Side([*command, "2"]), Side([*command, "1"])
    yield Measure("kpi check of 2 942 departments, 2 processes", "1 process", two, one, 0.62, 64)


def tables(place: Place) -> Iterator[Measure]:
    """Yield tables of many units."""
    rows, _ = made(data.table, place.folder, 100_000)
    sums, parquet_sums = place.folder / "units.csv", place.folder / "units.parquet"
    score = Side([KPI, "score", str(rows), "--units", str(sums), "--force"])
    sheet = made(data.sheet, place.folder, 100_000)
    profile = (place.folder / "office").as_uri()
    office = Side(
        [
            place.peer("soffice"),
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "csv",
            "--outdir",
            str(place.folder / "office"),
            str(sheet),
        ]
    )
    yield Measure("kpi score 10⁵ rows, csv", "LibreOffice, IF formulas", score, office, 0.1)
    rows, parquet = made(data.table, place.folder, place.rows)
    score = Side([KPI, "score", str(parquet), "--units", str(parquet_sums), "--force"])
    script = str(BENCH / "peers" / "pandas_table.py")
    pandas = Side([place.peer("python"), script, str(rows), str(sums)])
    yield Measure(f"kpi score {place.rows} rows, Parquet", "pandas, csv", score, pandas, 0.12)


PARTS: Final = {
    "start-up": start_up,
    "file": one_file,
    "expressions": expressions,
    "folder": folder,
    "tables": tables,
}
