"""What becomes of a demo borrower: nothing, a near miss, a trouble, two or three together, or a mixture."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Literal

import yaml

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.register import Name, all_mixtures, all_near_misses, all_troubles

TOUCHES = Path(__file__).with_name("touches.yml")
TROUBLED_SHARE, TOGETHER_SHARE, NEAR_MISS_SHARE = 0.75, 0.1, 0.2
AT_ONCE = (2, 2, 2, 3)
# Of so many troubles, drawn at random, the first that leave each other alone strike together.
DRAWN_AT_ONCE = 12
EVERYTHING, LOAN, EVERY_LOAN = "everything", "loan", "every_loan"

Kind = Literal["healthy", "near_miss", "trouble", "together", "mixture"]


@dataclass(frozen=True)
class Shares:
    """Each from 0 to 1: of all borrowers those in trouble; of these, those in several; of the rest, near misses."""

    troubled: float = TROUBLED_SHARE
    together: float = TOGETHER_SHARE
    near_misses: float = NEAR_MISS_SHARE


@dataclass(frozen=True)
class Fate:
    """What is to happen: troubles that may strike, `at_once` of them at most; or a near miss; or a mixture."""

    troubles: tuple[Name, ...] = ()
    at_once: int = 1
    near_miss: Name | None = None
    mixture: str | None = None


@dataclass(frozen=True)
class Fulfilled:
    """What did happen to a life."""

    kind: Kind
    harms: tuple[tuple[Name, Harm], ...] = ()
    near_miss: Name | None = None
    mixture: str | None = None


def fate_of(number: int, seed: int, shares: Shares) -> Fate:
    """The first borrower is healthy; then every trouble and every mixture comes up once; then chance decides."""
    first = _first_fates()
    if number <= len(first):
        return first[number - 1]
    rng = Random(f"{seed}/fate/{number}")
    if rng.random() < shares.troubled:
        return _in_trouble(rng, shares)
    near = sorted(all_near_misses())
    return Fate(near_miss=rng.choice(near)) if near and rng.random() < shares.near_misses else Fate()


def fulfil(life: Life, fate: Fate) -> Fulfilled:
    """Let a fate come about in a healthy life."""
    if fate.mixture:
        all_mixtures()[fate.mixture](life)
        return Fulfilled("mixture", mixture=fate.mixture)
    if fate.near_miss:
        all_near_misses()[fate.near_miss](life)
        return Fulfilled("near_miss", near_miss=fate.near_miss)
    harms = tuple(_strike(life, fate))
    return Fulfilled("together" if len(harms) > 1 else "trouble" if harms else "healthy", harms)


def _in_trouble(rng: Random, shares: Shares) -> Fate:
    known = sorted(all_troubles())
    if rng.random() >= shares.together:
        return Fate((rng.choice(known),))
    return Fate(tuple(rng.sample(known, min(DRAWN_AT_ONCE, len(known)))), rng.choice(AT_ONCE))


@cache
def _first_fates() -> Sequence[Fate]:
    mixtures = [Fate(mixture=each) for each in sorted(all_mixtures())]
    return [Fate(), *(Fate((each,)) for each in sorted(all_troubles())), *mixtures]


def _strike(life: Life, fate: Fate) -> Iterator[tuple[Name, Harm]]:
    """Strike with those of the troubles that leave each other alone, each on an open loan of its own."""
    loans = [each.loan_id for each in life.open_loans]
    free = iter(loans)
    for name in _side_by_side(fate, len(loans)):
        life.aim = next(free) if fate.at_once > 1 and LOAN in touched_by(name) else None
        yield name, all_troubles()[name](life)
    life.aim = None


def _side_by_side(fate: Fate, open_loans: int) -> Sequence[Name]:
    chosen: list[Name] = []
    taken: list[str] = []
    for name in fate.troubles:
        if len(chosen) < fate.at_once and _leaves_alone(touched_by(name), taken, open_loans):
            chosen.append(name)
            taken += touched_by(name)
    return chosen


def _leaves_alone(touched: Sequence[str], taken: Sequence[str], open_loans: int) -> bool:
    if not taken:
        return True
    if EVERYTHING in (*touched, *taken) or (EVERY_LOAN in touched and LOAN in taken):
        return False
    if LOAN in touched and (EVERY_LOAN in taken or len([each for each in taken if each == LOAN]) >= open_loans):
        return False
    return not any(each in taken for each in touched if each != LOAN)


def touched_by(name: Name) -> Sequence[str]:
    """What a trouble touches; everything where nothing is said of it."""
    said = _said()
    return said.get("/".join(name)) or said.get(name[0]) or (EVERYTHING,)


@cache
def _said() -> Mapping[str, Sequence[str]]:
    said: Mapping[str, Sequence[str]] = yaml.safe_load(TOUCHES.read_text(encoding="utf-8"))
    return said
