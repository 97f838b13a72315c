"""The second factor was not completed, so nothing was taken."""

from datetime import date

from servicing.diagnosis.answer import Answer, no, whether
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.payment import (
    it_is_not_posted,
    no_channel_knows_of_it,
    the_lender_took_the_instruction,
)
from servicing.diagnosis.clues.second_payment import it_is_still_needed
from servicing.diagnosis.views.payment import PaymentView


def the_second_factor_was_not_completed(payment: PaymentView) -> Answer:
    """The instruction waited for a verification that did not come."""
    instruction = payment.instruction
    if instruction is None:
        return no()
    waiting = instruction.state in ("awaiting_verification", "expired")
    return whether(waiting and instruction.verified_at is None, instruction)


def details(payment: PaymentView) -> Details:
    """Whether it has lapsed (`yes` or `no`); if not, until when it can be completed, where the books say so."""
    instruction = payment.instruction
    ends = instruction.expires_at if instruction else None
    if (instruction and instruction.state == "expired") or (ends and ends <= payment.setting.now):
        return {"has_lapsed": "yes"}
    return {"has_lapsed": "no", "open_until": ends} if ends else {"has_lapsed": "no"}


CAUSE = Cause(
    source="ledger contract: payment_instructions.verified_at",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="borrower",
    clues=(
        the_lender_took_the_instruction,
        the_second_factor_was_not_completed,
        no_channel_knows_of_it,
        it_is_not_posted,
        it_is_still_needed,
    ),
    queue="posting",
    steps=("how_to_repay", "person"),
    evidence=("bank_record",),
    details=details,
)
