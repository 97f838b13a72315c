"""Demo books for tests: small ones, and one life a trouble."""

from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random

from servicing.ledger.demo.healthy import healthy_life
from servicing.ledger.demo.lender import demo_books
from servicing.ledger.demo.life import Life
from servicing.ledger.demo.register import all_troubles
from servicing.ledger.demo.world import World
from servicing.ledger.fields import Record

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
WORLD = World(NOW)


def small_books(borrowers: int = 3) -> tuple[Record, ...]:
    """The demo lender's books for a few."""
    return demo_books(borrowers, seed=7, now=NOW).rows


def healthy_lives(number: int) -> Iterator[Life]:
    """Lives in which nothing goes wrong, each different."""
    return (healthy_life(each, Random(each), WORLD) for each in range(1, number + 1))


def troubled_lives(of_each: int) -> Iterator[Life]:
    """Every trouble, in several lives, but for books that contradict themselves: those no import would take."""
    sound = [strike for (_, cause), strike in all_troubles().items() if cause != "data_correction_needed"]
    strikes = [strike for strike in sound for _ in range(of_each)]
    for number, strike in enumerate(strikes, start=1):
        life = healthy_life(number, Random(number), WORLD)
        strike(life)
        yield life
