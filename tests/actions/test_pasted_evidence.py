"""What a borrower pastes as proof: read, matched, on record; a text that is none is left to whoever else can use it."""

from pathlib import Path

import pytest

from actions import list_evidence, not_understood, out_of_scope
from actions.adapter import Act
from actions.pasted_evidence import read_pasted
from tests.actions.house import ON_ITS_WAY, done, house, turn

NOTICE = "Your account ending 8842 was debited CNY 1,030.00 on 20 Nov 2026 at 18:00"
OTHER = "Your account ending 8842 was debited CNY 77.00 on 20 Nov 2026 at 18:00"


@pytest.mark.parametrize("act", [list_evidence.act, not_understood.act, out_of_scope.act])
def test_a_notice_is_read_whatever_it_was_taken_for(tmp_path: Path, act: Act) -> None:
    """Understanding may take a bank's words for anything; their shape says what they are."""
    (reply,) = done(act, turn("out_of_scope", NOTICE), house(tmp_path, ON_ITS_WAY)).replies
    assert reply.name == "evidence_read"
    assert reply.facts["outcome"] == "matched"
    assert [each["subject"] for each in reply.facts["candidates"]] == ["P1"]


def test_it_goes_to_a_case(tmp_path: Path) -> None:
    """A text proves nothing by itself: somebody has to look."""
    where = house(tmp_path, ON_ITS_WAY)
    (reply,) = done(list_evidence.act, turn("submit_evidence", NOTICE), where).replies
    assert [(each.number, each.reason) for each in where.cases.of_conversation("c1")] == [
        (reply.facts["case"], "evidence")
    ]


def test_a_notice_of_something_else_matches_nothing(tmp_path: Path) -> None:
    """Another amount is another payment."""
    (reply,) = done(list_evidence.act, turn("submit_evidence", OTHER), house(tmp_path, ON_ITS_WAY)).replies
    assert reply.facts["outcome"] != "matched"


def test_other_talk_is_not_touched(tmp_path: Path) -> None:
    """A sentence with a number in it is no receipt."""
    assert read_pasted(turn("", "I paid 1,030 yesterday"), house(tmp_path, ON_ITS_WAY)) is None


def test_nobody_learns_anything_who_has_not_proved_who_they_are(tmp_path: Path) -> None:
    """A notice could be tried against the books of others."""
    assert read_pasted(turn("", NOTICE), house(tmp_path, ON_ITS_WAY, borrower=None)) is None
