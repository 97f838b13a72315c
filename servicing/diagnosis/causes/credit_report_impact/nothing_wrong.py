"""Every instalment was paid by its day, and nothing late was reported; what no bureau would still keep aside."""

from datetime import date

from servicing.diagnosis.answer import Answer, no, unknown, whether, yes
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.credit_report import (
    is_forgotten,
    last_report,
    nothing_was_reported_late,
    what_the_last_report_misses,
)
from servicing.diagnosis.local_days import local_day
from servicing.diagnosis.views.loan import LoanView
from servicing.ledger.records import Instalment


def every_instalment_was_paid_by_its_day(loan: LoanView) -> Answer:
    """Each one whose day is over was paid by then, as the entries count it, or is long forgotten."""
    borrower = loan.setting.facts.borrower
    over = [each for each in loan.instalments_in_force if each.due_on < local_day(loan.setting.now, borrower)]
    if any(loan.paid_at(each) is None and each.status == "paid" for each in over):
        return unknown("postings")
    late = tuple(each for each in over if not _paid_by_its_day(loan, each) and not is_forgotten(loan, each))
    return no(*late[:1]) if late else yes()


def the_last_report_misses_nothing(loan: LoanView) -> Answer:
    """The loan was not paid off after the bureau was told last."""
    return whether(what_the_last_report_misses(loan) is None)


def _paid_by_its_day(loan: LoanView, instalment: Instalment) -> bool:
    paid_at = loan.paid_at(instalment)
    return paid_at is not None and local_day(paid_at, loan.setting.facts.borrower) <= instalment.due_on


def details(loan: LoanView) -> Details:
    """How many months were reported, and the last of them (an empty text where none was)."""
    last = last_report(loan)
    return {"months": len(loan.reports), "last_month": last.month if last else ""}


CAUSE = Cause(
    source="ledger contract: bureau_reports, instalments.due_on, postings",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="nobody",
    clues=(nothing_was_reported_late, every_instalment_was_paid_by_its_day, the_last_report_misses_nothing),
    queue="credit_report",
    steps=("send_proof", "person"),
    evidence=("credit_report",),
    details=details,
)
