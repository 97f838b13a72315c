"""There was no permission to deduct: it was cancelled, had expired or was never given."""

from datetime import date

from servicing.diagnosis.answer import Answer, unknown, whether
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.debit import no_mandate_was_in_force, nobody_paid_it_in_time, tried
from servicing.diagnosis.views.debit import DebitView
from servicing.ledger.records import Mandate

ENDERS = ("borrower", "bank", "lender")


def no_run_took_anything(debit: DebitView) -> Answer:
    """Nothing was deducted for the instalment."""
    if "debit_runs" in debit.setting.facts.absent:
        return unknown("debit_runs")
    took = [each for each in tried(debit) if each.taken]
    return whether(not took, *took)


def details(debit: DebitView) -> Details:
    """What became of the permission (`cancelled`, `expired`, `never_set`), when and by whom; what is left to pay.

    `ended_by` is `borrower`, `bank`, `lender` or `unknown`, `day_over` is `yes` or `no`; `new_ending` is the account
    of a permission that is in force by now.
    """
    due = {
        "due_on": debit.instalment.due_on,
        "day_over": "yes" if debit.today > debit.instalment.due_on else "no",
        "left": debit.left,
        **({"new_ending": debit.mandate.account_ending} if debit.mandate and debit.mandate.state == "active" else {}),
    }
    ended = debit.ended_mandate
    return {**due, **_of_the_ended(ended)} if ended else {**due, "state": "never_set"}


def it_was_never_there(debit: DebitView) -> bool:
    """Whoever never gave it pays by hand, and knows; whoever gave it since may wait for it to take what is open."""
    given_since = debit.mandate is not None and debit.left.amount > 0
    return debit.ended_mandate is None and not given_since


def _of_the_ended(mandate: Mandate) -> Details:
    return {
        "state": "expired" if mandate.state == "expired" else "cancelled",
        "ended_by": mandate.ended_by if mandate.ended_by in ENDERS else "unknown",
        "account_ending": mandate.account_ending,
        **({"ended_at": mandate.ended_at} if mandate.ended_at else {}),
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
    quiet=it_was_never_there,
)
