"""One charged clause about the other, and what of it can be said again."""
from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Mapping, Sequence

from bot.coach.feedback import BlameKind
from bot.coach.reframe.deeds import IDIOMS
from bot.coach.reframe.extent import Carried, carried, plus_some
from bot.coach.reframe.grammar import base_of, denied, phrase_text
from bot.coach.reframe.lexis import CHARGED, FIGURES, JUDGED_OBJECTS, SCORN, SELF
from bot.coach.reframe.plain import charged

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

K = BlameKind
Spans = Sequence[tuple[int, int, BlameKind]]
MINDS = frozenset("think believe reckon assume suppose suspect imagine".split())
HEARTS = frozenset("care love trust like respect want need value appreciate believe support understand see hear notice accept approve".split())
WISHING = frozenset("wish hope want decide pray expect assume doubt wait".split())
AGAINST = frozenset("hate resent despise loathe detest".split())
SAYING = frozenset("say tell call claim announce shout write text joke whisper ask reply answer hint".split())
HOW = frozenset("talk speak treat behave act look".split())
PLACES = frozenset("on at in with out away there here off over around round behind late early online home abroad busy asleep upstairs outside".split())
GENTLE = frozenset("honest gentle patient careful quiet kind nice open fair happy proud".split())
THIN_ALONE = frozenset("say tell do make get give have take put want need know see go come look talk think let keep try use be act turn start ask speak bring mean pick".split())
VAGUE_OBJECTS = frozenset({"this", "that", "it", "so", "things", "stuff", "something", "one"})
#: Things that are figures of speech wherever they stand; the others may be meant as they are ("take me to court").
NEVER_PLAIN = frozenset("hell soul guts throne saint martyr god breath lord devil circus officer jury trial furniture".split())
TOLD_IDIOMS = frozenset({("take", "over"), ("hang", "over"), ("go", "on"), ("go", "back"), ("throw", "away"), ("drive", "up"), ("put", "down"), ("take", "out"), ("bring", "down"), ("give", "up")})
UNFILMED = frozenset("""deserve own mean matter seem become exist belong lack cost suit owe require consist resemble win lose fail hurt ruin destroy
 kill live die""".split())


@dataclass(frozen=True)
class Turn:
    """``group`` names the frames, ``slots`` fill them, ``at`` is the place in the message, ``weight`` how surely it says what was meant."""

    group: str
    slots: Mapping[str, str]
    at: int
    weight: int
    past: bool = False


@dataclass(frozen=True)
class Charge:
    """A clause with ``you`` as its subject inside a charge."""

    doc: Doc
    who: Token
    head: Token
    kinds: frozenset[BlameKind]
    camera: Mapping[str, str] = field(default_factory=dict)

    @property
    def base(self) -> str:
        return base_of(self.head)

    @property
    def no(self) -> bool:
        before = [t.lower_ for t in self.doc[max(self.head.sent.start, self.who.i - 5):self.who.i]]
        if any(pair in {("not", "one"), ("not", "once"), ("never", "once"), ("not", "a")} for pair in zip(before, before[1:])):
            return True
        if self.base == "be" and any(t.lower_ in {"never", "not", "n't", "nt"} for t in self.doc[self.head.i + 1:self.head.i + 3]):
            return True
        return denied(self.head) or any(t.lower_ in {"never", "not", "n't", "hardly", "barely", "rarely", "nt"} or t.lower_ == "no" and t.i == self.head.i - 1 for t in self.doc[self.who.i:self.head.i])

    def rest(self) -> Carried:
        return carried(self.doc, self.head, bool(self.kinds & {K.MIND_READING}))


def make(c: Charge, group: str, weight: int, past: bool = False, **slots: str) -> Turn:
    return Turn(group, slots, c.who.i, weight, past)


def _scorned(token: Token) -> bool:
    """Part of "with so much disgust": a verdict on how it was done."""
    return any(a.lower_ == "with" and any(c.lemma_.lower() in SCORN for c in a.rights) for a in (token, *token.ancestors))


