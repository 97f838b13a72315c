"""The bureau was told late, or later than it was, and the entries prove otherwise."""

from datetime import date

from servicing.diagnosis.answer import Answer, no, unknown, yes
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.credit_report import (
    days_late,
    instalments_of,
    is_right,
    it_was_reported_late,
    late_reports,
    what_happened,
)
from servicing.diagnosis.views.loan import LoanView
from servicing.ledger.records import BureauReport

MOST_CITED = 6


def the_entries_prove_the_report_wrong(loan: LoanView) -> Answer:
    """By the day on which each instalment was paid, it was on time, or less late than was reported."""
    wrong = _wrong(loan)
    if wrong:
        return yes(wrong[0], *list(what_happened(loan, instalments_of(loan, wrong[0])))[:MOST_CITED])
    return unknown("postings") if any(is_right(loan, each) is None for each in late_reports(loan)) else no()


def _wrong(loan: LoanView) -> list[BureauReport]:
    return [each for each in late_reports(loan) if is_right(loan, each) is False]


def details(loan: LoanView) -> Details:
    """The latest wrong report's month, the days reported and the days by the entries, and how many are wrong."""
    wrong = _wrong(loan)
    return {
        "month": wrong[0].month,
        "days_reported": wrong[0].days_late,
        "days_really": days_late(loan, wrong[0]) or 0,
        "reports": len(wrong),
    }


CAUSE = Cause(
    source="ledger contract: bureau_reports, instalments.due_on, postings, channel_records.occurred_at",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="platform",
    clues=(it_was_reported_late, the_entries_prove_the_report_wrong),
    queue="credit_report",
    steps=("correction", "send_proof", "person"),
    evidence=("credit_report", "bank_record"),
    details=details,
    follows_from=("maintenance_delay", "platform_fault", "risk_hold", "staff_marking_error", "status_not_updated"),
)
