"""The demo lender: whole books for many borrowers, and the truth about their troubles kept apart from the books."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random

from servicing.ledger.demo.healthy import healthy_life
from servicing.ledger.demo.life import Life
from servicing.ledger.demo.register import all_mixtures, all_troubles
from servicing.ledger.demo.world import World
from servicing.ledger.fields import Record

TROUBLED_SHARE = 0.75

# A trouble by symptom and cause, a mixture by name, or nothing.
Fate = tuple[str, str] | str | None


@dataclass(frozen=True)
class Truth:
    """What is really the matter with a borrower: a cause with symptom and subject, a mixture by name, or nothing."""

    borrower_id: str
    called: str
    language: str
    symptom: str | None
    cause: str | None
    mixture: str | None
    subject: str | None


@dataclass(frozen=True)
class DemoBooks:
    """The rows, and the truth about them."""

    rows: tuple[Record, ...]
    truth: tuple[Truth, ...]


def demo_books(borrowers: int, seed: int, now: datetime, troubled: float = TROUBLED_SHARE) -> DemoBooks:
    """Books for `borrowers` people as they stand at `now`; the same arguments give the same books.

    The first is healthy; then every known trouble and every mixture comes up once; after them a share of `troubled`.
    """
    world = World(now.replace(second=0, microsecond=0))
    rows: list[Record] = list(world.rows())
    truth: list[Truth] = []
    for number, fate in zip(range(1, borrowers + 1), _fates(Random(seed), troubled), strict=False):
        life = healthy_life(number, Random(f"{seed}/{number}"), world)
        truth.append(_live(life, fate))
        rows += life.rows.values()
    return DemoBooks(tuple(rows), tuple(truth))


def _fates(rng: Random, troubled: float) -> Iterator[Fate]:
    known = sorted(all_troubles())
    yield None
    yield from known
    yield from sorted(all_mixtures())
    while True:
        yield rng.choice(known) if rng.random() < troubled else None


def _live(life: Life, fate: Fate) -> Truth:
    symptom, cause = fate if isinstance(fate, tuple) else (None, None)
    mixture = fate if isinstance(fate, str) else None
    strike = all_mixtures()[mixture] if mixture else all_troubles()[fate] if isinstance(fate, tuple) else None
    subject = strike(life).subject if strike else None
    borrower = life.borrower
    return Truth(borrower.borrower_id, borrower.called, borrower.language, symptom, cause, mixture, subject)
