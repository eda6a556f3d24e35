"""What a file may contain: all else is refused, at its place, and all of it in one go."""

import pytest

from fulian_kpi.diagnostic import Diagnostic, InvalidFileError
from fulian_kpi.yamlfile.composer import compose
from fulian_kpi.yamlfile.parser import parser
from fulian_kpi.yamlfile.reader import read_yaml
from fulian_kpi.yamlfile.source import Source


def findings(text: str) -> tuple[Diagnostic, ...]:
    with pytest.raises(InvalidFileError) as caught:
        read_yaml(text.encode(), "2022.yaml")
    return caught.value.diagnostics


@pytest.mark.parametrize(
    ("text", "code", "place", "wrong", "message"),
    [
        pytest.param(
            "year: 2022\ndepartment: 妇联\nyear: 2023\n",
            "KPI006",
            "2022.yaml:3:1",
            "year",
            "键 year 重复，第一次在第 1 行第 1 列",
            id="duplicate-key",
        ),
        pytest.param(
            '- {名称: 一, "名称": 二}\n',
            "KPI006",
            "2022.yaml:1:11",
            '"名',
            "键 名称 重复，第一次在第 1 行第 4 列",
            id="duplicate-key-in-quotes",
        ),
        pytest.param(
            "target: !=3\n",
            "KPI007",
            "2022.yaml:1:9",
            "!=3",
            '不支持 YAML 的标签；如果 ! 是值的一部分，值要加引号：target: "!=3"',
            id="tag",
        ),
        pytest.param(
            "- {名称: *5, id: a}\n",
            "KPI007",
            "2022.yaml:1:8",
            "*5",
            '不支持 YAML 的别名；如果 * 是值的一部分，值要加引号：名称: "*5"',
            id="alias",
        ),
        pytest.param(
            "- *a : 一\n",
            "KPI007",
            "2022.yaml:1:3",
            "*a : 一",
            '不支持 YAML 的别名；如果 * 是值的一部分，值要加引号："*a : 一"',
            id="alias-as-key",
        ),
        pytest.param(
            "target: &x\n",
            "KPI007",
            "2022.yaml:1:9",
            "&x",
            '不支持 YAML 的锚点；如果 & 是值的一部分，值要加引号：target: "&x"',
            id="anchor",
        ),
        pytest.param(
            "base: &base\n  a: 1\n",
            "KPI007",
            "2022.yaml:1:7",
            "&base",
            '不支持 YAML 的锚点；如果 & 是值的一部分，值要加引号：base: "&base"',
            id="anchor-of-a-mapping",
        ),
        pytest.param(
            "a: !!str 85\n",
            "KPI007",
            "2022.yaml:1:4",
            "!!str 85",
            '不支持 YAML 的标签；如果 ! 是值的一部分，值要加引号：a: "!!str 85"',
            id="tag-of-yaml-itself",
        ),
        pytest.param(
            "a: 1\n--- # 第二份\nb: 2\n",
            "KPI007",
            "2022.yaml:2:1",
            "-",
            "一个文件里只能有一份文档，第二份从这里开始",
            id="second-document",
        ),
        pytest.param(
            "# 目标\n\n%YAML 1.2\n---\na: 1\n",
            "KPI007",
            "2022.yaml:3:1",
            "%",
            "不支持以 % 开头的指令行，请删去；如果 % 是值的一部分，值要加引号",
            id="directive",
        ),
        pytest.param(
            "目标: {{year}}\n",
            "KPI007",
            "2022.yaml:1:6",
            "{",
            "键只能是一段文字，不能是列表或映射；括号是值的一部分时，值要加引号",
            id="template",
        ),
        pytest.param(
            "? - 一\n: 二\n",
            "KPI007",
            "2022.yaml:1:3",
            "-",
            "键只能是一段文字，不能是列表或映射；括号是值的一部分时，值要加引号",
            id="list-as-key",
        ),
        pytest.param(
            "target: >5\n",
            "KPI009",
            "2022.yaml:1:9",
            ">5",
            '以 > 开头的值要加引号，否则会被当作 YAML 的折叠文本：target: ">5"',
            id="more-than-five",
        ),
        pytest.param(
            "- 名称: 点位\n  target: >-5   # 个\n  id: a\n",
            "KPI009",
            "2022.yaml:2:11",
            ">-5",
            '以 > 开头的值要加引号，否则会被当作 YAML 的折叠文本：target: ">-5"',
            id="more-than-minus-five",
        ),
        pytest.param(
            "goal: |\nyear: 2022\n",
            "KPI009",
            "2022.yaml:1:7",
            "|",
            "| 是多行文字的记号，但下面没有缩进的文字；| 本身要加引号",
            id="nothing-below",
        ),
        pytest.param(
            "{id：t1, name: 一}\n",
            "KPI004",
            "2022.yaml:1:4",
            "：",
            "键后面的冒号是中文的，要用英文冒号加一个空格：id: t1",
            id="full-width-colon-makes-one-long-key",
        ),
        pytest.param(
            "年度：2022\n部门：妇联\n",
            "KPI004",
            "2022.yaml:1:3",
            "：",
            "键后面的冒号是中文的，要用英文冒号加一个空格：年度: 2022",
            id="full-width-colons-make-one-text",
        ),
        pytest.param(
            "- {id: a, \u3000name: 一}\n",
            "KPI004",
            "2022.yaml:1:11",
            "\u3000",
            "键前面有全角空格，请改用英文空格",
            id="full-width-space-makes-another-key",
        ),
    ],
)
def test_what_is_refused_is_marked(
    text: str, code: str, place: str, wrong: str, message: str
) -> None:
    (diagnostic,) = findings(text)
    start = diagnostic.position.column - 1
    assert diagnostic.code.id == code
    assert str(diagnostic.position) == place
    assert diagnostic.source_line[start : start + diagnostic.length] == wrong
    assert diagnostic.message == message


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("\n \n", id="blank-lines"),
        pytest.param("# 绩效目标\n", id="comment"),
        pytest.param("---\n", id="only-the-mark-of-a-document"),
        pytest.param("null\n", id="null"),
    ],
)
def test_an_empty_file_is_said_to_be_empty(text: str) -> None:
    assert [str(each) for each in findings(text)] == [
        "2022.yaml: error[KPI005] 文件是空的，或者只有注释"
    ]


