"""There was no permission to deduct: it was cancelled, had expired or was never given."""

from datetime import date

from servicing.diagnosis.answer import Answer, unknown, whether
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.debit import no_mandate_was_in_force, nobody_paid_it_in_time, tried
from servicing.diagnosis.views.debit import DebitView

ENDERS = ("borrower", "bank", "lender")


def no_run_took_anything(debit: DebitView) -> Answer:
    """Nothing was deducted for the instalment."""
    if "debit_runs" in debit.setting.facts.absent:
        return unknown("debit_runs")
    took = [each for each in tried(debit) if each.taken]
    return whether(not took, *took)


def details(debit: DebitView) -> Details:
    """What became of the permission (`cancelled`, `expired`, `never_set`), when and by whom; what is due and when.

    `ended_by` is `borrower`, `bank`, `lender` or `unknown`; `paid` is `yes` or `no`.
    """
    ended = debit.ended_mandate
    due = {
        "due_on": debit.instalment.due_on,
        "asked": debit.asked,
        "paid": "yes" if debit.instalment.status == "paid" else "no",
    }
    if ended is None:
        return {**due, "state": "never_set"}
    return {
        **due,
        "state": "expired" if ended.state == "expired" else "cancelled",
        "ended_by": ended.ended_by if ended.ended_by in ENDERS else "unknown",
        "account_ending": ended.account_ending,
        **({"ended_at": ended.ended_at} if ended.ended_at else {}),
    }


CAUSE = Cause(
    source="ledger contract: mandates.state, mandates.ended_at",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="nobody",
    clues=(no_mandate_was_in_force, no_run_took_anything, nobody_paid_it_in_time),
    queue="posting",
    steps=("how_to_repay", "auto_debit", "person"),
    evidence=("mandate_page",),
    details=details,
)
