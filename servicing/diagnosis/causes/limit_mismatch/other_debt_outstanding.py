"""Another debt, or an entry in the credit record, was counted against the line: lowered, or a part of it is held."""

from datetime import date, datetime

from servicing.diagnosis.answer import Answer, first_known, no, unknown, yes
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.line import (
    lowerings_for,
    set_aside_for,
    the_decision_in_words,
    when_it_ends_by_itself,
)
from servicing.diagnosis.clues.line_debts import (
    MOST_CITED,
    WHAT_LEAVES_A_DEBT,
    loans_owed_beside,
    overdue_at,
    the_overdue_debt_in_words,
)
from servicing.diagnosis.views.line import LineView
from servicing.ledger.records import Hold, LimitDecision
from servicing.money import Money, total

REASONS = ("overdue", "multi_lender_exposure", "bad_record")


def another_debt_or_record_is_counted_against_it(line: LineView) -> Answer:
    """A decision in force that lowered the limit, or an open hold on it, names one as its reason."""
    counted = (*_decided(line), *_held(line))
    if counted:
        return yes(*counted)
    return unknown("holds") if "holds" in line.setting.facts.absent else no()


def a_debt_with_this_lender_is_in_the_books(line: LineView) -> Answer:
    """The overdue instalment, or the loan on another line; what is owed elsewhere cannot be seen here."""
    for decision in _decided(line):
        if decision.reason != "overdue":
            return yes()
        return first_known(tuple(each for _, each in overdue_at(line, decision.decided_at)[:MOST_CITED]))
    return first_known(tuple(each.loan for each in loans_owed_beside(line)[:MOST_CITED]))


def _decided(line: LineView) -> tuple[LimitDecision, ...]:
    return lowerings_for(line, *REASONS)[:1]


def _held(line: LineView) -> tuple[Hold, ...]:
    return set_aside_for(line, "other_debt")


def details(line: LineView) -> Details:
    """What is counted (`overdue`, `multi_lender_exposure`, `bad_record`, `other_debt`), and what it came to.

    A lowering: the decision, the limit before and after it and, for an overdue debt, how that stands now. A hold: how
    much is held, since when, and how much is owed on the other lines in this currency.
    """
    for decision in _decided(line):
        limits = {
            "before": Money(decision.limit_before, decision.currency),
            "after": Money(decision.limit_after, decision.currency),
        }
        debt = overdue_at(line, decision.decided_at) if decision.reason == "overdue" else []
        in_words = the_overdue_debt_in_words(line, debt) if debt else {"settled_since": ""}
        return {**the_decision_in_words(decision), **limits, **in_words}
    return _hold_in_words(line)


def _hold_in_words(line: LineView) -> Details:
    currency, held = line.line.currency, _held(line)
    owed = (each.owed for each in loans_owed_beside(line))
    return {
        "reason": "other_debt",
        "settled_since": "",
        "held": total((each.amount for each in held), currency),
        "since": min(each.placed_at for each in held),
        "owed": total((each.amount for each in owed if each.currency == currency), currency),
    }


def expected(line: LineView) -> datetime | None:
    """When the decision ends by itself, where it is only for a time; a hold for a debt ends with the debt."""
    return next((when_it_ends_by_itself(each, line) for each in _decided(line)), None)


CAUSE = Cause(
    source="ledger contract: limit_decisions.reason, holds.reason, instalments.due_on, postings",
    since=date(2026, 11, 23),
    certainty="proven",
    fault="policy",
    clues=(another_debt_or_record_is_counted_against_it, a_debt_with_this_lender_is_in_the_books),
    queue="limit",
    steps=("bill", "limit", "person"),
    details=details,
    expected=expected,
    follows_from=WHAT_LEAVES_A_DEBT,
)
