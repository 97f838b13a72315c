"""What a payment that names no instalment was meant for: what asks for just its amount, else what the view names."""

from servicing.diagnosis.local_days import local_day
from servicing.diagnosis.views.loan import LoanView, all_loans
from servicing.diagnosis.views.payment import PaymentView, due_instalments
from servicing.diagnosis.views.settled_loan import paid_elsewhere
from servicing.ledger.records import ChannelRecord, Instalment, PaymentInstruction


def can_be_meant_for(payment: PaymentView) -> tuple[Instalment, ...]:
    """The due instalments that it can have been meant for, the likeliest first; none where nothing was due.

    Of those that ask for just its amount, the ones of the loan that it names come first, then the oldest.
    """
    return _of_just_its_amount(payment) or ((payment.instalment,) if payment.instalment else ())


def was_made_elsewhere_for(payment: PaymentView, instalment: Instalment) -> bool:
    """Whether a payment made outside the lender's app was meant for it, and not to settle another loan."""
    settled = _loans_it_settles(payment)
    if settled:
        return instalment.loan_id in {each.ref for each in settled}
    return instalment in can_be_meant_for(payment)[:1]


def asks_for_just(payment: PaymentView, instalment: Instalment) -> bool:
    """Whether the instalment asks for just what was paid."""
    asked, paid = instalment.principal + instalment.interest + instalment.fees, _paid(payment)
    return (asked, instalment.currency) == (paid.amount, paid.currency)


def _paid(payment: PaymentView) -> PaymentInstruction | ChannelRecord:
    return payment.instruction or payment.records[0]


def _of_just_its_amount(payment: PaymentView) -> tuple[Instalment, ...]:
    made_at = payment.made_at or payment.setting.now
    ahead = payment.setting.thresholds.span("paid_ahead", made_at.date())
    reach = local_day(made_at + ahead, payment.setting.facts.borrower)
    same = [each for each in due_instalments(payment.setting) if each.due_on <= reach if asks_for_just(payment, each)]
    return tuple(sorted(same, key=lambda each: each.loan_id != _paid(payment).loan_id))


def _loans_it_settles(payment: PaymentView) -> list[LoanView]:
    loans = all_loans(payment.setting) if payment.instruction is None else ()
    return [each for each in loans if any(record in paid_elsewhere(each) for record in payment.records)]
