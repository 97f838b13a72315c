"""The borrower's loans, open and settled, and what is left of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from servicing.account.currencies import open_loans
from servicing.account.left import left_of
from servicing.diagnosis.entry import Entry, entry_of
from servicing.diagnosis.views import Setting
from servicing.diagnosis.views.loan import LoanView, all_loans
from servicing.ledger.slices import SETTLED_LOANS
from servicing.money import Money

Standing = Literal["open", "settled", "paid_not_marked", "marked_not_paid", "pending", "failed"]
MARKED_SETTLED: tuple[Standing, ...] = ("settled", "marked_not_paid")


@dataclass(frozen=True)
class LoanRow:
    """One loan. `standing` compares the entries with the mark: where the two differ it says so.

    `owed` is the sum of all entries; `next_due` and `last_due` are days of instalments that are not paid.
    """

    loan_id: str
    standing: Standing
    principal: Money
    annual_rate: Decimal
    drawn_at: datetime
    owed: Money
    principal_left: Money
    instalments_left: int
    next_due: date | None
    last_due: date | None
    settled_at: datetime | None
    entries: tuple[Entry, ...]


def loans(setting: Setting) -> tuple[LoanRow, ...]:
    """Every loan that was read, those on which something is owed first, then the latest first.

    Raises `TwoCurrencies`.
    """
    still_open = {each.ref for each in open_loans(setting)}
    return tuple(map(_row, sorted(all_loans(setting), key=lambda each: each.ref not in still_open)))


def older_may_be_missing(rows: Sequence[LoanRow]) -> bool:
    """Whether there may be settled loans that were not read: of those the ledger's door reads the last few alone."""
    return sum(each.standing in MARKED_SETTLED for each in rows) >= SETTLED_LOANS


def _row(loan: LoanView) -> LoanRow:
    left = left_of(loan) if loan.owed.amount > 0 else ()
    due = [each.instalment.due_on for each in left]
    paid_off = loan.paid_off_by
    return LoanRow(
        loan_id=loan.ref,
        standing=_standing(loan),
        principal=Money(loan.loan.principal, loan.loan.currency),
        annual_rate=loan.loan.annual_rate.normalize(),
        drawn_at=loan.loan.drawn_at,
        owed=loan.owed,
        principal_left=loan.principal_owed,
        instalments_left=len(left),
        next_due=min(due, default=None),
        last_due=max(due, default=None),
        settled_at=paid_off.posted_at if paid_off and loan.owed.amount <= 0 else None,
        entries=tuple(entry_of(each) for each in (loan.loan, paid_off) if each),
    )


def _standing(loan: LoanView) -> Standing:
    mark = loan.loan.status
    if mark in ("pending", "failed"):
        return "pending" if mark == "pending" else "failed"
    if mark == "settled":
        return "settled" if loan.owed.amount <= 0 else "marked_not_paid"
    return "paid_not_marked" if loan.owed.amount <= 0 and loan.paid_off_by else "open"
