"""Scores that other departments published, against the national rule.

Published scores are often typed by hand. Those that the corpus explains as full marks for a target
met, or as proportional, must come out here; the others are listed with what the rule gives.
"""

import csv
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from fulian_kpi.expression.actual import parse_actual
from fulian_kpi.expression.scanner import ExpressionError
from fulian_kpi.expression.target import parse_rule
from fulian_kpi.points import points_of
from fulian_kpi.policy_file import load_policy
from fulian_kpi.quantity import rounded

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus" / "scored_rows.csv"
POLICY = load_policy("national-2020")

# What was published, and what the rule gives; a text says why the rule cannot be applied.
DIFFERENT = {
    ("时效指标(必填):确定于于2022年12月底前发放完毕", "9.34"): "10.00",
    ("党性教育培训次数", "5"): "2.31",  # ≥6次 was read as 26次
    ("财政供养人员控制率", "2"): "1.84",  # a ceiling, written without a sign
    ("公用经费控制率", "2"): "1.94",
    ("预算调整率", "2"): "0.00",
    ("结转结余率", "2"): "0.00",
    ("政府采购执行率", "2"): "1.45",
    ("指标1:全县参合人数", "13"): "14.86",
    ("指标1:是否解决建档立卡人 员看病难贵问题", "27"): "30.00",
    ("指标1:是否满意", "9"): "10.00",
    ("[预算执行率] 年度资金总额", "9"): "9.91",
    ("[预算执行率]年度资金总额", "9"): "9.78",
}

# Explained as met, but the target is in words, or two quantities: there is nothing to work out.
WORDS = [
    "获得目的国 (地区)受 众欢迎",
    "企业把握正 确政治导向 和文化方向 情况的评价",
    "是否利于企 业走出去",
    "完成1部宣传片,2套方案",
    "按时限完成",
]


def rule_points(row: dict[str, str]) -> str | None:
    """Return the points by the rule; None where target or actual is no expression."""
    weight = Decimal(row["weight"].rstrip("%") or row["score"])
    target, actual = row["target_raw"], row["actual_raw"]
    if row["indicator"].startswith("[预算执行率]"):
        executed, budget = (Decimal(each.rstrip("万元%")) for each in (actual, target))
        return str(rounded(Fraction(weight) * Fraction(executed) / Fraction(budget), 2))
    # As an importer reads these forms: a repeated sign says nothing, the column gives the unit.
    actual = actual.lstrip("≥=")
    if target.endswith("万元") and actual.replace(".", "").isdigit():
        actual = f"{actual}万元"
    try:
        rule = parse_rule(target)
        return str(points_of(POLICY, weight, rule, parse_actual(actual, rule)).points)
    except ExpressionError:
        return None


@pytest.mark.skipif(not CORPUS.exists(), reason="../shared/corpus/scored_rows.csv is not here")
def test_published_scores_come_out_or_differ_as_listed() -> None:
    different, unread, explained = {}, [], 0
    with CORPUS.open(encoding="utf-8-sig") as stream:
        for row in csv.DictReader(stream):
            points = rule_points(row)
            note = row["scoring_note"]
            # "deduction 3 although target met" was typed by hand as well.
            met = "target met" in note and not note.startswith("deduction")
            if points is None and met:
                unread.append(row["target_raw"])
            elif points is None:
                continue
            elif Decimal(points) == Decimal(row["score"]):
                explained += met or note.startswith("proportional")
            else:
                different[row["indicator"], row["score"]] = points
    assert different == DIFFERENT
    assert unread == WORDS
    assert explained == 71
