"""Two runs took the money for the same instalment."""

from datetime import date

from servicing.diagnosis.answer import Answer, unknown, whether
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.debit import tried
from servicing.diagnosis.views.debit import DebitView
from servicing.ledger.records import ChannelRecord, DebitRun
from servicing.money import total


def two_runs_took_money(debit: DebitView) -> Answer:
    """More than one run took something."""
    if "debit_runs" in debit.setting.facts.absent:
        return unknown("debit_runs")
    took = _took(debit)
    return whether(len(took) > 1, *took)


def together_they_took_too_much(debit: DebitView) -> Answer:
    """What they took together is more than any of them was to take: none only took the rest."""
    return whether(debit.taken > debit.to_take, *_refunds(debit))


def _took(debit: DebitView) -> tuple[DebitRun, ...]:
    return tuple(each for each in tried(debit) if each.taken)


def _refunds(debit: DebitView) -> tuple[ChannelRecord, ...]:
    """The refunds of any of the runs that reached the borrower or are on their way."""
    refunds = (each for run in _took(debit) for each in debit.records_of(run, "refund"))
    return tuple(each for each in refunds if each.state in ("pending", "success"))


def details(debit: DebitView) -> Details:
    """What was to be taken, what was, what is too much; what of it came back, is coming back, or neither."""
    refunds, currency = _refunds(debit), debit.instalment.currency
    surplus = debit.taken - debit.to_take
    refunded = total((each.amount for each in refunds if each.state == "success"), currency)
    coming_back = total((each.amount for each in refunds if each.state == "pending"), currency)
    return {
        "asked": debit.to_take,
        "taken": debit.taken,
        "surplus": surplus,
        "refunded": refunded,
        "coming_back": coming_back,
        "kept": surplus - refunded - coming_back,
    }


CAUSE = Cause(
    source="ledger contract: debit_runs.taken",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="platform",
    clues=(two_runs_took_money, together_they_took_too_much),
    queue="posting",
    steps=("correction", "send_proof", "person"),
    evidence=("bank_record",),
    details=details,
)
