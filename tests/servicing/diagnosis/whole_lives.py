"""Whole lives of the demo lender for tests of the diagnosis: healthy, or struck by each trouble."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from random import Random

from servicing.diagnosis.diagnose import diagnose
from servicing.diagnosis.diagnosis import Diagnosis
from servicing.diagnosis.register import symptoms
from servicing.diagnosis.thresholds import load
from servicing.diagnosis.views import Setting
from servicing.ledger.demo.healthy import healthy_life
from servicing.ledger.demo.register import all_troubles
from servicing.ledger.demo.world import World
from servicing.ledger.facts import facts_of
from servicing.ledger.fields import Record

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
THRESHOLDS = load()
TROUBLES = sorted(all_troubles())
Rows = tuple[Record, ...]


@cache
def struck(symptom: str, cause: str, number: int = 7) -> tuple[str, Rows]:
    """What a trouble is about in the life of that number, and every row of that life."""
    life = healthy_life(number, Random(number), World(NOW))
    subject = all_troubles()[symptom, cause](life).subject
    return subject, (*life.world.rows(), *life.rows.values())


@cache
def healthy(number: int = 7) -> Rows:
    """Every row of a life to which nothing happened."""
    life = healthy_life(number, Random(number), World(NOW))
    return (*life.world.rows(), *life.rows.values())


def said(rows: Iterable[Record], symptom: str, subject: str | None = None, absent: Iterable[str] = ()) -> Diagnosis:
    """What is said of the rows."""
    return diagnose(Setting(facts_of(rows, absent), NOW, THRESHOLDS), symptom, subject)


def causes_of(rows: Iterable[Record], at: datetime = NOW) -> dict[str, tuple[str, tuple[str, ...]]]:
    """By symptom, the verdict and what was found."""
    setting = Setting(facts_of(rows), at, THRESHOLDS)
    every = {name: diagnose(setting, name) for name in symptoms()}
    return {name: (each.verdict, tuple(found.cause for found in each.found)) for name, each in every.items()}
