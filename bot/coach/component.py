"""A spaCy component that writes the coach's marks into ``doc.spans["blame"]`` for people who work with spaCy directly.

``nlp.add_pipe("softstart_blame")``. Importing this module registers the factory. Strengths, move and the chance of blame are
in ``doc._.strengths``, ``doc._.move`` and ``doc._.blame``.
"""
# No postponed annotations here: spaCy builds a schema from the factory's own.
from pathlib import Path
from typing import List, Optional

from spacy.language import Language
from spacy.tokens import Doc, Span

from bot.coach.language import load_spacy
from bot.coach.reader import Reader
from bot.encoder import WEIGHTS


class BlameMarker:
    """Marks blame in each doc; one span a mark, labelled with its kind. Loads the weights at the first doc."""

    def __init__(self, weights: str) -> None:
        self._weights = Path(weights)
        self._reader: Optional[Reader] = None

    def __call__(self, doc: Doc) -> Doc:
        if self._reader is None:
            # A parser of its own: the pipeline it sits in may have none, or be the very one it would call.
            self._reader = Reader.open(load_spacy(), self._weights)
        found = self._reader.judge(doc.text)
        spans: List[Span] = []
        for mark in found.blame:
            span = doc.char_span(mark.start, mark.end, label=mark.kind.value, alignment_mode="expand")
            if span is not None:
                spans.append(span)
        doc.spans["blame"] = spans
        doc._.strengths = [strength.value for strength in found.strengths]
        doc._.move, doc._.blame = found.move.value, found.chance
        return doc


for attribute in ("strengths", "move", "blame"):
    Doc.set_extension(attribute, default=None, force=True)


@Language.factory("softstart_blame", default_config={"weights": str(WEIGHTS)})
def make_blame_marker(nlp: Language, name: str, weights: str) -> BlameMarker:
    """The factory. ``weights`` is the folder that ``make encoder`` writes."""
    return BlameMarker(weights)
