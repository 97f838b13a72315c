"""Clues about a payment: what was instructed, debited, settled, held and posted."""

from datetime import datetime

from servicing.diagnosis.answer import Answer, first_known, no, unknown, whether, yes
from servicing.diagnosis.views.payment import PaymentView
from servicing.ledger.records import ChannelRecord, Hold

WAITING = ("accepted", "queued")


def a_channel_took_the_money(payment: PaymentView) -> Answer:
    """A bank or channel says that the money left the borrower's account."""
    return first_known(payment.debits)


def no_channel_knows_of_it(payment: PaymentView) -> Answer:
    """No bank or channel took any money, tried to, or is about to."""
    return no(*payment.records) if payment.records else yes()


def the_money_does_not_come_back(payment: PaymentView) -> Answer:
    """Nothing of it was returned or refunded, or is about to be."""
    return no(*payment.coming_back) if payment.coming_back else yes()


def the_bank_did_not_refuse_it(payment: PaymentView) -> Answer:
    """No debit of it failed or was sent back."""
    refused = refusals(payment)
    return no(*refused) if refused else yes()


def refusals(payment: PaymentView) -> tuple[ChannelRecord, ...]:
    """The debits that the bank refused or sent back, in order of time."""
    refused = [each for each in payment.records if each.kind == "debit" and each.state in ("failed", "returned")]
    return tuple(sorted(refused, key=lambda each: (each.occurred_at, each.record_id)))


def the_money_went_to_the_lender(payment: PaymentView) -> Answer:
    """Each debit names the lender as payee."""
    elsewhere = [each for each in payment.debits if each.payee != "lender"]
    return no(*elsewhere) if elsewhere else yes()


def it_is_not_posted(payment: PaymentView) -> Answer:
    """No posting credits the payment."""
    return no(*payment.repayments) if payment.repayments else yes()


def it_is_posted(payment: PaymentView) -> Answer:
    """A posting credits the payment."""
    return first_known(payment.repayments)


def the_posting_window_is_still_open(payment: PaymentView) -> Answer:
    """Its channel may still take the time that it is taking."""
    if payment.post_by is None:
        return no()
    return whether(payment.setting.now <= payment.post_by, *payment.debits)


def the_posting_window_has_passed(payment: PaymentView) -> Answer:
    """Its channel should have delivered by now."""
    if payment.post_by is None:
        return no()
    return whether(payment.setting.now > payment.post_by, *payment.debits)


def the_lender_took_the_instruction(payment: PaymentView) -> Answer:
    """The lender's server acknowledged the instruction."""
    if payment.instruction is None:
        return no()
    return whether(payment.instruction.acknowledged_at is not None, payment.instruction)


def the_lender_has_not_given_it_up(payment: PaymentView) -> Answer:
    """The lender has not let the instruction fail or lapse; a payment made elsewhere has none."""
    if payment.instruction is None:
        return yes()
    return whether(payment.instruction.state not in ("failed", "expired"))


def open_holds(payment: PaymentView) -> tuple[Hold, ...]:
    """The reviews of it that nobody has ended."""
    return tuple(each for each in payment.holds if each.kind == "payment_review" and each.released_at is None)


def review_due(payment: PaymentView) -> datetime | None:
    """When the review is due: as the hold says, else by the lender's usual time for a review."""
    span, key = payment.setting.thresholds.span, payment.rule_key
    usual = {each.hold_id: span("review_time", each.placed_at.date(), key) for each in open_holds(payment)}
    return max((each.due_at or each.placed_at + usual[each.hold_id] for each in open_holds(payment)), default=None)


def review_is_overdue(payment: PaymentView) -> str:
    """For the words: `yes` once the review should have been done, otherwise `no`."""
    due = review_due(payment)
    return "yes" if due and due < payment.setting.now else "no"


def it_is_held_for_review(payment: PaymentView) -> Answer:
    """Risk control holds it and has not let it go."""
    if "holds" in payment.setting.facts.absent:
        return unknown("holds")
    return first_known(open_holds(payment))


def it_is_not_held(payment: PaymentView) -> Answer:
    """Risk control does not hold it."""
    held = it_is_held_for_review(payment)
    return Answer(None if held.holds is None else not held.holds, held.rows, held.missing)


def it_was_made_during_maintenance(payment: PaymentView) -> Answer:
    """It was made inside a planned maintenance window for its channel."""
    return _in_window(payment, "maintenance")


def it_was_made_during_an_incident(payment: PaymentView) -> Answer:
    """It was made inside an incident that hit payments on its channel."""
    return _in_window(payment, "incident")


def no_incident_explains_it(payment: PaymentView) -> Answer:
    """None covers the time at which it was made, or it did not pass through the lender's systems at all."""
    if payment.instruction is None:
        return yes()
    during = it_was_made_during_an_incident(payment)
    return during if during.holds is None else Answer(not during.holds, during.rows)


def it_does_not_wait_out_maintenance(payment: PaymentView) -> Answer:
    """It is not one that the lender queued because of planned maintenance."""
    if payment.instruction is None or payment.instruction.state != "queued":
        return yes()
    during = it_was_made_during_maintenance(payment)
    return during if during.holds is None else Answer(not during.holds, during.rows)


def _in_window(payment: PaymentView, kind: str) -> Answer:
    if "incidents" in payment.setting.facts.absent:
        return unknown("incidents")
    return first_known(payment.windows(kind))


def the_lender_could_not_process_it(payment: PaymentView) -> Answer:
    """The instruction was taken, then failed or stayed where it was, without the bank refusing it.

    One that was debited and whose posting window is open may still be on its way.
    """
    instruction = payment.instruction
    if instruction is None or instruction.acknowledged_at is None:
        return no()
    waits = instruction.state in WAITING and the_posting_window_is_still_open(payment).holds is False
    refused = refusals(payment)
    return whether((waits or instruction.state == "failed") and not refused, instruction, *refused)