def test_every_problem_of_a_file_is_found_in_file_order() -> None:
    text = "a: 1\na: 2\nb: *x\nc: {d: 1, d: 2, d: 3}\ne: >5\nf: 'x\n"
    assert [(each.code.id, each.position.line) for each in findings(text)] == [
        ("KPI006", 2),
        ("KPI007", 3),
        ("KPI006", 4),
        ("KPI006", 4),
        ("KPI009", 5),
        ("KPI004", 6),
    ]


def test_every_full_width_colon_of_a_line_is_found() -> None:
    assert [str(each.position) for each in findings("- {id：t1, 名称：一, b: c}\n")] == [
        "2022.yaml:1:6",
        "2022.yaml:1:13",
    ]


def test_a_faulty_key_is_told_each_time_it_stands_there() -> None:
    assert [str(each.position) for each in findings("a: {\u3000k: 1}\nb: {\u3000k: 2}\n")] == [
        "2022.yaml:1:5",
        "2022.yaml:2:5",
    ]


def test_a_thousand_problems_are_enough() -> None:
    assert len(findings("a: 1\n" * 3000)) == 1000


def test_a_key_of_hostile_text_is_only_shown() -> None:
    (diagnostic,) = findings('"\\e[31m::error::<b>": 1\n"\\e[31m::error::<b>": 2\n')
    assert diagnostic.headline == (
        "2022.yaml:2:1: error[KPI006] 键 \\x1b[31m::error::<b> 重复，第一次在第 1 行第 1 列"
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[" * 32 + "]" * 32, id="brackets"),
        pytest.param("- " * 31 + "[一]", id="dashes"),
    ],
)
def test_32_levels_are_read(text: str) -> None:
    read_yaml(text.encode(), "2022.yaml")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("[" * 33 + "]" * 33, "2022.yaml:1:33", id="brackets"),
        pytest.param("[" * 100_000, "2022.yaml:1:33", id="100000-brackets"),
        pytest.param("{a: " * 100_000, "2022.yaml:1:129", id="100000-braces"),
        pytest.param("- " * 100_000, "2022.yaml:1:65", id="100000-dashes"),
        pytest.param(
            "".join(f"{' ' * each}a:\n" for each in range(100)), "2022.yaml:33:33", id="keys"
        ),
    ],
)
def test_more_than_32_levels_are_refused(text: str, place: str) -> None:
    (diagnostic,) = findings(text)
    assert str(diagnostic.position) == place
    assert diagnostic.headline.endswith("error[KPI008] 嵌套超过 32 层")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("a: " + "字" * 20_001, "这一项有 20001 个字，超过 20000 个字", id="text"),
        pytest.param(
            "a: " + "9" * 1_000_000, "这一项有 1000000 个字，超过 20000 个字", id="million-digits"
        ),
        pytest.param(
            'a: "' + "x " * 2_500_000 + '"', "这一项有 5000000 个字，超过 20000 个字", id="5-mb"
        ),
    ],
)
def test_a_long_scalar_is_refused(text: str, message: str) -> None:
    (diagnostic,) = findings(text)
    assert diagnostic.code.id == "KPI008"
    assert str(diagnostic.position) == "2022.yaml:1:4"
    assert diagnostic.message == message


def test_20000_characters_are_read() -> None:
    text = "字" * 20_000
    assert read_yaml(f"a: {text}\n".encode(), "2022.yaml").root == {"a": text}


def test_a_long_list_on_one_line_is_read() -> None:
    items = read_yaml(f"[{'一,' * 300_000}]".encode(), "2022.yaml").root
    assert items == ["一"] * 300_000


def test_lists_and_mappings_are_counted() -> None:
    source = Source("[{a}, {b}, {c}, {d}, {e}]", "2022.yaml")
    with pytest.raises(InvalidFileError) as caught:
        compose(parser(source.text), source, most_containers=3)
    assert str(caught.value) == (
        "2022.yaml:1:22: error[KPI008] 列表和映射超过 3 个，请拆成几份文件"
    )
