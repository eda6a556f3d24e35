"""Which files a folder stands for."""

from pathlib import Path

import pytest

from fulian_kpi.cli.paths import FileKind, expand


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with two units, each with targets and actuals, and what lies around them."""
    for unit in ("a", "b"):
        (tmp_path / unit).mkdir()
        (tmp_path / unit / "targets.yaml").write_text("year: 2022\nindicators: {}\n", "utf-8")
        (tmp_path / unit / "actuals.yaml").write_text("# 实际\nactuals: {}\n", "utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "hidden.yaml").write_text("actuals: {}\n", "utf-8")
    (tmp_path / "broken.yml").write_text("acutals: {}\n", "utf-8")
    (tmp_path / "notes.txt").write_text("actuals:\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        pytest.param(
            FileKind.ACTUALS, ["a/actuals.yaml", "b/actuals.yaml", "broken.yml"], id="actuals"
        ),
        pytest.param(
            None,
            ["a/actuals.yaml", "a/targets.yaml", "b/actuals.yaml", "b/targets.yaml"],
            id="either-kind-and-no-other",
        ),
        pytest.param(
            FileKind.TARGETS, ["a/targets.yaml", "b/targets.yaml", "broken.yml"], id="targets"
        ),
    ],
)
def test_folder_stands_for_the_files_of_one_kind_and_those_that_have_to_be_looked_at(
    folder: Path, kind: FileKind | None, expected: list[str]
) -> None:
    found, problems = expand([str(folder)], kind)
    assert problems == []
    assert [Path(each).relative_to(folder).as_posix() for each in found] == expected


def test_links_in_circles_end(folder: Path) -> None:
    (folder / "a" / "again").symlink_to(folder, target_is_directory=True)
    (folder / "b" / "self.yaml").symlink_to(folder / "b" / "self.yaml")
    found, _ = expand([str(folder)], FileKind.ACTUALS)
    assert [Path(each).relative_to(folder).as_posix() for each in found] == [
        "a/actuals.yaml",
        "b/actuals.yaml",
        "b/self.yaml",
        "broken.yml",
    ]


def test_folder_without_files_of_the_kind_is_a_problem_beside_the_others(folder: Path) -> None:
    (folder / "a" / "actuals.yaml").unlink()
    found, problems = expand(
        [str(folder / "a"), str(folder / "b" / "actuals.yaml")], FileKind.ACTUALS
    )
    assert found == [str(folder / "b" / "actuals.yaml")]
    assert [each.message for each in problems] == ["这里没有 .yaml 文件或填报表"]


def test_a_file_that_is_named_in_two_ways_is_looked_at_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    names = ["a/targets.yaml", "./a/targets.yaml", str(folder / "a/targets.yaml"), "b/../a"]
    assert expand(names, FileKind.TARGETS) == (["a/targets.yaml"], [])
