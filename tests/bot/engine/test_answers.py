"""An answer is read back from the engine's record of a conversation, exactly as it was given."""

from typing import Any

import pytest

from bot.engine.answers import answer_to, reply_of

BUTTON = {"title": "Show my bill", "press": "ask_bill", "given": {"loan": "N1"}}
NAMED = {"reply": "bill", "facts": {"n": 1}, "language": "en"}


def asked(message_id: str | None) -> dict[str, Any]:
    """A message, as Rasa keeps it."""
    return {"event": "user", "message_id": message_id, "text": "where is my money"}


def said(text: str | None, **data: Any) -> dict[str, Any]:
    """Something that was said, as Rasa keeps it: with every kind of content that there could have been."""
    nothing = {"elements": None, "quick_replies": None, "buttons": None, "attachment": None, "custom": None}
    return {"event": "bot", "text": text, "metadata": {"utter_action": "utter_bill"}, "data": {**nothing, **data}}


def plain(text: str) -> dict[str, Any]:
    """The reply that says just this."""
    return {"text": text, "buttons": []}


ACTED = {"event": "action", "name": "action_bill"}
RECORD = [asked("1"), ACTED, said("a"), asked("2"), said("b"), ACTED, said("c"), asked("3"), asked("4"), said("d")]


@pytest.mark.parametrize(("message_id", "texts"), [("1", "a"), ("2", "bc"), ("4", "d")])
def test_the_answer_is_what_was_said_until_the_next_message(message_id: str, texts: str) -> None:
    """All of it, in order, and nothing of another answer."""
    assert answer_to(message_id, RECORD) == [plain(text) for text in texts]


@pytest.mark.parametrize("message_id", ["3", "5", ""])
def test_a_message_without_an_answer_has_none(message_id: str) -> None:
    """One that was not there, or that nothing was said to: its turn has to be run."""
    assert answer_to(message_id, RECORD) is None


def test_a_greeting_before_the_first_message_answers_nothing() -> None:
    """The engine may speak first; a message without an id is no other message's repeat."""
    assert answer_to("1", [said("hello"), asked(None), said("a")]) is None


def test_a_try_that_came_to_nothing_does_not_hide_the_answer() -> None:
    """The id may stand there twice; only one of them was answered."""
    assert answer_to("1", [asked("1"), asked("1"), said("a")]) == [plain("a")]


def test_a_reply_read_back_has_all_that_it_had_when_it_was_given() -> None:
    """Words, buttons, name, facts and language."""
    given = {"text": "here", "buttons": [BUTTON], "custom": NAMED, "timestamp": 1.0, "utter_action": "utter_bill"}
    whole = {"text": "here", "buttons": [BUTTON], **NAMED}
    assert reply_of(given) == whole
    assert answer_to("1", [asked("1"), said("here", buttons=[BUTTON], custom=NAMED)]) == [whole]
