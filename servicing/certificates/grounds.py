"""What a certificate may say, from the books alone; or the code of the reason why there is none.

A settlement certificate rests on two things that must agree: the entries come to nothing, and the servicing system
marks the loan as settled. A repayment proof rests on postings that nothing took back. No name stands in it but the one
that the books know; no account number but the last four digits that they keep.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from servicing.certificates.certificate import Draft, Kind
from servicing.diagnosis.entry import entry_of
from servicing.diagnosis.views import Setting
from servicing.diagnosis.views.loan import LoanView, all_loans
from servicing.ledger.records import Posting
from servicing.money import Money, total
from servicing.wire import wire

Reason = Literal[
    "no_such_loan",
    "no_such_payment",
    "not_drawn",
    "still_owed",
    "overpaid",
    "not_marked",
    "nothing_repaid",
    "booked_back",
    "two_currencies",
]


@dataclass(frozen=True)
class Refusal:
    """Why there is no such certificate, what it is about, and what is owed where that is the reason."""

    reason: Reason
    kind: Kind
    subject: str
    owed: Money | None = None


def settlement(setting: Setting, loan_id: str) -> Draft | Refusal:
    """That a loan is settled: drawn, repaid by these entries, nothing owed, and marked so."""
    loan = _loan(setting, loan_id)
    if loan is None:
        return Refusal("no_such_loan", "settlement", loan_id)
    reason = _why_not_settled(loan)
    if reason:
        return Refusal(reason, "settlement", loan_id, loan.owed if reason in ("still_owed", "overpaid") else None)
    rows, paid_off = _standing_repayments(loan), loan.paid_off_by
    if not rows:
        return Refusal("booked_back", "settlement", loan_id)
    settled = {"settled_at": paid_off.posted_at if paid_off else None, "owed": loan.owed}
    return _draft(setting, "settlement", loan_id, {**_about(loan), **settled}, rows)


def repayments(setting: Setting, loan_id: str, until: datetime) -> Draft | Refusal:
    """What was repaid on a loan by a moment, each repayment that stands."""
    loan = _loan(setting, loan_id)
    if loan is None:
        return Refusal("no_such_loan", "repayments", loan_id)
    if _currencies(loan) - {loan.loan.currency}:
        return Refusal("two_currencies", "repayments", loan_id)
    rows = [each for each in _standing_repayments(loan) if each.posted_at <= until]
    if not rows:
        return Refusal("nothing_repaid", "repayments", loan_id)
    return _draft(setting, "repayments", loan_id, _about(loan), rows)


def repayment(setting: Setting, posting_id: str) -> Draft | Refusal:
    """That one payment was credited, and to what."""
    rows = [each for each in setting.facts.postings if each.posting_id == posting_id and each.kind == "repayment"]
    loan = _loan(setting, rows[0].loan_id) if rows else None
    if loan is None:
        return Refusal("no_such_payment", "repayment", posting_id)
    if rows[0] not in _standing_repayments(loan):
        return Refusal("booked_back", "repayment", posting_id)
    return _draft(setting, "repayment", posting_id, _about(loan), rows)


def drafted_again(setting: Setting, kind: Kind, subject: str, issued_at: datetime) -> Draft | Refusal:
    """What a certificate of that kind would say by the books of now; a list of repayments as of its own day."""
    if kind == "settlement":
        return settlement(setting, subject)
    return repayment(setting, subject) if kind == "repayment" else repayments(setting, subject, issued_at)


def _why_not_settled(loan: LoanView) -> Reason | None:
    if loan.loan.status in ("pending", "failed"):
        return "not_drawn"
    if _currencies(loan) - {loan.loan.currency}:
        return "two_currencies"
    if loan.owed.amount != 0:
        return "still_owed" if loan.owed.amount > 0 else "overpaid"
    if loan.paid_off_by is None:
        return "nothing_repaid"
    return None if loan.loan.status == "settled" else "not_marked"


def _currencies(loan: LoanView) -> set[str]:
    return {each.currency for each in loan.postings}


def _loan(setting: Setting, loan_id: str) -> LoanView | None:
    return next((each for each in all_loans(setting) if each.ref == loan_id), None)


def _standing_repayments(loan: LoanView) -> Sequence[Posting]:
    """The repayments that no refund or adjustment has taken back, in order of time."""
    taken_back = {
        each.instruction_id
        for each in loan.postings
        if each.kind in ("refund", "adjustment") and each.amount > 0 and each.instruction_id
    }
    standing = [each for each in loan.repayments if each.instruction_id not in taken_back]
    return sorted(standing, key=lambda each: (each.posted_at, each.posting_id))


def _about(loan: LoanView) -> dict[str, Any]:
    row = loan.loan
    return {"loan": row.loan_id, "drawn_at": row.drawn_at, "principal": Money(row.principal, row.currency)}


def _draft(setting: Setting, kind: Kind, subject: str, about: dict[str, Any], rows: Sequence[Posting]) -> Draft:
    borrower = setting.facts.borrower
    says = {
        "kind": kind,
        "borrower": borrower.borrower_id,
        "called": borrower.called,
        "zone": borrower.time_zone,
        **about,
        "paid": total((-each.amount for each in rows), rows[0].currency),
        "entries": [_row(setting, each) for each in rows],
    }
    return Draft(kind, borrower.borrower_id, subject, wire(says))


def _row(setting: Setting, posting: Posting) -> dict[str, Any]:
    """A repayment with its entry, the instalment that it paid, and the channel's own reference."""
    numbers = {each.instalment_id: each.number for each in setting.facts.instalments}
    entry = replace(entry_of(posting), amount=Money(-posting.amount, posting.currency))
    return {
        **vars(entry),
        "number": numbers.get(posting.instalment_id or ""),
        "record": posting.record_id,
    }
