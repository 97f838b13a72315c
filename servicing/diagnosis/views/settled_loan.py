"""The loans that a borrower may call settled: paid off in the entries, marked so, or paid by a settlement."""

from collections.abc import Sequence
from datetime import datetime

from servicing.diagnosis.views import Setting, Subject
from servicing.diagnosis.views.loan import LoanView, all_loans
from servicing.ledger.records import ChannelRecord, Instalment, Posting, SettlementQuote
from servicing.money import Money, total


def loans_called_settled(setting: Setting) -> Sequence[LoanView]:
    """The loans that are settled or nearly so, the latest first; every loan where none is."""
    loans = all_loans(setting)
    settled = sorted(filter(looks_settled, loans), key=_settled_about, reverse=True)
    return settled or loans


def looks_settled(loan: LoanView) -> bool:
    """Whether a borrower has a reason to call the loan settled."""
    return bool(
        loan.loan.status == "settled"
        or loan.paid_off_by
        or any(each.purpose == "settlement" for each in loan.instructions)
        or (is_a_residue(loan) and settling_repayment(loan))
        or paid_elsewhere(loan)
    )


def is_a_residue(loan: LoanView) -> bool:
    """Whether something is owed and it is no more than what can be left over after a settlement."""
    owed = loan.owed
    most = loan.setting.thresholds.figure("residual_at_most", loan.setting.now.date(), owed.currency)
    return 0 < owed.amount <= most


def paid_elsewhere(loan: LoanView) -> tuple[ChannelRecord, ...]:
    """What a channel took for the lender, linked to nothing, of just the amount that settled the loan at that time.

    In order of time; none while nothing is owed on the loan any more.
    """
    if loan.owed.amount <= 0:
        return ()
    found = [each for each in _linked_to_nothing(loan) if settles(loan, each)]
    return tuple(sorted(found, key=lambda each: each.occurred_at))


def settles(loan: LoanView, record: ChannelRecord) -> bool:
    """Whether a debit is of just what the loan's entries, or a quote that held, asked for when it was made."""
    by_then = (each.amount for each in loan.postings if each.posted_at <= record.occurred_at)
    asked = total(by_then, loan.loan.currency)
    paid = Money(record.amount, record.currency)
    return paid.amount > 0 and (paid == asked or quote_paid_with(loan, record) is not None)


def quote_paid_with(loan: LoanView, record: ChannelRecord) -> SettlementQuote | None:
    """The quote that held when a debit was made and is of its amount."""
    same = [each for each in loan.quotes if (each.amount, each.currency) == (record.amount, record.currency)]
    return next((each for each in same if each.made_at <= record.occurred_at <= each.valid_until), None)


def _linked_to_nothing(loan: LoanView) -> list[ChannelRecord]:
    """The debits for the lender that no instruction explains, no posting names and no other loan claims."""
    facts = loan.setting.facts
    booked = facts.postings.by("record_id")
    return [
        each
        for each in facts.channel_records.by("instruction_id")[None]
        if each.kind == "debit" and each.state == "success" and each.payee == "lender"
        if each.loan_id in (None, loan.ref) and not booked[each.record_id]
    ]


def settling_repayment(loan: LoanView) -> Posting | None:
    """The repayment with which the borrower meant to settle: the settlement, else the one that paid the loan off."""
    meant = {each.instruction_id for each in loan.instructions if each.purpose == "settlement"}
    settlement = next((each for each in loan.repayments if each.instruction_id in meant), None)
    if settlement or loan.paid_off_by:
        return settlement or loan.paid_off_by
    return next(iter(loan.repayments), None) if _every_instalment_is_paid(loan) else None


def unpaid_instalments(loan: LoanView) -> tuple[Instalment, ...]:
    """The instalments in force that the servicing system still asks for, the first due first."""
    asked = [each for each in loan.instalments_in_force if each.status in ("billed", "overdue")]
    return tuple(sorted(asked, key=lambda each: each.due_on))


def _every_instalment_is_paid(loan: LoanView) -> bool:
    return bool(loan.instalments_in_force) and all(each.status == "paid" for each in loan.instalments_in_force)


def _settled_about(loan: LoanView) -> datetime:
    settling = settling_repayment(loan)
    return settling.posted_at if settling else loan.loan.settled_at or loan.loan.drawn_at


SETTLED_LOAN = Subject("loan", loans_called_settled)
