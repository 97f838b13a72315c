"""The demo lender: whole books for many borrowers, and the truth about their troubles kept apart from the books."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random

from servicing.ledger.demo.healthy import healthy_life
from servicing.ledger.demo.life import Life
from servicing.ledger.demo.register import all_troubles
from servicing.ledger.demo.world import World
from servicing.ledger.fields import Record

TROUBLED_SHARE = 0.75


@dataclass(frozen=True)
class Truth:
    """What is really the matter with a borrower; `symptom`, `cause` and `subject` are absent where nothing is."""

    borrower_id: str
    called: str
    language: str
    symptom: str | None
    cause: str | None
    subject: str | None


@dataclass(frozen=True)
class DemoBooks:
    """The rows, and the truth about them."""

    rows: tuple[Record, ...]
    truth: tuple[Truth, ...]


def demo_books(borrowers: int, seed: int, now: datetime, troubled: float = TROUBLED_SHARE) -> DemoBooks:
    """Books for `borrowers` people as they stand at `now`; the same arguments give the same books.

    The first ones have one trouble each, until every known trouble has come up once; after them a share of `troubled`.
    """
    world = World(now.replace(second=0, microsecond=0))
    rows: list[Record] = list(world.rows())
    truth: list[Truth] = []
    for number, trouble in zip(range(1, borrowers + 1), _troubles(Random(seed), troubled), strict=False):
        life = healthy_life(number, Random(f"{seed}/{number}"), world)
        truth.append(_strike(life, trouble))
        rows += life.rows.values()
    return DemoBooks(tuple(rows), tuple(truth))


def _troubles(rng: Random, troubled: float) -> Iterator[tuple[str, str] | None]:
    known = sorted(all_troubles())
    yield None
    yield from known
    while True:
        yield rng.choice(known) if rng.random() < troubled else None


def _strike(life: Life, trouble: tuple[str, str] | None) -> Truth:
    symptom, cause = trouble or (None, None)
    subject = all_troubles()[trouble](life) if trouble else None
    borrower = life.borrower
    return Truth(borrower.borrower_id, borrower.called, borrower.language, symptom, cause, subject)
