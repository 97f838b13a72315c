"""Clues about the versions of an instalment plan, and what a newer one asks for in place of the one before it."""

from dataclasses import dataclass
from itertools import pairwise

from servicing.diagnosis.answer import Answer, no, unknown, whether, yes
from servicing.diagnosis.local_days import local_day
from servicing.diagnosis.views.loan import LoanView
from servicing.lasting import once
from servicing.ledger.records import Instalment, Plan
from servicing.money import Money


@dataclass(frozen=True)
class Change:
    """A version of the plan and the one that replaced it, each with its first instalment due after the change."""

    before: Plan
    after: Plan
    due_before: Instalment | None
    due_after: Instalment | None

    @property
    def asks_for_another_amount(self) -> bool | None:
        """None where the books do not keep what the version before asked for."""
        if self.due_after is None:
            return False
        return total_of(self.due_before) != total_of(self.due_after) if self.due_before else None


def the_plan_has_a_newer_version(loan: LoanView) -> Answer:
    """There is a version after the first."""
    change = change_in_question(loan)
    return yes(change.before, change.after) if change else no()


def it_was_made_lately(loan: LoanView) -> Answer:
    """It is recent enough to explain what the borrower sees now."""
    change = change_in_question(loan)
    return whether(change is not None and _is_recent(loan, change.after))


def it_asks_for_another_amount(loan: LoanView) -> Answer:
    """The first instalment due after the change differs from the one that the version before it asked for."""
    change = change_in_question(loan)
    if change is None:
        return no()
    if change.asks_for_another_amount is None:
        return unknown("instalments")
    return whether(change.asks_for_another_amount, *(each for each in (change.due_before, change.due_after) if each))


def the_plan_asks_for_no_other_amount(loan: LoanView) -> Answer:
    """The plan was not changed lately, or the change left the amount of the instalments as it was."""
    clues = (the_plan_has_a_newer_version, it_was_made_lately, it_asks_for_another_amount)
    answers = [clue(loan) for clue in clues]
    if any(each.holds is False for each in answers):
        return yes()
    return next((each for each in answers if each.holds is None), no(*answers[-1].rows))


@once
def change_in_question(loan: LoanView) -> Change | None:
    """The latest of the recent changes that ask, or may ask, for another amount; else the latest change of all."""
    versions = sorted(loan.plans, key=lambda each: each.version)
    changes = [_change(loan, before, after) for before, after in pairwise(versions)]
    telling = [each for each in changes if _is_recent(loan, each.after) and each.asks_for_another_amount is not False]
    return next(reversed(telling or changes), None)


def _change(loan: LoanView, before: Plan, after: Plan) -> Change:
    return Change(before, after, _first_due(loan, before, after), _first_due(loan, after, after))


def _first_due(loan: LoanView, plan: Plan, change: Plan) -> Instalment | None:
    """The first instalment of a version that was due after a change."""
    changed_on = local_day(change.made_at, loan.setting.facts.borrower)
    due = [each for each in loan.instalments if each.plan_id == plan.plan_id and each.due_on > changed_on]
    return min(due, key=lambda each: each.due_on, default=None)


def _is_recent(loan: LoanView, plan: Plan) -> bool:
    return plan.made_at >= loan.setting.since("recent_change")


def total_of(instalment: Instalment) -> Money:
    """What an instalment asks for."""
    return Money(instalment.principal + instalment.interest + instalment.fees, instalment.currency)
