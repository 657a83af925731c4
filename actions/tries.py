"""What the learner asks of the tree of her talk: turns taken back, an earlier message, the tries there are, two side by side."""
from __future__ import annotations

from abc import abstractmethod
from typing import Any, Dict, Text

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.safe_action import Events, SafeAction
from actions.turns import argument_of, client_id_of, words_of
from bot.errors import RehearsalOver, UsageError
from bot.house import house
from bot.rehearsal.numbers import numbers_in


class _Tries(SafeAction):
    @abstractmethod
    def answer(self, tracker: Tracker) -> Dict[Text, Any]:
        """Carry it out; the app's message. A wish that makes no sense raises UsageError with the sentence to say."""

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        try:
            message = self.answer(tracker)
        except (UsageError, RehearsalOver) as error:
            message = {"text": str(error)}
        dispatcher.utter_message(json_message={"voice": "app", **message})
        return []


class ActionUndoTurn(_Tries):
    """Takes the last turn back, or as many as were named."""

    def name(self) -> Text:
        return "action_undo_turn"

    def answer(self, tracker: Tracker) -> Dict[Text, Any]:
        return house().tries.undo(tracker.sender_id, numbers_in(words_of(tracker)), client_id_of(tracker), named=bool(argument_of(tracker)))


class ActionForkTurn(_Tries):
    """Goes back to just before one of the learner's messages."""

    def name(self) -> Text:
        return "action_fork_turn"

    def answer(self, tracker: Tracker) -> Dict[Text, Any]:
        return house().tries.fork_before(tracker.sender_id, numbers_in(words_of(tracker)), client_id_of(tracker))


class ActionListBranches(_Tries):
    """Tells which tries there are."""

    def name(self) -> Text:
        return "action_list_branches"

    def answer(self, tracker: Tracker) -> Dict[Text, Any]:
        return house().tries.branches(tracker.sender_id)


class ActionSwitchBranch(_Tries):
    """Goes on with another try."""

    def name(self) -> Text:
        return "action_switch_branch"

    def answer(self, tracker: Tracker) -> Dict[Text, Any]:
        return house().tries.switch(tracker.sender_id, numbers_in(words_of(tracker)), client_id_of(tracker))


class ActionCompareBranches(_Tries):
    """Holds two tries side by side."""

    def name(self) -> Text:
        return "action_compare_branches"

    def answer(self, tracker: Tracker) -> Dict[Text, Any]:
        named = bool(argument_of(tracker))
        return house().tries.compare(tracker.sender_id, numbers_in(words_of(tracker)), named=named)
