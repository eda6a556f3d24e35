"""``kpi score``: tables of many units, by the core and by duckdb, good ones and bad ones."""

import csv
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from fulian_kpi.expression.target import parse_rule
from fulian_kpi.policy_file import load_policy
from fulian_kpi.table.bounds import bounds_of
from program import Kpi

HEADER = "单位,编号,一级指标,二级指标,三级指标,指标值,实际完成值,分值"
ROWS = """\
甲局,1,产出指标,数量指标,课程,=23个,24个,10
甲局,2,产出指标,数量指标,活动,≥5场,4,10
甲局,3,成本指标,经济成本指标,经费,≤10万元,11万元,20
乙局,1,效益指标,社会效益指标,幸福感,定性高中低,中,50
乙局,2,满意度指标,满意度指标,满意度,≥85%,29/30,10
乙局,3,产出指标,数量指标,培训,≥3场,,40
"""
GOOD = f"{HEADER}\n{ROWS}"


def _put(folder: Path, text: str, encoding: str = "utf-8", name: str = "table.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def _read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def _parquet(path: Path) -> Path:
    duckdb = pytest.importorskip("duckdb")
    result = path.with_suffix(".parquet")
    query = f"FROM read_csv('{path}', all_varchar = true)"
    duckdb.connect().execute(f"COPY ({query}) TO '{result}' (FORMAT parquet)")
    return result


def test_rows_and_units_are_written(kpi: Kpi, tmp_path: Path) -> None:
    table = _put(tmp_path, GOOD)
    rows, units = tmp_path / "rows.csv", tmp_path / "units.csv"
    status, out, _ = kpi("score", table, "-o", rows, "--units", units)
    assert (status, out) == (
        1,
        "共 6 项指标：达成 1，超额 1，部分达成 1，未达成 2，未填报 1，不适用 0\n",
    )
    assert [each[8:] for each in _read(rows)] == [
        ["评判结论", "评判得分", "须说明原因"],
        ["超额", "10.00", "是"],
        ["未达成", "8.00", "是"],
        ["未达成", "18.00", "是"],
        ["部分达成", "30.00", "是"],
        ["达成", "10.00", "否"],
        ["未填报", "0.00", "是"],
    ]
    # 36 of 40 points are 90 %, which belongs to 优.
    assert _read(units) == [
        "单位 指标数 达成 超额 部分达成 未达成 未填报 不适用 读不懂 分值 得分 等级".split(),
        ["乙局", "3", "1", "0", "1", "0", "1", "0", "0", "100", "40.00", "差"],
        ["甲局", "3", "0", "1", "0", "2", "0", "0", "0", "40", "36.00", "优"],
    ]


ENGLISH = GOOD.replace(HEADER, "unit,id,level1,level2,name,target,actual,weight")


def test_a_table_with_english_headers_is_answered_by_ids(kpi: Kpi, tmp_path: Path) -> None:
    rows, units = tmp_path / "rows.csv", tmp_path / "units.csv"
    kpi("score", _put(tmp_path, ENGLISH), "-o", rows, "--units", units)
    assert [each[8:] for each in _read(rows)][:2] == [
        ["verdict", "points", "needs_reason"],
        ["exceeded", "10.00", "true"],
    ]
    assert (
        _read(units)[0]
        == (
            "unit rows met exceeded partial missed unreported not-applicable unreadable "
            "weight points grade"
        ).split()
    )


@pytest.mark.parametrize("name", ["table.csv", "table.parquet"])
def test_a_table_without_weights_is_said_to_be_judged_only(
    kpi: Kpi, tmp_path: Path, name: str
) -> None:
    table = _put(tmp_path, "单位,指标值,实际完成值\n甲,≥5场,5场\n乙,≥5场,5场\n")
    if name == "table.parquet":
        table = _parquet(table)
    status, out, err = kpi("score", table)
    assert (status, out.split("，")[0]) == (0, "共 2 项指标：达成 2")
    assert err == (
        f"{table}: warning[KPI334] 没有“分值”一列，只评判，不计分；"
        "名称不同时请写 --columns weight=列名\n"
    )


@pytest.mark.parametrize(
    "text", [pytest.param(GOOD, id="chinese"), pytest.param(ENGLISH, id="english")]
)
def test_parquet_says_the_same_as_csv(kpi: Kpi, tmp_path: Path, text: str) -> None:
    duckdb = pytest.importorskip("duckdb")
    table = _put(tmp_path, text)
    kpi("score", table, "-o", tmp_path / "rows.csv", "--units", tmp_path / "units.csv")
    status, out, _ = kpi(
        "score",
        _parquet(table),
        "-o",
        tmp_path / "rows.parquet",
        "--units",
        tmp_path / "units.parquet",
    )
    assert status == 1
    assert out.startswith("共 6 项指标：达成 1，超额 1，")
    for name in ("rows", "units"):
        read = duckdb.connect().execute(f"FROM '{tmp_path / name}.parquet'")
        found = [["" if each is None else str(each) for each in row] for row in read.fetchall()]
        header, *lines = _read(tmp_path / f"{name}.csv")
        # A spreadsheet must not run =23个; Parquet has the type for true and false, and its
        # weights have four decimals.
        texts = {"true": "True", "false": "False", "是": "True", "否": "False"}
        texts |= {"100": "100.0000", "40": "40.0000"} if name == "units" else {}
        expected = [[texts.get(each, each.removeprefix("'")) for each in row] for row in lines]
        assert found == expected
        assert [column[0] for column in read.description] == header


@pytest.mark.parametrize(
    "separator", [pytest.param("\t", id="tab"), pytest.param(";", id="semicolon")]
)
def test_cells_may_stand_apart_as_other_programs_write_them(
    kpi: Kpi, tmp_path: Path, separator: str
) -> None:
    status, out, _ = kpi("score", _put(tmp_path, GOOD.replace(",", separator)))
    assert (status, out.split("，")[0]) == (1, "共 6 项指标：达成 1")


@pytest.mark.parametrize("kind", [pytest.param("csv", id="csv"), pytest.param("parquet", id="sql")])
def test_rows_that_name_no_unit_have_no_grade(kpi: Kpi, tmp_path: Path, kind: str) -> None:
    rows = "甲局,1,a,b,c,≥5场,5,10\n,2,a,b,c,≥5场,5,10\n\u3000,3,a,b,c,≥5场,5,10\n"
    table = _put(tmp_path, f"{HEADER}\n{rows}")
    if kind == "parquet":
        table = _parquet(table)
    units = tmp_path / f"units.{kind}"
    status, _, err = kpi("score", table, "--units", units)
    assert (status, err) == (
        0,
        f"{table}: 2 行没有单位名称，合在一起，不评等级\n已写入 {units}\n",
    )
    import duckdb

    found = duckdb.connect().execute(f"FROM '{units}'").fetchall()
    assert sorted((each[0] or "", each[1], each[-1]) for each in found) == [
        ("", 1, None),
        ("\u3000", 1, None),
        ("甲局", 1, "优"),
    ]


@pytest.mark.parametrize("kind", [pytest.param("csv", id="csv"), pytest.param("parquet", id="sql")])
def test_a_deadline_is_one_of_the_year_of_its_row(kpi: Kpi, tmp_path: Path, kind: str) -> None:
    rows = (
        "甲局,2025,完工,12月底前,2025-12-05,50\n甲局,2025年度,完工,12月底前,2026-01-05,50\n"
        "乙局,2026,完工,12月底前,2026-01-05,50\n丙局,去年,完工,12月底前,2026-01-05,50\n"
    )
    table = _put(tmp_path, f"单位,年度,三级指标,指标值,实际完成值,分值\n{rows}")
    if kind == "parquet":
        table = _parquet(table)
    result = tmp_path / f"rows.{kind}"
    status, _, err = kpi("score", table, "-o", result)
    assert status == 3
    assert "error[KPI335] 年度“去年”应当是四位数的年份，例如 2025" in err
    import duckdb

    verdicts = duckdb.connect().execute(f"SELECT 评判结论 FROM '{result}'").fetchall()
    assert [word for (word,) in verdicts] == ["达成", "未达成", "达成", "读不懂"]


@pytest.mark.parametrize("kind", [pytest.param("csv", id="csv"), pytest.param("parquet", id="sql")])
def test_points_that_add_up_to_more_than_100_are_said(kpi: Kpi, tmp_path: Path, kind: str) -> None:
    table = _put(tmp_path, GOOD.replace(",10\n", ",200\n"))
    if kind == "parquet":
        table = _parquet(table)
    _, _, err = kpi("score", table, "--units", tmp_path / f"units.{kind}")
    assert f"{table}: 2 个单位的分值合计超过 100，例如“乙局”；请核对分值\n" in err


TOTALS = """\
甲局,小计,,,,,,40
乙局,,产出指标 小计,,,,,50
乙局,9,产出指标,数量指标,小 计：,—,,50
乙局（本级）小计,,,,,,,100
合计（2家）,,,,,34项,,140
 总　计,,,,,,,140
"""


@pytest.mark.parametrize("kind", [pytest.param("csv", id="csv"), pytest.param("parquet", id="sql")])
def test_rows_that_sum_up_others_are_passed_over(kpi: Kpi, tmp_path: Path, kind: str) -> None:
    duckdb = pytest.importorskip("duckdb")
    table = _put(tmp_path, GOOD + TOTALS)
    if kind == "parquet":
        table = _parquet(table)
    rows, units = tmp_path / f"rows.{kind}", tmp_path / f"units.{kind}"
    status, out, err = kpi("score", table, "-o", rows, "--units", units)
    assert (status, out[:7]) == (1, "共 6 项指标")
    assert f"{table}: 6 行是合计、总计或小计，不是指标，已跳过\n" in err
    database = duckdb.connect()
    assert database.execute(f"SELECT count(*) FROM '{rows}'").fetchall() == [(6,)]
    found = database.execute(f"SELECT 单位, 指标数, 分值 FROM '{units}'").fetchall()
    assert found == [("乙局", 3, 100), ("甲局", 3, 40)]


@pytest.mark.parametrize("kind", [pytest.param("csv", id="csv"), pytest.param("parquet", id="sql")])
@pytest.mark.parametrize(
    ("row", "counted"),
    [
        pytest.param("丙审计局,1,a,b,c,≥5场,5,10", "共 1 项指标：达成 1，", id="unit-with-计"),
        pytest.param("丙局,1,a,b,合计,≥5场,5,10", "共 1 项指标：达成 1，", id="with-a-target"),
        pytest.param("丙局,1,a,b,c,,5,10", "读不懂 1\n", id="without-a-target"),
        pytest.param("丙局,1,a,b,合计人次,,5,10", "读不懂 1\n", id="a-longer-name"),
    ],
)
def test_rows_that_sum_up_nothing_are_judged(
    kpi: Kpi, tmp_path: Path, kind: str, row: str, counted: str
) -> None:
    table = _put(tmp_path, f"{HEADER}\n{row}\n")
    if kind == "parquet":
        table = _parquet(table)
    _, out, err = kpi("score", table)
    assert counted in out
    assert "已跳过" not in err


def test_weights_of_units_are_plain_numbers(kpi: Kpi, tmp_path: Path) -> None:
    rows = "".join(f"甲局,{each},a,b,c,≥5场,5,11.1111\n" for each in range(3))
    table = _put(tmp_path, f"{HEADER}\n{rows}乙局,1,a,b,c,≥5场,5,100\n")
    kpi("score", table, "--units", tmp_path / "units.csv")
    assert [line[9] for line in _read(tmp_path / "units.csv")[1:]] == ["100", "33.3333"]


@pytest.mark.parametrize("kind", [pytest.param("csv", id="csv"), pytest.param("parquet", id="sql")])
def test_an_indicator_without_its_target_is_no_sum(kpi: Kpi, tmp_path: Path, kind: str) -> None:
    table = _put(tmp_path, f"{GOOD}乙局,4,产出指标,数量指标,补助人数合计,,5人,10\n")
    status, out, err = kpi("score", _parquet(table) if kind == "parquet" else table)
    assert (status, out.split("，")[-1]) == (3, "读不懂 1\n")
    assert "已跳过" not in err


def test_a_comma_in_a_header_is_no_separator(kpi: Kpi, tmp_path: Path) -> None:
    header = '单位;编号;一级指标;二级指标;三级指标;指标值;实际完成值;"分值,满分"'
    text = GOOD.replace(",", ";").replace(HEADER.replace(",", ";"), header)
    status, out, _ = kpi("score", _put(tmp_path, text))
    assert (status, out.split("，")[0]) == (1, "共 6 项指标：达成 1")


def test_a_line_below_the_table_is_no_unit(kpi: Kpi, tmp_path: Path) -> None:
    kpi("score", _put(tmp_path, f"{GOOD}制表人：张三\n"), "--units", tmp_path / "units.csv")
    assert [line[0] for line in _read(tmp_path / "units.csv")[1:]] == ["乙局", "甲局"]


def test_a_row_of_the_wrong_length_is_not_lost_to_its_unit(kpi: Kpi, tmp_path: Path) -> None:
    table = _put(tmp_path, f"{HEADER}\n甲局,1,a,b,c,≥5场,5,10\n甲局,2,a,b,c,≥5场\n")
    status, _, err = kpi("score", table, "--units", tmp_path / "units.csv")
    assert status == 3
    assert "table.csv:3: error[KPI332] 这一行有 6 格，表头有 8 格" in err
    [_, line] = _read(tmp_path / "units.csv")
    assert (line[:2], line[-1]) == (["甲局", "2"], "")


@pytest.mark.parametrize(
    "encoding",
    [
        pytest.param("utf-8", id="utf-8"),
        pytest.param("utf-8-sig", id="byte-order-mark"),
        pytest.param("gb18030", id="gb18030"),
    ],
)
def test_encodings(kpi: Kpi, tmp_path: Path, encoding: str) -> None:
    status, out, _ = kpi("score", _put(tmp_path, GOOD, encoding))
    assert (status, out[:8]) == (1, "共 6 项指标：")


def test_targets_that_a_spreadsheet_would_run_stay_text(kpi: Kpi, tmp_path: Path) -> None:
    table = _put(tmp_path, "unit,target,actual,weight\n甲,=23个,23个,1\n甲,'=23个,23个,1\n")
    kpi("score", table, "-o", tmp_path / "rows.csv")
    assert [each[1:5] for each in _read(tmp_path / "rows.csv")[1:]] == [
        ["'=23个", "23个", "1", "met"],
        ["'=23个", "23个", "1", "met"],
    ]


def test_other_names_are_given(kpi: Kpi, tmp_path: Path) -> None:
    table = _put(tmp_path, "填报处,约定,做到,分\n甲,≥5场,5场,1\n")
    columns = "unit=填报处,target=约定,actual=做到,weight=分"
    status, out, err = kpi("score", table, "--columns", columns)
    assert (status, err) == (0, "")
    assert out.startswith("共 1 项指标：达成 1，")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            "单位,指标值\n甲,≥5场\n",
            "error[KPI331] 没有“实际完成值”一列；表头是：单位、指标值。",
            id="missing-column",
        ),
        pytest.param("", "error[KPI015] 表是空的", id="empty-file"),
        pytest.param(f"{HEADER}\n", "error[KPI015] 表里没有一行指标", id="no-row"),
        pytest.param(
            "单位,指标值,实际完成值,评判得分\n甲,≥5场,5,1\n",
            "表里已经有名为 评判得分 的列",
            id="scored-before",
        ),
        pytest.param(
            '单位,指标值,实际完成值\n甲,≥5场,5\n乙,"≥5场,5\n',
            "table.csv:3: error[KPI001] csv 从这里起读不下去：引号没有成对",
            id="open-quote",
        ),
    ],
)
def test_bad_tables(kpi: Kpi, tmp_path: Path, text: str, message: str) -> None:
    status, out, err = kpi("score", _put(tmp_path, text), "-o", tmp_path / "rows.csv")
    assert (status, out) == (3, "")
    assert message.replace("KPI015", _nothing_found()) in err
    assert [each.name for each in tmp_path.iterdir()] == ["table.csv"]


