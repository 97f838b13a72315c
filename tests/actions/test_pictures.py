"""Which pictures go with an answer: that of the payment or line that it is about, and no more than can be looked at."""

import json
from pathlib import Path
from typing import Any

import pytest

from actions import diagnose, limit
from actions.pictures import MOST_PICTURES
from tests.actions.house import ALL_WELL, NEVER_RECEIVED, NOTHING_PAID, ON_ITS_WAY, SYMPTOM, house, replied, turn
from tests.bot.pictures.house import ARTIST
from tests.small_ledger import Books, changed

RUNS: Books = changed(
    ON_ITS_WAY,
    {
        "mandates": {"M1": {}},
        "payment_instructions": {
            "P1": {"purpose": "auto_debit", "channel": "auto_debit", "state": "done"},
            "P2": {
                "purpose": "auto_debit",
                "channel": "auto_debit",
                "instalment_id": "I1",
                "made_at": "2026-11-20 11:00",
                "acknowledged_at": "2026-11-20 11:00",
                "state": "done",
            },
        },
        "channel_records": {"C2": {"instruction_id": "P2", "occurred_at": "2026-11-20 11:01"}},
        "debit_runs": {
            run: {
                "instalment_id": "I1",
                "mandate_id": "M1",
                "scheduled_at": at,
                "ran_at": at,
                "state": "succeeded",
                "taken": "1030",
                "instruction_id": payment,
            }
            for run, payment, at in (("DR1", "P1", "2026-11-20 09:58"), ("DR2", "P2", "2026-11-20 11:00"))
        },
    },
)


def pictures(books: Books, symptom: str, folder: Path) -> list[dict[str, Any]]:
    """What goes with the answer to a question; all of it can be drawn."""
    reply = replied(diagnose.act, turn(symptom=symptom), house(folder, books))
    travelled = json.loads(json.dumps(dict(reply.facts)))
    assert len(ARTIST.drawn(travelled)) == len(travelled["pictures"])
    found: list[dict[str, Any]] = travelled["pictures"]
    return found


@pytest.mark.parametrize(
    "books", [ON_ITS_WAY, ALL_WELL, NEVER_RECEIVED], ids=["on its way", "all well", "not received"]
)
def test_a_payment_comes_with_its_journey(books: Books, tmp_path: Path) -> None:
    """Also where nothing is wrong: that is what it shows."""
    found = pictures(books, SYMPTOM, tmp_path)
    assert [(each["kind"], each["reference"]) for each in found] == [("journey", "P1")]


def test_an_automatic_debit_comes_with_the_payments_that_it_became(tmp_path: Path) -> None:
    """Twice for one instalment: both are shown, in order of time."""
    found = pictures(RUNS, "auto_debit_problem", tmp_path)
    assert [each["reference"] for each in found] == ["P1", "P2"][:MOST_PICTURES]


def test_a_payment_and_the_deduction_that_it_was_have_one_picture(tmp_path: Path) -> None:
    """Asked of the payment, told of the deduction: both are subjects of the answer."""
    refused: Books = changed(
        RUNS,
        {
            "payment_instructions": {"P1": {"instalment_id": "I1", "state": "failed"}, "P2": None},
            "channel_records": {"C1": {"state": "failed", "failure_code": "insufficient_funds"}, "C2": None},
            "debit_runs": {"DR1": {"state": "failed", "taken": "0", "failure_code": "insufficient_funds"}, "DR2": None},
        },
    )
    reply = replied(diagnose.act, turn(symptom=SYMPTOM), house(tmp_path, refused))
    assert [each["cause"] for each in reply.facts["found"]] == ["auto_debit_insufficient"]
    assert [each["reference"] for each in reply.facts["pictures"]] == ["P1"]


def test_a_limit_comes_with_its_chart(tmp_path: Path) -> None:
    """Asked as a trouble, or just asked."""
    assert [(each["kind"], each["line_id"]) for each in pictures({}, "limit_mismatch", tmp_path)] == [
        ("limit_chart", "L1")
    ]
    (chart,) = replied(limit.act, turn("ask_limit"), house(tmp_path)).facts["pictures"]
    assert (chart["kind"], chart["line_id"]) == ("limit_chart", "L1")


def test_where_there_is_nothing_to_draw_there_is_no_picture(tmp_path: Path) -> None:
    """No payment, and none due; a loan has no picture of its own."""
    assert pictures(NOTHING_PAID, SYMPTOM, tmp_path) == []
    assert pictures(ALL_WELL, "settled_shows_unpaid", tmp_path) == []
