"""The last report was right when it was made; what was paid since comes with the next monthly one."""

from datetime import date, datetime

from servicing.diagnosis.answer import Answer, no, unknown, whether, yes
from servicing.diagnosis.cause import Cause, Details, always
from servicing.diagnosis.clues.credit_report import (
    is_right,
    last_report,
    next_report_by,
    the_next_report_is_still_to_come,
    what_the_last_report_misses,
)
from servicing.diagnosis.views.loan import LoanView


def the_last_report_was_right(loan: LoanView) -> Answer:
    """The bureau was told, and a late mark among it is borne out by the entries."""
    if "bureau_reports" in loan.setting.facts.absent:
        return unknown("bureau_reports")
    report = last_report(loan)
    if report is None:
        return no()
    return yes(report) if report.standing != "late" else _borne_out(loan)


def _borne_out(loan: LoanView) -> Answer:
    report = last_report(loan)
    right = is_right(loan, report) if report else False
    if right is None:
        return unknown("postings")
    return whether(right, *((report,) if report else ()))


def it_was_made_good_after_that(loan: LoanView) -> Answer:
    """The loan was paid off, or all that was late was paid, after the bureau was told."""
    changed_at = what_the_last_report_misses(loan)
    paid = [each for each in loan.repayments if changed_at and loan.counts_at(each) == changed_at][:1]
    named = [each for each in loan.instalments if paid and each.instalment_id == paid[0].instalment_id]
    return whether(changed_at is not None, *paid, *named)


def the_time_for_the_next_report_is_not_over(loan: LoanView) -> Answer:
    """The month's file may still be on its way."""
    return whether(the_next_report_is_still_to_come(loan))


def expected(loan: LoanView) -> datetime | None:
    """By when the next report is made."""
    changed_at = what_the_last_report_misses(loan)
    return next_report_by(loan, changed_at) if changed_at else None


def details(loan: LoanView) -> Details:
    """The last report (moment, month, standing), when it was made good since, and whether the loan is paid off."""
    report, changed_at = last_report(loan), what_the_last_report_misses(loan)
    if report is None or changed_at is None:
        return {}
    return {
        "reported_at": report.reported_at,
        "month": report.month,
        "standing": report.standing,
        "made_good_at": changed_at,
        "paid_off": "yes" if loan.owed.amount <= 0 else "no",
    }


CAUSE = Cause(
    source="ledger contract: bureau_reports.reported_at; thresholds/bureau_file.yml",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="nobody",
    clues=(the_last_report_was_right, it_was_made_good_after_that, the_time_for_the_next_report_is_not_over),
    queue="credit_report",
    steps=("wait", "person"),
    details=details,
    expected=expected,
    quiet=always,
)
