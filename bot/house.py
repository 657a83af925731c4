"""Where the rooms are put together: one coach, one log, one set of scenarios for the whole process."""
from __future__ import annotations

from dataclasses import asdict, dataclass
from threading import Lock
from typing import Any, Optional

from bot.coach.coach import Coach
from bot.persona.scenario import load_scenarios
from bot.rehearsal.rehearsals import Rehearsals
from bot.rehearsal.wording import load_wording
from bot.safety import Watch, help_page
from bot.settings import SCENARIOS, WHYS, WORDING, Settings, read_settings
from bot.store.encryption import Keys
from bot.store.store import Store


@dataclass(frozen=True)
class House:
    """The rooms of one process."""

    settings: Settings
    coach: Coach
    rehearsals: Rehearsals
    keys: Keys
    watch: Watch

    def help_page(self) -> dict[str, Any]:
        """Real help for the set country, or the international directory."""
        page = help_page(self.settings.country, None)
        return {"title": page.title, "lines": list(page.lines), "contacts": [asdict(contact) for contact in page.contacts]}

    def help_for(self, text: str) -> list[dict[str, Any]]:
        """What the app says when danger was heard: plain words for this danger, then the page of help."""
        page = help_page(self.settings.country, self.watch.recognise(text))
        return [{"voice": "app", "help": True, "text": "\n".join(page.lines), "contacts": [asdict(contact) for contact in page.contacts]}]


_house: Optional[House] = None
_building = Lock()


def build(settings: Settings, *, database_url: Optional[str] = None, keys: Optional[Keys] = None) -> House:
    """Open the log, load the scenarios and the coach. Raises SettingError, ScenarioError or StoreUnavailable."""
    keys = keys or Keys.load(settings.key_path)
    store = Store(database_url or settings.database, keys)
    rehearsals = Rehearsals(store, load_scenarios(SCENARIOS), load_wording(WORDING, WHYS))
    watch = Watch.load(settings.cache_dir)
    return House(settings, Coach.load(settings.cache_dir, watch), rehearsals, keys, watch)


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
