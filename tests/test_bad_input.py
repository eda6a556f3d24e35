"""Whatever a file or a command line holds: a message in Chinese at its place, and never a crash."""

import json
import os
import re
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Final

import pytest

from program import Kpi
from samples import CASES, EVERY_KIND

SECONDS: Final = 20

COMMANDS: Final = [
    pytest.param(["check"], id="check"),
    pytest.param(["validate"], id="validate"),
    pytest.param(["show", "--targets"], id="show"),
]


@pytest.fixture(autouse=True)
def _in_time() -> Iterator[None]:
    """End a test that takes much longer than any input should."""

    def too_late(_number: int, _frame: FrameType | None) -> None:
        message = f"not done after {SECONDS} seconds"
        raise TimeoutError(message)

    handler = signal.signal(signal.SIGALRM, too_late)
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, handler)


FILES: Final = {"targets.yaml": EVERY_KIND}
pytestmark = pytest.mark.usefixtures("folder")


# ---- files that are none

WHOLE: Final = "in.yaml"
BOMB: Final = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(code + 1)}: &{chr(code + 1)} [{', '.join(['*' + chr(code)] * 9)}]\n"
    for code in range(ord("a"), ord("i"))
)

NO_FILES: Final = [
    ("empty", b"", WHOLE, "KPI005", "文件是空的"),
    ("only-comments", b"# nothing\n\n# yet\n", WHOLE, "KPI005", "只有注释"),
    ("null", b"~\n", WHOLE, "KPI005", "文件是空的"),
    ("spreadsheet", b"PK\x03\x04\x14\0\x06\0", WHOLE, "KPI001", "xlsx"),
    ("old-spreadsheet", b"\xd0\xcf\x11\xe0\xa1\xb1", WHOLE, "KPI001", "xls"),
    ("pdf", b"%PDF-1.7\n", WHOLE, "KPI001", "PDF"),
    ("picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "in.yaml:2:1", "KPI002", "GB18030"),
    ("every-byte", bytes(range(256)), "in.yaml:2:118", "KPI002", "第 129 个字节（0x80）"),
    ("latin-1", b"department: caf\xe9\n", "in.yaml:1:16", "KPI002", "第 16 个字节（0xe9）"),
    ("nul", b"year: 20\x0022\n", "in.yaml:1:9", "KPI001", "NUL"),
    (
        "utf-16-without-mark",
        "year: 2022\n".encode("utf-16-le"),
        "in.yaml:1:2",
        "KPI001",
        "UTF-16",
    ),
    ("utf-32", "year: 2022\n".encode("utf-32"), "in.yaml:1:1", "KPI001", "NUL"),
    ("escape", b"year: \x1b[31m2022\n", "in.yaml:1:7", "KPI002", "控制字符 U+001B"),
    ("tab", b"year: 2022\nindicators:\n\ta: 1\n", "in.yaml:3:1", "KPI004", "制表符"),
    ("hundred-deep", b"a: " + b"[" * 100 + b"]" * 100, "in.yaml:1:35", "KPI008", "32 层"),
    (
        "hundred-indented",
        b"".join(b" " * depth + b"a:\n" for depth in range(100)),
        "in.yaml:33:33",
        "KPI008",
        "32 层",
    ),
    ("open-brackets", b"[" * 100_000, "in.yaml:1:33", "KPI008", "32 层"),
    ("open-braces", b"a: " + b"{a: " * 100_000, "in.yaml:1:128", "KPI008", "32 层"),
    ("alias-bomb", BOMB.encode(), "in.yaml:1:4", "KPI007", "锚点"),
    ("long-text", b"a: " + b"x" * 5_000_000, "in.yaml:1:4", "KPI008", "5000000 个字"),
    (
        "long-block",
        b"a: |\n" + b"  x x x\n" * 700_000,
        "in.yaml:1:4",
        "KPI008",
        "4200000 个字",
    ),
    ("long-number", b"year: " + b"9" * 1_000_000, "in.yaml:1:7", "KPI008", "1000000 个字"),
    ("open-quote", b'a: "' + b"x" * 1_000_000, "in.yaml:1:4", "KPI004", "没有配对"),
    ("list", b"- year: 2022\n", "in.yaml:1:1", "KPI012", "键: 值"),
    ("text", "绩效目标\n".encode(), "in.yaml:1:1", "KPI012", "键: 值"),
    ("two-documents", b"a: 1\n---\nb: 2\n", "in.yaml:2:1", "KPI007", "一份文档"),
    ("tag", b"year: !!python/name:os.system 1\n", "in.yaml:1:7", "KPI007", "标签"),
    ("directive", b"%YAML 1.1\n---\na: 1\n", "in.yaml:1:1", "KPI007", "%"),
]


def headlines(err: str) -> list[str]:
    """Return the first line of each diagnostic."""
    return [line for line in err.splitlines() if re.match(r"\S*: (?:error|warning)\[KPI", line)]


def is_chinese(message: str) -> bool:
    return re.search("[\u4e00-\u9fff]", message) is not None


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("data", "place", "code", "words"), [pytest.param(*each[1:], id=each[0]) for each in NO_FILES]
)
def test_file_that_is_none(
    kpi: Kpi, command: list[str], data: bytes, place: str, code: str, words: str
) -> None:
    Path("in.yaml").write_bytes(data)
    status, out, err = kpi(*command, "in.yaml")
    assert status == 3
    assert out == "" or command == ["validate"]
    first = headlines(err)[0]
    assert first.startswith(f"{place}: error[{code}] ")
    assert words in first
    assert all(is_chinese(line) for line in headlines(err))
    assert max(map(len, err.splitlines())) < 400


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("absent.yaml", "找不到这个文件", id="absent"),
        pytest.param("absent/absent.yaml", "找不到这个文件", id="folder-absent"),
        pytest.param("targets.yaml/below.yaml", "路径中有一段不是文件夹", id="below-a-file"),
        pytest.param("n" * 300 + ".yaml", "文件名太长", id="long-name"),
        pytest.param("loop.yaml", "链接循环", id="link-to-itself"),
        pytest.param("", "文件名是空的", id="empty-name"),
    ],
)
def test_name_of_no_file(kpi: Kpi, command: list[str], name: str, message: str) -> None:
    Path("loop.yaml").symlink_to("loop.yaml")
    status, _, err = kpi(*command, name)
    assert status == 3
    assert err.startswith(f"{name}: error[KPI001] ")
    assert message in err


