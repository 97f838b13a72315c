"""What a question can be about: a payment, a loan, a line or a scheduled debit, put together from the facts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

from servicing.diagnosis.thresholds import Thresholds
from servicing.lasting import lasting
from servicing.ledger.facts import Facts
from servicing.ledger.fields import Record

Kind = Literal["payment", "loan", "line", "debit"]


@dataclass(frozen=True)
class Setting:
    """What every view is seen against: all the facts, the moment of the question and the thresholds."""

    facts: Facts
    now: datetime
    thresholds: Thresholds

    def since(self, threshold: str) -> datetime:
        """From when on something is recent: the length of time of a threshold before now."""
        known = self._since
        if threshold not in known:
            known[threshold] = self.now - self.thresholds.span(threshold, self.now.date())
        return known[threshold]

    @lasting
    def _since(self) -> dict[str, datetime]:
        return {}

    def product_of(self, loan_id: str | None) -> str:
        """The product of the line on which a loan was drawn; `default` where no such loan is known."""
        drawn_on = {each.line_id for each in self.facts.loans if each.loan_id == loan_id}
        return next((each.product for each in self.facts.credit_lines if each.line_id in drawn_on), "default")

    def rule_key(self, loan_id: str | None, channel: str) -> str:
        """By which a threshold is looked up that may differ by product and channel."""
        return f"{self.product_of(loan_id)}/{channel}"


class View(Protocol):
    """One thing that a question can be about."""

    @property
    def setting(self) -> Setting:
        """What it is seen against."""
        ...

    @property
    def ref(self) -> str:
        """The reference by which a borrower's choice names it."""
        ...

    @property
    def shown_by(self) -> Record:
        """The row by which a borrower recognises it."""
        ...


@dataclass(frozen=True)
class Subject:
    """A kind of view, and how those that a question may be about are found: the likeliest first."""

    kind: Kind
    candidates: Callable[[Setting], Sequence[Any]]
