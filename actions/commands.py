"""What the learner asks of the app: pause, go on, hint, end."""
from __future__ import annotations

from abc import abstractmethod
from typing import Text

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.safe_action import Events, SafeAction, say
from bot.errors import RehearsalOver
from bot.house import house


class _SetPaused(SafeAction):
    paused: bool
    situation: str

    @abstractmethod
    def name(self) -> Text:
        """Abstract here, so that only the two below are registered."""

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        try:
            house().rehearsals.pause(tracker.sender_id, self.paused)
        except RehearsalOver:
            dispatcher.utter_message(response="utter_is_over")
        else:
            say(dispatcher, self.situation)
        return []


class ActionPauseRehearsal(_SetPaused):
    """She falls silent; the coach stays."""

    paused, situation = True, "paused"

    def name(self) -> Text:
        return "action_pause_rehearsal"


class ActionResumeRehearsal(_SetPaused):
    """She listens again."""

    paused, situation = False, "resumed"

    def name(self) -> Text:
        return "action_resume_rehearsal"


class ActionEndRehearsal(SafeAction):
    """Ends the talk where it stands."""

    def name(self) -> Text:
        return "action_end_rehearsal"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        for message in house().rehearsals.end(tracker.sender_id).messages:
            dispatcher.utter_message(json_message=dict(message))
        say(dispatcher, "ended")
        return []


class ActionGiveHint(SafeAction):
    """A next good move for where the talk stands."""

    def name(self) -> Text:
        return "action_give_hint"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        dispatcher.utter_message(json_message={"voice": "app", "text": house().rehearsals.hint(tracker.sender_id)})
        return []
