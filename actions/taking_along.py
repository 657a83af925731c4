"""What the learner takes along, asked for in the talk: her card, the day of the real talk, the lessons."""
from __future__ import annotations

import re
from typing import Any, Text

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.safe_action import Events, SafeAction
from actions.turns import argument_of
from bot.channels.card_page import card_text
from bot.channels.talk_words import ahead, lesson_text, lessons_text, noted, talks_text
from bot.errors import RehearsalOver, UsageError
from bot.house import house

_DROP = re.compile(r"\b(?:drop|cancel|delete|forget|take off)\b", re.I)


def tell(dispatcher: CollectingDispatcher, text: str, **more: Any) -> None:
    """One message of the app's, with what a page needs to show it better."""
    dispatcher.utter_message(json_message={"voice": "app", "text": text, **more})


class ActionShowCard(SafeAction):
    """The page to take along."""

    def name(self) -> Text:
        return "action_show_card"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        cards = house().cards
        try:
            card = cards.card(tracker.sender_id)
        except RehearsalOver as without:
            tell(dispatcher, str(without))
        else:
            tell(dispatcher, card_text(card, cards.words), card=card)
        return []


class ActionSetRealTalk(SafeAction):
    """The day of the real talk: shown, set, moved, dropped; ``done`` shows what may be told afterwards."""

    def name(self) -> Text:
        return "action_set_real_talk"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        talks, learner = house().talks, house().rehearsals.learner_of(tracker.sender_id)
        typed = argument_of(tracker)
        plain = "" if (tracker.latest_message.get("text") or "").startswith("/") else tracker.latest_message["text"]
        try:
            if typed.lower() == "done":
                questions = talks.questions(learner)
                tell(dispatcher, "\n".join(question["text"] for question in questions), questions=questions)
            elif _DROP.search(typed or plain):
                tell(dispatcher, talks.words["dropped" if talks.drop(learner) else "nothing_to_drop"])
            else:
                talk = talks.set(learner, typed or plain, tracker.sender_id) if typed or talks.names_a_day(plain) else None
                kept = not house().settings.keep_nothing
                tell(dispatcher, noted(talk, talks.words, kept=kept) if talk else ahead(talks.next(learner), talks.words))
        except UsageError as error:
            tell(dispatcher, str(error))
        return []


class ActionListRealTalks(SafeAction):
    """All real talks, the fear beside how it was."""

    def name(self) -> Text:
        return "action_list_real_talks"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        talks = house().talks
        found = talks.all(house().rehearsals.learner_of(tracker.sender_id))
        tell(dispatcher, talks_text(found, talks.words), talks=found)
        return []


class ActionShowLesson(SafeAction):
    """One lesson by its number, or the list."""

    def name(self) -> Text:
        return "action_show_lesson"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        lessons = house().lessons
        named = argument_of(tracker) or next(iter(re.findall(r"\d+", tracker.latest_message.get("text") or "")), "")
        try:
            tell(dispatcher, lesson_text(lessons.lesson(named), lessons.words) if named else lessons_text(lessons.all(), lessons.words))
        except UsageError as error:
            tell(dispatcher, str(error))
        return []
