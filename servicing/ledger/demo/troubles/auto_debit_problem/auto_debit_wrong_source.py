"""A deduction from another card than the one set last, or from one that could not be used any more."""

from datetime import datetime, timedelta

from servicing.ledger.demo.debits import run_of
from servicing.ledger.demo.life import Harm, Life, Paid
from servicing.ledger.demo.mandates import ask, set_new_card
from servicing.ledger.demo.paying import ZERO, pay_last_at, unpost
from servicing.ledger.demo.stopping import leave_unpaid, refuse
from servicing.ledger.fields import Record
from servicing.ledger.records import DebitRun, Mandate

UNUSABLE = ("card_closed", "card_lost", "account_frozen", "account_mismatch")


def strike(life: Life) -> Harm:
    """The latest deduction asked the old card, which gave the money or not; or the card that is set is closed."""
    paid = pay_last_at(life, life.ago(19 * 24, 1), "auto_debit")
    asked = run_of(life, paid)
    if life.rng.random() < 0.4:
        meant = life.get(Mandate, asked.mandate_id or "")
        return Harm(paid.instalment.instalment_id, (meant, *_refused(life, paid, life.rng.choice(UNUSABLE))))
    old = life.get(Mandate, asked.mandate_id or "")
    meant = set_new_card(life, _before(life, asked))
    run = ask(life, life.get(DebitRun, asked.run_id), old)
    if life.rng.random() < 0.4:
        return Harm(paid.instalment.instalment_id, (meant, *_refused(life, paid, "insufficient_funds")))
    return Harm(paid.instalment.instalment_id, (meant, run, life.get(type(paid.record), paid.record.record_id)))


def _before(life: Life, run: DebitRun) -> datetime:
    """Some time before a run, and after every other one before it."""
    others = [each.scheduled_at for each in life.all(DebitRun) if each.scheduled_at < run.scheduled_at]
    longest = run.scheduled_at - max([*others, run.scheduled_at - timedelta(days=20)])
    return run.scheduled_at - longest * life.rng.uniform(0.1, 0.9)


def _refused(life: Life, paid: Paid, code: str) -> tuple[Record, ...]:
    unpost(life, paid)
    leave_unpaid(life, life.get(type(paid.instalment), paid.instalment.instalment_id))
    refused = refuse(life, paid, code)
    return life.change(run_of(life, paid), state="failed", taken=ZERO, failure_code=code), refused.record


def near_miss(life: Life) -> None:
    """A new card was set a little after the latest deduction, or a little before it and was asked."""
    paid = pay_last_at(life, life.ago(19 * 24, 3), "auto_debit")
    run = run_of(life, paid)
    after = timedelta(minutes=life.rng.randint(5, 120))
    set_new_card(life, run.scheduled_at + (after if life.rng.random() < 0.5 else -after))
