"""The points that a table gives its indicators, as far as a targets file can declare them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from fulian_kpi.document.draft import Draft, Indicator
from fulian_kpi.policy import EXECUTION, FULL_MARKS
from fulian_kpi.policy_file import DEFAULT_POLICY, load_policy
from fulian_kpi.quantity import plain

_ROUNDING: Final = Decimal("0.02")
"""What points may differ by that were evenly split, and split again without one row."""


_NOT_WRITTEN: Final = "：分值没有作为 weight 写入"


@dataclass(frozen=True, slots=True)
class Weights:
    """What is declared: points of each row, or of each level 1, or none for a `problem`."""

    rows: bool = False
    groups: Mapping[str, Decimal] = field(default_factory=dict)
    problem: str | None = None


def weights_of(draft: Draft) -> Weights:
    """Return the points that the file can declare; none, and no problem, where the table has none.

    Points that come neither to 100 nor to what budget execution leaves could not be scored. A row
    that does not apply shows none: it has given them to the others of its level 1, where they can
    be declared for all of it if they were evenly split. Where no row has points, those beside the
    names of level 1 are taken.
    """
    given = {
        id(each): Decimal(each.weight)
        for each in draft.indicators
        if each.weight and Decimal(each.weight) > 0
    }
    if not given:
        return _of_levels(draft.indicators)
    total = sum(given.values(), Decimal(0))
    usual = _usual()
    lacking = [each for each in draft.indicators if id(each) not in given]
    sums = total in {FULL_MARKS, FULL_MARKS - usual}
    if sums and not lacking:
        return Weights(rows=True)
    if sums and not any(each.applies for each in lacking):
        groups = _even_groups(draft.indicators, given)
        if groups:
            return Weights(groups=_with_execution(groups))
    if lacking:
        count = len(draft.indicators)
        return Weights(problem=f"{count} 项指标中只有 {len(given)} 项有大于零的分值{_NOT_WRITTEN}")
    return Weights(problem=f"分值{_wrong_sum(total)}{_NOT_WRITTEN}")


def _usual() -> Decimal:
    return load_policy(DEFAULT_POLICY).weights.standard[EXECUTION]


def _wrong_sum(total: Decimal) -> str:
    usual = _usual()
    rest = f"{plain(FULL_MARKS - usual)}（另有预算执行率 {plain(usual)} 分）"
    return f"合计 {plain(total)}，应当是 {rest}或 {FULL_MARKS}"


def _with_execution(groups: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Return the points of each level 1, and of budget execution where they leave any."""
    rest = FULL_MARKS - sum(groups.values(), Decimal(0))
    return ({EXECUTION: rest} if rest else {}) | dict(groups)


def _of_levels(indicators: tuple[Indicator, ...]) -> Weights:
    """Return what is declared by the points that stand beside the names of levels."""
    if not any(each.points1 or each.points2 for each in indicators):
        return Weights()
    written = {
        level1: {each.points1 for each in indicators if each.level1 == level1 and each.points1}
        for level1 in dict.fromkeys(each.level1 for each in indicators)
    }
    if any(len(each) != 1 for each in written.values()):
        return Weights(problem=f"不是每个一级指标都写了一个分值{_NOT_WRITTEN}")
    groups = {level1: Decimal(each.pop()) for level1, each in written.items()}
    total = sum(groups.values(), Decimal(0))
    if total not in {FULL_MARKS, FULL_MARKS - _usual()} or not all(groups.values()):
        return Weights(problem=f"一级指标的分值{_wrong_sum(total)}{_NOT_WRITTEN}")
    below = any(each.points2 for each in indicators)
    problem = "一级指标的分值写入 weights，由其各项平分；二级指标的分值没有写入" if below else None
    return Weights(groups=_with_execution(groups), problem=problem)


def _even_groups(
    indicators: tuple[Indicator, ...], given: Mapping[int, Decimal]
) -> dict[str, Decimal]:
    """Return the points of each level 1; nothing unless each is evenly split."""
    groups: dict[str, Decimal] = {}
    for level1 in dict.fromkeys(each.level1 for each in indicators):
        own = [given[id(i)] for i in indicators if i.level1 == level1 and id(i) in given]
        if not own or max(own) - min(own) > _ROUNDING:
            return {}
        groups[level1] = sum(own, Decimal(0))
    return groups
