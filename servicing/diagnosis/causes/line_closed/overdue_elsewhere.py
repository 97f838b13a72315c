"""The line was stopped because a debt with the same lender was overdue."""

from datetime import date

from servicing.diagnosis.answer import Answer, first_known
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.line import stopped_for, the_line_is_stopped
from servicing.diagnosis.clues.line_debts import (
    MOST_CITED,
    WHAT_LEAVES_A_DEBT,
    Overdue,
    overdue_at,
    the_overdue_debt_in_words,
)
from servicing.diagnosis.views.line import LineView


def it_was_stopped_for_an_overdue_debt(line: LineView) -> Answer:
    """The decision that stands, or the event, names an overdue debt as its reason."""
    return stopped_for(line, "overdue")


def a_debt_was_overdue_then(line: LineView) -> Answer:
    """When it was stopped, an instalment of the borrower was past its day and not paid."""
    return first_known(tuple(instalment for _, instalment in _overdue_then(line)[:MOST_CITED]))


def _overdue_then(line: LineView) -> Overdue:
    return overdue_at(line, line.stopped_at) if line.stopped_at else []


def details(line: LineView) -> Details:
    """The debt, how it stands now, and the state of the line."""
    return {**the_overdue_debt_in_words(line, _overdue_then(line)), "state": line.line.status}


CAUSE = Cause(
    source="ledger contract: limit_decisions.reason, instalments.due_on, postings",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="borrower",
    clues=(the_line_is_stopped, it_was_stopped_for_an_overdue_debt, a_debt_was_overdue_then),
    queue="limit",
    steps=("bill", "how_to_repay", "person"),
    details=details,
    follows_from=WHAT_LEAVES_A_DEBT,
)
