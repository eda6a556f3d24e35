"""Malformed YAML: what is said, and where the person has to mend it."""

import pytest

from fulian_kpi.diagnostic import InvalidFileError
from fulian_kpi.yamlfile.reader import read_yaml

HEAD = "year: 2022\nindicators:\n  产出指标:\n    数量指标:\n"


@pytest.mark.parametrize(
    ("text", "line", "column", "wrong", "message"),
    [
        pytest.param(
            "target: >=3场\nname: x\n",
            1,
            9,
            ">=3场",
            '以 > 开头的值要加引号，否则会被当作 YAML 的折叠文本：target: ">=3场"',
            id="at-least",
        ),
        pytest.param(
            "- {id: a, 名称: 完成率, target: >=85%}\n",
            1,
            28,
            ">=85%",
            '以 > 开头的值要加引号，否则会被当作 YAML 的折叠文本：target: ">=85%"',
            id="at-least-in-braces",
        ),
        pytest.param(
            "target: %85   # 完成率\n",
            1,
            9,
            "%85",
            '以 % 开头的值要加引号，否则会被当作 YAML 的指令：target: "%85"',
            id="percent-first",
        ),
        pytest.param(
            "target:\n%85\n",
            2,
            1,
            "%85",
            '以 % 开头的值要加引号，否则会被当作 YAML 的指令："%85"',
            id="percent-first-on-its-own-line",
        ),
        pytest.param(
            "- @妇联\n",
            1,
            3,
            "@妇联",
            '以 @ 开头的值要加引号，否则会被当作 YAML 的保留字符："@妇联"',
            id="at-sign",
        ),
        pytest.param(
            'name: `说 "好"`\n',
            1,
            7,
            '`说 "好"`',
            "以 ` 开头的值要加引号，否则会被当作 YAML 的保留字符：name: '`说 \"好\"`'",
            id="backtick-around-quotes",
        ),
        pytest.param(
            "name: ? 完成\n",
            1,
            7,
            "? 完成",
            '以 ? 开头的值要加引号，否则会被当作 YAML 的复合键：name: "? 完成"',
            id="question-mark",
        ),
        pytest.param(
            "a: 1\nyear：2022\nname: x\n",
            2,
            5,
            "：",
            "键后面的冒号是中文的，要用英文冒号加一个空格：year: 2022",
            id="full-width-colon",
        ),
        pytest.param(
            "year：2022\ndepartment: 妇联\n",
            1,
            5,
            "：",
            "键后面的冒号是中文的，要用英文冒号加一个空格：year: 2022",
            id="full-width-colon-that-swallows-the-next-key",
        ),
        pytest.param(
            "- id: t1\n  target：>=5场\n",
            2,
            9,
            "：",
            '键后面的冒号是中文的，要用英文冒号加一个空格：target: ">=5场"',
            id="full-width-colon-on-the-last-line",
        ),
        pytest.param(
            '- {"id"："a", "name":"b"}\n',
            1,
            8,
            "：",
            '键后面的冒号是中文的，要用英文冒号加一个空格："id": "a"',
            id="full-width-colon-after-quotes",
        ),
        pytest.param(
            "a: 1\nyear:2022\nname: x\n",
            2,
            5,
            ":",
            "冒号后面要有一个空格：year: 2022",
            id="no-space-after-colon",
        ),
        pytest.param(
            "- {id: a,target:=1个}\n",
            1,
            16,
            ":",
            "冒号后面要有一个空格：target: =1个",
            id="no-space-after-colon-in-braces",
        ),
        pytest.param(
            "a: 1\n'b':2\n",
            2,
            4,
            ":",
            "冒号后面要有一个空格：'b': 2",
            id="no-space-after-quoted-key",
        ),
        pytest.param(
            "name: 完成: 点位\n",
            1,
            7,
            "完成: 点位",
            '值里有冒号，要加引号：name: "完成: 点位"',
            id="colon-in-value",
        ),
        pytest.param(
            "- {name: 见 http://example.cn/a, id: 1}\n",
            1,
            10,
            "见 http://example.cn/a",
            '值里有冒号，要加引号：name: "见 http://example.cn/a"',
            id="address-in-braces",
        ),
        pytest.param(
            "- {name: “家”: 点位, id: 1}\n",
            1,
            10,
            "“家”: 点位",
            '值里有冒号，要加引号：name: "“家”: 点位"',
            id="colon-in-value-in-braces",
        ),
        pytest.param(
            "tasks:\n\t- 一\n",
            2,
            1,
            "\t",
            "制表符（Tab）不能用来缩进，请改用英文空格",
            id="tab-indentation",
        ),
        pytest.param(
            "tasks:\n  - 一\n- 二\n",
            3,
            1,
            "-",
            "缩进没有对齐：同一层的键和列表项要从同一列开始",
            id="item-below-its-list",
        ),
        pytest.param(
            "- 一\n\u3000- 二\n",
            2,
            1,
            "\u3000",
            "全角空格不能用来缩进，请改用英文空格",
            id="full-width-indentation",
        ),
        pytest.param(
            HEAD + "      - id: a\n       target: =5场\n",
            6,
            8,
            "t",
            "缩进没有对齐：同一层的键和列表项要从同一列开始",
            id="indented-too-little",
        ),
        pytest.param(
            HEAD + "      - id: a\n         target: =5场\n",
            6,
            10,
            "t",
            "缩进不对：上面的值已经写完，这一行不能比它的键缩进更深",
            id="indented-too-much",
        ),
        pytest.param(
            HEAD + "      -{id: a, name: 一}\n",
            5,
            7,
            "-",
            "列表项的 - 后面要有一个空格",
            id="no-space-after-dash",
        ),
        pytest.param(
            "name: - 一\n",
            1,
            7,
            "-",
            "列表项“- ”要另起一行；如果 - 是值的一部分，值要加引号",
            id="dash-after-key",
        ),
        pytest.param(
            "产出指标:\n  数量指标\n  质量指标:\n",
            2,
            3,
            "数量指标",
            "这里应当是“键: 值”，但没有找到冒号（键最长 1024 个字）",
            id="key-without-colon-that-swallows-the-next",
        ),
        pytest.param(
            "a: 1\n数量指标\nb: 2\n",
            2,
            1,
            "数量指标",
            "这里应当是“键: 值”，但没有找到冒号（键最长 1024 个字）",
            id="key-without-colon",
        ),
        pytest.param(
            ": 一\n",
            1,
            1,
            ":",
            "冒号前面没有键",
            id="colon-without-key",
        ),
        pytest.param(
            '名称: "完成\nb: 1\n',
            1,
            5,
            '"',
            '从这里开始的引号 " 没有配对',
            id="open-quote",
        ),
        pytest.param(
            '- {id: a, target: "=1个}\n- {id: b, target: "=2个"}\n',
            1,
            19,
            '"',
            '从这里开始的引号 " 没有在该结束的地方配对',
            id="open-quote-closed-by-the-next-one",
        ),
        pytest.param(
            'name: "妇女之家"点位\n',
            1,
            13,
            "点",
            '引号 " 到前面就结束了；引号要包住整个值，值里的引号要换用另一种',
            id="text-after-quote",
        ),
        pytest.param(
            'file: "C:\\台账.xlsx"\n',
            1,
            10,
            "\\台",
            "双引号里的反斜杠有特殊含义，\\台 认不出；"
            "文件路径之类请改用单引号；特殊的字请直接写出，不要写成代码",
            id="backslash",
        ),
        pytest.param(
            "- {id: a, name: 一\n- {id: b, name: 二}\n",
            1,
            3,
            "{",
            "从这里开始的括号 { 没有与它配对的 }",
            id="open-brace",
        ),
        pytest.param(
            "- {id: a, name: 一,\n- {id: b, name: 二}\n",
            1,
            3,
            "{",
            "从这里开始的括号 { 没有与它配对的 }",
            id="open-brace-after-comma",
        ),
        pytest.param(
            "- {id: a, evidence: [一, {b: 二}],",
            1,
            3,
            "{",
            "从这里开始的括号 { 没有与它配对的 }",
            id="open-brace-around-closed-ones",
        ),
        pytest.param(
            "- [" + "一, " * 2000,
            1,
            6004,
            "",
            "这里不符合 YAML 语法，请核对缩进、冒号、引号和括号"
            "（while parsing a flow node: did not find expected node content）",
            id="open-bracket-far-away",
        ),
        pytest.param(
            "名称: [一, {id: b}",
            1,
            5,
            "[",
            "从这里开始的括号 [ 没有与它配对的 ]",
            id="open-bracket-at-the-end",
        ),
        pytest.param(
            "- [一, 二}\n",
            1,
            3,
            "[",
            "从这里开始的括号 [ 没有与它配对的 ]",
            id="bracket-closed-by-a-brace",
        ),
        pytest.param(
            "- {id: a, name: 一}}\n",
            1,
            19,
            "}",
            "这里多出一个 }；如果它是值的一部分，值要加引号",
            id="one-brace-too-many",
        ),
        pytest.param(
            "- {id: a，name: 一}\n",
            1,
            9,
            "，",
            "括号里各项之间要用英文逗号“, ”隔开",
            id="full-width-comma",
        ),
        pytest.param(
            "- {id: a name: 一}\n",
            1,
            10,
            "name",
            "这里之前缺少英文逗号；如果冒号或括号是值的一部分，值要加引号",
            id="no-comma",
        ),
        pytest.param(
            '- {name: "一" id: 2}\n',
            1,
            14,
            "i",
            "这里之前缺少英文逗号；如果冒号或括号是值的一部分，值要加引号",
            id="no-comma-after-quote",
        ),
        pytest.param(
            "- [一,, 二]\n",
            1,
            6,
            ",",
            "这里多出一个 ,；如果它是值的一部分，值要加引号",
            id="two-commas",
        ),
        pytest.param(
            "name: [试点]服务\n",
            1,
            11,
            "服",
            "这里有多余的内容，或者值没有加引号",
            id="text-after-bracket",
        ),
        pytest.param(
            "...\n二\n",
            1,
            1,
            ".",
            "这里不符合 YAML 语法，请核对缩进、冒号、引号和括号"
            "（while parsing a block node: did not find expected node content）",
            id="something-that-nobody-writes",
        ),
    ],
)
def test_a_syntax_error_is_explained_where_it_is_mended(
    text: str, line: int, column: int, wrong: str, message: str
) -> None:
    with pytest.raises(InvalidFileError) as caught:
        read_yaml(text.encode(), "2022.yaml")
    (diagnostic,) = caught.value.diagnostics
    start = diagnostic.position.column - 1
    assert diagnostic.code.id == "KPI004"
    assert (diagnostic.position.line, diagnostic.position.column) == (line, column)
    assert diagnostic.source_line[start : start + diagnostic.length] == wrong
    assert diagnostic.message == message


def test_an_excerpt_points_below_wide_characters() -> None:
    with pytest.raises(InvalidFileError) as caught:
        read_yaml("- {名称: 完成率, 目标值: %85}\n".encode(), "2022.yaml")
    assert str(caught.value.diagnostics[0]) == (
        "2022.yaml:1:18: error[KPI004] "
        '以 % 开头的值要加引号，否则会被当作 YAML 的指令：目标值: "%85"\n'
        "- {名称: 完成率, 目标值: %85}\n"
        "                         ^^^"
    )


def test_a_long_line_is_quoted_in_part() -> None:
    with pytest.raises(InvalidFileError) as caught:
        read_yaml(f"target: >={'9' * 1000}\n".encode(), "2022.yaml")
    assert caught.value.diagnostics[0].message == (
        "以 > 开头的值要加引号，否则会被当作 YAML 的折叠文本："
        'target: ">=99999999999999999999999999999999999999…"'
    )
