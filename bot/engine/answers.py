"""What the engine answered, read back from its record of a conversation.

A record is Rasa's list of events in the order they happened, each as a plain dict: `{"event": "user", "message_id"}`
for what was asked, `{"event": "bot", "text", "data"}` for what was said; other kinds are passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Reply = dict[str, Any]


def reply_of(message: Mapping[str, Any]) -> Reply:
    """A reply as the relay gets it: its words and buttons, and its name, facts and language where it has them."""
    named = message.get("custom") or {}
    return {"text": message.get("text"), "buttons": message.get("buttons") or [], **named}


def answer_to(message_id: str, events: Iterable[Mapping[str, Any]]) -> list[Reply] | None:
    """The replies between the message of that id and the next message; None when it is not there, or has none."""
    answer: list[Reply] = []
    is_it = False
    for event in events:
        if event.get("event") == "user":
            if answer:
                return answer
            is_it = event.get("message_id") == message_id
        elif is_it and event.get("event") == "bot":
            answer.append(reply_of({**(event.get("data") or {}), "text": event.get("text")}))
    return answer or None