@pytest.mark.parametrize("command", COMMANDS)
def test_folder_without_yaml(kpi: Kpi, command: list[str]) -> None:
    Path("empty").mkdir()
    Path("empty/readme.txt").write_text("nothing")
    message = {"show": "这是文件夹，需要的是文件", "check": "这里没有 .yaml 文件或填报表"}.get(
        command[0], "这里没有 .yaml 文件"
    )
    status, _, err = kpi(*command, "empty")
    assert (status, err) == (3, f"empty: error[KPI001] {message}\n")


@pytest.mark.parametrize("command", COMMANDS)
def test_file_that_may_not_be_read(kpi: Kpi, command: list[str]) -> None:
    Path("in.yaml").write_text("year: 2022\n")
    Path("in.yaml").chmod(0)
    if os.access("in.yaml", os.R_OK):
        pytest.skip("this user, such as root, may read every file whatever its permissions")
    status, _, err = kpi(*command, "in.yaml")
    assert (status, err) == (3, "in.yaml: error[KPI001] 没有权限读取这个文件\n")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", ["open-brackets", "open-braces", "long-text", "alias-bomb"])
def test_memory_is_bounded(command: list[str], name: str) -> None:
    data = next(each[1] for each in NO_FILES if each[0] == name)
    Path("in.yaml").write_bytes(data)
    run = 'ulimit -v 1000000 && exec "$0" -m fulian_kpi "$@" in.yaml'
    process = subprocess.run(
        ["bash", "-c", run, sys.executable, *command],
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    assert process.returncode == 3
    assert b"Traceback" not in process.stderr
    assert process.stderr.startswith(b"in.yaml:1:")


# ---- files in other encodings


@pytest.mark.parametrize("command", ["validate", "show --targets", "check --targets"])
@pytest.mark.parametrize(
    ("encoding", "notice"),
    [
        pytest.param("utf-8-sig", "", id="utf-8-with-mark"),
        pytest.param("utf-16", "", id="utf-16-with-mark"),
        pytest.param("gbk", "warning[KPI003] 文件不是 UTF-8，已按 GB18030（GBK）读取", id="gbk"),
        pytest.param(
            "gb18030", "warning[KPI003] 文件不是 UTF-8，已按 GB18030（GBK）读取", id="gb18030"
        ),
    ],
)
def test_encoding_that_is_read(kpi: Kpi, command: str, encoding: str, notice: str) -> None:
    name = "𬴂 培训场次" if encoding == "gb18030" else "培训场次"
    Path("in.yaml").write_bytes(EVERY_KIND.replace("培训场次", name).encode(encoding))
    Path("actuals.yaml").write_text("actuals: {sessions: 12场}\n", encoding="utf-8")
    answered = ["actuals.yaml", "--allow-unreported"] if command.startswith("check") else []
    status, out, err = kpi(*command.split(), "in.yaml", *answered)
    assert status == 0
    assert err.count("KPI003") == bool(notice)
    assert notice in err
    assert name in out or command == "validate"


# ---- faults of a targets file


def faulty_cases() -> list[Path]:
    outputs = sorted(CASES.glob("*.out"))
    return [each for each in outputs if each.read_text("utf-8").endswith("exit 3\n")]


@pytest.mark.parametrize("case", faulty_cases(), ids=lambda case: case.stem)
def test_show_and_check_say_of_targets_what_validate_says(
    kpi: Kpi, case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(CASES)
    expected = case.read_text("utf-8").removesuffix("exit 3\n")
    name = case.with_suffix(".yaml").name
    assert kpi("show", "--targets", name) == (3, "", expected)
    actuals = f"targets: {name}\nactuals: {{sessions: 12场}}\n"
    assert kpi("check", "-", stdin=actuals.encode()) == (3, "", expected)


WRONG_TARGETS: Final = [
    ("level1-is-text", "产出指标: 三项\n", "4:9", "应当是若干“键: 值”"),
    ("level2-is-text", "产出指标: {数量指标: 三项}\n", "4:16", "应当是一个列表"),
    ("level2-is-mapping", "产出指标: {数量指标: {a: b}}\n", "4:16", "应当是一个列表"),
    ("level2-is-empty", "产出指标: {数量指标: }\n", "4:10", "值是空的"),
    ("entry-is-text", "产出指标: {数量指标: [三项]}\n", "4:17", "例如 {id: …, name: …}"),
    ("entry-is-list", "产出指标: {数量指标: [[a]]}\n", "4:17", "例如 {id: …, name: …}"),
    ("entry-is-empty", "产出指标: {数量指标: [~]}\n", "4:17", "值是空的"),
]


@pytest.mark.parametrize(
    ("tree", "place", "message"), [pytest.param(*each[1:], id=each[0]) for each in WRONG_TARGETS]
)
def test_indicators_of_the_wrong_shape(kpi: Kpi, tree: str, place: str, message: str) -> None:
    text = f"year: 2022\ndepartment: 甲\nindicators:\n  {tree}"
    Path("in.yaml").write_text(text, "utf-8")
    status, _, err = kpi("validate", "in.yaml")
    line, column = place.split(":")
    assert status == 3
    assert len(headlines(err)) == 1
    assert headlines(err)[0].startswith(f"in.yaml:{line}:{int(column)}: error[KPI012] ")
    assert message in err


WRONG_FIELDS: Final = [
    ("target-is-mapping", "target: {a: b}", "{", "KPI012", "应当是文字"),
    ("target-is-list", "target: [a]", "[", "KPI012", "应当是文字"),
    ("target-is-null", "target: ~", "~", "KPI012", "应当是文字"),
    ("target-is-empty", "target: ", "target", "KPI012", "应当是文字"),
    ("name-is-list", "name: [甲]", "[", "KPI012", "应当是文字"),
    ("name-is-null", "name: null", "n", "KPI012", "空的"),
    ("name-is-long", f"name: {'长' * 301}", "长" * 301, "KPI012", "最多 300 字"),
    ("id-is-wide", "id: 培训", "培训", "KPI012", "小写字母"),
    ("id-ends-in-hyphen", "id: a-", "a-", "KPI012", "小写字母"),
    ("task-is-zero", "task: 0", "0", "KPI012", "正整数"),
    ("task-is-negative", "task: -1", "-1", "KPI012", "正整数"),
    ("task-is-decimal", "task: 1.0", "1.0", "KPI012", "正整数"),
    ("weight-is-text", "weight: 多", "多", "KPI012", "应当是不为负的数字"),
    ("weight-is-negative", "weight: -1", "-1", "KPI012", "应当是不为负的数字"),
    ("weight-is-exponent", "weight: 1e5", "1e5", "KPI012", "应当是不为负的数字"),
    ("weight-is-nan", "weight: .nan", ".nan", "KPI012", "应当是不为负的数字"),
    ("weight-is-long", f"weight: {'9' * 30}", "9" * 30, "KPI012", "应当是不为负的数字"),
]


@pytest.mark.parametrize(
    ("field", "marked", "code", "message"),
    [pytest.param(*each[1:], id=each[0]) for each in WRONG_FIELDS],
)
def test_field_of_the_wrong_kind(
    kpi: Kpi, field: str, marked: str, code: str, message: str
) -> None:
    usual = {"id": "id: a", "name": "name: 甲", "target": 'target: "=3场"'}
    fields = [*({**usual, field.partition(":")[0]: field}).values()]
    line = f"      - {{{', '.join(fields)}}}"
    head = "year: 2022\ndepartment: 甲\nindicators:\n  产出指标:\n    数量指标:\n"
    Path("in.yaml").write_text(f"{head}{line}\n", "utf-8")
    status, out, _ = kpi("validate", "in.yaml", "--format", "json")
    (finding,) = [each for each in json.loads(out)["findings"] if each["code"] != "KPI015"]
    assert (status, finding["code"]) == (3, code)
    assert message in finding["message"] or finding["message"] == "值是空的"
    assert line[finding["column"] - 1 : finding["end_column"] - 1].startswith(marked)


# ---- faults of an actuals file

WRONG_ACTUALS: Final = [
    ("about", "sessions: 约12场", "约", "KPI305"),
    ("at-least", "sessions: 12场以上", "以上", "KPI305"),
    ("sign", 'sessions: "≥12场"', "≥", "KPI305"),
    ("negative", "sessions: -3场", "-3场", "KPI306"),
    ("other-unit", "sessions: 12次", "12次", "KPI302"),
    ("people-for-visits", "people: 9800人", "9800人", "KPI302"),
    ("done", "sessions: 已完成", "已完成", "KPI301"),
    ("words", "sessions: 按计划开展", "按计划开展", "KPI301"),
    ("leading-zero", "sessions: 012", "012", "KPI301"),
    ("two-quantities", "sessions: 12场，另有2场", "，另有2场", "KPI301"),
    ("share-of-a-count", "sessions: 5/6", "5/6", "KPI301"),
    ("wan-or-not", "people: 1.2", "1.2", "KPI303"),
    ("percent-or-not", "rate: 0.98", "0.98", "KPI304"),
    ("share-above-whole", "rate: 31/30", "31/30", "KPI307"),
    ("share-of-nothing", "rate: 3/0", "3/0", "KPI307"),
    ("off-the-scale", "grade: 优", "优", "KPI308"),
    ("statement", "words: 基本达成", "基本达成", "KPI301"),
    ("no-such-day", "done: 2022年2月30日", "2022年2月30日", "KPI309"),
    ("no-date", "done: 年底", "年底", "KPI309"),
    ("date-across-the-bound", "done: 2022年", "2022年", "KPI309"),
    ("either-way", "decline: -3%", "-3%", "KPI306"),
    ("not-applicable", "done: 不适用", "不适用", "KPI311"),
    ("in-a-mapping", "sessions: {reason: 天气, value: 12次}", "12次", "KPI302"),
    ("quoted", "sessions: {value: '12次'}", "12次", "KPI302"),
    ("share-130%", "grade: {value: 中, share: 130%}", "130%", "KPI312"),
    ("share-of-another-band", "grade: {value: 中, share: 85%}", "85%", "KPI312"),
    ("share-is-a-number", "grade: {value: 中, share: 0.75}", "0.75", "KPI012"),
    ("share-without-band", "sessions: {value: 12场, share: 80%}", "80%", "KPI312"),
    ("value-is-list", "sessions: [12场]", "[", "KPI012"),
    ("value-is-nested", "sessions: {value: [12场]}", "[", "KPI012"),
    ("misspelt-key", "sessions: {vaule: 12场}", "vaule", "KPI010"),
    ("evidence-is-mapping", "sessions: {value: 12场, evidence: {a: b}}", "{", "KPI012"),
    ("evidence-is-nested", "sessions: {value: 12场, evidence: [[a]]}", "[", "KPI012"),
    ("reason-is-list", "sessions: {value: 12场, reason: [天气]}", "[", "KPI012"),
    ("unknown-id", "sessoins: 12场", "sessoins", "KPI310"),
    ("greater", "sessions: >=3", ">=3", "KPI004"),
    ("tag", "sessions: !x 3", "!x 3", "KPI007"),
]


@pytest.mark.parametrize(
    ("line", "marked", "code"), [pytest.param(*each[1:], id=each[0]) for each in WRONG_ACTUALS]
)
def test_actual_that_is_none(kpi: Kpi, line: str, marked: str, code: str) -> None:
    Path("in.yaml").write_text(f"targets: targets.yaml\nactuals:\n  {line}\n", "utf-8")
    status, out, err = kpi("check", "in.yaml", "--format", "json")
    (finding,) = json.loads(out)["errors"]
    assert (status, finding["code"], finding["line"]) == (3, code, 3)
    assert f"  {line}"[finding["column"] - 1 : finding["end_column"] - 1].startswith(marked)
    assert finding["column"] == f"  {line}".rindex(marked) + 1 or line.count(marked) > 1
    assert is_chinese(finding["message"])
    assert err.startswith(f"in.yaml:3:{finding['column']}: error[{code}] {finding['message']}\n")


def test_caret_stands_below_wide_characters(kpi: Kpi) -> None:
    Path("in.yaml").write_text(
        "targets: targets.yaml\nactuals:\n  sessions: {reason: “天气”原因, value: 12次}\n", "utf-8"
    )
    _, _, err = kpi("check", "in.yaml")
    _, source, carets = err.splitlines()
    before = source[: source.index("12次")]
    wide = sum(unicodedata.east_asian_width(each) in "WF" for each in before)
    assert carets == " " * (len(before) + wide) + "^^^^"


def test_nearest_names_are_offered(kpi: Kpi) -> None:
    Path("in.yaml").write_text(
        "targets: targets.yaml\nbudget: {excuted: 98}\n"
        "actuals:\n  sessoins: 12场\n  rate: {vaule: 90%}\n",
        "utf-8",
    )
    _, _, err = kpi("check", "in.yaml")
    assert "不认识的键“excuted”，是不是“executed”？" in err
    assert "不认识的键“vaule”，是不是“value”？" in err
    Path("in.yaml").write_text("targets: targets.yaml\nactuals: {sessoins: 12场}\n", "utf-8")
    _, _, err = kpi("check", "in.yaml")
    assert "目标文件里没有指标“sessoins”，是不是“sessions”？" in err


def test_every_problem_of_both_files_is_reported(kpi: Kpi) -> None:
    Path("targets.yaml").write_text(EVERY_KIND.replace("增长8%", "有效提升"), "utf-8")
    Path("in.yaml").write_text(
        "targets: targets.yaml\nbudget: 5\nactuals: {sessions: {vaule: 12场}}\n", "utf-8"
    )
    status, _, err = kpi("check", "in.yaml")
    assert status == 3
    assert [line.split(" ")[0] for line in headlines(err)] == [
        "in.yaml:2:9:",
        "in.yaml:3:22:",
        "targets.yaml:9:40:",
    ]


def test_values_are_looked_at_where_the_shape_is_wrong_elsewhere(kpi: Kpi) -> None:
    Path("targets.yaml").write_text(EVERY_KIND, "utf-8")
    Path("in.yaml").write_text(
        "targets: targets.yaml\nbudget: {executed: 5万}\n"
        "actuals: {sessions: 很多, words: {vaule: 达成}, rate: 3场, poeple: 1人次}\n",
        "utf-8",
    )
    status, _, err = kpi("check", "in.yaml")
    assert status == 3
    assert [line.split(" ")[:2] for line in headlines(err)] == [
        ["in.yaml:2:20:", "error[KPI012]"],
        ["in.yaml:3:21:", "error[KPI301]"],
        ["in.yaml:3:33:", "error[KPI010]"],
        ["in.yaml:3:51:", "error[KPI302]"],
        ["in.yaml:3:55:", "error[KPI310]"],
    ]


WRONG_SECTIONS: Final = [
    ("actuals-is-list", "actuals: []", "in.yaml:2:10: error[KPI012] 应当是若干“键: 值”"),
    ("actuals-is-text", "actuals: 很好", "in.yaml:2:10: error[KPI012] 应当是若干“键: 值”"),
    ("actuals-is-empty", "actuals:", "in.yaml:2:1: error[KPI012] 值是空的"),
    ("actuals-is-absent", "budget: {executed: 1}", "in.yaml:1:1: error[KPI011] 缺少“actuals”"),
    (
        "misspelt",
        "actauls: {}",
        "in.yaml:2:1: error[KPI010] 不认识的键“actauls”，是不是“actuals”？",
    ),
    (
        "budget-is-number",
        "budget: 5\nactuals: {}",
        "in.yaml:2:9: error[KPI012] 应当是若干“键: 值”，例如 {executed: …, adjusted: …}",
    ),
    (
        "budget-is-negative",
        "budget: {executed: -5}\nactuals: {}",
        "in.yaml:2:20: error[KPI012] 应当是不为负的数字",
    ),
    (
        "budget-has-unit",
        "budget: {executed: 5万元}\nactuals: {}",
        "in.yaml:2:20: error[KPI012] 金额以万元为单位，只写数字",
    ),
]


@pytest.mark.parametrize(
    ("section", "expected"), [pytest.param(*each[1:], id=each[0]) for each in WRONG_SECTIONS]
)
def test_section_of_an_actuals_file_is_wrong(kpi: Kpi, section: str, expected: str) -> None:
    Path("in.yaml").write_text(f"targets: targets.yaml\n{section}\n", "utf-8")
    status, out, err = kpi("check", "in.yaml")
    assert (status, out) == (3, "")
    assert any(line.startswith(expected) for line in headlines(err))


@pytest.mark.parametrize(
    ("targets", "place", "message"),
    [
        pytest.param(
            "absent.yaml",
            "1:10",
            "找不到目标文件 absent.yaml；路径相对于本文件；也可以用 --targets 指定\n",
            id="absent",
        ),
        pytest.param("..", "1:10", "找不到目标文件 ..；路径相对于本文件", id="folder"),
        pytest.param('"a\\0b"', "1:11", "找不到目标文件 a\\x00b；路径相对于本文件", id="nul"),
        pytest.param('""', "1:1", "没有写明 targets:（目标文件的路径）", id="empty"),
        pytest.param("", "1:1", "没有写明 targets:（目标文件的路径）", id="nothing"),
        pytest.param("n" * 300, "1:10", f"找不到目标文件 {'n' * 300}", id="long"),
    ],
)
def test_targets_that_are_not_there(kpi: Kpi, targets: str, place: str, message: str) -> None:
    Path("in.yaml").write_text(f"targets: {targets}\nactuals: {{}}\n", "utf-8")
    status, out, err = kpi("check", "in.yaml")
    assert (status, out) == (3, "")
    assert err.startswith(f"in.yaml:{place}: error[KPI313] {message}")


def test_targets_that_are_not_named(kpi: Kpi) -> None:
    Path("in.yaml").write_text("actuals: {sessions: 12场}\n", "utf-8")
    status, _, err = kpi("check", "in.yaml")
    assert status == 3
    assert "error[KPI313] 没有写明 targets:（目标文件的路径）；也可以用 --targets 指定" in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["check", "targets.yaml"], "这是目标文件，这里需要实际值文件", id="check"),
        pytest.param(["validate", "in.yaml"], "这是实际值文件，这里需要目标文件", id="validate"),
        pytest.param(
            ["show", "--targets", "in.yaml"], "这是实际值文件，这里需要目标文件", id="show"
        ),
        pytest.param(
            ["check", "in.yaml", "--targets", "in.yaml"],
            "这是实际值文件，这里需要目标文件",
            id="as-targets",
        ),
    ],
)
def test_file_of_the_other_kind_is_told(kpi: Kpi, arguments: list[str], message: str) -> None:
    Path("in.yaml").write_text("targets: targets.yaml\nactuals: {sessions: 12场}\n", "utf-8")
    status, _, err = kpi(*arguments)
    assert status == 3
    assert len(headlines(err)) == 1
    assert message in err


