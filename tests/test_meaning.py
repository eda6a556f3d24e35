"""What a rule means in plain Chinese, and the values around its boundary."""

import pytest

from fulian_kpi.expression.target import parse_rule
from fulian_kpi.meaning import examples, meaning


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        pytest.param("≥85%", "不少于85%", id="at-least"),
        pytest.param("≤30万元", "不超过30万元（300000元）", id="at-most"),
        pytest.param(">90%", "超过90%", id="above"),
        pytest.param("<5次", "少于5次", id="below"),
        pytest.param("=23个", "正好23个，多于此数须说明原因", id="equal"),
        pytest.param("=0起", "正好0起", id="equal-zero"),
        pytest.param("100%", "不少于100%（没有写符号，按惯例理解）", id="implied"),
        pytest.param("0起", "正好0起（没有写符号，按惯例理解）", id="implied-zero"),
        pytest.param(
            "1-2万人", "在1万人（10000人）到2万人（20000人）之间，两端都算在内", id="range"
        ),
        pytest.param("增长8%", "增长不少于8%", id="change"),
        pytest.param("提高5百分点", "增长不少于5个百分点", id="percentage-points"),
        pytest.param("降幅≤3%", "下降不超过3%", id="change-ceiling"),
        pytest.param("2022年10月底前", "在2022年10月31日（含当天）以前完成", id="deadline"),
        pytest.param("12月底前", "在当年12月31日（含当天）以前完成", id="deadline-no-year"),
        pytest.param("2月底前", "在当年2月底（含当天）以前完成", id="deadline-february"),
        pytest.param("<7月1日", "在当年7月1日以前（不含当天）完成", id="deadline-strict"),
        pytest.param("=7月1日", "在当年7月1日当天完成", id="deadline-equal"),
        pytest.param("≥7月1日", "不早于当年7月1日完成", id="deadline-not-before"),
        pytest.param(">7月1日", "在当年7月1日以后完成", id="deadline-after"),
        pytest.param(
            "定性高中低", "按 高、中、低 评定：高为达成，中为部分达成，低为未达成", id="grade"
        ),
        pytest.param("定性是否", "按 是、否 评定：是为达成，否为未达成", id="grade-of-two"),
        pytest.param(
            "定性优良中差（良）",
            "按 优、良、中、差 评定，要求达到良：优、良为达成，中为部分达成，差为未达成",
            id="grade-expected",
        ),
        pytest.param(
            "定性：有效提升", "有效提升；由人评定为达成、部分达成或未达成", id="statement"
        ),
    ],
)
def test_meaning_is_a_phrase(text: str, phrase: str) -> None:
    assert meaning(parse_rule(text)) == phrase


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("≥5场", "4场× 5场√ 6场√", id="at-least"),
        pytest.param("≤5场", "4场√ 5场√ 6场×", id="at-most"),
        pytest.param(">5场", "4场× 5场× 6场√", id="above"),
        pytest.param("<5场", "4场√ 5场× 6场×", id="below"),
        pytest.param("=5场", "4场× 5场√ 6场×", id="equal"),
        pytest.param("=0起", "0起√ 1起×", id="nothing-below-zero"),
        pytest.param("≥85%", "84.9%× 85%√ 85.1%√", id="rate"),
        pytest.param("≥4.25%", "4.24%× 4.25%√ 4.26%√", id="rate-as-fine-as-written"),
        pytest.param("≥1万人次", "9999人次× 10000人次√ 10001人次√", id="scale"),
        pytest.param("3-5个", "2个× 3个√ 5个√ 6个×", id="range"),
        pytest.param("增长8%", "增长7.9%× 增长8%√ 增长8.1%√", id="change"),
        pytest.param(
            "2022年10月底前", "2022-10-30√ 2022-10-31√ 2022-11-01× 未完成×", id="deadline"
        ),
        pytest.param("12月底前", "12月30日√ 12月31日√ 未完成×", id="deadline-end-of-the-year"),
        pytest.param("2月底前", "2月27日√ 2月28日√ 3月1日× 未完成×", id="deadline-february"),
        pytest.param("≥7月1日", "6月30日× 7月1日√ 7月2日√ 未完成×", id="deadline-not-before"),
        pytest.param("定性优良中差", "优√ 良√ 中× 差×", id="grade"),
        pytest.param("定性：有效提升", "达成√ 部分达成× 未达成×", id="statement"),
    ],
)
def test_examples_stand_around_the_boundary(text: str, expected: str) -> None:
    shown = [f"{value}{'√' if meets else '×'}" for value, meets in examples(parse_rule(text))]
    assert " ".join(shown) == expected
