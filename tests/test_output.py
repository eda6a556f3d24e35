"""Files that ``kpi check -o`` writes: they agree, and they are whole or as they were."""

import csv
import io
import json
import resource
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import docx
import openpyxl
import pytest

from fulian_kpi.cli.output import write_binary
from program import Kpi
from samples import ROOT, SHORTFALL

TOTAL = "95.16"


def xlsx_text(path: Path) -> str:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    values = [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]
    return "\n".join(f"{each:.2f}" if isinstance(each, float) else str(each) for each in values)


def docx_text(path: Path) -> str:
    return "\n".join(node.text for node in docx.Document(str(path)).element.iter() if node.text)


class TextOfPage(HTMLParser):
    """Collects what a page shows."""

    text = ""

    def handle_data(self, data: str) -> None:
        self.text += f"{data.strip()}\n"


def html_text(path: Path) -> str:
    page = TextOfPage()
    page.feed(path.read_text(encoding="utf-8"))
    return page.text


def test_an_output_that_is_an_input_is_refused_even_by_force(kpi: Kpi, tmp_path: Path) -> None:
    same = tmp_path / "a.json"
    same.write_text("actuals: {}", "utf-8")
    code, _, err = kpi("check", same, "-o", same, "--force")
    assert code == 2
    assert "就是要读的文件" in err
    assert same.read_text("utf-8") == "actuals: {}"


def test_totals_agree_in_every_format(kpi: Kpi, tmp_path: Path) -> None:
    files = {suffix: tmp_path / f"form.{suffix}" for suffix in
             ("json", "txt", "xlsx", "docx", "html", "md", "csv")}  # fmt: skip
    options = [part for file in files.values() for part in ("-o", str(file))]
    code, _, _ = kpi("check", SHORTFALL, *options)
    assert code == 1
    document = json.loads(files["json"].read_text(encoding="utf-8"))
    assert document["score"]["total"] == TOTAL
    assert f"得分 {TOTAL} / 100，等级 优" in files["txt"].read_text(encoding="utf-8")
    assert f"得分 {TOTAL} / 100" in files["md"].read_text(encoding="utf-8")
    last = list(csv.reader(io.StringIO(files["csv"].read_text(encoding="utf-8-sig"))))[-1]
    assert (last[4], last[13]) == ("合计", TOTAL)
    assert TOTAL in xlsx_text(files["xlsx"]).split("\n")
    assert TOTAL in docx_text(files["docx"]).split("\n")
    assert TOTAL in html_text(files["html"])


def test_points_of_every_row_agree_in_table_formats(kpi: Kpi, tmp_path: Path) -> None:
    kpi("check", SHORTFALL, "-o", tmp_path / "a.json", "-o", tmp_path / "a.csv")
    document = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    table = csv.DictReader(io.StringIO((tmp_path / "a.csv").read_text(encoding="utf-8-sig")))
    written = {row["编号"]: (row["分值"], row["得分"]) for row in table if row["编号"]}
    assert written == {
        each["id"]: (each["weight"], each["points"]) for each in document["indicators"]
    }


def test_an_existing_file_is_kept_without_force(kpi: Kpi, tmp_path: Path) -> None:
    old = tmp_path / "form.csv"
    old.write_text("旧", encoding="utf-8")
    code, out, err = kpi("check", SHORTFALL, "-o", old)
    assert (code, out) == (2, "")
    assert "已经存在；要覆盖请加 --force" in err
    assert old.read_text(encoding="utf-8") == "旧"
    assert kpi("check", SHORTFALL, "-o", old, "--force")[0] == 1
    assert old.read_text(encoding="utf-8") != "旧"


def test_a_folder_that_is_not_there_is_named(kpi: Kpi, tmp_path: Path) -> None:
    code, _, err = kpi("check", SHORTFALL, "-o", tmp_path / "no" / "form.csv")
    assert code == 3
    assert "error[KPI001] 写不了这个文件" in err


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "docx", "html"])
def test_a_full_disk_leaves_the_old_file_whole(tmp_path: Path, suffix: str) -> None:
    old = tmp_path / f"form.{suffix}"
    old.write_text("旧", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "fulian_kpi", "check", SHORTFALL, "-o", old, "--force"],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
        capture_output=True,
        check=False,
        timeout=60,
        cwd=ROOT,
    )
    assert done.returncode == 3
    assert "写不了这个文件" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert old.read_text(encoding="utf-8") == "旧"
    assert list(tmp_path.iterdir()) == [old]


def test_an_interrupted_write_leaves_the_old_file_whole(tmp_path: Path) -> None:
    old = tmp_path / "form.xlsx"
    old.write_text("旧", encoding="utf-8")

    def interrupted(stream: io.BufferedIOBase) -> None:
        stream.write("半".encode())
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_binary(old, interrupted)  # type: ignore[arg-type]  # a buffer is a BinaryIO
    assert old.read_text(encoding="utf-8") == "旧"
    assert list(tmp_path.iterdir()) == [old]


@pytest.mark.parametrize(
    ("suffix", "library", "extra"),
    [
        pytest.param("xlsx", "xlsxwriter", "excel", id="excel"),
        pytest.param("docx", "docx", "word", id="word"),
        pytest.param("html", "jinja2", "html", id="html"),
        pytest.param("xml", "junitparser", "ci", id="junit"),
    ],
)
def test_a_missing_extra_is_one_sentence_with_the_command(
    kpi: Kpi,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    suffix: str,
    library: str,
    extra: str,
) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == library]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    code, _, err = kpi("check", SHORTFALL, "-o", tmp_path / f"form.{suffix}")
    assert code == 2
    assert f'pip install "fulian-kpi[{extra}]"' in err
    assert list(tmp_path.iterdir()) == []
