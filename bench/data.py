"""The files that are measured, made from the seed table: its 34 indicators, again and again."""

import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Final

from fulian_kpi.checked import Indicator
from fulian_kpi.loading import load_targets
from fulian_kpi.rule import Grade, Threshold

ROOT: Final = Path(__file__).parent.parent
TABLE: Final = load_targets(str(ROOT / "targets" / "2022.yaml"))
SEED: Final = TABLE.indicators
DEPARTMENT: Final = len(SEED)
"""Indicators of one department."""

_FORMULA: Final = (
    '=ROUND(G{0}*IF(D{0}="定",IF(F{0}="高",1,IF(F{0}="中",0.6,0)),'
    'IF(D{0}="≤",IF(F{0}<=E{0},1,MAX(0,2-F{0}/E{0})),IF(F{0}>=E{0},1,F{0}/E{0}))),2)'
)

_TABLE: Final = """
COPY (
  SELECT '部门' || lpad(CAST(i // {department} AS VARCHAR), 6, '0') AS unit,
    id, level1, level2, name, target,
    CASE WHEN amount < 0 THEN ['高', '中', '低'][CAST(1 + hash(i) % 3 AS INTEGER)]
      WHEN hash(i * 7) % 100 = 0 THEN NULL
      WHEN hash(i) % 10 = 0 THEN CAST(amount * part // 100 AS VARCHAR) || of_unit
      WHEN of_unit = '%' THEN CAST(amount + (100 - amount) * part // 100 AS VARCHAR) || '%'
      WHEN target LIKE '=%' THEN CAST(amount AS VARCHAR) || of_unit
      ELSE CAST(amount + amount * part // 100 AS VARCHAR) || of_unit END AS actual,
    1 + k % 5 AS weight
  FROM (SELECT i, CAST(hash(i * 3) % 100 AS INTEGER) AS part FROM range({count}) AS every(i))
  JOIN seed ON k = i % {department} ORDER BY i
) TO '{path}' (FORMAT parquet)"""


def one_file(folder: Path, count: int) -> tuple[Path, Path]:
    """Write one targets file of `count` indicators, and its actuals; return both.

    Each row has all the keys that a row can have, as in the measurements that set the goals.
    """
    targets, actuals = folder / f"targets-{count}.yaml", folder / f"actuals-{count}.yaml"
    if not actuals.exists():
        weight = f", weight: {Decimal(100) / count}"
        targets.write_text(_targets_text(count, "成都市妇女联合会", weight), encoding="utf-8")
        text = _actuals_text(count, targets.name, random.Random(2022))  # noqa: S311
        actuals.write_text(text, encoding="utf-8")
    return targets, actuals


def departments(folder: Path, count: int) -> Path:
    """Write `count` departments, a targets and an actuals file each; return their folder."""
    root = folder / f"departments-{count}"
    if not root.exists():
        chance = random.Random(2022)  # noqa: S311
        root.mkdir()
        for number in range(count):
            name = f"{number:05}"
            targets = root / f"{name}-targets.yaml"
            targets.write_text(_targets_text(DEPARTMENT, f"部门{name}"), encoding="utf-8")
            text = _actuals_text(DEPARTMENT, targets.name, chance)
            (root / f"{name}-actuals.yaml").write_text(text, encoding="utf-8")
    return root


def table(folder: Path, count: int) -> tuple[Path, Path]:
    """Write a table of `count` rows as csv and, through duckdb, as Parquet; return both."""
    rows, parquet = folder / f"table-{count}.csv", folder / f"table-{count}.parquet"
    if not parquet.exists():
        import duckdb

        database = duckdb.connect()
        database.execute(
            "CREATE TABLE seed AS SELECT * FROM (VALUES "
            + ", ".join(
                f"({index}, '{each.id}', '{each.level1}', '{each.level2}', '{each.name}', "
                f"'{each.target.text}', {_amount(each)}, '{_unit(each)}')"
                for index, each in enumerate(SEED)
            )
            + ") AS seed(k, id, level1, level2, name, target, amount, of_unit)"
        )
        database.execute(_TABLE.format(count=count, department=DEPARTMENT, path=parquet))
        database.execute(f"COPY (FROM '{parquet}') TO '{rows}' (FORMAT csv, HEADER)")
    return rows, parquet


