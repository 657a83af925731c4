"""Rasa's tracker, made afresh from our own log at every message.

The tree of turns in the store is the truth, so a crash, an undo, a fork or another replica needs no repair here, the tracker holds
no text at rest, and a turn costs the same however long the talk has been: only the last few turns are given to Rasa.
"""
from __future__ import annotations

from typing import Any, Optional, Text

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.blocking import blocking
from bot.house import house
from bot.nlu.preparing import form_events
from bot.nlu.reaction_policy import ACTION_PREFIX
from bot.rehearsal.preparing import ID_START
from bot.rehearsal.rehearsals import Standing, came, stood

LOOKED_BACK = 2  # turns: as far as ReactionPolicy sees; the rules see less


class RehearsalTrackerStore(TrackerStore):
    """Retrieves by rebuilding; saving is done by the use cases, one transaction a turn."""

    def __init__(self, domain: Optional[Domain], host: Optional[Text] = None, event_broker: Optional[EventBroker] = None,
                 **kwargs: Any) -> None:
        super().__init__(domain, event_broker)

    async def retrieve(self, sender_id: Text) -> Optional[DialogueStateTracker]:
        """Raises NotYours for an unknown session or preparation and StoreUnavailable when the log cannot be read."""
        if sender_id.startswith(ID_START):
            events = form_events(await blocking(house().preparations.standing, sender_id))
        else:
            events = events_of(await self._standing(sender_id))
        return DialogueStateTracker.from_events(sender_id, events, slots=self.domain.slots, domain=self.domain)

    async def _standing(self, session_id: str) -> Standing:
        """As the desk has read it, unless another server may have been at it while this one waited for the lock."""
        found = came.get()
        if found is None or found.session_id != session_id or house().settings.redis_url:
            found = await blocking(house().rehearsals.standing, session_id)
        stood.set(found)
        return found

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Nothing to do: what matters is in the log already."""

    async def keys(self) -> list[Text]:
        return []


def events_of(standing: Standing) -> list[Event]:
    """The events that put Rasa where the rehearsal stands."""
    events: list[Event] = [ActionExecuted(ACTION_LISTEN_NAME), SlotSet("temper", standing.scenario.persona.temper.value)]
    for step in standing.state.recent[-LOOKED_BACK:]:
        events += [UserUttered(intent={"name": step.move, "confidence": 1.0}),
                   SlotSet("temperature_band", step.temperature), SlotSet("openness_band", step.openness),
                   SlotSet("price", step.price), ActionExecuted(ACTION_PREFIX + step.reaction), ActionExecuted(ACTION_LISTEN_NAME)]
    return events + [SlotSet("paused", standing.paused), SlotSet("over", standing.over), SlotSet("seed", standing.seed),
                     SlotSet("turn", standing.turns)]
