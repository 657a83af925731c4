"""The base of every action: it cannot block, cannot fall silent, and cannot leak what was typed."""
from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from typing import Any, Dict, List, Text

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.blocking import blocking
from bot.rehearsal.wording import load_wording
from bot.settings import WHYS, WORDING

logger = logging.getLogger(__name__)

Events = List[Dict[Text, Any]]


class SafeAction(Action, ABC):
    """Runs ``act`` where it holds nobody up (``bot.blocking``). When it fails, the learner gets one kind sentence and the log gets the
    exception's class only: Rasa by itself would answer nothing and print the whole conversation."""

    @abstractmethod
    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Read the tracker, call one use case, speak."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[Text, Any]) -> Events:
        try:
            return await blocking(self._act_anew, dispatcher, tracker)
        except Exception as error:
            logger.error("%s failed: %s", self.name(), type(error).__name__)
            dispatcher.messages.clear()
            self.apologise(dispatcher)
            return []

    def _act_anew(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Of a try the log was too busy for, nothing is left."""
        dispatcher.messages.clear()
        return self.act(dispatcher, tracker)

    def apologise(self, dispatcher: CollectingDispatcher) -> None:
        """Say that this did not work."""
        say(dispatcher, "trouble")


def say(dispatcher: CollectingDispatcher, situation: str) -> None:
    """One of the app's own sentences, from data/wording.yml."""
    words = load_wording(WORDING, WHYS)["app"][situation]
    dispatcher.utter_message(json_message={"voice": "app", **words})
