"""A change after the credit bureau was told last: the loan was settled, or what was late was paid."""

from datetime import datetime, time

from servicing.ledger.demo.anew import pay_again
from servicing.ledger.demo.calendar_days import day_in, first_of_month, local, months_after
from servicing.ledger.demo.closing import close, pay_off, since_last_entry
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.reported import reported
from servicing.ledger.demo.settling import mark_settled
from servicing.ledger.demo.showing import show_the_books
from servicing.ledger.records import BureauReport, Loan

# Until this day of a month the one before may still be reported.
STILL_COMES_UNTIL = 9


def strike(life: Life) -> Harm:
    """Settled since then; or reported late for an instalment that was paid only after that."""
    return _settled(life) if life.rng.random() < 0.6 else _made_good(life)


def near_miss(life: Life) -> None:
    """The loan was settled, and the bureau was told so."""
    close(life, life.open_loan, since_last_entry(life, life.open_loan))


def _settled(life: Life) -> Harm:
    loan = life.open_loan
    settlement = pay_off(life, loan, _since(life, loan, max(each.posted_at for each in life.postings(loan))))
    mark_settled(life, settlement)
    show_the_books(life)
    return Harm(loan.loan_id, (_last_report(life, loan), settlement))


def _made_good(life: Life) -> Harm:
    """The instalment of the last report was late by then; it was paid since."""
    loan = life.open_loan
    report, paid = reported(life, loan)[-1]
    late = pay_again(life, paid, _since(life, loan, report.reported_at), life.rng.choice(("quick_pay", "card")))
    days = (day_in(report.reported_at, life.zone) - paid.instalment.due_on).days
    right = life.change(report, standing="late", days_late=days)
    return Harm(loan.loan_id, (right, late.instalment, late.posting))


def _since(life: Life, loan: Loan, after: datetime) -> datetime:
    """A moment after that one and after the last report, in the months that the next report is about."""
    today = day_in(life.now, life.zone)
    months = 0 if today.day > STILL_COMES_UNTIL else -1
    began = local(months_after(first_of_month(today), months), time(1), life.zone)
    floor = max(after, _last_report(life, loan).reported_at, began)
    at = floor + (life.now - floor) * life.rng.uniform(0.05, 0.95)
    return life.world.clear_of_incidents(at.replace(second=0, microsecond=0))


def _last_report(life: Life, loan: Loan) -> BureauReport:
    told = (each for each in life.all(BureauReport) if each.loan_id == loan.loan_id)
    return max(told, key=lambda each: each.reported_at)
