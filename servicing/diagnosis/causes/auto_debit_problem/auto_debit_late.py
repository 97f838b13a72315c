"""The deduction ran well after its time, or has still not run."""

from datetime import date, datetime

from servicing.diagnosis.answer import Answer, no, unknown, whether, yes
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.debit import a_mandate_was_in_force, nobody_paid_it_in_time, tried
from servicing.diagnosis.views.debit import DebitView


def it_ran_well_after_its_time(debit: DebitView) -> Answer:
    """From the first scheduled time to the first run, or to now, is more than a run may be late."""
    if "debit_runs" in debit.setting.facts.absent:
        return unknown("debit_runs")
    if not debit.runs:
        return no()
    first = debit.runs[0]
    allowed = debit.setting.thresholds.span("debit_run_tolerance", first.scheduled_at.date())
    late = (_began(debit) or debit.setting.now) > first.scheduled_at + allowed
    return whether(late, first, *tried(debit)[:1], *debit.incidents_at(first))


def it_ran_or_the_instalment_was_left_to_it(debit: DebitView) -> Answer:
    """A run that never took place is no trouble where the borrower had paid by hand in time."""
    if "debit_runs" in debit.setting.facts.absent:
        return unknown("debit_runs")
    return yes(*debit.repayments[-1:]) if tried(debit) else nobody_paid_it_in_time(debit)


def _began(debit: DebitView) -> datetime | None:
    return min((each.ran_at for each in debit.runs if each.ran_at), default=None)


def details(debit: DebitView) -> Details:
    """When it should have run and when it did, if it did; the fault that explains it (`incident` or `untold`).

    `after_due` says whether the instalment was, or still is, unpaid after its day (`yes` or `no`),
    `left` what is still unpaid.
    """
    first, began = debit.runs[0], _began(debit)
    unpaid_after = (debit.paid_on or debit.today) > debit.instalment.due_on
    return {
        "scheduled_at": first.scheduled_at,
        "why": "incident" if debit.incidents_at(first) else "untold",
        "after_due": "yes" if unpaid_after else "no",
        "left": debit.left,
        **({"ran_at": began} if began else {}),
    }


CAUSE = Cause(
    source="thresholds/debit_run_tolerance.yml",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="platform",
    clues=(it_ran_well_after_its_time, a_mandate_was_in_force, it_ran_or_the_instalment_was_left_to_it),
    queue="posting",
    steps=("correction", "bill", "person"),
    details=details,
)
