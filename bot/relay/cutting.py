"""What is said to somebody whose message was too long: that its end was left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.relay.messages import LONGEST_TEXT, Said
from bot.voice.notice import notice
from bot.voice.voice import Voice

REPLY = "text_was_cut"


@dataclass(frozen=True)
class CutNotice:
    """The words, in the language that was written."""

    voice: Voice
    rules: Mapping[str, Mapping[str, Any]]

    def __call__(self, text: str) -> Said:
        """The words about a text that was cut."""
        facts = {"longest": LONGEST_TEXT}
        return Said(self.voice.say(REPLY, notice(text, self.rules), facts).text, REPLY, facts)
