"""The quantity whose unit a target is in."""

from fulian_kpi.checked import Indicator
from fulian_kpi.quantity import Quantity
from fulian_kpi.rule import Range, Threshold


def measure(indicator: Indicator) -> Quantity | None:
    """Return the bound of a threshold or the upper end of a range; None for any other rule."""
    match indicator.target.rule:
        case Threshold(quantity=quantity) | Range(high=quantity):
            return quantity
        case _:
            return None
