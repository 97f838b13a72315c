"""The stations of a payment's journey: what the books say of each, by itself.

`instructed` by the borrower, `verified` with the second factor, `debited` at the bank, `settled` in the channel's file,
`received` by the lender, `posted` to the loan, `shown` on the borrower's screen.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from servicing.diagnosis.causes.payment_not_credited.maintenance_delay import expected as queue_is_through
from servicing.diagnosis.clues.payment import open_holds, review_due
from servicing.diagnosis.entry import Entry, entry_of
from servicing.diagnosis.views.payment import PaymentView
from servicing.diagnosis.windows import window_end
from servicing.ledger.fields import Record
from servicing.ledger.records import ChannelRecord, PaymentInstruction, Posting, ShownBalance

State = Literal["done", "here", "failed", "held", "skipped", "to_come", "unknown"]
GIVEN_UP = ("failed", "expired", "queued")


@dataclass(frozen=True)
class Station:
    """One station as the books have it.

    `at` is when it was passed (or failed, or began to wait), `due` when it is to be passed at the latest; both UTC.
    `note` is a code that says more; `detail` what belongs to it: a bank's failure code, or the end of an account.
    `skipped` is a station that is not needed (with a note), or that is not reached any more (without one).
    """

    name: str
    state: State
    at: datetime | None = None
    due: datetime | None = None
    entry: Entry | None = None
    note: str | None = None
    detail: str | None = None


def instructed(payment: PaymentView) -> Station:
    """The borrower's own wish, as the lender's server took it; an automatic debit is the lender's wish."""
    instruction = payment.instruction
    if instruction is None:
        return _without_instruction(payment)
    if instruction.acknowledged_at is None:
        return _at("instructed", "failed", instruction.made_at, instruction, "not_arrived")
    note = "automatic" if instruction.purpose == "auto_debit" else None
    return _at("instructed", "done", instruction.made_at, instruction, note)


def _without_instruction(payment: PaymentView) -> Station:
    if payment.records or payment.repayments:
        return Station("instructed", "skipped", note="paid_elsewhere")
    return Station("instructed", "here", note="nothing_paid")


def verified(payment: PaymentView) -> Station:
    """The second factor, where one was asked for."""
    instruction = payment.instruction
    if instruction is None:
        was_paid = bool(payment.records or payment.repayments)
        return Station("verified", "skipped", note="not_needed") if was_paid else Station("verified", "to_come")
    if instruction.acknowledged_at is None:
        return Station("verified", "to_come")
    if instruction.verified_at:
        return _at("verified", "done", instruction.verified_at, instruction)
    if instruction.state in ("awaiting_verification", "expired"):
        return _unverified(payment, instruction)
    return Station("verified", "skipped", note="not_needed")


def _unverified(payment: PaymentView, instruction: PaymentInstruction) -> Station:
    ends = instruction.expires_at
    if instruction.state == "expired" or (ends and ends <= payment.setting.now):
        return _at("verified", "failed", ends or instruction.state_at, instruction, "lapsed")
    return Station("verified", "here", due=ends, entry=entry_of(instruction))


def debited(payment: PaymentView) -> Station:
    """What a bank or channel says: taken, refused, sent back, or still at it."""
    taken = _first(each for each in payment.debits if each.state == "success" or each.payee != "lender")
    if taken:
        return _at("debited", "done", taken.occurred_at, taken)
    tried = [each for each in payment.records if each.kind == "debit"]
    if not tried:
        return _not_debited(payment)
    record = max(tried, key=lambda each: (each.state == "pending", each.occurred_at))
    if record.state == "pending":
        return _at("debited", "here", record.occurred_at, record, "bank_at_work")
    note = "sent_back" if record.state == "returned" else "refused"
    return _at("debited", "failed", record.occurred_at, record, note, record.failure_code)


def _not_debited(payment: PaymentView) -> Station:
    instruction = payment.instruction
    if instruction and instruction.state == "failed":
        return _at("debited", "failed", instruction.state_at, instruction, "not_carried_out")
    if instruction and instruction.state == "queued":
        return Station("debited", "here", due=queue_is_through(payment), entry=entry_of(instruction), note="queued")
    return Station("debited", "done" if payment.repayments else "to_come")


def settled(payment: PaymentView) -> Station:
    """The channel's daily file: it names the payment, or should have by now."""
    line = next(iter(payment.settlement_lines), None)
    if line:
        files = payment.setting.facts.settlement_files
        received = next((each.received_at for each in files if each.file_id == line.file_id), None)
        return _at("settled", "done", received, line)
    if "settlement_lines" in payment.setting.facts.absent:
        return Station("settled", "unknown")
    if payment.repayments and not payment.debits:
        return Station("settled", "skipped", note="not_needed")
    return _not_settled(payment)


def _not_settled(payment: PaymentView) -> Station:
    due = file_due(payment)
    if due is None or not (clears(payment) or payment.repayments):
        return Station("settled", "to_come")
    if due < payment.setting.now:
        is_missing = not payment.repayments and posting_is_late(payment)
        return Station("settled", "failed", due=due, note="not_named") if is_missing else Station("settled", "unknown")
    # A file that may come long after the posting is nothing to wait for until the posting itself is late.
    return Station("settled", "to_come", due=due if posting_is_late(payment) else None)


