"""An actual as JSON."""

from fulian_kpi.judgement import Actual, Finished, Graded, Measured, NotApplicable, Stated
from fulian_kpi.quantity import spelled
from fulian_kpi.report.rule_json import Json


def amount_json(actual: Actual | None) -> Json:
    """Return the amount of a measured actual; null for one that is no number."""
    match actual:
        case Measured():
            return spelled(actual.amount)
        case Graded() | Stated() | Finished() | NotApplicable() | None:
            return None