def _nothing_found() -> str:
    from fulian_kpi.codes import Code

    return Code.NOTHING_FOUND.id


def test_mixed_encodings(kpi: Kpi, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(GOOD.encode() + "丙局,1,,,课程,≥5场,5场,1\n".encode("gb18030"))
    status, _, err = kpi("score", path)
    assert status == 3
    assert "table.csv:8: error[KPI002] 这一行不是 UTF-8，前面的行是 UTF-8" in err


def test_unreadable_rows_are_listed_counted_and_written(kpi: Kpi, tmp_path: Path) -> None:
    bad = "丙局,1,产出指标,,x,有效提升,中,1\n丙局,2,a,b\n丙局,3,,,x,≥5场,5场,负一\n"
    text = f"{GOOD}{bad}"
    status, out, err = kpi("score", _put(tmp_path, text), "-o", tmp_path / "rows.csv")
    assert status == 3
    assert out.endswith("读不懂 3\n")
    assert "table.csv:8: error[KPI101] “有效提升”" in err
    assert "table.csv:9: error[KPI332] 这一行有 4 格，表头有 8 格" in err
    assert "table.csv:10: error[KPI333] 分值“负一”" in err
    assert [each[8] for each in _read(tmp_path / "rows.csv")[7:]] == ["读不懂"] * 3


def test_only_the_first_problems_are_listed(kpi: Kpi, tmp_path: Path) -> None:
    rows = "".join(f"甲,有效提升{number},中\n" for number in range(30))
    status, out, err = kpi("score", _put(tmp_path, f"unit,target,actual\n{rows}"))
    assert (status, err.count("error[")) == (3, 20)
    assert "另有 10 处读不懂，没有列出" in err
    assert out.endswith("读不懂 30\n")


def test_a_parquet_file_that_was_cut_off(kpi: Kpi, tmp_path: Path) -> None:
    path = _parquet(_put(tmp_path, GOOD))
    path.write_bytes(path.read_bytes()[:-10])
    status, out, err = kpi("score", path, "-o", tmp_path / "rows.parquet")
    assert (status, out) == (3, "")
    assert "error[KPI001] 读不了这个 Parquet 文件" in err
    assert not (tmp_path / "rows.parquet").exists()


def test_the_unreadable_in_parquet_are_named_by_unit(kpi: Kpi, tmp_path: Path) -> None:
    row = "产出指标,数量指标,x,有效提升,中,1"
    text = f"{GOOD}丙局,7,{row}\n丙局,8,{row}\n"
    status, out, err = kpi("score", _parquet(_put(tmp_path, text)))
    assert status == 3
    assert "table.parquet: 丙局 7: error[KPI101]" in err
    assert "（共 2 行）" in err
    assert out.endswith("读不懂 2\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_disk_that_fills_up(tmp_path: Path) -> None:
    """The limit on the size of a file stands for a full disk: the write fails in the middle."""
    table = _put(tmp_path, HEADER + "\n" + ROWS * 5000)
    old = _put(tmp_path, "old", name="rows.csv")

    def limit() -> None:
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

    found = subprocess.run(
        [sys.executable, "-m", "fulian_kpi", "score", table, "-o", old, "--force"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        preexec_fn=limit,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert found.returncode == 3
    assert "error[KPI001] 写不了这个文件" in found.stderr
    assert old.read_text() == "old"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["rows.csv", "table.csv"]


def test_the_statement_for_spark_is_printed(kpi: Kpi, tmp_path: Path) -> None:
    status, out, _ = kpi("score", _parquet(_put(tmp_path, GOOD)), "--sql", "--dialect", "spark")
    assert status == 0
    assert "CREATE OR REPLACE TEMPORARY VIEW kpi_rules AS" in out
    assert "'≤10万元', TRUE, '', '元'" in out
    assert " DIV (20000 * " in out
    assert "FROM indicators" in out


def test_the_printed_statement_gives_the_same_rows(kpi: Kpi, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    table = _parquet(_put(tmp_path, GOOD))
    kpi("score", table, "-o", tmp_path / "rows.parquet")
    _, printed, _ = kpi("score", table, "--sql")
    database = duckdb.connect()
    database.execute(f"CREATE VIEW indicators AS FROM '{table}'")
    found = database.execute(printed).fetchall()
    assert found == database.execute(f"FROM '{tmp_path / 'rows.parquet'}'").fetchall()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["table.txt"], "表应当是 .csv、.parquet 文件", id="suffix"),
        pytest.param(["table.csv", "-o", "rows.parquet"], "可以用 .csv", id="other-format"),
        pytest.param(["table.csv", "--sql"], "--sql 只用于 .parquet 文件", id="sql-of-csv"),
        pytest.param(["table.csv", "--columns", "部门=x"], "应当写成 unit=列名", id="columns"),
        pytest.param(["table.csv", "-o", "a.csv", "--units", "a.csv"], "是同一个文件", id="same"),
    ],
)
def test_wrong_command_lines(kpi: Kpi, arguments: list[str], message: str) -> None:
    status, _, err = kpi("score", *arguments)
    assert status == 2
    assert message in err


@pytest.mark.parametrize(
    "target",
    [
        pytest.param("定性高中低", id="grade"),
        pytest.param("3-5个", id="range"),
        pytest.param("≥0.0000001克", id="too-fine"),
        pytest.param("≥1000亿元", id="at-the-limit"),
    ],
)
def test_what_has_bounds(target: str) -> None:
    found = bounds_of(load_policy("national-2020"), parse_rule(target), cost=False)
    assert (found is not None) is (target == "≥1000亿元")
