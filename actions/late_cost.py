"""Being late: what it means, and what a late day costs on the borrower's own bill."""

from collections.abc import Mapping
from typing import Any

from actions.grounding import grounded
from actions.house import House
from actions.turn import Outcome, Turn
from servicing.account.late import LateCost, late_costs
from servicing.diagnosis.views import Setting
from servicing.wire import wire

MOST_INSTALMENTS = 4


def act(turn: Turn, house: House) -> Outcome:
    """The general words, and the figures of what is late or comes next where the borrower is proved."""
    return grounded("explain_overdue", turn, house, _figures, {"costs": []})


def _figures(setting: Setting) -> Mapping[str, Any]:
    costs = late_costs(setting)[:MOST_INSTALMENTS]
    entries = [entry for each in costs for entry in each.entries if entry.reference == each.instalment_id]
    found: Mapping[str, Any] = wire({"costs": [_told(each) for each in costs], "entries": entries})
    return found


def _told(each: LateCost) -> dict[str, Any]:
    rules = {rule.name: rule.figure for rule in each.rules}
    shown = {name: value for name, value in vars(each).items() if name not in ("entries", "rules")}
    return {**shown, "rate": f"{each.rate:f}", "days_a_year": int(rules["day_count"])}
