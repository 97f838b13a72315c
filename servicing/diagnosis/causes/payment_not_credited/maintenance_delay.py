"""Made during planned maintenance: it waits in the queue and is posted after the window."""

from datetime import date, datetime

from servicing.diagnosis.answer import Answer, no, whether
from servicing.diagnosis.cause import Cause
from servicing.diagnosis.clues.payment import (
    it_is_not_held,
    it_is_not_posted,
    it_was_made_during_maintenance,
    no_incident_explains_it,
    the_bank_did_not_refuse_it,
    the_money_went_to_the_lender,
)
from servicing.diagnosis.views.payment import PaymentView


def the_instruction_waits_in_the_queue(payment: PaymentView) -> Answer:
    """The lender has the instruction and keeps it for later."""
    if payment.instruction is None:
        return no()
    return whether(payment.instruction.state == "queued", payment.instruction)


def the_queue_may_still_be_worked_off(payment: PaymentView) -> Answer:
    """The window lasts, or ended so lately that its queue may not be through."""
    due = expected(payment)
    return whether(due is None or payment.setting.now <= due, *payment.windows("maintenance"))


def expected(payment: PaymentView) -> datetime | None:
    """The end of the window and the time that its queue may take; unknown while the window has no end."""
    ends = [each.ended_at for each in payment.windows("maintenance")]
    if not ends or any(end is None for end in ends):
        return None
    catch_up = payment.setting.thresholds.span("maintenance_catch_up", payment.setting.now.date(), payment.rule_key)
    return max(end for end in ends if end) + catch_up


CAUSE = Cause(
    source="thresholds/maintenance_catch_up.yml",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="platform",
    clues=(
        the_instruction_waits_in_the_queue,
        it_was_made_during_maintenance,
        no_incident_explains_it,
        the_money_went_to_the_lender,
        the_bank_did_not_refuse_it,
        it_is_not_posted,
        it_is_not_held,
        the_queue_may_still_be_worked_off,
    ),
    queue="posting",
    steps=("wait", "person"),
    expected=expected,
)
