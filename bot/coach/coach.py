"""The coach: one reading of a message, with words to say instead."""
from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, Mapping, Sequence, cast

from bot.coach.feedback import Feedback
from bot.coach.reader import DATA, Reader
from bot.coach.reframe import Reframer
from bot.safety import Watch

MAX_VARIANTS = 2


class Coach:
    """Reads blame and finds better words. Safety looks first: whoever names harm is never corrected."""

    def __init__(self, reader: Reader, reframer: Reframer) -> None:
        self._reader, self._reframer = reader, reframer

    @classmethod
    def load(cls, cache: Path) -> Coach:
        """With the trained part from ``cache``, trained there first when the corpus or the code has changed."""
        watch = Watch.load(cache)
        return cls(Reader.open(cache, crisis=lambda text: watch.recognise(text).danger is not None), Reframer(DATA))

    def read(self, text: str, *, previous: str | None = None, speaker: str = "daughter",
             sore_spots: Sequence[Mapping[str, Any]] = (), seed: int = 0) -> Feedback:
        """The feedback on one message; never raises, whatever the text. ``seed`` varies the wording of reframes."""
        feedback = self._reader.read(text, previous, speaker, sore_spots)
        return self._with_reframe(feedback, speaker, seed) if feedback.blame else feedback

    def _with_reframe(self, feedback: Feedback, speaker: str, seed: int) -> Feedback:
        """Keep of the proposed lines only those in which the coach itself finds nothing to mark."""
        doc = self._reader.nlp(feedback.text)
        side = cast(Literal["daughter", "mother"], speaker)
        proposal = self._reframer.propose(doc, feedback.blame, feedback.strengths, side, seed)
        clean: list[str] = []
        for line in proposal.candidates:
            reading = self._reader.read(line, speaker=speaker)
            if not reading.blame and not reading.crisis:
                clean.append(line)
            if len(clean) > MAX_VARIANTS:
                break
        ask = proposal.ask or (None if clean else self._reframer.ask(doc, feedback.blame))
        return replace(feedback, reframe=clean[0] if clean else None, variants=tuple(clean[1:]), ask=ask)
