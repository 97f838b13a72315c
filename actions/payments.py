"""Did my payment arrive: where each recent payment stands."""

from typing import Any

from actions.house import House
from actions.turn import Outcome, Turn, say
from servicing.account.payments import Standing, payments
from servicing.wire import wire

MOST_PAYMENTS = 3


def act(turn: Turn, house: House) -> Outcome:
    """The latest payments, each with its state, and the entry that credits it."""
    setting = house.setting(turn.conversation)
    found = payments(setting, MOST_PAYMENTS)
    shown = [_told(each) for each in found]
    entries = [entry for each, told in zip(found, shown, strict=True) for entry in _cited(each, told)]
    return say("payments", zone=setting.facts.borrower.time_zone, **wire({"payments": shown, "entries": entries}))


def _told(each: Standing) -> dict[str, Any]:
    posted = [entry.reference for entry in each.entries if entry.sort == "postings.repayment"]
    return {
        "reference": each.reference,
        "made_at": each.made_at,
        "amount": each.amount,
        "state": each.state,
        "since": each.since,
        "due_by": each.due_by,
        "number": each.number,
        "posted": posted,
    }


def _cited(each: Standing, told: dict[str, Any]) -> list[object]:
    shown = {told["reference"], *told["posted"]}
    return [entry for entry in each.entries if entry.reference in shown]
