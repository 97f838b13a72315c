"""The diagnosis as a whole: which payment is meant, what is said when it is not clear, and that order means nothing."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from servicing.diagnosis.diagnose import diagnose
from servicing.diagnosis.diagnosis import Diagnosis
from servicing.diagnosis.register import symptoms
from servicing.diagnosis.thresholds import load
from servicing.diagnosis.views import Setting
from servicing.errors import UnknownSymptom
from servicing.ledger.demo.healthy import healthy_life
from servicing.ledger.demo.register import all_troubles
from servicing.ledger.demo.world import World
from servicing.ledger.facts import facts_of
from servicing.ledger.fields import Record
from tests.small_ledger import Books, facts_from

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
THRESHOLDS = load()
SYMPTOM = "payment_not_credited"
TROUBLES = sorted(cause for symptom, cause in all_troubles() if symptom == SYMPTOM)

TWO_ON_THEIR_WAY: Books = {
    "instalments": [
        {"instalment_id": "I1", "due_on": "2026-11-19"},
        {"instalment_id": "I2", "number": 2, "due_on": "2026-11-20"},
    ],
    "payment_instructions": [
        {"instruction_id": f"P{n}", "instalment_id": f"I{n}", "made_at": f"2026-11-20 0{n}:00"} for n in (1, 2)
    ],
    "channel_records": [
        {"record_id": f"C{n}", "instruction_id": f"P{n}", "occurred_at": f"2026-11-20 0{n}:01"} for n in (1, 2)
    ],
}


def asked(books: Books, subject: str | None = None) -> Diagnosis:
    """What is said of a small ledger."""
    return diagnose(Setting(facts_from(books), NOW, THRESHOLDS), SYMPTOM, subject)


def test_two_payments_in_trouble_are_a_question_back() -> None:
    """Answering for the wrong one would be worse than asking; the latest is offered first."""
    diagnosis = asked(TWO_ON_THEIR_WAY)
    assert (diagnosis.verdict, diagnosis.subject, diagnosis.found) == ("which_one", None, ())
    assert [each.ref for each in diagnosis.choices] == ["P2", "P1"]


def test_a_payment_that_is_named_is_the_one_that_is_meant() -> None:
    """The answer to the question back is final."""
    diagnosis = asked(TWO_ON_THEIR_WAY, "P1")
    assert diagnosis.subject is not None
    assert (diagnosis.verdict, diagnosis.subject.ref, diagnosis.choices) == ("found", "P1", ())


def test_a_name_that_the_books_do_not_know_is_no_name() -> None:
    """A borrower who mistypes a reference is asked again, and learns nothing of anybody else's."""
    assert asked(TWO_ON_THEIR_WAY, "P999") == asked(TWO_ON_THEIR_WAY)


def test_books_without_any_payment_have_nothing_to_ask_about() -> None:
    """Not "nothing wrong": there is no payment of which that could be said."""
    diagnosis = asked({})
    assert (diagnosis.verdict, diagnosis.subject, diagnosis.found) == ("nothing_to_ask_about", None, ())


def test_an_unknown_symptom_is_refused_with_those_there_are() -> None:
    """Whoever wires a new intent reads at once what it may be wired to."""
    with pytest.raises(UnknownSymptom, match=SYMPTOM):
        diagnose(Setting(facts_from({}), NOW, THRESHOLDS), "no_such_symptom")


def test_every_cause_is_found_ruled_out_or_untold() -> None:
    """An agent reads of each cause why it is or is not; none is left out."""
    diagnosis = asked(TWO_ON_THEIR_WAY, "P1")
    judged = [each.cause for each in diagnosis.found]
    judged += [each.cause for each in (*diagnosis.ruled_out, *diagnosis.untold)]
    assert sorted(judged) == sorted(symptoms()[SYMPTOM].causes)


@cache
def rows_of(cause: str) -> Sequence[Record]:
    """The rows of a whole life in which a trouble struck."""
    life = healthy_life(7, Random(7), World(NOW))
    all_troubles()[SYMPTOM, cause](life)
    return (*life.world.rows(), *life.rows.values())


@pytest.mark.parametrize("cause", TROUBLES)
@settings(max_examples=8, deadline=None)
@given(data=some.data())
def test_the_order_of_rows_never_changes_what_is_said(cause: str, data: some.DataObject) -> None:
    """A database gives rows in any order; the same books must always give the same answer."""
    rows = rows_of(cause)
    in_order, in_disorder = (
        Setting(facts_of(each), NOW, THRESHOLDS) for each in (rows, data.draw(some.permutations(rows)))
    )
    assert diagnose(in_disorder, SYMPTOM) == diagnose(in_order, SYMPTOM)
