"""An instalment that nothing deducted, because the bank had ended the mandate."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import unpay
from servicing.ledger.records import Mandate


def strike(life: Life) -> Harm:
    """The bank ended the mandate eight days ago; the instalment of the day before yesterday is unpaid."""
    life.change(life.one(Mandate), state="cancelled", ended_at=life.now - timedelta(days=8), ended_by="bank")
    due_on = (life.now - timedelta(days=2)).astimezone(ZoneInfo(life.borrower.time_zone)).date()
    return Harm(life.change(unpay(life), due_on=due_on, status="overdue").instalment_id)
