"""How the 100 points are spread over the indicators: as declared, or proposed by the policy."""

from collections.abc import Iterable, Mapping
from decimal import Decimal, localcontext
from enum import StrEnum
from typing import Final, NamedTuple

from fulian_kpi.checked import Indicator, Targets
from fulian_kpi.codes import Code
from fulian_kpi.finding import Finding, FindingsError
from fulian_kpi.policy import EXECUTION, FULL_MARKS, Policy
from fulian_kpi.quantity import plain

_CENT: Final = Decimal("0.01")
_ONE: Final = Decimal(1)
_ENOUGH_DIGITS: Final = 60
"""Total and claim have 20 digits each."""


class Origin(StrEnum):
    """Where the weights come from."""

    DECLARED = "declared"
    PROPOSED = "proposed"


class Weighting(NamedTuple):
    """The points of budget execution and of each indicator, before any row is left out."""

    origin: Origin
    execution: Decimal
    rows: Mapping[str, Decimal]


def weigh(targets: Targets, policy: Policy) -> Weighting:
    """Return the weights that the file declares, or else those that the policy proposes.

    Weights on every row win, then weights by level 1, evenly split within each; both must come to
    100 together with budget execution.

    Raises:
        FindingsError: If declared weights are incomplete, not above zero, or do not sum.
    """
    declared = targets.head.weights
    rows = {each.id: each.weight for each in targets.indicators if each.weight is not None}
    problems = _incomplete(targets, rows) + _not_positive(targets)
    if problems:
        raise FindingsError(problems)
    if rows:
        return _declared_rows(targets, policy, rows)
    groups = _groups(targets.indicators)
    if declared is None:
        split = policy.split(groups)
        origin = Origin.PROPOSED
    else:
        _check_groups(targets, declared)
        split, origin = dict(declared), Origin.DECLARED
    execution = split.pop(EXECUTION, Decimal(0))
    totals = _spread(split, {name: split.get(name, Decimal(0)) for name in groups})
    weights: dict[str, Decimal] = {}
    for name, members in groups.items():
        weights |= apportion(totals[name], dict.fromkeys((each.id for each in members), _ONE))
    return Weighting(origin, execution, weights)


def without(
    weighting: Weighting, targets: Targets, left_out: frozenset[str]
) -> Mapping[str, Decimal]:
    """Return the weights once the rows in `left_out` have given theirs to the others.

    To the rows of the same level-1 group in proportion, or, where none of it is left, to all other
    groups. The total stays the same, unless no row is left at all.
    """
    if not left_out:
        return weighting.rows
    groups = _groups(targets.indicators)
    totals = {
        name: sum((weighting.rows[each.id] for each in members), Decimal(0))
        for name, members in groups.items()
    }
    left = {
        name: {each.id: weighting.rows[each.id] for each in members if each.id not in left_out}
        for name, members in groups.items()
    }
    wanted = {name: totals[name] for name, members in left.items() if members}
    shares = _spread(totals, wanted)
    weights: dict[str, Decimal] = {}
    for name, total in shares.items():
        weights |= apportion(total, left[name])
    return weights


def apportion(total: Decimal, claims: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Split `total` in proportion to `claims`, exactly.

    In hundredths, or in finer parts where `total` or a claim has more decimals. What is left over
    goes to the largest remainders, among equals to the first. Evenly, if all claims are zero.
    """
    whole = sum(claims.values(), Decimal(0))
    if not whole:  # More rows than hundredths, and those that got one do not apply.
        claims = dict.fromkeys(claims, _ONE)
        whole = Decimal(len(claims))
    decimals = max(len(plain(each).partition(".")[2]) for each in (total, *claims.values()))
    part = min(_CENT, Decimal(1).scaleb(-decimals))
    with localcontext(prec=_ENOUGH_DIGITS):
        parts = total // part
        exact = {key: divmod(parts * claim, whole) for key, claim in claims.items()}
        spare = parts - sum(floor for floor, _ in exact.values())
        by_remainder = sorted(exact, key=lambda key: -exact[key][1])
        lucky = frozenset(by_remainder[: int(spare)])
        return {key: (floor + (key in lucky)) * part for key, (floor, _) in exact.items()}


def _spread(points: Mapping[str, Decimal], claims: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Give all `points` to the groups that have a claim, in proportion; evenly if all are zero."""
    total = sum(points.values(), Decimal(0))
    if not claims:
        return {}
    return apportion(total, claims)


def _groups(indicators: Iterable[Indicator]) -> dict[str, list[Indicator]]:
    groups: dict[str, list[Indicator]] = {}
    for each in indicators:
        groups.setdefault(each.level1, []).append(each)
    return groups


def _incomplete(targets: Targets, rows: Mapping[str, Decimal]) -> list[Finding]:
    if not rows:
        return []
    message = "这一项没有写分值；分值要么每项都写，要么都不写"
    return [
        Finding(Code.SOME_WEIGHTS, message, each.route, each.id)
        for each in targets.indicators
        if each.weight is None
    ]


def _not_positive(targets: Targets) -> list[Finding]:
    message = "分值必须大于零；不考核的指标请删去，或在实际值中填写 不适用"
    found = [
        Finding(Code.ZERO_WEIGHT, message, (*each.route, "weight"), each.id)
        for each in targets.indicators
        if each.weight == 0
    ]
    declared = targets.head.weights or {}
    found += [
        Finding(Code.ZERO_WEIGHT, "分值必须大于零", ("weights", name))
        for name, weight in declared.items()
        if weight == 0
    ]
    return found


def _declared_rows(targets: Targets, policy: Policy, rows: Mapping[str, Decimal]) -> Weighting:
    total = sum(rows.values(), Decimal(0))
    declared = targets.head.weights
    if declared is not None:
        _check_groups(targets, declared)
        problems = []
        for name, members in _groups(targets.indicators).items():
            found = sum((rows[each.id] for each in members), Decimal(0))
            if found != declared[name]:
                message = (
                    f"{name}各项分值合计 {plain(found)}，与声明的 {plain(declared[name])} 不符"
                )
                problems.append(Finding(Code.WEIGHT_SUM, message, ("weights", name)))
        if problems:
            raise FindingsError(problems)
        return Weighting(Origin.DECLARED, declared.get(EXECUTION, Decimal(0)), rows)
    usual = policy.weights.standard.get(EXECUTION, Decimal(0))
    if total not in {FULL_MARKS, FULL_MARKS - usual}:
        message = (
            f"各项分值合计 {plain(total)}，应当是 {plain(FULL_MARKS - usual)}"
            f"（另有预算执行率 {plain(usual)} 分）或 100"
        )
        raise FindingsError([Finding(Code.WEIGHT_SUM, message, ("indicators",))])
    return Weighting(Origin.DECLARED, FULL_MARKS - total, rows)


def _check_groups(targets: Targets, declared: Mapping[str, Decimal]) -> None:
    groups = _groups(targets.indicators)
    problems = [
        Finding(Code.WEIGHT_SUM, f"没有“{name}”的指标，却声明了分值", ("weights", name))
        for name in declared
        if name not in groups and name != EXECUTION
    ]
    problems += [
        Finding(Code.WEIGHT_SUM, f"weights 里没有{name}的分值", ("weights",))
        for name in groups
        if name not in declared
    ]
    total = sum(declared.values(), Decimal(0))
    if total != FULL_MARKS:
        message = f"声明的分值合计 {plain(total)}，应当是 100"
        problems.append(Finding(Code.WEIGHT_SUM, message, ("weights",)))
    if problems:
        raise FindingsError(problems)
