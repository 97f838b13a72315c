"""Understands by characters: weighted runs of one to three letters, and a logistic regression over them.

It serves any script alike, because nothing has to be cut into words.
"""

from __future__ import annotations

from typing import Any

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline

from bot.engine.text import plain

FILE = "characters.joblib"
RANKED = 5


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Characters(GraphComponent, IntentClassifier):
    """An intent for each message, with its confidence and the runners-up."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`longest`: letters in a run; `strength`: the inverse of the regularisation."""
        return {"longest": 3, "strength": 20.0}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Characters:
        """An untrained classifier."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> Characters:
        """The classifier as it was trained."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, joblib.load(folder / FILE))

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: Pipeline | None = None
    ) -> None:
        self._config, self._storage, self._resource, self._model = config, storage, resource, model

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the sentences, and keep what was learned with the model."""
        examples = [each for each in training_data.intent_examples if each.get(TEXT)]
        self._model = make_pipeline(
            TfidfVectorizer(analyzer="char_wb", ngram_range=(1, self._config["longest"]), sublinear_tf=True),
            LogisticRegression(solver="liblinear", C=self._config["strength"], random_state=1),
        )
        self._model.fit([plain(each.get(TEXT)) for each in examples], [each.get(INTENT) for each in examples])
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._model, folder / FILE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Give each message its intent, unless it has one."""
        for message in messages:
            if self._model is not None and message.get(TEXT):
                ranking = _ranking(self._model, plain(message.get(TEXT)))
                message.set(INTENT, ranking[0], add_to_output=True)
                message.set(INTENT_RANKING_KEY, ranking[:RANKED], add_to_output=True)
        return messages


def _ranking(model: Pipeline, text: str) -> list[dict[str, Any]]:
    chances = model.predict_proba([text])[0]
    ranked = sorted(zip(chances, model.classes_, strict=True), reverse=True)
    return [{"name": str(name), "confidence": float(chance)} for chance, name in ranked]
