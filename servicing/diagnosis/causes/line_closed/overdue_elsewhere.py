"""The line was stopped because a debt with the same lender was overdue."""

from collections.abc import Iterator
from datetime import date, datetime

from servicing.diagnosis.answer import Answer, no, yes
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.line import stopped_for, the_line_is_stopped
from servicing.diagnosis.views.line import LineView
from servicing.diagnosis.views.loan import LoanView, all_loans
from servicing.ledger.records import Instalment
from servicing.money import Money, total

MOST_CITED = 3


def it_was_stopped_for_an_overdue_debt(line: LineView) -> Answer:
    """The decision that stands, or the event, names an overdue debt as its reason."""
    return stopped_for(line, "overdue")


def a_debt_was_overdue_then(line: LineView) -> Answer:
    """When it was stopped, an instalment of the borrower was past its day and not paid."""
    debts = [instalment for _, instalment in _overdue_then(line)]
    return yes(*debts[:MOST_CITED]) if debts else no()


def _overdue_then(line: LineView) -> list[tuple[LoanView, Instalment]]:
    stopped_at = _stopped_at(line)
    if stopped_at is None:
        return []
    found = [pair for pair in _instalments(line) if pair[0].was_unpaid_after_its_day(pair[1], stopped_at)]
    return sorted(found, key=lambda pair: pair[1].due_on)


def _stopped_at(line: LineView) -> datetime | None:
    if line.standing_decision:
        return line.standing_decision.decided_at
    return line.stopping_event.occurred_at if line.stopping_event else None


def _instalments(line: LineView) -> Iterator[tuple[LoanView, Instalment]]:
    return ((loan, each) for loan in all_loans(line.setting) for each in loan.instalments_in_force)


def details(line: LineView) -> Details:
    """Since when the oldest debt was due, how much of it all is unpaid now, and the state of the line."""
    then, now = _overdue_then(line), line.setting.now
    still = [_unpaid(loan, each) for loan, each in then if loan.was_unpaid_after_its_day(each, now)]
    return {
        "due_on": then[0][1].due_on,
        "unpaid": total((each.amount for each in still), then[0][1].currency),
        "settled_since": "no" if still else "yes",
        "state": line.line.status,
    }


def _unpaid(loan: LoanView, instalment: Instalment) -> Money:
    asked = instalment.principal + instalment.interest + instalment.fees
    return total((asked, *(each.amount for each in loan.credits_of(instalment))), instalment.currency)


CAUSE = Cause(
    source="ledger contract: limit_decisions.reason, instalments.due_on, postings",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="borrower",
    clues=(the_line_is_stopped, it_was_stopped_for_an_overdue_debt, a_debt_was_overdue_then),
    queue="limit",
    steps=("bill", "how_to_repay", "person"),
    details=details,
)
