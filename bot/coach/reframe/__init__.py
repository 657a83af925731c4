"""One line she could really say instead, planned from the clauses of her own message."""
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Collection, Literal, Sequence

from bot.coach.feedback import BlameSpan, Strength
from bot.coach.reframe.asking import question
from bot.coach.reframe.copying import onto_copy
from bot.coach.reframe.material import gather
from bot.coach.reframe.planning import lines
from bot.coach.reframe.speech import called, of_oneself, speak
from bot.coach.reframe.words import Words

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Proposal", "Reframer", "Words", "onto_copy"]


@dataclass(frozen=True)
class Proposal:
    """``candidates`` best first; ``ask`` the one question that would fill the gap, where no event was named."""

    candidates: tuple[str, ...] = ()
    ask: str | None = None


class Reframer:
    """Plans reframes. ``words`` is the folder with feelings.yml and needs.yml, or what :meth:`Words.load` made of it."""

    def __init__(self, words: Path | Words) -> None:
        self.words = Words.load(words) if isinstance(words, Path) else words

    def propose(self, doc: Doc, blame: Sequence[BlameSpan], strengths: Collection[Strength],
                speaker: Literal["daughter", "mother"], seed: int = 0, typed: str | None = None) -> Proposal:
        """Candidates for a message with blame; nothing for one without. Never raises on any text or span.

        Spans point into ``doc.text``. Where that is a tidied copy, ``typed`` is the message as typed, which gives the register."""
        spans = [b for b in blame if 0 <= b.start < b.end <= len(doc.text) and doc.text[b.start:b.end].strip()]
        if not spans or not len(doc):
            return Proposal()
        found = gather(doc, spans, strengths, self.words, speaker == "mother")
        typed, name = typed or doc.text, called(doc)
        said = []
        for n, line in enumerate(lines(found, self.words, seed, doc.text)):
            named = name if name and n == 1 and name.lower() not in line.lower() else None
            said.append(speak(of_oneself(line, speaker), typed, named))
        candidates = tuple(dict.fromkeys(said))
        gapped = bool(candidates) and "…" in candidates[0]
        return Proposal(candidates, self.ask(doc, spans, typed) if not candidates or gapped else None)

    def ask(self, doc: Doc, blame: Sequence[BlameSpan], typed: str | None = None) -> str:
        """The question for a message whose candidates did not stand; ``blame`` must not be empty."""
        return question(doc, blame, self.words.asks, typed or doc.text)
