"""What the first messages of a process would pay for: lazy imports, weights, caches. The most of it before the server says that it is
ready, what nobody needs in the first seconds behind that."""
from __future__ import annotations

import asyncio
import logging
from typing import Any

from bot.coach.feedback import Feedback
from bot.house import House
from bot.persona.reaction import Reaction
from bot.persona.state import Level, begin, hear
from bot.rehearsal import picture

logger = logging.getLogger(__name__)

#: One that wakes the reframer with the whole of spaCy, and one that is read without blame.
MESSAGES = ("You never listen when I talk about my work.", "I felt sad when you left early.")
ABOUT_HER = "What was your own mother like with you?"


async def warm_up(agent: Any, rooms: House) -> None:
    """Read two messages and let somebody answer them, without writing anything."""
    for message in MESSAGES:
        read = await agent.parse_message(message)
        await asyncio.to_thread(_answer, rooms, Feedback.from_message(read["feedback"]))


def warm_up_further(rooms: House) -> None:
    """What the first question about her life and the first look back need. Takes a second or two."""
    _answer(rooms, rooms.coach.read(ABOUT_HER))
    picture.get_ready()


def _answer(rooms: House, feedback: Feedback) -> None:
    cast = rooms.rehearsals.cast
    voice = cast.voice(next(iter(cast.scenarios)), None, None)
    assert voice is not None
    state = hear(begin(voice.scenario, Level.REALISTIC), feedback, voice.scenario, Level.REALISTIC)
    voice.answer(Reaction.DEFLECT, feedback, state, 0)
