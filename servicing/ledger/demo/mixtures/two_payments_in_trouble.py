"""Two payments that are not there, each for a reason of its own: the borrower has to say which one they mean."""

from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life, Paid
from servicing.ledger.demo.paying import pay, pay_last_at, undo, unpost
from servicing.ledger.demo.stopping import fall_due, leave_unpaid, refuse
from servicing.ledger.records import Instalment


def strike(life: Life) -> Harm:
    """The payment before the latest was refused by the bank three weeks ago; the latest is still in clearing."""
    older = life.payments(life.open_loan)[-2]
    latest = pay_last_at(life, life.now - timedelta(hours=15))
    unpost(life, latest)
    life.change(latest.instruction, state="accepted")
    _refused(life, older)
    return Harm(latest.instruction.instruction_id)


def _refused(life: Life, older: Paid) -> None:
    """The payment made anew three weeks ago by card, on the day that it was due, and refused."""
    undo(life, older)
    at = life.world.clear_of_incidents(life.now - timedelta(days=21))
    instalment = fall_due(life, life.get(Instalment, older.instalment.instalment_id), at)
    pay(life, instalment, at, "card")
    again = next(each for each in life.payments(life.open_loan) if each.instalment.number == instalment.number)
    unpost(life, again)
    leave_unpaid(life, again.instalment)
    refuse(life, again, "card_limit")
