"""The program as the tests run it."""

import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fulian_kpi.cli.app import main
from program import Kpi, Process
from samples import ROOT


@pytest.fixture(autouse=True)
def _usual_surroundings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Take away what the terminal of whoever runs the tests would change."""
    for name in (
        "COLUMNS",
        "LINES",
        "NO_COLOR",
        "FORCE_COLOR",
        "PYTHONIOENCODING",
        "GITHUB_ACTIONS",
    ):
        monkeypatch.delenv(name, raising=False)
    handler = signal.getsignal(signal.SIGPIPE)
    yield
    signal.signal(signal.SIGPIPE, handler)


@pytest.fixture
def folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with the ``FILES`` of the module: the text of each by its path."""
    monkeypatch.chdir(tmp_path)
    files: dict[str, str] = getattr(request.module, "FILES", {})
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def actuals(folder: Path) -> Path:
    """Return the actuals file of the module's ``FILES``."""
    return folder / "actuals.yaml"


@pytest.fixture
def kpi(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Kpi:
    """Return ``kpi(*arguments, stdin=b"")``, which runs the command line in this process.

    It answers with the exit status, what went to stdout, and what went to stderr.
    """

    def run(*arguments: str | Path, stdin: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["kpi", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capsys.readouterr()
        with pytest.raises(SystemExit) as exited:
            main()
        written = capsys.readouterr()
        assert isinstance(exited.value.code, int)
        return int(exited.value.code), written.out, written.err

    return run


@pytest.fixture
def kpi_process() -> Process:
    """Return the same as a process of its own: ``kpi_process(*arguments, cwd=…, LANG="C", …)``."""

    def run(
        *arguments: str | Path, cwd: Path = ROOT, stdin: bytes = b"", **environment: str
    ) -> "subprocess.CompletedProcess[bytes]":
        inherited = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("LC_", "LANG", "PYTHON"))
        }
        return subprocess.run(
            [sys.executable, "-m", "fulian_kpi", *map(str, arguments)],
            cwd=cwd,
            input=stdin,
            env={**inherited, **environment},
            capture_output=True,
            timeout=60,
            check=False,
        )

    return run


@pytest.fixture
def node_modules() -> Path:
    """Return where npm has installed what some tests use: ``KPI_NODE_MODULES`` names it."""
    named = os.environ.get("KPI_NODE_MODULES")
    if not named:
        pytest.skip("KPI_NODE_MODULES names no folder of npm packages; .ci/run installs them")
    return Path(named)