def expressions() -> list[str]:
    """Return the targets of the seed table as they are written."""
    return [each.target.text for each in SEED]


def _amount(indicator: Indicator) -> int:
    """Return the amount of a target in single units, -1 for a grade."""
    rule = indicator.rule
    return int(rule.quantity.amount) if isinstance(rule, Threshold) else -1


def _unit(indicator: Indicator) -> str:
    rule = indicator.rule
    return rule.quantity.unit if isinstance(rule, Threshold) else ""


def _targets_text(count: int, department: str, weight: str = "") -> str:
    return "".join(_targets_lines(count, department, weight))


def _targets_lines(count: int, department: str, weight: str) -> Iterator[str]:
    yield f"year: 2022\ndepartment: {department}\n"
    yield "budget: {total: 3463.00, fiscal: 3463.00, other: 0.00}\ntasks:\n"
    for task in TABLE.head.tasks:
        yield f"  - {{id: {task.id}, name: {task.name}}}\n"
    yield "indicators:\n"
    groups: dict[str, dict[str, list[tuple[str, Indicator]]]] = {}
    for name, each in _indicators(count):
        groups.setdefault(each.level1, {}).setdefault(each.level2, []).append((name, each))
    for level1, below in groups.items():
        yield f"  {level1}:\n"
        for level2, members in below.items():
            yield f"    {level2}:\n"
            for name, each in members:
                task = f", task: {each.task}" if each.task else ""
                yield (
                    f"      - {{id: {name}{task}, name: {each.name}, "
                    f'target: "{each.target.text}"{weight}}}\n'
                )


def _actuals_text(count: int, targets: str, chance: random.Random) -> str:
    lines = [
        f"  {name}: {{value: {_actual(each, chance)}, evidence: 台账.xlsx}}\n"
        if number % 10 == 0
        else f"  {name}: {_actual(each, chance)}\n"
        for number, (name, each) in enumerate(_indicators(count))
    ]
    budget = "budget: {adjusted: 3463.00, executed: 3401.72}\n"
    return f"targets: {targets}\n{budget}actuals:\n{''.join(lines)}"


def _indicators(count: int) -> Iterator[tuple[str, Indicator]]:
    for number in range(count):
        each = SEED[number % DEPARTMENT]
        yield (each.id if number < DEPARTMENT else f"{each.id}-{number}"), each


def _actual(indicator: Indicator, chance: random.Random) -> str:
    rule = indicator.rule
    if isinstance(rule, Grade):
        return chance.choice(rule.scale)
    amount, unit = _amount(indicator), _unit(indicator)
    if chance.random() < 0.1:
        return f"{int(amount * chance.random())}{unit}"
    return f"{amount}{unit}"


def sheet(folder: Path, count: int) -> Path:
    """Write a workbook of `count` rows with the formulas by which offices score a target."""
    path = folder / f"sheet-{count}.xlsx"
    if not path.exists():
        import csv

        import openpyxl

        book = openpyxl.Workbook(write_only=True)
        page = book.create_sheet("指标")
        page.append(["单位", "编号", "名称", "符号", "目标", "实际", "分值", "得分"])
        with table(folder, count)[0].open(encoding="utf-8", newline="") as stream:
            for number, row in enumerate(csv.DictReader(stream), 2):
                each = SEED[(number - 2) % DEPARTMENT]
                amount = _amount(each)
                actual = "".join(filter(str.isdigit, row["actual"]))
                page.append(
                    [
                        row["unit"],
                        row["id"],
                        row["name"],
                        row["target"][0],
                        amount,
                        int(actual) if actual else row["actual"],
                        int(row["weight"]),
                        _FORMULA.format(number),
                    ]
                )
        book.save(path)
    return path
