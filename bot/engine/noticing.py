"""Notes what a message tells apart from its intent: the language it is in, and a place in a list that it names."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.voice.catalogue import catalogues
from bot.voice.notice import asked_for, notice, place_named


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class Noticer(GraphComponent):
    """Adds the entities `language` (the one that is asked for, else the one that the script tells) and `place`."""

    def __init__(self) -> None:
        self._rules = {code: catalogue.notice for code, catalogue in catalogues().items()}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Noticer:
        """As Rasa makes its components."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Mark each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            noticed = {"language": self._language(message), "place": place_named(text, self._rules)}
            found = [_entity(name, str(value), text) for name, value in noticed.items() if value]
            message.set(ENTITIES, [*message.get(ENTITIES, []), *found], add_to_output=True)
        return messages

    def _language(self, message: Message) -> str | None:
        text = message.get(TEXT) or ""
        intent = (message.get(INTENT) or {}).get("name")
        wanted = asked_for(text, self._rules) if intent == "switch_language" else None
        return wanted or notice(text, self._rules)


def _entity(name: str, value: str, text: str) -> dict[str, Any]:
    return {"entity": name, "value": value, "start": 0, "end": len(text), "extractor": "noticing"}
