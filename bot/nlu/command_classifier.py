"""Rasa's own logistic regression for commands, kept as plain numbers.

Rasa stores it with skops, whose import alone takes seven seconds of every start; the classifier itself is unchanged.
"""
from __future__ import annotations

from typing import Any, Dict, Text

import numpy as np
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier

_FILE = "command_classifier.npz"
_LEARNED = ("coef_", "intercept_", "classes_")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class CommandClassifier(LogisticRegressionClassifier):
    """Tells commands and questions to the app from words said to her."""

    def persist(self) -> None:
        """Write what was learned as arrays."""
        with self._model_storage.write_to(self._resource) as folder:
            np.savez_compressed(folder / _FILE, **{name: np.asarray(getattr(self.clf, name)) for name in _LEARNED})

    @classmethod
    def load(cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource,
             execution_context: ExecutionContext, **kwargs: Any) -> CommandClassifier:
        component = cls(config, execution_context.node_name, model_storage, resource)
        with model_storage.read_from(resource) as folder, np.load(folder / _FILE, allow_pickle=False) as arrays:
            for name in _LEARNED:
                setattr(component.clf, name, arrays[name].astype(str) if name == "classes_" else arrays[name])
        return component
