"""What the other did, where a camera could have seen it: "when you went through my phone"."""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.coach.reframe.grammar import base_of, denied, helpers, inflect, is_past, negated, predicate_tail, verb_phrase
from bot.coach.reframe.lexis import (
    ABSTRACT,
    BAD_TOPICS,
    FIGURES,
    GUARD_HARM,
    JUDGED_OBJECTS,
    OBSERVABLE,
    SCORN,
    SELF,
    STATES,
    UNSEEN_ACTS,
)
from bot.coach.reframe.plain import charged

if TYPE_CHECKING:
    from spacy.tokens import Token

VAGUE = frozenset({"it", "that", "this", "them", "these", "those", "one", "so"})
SCREENS = frozenset({"phone", "screen", "laptop", "ipad", "tablet", "facebook", "instagram", "tiktok", "whatsapp"})
IDIOMS = frozenset({("put", "up"), ("put", "down"), ("go", "on"), ("make", "up"), ("give", "up"), ("carry", "on"), ("take", "over"), ("take", "for"),
                    ("look", "down"), ("go", "back"), ("hold", "over"), ("run", "down"), ("stand", "up"), ("put", "through"), ("go", "straight"), ("put", "before"),
                    ("see", "as"), ("take", "out"), ("bring", "down"), ("come", "first"), ("leave", "out"), ("cut", "off"), ("go", "behind"), ("throw", "away"), ("turn", "into"), ("turn", "against"), ("break", "up"), ("come", "across"), ("hide", "behind"), ("hang", "over"), ("boil", "down"), ("let", "down"), ("drive", "up")})
THIN = frozenset("look tell ask see talk say give sit stand come go take put show bring send speak".split())
TRANSITIVE = frozenset("cut take give put say tell make hold open keep sign bring send read write hand throw use".split())
MANNERED = frozenset("leave use keep take hold run carry wear put treat eat come go make".split())
EMPTY = frozenset("me us at to there here with by it down up on in out round around over".split())
BARE_DEEDS = frozenset({"shout", "yell", "laugh", "leave", "call", "ring", "cry", "visit", "interrupt", "scream"})


@dataclass(frozen=True)
class Event:
    """``text`` begins with when, before, after or while; ``past`` for one that happened, False for a habit."""

    text: str
    past: bool


def observable(verb: Token) -> bool:
    lemma = base_of(verb)
    if lemma in GUARD_HARM or any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children):
        return False
    objects = [c.lemma_.lower() for c in verb.children if c.dep_ in {"dobj", "pobj"}]
    objects += [g.lemma_.lower() for c in verb.children if c.dep_ == "prep" and c.lower_ != "without" for g in c.children if g.dep_ == "pobj"]
    if lemma in {"use", "sell", "trade", "play"} and {"me", "us"} & {c.lower_ for c in verb.children}:
        return False
    if any(o in JUDGED_OBJECTS for o in objects) or lemma == "look" and any(c.dep_ == "acomp" or c.lower_ in {"well", "good", "nice"} for c in verb.rights):
        return False
    if any(t.pos_ == "PRON" and t.lower_ in VAGUE and (t.dep_ in {"dobj", "pobj"} or t.dep_ == "nsubj" and t.lower_ in {"it", "that", "this"} and t.head.dep_ in {"ccomp", "oprd"} and lemma in {"let", "call", "make"}) for t in verb.subtree if t.i > verb.i):
        return False
    if any(c.dep_ == "dobj" and c.lower_ in {"things", "stuff", "something"} and not any(True for _ in c.lefts) for c in verb.rights):
        return False
    particle = next((c.lower_ for c in verb.rights if c.dep_ in {"prt", "advmod", "prep"}), "")
    if (lemma, particle) in IDIOMS:
        return False
    if lemma == "be":
        if any(c.lower_ == "on" and any(g.lemma_.lower() in SCREENS for g in c.children) for c in verb.children):
            return True
        return any(c.lower_ in STATES for c in verb.children if c.dep_ in {"acomp", "advmod", "attr"})
    return lemma in OBSERVABLE or _done_to_mine(verb)


def _done_to_mine(verb: Token) -> bool:
    """"You painted my room", "you took our key": an act on a thing of hers, with a verb outside the list."""
    what = next((c for c in verb.rights if c.dep_ == "dobj"), None)
    if what is None or verb.pos_ != "VERB" or verb.lemma_.lower() in UNSEEN_ACTS or charged(verb) or inflect(verb, "VBD") is None:
        return False
    owner = next((c.lower_ for c in what.lefts if c.dep_ == "poss"), "")
    if what.pos_ != "NOUN" or owner not in {"my", "our"}:
        return False
    return what.lemma_.lower() not in BAD_TOPICS | FIGURES | JUDGED_OBJECTS | ABSTRACT


