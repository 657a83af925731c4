"""The coach: one reading of a message, with words to say instead."""
from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Mapping, Sequence

from bot.coach.feedback import Feedback, Move
from bot.coach.reader import Reader
from bot.coach.reframe import Reframer
from bot.safety import Watch

MAX_VARIANTS = 2


class Coach:
    """Reads blame and finds better words. Safety looks first: whoever names harm is never corrected."""

    def __init__(self, reader: Reader, reframer: Reframer) -> None:
        self._reader, self._reframer = reader, reframer

    def read(self, text: str, *, previous: str | None = None, speaker: str = "daughter",
             sore_spots: Sequence[Mapping[str, Any]] = (), seed: int = 0) -> Feedback:
        """The feedback on one message; never raises for any text."""
        raise NotImplementedError
