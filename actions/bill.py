"""What is owed and when, and what was paid last."""

from actions.house import House
from actions.turn import Outcome, Turn, say
from servicing.account.bill import bill
from servicing.wire import wire


def act(turn: Turn, house: House) -> Outcome:
    """The bill from the ledger."""
    setting = house.setting(turn.conversation)
    return say("bill", zone=setting.facts.borrower.time_zone, **wire(bill(setting)))
