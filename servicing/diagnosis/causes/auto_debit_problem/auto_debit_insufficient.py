"""The right account was asked, and could not give the whole amount."""

from datetime import date, datetime

from servicing.diagnosis.answer import Answer, no, unknown, whether, yes
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.debit import asked_account, no_run_went_to_the_wrong_account, tried
from servicing.diagnosis.clues.failures import FAILURES
from servicing.diagnosis.local_days import local_day
from servicing.diagnosis.views.debit import DebitView
from servicing.ledger.records import DebitRun
from servicing.money import Money

TOO_LITTLE = ("insufficient_funds", "card_limit")


def a_run_came_short(debit: DebitView) -> Answer:
    """A run took a part only, or the bank refused it for want of money or for the card's limit."""
    if "debit_runs" in debit.setting.facts.absent:
        return unknown("debit_runs")
    short = _short_runs(debit)
    return yes(short[0], *short[1:][-1:]) if short else no()


def the_runs_did_not_take_the_whole_in_time(debit: DebitView) -> Answer:
    """No later run of the due day made up for it."""
    in_time = [each for each in tried(debit) if _ran_on(debit, each) <= debit.instalment.due_on]
    later = [each for each in tried(debit) if each not in in_time and each.taken]
    return whether(sum(each.taken for each in in_time) < debit.to_take.amount, *later[-1:])


def _ran_on(debit: DebitView, run: DebitRun) -> date:
    return local_day(run.ran_at or run.scheduled_at, debit.setting.facts.borrower)


def _short_runs(debit: DebitView) -> list[DebitRun]:
    """The runs that came short, in order of time."""
    return [
        each
        for each in tried(debit)
        if each.state == "partial" or (each.state == "failed" and each.failure_code in TOO_LITTLE)
    ]


def next_run(debit: DebitView) -> datetime | None:
    """When the next run is scheduled, if one is."""
    waiting = (each.scheduled_at for each in debit.runs if each.state == "scheduled")
    return min((each for each in waiting if each >= debit.setting.now), default=None)


def details(debit: DebitView) -> Details:
    """What the first such run asked and took, the bank's reason and the account where they are known, what is left."""
    run = _short_runs(debit)[0]
    ending = asked_account(debit, run)
    return {
        "asked": Money(run.asked, run.currency),
        "taken": Money(run.taken, run.currency),
        "left": debit.left,
        **({"failure_code": run.failure_code} if run.failure_code in FAILURES else {}),
        **({"account_ending": ending} if ending else {}),
    }


CAUSE = Cause(
    source="ledger contract: debit_runs.state, debit_runs.failure_code",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="borrower",
    clues=(a_run_came_short, no_run_went_to_the_wrong_account, the_runs_did_not_take_the_whole_in_time),
    queue="posting",
    steps=("how_to_repay", "auto_debit", "person"),
    details=details,
    expected=next_run,
    follows_from=("auto_debit_wrong_source",),
    tells_of=("payment_failed",),
)
