"""Did my payment arrive: where each recent payment stands, as a short code, with the rows that say so."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

from servicing.account.currencies import in_one_currency, of_payment
from servicing.diagnosis.entry import Entry, entry_of
from servicing.diagnosis.views import Setting
from servicing.diagnosis.views.payment import PaymentView, payments_in_question
from servicing.ledger.records import Hold
from servicing.money import Money

State = Literal[
    "posted",
    "posted_in_part",
    "booked_back",
    "sent_elsewhere",
    "coming_back",
    "held",
    "on_its_way",
    "past_its_window",
    "refused",
    "awaiting_verification",
    "expired",
    "failed",
    "queued",
    "at_the_bank",
    "never_received",
]


@dataclass(frozen=True)
class Standing:
    """One payment: where it stands since `since`, and by when the next thing is due where a rule or row says so."""

    reference: str
    made_at: datetime
    amount: Money
    state: State
    since: datetime
    due_by: datetime | None
    loan_id: str | None
    number: int | None
    entries: tuple[Entry, ...]


def payments(setting: Setting, most: int | None = None) -> tuple[Standing, ...]:
    """The payments of the last weeks (`payment_look_back`), the latest first; an instalment nobody paid is none.

    `most` is how many of them are asked for. Raises `TwoCurrencies`.
    """
    made = [each for each in payments_in_question(setting) if each.made_at][:most]
    in_one_currency(map(of_payment, made))
    return tuple(map(_standing, made))


def _standing(payment: PaymentView) -> Standing:
    state = next(state for state, is_so in STATES if is_so(payment))
    rows = [
        each for each in (payment.instruction, *payment.records, *_open_reviews(payment), *payment.postings) if each
    ]
    made_at = payment.made_at or payment.setting.now
    return Standing(
        reference=payment.ref,
        made_at=made_at,
        amount=_amount(payment),
        state=state,
        since=_since(payment, state, made_at),
        due_by=_due_by(payment, state),
        loan_id=_loan_of(payment),
        number=payment.instalment.number if payment.instalment else None,
        entries=tuple(entry_of(each) for each in rows),
    )


def _amount(payment: PaymentView) -> Money:
    row = payment.instruction or payment.records[0]
    return Money(row.amount, row.currency)


def _loan_of(payment: PaymentView) -> str | None:
    named = [each.loan_id for each in (*payment.repayments, payment.instruction, *payment.records) if each]
    return next((each for each in named if each), None)


def _open_reviews(payment: PaymentView) -> tuple[Hold, ...]:
    return tuple(each for each in payment.holds if each.released_at is None)


def _is_posted(payment: PaymentView) -> bool:
    return bool(payment.repayments) and payment.left_on_the_loan >= _taken(payment)


def _taken(payment: PaymentView) -> Decimal:
    """What reached the lender: what was debited, less what the channel kept of it; the asked amount without a debit."""
    if not payment.debits:
        return _amount(payment).amount
    return sum((each.amount - each.fee for each in payment.debits), Decimal(0))


def _since(payment: PaymentView, state: State, made_at: datetime) -> datetime:
    if state in ("posted", "posted_in_part", "booked_back"):
        return max(each.posted_at for each in payment.postings)
    if state in ("sent_elsewhere", "on_its_way", "past_its_window", "refused", "coming_back", "at_the_bank"):
        return max(each.occurred_at for each in payment.records)
    if state == "held":
        return min(each.placed_at for each in payment.holds if each.released_at is None)
    return payment.instruction.state_at if payment.instruction else made_at


def _due_by(payment: PaymentView, state: State) -> datetime | None:
    if state == "held":
        dues = [each.due_at for each in payment.holds if each.released_at is None and each.due_at]
        return max(dues, default=None)
    if state in ("on_its_way", "past_its_window"):
        return payment.post_by
    if state == "awaiting_verification" and payment.instruction:
        return payment.instruction.expires_at
    return None


def _is_in(*states: str) -> Callable[[PaymentView], bool]:
    return lambda payment: payment.instruction is not None and payment.instruction.state in states


def _is_refused(payment: PaymentView) -> bool:
    debits = [each for each in payment.records if each.kind == "debit"]
    return bool(debits) and all(each.state == "failed" for each in debits)


# The first that is so decides: what the books hold comes before what a channel says, and that before the instruction.
STATES: tuple[tuple[State, Callable[[PaymentView], bool]], ...] = (
    ("posted", _is_posted),
    ("booked_back", lambda payment: bool(payment.repayments) and payment.left_on_the_loan <= 0),
    ("posted_in_part", lambda payment: bool(payment.repayments)),
    ("coming_back", lambda payment: bool(payment.coming_back) and payment.kept <= 0),
    ("sent_elsewhere", lambda payment: any(each.payee != "lender" for each in payment.debits)),
    ("held", lambda payment: bool(_open_reviews(payment))),
    ("on_its_way", lambda payment: payment.post_by is not None and payment.setting.now <= payment.post_by),
    ("past_its_window", lambda payment: payment.post_by is not None),
    ("refused", _is_refused),
    ("at_the_bank", lambda payment: any(each.state == "pending" for each in payment.records)),
    ("awaiting_verification", _is_in("awaiting_verification")),
    ("expired", _is_in("expired")),
    ("failed", _is_in("failed")),
    ("queued", _is_in("queued", "accepted", "done")),
    ("never_received", lambda payment: True),
)
