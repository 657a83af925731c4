"""The turn: where the message leaves her, how she answers, and what happens in danger."""
from __future__ import annotations

import logging
from abc import abstractmethod
from typing import Optional, Text, Type

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.safe_action import Events, SafeAction, say
from bot.coach.feedback import Feedback
from bot.house import house
from bot.persona.reaction import Reaction
from bot.rehearsal.rehearsals import Reply
from bot.store.waiting import waiting

logger = logging.getLogger(__name__)

ACTION_LISTEN = "action_listen"


def _then_listen() -> Events:
    """Behind her answer it is always the learner's turn: the policies need not be asked, which takes them a twentieth of a turn."""
    return [FollowupAction(ACTION_LISTEN)]


def feedback_of(tracker: Tracker) -> Optional[Feedback]:
    """The coach's reading of the latest message; None for commands sent by button or slash."""
    data = tracker.latest_message.get("feedback")
    return Feedback.from_message(data) if data else None


def client_id_of(tracker: Tracker) -> Optional[str]:
    """The channel's own id of the message, by which it is answered once."""
    metadata = tracker.latest_message.get("metadata") or {}
    value = metadata.get("client_id")
    return str(value) if value else None


def argument_of(tracker: Tracker) -> str:
    """What was typed behind a slash command; empty for plain words."""
    return str((tracker.latest_message.get("metadata") or {}).get("argument") or "")


def words_of(tracker: Tracker) -> str:
    """What was typed behind a slash command, or else the plain words."""
    text = str(tracker.latest_message.get("text") or "")
    return argument_of(tracker) if text.startswith("/") else text


def speak(dispatcher: CollectingDispatcher, reply: Reply) -> None:
    """Everything a message is answered with, in order."""
    for message in reply.messages:
        dispatcher.utter_message(json_message=dict(message))


class ActionValidateSlotMappings(SafeAction):
    """Moves her state before she reacts: Rasa runs this after reading a message and before the policies predict."""

    def name(self) -> Text:
        return "action_validate_slot_mappings"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        feedback = feedback_of(tracker)
        if feedback is None or tracker.active_loop:  # while a talk is prepared nobody listens yet
            return []
        standing, state = house().rehearsals.hear(tracker.sender_id, feedback)
        return [SlotSet("temper", standing.scenario.persona.temper.value),
                SlotSet("temperature_band", state.temperature_band.value),
                SlotSet("openness_band", state.openness_band.value), SlotSet("price", state.price.value),
                SlotSet("allowed_reactions", sorted(reaction.value for reaction in state.allowed(feedback.move)))]

    def apologise(self, dispatcher: CollectingDispatcher) -> None:
        """Silent: the reaction that follows meets the same trouble and says so once."""


class _React(SafeAction):
    @property
    @abstractmethod
    def reaction(self) -> Reaction:
        """Which reaction this action plays. Abstract, so that only the thirteen below are registered."""

    def name(self) -> Text:
        return f"action_react_{self.reaction.value}"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        feedback = feedback_of(tracker)
        assert feedback is not None, "a reaction answers a message that was read"
        speak(dispatcher, house().rehearsals.say(tracker.sender_id, feedback, self.reaction, client_id_of(tracker)))
        offer = house().offer_for_past_harm(feedback.text)
        if offer:
            dispatcher.utter_message(json_message={"voice": "app", "help": True, "text": offer})
        if tracker.latest_message.get("offers_a_break"):
            dispatcher.utter_message(response="utter_offer_a_break")
        return _then_listen()


def _reaction_action(reaction: Reaction) -> Type[_React]:
    return type(f"ActionReact{reaction.name.title().replace('_', '')}", (_React,),
                {"reaction": reaction, "__module__": __name__, "__doc__": f"She answers with: {reaction.value}."})


ActionReactEscalate, ActionReactGuilt, ActionReactDismiss, ActionReactDeflect, ActionReactStonewall, ActionReactTest, \
    ActionReactSoften, ActionReactDisclose, ActionReactAsk, ActionReactAcknowledge, ActionReactAgree, ActionReactRepair, \
    ActionReactWalkOut = (_reaction_action(reaction) for reaction in Reaction)


class ActionListenToHer(SafeAction):
    """The learner only listens: she goes on, or says a word into the silence."""

    def name(self) -> Text:
        return "action_listen_to_her"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        speak(dispatcher, house().rehearsals.listen(tracker.sender_id, feedback_of(tracker), client_id_of(tracker)))
        return _then_listen()


class ActionPutOff(SafeAction):
    """The learner flirts with her: she draws back, and with a child in the talk it ends."""

    def name(self) -> Text:
        return "action_put_off"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        feedback = feedback_of(tracker)
        assert feedback is not None, "there is no button for this"
        speak(dispatcher, house().rehearsals.put_off(tracker.sender_id, feedback, client_id_of(tracker)))
        return _then_listen()


class ActionShowHelp(SafeAction):
    """Danger: the role-play ends, and real help is shown."""

    def name(self) -> Text:
        return "action_show_help"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        # Help comes first: it must be said even when the log cannot be written.
        feedback = feedback_of(tracker)
        said = house().help_for(feedback.text if feedback else "")
        for message in said:
            dispatcher.utter_message(json_message=dict(message))
        if feedback:
            try:
                house().rehearsals.stop_for_safety(tracker.sender_id, feedback, said, client_id_of(tracker))
            except Exception as error:
                if waiting.at_most is not None:
                    raise  # the log was only given a moment: it is tried again, with all its patience
                logger.error("the log could not keep a stop for safety: %s", type(error).__name__)
                dispatcher.utter_message(json_message={"voice": "app", "text": "", "stop": True})
        return []


class ActionCoachOnly(SafeAction):
    """While she is paused: the coach's note, and nothing from her."""

    def name(self) -> Text:
        return "action_coach_only"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        note, situation = house().steering.beside(tracker.sender_id, feedback_of(tracker))
        if note:
            dispatcher.utter_message(json_message={"voice": "coach", "text": note["text"], "coach": note})
        say(dispatcher, situation)
        return []
