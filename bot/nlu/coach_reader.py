"""The coach as a component of Rasa's pipeline: one reading of a message, shared by coach, policy and persona.

Its move becomes the intent and its spans become entities; the whole Feedback travels on to the actions. Commands and
questions to the app are left to Rasa's own classifier, which has run before it.
"""
from __future__ import annotations

from typing import Any, Dict, List, Optional, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.coach.feedback import BlameKind, Feedback, Move
from bot.house import house
from bot.nlu.preparing import QUOTING

FEEDBACK = "feedback"
OFFER = "offers_a_break"
LISTEN, ADVANCE = "listen", "advance"
_MOVES = frozenset(move.value for move in Move) | {LISTEN, ADVANCE}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class CoachReader(GraphComponent):
    """Sets intent, entities and feedback of a message."""

    def __init__(self, config: Dict[Text, Any]) -> None:
        self._command_confidence: float = config["command_confidence"]
        self._sure_command: float = config["sure_command"]
        self._longest_command: int = config["longest_command"]
        self._machine_intent: str = config["machine_intent"]
        self._machine_confidence: float = config["machine_confidence"]
        self._offer_intent: str = config["offer_intent"]
        self._offer_confidence: float = config["offer_confidence"]
        self._form_intents = frozenset(config["form_intents"])
        self._hers = frozenset(config["words_of_hers"])
        self._quoted_confidence: float = config["quoted_confidence"]

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """``command_confidence``: 0–1, below it a command is read as words to her. ``sure_command``: above it a command is one, also where
        the coach hears flirting in it ("give me a hint"); no message that flirts comes near it. ``longest_command``: in words; orders to
        the machine may be longer, when Rasa is surer than ``machine_confidence``. ``form_intents``: commands only while a talk of one's
        own is prepared; ``quoted_confidence``: what it takes there while the learner writes what she fears to hear, and
        ``words_of_hers``: no command then, because she may say just that."""
        return {"command_confidence": 0.6, "sure_command": 0.9, "longest_command": 9, "machine_intent": "ask_what_this_is",
                "machine_confidence": 0.9, "offer_intent": "want_a_break", "offer_confidence": 0.5,
                "form_intents": ["give_answer", "skip_question", "keep_answer", "change_answer", "show_answers", "ask_why",
                                 "ask_what_preparing_is", "leave_preparing"], "quoted_confidence": 0.9,
                "words_of_hers": ["ask_why", "ask_what_this_is", "ask_what_preparing_is", "keep_answer"]}

    @classmethod
    def create(cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> CoachReader:
        return cls(config)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing to add: the coach learns from its own corpus, not from Rasa's."""
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Read each message once."""
        for message in messages:
            text = message.get(TEXT)
            if not text:
                continue
            known = message.get(METADATA) or {}
            feedback = house().coach.read(text, previous=known.get("previous"), speaker=known.get("speaker", "daughter"),
                                          sore_spots=known.get("sore_spots", ()), seed=known.get("seed", 0))
            self._set(message, feedback, known.get("preparing"))
        return messages

    def _set(self, message: Message, feedback: Feedback, preparing: Optional[Text]) -> None:
        """``preparing``: None in a talk; "quoting" while the learner writes what she fears to hear; else any text."""
        guess = message.get(INTENT) or {}
        name, confidence = guess.get("name"), guess.get("confidence", 0.0)
        short = len(feedback.text.split()) <= self._longest_command
        short = short or name == self._machine_intent and confidence >= self._machine_confidence
        called_names = any(span.kind in (BlameKind.LABEL, BlameKind.CONTEMPT) for span in feedback.blame)
        if name == self._machine_intent and called_names:
            name = None  # "You're a cold woman" is said to her
        if name in self._form_intents and not preparing:
            name = None
        if preparing == QUOTING and (name in self._hers or name == self._offer_intent and len(feedback.text.split()) > 1):
            name = None  # "why do you ask?" and "stop it" may be what she will say
        flirts = feedback.advance and not preparing and confidence < self._sure_command
        if name in _MOVES or not short or feedback.crisis or flirts:
            name = None
        offers = name == self._offer_intent and not preparing
        message.set(OFFER, offers and confidence >= self._offer_confidence, add_to_output=True)
        wanted = self._quoted_confidence if preparing == QUOTING else self._command_confidence
        if name is None or offers or confidence < wanted:
            said = LISTEN if feedback.listening else ADVANCE if feedback.advance else feedback.move.value
            message.set(INTENT, {"name": said, "confidence": 1.0}, add_to_output=True)
        message.set(ENTITIES, [{"entity": "blame", "value": span.kind.value, "start": span.start, "end": span.end,
                                "extractor": "CoachReader"} for span in feedback.blame], add_to_output=True)
        message.set(FEEDBACK, feedback.to_message(), add_to_output=True)
