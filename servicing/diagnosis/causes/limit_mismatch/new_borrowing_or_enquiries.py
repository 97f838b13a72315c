"""New draws, or limit set aside, since the last repayment take up what it had freed."""

from datetime import date, datetime

from servicing.diagnosis.answer import Answer, no, unknown, yes
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.line import NOT_FOR_A_LOAN, something_was_repaid
from servicing.diagnosis.views.line import LineView
from servicing.diagnosis.views.loan import LoanView
from servicing.ledger.records import Hold
from servicing.money import total

MOST_CITED = 3

# What a reservation can be for, as there are words for it.
PURPOSES = ("drawing", "enquiry")


def limit_was_taken_up_since(line: LineView) -> Answer:
    """A loan was drawn, or limit was set aside, after the last repayment was booked."""
    drawn, set_aside = _drawn_since(line), _set_aside_since(line)
    if drawn or set_aside:
        return yes(*[*(each.loan for each in drawn), *set_aside][:MOST_CITED])
    return unknown("holds") if "holds" in line.setting.facts.absent else no()


def _last_repaid_at(line: LineView) -> datetime:
    return line.repayments[0].posted_at if line.repayments else line.setting.now


def _drawn_since(line: LineView) -> tuple[LoanView, ...]:
    since = _last_repaid_at(line)
    return tuple(each for each in line.loans if each.loan.drawn_at > since and each.principal_owed.amount > 0)


def _set_aside_since(line: LineView) -> tuple[Hold, ...]:
    since = _last_repaid_at(line)
    reserved = (each for each in line.open_holds if each.kind == "limit_reservation" and each.placed_at > since)
    return tuple(each for each in reserved if each.reason not in NOT_FOR_A_LOAN)


def _purpose(set_aside: tuple[Hold, ...]) -> str:
    """What all of it is set aside for: `drawing` or `enquiry`; `other` where it is something else or not all one."""
    reasons = {each.reason for each in set_aside}
    return next((each for each in PURPOSES if reasons == {each}), "other")


def details(line: LineView) -> Details:
    """How much was drawn, how much set aside and what for, and what can be drawn now."""
    return {
        "drawn": total((each.principal_owed.amount for each in _drawn_since(line)), line.line.currency),
        "set_aside": total((each.amount for each in _set_aside_since(line)), line.line.currency),
        "purpose": _purpose(_set_aside_since(line)),
        "available": line.drawable,
    }


CAUSE = Cause(
    source="ledger contract: loans.drawn_at, holds",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="borrower",
    clues=(something_was_repaid, limit_was_taken_up_since),
    queue="limit",
    steps=("limit", "borrow_again", "person"),
    details=details,
    follows_from=("disbursement_returned", "disbursement_in_clearing"),
)
