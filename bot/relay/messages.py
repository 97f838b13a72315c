"""What travels through the relay: parsed at the channel's door into something frozen, with a limit on its size."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from bot.voice.button import Button

LONGEST_TEXT = 4000
LONGEST_ID = 64


@dataclass(frozen=True)
class Incoming:
    """What somebody sent: a text, or the token of a button. `channel_id` is the channel's own id of the message."""

    conversation: str
    channel_id: str
    text: str = ""
    token: str | None = None


@dataclass(frozen=True)
class OfferedButton:
    """A button as a channel shows it; the token says nothing to anybody but us."""

    title: str
    token: str


@dataclass(frozen=True)
class Message:
    """A line of a conversation as it was kept; `number` grows with every line and orders them.

    `channel_id` is the channel's own id of what came in, and one of ours for what went out.
    `reply` and `facts` say what the bot said by name, for tests, transcripts and agents.
    """

    number: int
    conversation: str
    channel_id: str
    direction: Literal["in", "out"]
    text: str
    at: datetime
    buttons: tuple[OfferedButton, ...] = ()
    reply: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Said:
    """A reply of the engine, before it is kept."""

    text: str
    reply: str | None
    facts: Mapping[str, Any]
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True)
class Turn:
    """A waiting message as the engine is asked about it: a text, or what a pressed button means."""

    number: int
    conversation: str
    text: str
    pressed: Button | None
    language: str | None
