"""Walking through the charged words of a message."""
from __future__ import annotations

from typing import TYPE_CHECKING, Callable, Iterator, Sequence

from bot.coach.reframe.charge import Charge, K, Spans, Turn, quoted, say
from bot.coach.reframe.extent import carried
from bot.coach.reframe.grammar import is_you

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


#: Looks at one charged word, with the kinds it lies in, for a turn of phrase.
Rule = Callable[["Doc", "Token", frozenset[K]], "Turn | None"]


def found_by(rules: Sequence[Rule], doc: Doc, spans: Spans) -> list[Turn]:
    """What the rules find on one walk through the charged words."""
    return [turn for token, kinds in charged_words(doc, spans) for rule in rules if (turn := rule(doc, token, kinds)) is not None]


def charged_words(doc: Doc, spans: Spans) -> Iterator[tuple[Token, frozenset[K]]]:
    """Every token of a charge with the kinds it lies in; not what she quotes."""
    for token in doc:
        kinds = frozenset(kind for start, end, kind in spans if start <= token.idx < end)
        if kinds and not quoted(token):
            yield token, kinds


def after(head: Token, kinds: frozenset[K] = frozenset(), positive: bool = False, motives: bool = False) -> str | None:
    """What follows a word and belongs to it, as it may be said again; None where something charged is left."""
    return said(head, carried(head.doc, head, motives).tokens, kinds, positive)


def said(head: Token, tokens: Sequence[Token], kinds: frozenset[K] = frozenset(), positive: bool = False, of_herself: bool = False) -> str | None:
    return say(Charge(head.doc, head, head, kinds), tokens, positive=positive, of_herself=of_herself)


def words_from(doc: Doc, start: int, count: int) -> list[str]:
    return [t.lower_ for t in doc[max(0, start):max(0, start) + count]]


def you_before(doc: Doc, at: int, reach: int) -> bool:
    return any(is_you(t) for t in doc[max(0, doc[at].sent.start, at - reach):at])


def noun_phrase(doc: Doc, start: int, most: int = 5) -> tuple[str, Token] | None:
    """The noun phrase that begins at ``start``, with its head; None for a pronoun or something charged."""
    if start >= len(doc):
        return None
    chunk = next((c for c in doc.noun_chunks if c.start <= start < c.end), None)
    if chunk is None or chunk.root.pos_ not in {"NOUN", "PROPN"} or len(chunk) > most:
        return None
    tokens = [t for t in doc[start:chunk.end] if t.lower_ not in {"bloody", "stupid", "damn", "precious", "blessed"}]
    text = said(doc[max(0, start - 1)], tokens)
    return (text, chunk.root) if text else None
