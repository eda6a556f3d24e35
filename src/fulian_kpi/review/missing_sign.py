"""A target that is a bare quantity: the reader has to guess whether it is = or ≥."""

from collections.abc import Iterator

from fulian_kpi.checked import Targets
from fulian_kpi.codes import Code
from fulian_kpi.finding import Finding
from fulian_kpi.rule import Threshold


def missing_sign(targets: Targets) -> Iterator[Finding]:
    """Yield every target whose sign is implied."""
    for each in targets.indicators:
        rule = each.target.rule
        if isinstance(rule, Threshold) and rule.implied:
            sign, written = rule.comparator, each.target.text.strip()
            choice = f"请写明 {sign} 还是 =" if rule.quantity.amount else "请写明"
            message = f"指标值“{written}”没有写符号，按 {sign}{rule.quantity} 理解；{choice}"
            yield Finding(Code.IMPLIED_SIGN, message, (*each.route, "target"), each.id)
