"""``kpi fmt``: golden pairs, laws over random files, what it says and what it writes."""

import re
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulian_kpi.formatting import formatted
from fulian_kpi.yamlfile.reader import read_yaml
from program import Kpi
from samples import ROOT

PAIRS: Final = Path(__file__).parent / "fmt"


@pytest.mark.parametrize("before", sorted(PAIRS.glob("*.before.yaml")), ids=lambda each: each.name)
def test_golden_pair(before: Path) -> None:
    """`NAME.before.yaml` is laid out as `NAME.after.yaml`."""
    after = before.with_name(before.name.replace(".before.", ".after."))
    text, _ = formatted(before.read_bytes(), before.name)
    assert text == after.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", ["targets", "actuals"])
def test_checked_in_files_are_laid_out(kpi: Kpi, path: str) -> None:
    assert kpi("fmt", "--check", ROOT / path) == (0, "", "")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("year:   2022", "year: 2022\n", id="spaces-and-end"),
        pytest.param("\ufeffyear: 2022\r\n", "year: 2022\n", id="bom-and-crlf"),
        pytest.param("---\nyear: 2022\n...\n", "year: 2022\n", id="document-marks"),
        pytest.param("{year: 2022, goal: 甲}\n", "year: 2022\ngoal: 甲\n", id="flow-root"),
        pytest.param("goal: '85.0'\n", "goal: '85.0'\n", id="quotes-stay"),
        pytest.param("goal: 85.0\n", "goal: 85.0\n", id="numbers-stay"),
        pytest.param('goal: "甲\n  乙"\n', 'goal: "甲 乙"\n', id="quoted-over-lines"),
        pytest.param("goal: 甲\n  乙\n", 'goal: "甲 乙"\n', id="plain-over-lines"),
        pytest.param("goal: |\n     甲\n\n       乙\n", "goal: |\n  甲\n\n    乙\n", id="literal"),
        pytest.param("goal: |+ # 注\n  甲\n\n", 'goal: "甲\\n\\n"    # 注\n', id="keep"),
        pytest.param("goal: |\n  甲", "goal: |-\n  甲\n", id="literal-without-an-end"),
        pytest.param("goal: > # 注\n  甲", "goal: >- # 注\n  甲\n", id="folded-without-an-end"),
        pytest.param("goal: |+ #\n  甲\n", 'goal: "甲\\n"    #\n', id="keep-empty-comment"),
        pytest.param(
            "goal: |\n  甲\n\nyear: 2022\n",
            "goal: |\n  甲\n\nyear: 2022\n",
            id="literal-then-blank",
        ),
        pytest.param(
            "k: [\n {\n\n a: 1\n\n } # d\n ,\n\n {\n\n b: 2 # e\n }]\n",
            "k:\n  - {a: 1}  # d\n\n  - b: 2  # e\n",
            id="blank-lines-between-brackets",
        ),
        pytest.param("goal: |-  # 注\n  甲\n", "goal: |-  # 注\n  甲\n", id="literal-comment"),
        pytest.param("goal: 甲 # 注\n", "goal: 甲  # 注\n", id="comment-close"),
        pytest.param("goal: 甲      # 注\n", "goal: 甲      # 注\n", id="comment-aligned"),
        pytest.param("goal: 甲\t# 注\n", "goal: 甲    # 注\n", id="comment-after-tab"),
        pytest.param("goal:\n  # 注\n  甲\n", "# 注\ngoal: 甲\n", id="comment-before-value"),
        pytest.param("\n\n# 注\n\n\ngoal: 甲\n\n", "# 注\n\ngoal: 甲\n", id="blank-lines"),
        pytest.param("goal: 甲\n#  尾", "goal: 甲\n#  尾\n", id="comment-at-the-end"),
        pytest.param(
            "budget: {total: 1,\n  other: 0} # 万元\n",
            "budget: {total: 1, other: 0}  # 万元\n",
            id="flow-over-lines",
        ),
        pytest.param(
            "budget: {  # 头\n  total: 1}\n",
            "budget: {total: 1}  # 头\n",
            id="comment-behind-brace",
        ),
        pytest.param("? goal\n: 甲\n", "goal: 甲\n", id="question-mark"),
        pytest.param(
            "tasks:\n-   # 一\n  id: 1\n  name: '#1'\n",
            "tasks:\n  # 一\n  - id: 1\n    name: '#1'\n",
            id="comment-behind-dash",
        ),
        pytest.param(
            "actuals:\n    a: {value: , reason: x}\n    b:\n",
            "actuals:\n  a: {value: , reason: x}\n  b:\n",
            id="left-empty",
        ),
    ],
)
def test_layout(before: str, after: str) -> None:
    assert formatted(before.encode(), "f.yaml")[0] == after
    assert formatted(after.encode(), "f.yaml")[0] == after


