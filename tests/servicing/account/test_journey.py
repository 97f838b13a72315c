"""A payment's journey: each small ledger with the stations that it shows, down to the references and moments."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from servicing.account.journey import ORDER, Journey, journey
from servicing.account.stations import Station
from servicing.diagnosis.views import Setting
from servicing.diagnosis.views.payment import payments_in_question
from servicing.ledger.facts import facts_of
from tests.servicing.account.small import THRESHOLDS
from tests.servicing.diagnosis.cases import every_case
from tests.servicing.ledger.books import NOW, healthy_lives, troubled_lives
from tests.small_ledger import changed, facts_from

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "journey.yml").read_text(encoding="utf-8")
)


def seen(case: dict[str, Any]) -> Journey:
    """The journey of the one payment of a case; what a case does not say is as in the first one."""
    books = changed(CASES[0]["books"], case.get("changes", {}))
    at = datetime.fromisoformat(str(case.get("at", CASES[0]["at"]))).replace(tzinfo=UTC)
    setting = Setting(facts_from(books, tuple(case.get("absent", ()))), at, THRESHOLDS)
    (payment,) = payments_in_question(setting)
    return journey(payment)


def written(station: Station) -> str:
    """A station as the cases write it: state, reference, at, due, and its note with the detail."""
    parts = [
        station.state,
        *([station.entry.reference] if station.entry else []),
        *([f"at {station.at:%Y-%m-%d %H:%M}"] if station.at else []),
        *([f"due {station.due:%Y-%m-%d %H:%M}"] if station.due else []),
    ]
    note = " ".join(each for each in (station.note, station.detail) if each)
    return " ".join([*parts, *([f"({note})"] if note else [])])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_a_payment_stands_where_the_books_say(case: dict[str, Any]) -> None:
    """Every station that the case names, word for word, and the one at which the payment stands."""
    found = seen(case)
    stations = {each.name: written(each) for each in found.stations}
    assert {name: stations[name] for name in case["stations"]} == case["stations"]
    assert found.stands == case["stands"]


def test_every_note_is_shown_by_a_case() -> None:
    """A code that no ledger leads to is a code that no borrower will ever be told rightly."""
    words = yaml.safe_load(Path("data/lang/en/words/journey_notes.yml").read_text(encoding="utf-8"))
    assert {each.note for case in CASES for each in seen(case).stations if each.note} == set(words)


def test_what_is_told_of_the_payment() -> None:
    """The amount instructed, its channel, when it was made, and when the question was asked."""
    found = seen(CASES[0])
    assert (found.reference, found.channel) == ("P1", "quick_pay")
    assert found.amount is not None
    assert f"{found.amount.amount} {found.amount.currency}" == "1030 CNY"
    assert (found.made_at, found.at) == (at(11), at(12))
    nothing = next(case for case in CASES if case["about"] == "nothing was paid")
    assert (seen(nothing).channel, seen(nothing).made_at) == (None, None)


def at(hour: int) -> datetime:
    """An hour of the day of the first case."""
    return datetime(2026, 11, 18, hour, tzinfo=UTC)


def every_journey() -> Iterator[Journey]:
    """Of every payment in every ledger that the causes are tested with, and in whole lives."""
    for case in every_case():
        yield from (journey(each) for each in payments_in_question(case.setting))
    for life in (*healthy_lives(20), *troubled_lives(1)):
        setting = Setting(facts_of(life.rows.values()), NOW, THRESHOLDS)
        yield from (journey(each) for each in payments_in_question(setting))


def test_a_journey_is_never_in_two_places() -> None:
    """Whatever the books hold: all stations in order, one place to stand, nothing to come after a failure."""
    for each in every_journey():
        states = [station.state for station in each.stations]
        assert [station.name for station in each.stations] == [station.__name__ for station in ORDER]
        assert sum(state in ("here", "held") for state in states) <= 1
        assert "failed" not in states or "to_come" not in states
        stands = next(station for station in each.stations if station.name == each.stands)
        assert stands.state in ("failed", "held", "here", "done")


@pytest.mark.parametrize(
    ("cause", "station", "state"),
    [
        ("in_clearing", "settled", "here"),
        ("risk_hold", "received", "held"),
        ("payment_failed", "debited", "failed"),
        ("wrong_payee", "received", "failed"),
        ("never_received", "instructed", "failed"),
        ("verification_incomplete", "verified", "failed"),
        ("settlement_missing", "settled", "failed"),
        ("maintenance_delay", "debited", "here"),
        ("view_lag", "shown", "here"),
    ],
)
def test_the_picture_agrees_with_the_diagnosis(cause: str, station: str, state: str) -> None:
    """What is said and what is drawn rest on the same ledger: the first case of each cause."""
    case = next(each for each in every_case() if (each.symptom, each.cause) == ("payment_not_credited", cause))
    subject = case.diagnosis().subject
    assert subject is not None
    (payment,) = (each for each in payments_in_question(case.setting) if each.ref == subject.ref)
    found = journey(payment)
    assert (found.stands, {each.name: each.state for each in found.stations}[station]) == (station, state)
