"""What she wants, taken from her own should, never, stop, why-don't-you and others-do."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Iterator, Sequence

from spacy.tokens import Doc, Token

from bot.coach.feedback import BlameKind
from bot.coach.reframe.events import in_spans, observable
from bot.coach.reframe.grammar import helpers, is_past, is_you, negated, span_of, subject, verb_phrase
from bot.coach.reframe.lexis import CONTACT, GOOD_STATES, OBSERVABLE, UNWISHABLE

FORCE = frozenset({"should", "must", "ought", "shall", "need", "better", "gotta"})
COMMANDING = frozenset({"need", "have", "ought", "expect", "want", "got", "going", "suppose", "supposed"})


@dataclass(frozen=True)
class Wish:
    """``base`` her verb phrase as an infinitive, ``past`` the same as a simple past; ``wanted`` False for a thing to stop."""

    base: str
    past: str
    wanted: bool
    once: bool
    contact: bool
    strength: int


def find_wishes(doc: Doc, spans: Sequence[tuple[int, int, BlameKind]]) -> list[Wish]:
    """Wishes in the charged clauses, the plainest first."""
    ranges = [(start, end) for start, end, _ in spans]
    found: dict[str, Wish] = {}
    for token in doc:
        if token.pos_ not in {"VERB", "AUX"} or not in_spans(token, ranges):
            continue
        kinds = {kind for start, end, kind in spans if start <= token.idx < end}
        for wish in _at(token, kinds):
            if len(wish.base.split()) <= 14:
                found.setdefault(wish.base.lower(), wish)
    return sorted(found.values(), key=lambda w: -w.strength)


def _make(verb: Token, wanted: bool, once: bool, strength: int) -> Wish | None:
    lemma = verb.lemma_.lower()
    if lemma in UNWISHABLE and lemma not in GOOD_STATES or lemma not in OBSERVABLE | GOOD_STATES:
        return None
    if not wanted and not observable(verb):
        return None
    if any(c.lower_ in {"me", "us"} for c in verb.children if c.dep_ == "dobj") and lemma in {"leave", "let", "put", "take"}:
        return None
    base, past = verb_phrase(verb, "VB", present=True), verb_phrase(verb, "VBD", present=True)
    if not base or not past or any(w in {"i'll", "will"} for w in base.split()):
        return None
    if len(base.split()) == 1 and lemma not in CONTACT | {"listen", "apologise", "apologize", "help", "knock", "wait", "explain", "come", "go"}:
        return None
    return Wish(base, past, wanted, once, lemma in CONTACT, strength)


def _at(verb: Token, kinds: set[BlameKind]) -> Iterator[Wish]:
    wish = _demand(verb, kinds) or _never(verb, kinds) or _question(verb) or _others(verb, kinds)
    if wish:
        yield wish


def _demand(verb: Token, kinds: set[BlameKind]) -> Wish | None:
    aux = helpers(verb)
    who = subject(verb)
    if {"should", "must", "ought", "shall"} & set(aux) and who is not None and is_you(who):
        perfect = verb.tag_ == "VBN" and "have" in aux or "'ve" in aux
        return _make(verb, not negated(verb), perfect, 4)
    if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in COMMANDING and verb.tag_ == "VB":
        boss = subject(verb.head)
        if boss is not None and is_you(boss) and verb.head.lemma_.lower() != "want" and BlameKind.DEMAND in kinds:
            return _stop(verb, 4) or _make(verb, not negated(verb.head), False, 4)
        return None
    if BlameKind.DEMAND not in kinds and BlameKind.THREAT not in kinds:
        return None
    if "better" in {c.lower_ for c in verb.lefts} and who is not None and is_you(who):
        return _make(verb, not negated(verb), False, 4)
    if BlameKind.DEMAND not in kinds:
        return None
    if "will" in aux and who is not None and is_you(who):
        return _make(verb, not negated(verb), False, 3)
    imperative = verb.tag_ in {"VB", "VBP"} and not any(c.dep_ in {"nsubj", "mark"} for c in verb.children) and (
        verb.dep_ == "ROOT" or (verb.dep_ in {"conj", "ccomp", "parataxis"} and _imperative_head(verb)))
    if imperative and not set(aux) - {"do"} and not any(c.tag_ in {"WRB", "WP", "TO"} for c in verb.lefts):
        return _stop(verb, 4) or _make(verb, not negated(verb), False, 4)
    return None


def _imperative_head(verb: Token) -> bool:
    head = verb.head
    return head.tag_ == "VB" and not any(c.dep_ == "nsubj" for c in head.children)


def _stop(verb: Token, strength: int) -> Wish | None:
    if verb.lemma_.lower() not in {"stop", "quit"}:
        return None
    inner = next((c for c in verb.rights if c.tag_ == "VBG" and c.dep_ in {"xcomp", "dobj", "ccomp", "advcl"}), None)
    return _make(inner, False, False, strength) if inner is not None else None


def _never(verb: Token, kinds: set[BlameKind]) -> Wish | None:
    who = subject(verb)
    if who is None or not is_you(who) or who.i > verb.i or not negated(verb) or verb.dep_ in {"advcl", "relcl"}:
        return None
    if any(c.tag_ in {"WRB", "WP"} for c in verb.lefts) or set(helpers(verb)) & {"could", "should", "would", "must", "will"}:
        if not (BlameKind.GUILT_TRIP in kinds and set(helpers(verb)) & {"could", "will"}):
            return None
    if not kinds & {BlameKind.ABSOLUTE, BlameKind.CRITICISM, BlameKind.GUILT_TRIP, BlameKind.MIND_READING, BlameKind.PSEUDO_FEELING}:
        return None
    if verb.lemma_.lower() in {"care", "want", "love", "like", "believe", "break", "drop"}:
        return None
    return _make(verb, True, False, 3 if not is_past(verb) else 2)


def _question(verb: Token) -> Wish | None:
    """"Why can't you come on time", "would it kill you to call"."""
    who = subject(verb)
    if any(c.lower_ == "why" for c in verb.lefts) and who is not None and is_you(who) and negated(verb):
        return _make(verb, True, "did" in helpers(verb), 3)
    if verb.dep_ in {"xcomp", "advcl", "ccomp"} and verb.head.lemma_.lower() in {"kill", "hurt", "cost"} and any(
            c.lower_ == "to" for c in verb.lefts):
        return _make(verb, True, False, 3)
    if verb.dep_ == "ROOT" and who is not None and is_you(who) and negated(verb) and {"can", "could", "would"} & set(helpers(verb)) and \
            any(c.i < who.i for c in verb.children if c.dep_ == "aux"):
        return _make(verb, True, False, 3)
    return None


def _others(verb: Token, kinds: set[BlameKind]) -> Wish | None:
    """"Your sister calls me every day" gives "call me every day", where nothing in it points at a third person."""
    if BlameKind.COMPARISON not in kinds or verb.dep_ not in {"ROOT", "conj"} or negated(verb) or set(helpers(verb)) - {"do", "does"}:
        return None
    who = subject(verb)
    if who is None or is_you(who) or who.lower_ in {"i", "we", "it", "that", "this", "there", "she", "he"} or verb.tag_ not in {"VBZ", "VBP"}:
        return None
    after = [t for t in span_of(verb) if t.i > verb.i]
    if any(t.lower_ in {"her", "him", "his", "their", "them", "she", "he", "they", "you", "your", "hers"} for t in after):
        return None
    if not any(t.lower_ in {"me", "my", "us", "our"} for t in after) and verb.lemma_.lower() not in CONTACT | {"help", "listen"}:
        return None
    return _make(verb, True, False, 2)
