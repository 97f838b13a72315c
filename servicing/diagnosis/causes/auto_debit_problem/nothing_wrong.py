"""The instalment was paid in time and once, by the deduction or by hand; or its day is not over yet."""

from datetime import date

from servicing.diagnosis.answer import Answer, unknown, whether, yes
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.debit import it_is_paid_in_time, no_run_went_to_the_wrong_account, tried
from servicing.diagnosis.views.debit import DebitView
from servicing.ledger.records import ChannelRecord, DebitRun
from servicing.money import Money, total


def it_is_paid_in_time_or_its_day_is_not_over(debit: DebitView) -> Answer:
    """A repayment of it counts from its due day at the latest; or the due day has not passed."""
    if it_is_paid_in_time(debit):
        return yes(debit.repayments[-1])
    not_over = debit.instalment.status in ("scheduled", "billed") and debit.today <= debit.instalment.due_on
    return whether(not_over, debit.instalment)


def no_more_was_taken_than_it_asks(debit: DebitView) -> Answer:
    """What the banks took for it, by hand or automatically, less what they gave back, is no more than it asks."""
    debits = _records(debit, "debit")
    kept = _sum(debit, debits) - _sum(debit, _records(debit, "refund"))
    return whether(kept <= debit.asked, *debits[-1:])


def every_run_did_what_it_should(debit: DebitView) -> Answer:
    """The runs took the whole; or they did not run because it had been paid, or because their time has not come."""
    took = [each for each in tried(debit) if each.taken]
    if took:
        return whether(debit.taken >= debit.to_take, *took)
    idle = all(_may_be_idle(debit, each) for each in debit.runs)
    return whether(idle, *debit.runs[:1])


def it_is_paid_or_can_still_be_deducted(debit: DebitView) -> Answer:
    """While it is unpaid there is a permission to deduct it."""
    if debit.paid_on is not None:
        return yes()
    if "mandates" in debit.setting.facts.absent:
        return unknown("mandates")
    in_force = [each for each in debit.mandates if debit.was_active(each)]
    return whether(bool(in_force), *in_force[-1:])


def _may_be_idle(debit: DebitView, run: DebitRun) -> bool:
    """A run that was skipped for a paid instalment, or that is still to come."""
    if run.state == "skipped":
        return it_is_paid_in_time(debit)
    return run.state == "scheduled"


def _records(debit: DebitView, kind: str) -> tuple[ChannelRecord, ...]:
    """What the banks moved for the instalment, in order of time."""
    facts = debit.setting.facts
    records = facts.channel_records.by("instruction_id")
    own = dict.fromkeys(each.instruction_id for each in facts.payment_instructions.by("instalment_id")[debit.ref])
    moved = [each for one in own for each in records[one] if each.kind == kind and each.state == "success"]
    return tuple(sorted(moved, key=lambda each: each.occurred_at))


def _sum(debit: DebitView, records: tuple[ChannelRecord, ...]) -> Money:
    return total((each.amount for each in records), debit.instalment.currency)


def details(debit: DebitView) -> Details:
    """How it was paid (`auto`, `hand` or `not_yet`), on which day, and when it is due."""
    if debit.paid_on is None:
        waiting = min((each.scheduled_at for each in debit.runs), default=None)
        runs_at = {"scheduled_at": waiting} if waiting else {}
        return {"way": "not_yet", "asked": debit.asked, "due_on": debit.instalment.due_on, **runs_at}
    way = "auto" if any(each.taken for each in debit.runs) else "hand"
    return {"way": way, "asked": debit.asked, "due_on": debit.instalment.due_on, "paid_on": debit.paid_on}


CAUSE = Cause(
    source="ledger contract: debit_runs, postings",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="nobody",
    clues=(
        it_is_paid_in_time_or_its_day_is_not_over,
        no_more_was_taken_than_it_asks,
        every_run_did_what_it_should,
        no_run_went_to_the_wrong_account,
        it_is_paid_or_can_still_be_deducted,
    ),
    queue="posting",
    steps=("auto_debit", "send_proof", "person"),
    details=details,
)
