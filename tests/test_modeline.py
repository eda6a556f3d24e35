"""The line by which an editor finds the JSON Schema of a file that a command writes."""

from pathlib import Path
from typing import Final

import pytest

from program import Kpi
from samples import ROOT

DOCUMENT: Final = ROOT / "tests" / "documents" / "2022-绩效目标表.txt"
MODELINE: Final = "# yaml-language-server: $schema="


@pytest.fixture(autouse=True)
def _repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a folder with schemas, targets, and a folder two levels down."""
    monkeypatch.chdir(tmp_path)
    Path("schema").mkdir()
    for name in ("targets", "actuals"):
        Path("schema", f"{name}.schema.json").write_text("{}", "utf-8")
    Path("targets").mkdir()
    text = (ROOT / "targets" / "2022.yaml").read_text("utf-8")
    Path("targets", "2022.yaml").write_text(text, "utf-8")
    Path("units/a").mkdir(parents=True)


def first_line(path: str) -> str:
    return Path(path).read_text("utf-8").splitlines()[0]


@pytest.mark.parametrize(
    ("output", "way"),
    [
        pytest.param("x.yaml", "schema", id="beside"),
        pytest.param("targets/x.yaml", "../schema", id="one-folder-down"),
        pytest.param("units/a/x.yaml", "../../schema", id="two-folders-down"),
    ],
)
def test_the_schema_is_named_as_seen_from_the_file(kpi: Kpi, output: str, way: str) -> None:
    commands = {
        "actuals": ["new", "actuals", "targets/2022.yaml"],
        "targets": ["new", "targets", "--from", "targets/2022.yaml", "--year", "2023"],
    }
    for name, arguments in commands.items():
        assert kpi(*arguments, "-o", output, "--force")[0] == 0
        assert first_line(output) == f"{MODELINE}{way}/{name}.schema.json"
    assert kpi("import", DOCUMENT, "-o", output, "--force")[0] == 0
    assert first_line(output) == f"{MODELINE}{way}/targets.schema.json"


def test_where_there_is_no_schema_none_is_named(kpi: Kpi) -> None:
    Path("schema/actuals.schema.json").unlink()
    assert kpi("new", "actuals", "targets/2022.yaml", "-o", "x.yaml")[0] == 0
    assert MODELINE not in Path("x.yaml").read_text("utf-8")
