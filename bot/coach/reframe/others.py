"""What others do, as a wish of hers: "your sister calls me" is "I'd love it if you called me"."""
from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Callable, Collection

from bot.coach.feedback import BlameKind
from bot.coach.reframe.grammar import denied, helpers, is_past, is_you, span_of, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

MANAGING = frozenset("think manage remember bother want love like offer find come".split())
THIRD = re.compile(r"\b(her|him|his|their|them|theirs|she|he|they|hers|your|you)\b", re.I)
PARENT = re.compile(r"\b(?:her|his|their|a|the) (?:own )?(?:poor )?(?:mother|mum|mom|mam|mama|mummy|parent|daughter)s?\b(?!['’])|(?<=to )hers\b|(?<=with )hers\b|(?<=for )hers\b"
                    r"|^((?:call|ring|phone|help|visit|text)(?:s|ed)?|rang|rung) (?:her|him|them)\b(?! (?:own |poor )?(?:m|parent|daughter))", re.I)
ABOUT_ME = re.compile(r"\b(me|my|us|our)\b", re.I)
PUNCTUAL = re.compile(r"\b(here|home) (on time|early)\b")


@dataclass(frozen=True)
class Wish:
    """``base`` her verb phrase as an infinitive, ``past`` the same as a simple past; ``wanted`` False for a thing to stop;
    ``missed`` for one thing that did not happen then ("you didn't come to my graduation"); ``bare`` is ``base`` without its subordinate clauses, ``done`` its past participle."""

    base: str
    past: str
    wanted: bool
    once: bool
    contact: bool
    strength: int
    missed: bool = False
    bare: str = ""
    done: str = ""


Making = Callable[..., "Wish | None"]


def as_others_do(verb: Token, kinds: Collection[BlameKind], make: Making) -> Wish | None:
    """The wish in a comparison, where it is about the learner and nothing in it points at a third person."""
    if BlameKind.COMPARISON not in kinds or verb.dep_ not in {"ROOT", "conj", "xcomp", "ccomp"} or denied(verb):
        return None
    if any(t.tag_ in {"RBR", "JJR"} for t in verb.subtree):
        return None
    past = _finite_past(verb)
    who = subject(verb)
    if past is None or who is None or is_you(who) or who.lower_ in {"i", "we", "it", "that", "this", "there"}:
        return None
    if verb.dep_ == "xcomp" and any(t.lower_ in {"me", "you"} for t in verb.head.rights):
        return None
    wish = make(verb, True, False, 4 if PUNCTUAL.search(" ".join(t.lower_ for t in span_of(verb))) else 2, past)
    if wish is None:
        return None
    if wish.contact and wish.bare in {"call", "ring", "phone", "text", "write", "visit"} and not past:
        simple = wish.past.split()[0]
        return replace(wish, base=f"{wish.bare} a bit more often", past=f"{simple} a bit more often")
    wish = replace(wish, base=_mine(wish.base), past=_mine(wish.past), bare=_mine(wish.bare), done=_mine(wish.done))
    if THIRD.search(wish.base) and " before " in wish.base and not THIRD.search(wish.bare) and not past:
        return replace(wish, base=f"{wish.bare} first", past=f"{_mine(wish.past).split(' before ')[0]} first")
    if THIRD.search(wish.base) or not (_parental(who) and not past and any(c.dep_ == "dobj" for c in verb.rights) or ABOUT_ME.search(wish.base) or PUNCTUAL.search(wish.base) or wish.contact and " to the " in wish.base):
        return None
    if wish.contact and not past and " from " in wish.base:
        wish = replace(wish, base=wish.base.split(" from ")[0], past=wish.past.split(" from ")[0])
    if not wish.contact or past or re.search(r" (on|at|before|from|after) ", wish.base):
        return wish
    often = " ".join(t.text for c in verb.rights if c.dep_ in {"npadvmod", "advmod"} for t in span_of(c))
    base, simple = (x.replace(often, "").strip() if often else x for x in (wish.base, wish.past))
    return replace(wish, base=f"{base} a bit more often", past=f"{simple} a bit more often")


def _parental(who: Token) -> bool:
    """"His mother hands the baby back": one who stands where the other stands."""
    return who.lemma_.lower() in {"mother", "mum", "mom", "mam", "mama", "parent", "ma", "mummy"} or who.dep_ == "nsubj" and who.lower_ in {"mums", "mothers", "moms"}


def _mine(text: str) -> str:
    return PARENT.sub(lambda m: f"{m.group(1)} me" if m.group(1) else "me", text, count=1)


def _finite_past(verb: Token) -> bool | None:
    """Whether it happened (True) or is a habit (False); None where it is neither."""
    if verb.dep_ == "xcomp":
        return _finite_past(verb.head) if verb.head.lemma_.lower() in MANAGING and verb.head.dep_ in {"ROOT", "conj"} else None
    if set(helpers(verb)) - {"do", "does", "did"}:
        return None
    if verb.tag_ in {"VBZ", "VBP"}:
        return False
    return True if is_past(verb) else None