def say(c: Charge, tokens: Sequence[Token], positive: bool = False, of_herself: bool = False) -> str | None:
    """The words after the verb, without charged adjectives; None where something charged is left. ``of_herself``: the clause is about
    the learner alone, who may call herself what she likes, and "everything" is much."""
    if any(t.lower_ == "without" and any(c.lemma_.lower() in SCORN for c in t.rights) for t in tokens):
        return None
    kept = [t for t in tokens if not (charged(t) and t.dep_ in {"amod", "advmod"}) and not _scorned(t)]
    if sum(t.is_quote and t.tag_ != "POS" for t in kept) % 2:
        kept = [t for t in kept if not t.is_quote or t.tag_ == "POS"]
    reported = of_herself or c.base in SAYING | MINDS | WISHING
    for token in kept:
        inside = reported or any(a.lemma_.lower() in SAYING and a.i > c.head.i for a in token.ancestors)
        plain = token.lemma_.lower() in FIGURES - NEVER_PLAIN and token.lower_ not in CHARGED and token.lemma_.lower() not in CHARGED
        plain = plain or token.lemma_.lower() == "lecture" and token.pos_ == "NOUN"
        if charged(token) and not inside and not plain or token.like_url:
            return None
    text = re.sub(r"\beverything (?=(?:i|i'm|you|we|he|she|they)\b)", "what ", phrase_text(kept), flags=re.I)
    text = re.sub(r"\bdrop everything\b", "drop what I'm doing", text) if re.search(r"\bme\b", text) else text
    text = re.sub(r"\b(?:every|each)(?: single)? (?:thing|word|bite|mouthful) (?=(?:i|we)\b)", "what ", text, flags=re.I)
    if of_herself:
        text = re.sub(r"\beverything\b", "so much", text)
    if text.count('"') % 2 or not of_herself and re.search(r"\b(everything|nothing)\b", text) and not re.search(r"everything and (me|us) nothing", text):
        return None
    return plus_some(text) if positive else text


def judging(c: Charge, rest: Carried) -> bool:
    """An idiom or an object that makes a verdict of a plain verb."""
    first = rest.tokens[0].lower_ if rest.tokens else ""
    objects = [t.lemma_.lower() for t in rest.tokens if t.dep_ == "dobj" and t.head == c.head]
    if (c.base, first) == ("roll", "your") or (c.base, first) == ("raise", "your"):
        return False
    words = [t.lower_ for t in rest.tokens]
    if c.base == "make" or c.base == "let" and words[-1:] == ["down"]:
        return True
    if c.base in {"take", "pick"} and "side" in objects:
        if c.no:
            return False
        return not any(t.lemma_.lower() == "side" and any(p.dep_ == "poss" and p.lower_ not in {"my", "your"} for p in t.lefts) for t in rest.tokens)
    links = {t.lower_ for t in c.head.rights if t.dep_ in {"prt", "prep", "advmod"}} | {first}
    if any(t.dep_ == "pobj" and t.head.lower_ != "without" and t.lemma_.lower() in {"word", "throat", "nerve", "expense"} for t in rest.tokens):
        return True
    if c.base in {"turn", "set"} and "against" in words:
        return True
    return any((c.base, link) in IDIOMS - TOLD_IDIOMS for link in links) or any(o in JUDGED_OBJECTS for o in objects) and c.base not in SAYING


def empty(c: Charge, rest: Carried) -> bool:
    """Nothing yet is told: "you always do this", "you make", "you look at me"."""
    words = [t.lower_ for t in rest.tokens if not t.is_punct]
    if set(words) & (SELF | {"themselves"}):
        return True
    if c.base == "do" and words[:2] == ["the", "same"] or c.base == "let" and len(words) == 1 or words and words[0] in {"that", "this"} and rest.tokens[0].dep_ == "dobj":
        return True
    if not words:
        return c.base in THIN_ALONE or c.base not in {"shout", "yell", "laugh", "leave", "cry", "interrupt", "scream", "smoke", "drink", "quit", "swear", "listen", "call", "ring",
                                                     "knock", "visit", "sigh", "argue", "whisper", "frown", "gossip", "worry", "complain", "snore", "text", "apologise", "apologize", "help", "cancel", "disappear", "vanish", "refuse"}
    if set(words) <= VAGUE_OBJECTS | {"to", "me", "us", "at", "up", "on", "in", "for", "about", "with"} and c.base in THIN_ALONE:
        return True
    if words[0] in VAGUE_OBJECTS and c.base in THIN_ALONE and not set(words) & {"me", "my", "us", "our"} and len(words) < 3:
        return True
    return words[0] in VAGUE_OBJECTS and c.base in {"do", "make", "use", "get", "have"} and len(words) < 4


def inverts(c: Charge) -> bool:
    return any(t.dep_ == "aux" and t.i < c.who.i for t in c.head.lefts)


def quoted(token: Token) -> bool:
    text = token.doc.text
    if '"' not in text and "'" not in text:
        return False
    return sum(t.is_quote and t.tag_ != "POS" for t in token.doc[:token.i]) % 2 == 1
