"""The payment is posted where it belongs; the borrower's screen shows data from before that."""

from datetime import date

from servicing.diagnosis.answer import Answer, no, unknown, whether, yes
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.credited import (
    all_of_it_was_credited,
    its_instalment_is_paid,
    nothing_of_it_was_booked_back,
)
from servicing.diagnosis.clues.payment import it_is_posted
from servicing.diagnosis.clues.surplus import no_more_was_credited_than_its_instalment_asks
from servicing.diagnosis.views.payment import PaymentView
from servicing.ledger.records import ShownBalance


def the_screen_showed_older_data(payment: PaymentView) -> Answer:
    """What the screen last showed of the loan, after the posting, is older than the posting."""
    if "shown_balances" in payment.setting.facts.absent:
        return unknown("shown_balances")
    shown = _last_shown(payment)
    if shown is None:
        return no()
    posted = max(each.posted_at for each in payment.repayments)
    return whether(shown.as_of < posted <= shown.shown_at, shown)


def no_instalment_waits_for_it(payment: PaymentView) -> Answer:
    """It names its instalment, or none is open that an early repayment can have been meant for."""
    if payment.names_an_instalment or payment.instalment is None:
        return yes()
    return no(payment.instalment)


def _last_shown(payment: PaymentView) -> ShownBalance | None:
    loans = {each.loan_id for each in payment.repayments}
    shown = [each for each in payment.setting.facts.shown_balances if each.what == "owed" and each.loan_id in loans]
    return max(shown, key=lambda each: (each.shown_at, each.shown_id), default=None)


def details(payment: PaymentView) -> Details:
    """How old the data on the screen was, and when the payment was booked."""
    shown = _last_shown(payment)
    posted_at = max(each.posted_at for each in payment.repayments)
    return {"data_of": shown.as_of, "posted_at": posted_at} if shown else {}


CAUSE = Cause(
    source="ledger contract: shown_balances.as_of",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="platform",
    clues=(
        it_is_posted,
        all_of_it_was_credited,
        nothing_of_it_was_booked_back,
        its_instalment_is_paid,
        no_instalment_waits_for_it,
        no_more_was_credited_than_its_instalment_asks,
        the_screen_showed_older_data,
    ),
    queue="posting",
    steps=("person",),
    details=details,
)
