"""Her own side of a charge: what she did and felt, without the cause."""
from __future__ import annotations

from typing import TYPE_CHECKING, Mapping

from bot.coach.reframe.grammar import is_past, span_of, verb_phrase
from bot.coach.reframe.plain import clean
from bot.coach.reframe.spell import text_of

if TYPE_CHECKING:
    from spacy.tokens import Token


def caused(verb: Token, words: Mapping[str, str], feelings: Mapping[str, int]) -> tuple[str | None, str | None]:
    """"You made me cry in front of everyone": (what happened to me, the feeling named)."""
    lemma = verb.lemma_.lower()
    past = is_past(verb)
    if lemma in {"make", "get"}:
        inner = next((c for c in verb.rights if c.dep_ in {"ccomp", "xcomp", "acomp", "oprd"}), None)
        if inner is None or not any(t.lower_ == "me" for t in verb.doc[verb.i:inner.i + 1]):
            return None, None
        if inner.lower_ in feelings:
            return None, inner.lower_
        if inner.lemma_.lower() == "feel":
            word = next((words.get(t.lower_) or t.lower_ for t in inner.subtree if t.lower_ in feelings or t.lower_ in words), None)
            where = [text_of(span_of(c)) for t in inner.subtree if t.tag_ in {"JJ", "VB", "VBN", "NN"} for c in t.rights
                     if c.dep_ == "prep" and c.lower_ in {"in", "at", "on", "during", "after"} and clean(span_of(c)) and len(span_of(c)) < 8]
            return (f"I felt {word} {where[0]}" if past and where and word else None), word
        if inner.pos_ == "VERB" and inner.lemma_.lower() not in {"be", "feel", "look", "do"}:
            phrase = verb_phrase(inner, "VBD" if past else "VB")
            return (f"I {phrase}" if past else f"I end up {verb_phrase(inner, 'VBG')}") if phrase else None, None
        return None, None
    if lemma in words and any(c.dep_ in {"dobj"} and c.lower_ == "me" for c in verb.children):
        rest = [text_of(span_of(c)) for c in verb.rights if c.dep_ in {"prep", "npadvmod"} and clean(span_of(c)) and len(span_of(c)) < 7
                and c.lower_ not in {"to", "out", "by", "with", "like", "for", "as", "of"}]
        if past and rest:
            return "I felt " + " ".join([words[lemma], *rest]), words[lemma]
        return None, words[lemma]
    return None, None
