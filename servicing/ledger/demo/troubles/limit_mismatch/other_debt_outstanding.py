"""A limit that is lower, or held in part, because of another debt or an entry in the credit record."""

from collections.abc import Callable
from datetime import date, timedelta

from servicing.ledger.demo.calendar_days import day_in
from servicing.ledger.demo.deciding import decide
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.line_life import lately, later, lower, set_aside
from servicing.ledger.demo.shopping import buy, pay_for_it
from servicing.ledger.fields import Record
from servicing.ledger.records import Instalment, Loan


def strike(life: Life) -> Harm:
    """A purchase on a shop line was overdue or is still owed, or loans elsewhere or a bad record were counted."""
    ways: tuple[Callable[[Life], tuple[Record, ...]], ...] = (_overdue, _owed, _elsewhere, _bad_record)
    return Harm(life.line.line_id, life.rng.choice(ways)(life))


def _overdue(life: Life) -> tuple[Record, ...]:
    """Some have paid it since."""
    at = lately(life, most_days=60, least_hours=24)
    debt = buy(life, day_in(at, life.zone) - timedelta(days=life.rng.randint(2, 14)))
    decision = lower(life, at, "overdue", "recent_late_payment")
    if life.rng.random() < 0.3:
        pay_for_it(life, debt, later(life, at))
    return life.get(Instalment, debt.instalment_id), decision


def _owed(life: Life) -> tuple[Record, ...]:
    debt = buy(life, _today(life) + timedelta(days=life.rng.randint(2, 20)))
    loan = life.get(Loan, debt.loan_id)
    return loan, set_aside(life, loan.principal, "other_debt", later(life, loan.drawn_at))


def _elsewhere(life: Life) -> tuple[Record, ...]:
    return (lower(life, lately(life, most_days=85), "multi_lender_exposure", "many_lenders balances_elsewhere_high"),)


def _bad_record(life: Life) -> tuple[Record, ...]:
    return (lower(life, lately(life, most_days=85), "bad_record", life.rng.choice(("recent_late_payment", None))),)


def _today(life: Life) -> date:
    return day_in(life.now, life.zone)


def near_miss(life: Life) -> None:
    """A purchase is owed on a shop line and not due yet; the line was looked at, and its limit kept."""
    debt = buy(life, _today(life) + timedelta(days=life.rng.randint(2, 20)))
    at = max(lately(life, most_days=30), life.get(Loan, debt.loan_id).drawn_at)
    decide(life, "keep", at, "good_standing", factors="balances_elsewhere_high")
