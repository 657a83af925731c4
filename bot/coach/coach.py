"""The coach: one reading of a message, with words to say instead."""
from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, Mapping, Sequence, cast

from bot.coach.features import Reading
from bot.coach.features import read as parse
from bot.coach.feedback import Feedback
from bot.coach.reader import DATA, Reader
from bot.coach.reframe import Reframer, onto_copy
from bot.safety import Watch

MAX_VARIANTS = 2
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class Coach:
    """Reads blame and finds better words. Safety looks first: whoever names harm is never corrected."""

    def __init__(self, reader: Reader, reframer: Reframer) -> None:
        self._reader, self._reframer = reader, reframer

    @classmethod
    def load(cls, cache: Path, watch: Watch | None = None) -> Coach:
        """With the trained part from ``cache``, trained there first when the corpus or the code has changed."""
        watch = watch or Watch.load(cache)
        return cls(Reader.open(cache, crisis=lambda text: watch.recognise(text).danger is not None), Reframer(DATA))

    def read(self, text: str, *, previous: str | None = None, speaker: str = "daughter",
             sore_spots: Sequence[Mapping[str, Any]] = (), seed: int = 0) -> Feedback:
        """The feedback on one message; never raises, whatever the text. ``seed`` varies the wording of reframes."""
        # Half an emoji is no character; it is read as one that cannot be shown, which keeps every offset.
        reading = parse(self._reader.nlp, _SURROGATE.sub("\ufffd", text))
        feedback = self._reader.judge(reading, self._reader.model.predict(reading), sore_spots)
        return self._with_reframe(feedback, reading, speaker, seed) if feedback.blame else feedback

    def _with_reframe(self, feedback: Feedback, reading: Reading, speaker: str, seed: int) -> Feedback:
        """Keep of the proposed lines only those in which the coach itself finds nothing to mark."""
        doc, tidy = reading.parsed.doc, reading.parsed.tidy
        # The parser saw a tidied copy of the message, so the spans have to point there too.
        spans = onto_copy(feedback.blame, tidy.starts, tidy.ends)
        side = cast(Literal["daughter", "mother"], speaker)
        proposal = self._reframer.propose(doc, spans, feedback.strengths, side, seed, typed=tidy.raw)
        clean: list[str] = []
        for line in proposal.candidates:
            judged = self._reader.read(line, speaker=speaker)
            if not judged.blame and not judged.crisis:
                clean.append(line)
            if len(clean) > MAX_VARIANTS:
                break
        ask = proposal.ask or (None if clean else self._reframer.ask(doc, spans, tidy.raw))
        return replace(feedback, reframe=clean[0] if clean else None, variants=tuple(clean[1:]), ask=ask)
