"""The question back: what is offered, in which order, and how much of it."""

from pathlib import Path

from actions.ask_subject import MOST_CHOICES, act
from actions.turn import Turn
from tests.actions.house import ON_ITS_WAY, SYMPTOM, done, house, turn, two_payments, words
from tests.small_ledger import Books, changed

# The two in trouble, and one that was booked as it should be.
THREE = changed(
    two_payments(),
    {
        "instalments": {"I3": {"number": 3, "due_on": "2026-11-10", "status": "paid"}},
        "payment_instructions": {
            "P3": {"instalment_id": "I3", "made_at": "2026-11-10 10:00", "acknowledged_at": "2026-11-10 10:00"}
        },
        "channel_records": {"C3": {"instruction_id": "P3", "occurred_at": "2026-11-10 10:01"}},
        "postings": {
            "R3": {
                "kind": "repayment",
                "amount": "-1030",
                "instalment_id": "I3",
                "instruction_id": "P3",
                "record_id": "C3",
                "posted_at": "2026-11-10 11:00",
            }
        },
    },
)


def offered(folder: Path, books: Books, each: Turn) -> list[str]:
    """The references on offer, which are the same in the reply and in the slot."""
    outcome = done(act, each, house(folder, books))
    (reply,) = outcome.replies
    refs = [choice["ref"] for choice in reply.facts["choices"]]
    assert (reply.name, outcome.slots) == ("which_one", {"offered": refs})
    return refs


def test_those_in_trouble_are_offered_the_latest_first(tmp_path: Path) -> None:
    """Whatever is well need not be read."""
    assert offered(tmp_path, THREE, turn(SYMPTOM, symptom=SYMPTOM)) == ["P2", "P1"]


def test_whoever_means_another_one_is_offered_all(tmp_path: Path) -> None:
    """The one that was meant may be well, or may look so."""
    another = turn("correct_choice", symptom=SYMPTOM, offered=["P2", "P1", "P3"])
    assert offered(tmp_path, THREE, another) == ["P2", "P1", "P3"]


def test_the_question_is_repeated_as_it_was(tmp_path: Path) -> None:
    """After an answer that did not fit, or a question in between, "the second" still means the same one."""
    assert offered(tmp_path, THREE, turn("nlu_fallback", symptom=SYMPTOM, offered=["P2", "P1"])) == ["P2", "P1"]
    assert offered(tmp_path, THREE, turn("ask_bill", symptom=SYMPTOM, offered=["P3", "P1"])) == ["P1", "P3"]


def test_what_is_no_longer_there_is_not_offered_again(tmp_path: Path) -> None:
    """The books go on while a borrower thinks."""
    assert offered(tmp_path, THREE, turn("nlu_fallback", symptom=SYMPTOM, offered=["P8", "P9"])) == ["P2", "P1"]


def test_no_more_are_offered_than_a_screen_holds(tmp_path: Path) -> None:
    """Words for a place in the list end at the sixth."""
    payments = {f"P{n}": {"made_at": f"2026-11-19 0{n}:00"} for n in range(2, 10)}
    many = changed(ON_ITS_WAY, {"payment_instructions": payments})
    another = turn("correct_choice", symptom=SYMPTOM)
    assert offered(tmp_path, many, another) == ["P1", "P9", "P8", "P7", "P6", "P5"]
    assert MOST_CHOICES == 6


def test_the_question_names_the_trouble(tmp_path: Path) -> None:
    """After a digression the borrower has to see what it is about."""
    (reply,) = done(act, turn(symptom=SYMPTOM), house(tmp_path, two_payments())).replies
    assert "payment not credited" in words(reply, "en")


def test_without_a_trouble_there_is_nothing_to_choose(tmp_path: Path) -> None:
    """The causes may have changed while a question was open: it ends, and another can be asked."""
    outcome = done(act, turn(offered=["P1"]), house(tmp_path, ON_ITS_WAY))
    assert ([each.name for each in outcome.replies], outcome.ends_form) == (["no_question_yet"], True)
