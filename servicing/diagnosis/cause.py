"""What a cause is: a few named clues, and what follows when all of them hold."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Generic, Literal, TypeVar

from servicing.diagnosis.answer import Answer
from servicing.money import Money

View = TypeVar("View")
Detail = Money | datetime | date | Decimal | int | str
Details = Mapping[str, Detail]

Certainty = Literal["proven", "likely", "possible"]
Fault = Literal["borrower", "platform", "bank", "policy", "nobody"]
Queue = Literal[
    "posting", "risk_review", "data_correction", "limit", "credit_report", "complaint", "hardship", "general"
]


def no_details(_: object) -> Details:
    """Nothing more to say than the entries do."""
    return {}


def no_date(_: object) -> None:
    """No date can be named."""


def never(_: object) -> bool:
    """It is worth telling whatever was asked."""
    return False


def always(_: object) -> bool:
    """It is worth telling only to those who ask."""
    return True


@dataclass(frozen=True)
class Cause(Generic[View]):
    """One cause of one symptom, over a view of the books (a payment, a loan, a line …).

    `source` and `since` say where the rule comes from and from when it is applied. `clues` are asked in order: all
    yes, the cause is found; any no, it is ruled out; otherwise it cannot be told. `steps` are the codes of what the
    borrower can do now, `evidence` of the proof that would help, `queue` of the people it goes to if it stays
    unresolved. `details` are the figures for the words about it, `expected` is when it should be resolved.
    `follows_from` names the causes, of any symptom, that can bring this one about; `tells_of` those that it tells of as
    well where they are about one payment: they are not told beside it. Where it is `quiet`, it is news to
    those who ask about it, and to nobody who has another trouble.
    """

    source: str
    since: date
    certainty: Certainty
    fault: Fault
    clues: tuple[Callable[[View], Answer], ...]
    queue: Queue
    steps: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    details: Callable[[View], Details] = field(default=no_details)
    expected: Callable[[View], datetime | None] = field(default=no_date)
    follows_from: tuple[str, ...] = ()
    tells_of: tuple[str, ...] = ()
    quiet: Callable[[View], bool] = field(default=never)
