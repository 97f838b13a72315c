"""Clues about a loan that the borrower calls settled: what the entries, the marks and the screen say of it."""

from servicing.diagnosis.answer import Answer, first_known, no, whether, yes
from servicing.diagnosis.clues.credit_report import days_late_of
from servicing.diagnosis.views.loan import LoanView, all_loans
from servicing.diagnosis.views.settled_loan import unpaid_instalments
from servicing.ledger.fields import Record
from servicing.ledger.records import Instalment, Plan, Posting, ShownBalance
from servicing.money import Money, total


def nothing_is_owed_in_the_entries(loan: LoanView) -> Answer:
    """A posting brought what is owed down to nothing, and nothing was added since."""
    if loan.paid_off_by is None:
        return no()
    return whether(loan.owed.amount <= 0, loan.paid_off_by)


def it_is_marked_as_settled(loan: LoanView) -> Answer:
    """The servicing system says settled."""
    return whether(loan.loan.status == "settled", loan.loan)


def no_instalment_is_asked_for(loan: LoanView) -> Answer:
    """No instalment is marked as billed or overdue."""
    asked = unpaid_instalments(loan)
    return no(*asked[:1]) if asked else yes()


def a_manual_mark_came_after_it_was_paid_off(loan: LoanView) -> Answer:
    """After the entries had come to nothing, somebody added to them by hand or made a new plan that asks again."""
    marks = manual_marks(loan)
    asked = [each for each in unpaid_instalments(loan) if any(_is_of(each, mark) for mark in marks)]
    return first_known((*marks, *asked[:1]) if marks else ())


def no_manual_mark_came_after_it_was_paid_off(loan: LoanView) -> Answer:
    """Nobody added to the entries by hand after they had come to nothing."""
    marks = manual_marks(loan)
    return no(*marks) if marks else yes()


def manual_marks(loan: LoanView) -> tuple[Record, ...]:
    """What staff added to a loan that was paid off, and the plans by staff that ask for it again."""
    paid_off = loan.paid_off_by
    if paid_off is None:
        return ()
    added = [each for each in added_by_staff(loan) if each.posted_at > paid_off.posted_at]
    planned = [each for each in _plans_that_ask(loan) if each.made_at > paid_off.posted_at]
    return (*added, *planned)


def added_by_staff(loan: LoanView) -> tuple[Posting, ...]:
    """What was added by hand to what is owed: adjustments, and penalties on a loan on which nothing was ever late."""
    by_hand = [each for each in loan.postings if each.made_by == "staff" and each.amount > 0]
    if not by_hand:
        return ()
    kinds = ("adjustment",) if _was_ever_late(loan) else ("adjustment", "penalty")
    return tuple(each for each in by_hand if each.kind in kinds)


def _was_ever_late(loan: LoanView) -> bool:
    now = loan.setting.now
    return any(days_late_of(loan, each, now) != 0 for each in loan.instalments_in_force)


def _is_of(instalment: Instalment, mark: Record) -> bool:
    return isinstance(mark, Plan) and instalment.plan_id == mark.plan_id


def _plans_that_ask(loan: LoanView) -> tuple[Plan, ...]:
    asking = {each.plan_id for each in loan.instalments if each.status != "paid"}
    return tuple(each for each in loan.plans if each.made_by == "staff" and each.plan_id in asking)


def last_total_shown(loan: LoanView) -> ShownBalance | None:
    """What the screen last showed as owed on all loans of the line together."""
    totals = [
        each
        for each in loan.setting.facts.shown_balances
        if each.what == "owed" and each.loan_id is None and each.line_id == loan.loan.line_id
    ]
    return max(totals, key=lambda each: each.shown_at, default=None)


def no_loan_was_settled_later(loan: LoanView) -> Answer:
    """Of the line's settled loans this one was settled last: it is the one that a total reminds the borrower of."""
    own = loan.paid_off_by
    later = [each for each in _settled_besides(loan) if own and each.posted_at > own.posted_at]
    return whether(not later, *later[-1:])


def _settled_besides(loan: LoanView) -> tuple[Posting, ...]:
    others = (each for each in all_loans(loan.setting) if each.ref != loan.ref and each.owed.amount <= 0)
    return tuple(each.paid_off_by for each in others if each.loan.line_id == loan.loan.line_id and each.paid_off_by)


def other_open_loans(loan: LoanView) -> tuple[LoanView, ...]:
    """The other loans on the same line on which something is owed."""
    return tuple(
        each
        for each in all_loans(loan.setting)
        if each.ref != loan.ref and each.loan.line_id == loan.loan.line_id and each.owed.amount > 0
    )


def owed_elsewhere(loan: LoanView, shown: ShownBalance) -> Money:
    """What was owed on the line's other loans when the data behind the screen was taken."""
    booked = [
        posting.amount
        for other in all_loans(loan.setting)
        if other.ref != loan.ref and other.loan.line_id == loan.loan.line_id
        for posting in other.postings
        if posting.posted_at <= shown.as_of
    ]
    return total(booked, shown.currency)
