"""Notes the language of each message as an entity; the slot `language` keeps it until somebody switches."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.voice.catalogue import catalogues
from bot.voice.notice import asked_for, notice


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class LanguageNoticer(GraphComponent):
    """Adds the entity `language`: the one that the borrower asks for, else the one that the script tells."""

    def __init__(self) -> None:
        self._rules = {code: catalogue.notice for code, catalogue in catalogues().items()}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LanguageNoticer:
        """As Rasa makes its components."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Mark each message."""
        for message in messages:
            language = self._language(message)
            if language:
                end = len(message.get(TEXT) or "")
                found = {"entity": "language", "value": language, "start": 0, "end": end, "extractor": "noticing"}
                message.set(ENTITIES, [*message.get(ENTITIES, []), found], add_to_output=True)
        return messages

    def _language(self, message: Message) -> str | None:
        text = message.get(TEXT) or ""
        intent = (message.get(INTENT) or {}).get("name")
        wanted = asked_for(text, self._rules) if intent == "switch_language" else None
        return wanted or notice(text, self._rules)
