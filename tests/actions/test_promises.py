"""What is promised of all actions: nobody is told of an account that is not theirs, and a person is in reach."""

import ast
import json
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pytest

from actions.adapter import Act, answer
from actions.house import House
from actions.open_case import act as open_case
from actions.turn import Outcome
from bot.voice.catalogue import catalogues
from servicing.diagnosis.diagnosis import Verdict
from tests.actions.house import (
    EVERY_ACT,
    ON_ITS_WAY,
    SYMPTOM,
    VOICE,
    house,
    names,
    only_case,
    turn,
    two_payments,
    words,
)
from tests.small_ledger import Books, changed

SLOTS: list[dict[str, Any]] = [
    {},
    {"symptom": SYMPTOM},
    {"symptom": SYMPTOM, "subject": "nothing"},
    {"symptom": SYMPTOM, "subject": "P1", "offered": ["P2", "P1"], "requested_slot": "subject"},
    {"symptom": "line_closed", "subject": "L1", "language": "en"},
]
# Symptoms differ in their data alone: one of a payment, one of a loan and one of a line stand for all.
INTENTS = ["human", "correct_choice", "choose", SYMPTOM, "settled_shows_unpaid", "line_closed"]
SAID: list[tuple[str, dict[str, str], int]] = [("P1, 1030", {"place": "1"}, 0), ("", {"subject": "P1"}, 1)]
TURNS = [
    turn(intent, text, given=given, misses=misses, **slots)
    for intent in INTENTS
    for text, given, misses in SAID
    for slots in SLOTS
]
LI = {"b1": None, "b2": {"called": "Li", "language": "zh", "time_zone": "Europe/Berlin"}}
# The books of b1, those of somebody else who has the same things, and books without either.
BOOKS: list[Books] = [two_payments(), changed(two_payments("77", "88"), {"borrowers": LI})]
NUMBER = re.compile(r"DZ-\w{4}-\w{4}")
OF_AN_ACCOUNT = re.compile(r"\b(P1|P2|C1|C2|I1|I2|N1|L1|b1|b2|1,?030|515)\b|Berlin")


def shape(outcome: Outcome) -> str:
    """All that is said and set, without what a button gave and without the numbers of cases."""
    said = [(each.name, dict(each.facts)) for each in outcome.replies]
    return NUMBER.sub("DZ", json.dumps([said, dict(outcome.slots), outcome.ends_form]))


def where_nobody_is_proved(folder: Path) -> Iterator[House]:
    """The same conversation before different books: not linked, and linked to somebody who is not in them."""
    for number, (books, borrower) in enumerate(product(BOOKS, (None, "b9"))):
        (folder / str(number)).mkdir()
        yield house(folder / str(number), books, borrower=borrower)


@pytest.mark.parametrize(("name", "act"), EVERY_ACT)
def test_nothing_of_any_account_is_said_to_whom_it_is_not_proved(tmp_path: Path, name: str, act: Act) -> None:
    """Whatever the talk remembers and whatever a button carries: the answers do not depend on the books at all.

    Nor do they tell whether somebody is in the books: otherwise a reference could be tried out.
    """
    houses = list(where_nobody_is_proved(tmp_path))
    for each in TURNS:
        told = [answer(act, each, where) for where in houses]
        assert len({shape(outcome) for outcome in told}) == 1, (each, told)
        facts = json.dumps([dict(reply.facts) for reply in told[0].replies])
        assert not OF_AN_ACCOUNT.search(facts), (each, facts)


@pytest.mark.parametrize("slots", SLOTS)
@pytest.mark.parametrize("state", ["linked", "not linked", "not in the books", "ledger away"])
def test_a_person_can_be_reached_in_any_state(tmp_path: Path, state: str, slots: dict[str, Any]) -> None:
    """At the first word, in the middle of a question, with or without proof; and the question ends."""
    borrower = {"not linked": None, "not in the books": "b9"}.get(state, "b1")
    where = house(tmp_path, two_payments(), borrower=borrower, away=state == "ledger away")
    outcome = answer(open_case, turn("human", **slots), where)
    assert (names(outcome), outcome.ends_form) == (["case_opened"], True)
    assert outcome.replies[0].facts["case"] == only_case(where).number


@pytest.mark.parametrize(("name", "act"), EVERY_ACT)
def test_every_answer_of_every_action_can_be_said(tmp_path: Path, name: str, act: Act) -> None:
    """In every language, with the facts that the action gives, for a borrower and for nobody."""
    for number, where in enumerate(every_house(tmp_path)):
        seen: set[str] = set()
        for each in TURNS:
            for reply in answer(act, each, where).replies:
                key = f"{reply.name} {each.slot('symptom')}"
                if key not in seen:
                    assert all(words(reply, language) for language in VOICE.languages), (number, each)
                seen.add(key)


def every_house(folder: Path) -> Iterator[House]:
    """A borrower with one payment, with two, with none; nobody; and the ledger away."""
    settings: list[tuple[Books, dict[str, Any]]] = [
        (ON_ITS_WAY, {}),
        (two_payments(), {}),
        ({}, {}),
        ({}, {"borrower": None}),
        ({}, {"away": True}),
    ]
    for number, (books, more) in enumerate(settings):
        (folder / f"house {number}").mkdir()
        yield house(folder / f"house {number}", books, **more)


def replies_named(path: Path) -> Iterator[str]:
    """The names of replies that stand in a file: what `say` and `Reply` are given."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"say", "Reply"}:
            yield from _branches(node.args[0])


def _branches(node: ast.expr) -> Iterator[str]:
    """The strings that an expression may be."""
    if isinstance(node, ast.IfExp):
        yield from (*_branches(node.body), *_branches(node.orelse))
    elif isinstance(node, ast.Constant):
        yield str(node.value)


def test_every_reply_that_an_action_names_has_its_words() -> None:
    """In every language, the verdicts of a diagnosis included; that nothing is wrong is said as a diagnosis."""
    named = {name for path in Path("actions").glob("*.py") for name in replies_named(path)}
    verdicts = {*get_args(Verdict)} - {"found", "nothing_wrong"}
    assert {"diagnosis", "not_linked", "choose_again", "not_understood", "which_one"} <= named
    for catalogue in catalogues().values():
        assert named | verdicts <= set(catalogue.replies)
