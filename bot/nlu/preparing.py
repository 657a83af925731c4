"""Rasa's form before a talk of one's own, derived from the log: which slots are filled, and which one is asked for."""
from __future__ import annotations

from rasa.shared.core.constants import ACTION_LISTEN_NAME, REQUESTED_SLOT
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SlotSet

from bot.rehearsal.preparing import Standing

FORM = "prepare_form"
SLOT_PREFIX = "prepare_"
QUOTING = "quoting"  # the learner writes words of hers, which may sound like a command


def form_events(standing: Standing) -> list[Event]:
    """The events that put Rasa where the preparation stands. A slot holds no words, only that its question is done."""
    waits = standing.session_id is None and not standing.stopped_for_safety
    form: list[Event] = [ActiveLoop(FORM), *(SlotSet(SLOT_PREFIX + name, True) for name in standing.done),
                         SlotSet(REQUESTED_SLOT, SLOT_PREFIX + standing.asking)]
    return [ActionExecuted(ACTION_LISTEN_NAME), *([ActionExecuted(FORM), *form, ActionExecuted(ACTION_LISTEN_NAME)] if waits else [])]
