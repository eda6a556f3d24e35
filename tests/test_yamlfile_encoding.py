"""Bytes to text: which encodings are read, which are refused, and where."""

import codecs
from typing import Final

import pytest

from fulian_kpi.diagnostic import Diagnostic, InvalidFileError
from fulian_kpi.yamlfile.encoding import decode

GOAL: Final = "goal: 牵头推进儿童友好城市建设，团结引领广大妇女贡献智慧力量\n"


def refusal(data: bytes) -> Diagnostic:
    with pytest.raises(InvalidFileError) as caught:
        decode(data, "2022.yaml")
    (diagnostic,) = caught.value.diagnostics
    return diagnostic


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(GOAL.encode(), id="utf-8"),
        pytest.param(codecs.BOM_UTF8 + GOAL.encode(), id="utf-8-with-mark"),
        pytest.param(codecs.BOM_UTF16_LE + GOAL.encode("utf-16-le"), id="utf-16-little-endian"),
        pytest.param(codecs.BOM_UTF16_BE + GOAL.encode("utf-16-be"), id="utf-16-big-endian"),
        pytest.param(GOAL.replace("\n", "\r\n").encode(), id="windows-lines"),
        pytest.param(GOAL.replace("\n", "\r").encode(), id="old-mac-lines"),
    ],
)
def test_unicode_is_read_without_a_word(data: bytes) -> None:
    source, notices = decode(data, "2022.yaml")
    assert source.text == GOAL
    assert notices == ()


@pytest.mark.parametrize("encoding", ["gbk", "gb18030"])
def test_gb18030_is_read_with_a_notice(encoding: str) -> None:
    source, notices = decode(GOAL.encode(encoding), "2022.yaml")
    assert source.text == GOAL
    assert [str(each) for each in notices] == [
        "2022.yaml: warning[KPI003] 文件不是 UTF-8，已按 GB18030（GBK）读取，建议另存为 UTF-8"
    ]


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        pytest.param(
            "name: 点位\ngoal: 建设".encode() + b"\xff",
            "2022.yaml:2:9",
            "第 26 个字节（0xff）不是 UTF-8，整个文件也不是 GB18030（GBK）；"
            "请在编辑器中打开核对，另存为 UTF-8",
            id="no-encoding",
        ),
        pytest.param(
            GOAL.encode()[:-2],
            "2022.yaml:1:33",
            "第 85 个字节（0xe9）不是 UTF-8，整个文件也不是 GB18030（GBK）；"
            "请在编辑器中打开核对，另存为 UTF-8",
            id="cut-off-inside-a-character",
        ),
        pytest.param(
            codecs.BOM_UTF8 + "name: 点".encode("gbk"),
            "2022.yaml:1:7",
            "第 10 个字节（0xb5）不是 UTF-8；请在编辑器中打开核对，另存为 UTF-8",
            id="mark-of-another-encoding",
        ),
        pytest.param(
            codecs.BOM_UTF16_LE + "a: 点".encode("utf-16-le")[:-1],
            "2022.yaml:1:4",
            "第 9 个字节（0xb9）不是 UTF-16-LE；请在编辑器中打开核对，另存为 UTF-8",
            id="half-a-utf-16-character",
        ),
        pytest.param(
            "name: 完成\x1b[31m\n".encode(),
            "2022.yaml:1:9",
            "这里有看不见的控制字符 U+001B，多半是从别处粘贴来的，请删去",
            id="escape-sequence",
        ),
        pytest.param(
            "a: 1\nname: 完成\u2028点位\n".encode(),
            "2022.yaml:2:9",
            "这里有看不见的控制字符 U+2028，多半是从别处粘贴来的，请删去",
            id="line-break-that-no-editor-shows",
        ),
        pytest.param(
            "a: 1\n\ufeffb: 2\n".encode(),
            "2022.yaml:2:1",
            "这里有看不见的控制字符 U+FEFF，多半是从别处粘贴来的，请删去",
            id="mark-in-the-middle",
        ),
        pytest.param(
            "name: 点位\n".encode("gbk") + b"\x01\x02",
            "2022.yaml:2:1",
            "文件既不是 UTF-8，也不是 GB18030（GBK）文本：其中有控制字符 U+0001",
            id="binary-that-decodes-as-gb18030",
        ),
    ],
)
def test_what_is_no_text_is_refused_at_its_place(data: bytes, place: str, message: str) -> None:
    diagnostic = refusal(data)
    assert diagnostic.code.id == "KPI002"
    assert str(diagnostic.position) == place
    assert diagnostic.message == message


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(
            b"PK\x03\x04\x14\x00",
            "这是 xlsx、docx、wps 或 zip 文件，不是 YAML 文本；"
            "公开的绩效目标表请先用 kpi import 转成目标文件",
            id="xlsx",
        ),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "这是 xls 或 doc 文件，不是 YAML 文本；公开的绩效目标表请先用 kpi import 转成目标文件",
            id="xls",
        ),
        pytest.param(
            "year: 2022".encode("utf-16-le"),
            "文件里有 NUL 字符，不是文本文件（没有标记的 UTF-16 文本请另存为 UTF-8）",
            id="utf-16-without-mark",
        ),
    ],
)
def test_another_kind_of_file_is_named(data: bytes, message: str) -> None:
    diagnostic = refusal(data)
    assert diagnostic.code.id == "KPI001"
    assert diagnostic.message == message


def test_a_damaged_utf8_file_is_not_read_as_gb18030() -> None:
    """GB18030 can spell nearly any bytes, so it would read a text that nobody wrote."""
    damaged = "妇联".encode() * 20 + b"\xb5\xe3"
    damaged.decode("gb18030")
    assert refusal(damaged).position.column == 41


def test_a_file_above_the_limit_is_refused() -> None:
    diagnostic = refusal(b"#" * (64 * 1024 * 1024 + 1))
    assert str(diagnostic) == ("2022.yaml: error[KPI008] 文件有 64 MB，超过 64 MB，请拆成几份")
