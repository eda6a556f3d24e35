"""Terminals, pipes and disks: every encoding, and streams that end early or are not there."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from program import Kpi, Process
from samples import ROOT

SECONDS: Final = 20

EXAMPLE: Final = "actuals/2022.shortfall.example.yaml"

SURROUNDINGS: Final = [
    pytest.param({"PYTHONIOENCODING": "gbk"}, "gbk", id="gbk"),
    pytest.param({"PYTHONIOENCODING": "gb18030"}, "gb18030", id="gb18030"),
    pytest.param({"LANG": "C"}, "utf-8", id="C"),
    pytest.param({"LC_ALL": "POSIX"}, "utf-8", id="POSIX"),
    pytest.param({"LC_ALL": "C.UTF-8", "NO_COLOR": "1"}, "utf-8", id="NO_COLOR"),
    pytest.param({"LC_ALL": "C.UTF-8", "TERM": "dumb"}, "utf-8", id="dumb"),
]


REPORTS: Final = [
    pytest.param(["check", EXAMPLE], id="text"),
    pytest.param(["show"], id="show"),
    pytest.param(["explain", "≥1万人次", "9800人次"], id="explain"),
]


@pytest.mark.parametrize("arguments", REPORTS)
@pytest.mark.parametrize(("environment", "encoding"), SURROUNDINGS)
def test_report_is_the_same_in_every_encoding(
    kpi: Kpi,
    kpi_process: Process,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    environment: dict[str, str],
    encoding: str,
) -> None:
    monkeypatch.chdir(ROOT)
    code, out, err = kpi(*arguments)
    process = kpi_process(*arguments, **environment)
    assert process.returncode == code
    assert process.stderr.decode(encoding) == err
    # Where the encoding is not UTF-8, rich draws its lines with - + |.
    written = process.stdout.decode(encoding)
    assert re.sub(r"[-+|─\s]", "", written) == re.sub(r"[-+|─\s]", "", out)


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "latin-1"])
def test_json_is_read_back_whatever_the_encoding(
    kpi: Kpi, kpi_process: Process, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    monkeypatch.chdir(ROOT)
    _, usual, _ = kpi("check", EXAMPLE, "-f", "json")
    process = kpi_process("check", EXAMPLE, "-f", "json", PYTHONIOENCODING=encoding)
    assert process.returncode == 1
    assert json.loads(process.stdout.decode("ascii")) == json.loads(usual)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(["check", EXAMPLE], 1, id="report"),
        pytest.param(["check", "absent.yaml"], 3, id="diagnostic"),
    ],
)
def test_character_that_cannot_be_encoded_is_spelled_out(
    kpi_process: Process, arguments: list[str], code: int
) -> None:
    process = kpi_process(*arguments, PYTHONIOENCODING="ascii")
    assert process.returncode == code
    assert b"Traceback" not in process.stderr
    assert rb"\u" in process.stdout + process.stderr


def test_rare_character_does_not_end_a_gbk_report(kpi_process: Process, tmp_path: Path) -> None:
    (tmp_path / "targets.yaml").write_text(
        "year: 2022\ndepartment: 甲\nindicators: {产出指标: {数量指标: "
        "[{id: sessions, name: 𬴂😀场次, target: ≥3场}]}}\n",
        "utf-8",
    )
    (tmp_path / "in.yaml").write_text("targets: targets.yaml\nactuals: {sessions: 3场}\n", "utf-8")
    process = kpi_process("check", "in.yaml", cwd=tmp_path, PYTHONIOENCODING="gbk")
    assert process.returncode == 0
    assert r"\U0002cd02\U0001f600场次" in process.stdout.decode("gbk")


@pytest.mark.parametrize("arguments", [f"check {EXAMPLE}", "show", f"check {EXAMPLE} -f json"])
def test_pipe_that_is_closed_early_is_no_verdict(arguments: str) -> None:
    command = (
        f'"$0" -m fulian_kpi {arguments} 2>/dev/null | head -c 20 >&2; exit "${{PIPESTATUS[0]}}"'
    )
    process = subprocess.run(
        ["bash", "-c", command, sys.executable],
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    assert len(process.stderr) == 20
    assert process.returncode in {0, 1, 128 + signal.SIGPIPE}
    assert process.stdout == b""


def test_pipe_that_is_closed_from_the_start_ends_the_program_quietly() -> None:
    command = (
        f'(sleep 0.2; exec "$0" -m fulian_kpi check {EXAMPLE}) | true; exit "${{PIPESTATUS[0]}}"'
    )
    process = subprocess.run(
        ["bash", "-c", command, sys.executable],
        cwd=ROOT,
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    assert process.returncode == 128 + signal.SIGPIPE
    assert b"Traceback" not in process.stderr
    assert b"Exception" not in process.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.parametrize(
    "arguments", [f"check {EXAMPLE}", "show", "explain ≥3场", "schema targets", "--version"]
)
def test_full_disk_is_said_and_is_no_verdict(arguments: str) -> None:
    process = subprocess.run(
        ["bash", "-c", f'exec "$0" -m fulian_kpi {arguments} >/dev/full', sys.executable],
        cwd=ROOT,
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    assert process.returncode == 3
    assert process.stderr.decode().splitlines()[-1] == "读写失败：磁盘已满"


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-"])
def test_closed_streams_change_no_verdict(closed: str) -> None:
    process = subprocess.run(
        ["bash", "-c", f'exec "$0" -m fulian_kpi check {EXAMPLE} {closed}', sys.executable],
        cwd=ROOT,
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    assert process.returncode == 1
    assert b"Traceback" not in process.stderr
