"""An instalment was paid late, or still is not paid; nothing late was reported to the credit bureau."""

from collections.abc import Mapping
from datetime import date, datetime

from servicing.diagnosis.answer import Answer, no, unknown, yes
from servicing.diagnosis.cause import Cause, Details, always
from servicing.diagnosis.clues.credit_report import (
    days_late_of,
    is_forgotten,
    next_month,
    next_report_by,
    nothing_was_reported_late,
    what_happened,
)
from servicing.diagnosis.clues.lateness import WHAT_MAKES_LATE
from servicing.diagnosis.local_days import local_day
from servicing.diagnosis.views.loan import LoanView
from servicing.lasting import once
from servicing.ledger.records import BureauReport, Instalment

MOST_CITED = 6


def an_instalment_was_late(loan: LoanView) -> Answer:
    """By the entries one was paid after its day, or its day is over and it is not paid; the latest is shown."""
    late = _late(loan)
    if late:
        return yes(*list(what_happened(loan, late[:1]))[:MOST_CITED])
    return unknown("postings") if None in _days(loan).values() else no()


def nothing_reported_speaks_of_it_as_late(loan: LoanView) -> Answer:
    """No report says late; shown by those of its months, else by the last one."""
    nothing = nothing_was_reported_late(loan)
    own = _reports_of_its_months(loan)
    return yes(*own) if nothing.holds and own else nothing


@once
def _days(loan: LoanView) -> Mapping[str, int | None]:
    """How many days late each instalment was or is, by its reference, as far as the entries tell."""
    return {each.instalment_id: days_late_of(loan, each, loan.setting.now) for each in loan.instalments_in_force}


@once
def _late(loan: LoanView) -> tuple[Instalment, ...]:
    """The instalments that were late or are, the one due last first; none of which no bureau would still know."""
    days = _days(loan)
    late = [each for each in loan.instalments_in_force if days[each.instalment_id] and not is_forgotten(loan, each)]
    return tuple(sorted(late, key=lambda each: each.due_on, reverse=True))


def _months(loan: LoanView) -> tuple[date, ...]:
    """The first days of the months in which the latest late instalment was due and unpaid."""
    instalment = _late(loan)[0]
    last = local_day(loan.paid_at(instalment) or loan.setting.now, loan.setting.facts.borrower)
    months = [instalment.due_on.replace(day=1)]
    while next_month(months[-1]) <= last:
        months.append(next_month(months[-1]))
    return tuple(months)


def _reports_of_its_months(loan: LoanView) -> tuple[BureauReport, ...]:
    own = [each for each in loan.reports if _late(loan) and each.month in _months(loan)]
    return tuple(sorted(own, key=lambda each: each.reported_at))


def _last_month_was_reported(loan: LoanView) -> bool:
    """After the instalment's day was over: an earlier report could not name it."""
    borrower, due_on = loan.setting.facts.borrower, _late(loan)[0].due_on
    last = [each for each in loan.reports if each.month == _months(loan)[-1]]
    return any(local_day(each.reported_at, borrower) > due_on for each in last)


def expected(loan: LoanView) -> datetime | None:
    """By when the report that may still name it is made; absent where it was made, or its time is over."""
    if _last_month_was_reported(loan):
        return None
    due = next_report_by(loan, loan.paid_at(_late(loan)[0]) or loan.setting.now)
    return due if due >= loan.setting.now else None


def details(loan: LoanView) -> Details:
    """The instalment that was late last: its day, when it was paid (or empty), days late; how many were late in all.

    `months` were reported in all, none of them as late. `report` is what is known of the last month in which it was
    late: `made` (not as late), `to_come` (it may still be named) or `none` (there is no report, and its time is over).
    """
    late = _late(loan)
    return {
        "due_on": late[0].due_on,
        "paid_at": loan.paid_at(late[0]) or "",
        "days": _days(loan)[late[0].instalment_id] or 0,
        "instalments": len(late),
        "months": len(loan.reports),
        "report": "made" if _last_month_was_reported(loan) else "to_come" if expected(loan) else "none",
    }


CAUSE = Cause(
    source="ledger contract: bureau_reports, instalments.due_on, postings; thresholds/bureau_file.yml",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="nobody",
    clues=(an_instalment_was_late, nothing_reported_speaks_of_it_as_late),
    queue="credit_report",
    steps=("bill", "send_proof", "person"),
    evidence=("credit_report",),
    details=details,
    expected=expected,
    follows_from=WHAT_MAKES_LATE,
    quiet=always,
)
