"""Clues about the versions of an instalment plan, and what the newest asks for in place of the one before it."""

from servicing.diagnosis.answer import Answer, no, unknown, whether, yes
from servicing.diagnosis.local_days import local_day
from servicing.diagnosis.views.loan import LoanView
from servicing.ledger.records import Instalment, Plan
from servicing.money import Money


def the_plan_has_a_newer_version(loan: LoanView) -> Answer:
    """There is a version after the first."""
    found = versions(loan)
    return yes(*found[-2:]) if len(found) > 1 else no()


def it_was_made_lately(loan: LoanView) -> Answer:
    """It is recent enough to explain what the borrower sees now."""
    since = loan.setting.now - loan.setting.thresholds.span("recent_change", loan.setting.now.date())
    newest = versions(loan)[-1:]
    return whether(bool(newest) and newest[0].made_at >= since)


def it_asks_for_another_amount(loan: LoanView) -> Answer:
    """The first instalment due after the change differs from the one that the version before it asked for."""
    before, after = first_due(loan, -2), first_due(loan, -1)
    if after is None:
        return no()
    return whether(total_of(before) != total_of(after), after) if before else unknown("instalments")


def the_plan_asks_for_no_other_amount(loan: LoanView) -> Answer:
    """The plan was not changed lately, or the change left the amount of the instalments as it was."""
    clues = (the_plan_has_a_newer_version, it_was_made_lately, it_asks_for_another_amount)
    answers = [clue(loan) for clue in clues]
    if any(each.holds is False for each in answers):
        return yes()
    return next((each for each in answers if each.holds is None), no(*answers[-1].rows))


def versions(loan: LoanView) -> list[Plan]:
    """The versions of the plan, the one in force last."""
    return sorted(loan.plans, key=lambda each: each.version)


def first_due(loan: LoanView, which: int) -> Instalment | None:
    """The first instalment of a version (-1 the newest, -2 the one before) that was due after the change."""
    found = versions(loan)
    if len(found) < -which:
        return None
    changed_on = local_day(found[-1].made_at, loan.setting.facts.borrower)
    due = [each for each in loan.instalments if each.plan_id == found[which].plan_id and each.due_on > changed_on]
    return min(due, key=lambda each: each.due_on, default=None)


def total_of(instalment: Instalment) -> Money:
    """What an instalment asks for."""
    return Money(instalment.principal + instalment.interest + instalment.fees, instalment.currency)
