"""What happened, as a camera would see it: the filmable clauses of a message, ready to stand after a feeling."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Iterator, Mapping, Sequence

from spacy.tokens import Doc, Token

from bot.coach.reframe.grammar import (
    clean, helpers, is_past, is_you, inflect, negated, predicate_tail, span_of, subject, verb_phrase)
from bot.coach.reframe.lexis import GUARD_HARM, JUDGED_OBJECTS, OBSERVABLE, STATES
from bot.coach.reframe.spell import text_of, tidy

WHEN = frozenset({"when", "whenever"})
LINKS = frozenset({"when", "whenever", "before", "after", "while"})
MAX_EVENT_WORDS = 16


@dataclass(frozen=True)
class Event:
    """``text`` begins with when, before, after or while; ``past`` for one that happened, False for a habit."""

    text: str
    past: bool


def observable(verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    if lemma in GUARD_HARM:
        return False
    objects = [c.lemma_.lower() for c in verb.children if c.dep_ in {"dobj", "pobj"}]
    objects += [g.lemma_.lower() for c in verb.children if c.dep_ == "prep" for g in c.children if g.dep_ == "pobj"]
    if any(o in JUDGED_OBJECTS for o in objects):
        return False
    if lemma == "be":
        return any(c.lower_ in STATES for c in verb.children if c.dep_ in {"acomp", "advmod", "attr"})
    return lemma in OBSERVABLE


def subordinate(token: Token) -> Event | None:
    """A when/before/after/while clause headed by ``token``, kept as typed ("when I talk about work")."""
    tokens = span_of(token)
    link = tokens[0].lower_ if tokens else ""
    who = next((c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if link not in LINKS or who is None or len(tokens) > MAX_EVENT_WORDS or token.pos_ not in {"VERB", "AUX"}:
        return None
    if any(t.text in {"?", "!", ".", ";", ":"} for t in tokens[:-1]) or any(t.tag_ in {"WP", "WDT"} for t in tokens[1:]):
        return None
    if is_you(who) and not observable(token):
        return None
    if "will" in helpers(token) or any(t.lower_ in {"will", "'ll", "gonna"} for t in tokens):
        return None
    tokens = _before_comma(token, tokens)
    if not clean(tokens[1:]) or len(tokens) < 3:
        return None
    head = "when" if link in WHEN else link
    return Event(f"{head} {text_of(tokens[1:])}", is_past(token))


def _before_comma(head: Token, tokens: list[Token]) -> list[Token]:
    cut = next((t.i for t in tokens if t.text in {",", "-", "–", "—"} and t.i > head.i), None)
    return [t for t in tokens if cut is None or t.i < cut]


def each_time(token: Token) -> Event | None:
    """"every time I call" gives "when I call"."""
    if token.lemma_.lower() not in {"time", "day"} or not any(c.lower_ in {"every", "each", "any"} for c in token.lefts):
        return None
    clause = next((c for c in token.rights if c.dep_ in {"relcl", "acl", "advcl", "ccomp"}), None)
    if clause is None and token.dep_ in {"npadvmod", "nsubj", "dobj"}:
        clause = next((c for c in token.head.children if c.dep_ in {"advcl", "ccomp"} and c.i > token.i), None)
    if clause is None and token.dep_ == "npadvmod":
        follows = token.i + 1 < len(token.doc) and token.nbor(1)
        clause = token.head if follows is not False and follows.dep_ == "nsubj" and follows.head is token.head else None
    if clause is None or clause.pos_ not in {"VERB", "AUX"}:
        return None
    who = subject(clause)
    if who is None or (is_you(who) and not observable(clause)) or who.i < token.i:
        return None
    text = surface(clause, who)
    return Event(f"when {text}", is_past(clause)) if text else None


def surface(verb: Token, who: Token) -> str | None:
    """Subject, verb group and what belongs to it, in the form it was typed; None when it cannot be kept whole."""
    if who.i >= verb.i:
        return None
    front = [t for t in verb.doc[who.left_edge.i:verb.i + 1]]
    front = [t for t in front if not (t.dep_ == "advmod" and t.lower_ in {"always", "just", "even", "only", "never", "ever", "still",
                                                                         "literally", "actually", "constantly"})]
    tail = predicate_tail(verb)
    if tail is None or not clean(front) or any(t.is_punct for t in front) or len(front) > 8:
        return None
    return tidy(" ".join([text_of(front), *tail]))


def deed(verb: Token) -> Event | None:
    """"You went through my phone because you don't trust me" gives "when you went through my phone"."""
    if not observable(verb):
        return None
    aux = set(helpers(verb))
    if aux & {"should", "must", "would", "could", "can", "will", "might", "may", "ought", "wo", "ca", "need", "shall", "'d"}:
        return None
    no = negated(verb)
    past = is_past(verb)
    if no and not past:
        return None
    if no:
        form, lead = "VB", "you didn't "
    elif verb.tag_ == "VBG" and aux & {"am", "are", "is", "'re", "were", "was"}:
        form, lead = "VBG", "you were " if aux & {"were", "was"} else "you're "
    elif past or verb.tag_ == "VBN":
        form, lead, past = "VBD", "you ", True
    else:
        form, lead = "VB", "you "
    if verb.lemma_.lower() == "be":
        lead, phrase = ("you were " if past else "you're "), " ".join(predicate_tail(verb) or [])
        if no:
            return None
    else:
        phrase = verb_phrase(verb, form) or ""
    if not phrase or len(phrase.split()) < (2 if not no else 1) and verb.lemma_.lower() not in {"shout", "yell", "laugh", "leave", "call", "ring", "cry", "visit"}:
        return None
    return Event("when " + lead + phrase, past)


def own_fact(verb: Token) -> str | None:
    """"I haven't slept since you took up with him" gives "I haven't slept": her side, without the cause."""
    who = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if who is None or who.lower_ not in {"i", "we"} or verb.lemma_.lower() in {"feel", "know", "think", "mean", "guess", "swear", "hope"}:
        return None
    if set(helpers(verb)) & {"will", "should", "would", "must", "shall", "could"} or verb.dep_ in {"relcl", "advcl", "ccomp", "acl", "pcomp", "csubj"}:
        return None
    if any(c.lower_ in {"whether", "if", "why", "what", "how", "when", "that"} and c.i < verb.i for c in verb.lefts):
        return None
    text = surface(verb, who)
    return text if text and len(text.split()) > 2 else None


def caused(verb: Token, words: Mapping[str, str], feelings: Mapping[str, int]) -> tuple[str | None, str | None]:
    """"You made me cry in front of everyone": (what happened to me, the feeling named)."""
    lemma = verb.lemma_.lower()
    past = is_past(verb)
    if lemma in {"make", "get", "leave"}:
        inner = next((c for c in verb.rights if c.dep_ in {"ccomp", "xcomp", "acomp", "oprd"}), None)
        if inner is None or not any(t.lower_ == "me" for t in verb.doc[verb.i:inner.i + 1]):
            return None, None
        if inner.lower_ in feelings:
            return None, inner.lower_
        if inner.lemma_.lower() == "feel":
            word = next((t.lower_ for t in inner.subtree if t.lower_ in feelings), None)
            return None, word
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


def in_spans(token: Token, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < token.idx + len(token.text) and token.idx < end for start, end in spans)


def find_events(doc: Doc, spans: Sequence[tuple[int, int]]) -> list[Event]:
    """Events of the charged clauses, the learner's own subordinate clauses before bare deeds."""
    subs: list[Event] = []
    deeds: list[Event] = []
    for token in doc:
        touches = in_spans(token, spans) or (in_spans(token.head, spans) and token.dep_ in {"advcl", "npadvmod"})
        if not touches:
            continue
        for found in _events_at(token):
            (subs if found[0] == "sub" else deeds).append(found[1])
    unique: dict[str, Event] = {}
    for event in subs + deeds:
        if len(event.text.split()) <= MAX_EVENT_WORDS:
            unique.setdefault(event.text.lower(), event)
    return list(unique.values())


