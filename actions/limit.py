"""What the limit is, what takes it up, and the last decision on it."""

from actions.house import House
from actions.pictures import charts
from actions.turn import Outcome, Turn, say
from servicing.account.limit import limits
from servicing.wire import wire


def act(turn: Turn, house: House) -> Outcome:
    """Every line from the ledger."""
    setting = house.setting(turn.conversation)
    return say("limit", zone=setting.facts.borrower.time_zone, lines=wire(limits(setting)), pictures=charts(setting))
