"""The demo lender: whole books for many borrowers, and the truth about their troubles kept apart from the books.

A borrower depends on the seed, the moment and their number alone, so that the same arguments give the same books, in
one process or in several.
"""

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from random import Random
from typing import TypeVar

from servicing.ledger.demo.fates import NEAR_MISS_SHARE, TOGETHER_SHARE, TROUBLED_SHARE, Shares, fate_of, fulfil
from servicing.ledger.demo.healthy import healthy_life
from servicing.ledger.demo.life import Life
from servicing.ledger.demo.register import Name
from servicing.ledger.demo.world import World
from servicing.ledger.fields import Record

__all__ = ["TROUBLED_SHARE", "DemoBooks", "Struck", "Truth", "demo_books", "demo_people", "demo_pieces", "world_at"]

AT_A_TIME = 100
Made = TypeVar("Made")
# So many pieces of work wait at most, each already done or being done, for whoever takes the books.
AHEAD = 3


@dataclass(frozen=True)
class Struck:
    """A trouble that a borrower has: what they would complain of, its cause, what it is about, the rows that prove it.

    `proof` names each row by its table and its reference.
    """

    symptom: str
    cause: str
    subject: str
    proof: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Truth:
    """What is really the matter with a borrower.

    `fate` is `healthy`, `near_miss`, `trouble`, `together` or `mixture`; `near_miss` is the symptom and cause that it
    nearly is. Whoever has a mixture has troubles that no single cause describes, and no `harms`.
    """

    borrower_id: str
    called: str
    language: str
    fate: str
    harms: tuple[Struck, ...]
    near_miss: Name | None
    mixture: str | None

    @property
    def symptom(self) -> str | None:
        """What they would complain of first."""
        return self.harms[0].symptom if self.harms else None

    @property
    def cause(self) -> str | None:
        """The cause of that."""
        return self.harms[0].cause if self.harms else None

    @property
    def subject(self) -> str | None:
        """What that is about."""
        return self.harms[0].subject if self.harms else None


@dataclass(frozen=True)
class Person:
    """A borrower's rows, and the truth about them."""

    rows: tuple[Record, ...]
    truth: Truth


@dataclass(frozen=True)
class DemoBooks:
    """The rows, and the truth about them; all of it in memory, so for a few hundred borrowers."""

    rows: tuple[Record, ...]
    truth: tuple[Truth, ...]


def demo_books(
    borrowers: int,
    seed: int,
    now: datetime,
    troubled: float = TROUBLED_SHARE,
    together: float = TOGETHER_SHARE,
    near_misses: float = NEAR_MISS_SHARE,
) -> DemoBooks:
    """Books for `borrowers` people as they stand at `now`; the same arguments give the same books.

    The first is healthy; then every known trouble and every mixture comes up once; after them chance decides by the
    shares, which mean what `Shares` says.
    """
    people = list(demo_people(borrowers, seed, now, Shares(troubled, together, near_misses)))
    rows = (*world_at(now).rows(), *(row for each in people for row in each.rows))
    return DemoBooks(rows, tuple(each.truth for each in people))


def demo_people(
    borrowers: int, seed: int, now: datetime, shares: Shares, processes: int = 1, at_a_time: int = AT_A_TIME
) -> Iterator[Person]:
    """The borrowers one after the other; only some pieces of `at_a_time` are in memory, however many there are."""
    pieces = demo_pieces(borrowers, seed, now, shares, tuple, processes, at_a_time)
    return (person for piece in pieces for person in piece)


def demo_pieces(
    borrowers: int,
    seed: int,
    now: datetime,
    shares: Shares,
    make: Callable[[Iterable[Person]], Made],
    processes: int = 1,
    at_a_time: int = AT_A_TIME,
) -> Iterator[Made]:
    """What `make` makes of each `at_a_time` borrowers, in order.

    It is made in the process that made the borrowers, so that whoever takes it has less to do; with more than one
    process, `make` and what it makes must be such as can be sent to another.
    """
    live = partial(_live_some, seed, now, shares, make)
    numbers = range(1, borrowers + 1)
    pieces = [numbers[first : first + at_a_time] for first in range(0, borrowers, at_a_time)]
    return map(live, pieces) if processes == 1 else _side_by_side(live, pieces, processes)


def _side_by_side(live: Callable[[range], Made], pieces: Iterable[range], processes: int) -> Iterator[Made]:
    """In order, whichever process is done first; no process gets far ahead of whoever takes the borrowers.

    A life holds no circles, so looking for them would only cost the makers a tenth of their time.
    """
    with ProcessPoolExecutor(processes, initializer=gc.disable) as pool:
        waiting: deque[Future[Made]] = deque()
        for piece in pieces:
            waiting.append(pool.submit(live, piece))
            if len(waiting) > processes * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def world_at(now: datetime) -> World:
    """What happens to everybody; whole minutes only."""
    return World(now.replace(second=0, microsecond=0))


def _live_some(
    seed: int, now: datetime, shares: Shares, make: Callable[[Iterable[Person]], Made], numbers: range
) -> Made:
    world = world_at(now)
    return make(_live(number, seed, world, shares) for number in numbers)


def _live(number: int, seed: int, world: World, shares: Shares) -> Person:
    life = healthy_life(number, Random(f"{seed}/{number}"), world)
    truth = _truth(life, seed, shares)
    return Person(tuple(life.rows.values()), truth)


def _truth(life: Life, seed: int, shares: Shares) -> Truth:
    """Let the borrower's fate come about, and say what it was."""
    came = fulfil(life, fate_of(life.number, seed, shares))
    harms = (Struck(*name, harm.subject, tuple(map(Life.name_of, harm.proof))) for name, harm in came.harms)
    borrower = life.borrower
    return Truth(
        borrower.borrower_id, borrower.called, borrower.language, came.kind, tuple(harms), came.near_miss, came.mixture
    )
