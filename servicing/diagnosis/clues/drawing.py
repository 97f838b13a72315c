"""Clues about a loan that was drawn: how far its payout came, and what holds it up."""

from servicing.diagnosis.answer import Answer, no, unknown, whether, yes
from servicing.diagnosis.cause import Details
from servicing.diagnosis.clues.failures import in_contract_words
from servicing.diagnosis.views.drawing import DrawingView


def it_is_held_for_review(drawing: DrawingView) -> Answer:
    """Risk control holds the payout and has not let it go."""
    if "holds" in drawing.setting.facts.absent:
        return unknown("holds")
    return yes(drawing.open_hold) if drawing.open_hold else no()


def it_is_not_held(drawing: DrawingView) -> Answer:
    """Risk control does not hold the payout."""
    held = it_is_held_for_review(drawing)
    return Answer(None if held.holds is None else not held.holds, held.rows, held.missing)


def no_payout_has_ended_yet(drawing: DrawingView) -> Answer:
    """The loan waits for its payout: none was sent off, or a channel still works on it."""
    payout = drawing.payout
    if payout is None:
        return whether(drawing.loan.status in ("pending", "open"), drawing.loan)
    return whether(payout.state == "pending", payout)


def the_latest_payout_is(state: str, drawing: DrawingView) -> Answer:
    """Whether the latest attempt to pay it out stands so; beside it stands what the books ask for the loan."""
    payout = drawing.payout
    return whether(payout.state == state, payout, *drawing.booked) if payout else no()


def what_came_of_it(drawing: DrawingView) -> Details:
    """The bank's reason, the end of the account that was to be paid where it is known, and what the books ask for."""
    payout = drawing.payout
    ending = {"account_ending": payout.account_ending} if payout and payout.account_ending else {}
    return {"failure_code": in_contract_words(payout.failure_code if payout else None), "owed": drawing.owed, **ending}
