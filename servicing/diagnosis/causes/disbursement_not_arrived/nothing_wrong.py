"""The payout succeeded, in full, to the borrower's account."""

from datetime import date

from servicing.diagnosis.answer import Answer, no, whether
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.drawing import the_latest_payout_is
from servicing.diagnosis.views.drawing import DrawingView
from servicing.money import Money


def the_payout_succeeded(drawing: DrawingView) -> Answer:
    """The channel says that the latest payout reached the borrower's bank."""
    return the_latest_payout_is("success", drawing)


def all_that_was_drawn_was_paid_out(drawing: DrawingView) -> Answer:
    """What arrived, and the fee that the channel kept of it, are what was drawn."""
    payout = drawing.payout
    if payout is None:
        return no()
    return whether(payout.amount + payout.fee >= drawing.loan.principal, payout)


def details(drawing: DrawingView) -> Details:
    """What arrived and when; the channel's fee and the end of the account that was paid, where there are any."""
    payout = drawing.payouts[-1]
    fee = {"fee": Money(payout.fee, payout.currency)} if payout.fee else {}
    ending = {"account_ending": payout.account_ending} if payout.account_ending else {}
    return {"arrived": Money(payout.amount, payout.currency), "arrived_at": payout.occurred_at, **fee, **ending}


CAUSE = Cause(
    source="ledger contract: channel_records.state",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="nobody",
    clues=(the_payout_succeeded, all_that_was_drawn_was_paid_out),
    queue="posting",
    steps=("send_proof", "person"),
    evidence=("bank_record",),
    details=details,
)