def deed(verb: Token) -> Event | None:
    """"You went through my phone because you don't trust me" gives "when you went through my phone"."""
    if not observable(verb):
        return None
    if base_of(verb) in THIN and set(" ".join(predicate_tail(verb) or ()).lower().split()) <= EMPTY:
        return None  # "you look at me" says nothing yet
    if verb.lemma_.lower() == "put" and len(predicate_tail(verb) or []) < 2:
        return None  # "put my business" without its place says nothing
    if any(c.dep_ == "advcl" and c.left_edge.lower_ in {"like", "as"} for c in verb.rights) and len(predicate_tail(verb) or []) < 2:
        return None  # "you answer me like a beggar": the manner is what counts
    aux = set(helpers(verb))
    who = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    asked = who is not None and any(c.dep_ in {"aux", "auxpass"} and c.i < who.i for c in verb.children)
    if any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.lefts) or verb.lower_ == "going" and any(c.dep_ == "xcomp" for c in verb.rights):
        return None
    if SELF & {t.lower_ for t in verb.subtree if t.i > verb.i}:
        return None
    if base_of(verb) in TRANSITIVE and not any(c.dep_ in {"dobj", "dative", "ccomp", "prep"} for c in verb.rights):
        return None  # its object stands elsewhere
    if base_of(verb) == "say" and verb.tag_ != "VBD" and any(t.lower_ == "but" for t in verb.doc[verb.i:verb.i + 14]):
        return None  # the point is in what follows
    if any(c.lower_ == "without" and any(g.lemma_.lower() in SCORN for g in c.rights) for c in verb.rights):
        return None
    if base_of(verb) == "call" and any(charged(t) for t in verb.doc[verb.i + 1:verb.i + 4]):
        return None  # "called me lazy" without its word is a ring
    if base_of(verb) == "let" and not any(c.dep_ in {"ccomp", "xcomp"} for c in verb.rights):
        return None  # "and you let him"
    if base_of(verb) == "let" and (verb.right_edge.lower_ == "down" or any(c.lower_ == "down" for c in verb.rights)):
        return None
    if base_of(verb) in {"promise", "swear"} or any(t.lower_ == "only" for t in verb.doc[max(verb.sent.start, verb.i - 3):verb.i]) or any(c.lower_ == "only" for c in verb.lefts):
        return None  # not the coming, the only is the charge
    if base_of(verb) in MANNERED and any(c.lower_ == "like" for c in verb.rights):
        return None  # "you leave this kitchen like a bomb site" is not about leaving
    if asked and not any(c.lower_ == "why" for c in verb.lefts) or any(t.lower_ in {"please", "pls"} for t in verb.sent):
        return None
    regretted = "should" in aux and aux & {"have", "'ve", "of"} and negated(verb) and verb.tag_ == "VBN"
    if regretted:
        phrase = verb_phrase(verb, "VBD", bare=True)
        return Event(f"when you {phrase}", True) if phrase and len(phrase.split()) > 1 else None
    if aux & {"should", "must", "would", "could", "can", "will", "might", "may", "ought", "wo", "ca", "need", "shall", "'d"}:
        return None
    no = denied(verb)
    past = is_past(verb) or (verb.lower_ == inflect(verb, "VBD") and any(c.dep_ == "advcl" and is_past(c) for c in verb.children))
    if no or verb.lemma_.lower() in {"keep", "start", "stop"} and any(c.dep_ == "xcomp" for c in verb.children):
        return None  # what did not happen is a hope (see wishes), not a thing one can film
    if verb.tag_ == "VBG" and aux & {"am", "are", "is", "'re", "were", "was"}:
        form, lead = "VBG", "you were " if aux & {"were", "was"} else "you're "
    elif past or verb.tag_ == "VBN":
        form, lead, past = "VBD", "you ", True
    else:
        form, lead = "VB", "you "
    if verb.lemma_.lower() == "be":
        lead, phrase = ("you were " if past else "you're "), " ".join(predicate_tail(verb) or [])
    else:
        phrase = verb_phrase(verb, form, bare=True) or ""
    if not phrase or len(phrase.split()) < 2 and verb.lemma_.lower() not in BARE_DEEDS | {"be"}:
        return None
    return Event("when " + lead + phrase, past)


def kept_on(verb: Token) -> Event | None:
    """"keep bringing up my ex" gives "when you bring up my ex"."""
    inner = next((c for c in verb.rights if c.dep_ == "xcomp" and c.tag_ == "VBG"), None)
    if verb.lemma_.lower() not in {"keep", "start"} or inner is None or not observable(inner):
        return None
    if base_of(inner) in THIN and set(" ".join(predicate_tail(inner) or ()).lower().split()) <= EMPTY:
        return None
    phrase = verb_phrase(inner, "VB", bare=True)
    return Event(f"when you {phrase}", False) if phrase else None


def advised(verb: Token) -> Event | None:
    """"telling me how to raise my son" gives "when we talk about how I raise my son"."""
    if verb.lemma_.lower() not in {"tell", "teach", "show", "instruct", "advise", "lecture"} or not any(c.lower_ == "me" for c in verb.rights) or denied(verb):
        return None
    inner = next((c for c in verb.rights if c.dep_ in {"xcomp", "ccomp"} and c.pos_ == "VERB" and {"how", "to"} <= {g.lower_ for g in c.lefts}), None)
    if inner is None:
        return None
    phrase = verb_phrase(inner, "VB", bare=True)
    return Event(f"when we talk about how I {phrase}", False) if phrase else None