@pytest.mark.parametrize(
    ("output", "message"),
    [
        pytest.param("absent/out.json", "没有文件夹 absent，请先建立", id="folder-absent"),
        pytest.param("targets.yaml/out.json", "路径中有一段不是文件夹", id="below-a-file"),
        pytest.param(f"{'n' * 300}.json", "文件名太长", id="long-name"),
        pytest.param("folder.json", "这是文件夹", id="folder"),
    ],
)
def test_output_that_cannot_be_written(kpi: Kpi, folder: Path, output: str, message: str) -> None:
    Path("in.yaml").write_text("targets: targets.yaml\nactuals: {sessions: 12场}\n", "utf-8")
    Path("folder.json").mkdir()
    before = {*folder.iterdir()}
    status, out, err = kpi("check", "in.yaml", "-f", "json", "-o", output, "--force")
    assert status == 3
    assert json.loads(out)["summary"]["met"] == 1
    assert f"{output}: error[KPI001] 写不了这个文件：{message}\n" in err
    assert {*folder.iterdir()} == before


def test_a_repeated_key_does_not_hide_what_else_is_wrong(kpi: Kpi) -> None:
    head = "year: 2022\nyear: 2023\ndepartment: 甲\nindicators:\n  产出指标:\n    数量指标:\n"
    row = "      - {id: a, name: 甲, name: 乙, target: 更多}\n"
    Path("in.yaml").write_text(head + row, "utf-8")
    status, _, err = kpi("validate", "in.yaml")
    assert status == 3
    assert [each.partition("]")[0] for each in headlines(err)] == [
        "in.yaml:2:1: error[KPI006",
        "in.yaml:7:26: error[KPI006",
        "in.yaml:7:43: error[KPI101",
    ]


