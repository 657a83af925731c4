"""What the first message of a process would pay for: lazy imports, weights, caches. Done before the server says that it is ready."""
from __future__ import annotations

import asyncio
import logging
from typing import Any

from bot.coach.feedback import Feedback
from bot.house import House
from bot.persona.reaction import Reaction
from bot.persona.state import Level, begin, hear

logger = logging.getLogger(__name__)

#: One that wakes the reframer with the whole of spaCy, one that is read without blame, and one about her life.
MESSAGES = ("You never listen when I talk about my work.", "I felt sad when you left early.", "What was your own mother like with you?")


async def warm_up(agent: Any, rooms: House) -> None:
    """Read three messages and let somebody answer them, without writing anything."""
    for message in MESSAGES:
        read = await agent.parse_message(message)
        await asyncio.to_thread(_answer, rooms, Feedback.from_message(read["feedback"]))


def _answer(rooms: House, feedback: Feedback) -> None:
    cast = rooms.rehearsals.cast
    voice = cast.voice(next(iter(cast.scenarios)), None, None)
    assert voice is not None
    state = hear(begin(voice.scenario, Level.REALISTIC), feedback, voice.scenario, Level.REALISTIC)
    voice.answer(Reaction.DEFLECT, feedback, state, 0)
