"""Every transcript, in every language that it is written in: replies, facts, slots, cases, and the ledger untouched."""

import hashlib

import pytest

from tests.conversations.checks import faults
from tests.conversations.house import RealHouse
from tests.conversations.play import play, say_more
from tests.conversations.transcript import WRITTEN_IN, Transcript, every_transcript

A_PERSON = {"zh": "转人工", "en": "talk to a person"}

TRANSCRIPTS = list(every_transcript())
PLAYED = [
    pytest.param(each, language, id=f"{each.name} [{language}]") for each in TRANSCRIPTS for language in each.languages
]


@pytest.mark.engine
@pytest.mark.parametrize(("transcript", "language"), PLAYED)
async def test_a_conversation_goes_as_written(house: RealHouse, transcript: Transcript, language: str) -> None:
    """What a borrower says leads where the transcript says, and from there a person is one message away."""
    before = hashlib.sha256(house.ledger_file.read_bytes()).digest()
    outcome = await play(house, transcript, language)
    assert faults(house, transcript, outcome) == []
    assert [line.reply for line in outcome.opening if line.direction == "out"] == ["start"]
    assert await say_more(house, outcome.conversation, A_PERSON.get(language, A_PERSON["en"])) == ["case_opened"]
    assert hashlib.sha256(house.ledger_file.read_bytes()).digest() == before


def test_there_are_enough_transcripts_in_both_languages() -> None:
    """Each of the first two languages is played in at least 25 conversations."""
    for language in WRITTEN_IN:
        assert sum(language in each.languages for each in TRANSCRIPTS) >= 25
