"""Rasa's response generator: a reply's name and facts become words in the language of the conversation."""

from __future__ import annotations

from typing import Any

from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.voice.button import Button
from bot.voice.catalogue import catalogues
from bot.voice.voice import Voice

UTTER = "utter_"


class LanguageReplies(NaturalLanguageGenerator):
    """Says `utter_x` and the replies that actions name; buttons carry an intent and what is given with it."""

    def __init__(self, endpoint_config: EndpointConfig | None = None, domain: Domain | None = None) -> None:
        self._voice = Voice(catalogues())

    async def generate(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,
        **given: Any,
    ) -> dict[str, Any]:
        """The message of a reply, with its name and facts beside the words for whoever wants to check them.

        Raises `WordsRefused` when a word or a fact is missing; the turn then does not count as complete.
        """
        name = utter_action[len(UTTER) :] if utter_action.startswith(UTTER) else utter_action
        language, facts = tracker.get_slot("language"), given.get("facts") or {}
        said = self._voice.say(name, language, facts)
        return {
            "text": said.text,
            "buttons": [_as_json(each) for each in said.buttons],
            "custom": {"reply": name, "facts": facts, "language": language},
        }


def _as_json(button: Button) -> dict[str, Any]:
    return {"title": button.title, "press": button.press, "given": dict(button.given)}
