"""Where the rooms are put together: one coach, one log, one set of scenarios for the whole process."""
from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import Optional

from bot.coach.coach import Coach
from bot.persona.scenario import load_scenarios
from bot.rehearsal.rehearsals import Rehearsals
from bot.rehearsal.wording import load_wording
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


_house: Optional[House] = None
_building = Lock()


def build(settings: Settings, *, database_url: Optional[str] = None, keys: Optional[Keys] = None) -> House:
    """Open the log, load the scenarios and the coach. Raises SettingError, ScenarioError or StoreUnavailable."""
    keys = keys or Keys.load(settings.key_path)
    store = Store(database_url or settings.database, keys)
    rehearsals = Rehearsals(store, load_scenarios(SCENARIOS), load_wording(WORDING, WHYS))
    return House(settings, Coach.load(settings.cache_dir), rehearsals, keys)


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
