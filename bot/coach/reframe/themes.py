"""The subject a message is about, by its own words, and whether that is sure."""
from __future__ import annotations

import re
from typing import TYPE_CHECKING, Collection, Sequence

from bot.coach.feedback import BlameKind
from bot.coach.reframe.beneath import worthless
from bot.coach.reframe.events import in_spans
from bot.coach.reframe.grammar import denied, is_you, subject
from bot.coach.reframe.lexis import CONTACT
from bot.coach.reframe.topics import figurative
from bot.coach.reframe.words import Theme, Words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: A subject is sure when the charge itself names it; one word elsewhere is a stray.
SURE = 2
NONE: frozenset[int] = frozenset()


def find_theme(doc: Doc, words: Words, inside: Sequence[tuple[int, int]], kinds: Collection[BlameKind]) -> tuple[Theme, bool, bool]:
    """The subject with the most words in the message, charged clauses counting double and their verbs triple; the last when
    there is none; whether it is sure; and whether a verb of the charge itself names it. Too little contact is longing, not a wish for room."""
    by_name = {theme.name: theme for theme in words.themes}
    told = _told(doc, kinds)
    if told:
        return by_name[told], True, True
    points = [0] * len(words.themes)
    for token in doc:
        named = _named(token, words)
        weight = _weight(token, inside, BlameKind.COMPARISON in kinds) if named else 0
        for n in named:
            points[n] += weight
    score = max(points)
    best = words.themes[points.index(score)] if score else words.themes[-1]
    if best.name == "calls" and not any(_calls(t) for t in doc):
        return words.themes[-1], False, False
    too_little = any(t.lemma_.lower() in CONTACT and denied(t) and not any(c.tag_ == "VBG" for c in t.rights) and subject(t) is not None for t in doc)
    if best.name in {"calls", "visits"} and (too_little or set(kinds) & {BlameKind.GUILT_TRIP, BlameKind.COMPARISON}):
        return by_name["longing"], True, False
    return best, score >= SURE, score > SURE


def _told(doc: Doc, kinds: Collection[BlameKind]) -> str | None:
    """Subjects that a turn of phrase gives away."""
    low = doc.text.lower()
    for pattern, name in (
        (r"\bleave me\b.*\b(alone|be)\b", "space"),
        (r"\b(tell|told|telling) (?!me\b|us\b|you\b|u\b|how\b|him how\b|her how\b)[^.?!]*\b(my|about me)\b", "telling"),
        (r"\b(read|reading|(go|going|went|look|looking|looked) (through|in|into)) my (?!story|letter|mind)", "privacy"),
        (r"\bonly (ever )?(call|ring|text|phone|visit|message|come|show up|turn up)\b", "longing"),
        (r"\b(on|at|into) (your|ur|that|the) (\w+ )?(phone|screen|laptop|ipad)\b|\b(your|ur|that) phone\b", "listening"),
        (r"\bbehind (my|our) backs?\b", "secrets"),
        (r"\b(falls|left|all) (on|to) me\b|\bdo (it )?all (by )?myself\b|\beverything myself\b", "help"),
        (r"\bbefore (you|u) (c[ao]me|turn|show|drop)|\bwithout (call|ring|tell|text|knock)", "visits"),
    ):
        if re.search(pattern, low):
            return name
    if "in front of" in low and BlameKind.FAULT in kinds:
        return "public"
    return "worth" if BlameKind.GUILT_TRIP in kinds and worthless(doc) else None


def _calls(token: Token) -> bool:
    """The other rings or writes (not the learner)."""
    if token.lemma_.lower() not in CONTACT | {"call", "phone"}:
        return False
    who = subject(token) if token.pos_ == "VERB" else None
    return who is None or who.lower_ not in {"i", "we"}


def _literal(token: Token) -> bool:
    """Not "thanks to you", "call me the boy", "your own kid"."""
    if token.dep_ in {"compound", "amod"} and token.pos_ != "PROPN":
        return False
    if sum(t.is_quote for t in token.doc[:token.i]) % 2:
        return False
    low, after = token.lower_, token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    if low == "account" and token.i and token.nbor(-1).lower_ == "on":
        return False
    if low == "thanks" and after == "to" or any(c.lower_ == "own" for c in token.lefts):
        return False
    if low != "side" and any(c.dep_ == "poss" and (c.pos_ != "PRON" or c.lower_ in {"his", "her", "their"}) for c in token.lefts):
        return False
    if token.lemma_.lower() == "treat" and not (
            any(c.lower_ in {"me", "us"} for c in token.rights) and any(t.lemma_.lower() in {"child", "kid", "baby", "teenager", "girl", "toddler"} for t in token.subtree)):
        return False
    if token.lemma_.lower() == "babysit" and any(c.lower_ in {"me", "us"} for c in token.rights):
        return False
    if token.lemma_.lower() == "raise" and (any(c.lower_ in {"me", "us"} for c in token.rights) or not any(c.dep_ == "dobj" for c in token.rights)):
        return False
    return not (token.lemma_.lower() == "call" and any(c.dep_ in {"oprd", "ccomp", "acomp"} for c in token.rights))


def _named(token: Token, words: Words) -> frozenset[int]:
    """Places of the subjects this word names, by itself or with its particle ("turn up", said of the other)."""
    low, lemma = token.lower_, token.lemma_.lower()
    named = words.subjects.get(lemma, NONE) | words.subjects.get(low, NONE)
    if token.pos_ != "VERB":
        return named
    particle = next((c.lower_ for c in token.rights if c.dep_ in {"prt", "advmod", "prep"} and c.i == token.i + 1), "")
    phrasal = words.subjects.get(f"{lemma} {particle}", NONE) - named
    who = subject(token) if phrasal else None
    return named | phrasal if who is not None and is_you(who) else named


def _weight(token: Token, inside: Sequence[tuple[int, int]], compared: bool) -> int:
    """One outside the charge, two inside, three for a verb of the charge; none for what is not meant as it stands."""
    if token.pos_ == "NOUN" and (figurative(token) or token.dep_ == "nsubj" and compared) or not _literal(token):
        return 0
    if not in_spans(token, inside):
        return 1
    return 3 if token.pos_ == "VERB" and token.dep_ in {"ROOT", "conj", "xcomp"} else 2
