"""Who is asked: borrowers with one trouble, with several, with what only looks like one, and with none."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Literal

from servicing.diagnosis.register import EVERY_SYMPTOM, symptom
from servicing.ledger.demo.fates import DRAWN_AT_ONCE, Fate, fulfil
from servicing.ledger.demo.healthy import healthy_life
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.register import all_near_misses, all_troubles
from servicing.ledger.demo.world import World

Cohort = Literal["single", "together", "near_miss", "healthy"]
Key = tuple[str, str]


@dataclass(frozen=True)
class Sizes:
    """How many lives: for each trouble, for each near miss, with several troubles, and without any."""

    each: int
    near: int
    together: int
    healthy: int


@dataclass(frozen=True)
class Known:
    """A trouble that was put into the books: what it is, of what, and the rows (table, reference) that prove it.

    `symptom` is what it makes a borrower complain of.
    """

    symptom: str
    key: Key
    subject: str
    proof: frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Drawn:
    """A borrower, with the truth about them; `shape` is the trouble that a near miss looks like."""

    borrower_id: str
    cohort: Cohort
    known: tuple[Known, ...] = ()
    shape: Key | None = None


def draw(sizes: Sizes, seed: int, world: World) -> Iterator[tuple[Drawn, Life]]:
    """Every borrower with their books; the same sizes, seed and world draw the same ones."""
    for number, (cohort, key) in enumerate(_wanted(sizes), start=1):
        life = healthy_life(number, Random(f"{seed}/{number}"), world)
        yield _live(life, cohort, key), life


def _wanted(sizes: Sizes) -> Iterator[tuple[Cohort, Key | None]]:
    for key in sorted(all_troubles()):
        yield from (("single", key) for _ in range(sizes.each))
    for key in sorted(all_near_misses()):
        yield from (("near_miss", key) for _ in range(sizes.near))
    yield from (("together", None) for _ in range(sizes.together))
    yield from (("healthy", None) for _ in range(sizes.healthy))


def _live(life: Life, cohort: Cohort, key: Key | None) -> Drawn:
    came = fulfil(life, _fate(life.rng, cohort, key))
    return Drawn(life.borrower.borrower_id, cohort, tuple(_known(*each) for each in came.harms), came.near_miss)


def _fate(rng: Random, cohort: Cohort, key: Key | None) -> Fate:
    if key is None:
        drawn = tuple(rng.sample(sorted(all_troubles()), DRAWN_AT_ONCE)) if cohort == "together" else ()
        return Fate(drawn, rng.choice((2, 3)))
    return Fate((key,)) if cohort == "single" else Fate(near_miss=key)


def _known(key: Key, harm: Harm) -> Known:
    return Known(key[0], key_of(*key), harm.subject, frozenset(map(Life.name_of, harm.proof)))


def key_of(symptom_name: str, cause: str) -> Key:
    """A cause as it is counted: one that every symptom shares is one cause, whatever was asked."""
    return EVERY_SYMPTOM if cause in symptom(symptom_name).of_every else symptom_name, cause
