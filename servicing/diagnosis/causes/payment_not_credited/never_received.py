"""Nothing reached the lender: no instruction that its server took, and no debit anywhere."""

from datetime import date

from servicing.diagnosis.answer import Answer, whether, yes
from servicing.diagnosis.cause import Cause
from servicing.diagnosis.clues.early_repayment import no_early_repayment_was_meant_for_it
from servicing.diagnosis.clues.payment import it_is_not_posted, no_channel_knows_of_it
from servicing.diagnosis.clues.second_payment import it_is_still_needed
from servicing.diagnosis.views.payment import PaymentView


def the_lender_never_took_an_instruction(payment: PaymentView) -> Answer:
    """There is no instruction, or only the attempt of the borrower's own device, and nobody has dealt with it."""
    instruction = payment.instruction
    if instruction is None:
        return yes(payment.shown_by)
    dealt_with = instruction.state in ("queued", "accepted", "done") or payment.holds
    return whether(instruction.acknowledged_at is None and not dealt_with, instruction)


CAUSE = Cause(
    source="ledger contract: payment_instructions.acknowledged_at",
    since=date(2026, 11, 22),
    certainty="likely",
    fault="nobody",
    clues=(
        the_lender_never_took_an_instruction,
        no_channel_knows_of_it,
        it_is_not_posted,
        it_is_still_needed,
        no_early_repayment_was_meant_for_it,
    ),
    queue="posting",
    steps=("send_proof", "how_to_repay", "person"),
    evidence=("bank_record", "payment_screenshot"),
    follows_from=("auto_debit_disabled", "auto_debit_late"),
)
