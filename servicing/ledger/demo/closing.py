"""A loan of the demo lender paid off at any moment since its last entry, and all that belongs to it."""

from datetime import datetime, timedelta
from decimal import Decimal

from servicing.ledger.demo.calendar_days import day_in, first_of_month
from servicing.ledger.demo.life import Life
from servicing.ledger.demo.paying import ZERO, debit, instruct, post, settle
from servicing.ledger.demo.schedules import days_of_interest
from servicing.ledger.demo.settling import mark_settled
from servicing.ledger.demo.showing import show_the_books
from servicing.ledger.records import BureauReport, Loan, Posting

AT_ONCE = ("quick_pay", "card")
AN_HOUR = timedelta(hours=1)
TOLD_AFTER = timedelta(hours=20)


def since_last_entry(life: Life, loan: Loan, least_hours: float = 2) -> datetime:
    """A moment after the last entry of a loan, so many hours ago at the least."""
    last = max(each.posted_at for each in life.postings(loan))
    most_hours = (life.now - last) / AN_HOUR - 1
    return max(life.ago(most_hours, least_hours), last + AN_HOUR / 2)


def pay_off(life: Life, loan: Loan, at: datetime, short: Decimal = ZERO) -> Posting:
    """All that is owed paid in one payment and booked, but for a `short` part of the principal; no mark follows it."""
    booked = life.postings(loan)
    principal = sum((each.principal for each in booked), ZERO) - short
    interest, fees = sum((each.interest for each in booked), ZERO), sum((each.fees for each in booked), ZERO)
    channel = life.rng.choice(AT_ONCE)
    record = debit(life, instruct(life, loan, principal + interest + fees, at, channel, "settlement"))
    settle(life, record)
    booked_at = life.world.booked_at(channel, record.occurred_at, loan.currency)
    posting = post(life, loan, "repayment", (-principal, -interest), booked_at, record=record, fees=-fees)
    return life.change(posting, value_at=record.occurred_at)


def close(life: Life, loan: Loan, at: datetime) -> Posting:
    """A loan paid off, marked as settled and reported so, with true screens: nothing is the matter with it."""
    settlement = pay_off(life, loan, at)
    mark_settled(life, settlement)
    tell_the_bureau(life, settlement)
    show_the_books(life)
    return settlement


def tell_the_bureau(life: Life, settlement: Posting) -> BureauReport:
    """Report the loan as settled, for the month of the settlement; twenty hours after it, or half the time since."""
    month = first_of_month(day_in(settlement.posted_at, life.zone))
    told = (each for each in life.all(BureauReport) if (each.loan_id, each.month) == (settlement.loan_id, month))
    life.drop(next(told, None))
    after = min(TOLD_AFTER, (life.now - settlement.posted_at) / 2)
    return life.add(
        BureauReport(
            report_id=life.ref("BR"),
            borrower_id=settlement.borrower_id,
            loan_id=settlement.loan_id,
            month=month,
            reported_at=(settlement.posted_at + after).replace(microsecond=0),
            standing="settled",
            days_late=0,
        )
    )


def owed_at(life: Life, loan: Loan, at: datetime) -> Decimal:
    """What the entries written by a moment add up to."""
    return sum((each.amount for each in life.postings(loan) if each.posted_at <= at), ZERO)


def interest_since_last_entry(life: Life, loan: Loan, at: datetime) -> Decimal:
    """The interest of the days from the last entry written by a moment up to it."""
    by_then = [each for each in life.postings(loan) if each.posted_at <= at]
    principal = sum((each.principal for each in by_then), ZERO)
    days = (at - max(each.posted_at for each in by_then)).days
    return days_of_interest(principal, loan.annual_rate, days)
