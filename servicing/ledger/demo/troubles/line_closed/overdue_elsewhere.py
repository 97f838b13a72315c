"""A line that was stopped because a purchase on another line of the borrower was overdue."""

from datetime import timedelta

from servicing.ledger.demo.calendar_days import day_in
from servicing.ledger.demo.deciding import decide, stop_line
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.line_life import last_event, lately, later, open_again, stop_by_decision
from servicing.ledger.demo.shopping import buy, pay_for_it
from servicing.ledger.fields import Record
from servicing.ledger.records import Instalment


def strike(life: Life) -> Harm:
    """A purchase was not paid on its day, and some days later the main line was stopped; some have paid it since."""
    at = lately(life, most_days=40, least_hours=24)
    debt = buy(life, day_in(at, life.zone) - timedelta(days=life.rng.randint(2, 14)))
    proof: tuple[Record, ...]
    if life.rng.random() < 0.3:
        stop_line(life, at, life.rng.choice(("frozen", "closed")), reason="overdue")
        proof = (last_event(life),)
    else:
        proof = stop_by_decision(life, at, "overdue", "recent_late_payment")
    if life.rng.random() < 0.3:
        pay_for_it(life, debt, later(life, at))
    return Harm(life.line.line_id, (life.get(Instalment, debt.instalment_id), *proof))


def near_miss(life: Life) -> None:
    """A purchase was paid on its day; the line was frozen for it in error, and let go once that was seen."""
    at = lately(life, most_days=40, least_hours=72)
    paid_at = at - timedelta(days=life.rng.randint(2, 14))
    pay_for_it(life, buy(life, day_in(paid_at, life.zone)), life.world.clear_of_incidents(paid_at))
    decision, seen_at = decide(life, "freeze", at, "overdue", factors="recent_late_payment"), later(life, at)
    stop_line(life, at, "frozen", decision=life.change(decision, withdrawn_at=seen_at))
    open_again(life, seen_at)
