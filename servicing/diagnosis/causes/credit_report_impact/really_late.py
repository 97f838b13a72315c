"""The bureau was told late, and the entries bear it out."""

from datetime import date

from servicing.diagnosis.answer import Answer, unknown, whether, yes
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.credit_report import (
    days_late,
    is_right,
    it_was_reported_late,
    late_by_then,
    late_reports,
    the_next_report_is_still_to_come,
    what_happened,
)
from servicing.diagnosis.clues.lateness import WHAT_MAKES_LATE
from servicing.diagnosis.views.loan import LoanView
from servicing.ledger.records import BureauReport

MOST_CITED = 6


def the_entries_bear_the_report_out(loan: LoanView) -> Answer:
    """An instalment was paid after its day, or not at all, and by no fewer days than were reported."""
    right = _right(loan)
    if right:
        return yes(right[0], *list(what_happened(loan, late_by_then(loan, right[0])))[:MOST_CITED])
    return unknown("postings") if any(is_right(loan, each) is None for each in late_reports(loan)) else whether(False)


def the_next_report_has_nothing_new(loan: LoanView) -> Answer:
    """Nothing was made good since that the next monthly report will carry."""
    return whether(not the_next_report_is_still_to_come(loan))


def _right(loan: LoanView) -> list[BureauReport]:
    return [each for each in late_reports(loan) if is_right(loan, each)]


def details(loan: LoanView) -> Details:
    """The report's month and days late, the day it was due, when it was paid (or empty), how long a mark is kept."""
    report = _right(loan)[0]
    instalment = late_by_then(loan, report)[0]
    return {
        "month": report.month,
        "days": report.days_late or days_late(loan, report) or 0,
        "due_on": instalment.due_on,
        "paid_at": loan.paid_at(instalment) or "",
        "kept_years": int(loan.setting.thresholds.figure("late_mark_kept", loan.setting.now.date())),
    }


CAUSE = Cause(
    source="ledger contract: bureau_reports, instalments.due_on, postings; thresholds/late_mark_kept.yml",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="borrower",
    clues=(it_was_reported_late, the_entries_bear_the_report_out, the_next_report_has_nothing_new),
    queue="credit_report",
    steps=("bill", "send_proof", "person"),
    details=details,
    follows_from=WHAT_MAKES_LATE,
)
