"""A month that was reported late, or later than it was, although the entries say otherwise."""

from datetime import time, timedelta

from servicing.ledger.demo.anew import pay_again, pay_late
from servicing.ledger.demo.calendar_days import local
from servicing.ledger.demo.life import Harm, Life, Paid
from servicing.ledger.demo.reported import some_reported
from servicing.ledger.records import BureauReport

BY_BANK = ("bank_transfer", "bill_pay")


def strike(life: Life) -> Harm:
    """Any month of the loan: paid on its day, or booked days after the bank took it, or late by fewer days."""
    report, paid = some_reported(life, life.open_loan)
    return life.rng.choice((_on_time, _booked_late, _less_late))(life, report, paid)


def near_miss(life: Life) -> None:
    """The bank took the money on the day, it was booked days later, and the month was reported as on time."""
    _, paid = some_reported(life, life.open_loan)
    _book_late(life, paid)


def _on_time(life: Life, report: BureauReport, paid: Paid) -> Harm:
    return _reported(life, report, life.rng.randint(1, 30), paid)


def _booked_late(life: Life, report: BureauReport, paid: Paid) -> Harm:
    """As many days were reported as it took to book the payment."""
    late = _book_late(life, paid)
    return _reported(life, report, (late.posting.posted_at - late.record.occurred_at).days or 1, late)


def _less_late(life: Life, report: BureauReport, paid: Paid) -> Harm:
    """It was a day or two late, and many more were reported."""
    days = life.rng.randint(1, 2)
    return _reported(life, report, days + life.rng.randint(5, 40), pay_late(life, paid, days))


def _reported(life: Life, report: BureauReport, days: int, paid: Paid) -> Harm:
    wrong = life.change(report, standing="late", days_late=days)
    booked_late = paid.posting.posted_at.date() > paid.record.occurred_at.date()
    debit = (paid.record,) if booked_late and paid.posting.value_at > paid.record.occurred_at else ()
    return Harm(wrong.loan_id, (wrong, paid.instalment, paid.posting, *debit))


def _book_late(life: Life, paid: Paid) -> Paid:
    """Paid in the morning of the due day through a bank, and written two or three days later, with that day's value."""
    at = life.world.clear_of_incidents(local(paid.instalment.due_on, time(life.rng.randint(8, 11), 20), life.zone))
    again = pay_again(life, paid, at, life.rng.choice(BY_BANK))
    written = at + timedelta(days=life.rng.randint(2, 3), hours=life.rng.randint(0, 9))
    posting = life.change(again.posting, value_at=written, posted_at=written)
    return Paid(again.instalment, again.instruction, again.record, again.settlement, posting)