TEXTS: Final = st.sampled_from(
    [
        *("甲", "=23个", "a:b", "http://x", "a?", "-1", "85.0", "a, b", "x#y", "", "2022-12-31"),
        *('"≥85%"', "'1, 2'", '"a # b"', "'it''s'", '"[red]"', "{a: 1}", "[甲, 乙]"),
        *("|+\n{i}尾\n", ">\n{i}折\n{i}叠", "|-\n{i}一\n{i}  二", "甲\n{i}乙", '"甲\n{i}乙"'),
        *("[a, # 内\n{i}b]", "{a: 1, # 内\n{i}b: [c]}"),
    ]
)
GAPS: Final = st.sampled_from(["", "\n", "\n\n", "{i}# 注\n", "# 靠左\n", "{i}      # 深\n"])
BESIDE: Final = st.sampled_from(["", "", " # 边", "\t# 边", "     # 边 # 边"])


@st.composite
def mappings(draw: st.DrawFn, indent: int = 0, keys: tuple[str, ...] = ("goal", "k", "m")) -> str:
    margin = " " * indent
    lines = []
    for key in keys:
        gap = draw(GAPS).format(i=margin)
        lines.append(gap + f"{margin}{key}:" + draw(_values(indent)) + "\n")
    return "".join(lines)


@st.composite
def _values(draw: st.DrawFn, indent: int) -> str:
    kind = draw(st.sampled_from(["text", "text", "mapping", "list"] if indent < 8 else ["text"]))
    beside = draw(BESIDE)
    deeper = indent + draw(st.integers(1, 4))
    if kind == "text":
        written = draw(TEXTS).replace("{i}", " " * deeper)
        return f" {written}" + ("" if written[:1] in {">", "|"} or "\n" in written else beside)
    if kind == "mapping":
        return beside + "\n" + draw(mappings(deeper)).rstrip("\n")
    margin = " " * draw(st.sampled_from([indent, deeper]))
    items = draw(st.lists(mappings(len(margin) + 2, ("id", "target")), min_size=1, max_size=3))
    gaps = [draw(GAPS).format(i=margin) for _ in items]
    return (
        beside
        + "\n"
        + "".join(
            f"{gap}{margin}- # 项\n{item}" for gap, item in zip(gaps, items, strict=True)
        ).rstrip("\n")
    )


def _comments(text: str) -> list[str]:
    return sorted(re.findall("# (?:注|靠左|深|边 # 边|边|项|内)", text))


@given(
    st.tuples(
        mappings(),
        st.sampled_from(["", "indicators", "actuals", "budget", "tasks"]),
        st.sampled_from(["", "# 注", "\n\n# 注\n"]),
    )
)
def test_laying_out_twice_changes_nothing_and_loses_nothing(parts: tuple[str, str, str]) -> None:
    """ "Comments kept; running it twice changes nothing" (issue 4)."""
    body, first, end = parts
    before = (body.replace("goal", first, 1) if first else body) + end
    text, _ = formatted(before.encode(), "f.yaml")
    assert read_yaml(text.encode(), "f.yaml").root == read_yaml(before.encode(), "f.yaml").root
    assert _comments(text) == _comments(before)
    assert formatted(text.encode(), "f.yaml")[0] == text


