"""Clues about a scheduled deduction: whether it ran, when, from which account, and what became of the instalment."""

from servicing.diagnosis.answer import Answer, no, unknown, whether, yes
from servicing.diagnosis.views.debit import DebitView
from servicing.ledger.records import DebitRun

UNUSABLE = ("card_closed", "card_lost", "account_frozen", "account_mismatch")


def tried(debit: DebitView) -> tuple[DebitRun, ...]:
    """The runs that took place."""
    return tuple(each for each in debit.runs if each.ran_at is not None)


def it_is_paid_in_time(debit: DebitView) -> bool:
    """The instalment is paid, and from its due day at the latest."""
    return debit.paid_on is not None and debit.paid_on <= debit.instalment.due_on


def nobody_paid_it_in_time(debit: DebitView) -> Answer:
    """The instalment is unpaid, or was paid only after its day."""
    return whether(not it_is_paid_in_time(debit), *(debit.repayments[-1:] or (debit.instalment,)))


def no_mandate_was_in_force(debit: DebitView) -> Answer:
    """On the due day there was no permission to deduct: it had ended, or was never given."""
    if "mandates" in debit.setting.facts.absent:
        return unknown("mandates")
    if any(debit.was_active(each) for each in debit.mandates):
        return no()
    return yes(*(each for each in (debit.ended_mandate,) if each))


def a_mandate_was_in_force(debit: DebitView) -> Answer:
    """On the due day there was a permission to deduct; a run that took place shows as much."""
    if tried(debit):
        return yes()
    none = no_mandate_was_in_force(debit)
    return Answer(None if none.holds is None else not none.holds, none.rows, none.missing)


def a_run_went_to_the_wrong_account(debit: DebitView) -> Answer:
    """A run asked another account than the one set last, or one that could not be used any more."""
    facts = debit.setting.facts
    if "debit_runs" in facts.absent:
        return unknown("debit_runs")
    run = wrong_run(debit)
    if run is None:
        return unknown("mandates") if "mandates" in facts.absent and tried(debit) else no()
    meant = debit.meant_for(run)
    return yes(*(each for each in (meant, run, *debit.records_of(run)) if each))


def no_run_went_to_the_wrong_account(debit: DebitView) -> Answer:
    """Every run asked the account that was set last, and it could be used."""
    wrong = a_run_went_to_the_wrong_account(debit)
    return Answer(None if wrong.holds is None else not wrong.holds, wrong.rows, wrong.missing)


def wrong_run(debit: DebitView) -> DebitRun | None:
    """The first run that asked an account which it should not have asked."""
    return next((each for each in tried(debit) if went_elsewhere(debit, each) or each.failure_code in UNUSABLE), None)


def went_elsewhere(debit: DebitView, run: DebitRun) -> bool:
    """The run asked another account than the one of the mandate signed last."""
    meant, asked = debit.meant_for(run), asked_account(debit, run)
    return meant is not None and asked is not None and asked != meant.account_ending


def asked_account(debit: DebitView, run: DebitRun) -> str | None:
    """The last four digits of the account that the run asked: as the bank says, else as its mandate does."""
    by_bank = (each.account_ending for each in debit.records_of(run))
    by_mandate = (each.account_ending for each in debit.mandates if each.mandate_id == run.mandate_id)
    return next((each for each in (*by_bank, *by_mandate) if each), None)