def test_a_repeated_key_alone_is_an_error(kpi: Kpi) -> None:
    Path("in.yaml").write_text("targets: targets.yaml\nactuals: {}\nactuals: {}\n", "utf-8")
    status, out, err = kpi("check", "in.yaml")
    assert (status, out) == (3, "")
    assert [each.partition("]")[0] for each in headlines(err)] == ["in.yaml:3:1: error[KPI006"]


@pytest.mark.parametrize("amount", ["3463万元", "34630000元"])
def test_an_amount_of_the_budget_has_no_unit(kpi: Kpi, amount: str) -> None:
    text = f"targets: targets.yaml\nbudget: {{executed: {amount}}}\nactuals: {{sessions: 12场}}\n"
    Path("in.yaml").write_text(text, "utf-8")
    status, _, err = kpi("check", "in.yaml")
    assert status == 3
    assert headlines(err) == [
        "in.yaml:2:20: error[KPI012] 金额以万元为单位，只写数字，例如 3463.00"
    ]


def test_points_are_no_amount_of_money(kpi: Kpi) -> None:
    text = "year: 2022\ndepartment: 甲\nweights: {产出指标: 90元}\nindicators: {}\n"
    Path("in.yaml").write_text(text, "utf-8")
    _, _, err = kpi("validate", "in.yaml")
    assert headlines(err)[0].startswith("in.yaml:3:17: error[KPI012] 应当是不为负的数字")


def test_a_repeated_key_is_told_of_a_file_of_the_other_kind_too(kpi: Kpi) -> None:
    text = "targets: targets.yaml\ntargets: targets.yaml\nactuals: {}\n"
    Path("in.yaml").write_text(text, "utf-8")
    _, _, err = kpi("validate", "in.yaml")
    assert [each.split("error[")[1][:6] for each in headlines(err)] == ["KPI006", "KPI012"]
