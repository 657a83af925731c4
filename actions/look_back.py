"""Looking back: on this talk, and over all talks. Nothing moves in the talk by it."""
from __future__ import annotations

from typing import Text

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.safe_action import Events, SafeAction
from bot.house import house


class ActionLookBack(SafeAction):
    """Shows the debrief of the talk so far."""

    def name(self) -> Text:
        return "action_look_back"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        for message in house().rehearsals.look_back.spoken(tracker.sender_id):
            dispatcher.utter_message(json_message=dict(message))
        return []


class ActionShowProgress(SafeAction):
    """Shows how the learner's talks have gone, measured by her own earlier ones."""

    def name(self) -> Text:
        return "action_show_progress"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        learner = house().rehearsals.learner_of(tracker.sender_id)
        dispatcher.utter_message(json_message=dict(house().progress.spoken(learner)))
        return []
