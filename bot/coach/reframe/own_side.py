"""Her own side of a charge: what she did and felt, without the cause."""
from __future__ import annotations

from typing import TYPE_CHECKING, Mapping

from bot.coach.reframe.deeds import VAGUE
from bot.coach.reframe.events import surface
from bot.coach.reframe.grammar import helpers, is_past, is_you, span_of, subject, verb_phrase
from bot.coach.reframe.plain import clean
from bot.coach.reframe.spell import text_of

if TYPE_CHECKING:
    from spacy.tokens import Token


#: Without what follows them these say nothing.
HOLLOW = frozenset("end keep start have be do get make take want need".split())


def own_fact(verb: Token) -> str | None:
    """"I haven't slept since you took up with him" gives "I haven't slept": her side, without the cause."""
    who = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if who is None or not (who.lower_ in {"i", "we"} or _blamed(verb) and any(c.lower_ == "my" for c in who.lefts)) or verb.lemma_.lower() in {"feel", "know", "think", "mean", "guess", "swear", "hope"}:
        return None
    if set(helpers(verb)) & {"will", "should", "would", "must", "shall", "could"} or (
            verb.dep_ in {"relcl", "advcl", "ccomp", "acl", "pcomp", "csubj"} and not _blamed(verb) and not _follows(verb)):
        return None
    if any(c.lower_ in {"whether", "if", "why", "what", "how", "when", "that"} and c.i < verb.i for c in verb.lefts):
        return None
    above = subject(verb.head) if verb.dep_ == "ccomp" else None
    if above is not None and is_you(above):
        return None  # "you reckon I made it up" is not her word
    text = surface(verb, who)
    if verb.lemma_.lower() in HOLLOW and not any(c.dep_ in {"dobj", "attr", "acomp", "prep", "xcomp", "advmod"} for c in verb.rights):
        return None
    vague = any(c.dep_ in {"dobj", "attr", "acomp"} and c.lower_ in VAGUE for c in verb.children)
    return text if text and not vague and len(text.split()) > 2 and not {"you", "your"} & set(text.split()) else None


def _blamed(verb: Token) -> bool:
    """"It's your fault I'm late": the clause after fault is hers."""
    return any(c.lower_ in {"fault", "doing", "reason"} for c in [verb.head, *verb.head.children])


def _follows(verb: Token) -> bool:
    """"you stressed me out so much I failed my exam": an unmarked clause that tells what came of it."""
    who = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return verb.dep_ in {"advcl", "ccomp"} and verb.tag_ == "VBD" and who is not None and who.i == verb.left_edge.i and \
        verb.head.i < verb.i and verb.head.lemma_.lower() not in {"say", "think", "know", "hear", "tell", "wish", "feel", "believe"}


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