INDICATOR: Final = """\
indicators:
  产出指标:
    数量指标:
      - {id: a, name: 甲, target: %s}
"""


@pytest.mark.parametrize(
    ("written", "plain", "canonical"),
    [
        pytest.param("≥3个", '"≥3个"', '"≥3个"', id="gets-quotes"),
        pytest.param("'＞=3 个'", '"＞=3 个"', '"≥3个"', id="odd-sign"),
        pytest.param('"12月底前"', '"12月底前"', '"12月31日前"', id="deadline"),
        pytest.param('"有效提升"', '"有效提升"', '"有效提升"', id="no-expression"),
        pytest.param('"\\u22653个"', '"\\u22653个"', '"\\u22653个"', id="escape-as-written"),
    ],
)
def test_targets_are_as_written_unless_asked(written: str, plain: str, canonical: str) -> None:
    data = (INDICATOR % written).encode()
    assert formatted(data, "f.yaml")[0] == INDICATOR % plain
    assert formatted(data, "f.yaml", canonical=True)[0] == INDICATOR % canonical


def test_check_lists_the_files_and_writes_nothing(kpi: Kpi, tmp_path: Path) -> None:
    odd, fine = tmp_path / "a.yaml", tmp_path / "b.yaml"
    odd.write_bytes(b"actuals:   {}\n")
    fine.write_bytes(b"actuals: {}\n")
    assert kpi("fmt", "--check", tmp_path) == (1, f"{odd}\n", "")
    assert odd.read_bytes() == b"actuals:   {}\n"


def test_a_broken_file_does_not_keep_the_others(kpi: Kpi, tmp_path: Path) -> None:
    broken, odd = tmp_path / "a.yaml", tmp_path / "b.yaml"
    broken.write_text("target: >=3场\nindicators: {}\n", encoding="utf-8")
    odd.write_bytes(b"actuals:   {}\n")
    status, out, err = kpi("fmt", tmp_path)
    assert (status, out) == (3, "")
    assert "a.yaml:1:9: error[KPI004]" in err
    assert broken.read_text(encoding="utf-8") == "target: >=3场\nindicators: {}\n"
    assert odd.read_bytes() == b"actuals: {}\n"


def test_an_empty_pattern_does_not_keep_the_others(kpi: Kpi, tmp_path: Path) -> None:
    fine = tmp_path / "a.yaml"
    fine.write_text("year:   2022\n", "utf-8")
    code, _, err = kpi("fmt", tmp_path / "none*.yaml", fine)
    assert code == 3
    assert "没有符合的文件" in err
    assert fine.read_text("utf-8") == "year: 2022\n"


def test_a_file_keeps_its_permissions(kpi: Kpi, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("year:   2022\n", "utf-8")
    file.chmod(0o600)
    assert kpi("fmt", file)[0] == 0
    assert file.stat().st_mode & 0o777 == 0o600


def test_standard_input_goes_to_standard_output(kpi: Kpi) -> None:
    assert kpi("fmt", "-", stdin="goal:   甲".encode()) == (0, "goal: 甲\n", "")


def test_gb18030_becomes_utf8(kpi: Kpi, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("goal: 成都市\n".encode("gb18030"))
    status, _, err = kpi("fmt", path)
    assert status == 0
    assert "KPI003" in err
    assert path.read_text(encoding="utf-8") == "goal: 成都市\n"


def test_a_list_is_no_file_of_ours(kpi: Kpi) -> None:
    status, out, err = kpi("fmt", "-", stdin=b"- a\n")
    assert (status, out) == (3, "")
    assert "-:1:1: error[KPI012]" in err
