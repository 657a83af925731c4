"""How the learner sets up her talk while it runs: the coach's style, a step out, the other chair, and real help."""
from __future__ import annotations

from typing import Text

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.safe_action import Events, SafeAction, say
from actions.turns import argument_of, client_id_of, words_of
from bot.errors import RehearsalOver, UsageError
from bot.house import house


class ActionSetCoaching(SafeAction):
    """Sets how the coach speaks and when, or tells what is set."""

    def name(self) -> Text:
        return "action_set_coaching"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        text = house().steering.wish(tracker.sender_id, words_of(tracker), bool(argument_of(tracker)), client_id_of(tracker))
        dispatcher.utter_message(json_message={"voice": "app", "text": text})
        return []


class ActionSwapSides(SafeAction):
    """Says whether this talk can be played from the other chair; the channel then moves over (POST /api/session/swap)."""

    def name(self) -> Text:
        return "action_swap_sides"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        try:
            message = {"text": house().steering.offer_swap(tracker.sender_id), "swap": True}
        except (UsageError, RehearsalOver) as error:
            message = {"text": str(error)}
        dispatcher.utter_message(json_message={"voice": "app", **message})
        return []


class ActionStepOut(SafeAction):
    """She waits while the app asks how the learner is."""

    def name(self) -> Text:
        return "action_step_out"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        try:
            house().steering.step_out(tracker.sender_id)
        except RehearsalOver:
            dispatcher.utter_message(response="utter_is_over")
        else:
            say(dispatcher, "stepped_out")
        return []


class ActionShowPeople(SafeAction):
    """Real help, asked for in so many words; the talk stays where it is."""

    def name(self) -> Text:
        return "action_show_people"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        page = house().help_page()
        dispatcher.utter_message(json_message={"voice": "app", "help": True, "text": " ".join(page["lines"]), "contacts": page["contacts"]})
        return []
