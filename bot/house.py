"""Where the rooms are put together: one coach, one log, one set of scenarios for the whole process."""
from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import Any, Mapping, Optional

from bot.coach.coach import Coach
from bot.coach.pseudo_feelings import PseudoFeelings
from bot.encoder import Meaning
from bot.persona.cast import Cast
from bot.persona.frame import Frame, Prepared
from bot.persona.scenario import load_scenarios
from bot.persona.topics import Vectors
from bot.rehearsal.branches import Branches
from bot.rehearsal.card import Cards, load_card_words
from bot.rehearsal.lessons import Lessons
from bot.rehearsal.mine import Mine
from bot.rehearsal.prepare import prepare, read_answers
from bot.rehearsal.preparing import Preparations
from bot.rehearsal.progress import Progress
from bot.rehearsal.questions import load_questions
from bot.rehearsal.real_talk import RealTalks, load_talk_words
from bot.rehearsal.rehearsals import Rehearsals
from bot.rehearsal.steering import Steering
from bot.rehearsal.tries import Tries
from bot.rehearsal.wording import load_wording
from bot.safety import Contact, Watch, help_page, wording
from bot.settings import (
    CARD_WORDS,
    COACH_DATA,
    LESSONS,
    OWN_FRAME,
    QUESTIONS,
    SCENARIOS,
    SWAPPED,
    TALK_WORDS,
    WHYS,
    WORDING,
    Settings,
    read_settings,
)
from bot.store.encryption import Keys
from bot.store.store import Store


@dataclass(frozen=True)
class House:
    """The rooms of one process."""

    settings: Settings
    coach: Coach
    rehearsals: Rehearsals
    mine: Mine
    progress: Progress
    branches: Branches
    tries: Tries
    steering: Steering
    preparations: Preparations
    keys: Keys
    watch: Watch
    wording: Mapping[str, Any]
    cards: Cards
    talks: RealTalks
    lessons: Lessons
    store: Store

    def help_page(self) -> dict[str, Any]:
        """Real help for the set country, or the international directory."""
        page = help_page(self.settings.country)
        return {"title": page.title, "lines": list(page.lines), "contacts": [_contact(contact) for contact in page.contacts]}

    def help_for(self, text: str) -> list[dict[str, Any]]:
        """What the app says when danger was heard, and whom to reach, the fittest first."""
        reading = self.watch.recognise(text)
        page = help_page(self.settings.country, reading.danger)
        return [{"voice": "app", "help": True, "text": " ".join(wording(reading)),
                 "contacts": [_contact(contact) for contact in page.contacts]}]

    def help_outside(self, text: str) -> list[dict[str, Any]]:
        """What is answered to words said while no talk is open: help when they tell of danger, else nothing."""
        return self.help_for(text) if self.watch.recognise(text).danger else []

    def after_stop(self, text: str) -> list[dict[str, Any]]:
        """What is answered once danger has stopped a talk: help again when danger is heard again, else where help is."""
        if self.watch.recognise(text).danger:
            return self.help_for(text)
        return [{"voice": "app", "help": True, **self.wording["app"]["stopped_for_safety"]}]

    def prepare(self, data: Any) -> Prepared:
        """What a persona of one's own is made from. Raises UsageError for answers that cannot be used, NoPersona when they tell of harm."""
        return prepare(read_answers(data), self.coach, self.watch, self.wording["app"]["no_persona"]["text"])

    def help_instead(self, text: str) -> list[dict[str, Any]]:
        """What is said when the questions before a talk are answered with harm: nobody is played, and whom to reach."""
        if self.watch.recognise(text).danger:
            return self.help_for(text)
        contacts = [_contact(contact) for contact in help_page(self.settings.country).contacts]
        return [{"voice": "app", "help": True, "text": self.wording["app"]["no_persona"]["text"], "contacts": contacts}]

    def offer_for_past_harm(self, text: str) -> Optional[str]:
        """A warm, quiet word when harm of long ago is told from safety; None otherwise."""
        reading = self.watch.recognise(text)
        return " ".join(wording(reading)) if reading.past and not reading.danger else None


def nearest_help(country: Optional[str]) -> str:
    """Whom to call when a talk goes badly, in one line: somebody for dark thoughts, and somebody for harm at home."""
    contacts = help_page(country).contacts
    chosen = [next((contact for contact in contacts if kind in contact.kinds), contacts[0]) for kind in ("suicide", "home")]
    ways = [f"{one.name}, {one.call or one.text or (one.url or '').removeprefix('https://')}" for one in dict.fromkeys(chosen)]
    return " or ".join(ways)


def _contact(contact: Contact) -> dict[str, Any]:
    return {"name": contact.name, "for": contact.for_whom, "number": contact.call or contact.text, "text": contact.text,
            "url": contact.url, "source": contact.source, "reviewed": contact.reviewed}


_house: Optional[House] = None
_building = Lock()


def load_cast(vectors: Optional[Vectors] = None) -> Cast:
    """Everybody who can be played. Raises ScenarioError."""
    return Cast(load_scenarios(SCENARIOS), load_scenarios(SWAPPED), Frame.load(OWN_FRAME), vectors)


def build(settings: Settings, *, database_url: Optional[str] = None, keys: Optional[Keys] = None) -> House:
    """Open the log, load the scenarios and the coach. Raises SettingError, ScenarioError or StoreUnavailable."""
    keys = keys or Keys.load(settings.key_path)
    store = Store(database_url or settings.database, keys)
    store.check_key(settings.key_path)
    words = load_wording(WORDING, WHYS)
    rehearsals = Rehearsals(store, load_cast(Meaning(settings.cache_dir / "meaning")), words)
    watch = Watch.load()
    coach, branches = Coach.load(watch), Branches(store, words)
    cards = Cards(store, rehearsals.cast, load_card_words(CARD_WORDS), words["hints"], coach, lambda: nearest_help(settings.country))
    pseudo = PseudoFeelings.load(COACH_DATA / "feelings.yml")
    preparations = Preparations(store, rehearsals, coach, watch, load_questions(QUESTIONS), pseudo)
    return House(settings, coach, rehearsals, Mine(store, words), Progress(store, words), branches, Tries(rehearsals, branches, words),
                 Steering(store, rehearsals, words), preparations, keys, watch, words, cards,
                 RealTalks(store, load_talk_words(TALK_WORDS), watch), Lessons.load(store, LESSONS), store)


def move_in(new: Optional[House]) -> None:
    """Make a house the one this process lives in."""
    global _house
    _house = new


def house() -> House:
    """The house of this process, built from the settings on first use."""
    global _house
    if _house is None:
        with _building:
            if _house is None:
                _house = build(read_settings())
    return _house