def received(payment: PaymentView) -> Station:
    """The lender has the money: held for review, passed on to the books, sent back, or gone to somebody else."""
    elsewhere = _first(each for each in payment.debits if each.payee != "lender")
    if elsewhere:
        return _went_elsewhere(payment, elsewhere)
    holds = open_holds(payment)
    if holds:
        due = review_due(payment)
        is_late = due is not None and due < payment.setting.now
        note = "review_late" if is_late else "review"
        return Station("received", "held", holds[0].placed_at, due, entry_of(holds[0]), note)
    if payment.repayments:
        return Station("received", "done")
    return _not_received(payment)


def _went_elsewhere(payment: PaymentView, elsewhere: ChannelRecord) -> Station:
    back = _first(each for each in payment.coming_back if each.kind == "refund" and each.state == "success")
    came_back = back or (elsewhere if elsewhere.state == "returned" else None)
    if came_back:
        at = came_back.occurred_at if back else None
        return _at("received", "failed", at, came_back, "elsewhere_and_back", elsewhere.payee)
    return _at("received", "failed", elsewhere.occurred_at, elsewhere, "elsewhere", elsewhere.payee)


def _not_received(payment: PaymentView) -> Station:
    refund = _first(each for each in payment.coming_back if each.kind == "refund")
    if refund:
        note = "refunded" if refund.state == "success" else "refund_under_way"
        return _at("received", "failed", refund.occurred_at, refund, note)
    instruction = payment.instruction
    if instruction and instruction.state == "failed" and clears_at_the_bank(payment):
        return _at("received", "failed", instruction.state_at, instruction, "not_carried_out")
    return Station("received", "to_come")


def posted(payment: PaymentView) -> Station:
    """Booked to the loan: to this instalment or to something else, in full or in part, or taken back again."""
    if payment.repayments and payment.booked_back and payment.left_on_the_loan <= 0:
        last = max(payment.booked_back, key=_by_posting)
        return _at("posted", "failed", last.posted_at, last, "taken_back")
    if payment.repayments:
        first = min(payment.repayments, key=_by_posting)
        return _at("posted", "done", first.posted_at, first, _posted_note(payment))
    if not clears(payment):
        return Station("posted", "to_come")
    return Station("posted", "to_come", due=payment.post_by, note="late" if posting_is_late(payment) else None)


def _posted_note(payment: PaymentView) -> str | None:
    to = {each.instalment_id for each in payment.repayments}
    if payment.instalment and payment.instalment.instalment_id not in to:
        return "to_something_else"
    return "in_part" if payment.debits and payment.credited < payment.kept else None


def shown(payment: PaymentView) -> Station:
    """The borrower's screen: it has caught up with the posting, or shows older data."""
    if not payment.repayments:
        return Station("shown", "to_come")
    if "shown_balances" in payment.setting.facts.absent:
        return Station("shown", "unknown")
    posted_at, screen = max(each.posted_at for each in payment.repayments), _last_screen(payment)
    if screen is None or screen.shown_at < posted_at:
        return Station("shown", "to_come")
    if screen.as_of >= posted_at:
        return _at("shown", "done", screen.shown_at, screen)
    return _at("shown", "here", screen.as_of, screen, "older_data")


def _last_screen(payment: PaymentView) -> ShownBalance | None:
    loans = {each.loan_id for each in payment.repayments}
    rows = [each for each in payment.setting.facts.shown_balances if each.what == "owed" and each.loan_id in loans]
    return max(rows, key=lambda each: (each.shown_at, each.shown_id), default=None)


def clears_at_the_bank(payment: PaymentView) -> bool:
    """Money was taken for the lender and does not come back."""
    return payment.kept > 0 and all(each.payee == "lender" for each in payment.debits)


def clears(payment: PaymentView) -> bool:
    """It is on its way from the bank to the books: taken, and neither held nor given up by the lender."""
    is_given_up = payment.instruction is not None and payment.instruction.state in GIVEN_UP
    return clears_at_the_bank(payment) and not is_given_up and not open_holds(payment)


def posting_is_late(payment: PaymentView) -> bool:
    """The channel's posting window is over."""
    return payment.post_by is not None and payment.post_by < payment.setting.now


def file_due(payment: PaymentView) -> datetime | None:
    """When the channel's file that names the debit should be here; absent while nothing was debited."""
    at = payment.debited_at
    if at is None:
        return None
    return window_end(payment.setting.thresholds, "settlement_file", at, payment.rule_key, payment.currency)


def _first(records: Iterable[ChannelRecord]) -> ChannelRecord | None:
    return min(records, key=lambda each: (each.occurred_at, each.record_id), default=None)


def _by_posting(posting: Posting) -> tuple[datetime, str]:
    return posting.posted_at, posting.posting_id


def _at(
    name: str, state: State, at: datetime | None, row: Record, note: str | None = None, detail: str | None = None
) -> Station:
    return Station(name, state, at=at, entry=entry_of(row), note=note, detail=detail)