def _events_at(token: Token) -> Iterator[tuple[str, Event]]:
    timed = each_time(token)
    if timed:
        yield "sub", timed
    if token.pos_ not in {"VERB", "AUX"}:
        return
    if token.dep_ in {"advcl", "relcl", "acl", "ccomp", "pcomp"}:
        inner = subordinate(token)
        if inner:
            yield "sub", inner
    if token.dep_ in {"ROOT", "conj", "ccomp", "parataxis", "dep"}:
        if any(c.dep_ == "mark" or (c.tag_ in {"WRB", "WP"} and c.lower_ != "how") for c in token.lefts) and token.dep_ == "ccomp":
            return
        who = subject(token)
        if who is not None and is_you(who) and who.i < token.i:
            # A question ("why do you …", "how could you …") is handled where questions are.
            if not any(c.tag_ in {"WRB", "WP", "WDT"} for c in token.lefts):
                if token.dep_ == "ccomp" and token.head.lemma_.lower() in {"feel", "think", "say", "know", "wish", "hope"} and token.head.i < token.i:
                    return
                event = deed(token)
                if event:
                    yield "deed", event
            elif {c.lower_ for c in token.lefts} & {"how"} and {"could", "can", "dare"} & set(helpers(token)) and observable(token):
                phrase = verb_phrase(token, "VBD")
                if phrase and inflect(token, "VBD"):
                    yield "deed", Event(f"when you {phrase}", True)
            elif {c.lower_ for c in token.lefts} & {"why"} and not negated(token) and set(helpers(token)) & {"do", "did", "have"}:
                event = deed(token)
                if event:
                    yield "deed", event
