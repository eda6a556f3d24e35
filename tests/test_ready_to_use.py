"""What others take as it is: the pre-commit hooks, the GitHub action, our own workflow."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest
from ruamel.yaml import YAML

from samples import ROOT

SECONDS: Final = 240

TARGETS: Final = """\
year: 2024
department: 测试市妇女联合会
indicators:
  产出指标:
    数量指标:
      - {id: sessions, name: 培训场次, target: "=12场"}
"""


def loaded(name: str) -> Any:  # noqa: ANN401  (as YAML has it)
    return YAML(typ="safe").load((ROOT / name).read_text("utf-8"))


@pytest.mark.parametrize(
    ("hook", "path", "taken"),
    [
        pytest.param("kpi-validate", "targets/2024.yaml", True, id="targets"),
        pytest.param("kpi-validate", "妇联/targets/2024.yml", True, id="targets-below"),
        pytest.param("kpi-validate", "actuals/2024.yaml", False, id="actuals"),
        pytest.param("kpi-validate", "mytargets/2024.yaml", False, id="other-folder"),
        pytest.param("kpi-validate", "targets/2024.yaml.bak", False, id="other-suffix"),
        pytest.param("kpi-fmt", "targets/2024.yaml", True, id="fmt-targets"),
        pytest.param("kpi-fmt", "actuals/2024.example.yaml", True, id="fmt-actuals"),
        pytest.param("kpi-fmt", "docs/2024.yaml", False, id="fmt-other-folder"),
    ],
)
def test_hook_takes_the_files_of_its_folders(hook: str, path: str, *, taken: bool) -> None:
    patterns = {each["id"]: each["files"] for each in loaded(".pre-commit-hooks.yaml")}
    assert bool(re.search(patterns[hook], path)) is taken


def test_pre_commit_runs_the_hook(tmp_path: Path) -> None:
    """In a repository of targets, with an environment that pre-commit builds by itself."""
    hooks, user = tmp_path / "hooks", tmp_path / "user"
    for name in (".pre-commit-hooks.yaml", "pyproject.toml", "README.md", "LICENSE"):
        hooks.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, hooks)
    shutil.copytree(ROOT / "src", hooks / "src", ignore=shutil.ignore_patterns("__pycache__"))
    (user / "targets").mkdir(parents=True)
    (user / "targets" / "good.yaml").write_text(TARGETS, "utf-8")
    (user / "targets" / "bad.yaml").write_text(TARGETS.replace("=12场", "有效提升"), "utf-8")
    (user / "notes.yaml").write_text("[", "utf-8")
    commit(hooks)
    commit(user)
    run = try_hook(tmp_path, hooks, user)
    assert run.returncode == 1
    assert "targets/bad.yaml:6:45: error[KPI101] " in run.stdout
    assert "2 个文件，1 项指标：1 个错误" in run.stdout
    (user / "targets" / "bad.yaml").unlink()
    commit(user)
    run = try_hook(tmp_path, hooks, user)
    assert run.returncode == 0
    assert re.search(r"kpi validate\.+Passed", run.stdout)


def commit(folder: Path) -> None:
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@localhost", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "t"]):
        subprocess.run([*git, *arguments], cwd=folder, check=True, env=environment(folder))


def try_hook(home: Path, hooks: Path, user: Path) -> "subprocess.CompletedProcess[str]":
    run = subprocess.run(
        [sys.executable, "-m", "pre_commit", "try-repo", hooks, "kpi-validate", "--all-files"],
        cwd=user,
        env=environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=SECONDS,
        encoding="utf-8",
    )
    if "No matching distribution found" in run.stdout or "Could not fetch" in run.stdout:
        pytest.skip("pip reaches no package index, from which pre-commit builds its environment")
    return run


def environment(home: Path) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {**own, "PRE_COMMIT_HOME": str(home / "pre-commit"), "PYTHONIOENCODING": "utf-8"}


def test_workflow_runs_the_test_command_of_the_readme() -> None:
    command = next(
        line for line in (ROOT / "README.md").read_text("utf-8").splitlines()
        if line.startswith("pip install -e ")
    )  # fmt: skip
    jobs = loaded(".github/workflows/check.yml")["jobs"]
    assert command in [step.get("run") for step in jobs["tests"]["steps"]]
    (action,) = [step for step in jobs["targets"]["steps"] if step["uses"] == "./"]
    assert action["with"]["targets"] == "targets"


def test_the_steps_of_the_action_run_and_hold_the_status(tmp_path: Path) -> None:
    steps = {each.get("name"): each for each in loaded("action.yml")["runs"]["steps"]}
    work = tmp_path / "work"
    (work / "kpi" / "bin").mkdir(parents=True)
    (work / "kpi" / "bin" / "kpi").write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -m fulian_kpi "$@"\n', "utf-8"
    )
    (work / "kpi" / "bin" / "kpi").chmod(0o755)
    surroundings = {
        **os.environ,
        "GITHUB_ACTIONS": "true",
        "RUNNER_TEMP": str(work),
        "GITHUB_STEP_SUMMARY": str(work / "summary.md"),
        "TARGETS": "targets",
        "ACTUALS": "actuals/2022.shortfall.example.yaml",
    }
    done = {
        name: subprocess.run(
            ["bash", "-eo", "pipefail", "-c", steps[name]["run"]],
            cwd=ROOT,
            env=surroundings,
            capture_output=True,
            check=False,
            timeout=60,
            encoding="utf-8",
        )
        for name in ("Validate targets", "Check actuals")
    }
    assert [each.returncode for each in done.values()] == [0, 1]
    assert "\n::warning file=targets/2022.yaml,line=" in done["Validate targets"].stdout
    assert "\n::error file=actuals/2022.shortfall.example.yaml,line=" in (
        done["Check actuals"].stdout
    )
    summary = (work / "summary.md").read_text("utf-8")
    assert summary.startswith("## 绩效目标审核\n")
    assert "\n## 成都市妇女联合会 2022 年度绩效目标完成情况\n" in summary
