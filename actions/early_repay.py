"""Repaying early: how it is done, and what settling each open loan takes today and saves."""

from collections.abc import Mapping
from typing import Any

from actions.grounding import grounded
from actions.house import House
from actions.turn import Outcome, Turn
from servicing.account.currencies import open_loans
from servicing.account.quote import NoQuote, Quote, quote
from servicing.diagnosis.entry import entry_of
from servicing.diagnosis.local_days import local_day
from servicing.diagnosis.views import Setting
from servicing.diagnosis.views.loan import LoanView
from servicing.wire import wire

MOST_LOANS = 3


def act(turn: Turn, house: House) -> Outcome:
    """The general words, and a quote for today where the borrower is proved."""
    return grounded("howto_early_repay", turn, house, _figures, {"quotes": [], "without": []})


def _figures(setting: Setting) -> Mapping[str, Any]:
    asked = open_loans(setting)[:MOST_LOANS]
    quotes = {each.ref: _quote(each) for each in asked}
    told = [each for each in asked if quotes[each.ref] is not None]
    found: Mapping[str, Any] = wire(
        {
            "quotes": [_told(each) for each in quotes.values() if each],
            "without": [ref for ref, each in quotes.items() if each is None],
            "entries": [entry_of(each.loan) for each in told],
        }
    )
    return found


def _quote(loan: LoanView) -> Quote | None:
    try:
        return quote(loan, local_day(loan.setting.now, loan.setting.facts.borrower))
    except NoQuote:
        return None


def _told(each: Quote) -> dict[str, Any]:
    """The quote without what a borrower does not read: its entries are named beside it, its rules by their figures."""
    rules = {rule.name: rule.figure for rule in each.rules}
    shown = {name: value for name, value in vars(each).items() if name not in ("entries", "rules", "annual_rate")}
    return {**shown, "rate": f"{each.annual_rate.normalize():f}", "days_a_year": int(rules["day_count"])}
