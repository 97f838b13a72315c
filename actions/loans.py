"""The borrower's loans, open and settled."""

from actions.house import House
from actions.turn import Outcome, Turn, say
from servicing.account.loans import loans, older_may_be_missing
from servicing.wire import wire

MOST_LOANS = 8


def act(turn: Turn, house: House) -> Outcome:
    """Those on which something is owed first; how many more there are is said, and where older ones were not read."""
    setting = house.setting(turn.conversation)
    found = loans(setting)
    entries = [each.entries[0] for each in found[:MOST_LOANS]]
    facts = {
        "loans": found[:MOST_LOANS],
        "more": max(0, len(found) - MOST_LOANS),
        "unread": older_may_be_missing(found),
        "entries": entries,
    }
    return say("loans", zone=setting.facts.borrower.time_zone, **wire(facts))
