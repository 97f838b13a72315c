"""What was repaid, the newest first, a page at a time."""

from actions.house import House
from actions.turn import Outcome, Turn, say
from servicing.account.history import history
from servicing.wire import wire

LONGEST = 4


def act(turn: Turn, house: House) -> Outcome:
    """The first page, or the one that a button names."""
    setting = house.setting(turn.conversation)
    found = history(setting, page=_page(turn.given.get("subject") or ""))
    older = [found.page + 1] if found.page < found.pages else []
    shown = {**vars(found), "older": older, "entries": [each.entry for each in found.rows]}
    return say("history", zone=setting.facts.borrower.time_zone, **wire(shown))


def _page(given: str) -> int:
    return int(given) if given.isascii() and given.isdigit() and 0 < len(given) <= LONGEST else 1
