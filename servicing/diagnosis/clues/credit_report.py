"""Clues about what the credit bureau was told of a loan, against what the books say."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from servicing.diagnosis.answer import Answer, first_known, no, unknown, yes
from servicing.diagnosis.local_days import local_day
from servicing.diagnosis.views.loan import LoanView
from servicing.ledger.fields import Record
from servicing.ledger.records import BureauReport, Instalment, Posting


def it_was_reported_late(loan: LoanView) -> Answer:
    """The bureau was told of a month in which the loan was late, and may still keep that."""
    if "bureau_reports" in loan.setting.facts.absent:
        return unknown("bureau_reports")
    return first_known(late_reports(loan)[:1])


def nothing_was_reported_late(loan: LoanView) -> Answer:
    """The bureau was told of no month in which the loan was late, or so long ago that it keeps that no longer."""
    if "bureau_reports" in loan.setting.facts.absent:
        return unknown("bureau_reports")
    last, late = last_report(loan), late_reports(loan)
    return no(*late[:1]) if late else yes(*((last,) if last else ()))


def late_reports(loan: LoanView) -> tuple[BureauReport, ...]:
    """The reports that say late and that the bureau may still keep, the latest first."""
    late = [each for each in loan.reports if each.standing == "late" and _may_be_kept(loan, each)]
    return tuple(sorted(late, key=lambda each: each.reported_at, reverse=True))


def _may_be_kept(loan: LoanView, report: BureauReport) -> bool:
    """Its time runs from when all that it speaks of was paid; where there is nothing of the kind, from the report."""
    named = instalments_of(loan, report)
    if not named:
        return not _is_over(loan, report.reported_at)
    return not all(is_forgotten(loan, each) for each in named)


def is_forgotten(loan: LoanView, instalment: Instalment) -> bool:
    """Whether an instalment was paid so long ago that a bureau keeps no late mark of it (threshold late_mark_kept)."""
    paid_at = loan.paid_at(instalment)
    return paid_at is not None and _is_over(loan, paid_at)


def _is_over(loan: LoanView, began: datetime) -> bool:
    """Whether so many years have passed since, by the borrower's calendar."""
    setting = loan.setting
    years = int(setting.thresholds.figure("late_mark_kept", setting.now.date()))
    day, today = local_day(began, setting.facts.borrower), local_day(setting.now, setting.facts.borrower)
    return (today.year - years, today.month, today.day) > (day.year, day.month, day.day)


def last_report(loan: LoanView) -> BureauReport | None:
    """What the bureau was told last."""
    return max(loan.reports, key=lambda each: each.reported_at, default=None)


def next_month(day: date) -> date:
    """The first day of the month after a day's."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def instalments_of(loan: LoanView, report: BureauReport) -> tuple[Instalment, ...]:
    """The instalments that a report can speak of: due by the end of its month and unpaid in some part of it."""
    return tuple(
        each
        for each in loan.instalments_in_force
        if each.due_on < next_month(report.month) and _lasted_into(loan, each, report.month)
    )


def _lasted_into(loan: LoanView, instalment: Instalment, month: date) -> bool:
    paid_at = loan.paid_at(instalment)
    if paid_at is None:
        return instalment.status != "paid" or instalment.due_on >= month
    return instalment.due_on >= month or local_day(paid_at, loan.setting.facts.borrower) >= month


def days_late(loan: LoanView, report: BureauReport) -> int | None:
    """The most days that an instalment was late by the time of a report; absent where the postings cannot tell."""
    days = [days_late_of(loan, each, report.reported_at) for each in instalments_of(loan, report)]
    known = [each for each in days if each is not None]
    return None if len(known) < len(days) else max(known, default=0)


def days_late_of(loan: LoanView, instalment: Instalment, at: datetime) -> int | None:
    """How many days after its day an instalment was paid, or still was not at a moment; absent where nothing tells."""
    paid_at = loan.paid_at(instalment)
    if paid_at is None and instalment.status == "paid":
        return None
    until = local_day(min(paid_at, at) if paid_at else at, loan.setting.facts.borrower)
    return (until - instalment.due_on).days if until > instalment.due_on else 0


def is_right(loan: LoanView, report: BureauReport) -> bool | None:
    """Whether the books bear out a report that says late, and so many days; None where they cannot tell."""
    really = days_late(loan, report)
    return None if really is None else really > 0 and report.days_late <= really


def late_by_then(loan: LoanView, report: BureauReport) -> tuple[Instalment, ...]:
    """Those of the instalments that a report speaks of that were late when it was made, the first due first."""
    late = [each for each in instalments_of(loan, report) if days_late_of(loan, each, report.reported_at)]
    return tuple(sorted(late, key=lambda each: each.due_on))


def what_happened(loan: LoanView, instalments: Sequence[Instalment]) -> Iterator[Record]:
    """The instalments, and what paid each: the posting, and a debit on an earlier day; without any, what paid all."""
    paid_off = (loan.paid_off_by,) if loan.paid_off_by else ()
    for instalment in instalments:
        yield instalment
        for posting in loan.credits_of(instalment) or paid_off:
            yield from _debits_days_before(loan, posting)
            yield posting
    if not instalments:
        yield from paid_off


def _debits_days_before(loan: LoanView, posting: Posting) -> Iterator[Record]:
    """The debit behind a posting, where it was made on an earlier day and so is what counts."""
    borrower = loan.setting.facts.borrower
    booked_on = local_day(posting.value_at, borrower)
    for each in loan.records:
        if each.record_id == posting.record_id and local_day(each.occurred_at, borrower) < booked_on:
            yield each


def next_report_by(loan: LoanView, changed_at: datetime) -> datetime:
    """By when a change is reported: so many days after the end of the month in which it happened."""
    borrower = loan.setting.facts.borrower
    month_ends = next_month(local_day(changed_at, borrower))
    midnight = datetime.combine(month_ends, time(0), tzinfo=ZoneInfo(borrower.time_zone))
    return midnight.astimezone(UTC) + loan.setting.thresholds.span("bureau_file", changed_at.date())


def what_the_last_report_misses(loan: LoanView) -> datetime | None:
    """When the loan, or all of it that was late, was paid after the bureau was told last; absent where neither was."""
    report = last_report(loan)
    if report is None:
        return None
    paid_off = loan.counts_at(loan.paid_off_by) if loan.paid_off_by and loan.owed.amount <= 0 else None
    if paid_off and paid_off > report.reported_at:
        return paid_off
    return _made_good(loan, report) if report.standing == "late" else None


def _made_good(loan: LoanView, report: BureauReport) -> datetime | None:
    if any(loan.was_unpaid_after_its_day(each, loan.setting.now) for each in loan.instalments_in_force):
        return None
    paid = [loan.paid_at(each) for each in instalments_of(loan, report)]
    return max((each for each in paid if each and each > report.reported_at), default=None)


def the_next_report_is_still_to_come(loan: LoanView) -> bool:
    """Whether something changed after the last report, and the time of the next one is not over."""
    changed_at = what_the_last_report_misses(loan)
    return changed_at is not None and loan.setting.now <= next_report_by(loan, changed_at)
