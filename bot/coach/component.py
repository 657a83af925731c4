"""A spaCy component that writes the coach's marks into ``doc.spans["blame"]`` for people who work with spaCy directly.

``nlp.add_pipe("softstart_blame", config={"cache": "…"})``. Importing this module registers the factory.
"""
# No postponed annotations here: spaCy builds a schema from the factory's own.
from pathlib import Path
from typing import List, Optional

from spacy.language import Language
from spacy.tokens import Doc, Span

from bot.coach.reader import DATA, Reader


class BlameMarker:
    """Marks blame in each doc; one span a mark, labelled with its kind. Loads the reader at the first doc."""

    def __init__(self, nlp: Language, cache: str, corpus: str) -> None:
        self._nlp, self._cache, self._corpus = nlp, Path(cache), Path(corpus)
        self._reader: Optional[Reader] = None

    def __call__(self, doc: Doc) -> Doc:
        if self._reader is None:
            # A parser of its own: this component may sit in the very pipeline it would otherwise call.
            self._reader = Reader.open(self._cache, self._corpus)
        spans: List[Span] = []
        for mark in self._reader.read(doc.text).blame:
            span = doc.char_span(mark.start, mark.end, label=mark.kind.value, alignment_mode="expand")
            if span is not None:
                spans.append(span)
        doc.spans["blame"] = spans
        return doc


@Language.factory("softstart_blame", default_config={"cache": "", "corpus": str(DATA / "messages.jsonl")})
def make_blame_marker(nlp: Language, name: str, cache: str, corpus: str) -> BlameMarker:
    """The factory. ``cache`` is the folder of the trained part, ``corpus`` the annotated messages beside which others may lie."""
    return BlameMarker(nlp, cache, corpus)
