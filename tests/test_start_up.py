"""What a command loads before it does anything: a check should feel instant.

Time itself is measured elsewhere; here stand the modules that cost it.
"""

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from samples import ROOT

EXAMPLE: Final = "actuals/2022.example.yaml"

LIST_MODULES: Final = """\
import atexit, sys
from fulian_kpi.cli.app import main
atexit.register(lambda: sys.stderr.write("\\n" + " ".join(sys.modules)))
main()
"""

NEVER: Final = {
    # The extras, for documents and bulk work
    *(
        "docx",
        "duckdb",
        "jinja2",
        "junitparser",
        "lxml",
        "markupsafe",
        "numpy",
        "openpyxl",
        "pandas",
        "polars",
    ),
    *("pyarrow", "xlsxwriter"),
    # what only the developers have
    *("_pytest", "coverage", "hypothesis", "jsonschema", "mypy", "pytest"),
    # parts of the standard library that are slow to load
    *("asyncio", "concurrent", "ctypes", "http", "logging", "multiprocessing", "sqlite3", "ssl"),
    *("unittest", "xml"),
    # and parts of rich and typer that are made for other programs.
    *("markdown_it", "pygments", "rich.live", "rich.logging", "rich.markdown", "rich.panel"),
    *("rich.pretty", "rich.progress", "rich.prompt", "rich.syntax", "rich.traceback", "rich.tree"),
    *("typer.rich_utils", "typer.testing"),
}
HEAVY: Final = {"pydantic", "pydantic_core", "rich", "ruamel", "_ruamel_yaml", "secrets"}
OURS: Final = {"fulian_kpi.document", "fulian_kpi.review", "fulian_kpi.schema"}
CORE: Final = {
    "fulian_kpi.codes",
    "fulian_kpi.diagnostic",
    "fulian_kpi.loading",
    "fulian_kpi.model",
}
REPORT: Final = "fulian_kpi.report.check"
FORMATS: Final = {
    f"{REPORT}_{name}"
    for name in ("csv", "docx", "html", "json", "markdown", "plain", "text", "xlsx")
}


def loaded(*arguments: str) -> set[str]:
    """Return the modules that a run of ``kpi`` has loaded at its end, with their packages."""
    process = subprocess.run(
        [sys.executable, "-c", LIST_MODULES, *arguments],
        cwd=ROOT,
        capture_output=True,
        timeout=60,
        check=False,
        encoding="utf-8",
    )
    assert process.returncode == 0, process.stderr
    modules = process.stderr.splitlines()[-1].split()
    assert "fulian_kpi.cli.app" in modules
    return set(modules)


@pytest.mark.parametrize(
    ("arguments", "not_needed"),
    [
        pytest.param(["--version"], HEAVY | OURS | CORE, id="version"),
        pytest.param(["--help"], HEAVY | OURS | CORE, id="help"),
        pytest.param(
            ["check", EXAMPLE],
            {"fulian_kpi.questionnaire"} | OURS | (FORMATS - {f"{REPORT}_text", f"{REPORT}_plain"}),
            id="check",
        ),
        pytest.param(
            ["check", EXAMPLE, "--format", "plain"],
            {"rich"} | OURS | (FORMATS - {f"{REPORT}_plain"}),
            id="check-plain",
        ),
        pytest.param(
            ["check", EXAMPLE, "--format", "json"],
            {"rich"} | OURS | (FORMATS - {f"{REPORT}_json"}),
            id="check-json",
        ),
        pytest.param(
            ["validate", "targets/2022.yaml"],
            {"rich", "fulian_kpi.document", "fulian_kpi.schema"} | FORMATS,
            id="validate",
        ),
        pytest.param(["show"], OURS | FORMATS, id="show"),
        pytest.param(
            ["explain", "≥3场", "2场"],
            {"rich", "ruamel", "_ruamel_yaml", "fulian_kpi.loading"} | OURS | FORMATS,
            id="explain",
        ),
        pytest.param(
            ["explain", "≥3场", "2场", "--format", "json"],
            {"rich", "ruamel", "_ruamel_yaml", "fulian_kpi.model"} | OURS | FORMATS,
            id="explain-json",
        ),
        pytest.param(
            ["explain", "KPI101"],
            {"rich", "ruamel", "_ruamel_yaml", "fulian_kpi.expression"} | OURS | FORMATS,
            id="explain-a-code",
        ),
    ],
)
def test_command_loads_only_what_it_needs(arguments: list[str], not_needed: set[str]) -> None:
    assert loaded(*arguments) & (NEVER | not_needed) == set()


def test_csv_table_is_scored_without_what_a_database_needs(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("单位,指标值,实际完成值,分值\n甲,≥5场,5场,10\n", "utf-8")
    assert loaded("score", str(table)) & {"duckdb", "fulian_kpi.table.sql", "rich"} == set()


def test_list_would_find_a_heavy_module() -> None:
    """The tests above rest on it."""
    assert {"rich.table", "pydantic", "ruamel.yaml"} <= loaded("check", EXAMPLE)
