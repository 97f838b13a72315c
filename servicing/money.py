"""An amount of money: an exact decimal and its currency, never one without the other."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, order=True)
class Money:
    """`amount` in units of `currency` (ISO 4217), exact."""

    amount: Decimal
    currency: str

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + other._in(self.currency), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - other._in(self.currency), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def __bool__(self) -> bool:
        return bool(self.amount)

    def _in(self, currency: str) -> Decimal:
        if self.currency != currency:
            raise ValueError(f"{self.currency} and {currency} cannot be added")
        return self.amount


def total(amounts: Iterable[Decimal], currency: str) -> Money:
    """The sum of amounts that are all in one currency; zero for none."""
    return Money(sum(amounts, Decimal(0)), currency)
