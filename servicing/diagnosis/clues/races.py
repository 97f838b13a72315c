"""Clues about entries that raced: a bill that was cut after a repayment counts and before it was written."""

from collections.abc import Iterator
from dataclasses import dataclass

from servicing.diagnosis.answer import Answer, no, whether, yes
from servicing.diagnosis.views.loan import LoanView
from servicing.lasting import once
from servicing.ledger.records import Instalment, Posting


@dataclass(frozen=True)
class Race:
    """A repayment that no instalment asks for, and the interest of the bill that was cut without it."""

    repayment: Posting
    billed: Posting
    instalment: Instalment

    @property
    def the_bill_leaves_it_out(self) -> bool:
        """Whether the bill asks for all the interest that was planned on what was owed without the repayment."""
        return self.billed.interest >= self.instalment.interest


def a_bill_was_cut_before_a_repayment_was_written(loan: LoanView) -> Answer:
    """Lately a repayment of principal counted from before a bill was cut, and was written only after it."""
    found = race(loan)
    if found is None:
        return no()
    debits = (each for each in loan.records if each.record_id == found.repayment.record_id)
    return yes(*debits, found.repayment, found.billed)


def that_bill_leaves_the_repayment_out(loan: LoanView) -> Answer:
    """It asks for all the interest that was planned; shown with what made up for it since, where anything did."""
    found = race(loan)
    if found is None:
        return no()
    return whether(found.the_bill_leaves_it_out, found.instalment, *made_up_for(loan)[:1])


@once
def race(loan: LoanView) -> Race | None:
    """The latest one, by the moment at which the bill was cut."""
    return next(_races(loan), None)


def _races(loan: LoanView) -> Iterator[Race]:
    freely = [each for each in loan.repayments if each.instalment_id is None and each.principal < 0]
    for billed in loan.recent("interest") if freely else ():
        instalment = loan.instalments_by_reference.get(billed.instalment_id or "")
        for repayment in freely:
            if instalment and loan.counts_at(repayment) < billed.posted_at < repayment.posted_at:
                yield Race(repayment, billed, instalment)


def made_up_for(loan: LoanView) -> tuple[Posting, ...]:
    """What took interest off that bill or the next after the repayment was written, in order of time."""
    found = race(loan)
    if found is None:
        return ()
    bills = (None, found.billed.instalment_id, *(each.instalment_id for each in (next_instalment(loan),) if each))
    off = [each for each in loan.recent("waiver", "adjustment") if each.interest < 0 and each.instalment_id in bills]
    return tuple(each for each in reversed(off) if each.posted_at >= found.repayment.posted_at)


def next_instalment(loan: LoanView) -> Instalment | None:
    """The instalment in force that falls due after the one that the bill was for."""
    found = race(loan)
    if found is None:
        return None
    later = [each for each in loan.instalments_in_force if each.due_on > found.instalment.due_on]
    return min(later, key=lambda each: each.due_on, default=None)


def its_bill_is_still_to_come(loan: LoanView, instalment: Instalment) -> bool:
    """Whether nothing was billed for an instalment yet: no interest is booked on it, and it is not marked so."""
    booked = (each for each in loan.postings if each.kind == "interest")
    return instalment.status == "scheduled" and all(each.instalment_id != instalment.instalment_id for each in booked)
