"""A line whose term is over, that was not used for long, that the borrower closed, or whose document expired."""

from collections.abc import Callable
from datetime import datetime, timedelta

from servicing.ledger.demo.calendar_days import day_in
from servicing.ledger.demo.deciding import decide, stop_line
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.line_life import doubt, last_event, lately
from servicing.ledger.fields import Record


def strike(life: Life) -> Harm:
    """One of the ways in which a line comes to its end, at some time since the last loan was drawn on it."""
    ways: tuple[Callable[[Life, datetime], tuple[Record, ...]], ...] = (
        _the_term_ended,
        _the_term_ended_and_nobody_marked_it,
        _it_was_not_used,
        _the_borrower_closed_it,
        _the_document_expired,
    )
    return Harm(life.line.line_id, life.rng.choice(ways)(life, lately(life, most_days=60, least_hours=30)))


def _the_term_ended(life: Life, at: datetime) -> tuple[Record, ...]:
    life.change(life.line, term_ends_on=day_in(at, life.zone) - timedelta(days=1))
    stop_line(life, at, "closed", reason="contract_end")
    return life.line, last_event(life)


def _the_term_ended_and_nobody_marked_it(life: Life, at: datetime) -> tuple[Record, ...]:
    return (life.change(life.line, term_ends_on=day_in(at, life.zone) - timedelta(days=1)),)


def _it_was_not_used(life: Life, at: datetime) -> tuple[Record, ...]:
    stop_line(life, at, "closed", reason="dormancy")
    return (last_event(life),)


def _the_borrower_closed_it(life: Life, at: datetime) -> tuple[Record, ...]:
    decision = life.change(decide(life, "close", at, "own_request"), decided_by="borrower")
    stop_line(life, at, "closed", decision=decision)
    return decision, last_event(life)


def _the_document_expired(life: Life, at: datetime) -> tuple[Record, ...]:
    expired = doubt(life, "identity_expired", at)
    stop_line(life, at, "frozen", reason=life.rng.choice(("identity_expired", "security")))
    return expired, last_event(life)


def near_miss(life: Life) -> None:
    """Today is the last day of the term: the line may still be drawn."""
    life.change(life.line, term_ends_on=day_in(life.now, life.zone))
