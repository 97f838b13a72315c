"""The borrower's own figures for a how-to answer, where they may be told; the general words stand without them."""

from collections.abc import Callable, Mapping
from typing import Any

from actions.house import House
from actions.speech import Reply, to_be_corrected
from actions.turn import Outcome, Turn
from servicing.account.currencies import TwoCurrencies
from servicing.diagnosis.views import Setting
from servicing.errors import LedgerUnreachable, NotProven, UnknownBorrower

Figures = Callable[[Setting], Mapping[str, Any]]


def grounded(name: str, turn: Turn, house: House, figures: Figures, without: Mapping[str, Any]) -> Outcome:
    """The reply with the borrower's figures; with those in `without` where nobody is proved or the ledger is away.

    Where the books contradict themselves, the general words come with what has to be corrected.
    """
    general = Reply(name, {**without, "entries": []})
    try:
        setting = house.setting(turn.conversation)
    except (NotProven, UnknownBorrower, LedgerUnreachable):
        return Outcome((general,))
    try:
        return Outcome((Reply(name, {"zone": setting.facts.borrower.time_zone, **figures(setting)}),))
    except TwoCurrencies as contradiction:
        return Outcome((general, to_be_corrected(contradiction)))
