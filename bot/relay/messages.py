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
    """What somebody sent: a text, or the token of a button. `channel_id` is the channel's own id of the message.

    `facts` say what else came with it, such as a file; `remote` is one that has to be fetched from the channel first.
    What is `quiet` is kept, but asks for no answer of its own.
    """

    conversation: str
    channel_id: str
    text: str = ""
    token: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    remote: "Remote | None" = None
    quiet: bool = False


@dataclass(frozen=True)
class Remote:
    """A file that still lies with the channel, under its id there; `batch` names what came together with it."""

    id: str
    batch: str


@dataclass(frozen=True)
class OfferedButton:
    """A button as a channel shows it; the token says nothing to anybody but us."""

    title: str
    token: str


@dataclass(frozen=True)
class Message:
    """A line of a conversation as it was kept; `number` grows with every line and orders them.

    `channel_id` is the channel's own id of what came in, and one of ours for what went out.
    `reply` and `facts` say what the bot said by name, for tests, transcripts and agents; of what came in, `facts` say
    which files came with it. `author` is the person who said it, where it was not the bot. Of one that `is_erased` the
    words are gone.
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
    author: str | None = None
    is_erased: bool = False


@dataclass(frozen=True)
class Said:
    """What is said to a borrower, before it is kept: by the bot, or by the person who is its `author`.

    `repeatable` is what nobody is misled by who hears it twice.
    """

    text: str
    reply: str | None
    facts: Mapping[str, Any]
    buttons: tuple[Button, ...] = ()
    author: str | None = None
    repeatable: bool = True


@dataclass(frozen=True)
class Turn:
    """A waiting message as the engine is asked about it: a text, or what a pressed button means.

    `channel_id` is the channel's own id of it; `is_owed` is one for which the borrower was told already that the answer
    comes later.
    """

    number: int
    conversation: str
    text: str
    pressed: Button | None
    language: str | None
    channel_id: str = ""
    is_owed: bool = False
