"""The scale of a chart: round figures from zero to the highest amount or a little above it."""

from collections.abc import Sequence
from decimal import Decimal

COUNTS = (5, 4, 3)
ROUND = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


def ticks(highest: Decimal) -> tuple[Decimal, Sequence[Decimal]]:
    """The top of the scale and its figures from zero on, three to five of them above it; without amounts it ends at 1.

    Of the scales that reach the highest amount, the lowest is taken, and of those the one with the most figures.
    """
    top, count = min(((_step(max(highest, Decimal(1)), count) * count, count) for count in COUNTS), key=_lowest)
    return top, [top / count * place for place in range(count + 1)]


def _lowest(scale: tuple[Decimal, int]) -> tuple[Decimal, int]:
    top, count = scale
    return top, -count


def _step(highest: Decimal, count: int) -> Decimal:
    least = highest / count
    unit = Decimal(1).scaleb(least.adjusted())
    return next(each * unit for each in ROUND if each * unit >= least)
