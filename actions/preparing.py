"""The form before a talk of one's own: each answer is handed to one use case, and what interrupts the form is met."""
from __future__ import annotations

import logging
from abc import abstractmethod
from typing import Iterable, Mapping, Optional, Text, Type

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.safe_action import Events, SafeAction
from actions.turns import argument_of, client_id_of, feedback_of
from bot.house import house
from bot.nlu.preparing import QUOTING, SLOT_PREFIX
from bot.rehearsal.preparing import Said
from bot.store.waiting import waiting

logger = logging.getLogger(__name__)

QUESTIONS = ("relationship", "name", "happened", "feelings", "needs", "ask", "temper", "sore_spots", "fear", "likely", "level")


def speak(dispatcher: CollectingDispatcher, messages: Iterable[Mapping[str, object]]) -> None:
    for message in messages:
        dispatcher.utter_message(json_message=dict(message))


def stop(dispatcher: CollectingDispatcher, tracker: Tracker, text: str) -> Events:
    """Real help first, which must be said even when the log cannot be written; then the questions end."""
    speak(dispatcher, house().help_instead(text))
    try:
        house().preparations.stop(tracker.sender_id, client_id_of(tracker))
    except Exception as error:
        if waiting.at_most is not None:
            raise  # the log was only given a moment: it is tried again, with all its patience
        logger.error("the log could not keep a stop for safety: %s", type(error).__name__)
        dispatcher.utter_message(json_message={"voice": "app", "text": "", "stop": True})
    return [ActiveLoop(None)]


def take(dispatcher: CollectingDispatcher, tracker: Tracker, text: str, picked: bool) -> Optional[Events]:
    """Hand an answer over. None while the form goes on, else the events that end it."""
    preparations = house().preparations
    quoting = (tracker.latest_message.get("metadata") or {}).get("preparing") == QUOTING
    if preparations.tells_of_harm(text, hers=quoting):
        return stop(dispatcher, tracker, text)
    return _met(dispatcher, text, preparations.answer(tracker.sender_id, text, client_id_of(tracker), picked=picked))


def _met(dispatcher: CollectingDispatcher, text: str, said: Said) -> Optional[Events]:
    if said.harm:
        speak(dispatcher, house().help_instead(text))
        return [ActiveLoop(None)]
    speak(dispatcher, said.messages)
    return None


class ValidatePrepareForm(SafeAction):
    """Rasa's form hands over what it took as an answer, and is told what to ask next: the log knows."""

    def name(self) -> Text:
        return "validate_prepare_form"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        taken = [name for name in tracker.slots_to_validate() if name.startswith(SLOT_PREFIX)]
        if taken:
            ended = take(dispatcher, tracker, str(tracker.latest_message.get("text") or ""), picked=False)
            if ended:
                return ended
        standing = house().preparations.standing(tracker.sender_id)
        if standing.session_id or standing.stopped_for_safety:
            return [ActiveLoop(None)]
        # No words stay in a slot.
        done = [SlotSet(name, True if name[len(SLOT_PREFIX):] in standing.done else None) for name in taken]
        return [*done, SlotSet("requested_slot", SLOT_PREFIX + standing.asking)]


class _Ask(SafeAction):
    @property
    @abstractmethod
    def question(self) -> str:
        """Which slot Rasa asks for. Abstract, so that only the eleven below are registered."""

    def name(self) -> Text:
        return f"action_ask_prepare_form_{SLOT_PREFIX}{self.question}"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        speak(dispatcher, house().preparations.ask(tracker.sender_id))
        return []


def _asking(question: str) -> Type[_Ask]:
    return type(f"ActionAsk{question.title().replace('_', '')}", (_Ask,),
                {"question": question, "__module__": __name__, "__doc__": f"Asks: {question}."})


ActionAskRelationship, ActionAskName, ActionAskHappened, ActionAskFeelings, ActionAskNeeds, ActionAskAsk, ActionAskTemper, \
    ActionAskSoreSpots, ActionAskFear, ActionAskLikely, ActionAskLevel = (_asking(question) for question in QUESTIONS)


class ActionTakeAnswer(SafeAction):
    """A button was tapped."""

    def name(self) -> Text:
        return "action_take_answer"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        typed = "" if feedback_of(tracker) is None else str(tracker.latest_message.get("text") or "")
        return take(dispatcher, tracker, typed or argument_of(tracker), picked=not typed) or []


class ActionSkipQuestion(SafeAction):
    """No answer to this one."""

    def name(self) -> Text:
        return "action_skip_question"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        return _met(dispatcher, "", house().preparations.skip(tracker.sender_id, client_id_of(tracker))) or []


class ActionKeepAnswer(SafeAction):
    """The answer stays as it is."""

    def name(self) -> Text:
        return "action_keep_answer"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        return _met(dispatcher, "", house().preparations.keep(tracker.sender_id, client_id_of(tracker))) or []


class ActionChangeAnswer(SafeAction):
    """A question is asked again."""

    def name(self) -> Text:
        return "action_change_answer"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        what = argument_of(tracker) or str(tracker.latest_message.get("text") or "")
        speak(dispatcher, house().preparations.change(tracker.sender_id, what, client_id_of(tracker)).messages)
        return []


class ActionGoOneBack(SafeAction):
    """The question before is asked again."""

    def name(self) -> Text:
        return "action_go_one_back"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        speak(dispatcher, house().preparations.change(tracker.sender_id, "", client_id_of(tracker)).messages)
        return []


class ActionShowAnswers(SafeAction):
    """What was told so far."""

    def name(self) -> Text:
        return "action_show_answers"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        speak(dispatcher, house().preparations.show(tracker.sender_id))
        return []


class ActionExplainQuestion(SafeAction):
    """Why this is asked."""

    def name(self) -> Text:
        return "action_explain_question"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        speak(dispatcher, [house().preparations.why(tracker.sender_id)])
        return []


class _Tell(SafeAction):
    situation: str

    @abstractmethod
    def name(self) -> Text:
        """Abstract here, so that only those below are registered."""

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        dispatcher.utter_message(json_message={"voice": "app", "text": house().preparations.questions.says[self.situation]})
        return []


class ActionHelpWithPreparing(_Tell):
    """What can be typed here."""

    situation = "help"

    def name(self) -> Text:
        return "action_help_with_preparing"


class ActionTellWhatPreparingIs(_Tell):
    """Who puts these questions."""

    situation = "what_this_is"

    def name(self) -> Text:
        return "action_tell_what_preparing_is"


class ActionLeavePreparing(_Tell):
    """She leaves for now; everything is kept already."""

    situation = "leave"

    def name(self) -> Text:
        return "action_leave_preparing"


class ActionHelpInsteadOfPreparing(SafeAction):
    """Danger: real help, and no persona."""

    def name(self) -> Text:
        return "action_help_instead_of_preparing"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        feedback = feedback_of(tracker)
        return stop(dispatcher, tracker, feedback.text if feedback else "")
