"""Demo books for tests: small ones, and lives in which nothing goes wrong, or in which a trouble strikes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from random import Random

from servicing.ledger.demo.healthy import healthy_life
from servicing.ledger.demo.lender import demo_books
from servicing.ledger.demo.life import Life
from servicing.ledger.demo.register import all_troubles
from servicing.ledger.demo.world import World
from servicing.ledger.facts import Facts, facts_of
from servicing.ledger.fields import Record

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
WORLD = World(NOW)
WORLD_ROWS = tuple(WORLD.rows())


@cache
def small_books(borrowers: int = 3) -> tuple[Record, ...]:
    """The demo lender's books for a few."""
    return demo_books(borrowers, seed=7, now=NOW).rows


def healthy(number: int, years: float | None = None) -> Life:
    """The life of that number in which nothing goes wrong: lived once, and a copy of its own for whoever strikes it."""
    lived, rng = _lived(number, years), Random()
    rng.setstate(lived.rng.getstate())
    return replace(lived, rng=rng, _kept={kind: dict(rows) for kind, rows in lived._kept.items()})


@cache
def _lived(number: int, years: float | None) -> Life:
    return healthy_life(number, Random(number), WORLD, years=years)


@cache
def healthy_lives(number: int) -> Sequence[Life]:
    """Lives in which nothing goes wrong, each different; only to be looked at."""
    return tuple(_lived(each, None) for each in range(1, number + 1))


def troubled_lives(of_each: int, years: float | None = None) -> Iterator[Life]:
    """Every trouble, in several lives, but for books that contradict themselves: those no import would take."""
    sound = [strike for (_, cause), strike in all_troubles().items() if cause != "data_correction_needed"]
    for number, strike in enumerate((strike for strike in sound for _ in range(of_each)), start=1):
        life = healthy(number, years)
        strike(life)
        yield life


def books_of(lives: Iterable[Life]) -> list[Record]:
    """The rows of lives, with what happens to everybody."""
    return [*WORLD_ROWS, *(row for life in lives for row in life.rows.values())]


def facts_of_life(life: Life) -> Facts:
    """Everything that stands in the books of one borrower."""
    return facts_of(books_of([life]))
