"""Rasa's own logistic regression for commands, kept as plain numbers.

Rasa stores it with skops, whose import alone takes seven seconds of every start, and puts matrices together anew for each message, which
takes a twentieth of a turn. What it learns and finds is unchanged.
"""
from __future__ import annotations

from typing import Any, Dict, List, Text

import numpy as np
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.utils.tensorflow.constants import RANKING_LENGTH

_FILE = "command_classifier.npz"
_LEARNED = ("coef_", "intercept_", "classes_")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class CommandClassifier(LogisticRegressionClassifier):
    """Tells commands and questions to the app from words said to her."""

    def persist(self) -> None:
        """Write what was learned as arrays."""
        with self._model_storage.write_to(self._resource) as folder:
            np.savez_compressed(folder / _FILE, **{name: np.asarray(getattr(self.clf, name)) for name in _LEARNED})

    def process(self, messages: List[Message]) -> List[Message]:
        """The likeliest intent of each message and the ranking of all."""
        weights = self.clf.coef_.T
        for message in messages:
            scores, column = self.clf.intercept_.copy(), 0
            for features in message.features:
                if features.attribute == TEXT and features.type == FEATURE_TYPE_SENTENCE and features.is_sparse():
                    found = features.features.tocsr()
                    scores += found.data @ weights[column + found.indices]
                    column += found.shape[1]
            powers = np.exp(scores - scores.max())
            ranking = [{"name": str(name), "confidence": float(share)} for name, share in zip(self.clf.classes_, powers / powers.sum())]
            ranking.sort(key=lambda intent: -intent["confidence"])  # type: ignore[operator]
            message.set("intent", ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking[:self.config[RANKING_LENGTH] or None], add_to_output=True)
        return messages

    @classmethod
    def load(cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource,
             execution_context: ExecutionContext, **kwargs: Any) -> CommandClassifier:
        component = cls(config, execution_context.node_name, model_storage, resource)
        with model_storage.read_from(resource) as folder, np.load(folder / _FILE, allow_pickle=False) as arrays:
            for name in _LEARNED:
                setattr(component.clf, name, arrays[name].astype(str) if name == "classes_" else arrays[name])
        return component
