"""Borrowing again after repaying: how the limit comes back, and what is available now."""

from collections.abc import Mapping
from typing import Any

from actions.grounding import grounded
from actions.house import House
from actions.turn import Outcome, Turn
from servicing.account.limit import limits
from servicing.diagnosis.entry import entry_of
from servicing.diagnosis.views import Setting
from servicing.wire import wire


def act(turn: Turn, house: House) -> Outcome:
    """The general words, and what is available on each line where the borrower is proved."""
    return grounded("explain_reborrow", turn, house, _figures, {"lines": []})


def _figures(setting: Setting) -> Mapping[str, Any]:
    entries = [entry_of(each) for each in setting.facts.credit_lines]
    found: Mapping[str, Any] = wire({"lines": limits(setting), "entries": entries})
    return found
