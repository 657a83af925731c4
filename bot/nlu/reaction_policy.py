"""How she reacts: a dialogue policy that learns from stories and generalises over what was said and where she stands.

Logistic regression over move × bands × price × temper × recent turns. The laws (bot/persona/reaction.py) say what it may choose
from; near-ties are drawn with the session's seed, so two rehearsals differ and one can be replayed.
docs/evaluation.md has its figures beside TED's.
"""
from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any, Dict, List, Optional, Text

import numpy as np
from rasa.core.featurizers.tracker_featurizers import MaxHistoryTrackerFeaturizer
from rasa.core.policies.policy import Policy, PolicyPrediction
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME, PREVIOUS_ACTION, SLOTS, USER
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.slots import CategoricalSlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ACTION_NAME, INTENT

from bot.coach.feedback import Move
from bot.persona.reaction import OpennessBand, Price, Reaction, TemperatureBand, allowed

ACTION_PREFIX = "action_react_"
_HERE = ("temper", "temperature_band", "openness_band", "price")
_MODEL_FILE, _WEIGHTS_FILE = "reaction_policy.json", "reaction_policy.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class ReactionPolicy(Policy):
    """Chooses one of the thirteen reactions for each move of the learner."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """``max_history``: states looked at, two a turn. ``C``: inverse of regularisation. ``near_tie``: a reaction at least this
        share as likely as the likeliest may be drawn instead."""
        return {"priority": 2, "max_history": 5, "C": 10.0, "near_tie": 0.6}

    def __init__(self, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource,
                 execution_context: ExecutionContext, featurizer: Any = None,
                 features: Optional[List[str]] = None, labels: Optional[List[str]] = None,
                 weights: Optional[np.ndarray] = None, bias: Optional[np.ndarray] = None) -> None:
        super().__init__(config, model_storage, resource, execution_context, featurizer)
        self._features = {name: column for column, name in enumerate(features or [])}
        self._labels, self._weights, self._bias = labels or [], weights, bias

    def _standard_featurizer(self) -> MaxHistoryTrackerFeaturizer:
        return MaxHistoryTrackerFeaturizer(state_featurizer=None, max_history=self.config["max_history"])

    def train(self, training_trackers: List[TrackerWithCachedStates], domain: Domain, **kwargs: Any) -> Resource:
        from sklearn.feature_extraction import DictVectorizer
        from sklearn.linear_model import LogisticRegression

        originals = [tracker for tracker in training_trackers if not getattr(tracker, "is_augmented", False)]
        histories, actions = self.featurizer.training_states_and_labels(originals, domain)
        rows = [(describe(states, domain), labels[0]) for states, labels in zip(histories, actions)
                if labels[0].startswith(ACTION_PREFIX)]
        vectorizer = DictVectorizer()
        X = vectorizer.fit_transform([row for row, _ in rows])
        model = LogisticRegression(C=self.config["C"], max_iter=2000, random_state=0).fit(X, [label for _, label in rows])
        self._features = {name: column for column, name in enumerate(vectorizer.feature_names_)}
        self._labels, self._weights, self._bias = list(model.classes_), model.coef_, model.intercept_
        with self._model_storage.write_to(self._resource) as folder:
            self.featurizer.persist(folder)
            (folder / _MODEL_FILE).write_text(json.dumps({"features": vectorizer.feature_names_, "labels": self._labels}))
            np.savez_compressed(folder / _WEIGHTS_FILE, weights=self._weights, bias=self._bias)
        return self._resource

    def predict_action_probabilities(self, tracker: DialogueStateTracker, domain: Domain,
                                     rule_only_data: Optional[Dict[Text, Any]] = None, **kwargs: Any) -> PolicyPrediction:
        result = self._default_predictions(domain)
        if tracker.latest_action_name != ACTION_LISTEN_NAME:
            result[domain.index_for_action(ACTION_LISTEN_NAME)] = 1.0
            return self._prediction(result)
        intent = tracker.latest_message.intent.get("name") if tracker.latest_message else None
        if intent not in {move.value for move in Move} or intent == Move.CRISIS.value or self._weights is None:
            return self._prediction(result)
        states = self._prediction_states(tracker, domain, rule_only_data=rule_only_data)
        shares = self.shares(describe(states, domain), _within_the_laws(tracker, Move(intent)))
        chosen = self._draw(shares, tracker)
        for label, share in shares.items():
            result[domain.index_for_action(label)] = share
        result[domain.index_for_action(chosen)] = max(shares.values()) + 1e-6
        return self._prediction(result)

    def shares(self, description: Dict[str, Any], reactions: frozenset[Reaction]) -> Dict[str, float]:
        """Probability of each reaction that the laws allow, as action names."""
        vector = np.zeros(len(self._features))
        for name, value in description.items():
            column = self._features.get(f"{name}={value}")
            if column is not None:
                vector[column] = 1.0
        scores = self._weights @ vector + self._bias  # type: ignore[operator]
        # A reaction no story has shown yet stays possible, as the last choice.
        by_label = dict(zip(self._labels, scores))
        possible = {f"{ACTION_PREFIX}{r.value}": by_label.get(f"{ACTION_PREFIX}{r.value}", float(min(scores)) - 1) for r in Reaction
                    if r in reactions}
        top = max(possible.values())
        powers = {label: float(np.exp(score - top)) for label, score in possible.items()}
        total = sum(powers.values())
        return {label: power / total for label, power in powers.items()}

    def _draw(self, shares: Dict[str, float], tracker: DialogueStateTracker) -> str:
        top = max(shares, key=lambda label: shares[label])
        seed = tracker.get_slot("seed")
        if seed is None:
            return top
        near = sorted(label for label, share in shares.items() if share >= self.config["near_tie"] * shares[top])
        turn = tracker.get_slot("turn") or 0
        return random.Random(f"{seed}:{turn}:reaction").choices(near, [shares[label] for label in near])[0]

    @classmethod
    def load(cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource,
             execution_context: ExecutionContext, **kwargs: Any) -> ReactionPolicy:
        with model_storage.read_from(resource) as folder:
            data = json.loads((Path(folder) / _MODEL_FILE).read_text())
            arrays = np.load(Path(folder) / _WEIGHTS_FILE, allow_pickle=False)
            return cls(config, model_storage, resource, execution_context, features=data["features"],
                       labels=data["labels"], weights=arrays["weights"], bias=arrays["bias"])


def describe(states: List[State], domain: Domain) -> Dict[str, str]:
    """What the policy looks at: the move, where she stands, and the two turns before, alone and in combination."""
    now = states[-1]
    move = now.get(USER, {}).get(INTENT, "none")
    here = _slots(now, domain)
    temper, heat, open_, price = (here.get(name, "none") for name in _HERE)
    past = [(state[USER].get(INTENT, "none"), state[PREVIOUS_ACTION][ACTION_NAME][len(ACTION_PREFIX):])
            for state in states[:-1]
            if state.get(USER) and state.get(PREVIOUS_ACTION, {}).get(ACTION_NAME, "").startswith(ACTION_PREFIX)]
    (before_move, before), (earlier_move, earlier) = ([("none", "none")] * 2 + past)[-1], ([("none", "none")] * 2 + past)[-2]
    return {
        "move": move, "temper": temper, "heat": heat, "open": open_, "price": price,
        "before": before, "earlier": earlier, "before_move": before_move,
        "move+heat": f"{move}|{heat}", "move+open": f"{move}|{open_}", "move+price": f"{move}|{price}",
        "move+temper": f"{move}|{temper}", "move+before": f"{move}|{before}", "heat+open": f"{heat}|{open_}",
        "move+heat+temper": f"{move}|{heat}|{temper}", "move+heat+open": f"{move}|{heat}|{open_}",
        "move+open+price": f"{move}|{open_}|{price}", "move+heat+before": f"{move}|{heat}|{before}",
        "move+heat+price": f"{move}|{heat}|{price}", "move+open+before": f"{move}|{open_}|{before}",
        "move+temper+before": f"{move}|{temper}|{before}", "same+before": f"{before == earlier}|{before}",
        "move+heat+open+temper": f"{move}|{heat}|{open_}|{temper}",
        "blamed+before": f"{move == before_move}|{before_move}|{earlier_move == before_move}",
    }


def _slots(state: State, domain: Domain) -> Dict[str, str]:
    """Slot values behind a state's one-hot features."""
    values = {}
    for slot in domain.slots:
        features = state.get(SLOTS, {}).get(slot.name)
        if isinstance(slot, CategoricalSlot) and features:
            values[slot.name] = slot.values[int(np.argmax(features))]
    return values


def _within_the_laws(tracker: DialogueStateTracker, move: Move) -> frozenset[Reaction]:
    named = tracker.get_slot("allowed_reactions")
    if named:
        return frozenset(Reaction(name) for name in named)
    return allowed(move, TemperatureBand(tracker.get_slot("temperature_band") or "hot"),
                   OpennessBand(tracker.get_slot("openness_band") or "closed"), Price(tracker.get_slot("price") or "none"))
