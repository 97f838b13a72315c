"""Interest: how it is counted, shown on the next instalment of each of the borrower's loans."""

from collections.abc import Mapping
from typing import Any

from actions.grounding import grounded
from actions.house import House
from actions.turn import Outcome, Turn
from servicing.account.interest import NextInterest, next_interests
from servicing.diagnosis.views import Setting
from servicing.wire import wire

MOST_LOANS = 3


def act(turn: Turn, house: House) -> Outcome:
    """The general words, and the arithmetic of the next instalment where the borrower is proved."""
    return grounded("explain_interest", turn, house, _figures, {"loans": []})


def _figures(setting: Setting) -> Mapping[str, Any]:
    found = next_interests(setting)[:MOST_LOANS]
    told: Mapping[str, Any] = wire(
        {"loans": [_told(each) for each in found], "entries": [entry for each in found for entry in each.entries]}
    )
    return told


def _told(each: NextInterest) -> dict[str, Any]:
    rules = {rule.name: rule.figure for rule in each.rules}
    shown = {name: value for name, value in vars(each).items() if name not in ("entries", "rules")}
    return {**shown, "annual_rate": f"{each.annual_rate:f}", "days_a_year": int(rules["day_count"])}
