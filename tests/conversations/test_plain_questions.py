"""Plain questions land right, in both languages, through the real engine."""

import re
import uuid
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.relay.messages import Incoming, Message
from tests.conversations.house import RealHouse
from tests.conversations.play import borrower_named, surroundings
from tests.data.test_sentences import sentences

QUESTIONS: dict[str, dict[str, list[str]]] = yaml.safe_load(
    Path(__file__).with_name("plain_questions.yml").read_text(encoding="utf-8")
)


async def _landing(house: RealHouse, language: str, question: str) -> Any:
    """The symptom that is looked into, or the name of the first reply."""
    async with surroundings(house) as around:
        conversation = around.relay.book.conversation("plain", uuid.uuid4().hex, language, around.clock())
        around.access.link(conversation, borrower_named(house, "healthy"), around.clock())
        await around.relay.take(Incoming(conversation, "question", text=question))
        await around.relay.settled(conversation)
        return _where(around.relay.book.since(conversation, 0)[1])


def _where(reply: Message) -> Any:
    return reply.facts["symptom"] if "found" in reply.facts else reply.reply


@pytest.mark.engine
@pytest.mark.parametrize(
    ("language", "landing", "questions"),
    [
        pytest.param(language, landing, questions, id=f"{landing} [{language}]")
        for language, landings in QUESTIONS.items()
        for landing, questions in landings.items()
    ],
)
async def test_a_plain_question_lands_where_it_should(
    house: RealHouse, language: str, landing: str, questions: list[str]
) -> None:
    """Whoever asks in plain words is not asked to say it differently."""
    landed = {question: await _landing(house, language, question) for question in questions}
    assert landed == dict.fromkeys(questions, landing)


@pytest.mark.parametrize("language", QUESTIONS)
def test_no_plain_question_was_learned_by_heart(language: str) -> None:
    """A sentence of the training data would prove nothing."""
    learned = {_folded(each) for some in sentences(language).values() for each in some}
    asked = {_folded(each): each for some in QUESTIONS[language].values() for each in some if len(each) > 6}
    assert [asked[each] for each in asked.keys() & learned] == []


def _folded(sentence: str) -> str:
    return re.sub(r"[\W_]+", "", sentence.casefold())
