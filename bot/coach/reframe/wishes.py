"""What she wants, taken from her own should, never, stop, why-don't-you and others-do."""
from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Iterator, Sequence

from bot.coach.feedback import BlameKind
from bot.coach.reframe.deeds import observable
from bot.coach.reframe.events import beside, in_spans
from bot.coach.reframe.grammar import (
    denied,
    helpers,
    inverted,
    is_past,
    is_you,
    negated,
    span_of,
    subject,
    verb_phrase,
)
from bot.coach.reframe.lexis import (
    CONTACT,
    GOOD_STATES,
    JUDGED_OBJECTS,
    KIN,
    OBSERVABLE,
    SCOLDS,
    TOWARDS,
    UNWISHABLE,
)
from bot.coach.reframe.others import Wish, as_others_do
from bot.coach.reframe.plain import clean
from bot.coach.reframe.spell import text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: Orders that want only room.
ROOM = frozenset({("back", "off"), ("stay", "out"), ("keep", "out"), ("get", "out")})
HOLLOW = frozenset("mind make take turn behave act put go come give keep start".split())
ALONE = CONTACT | {"listen", "apologise", "apologize", "help", "knock", "wait", "explain", "come", "go", "babysit", "cook"}
#: "You can't wait", "you can't stand it": not things that are forbidden.
SIGHS = frozenset("stand wait help bear believe see get resist spare".split())
COMMANDING = frozenset({"need", "have", "ought", "expect", "want", "got", "going", "suppose", "supposed", "get"})


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
    if not found:  # "you didn't answer on Monday because …": the fact may stand just beside the charge
        near = beside(doc, ranges)
        for token in doc:
            if token.pos_ == "VERB" and token.i in near and not in_spans(token, ranges) and "did" in helpers(token):
                for wish in filter(None, [_never(token, {BlameKind.CRITICISM})]):
                    found.setdefault(wish.base.lower(), wish)
    return sorted(found.values(), key=lambda w: -w.strength)


def _make(verb: Token, wanted: bool, once: bool, strength: int, missed: bool = False) -> Wish | None:
    lemma = verb.lemma_.lower()
    if any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children):
        return None
    if lemma in {"stop", "quit"}:
        return None
    if lemma == "say" and any(c.dep_ == "ccomp" for c in verb.rights):
        return None
    if (lemma, verb.doc[verb.i + 1:verb.i + 2].text.lower()) in SCOLDS | ROOM:
        return None
    allowed = lemma == "let" and wanted and any(c.dep_ == "ccomp" for c in verb.rights)
    if lemma in UNWISHABLE and lemma not in GOOD_STATES and not allowed or lemma not in OBSERVABLE | GOOD_STATES and strength < 4 and not allowed:
        return None
    if not wanted and (lemma in HOLLOW or not observable(verb) and (strength < 4 or lemma in OBSERVABLE)):
        return None
    if any(c.lower_ == "down" for c in verb.rights) and any(c.lower_ in {"me", "us"} for c in verb.rights):
        return None
    if any(c.dep_ == "dobj" and c.lemma_.lower() in (JUDGED_OBJECTS if missed else JUDGED_OBJECTS - {"thing", "voice"}) | {"plate", "tone", "step", "language", "manners"} for c in verb.children):
        return None
    if any(c.dep_ == "dobj" and c.lower_ in {"it", "that", "this", "them"} for c in verb.children) and strength < 4:
        return None
    if any(c.lower_ in {"me", "us"} for c in verb.children if c.dep_ == "dobj") and lemma in {"leave", "put", "take"}:
        return None
    if any(c.dep_ in {"prep", "prt"} and any(t.is_punct for t in verb.doc[verb.i:c.i]) for c in verb.rights):
        return None  # cut in two by an aside
    if any(c.lower_ in {"like", "as"} and c.dep_ in {"prep", "mark"} for c in verb.rights) or not wanted and any(c.lower_ in {"like", "as"} for c in verb.rights):
        return None  # the manner is what shall stop, not the deed
    base, past = verb_phrase(verb, "VB", not missed, missed), verb_phrase(verb, "VBD", not missed, missed)
    if not base or not past or any(w in {"i'll", "will"} for w in base.split()):
        return None
    if base.split()[-1] in {"a", "an", "the", "without", "with", "of"}:
        return None
    if len(base.split()) == 1 and lemma not in ALONE - {"go", "come"}:
        return None
    base, past = (re.sub(r"(?<! for)(?: even)? once$", " now and then", re.sub(r"( anymore| any more| already| no more)+$", "", text)) for text in (base, past))
    base, past = (re.sub(r" for once\b", "", text) for text in (base, past))
    if not wanted:
        base = re.sub(r"\s+(once more|again|one more time|anymore|any more)$", "", base)
    return Wish(base, past, wanted, once, lemma in CONTACT, strength, missed,
                verb_phrase(verb, "VB", bare=True) or base, verb_phrase(verb, "VBN", bare=True) or past)


def _at(verb: Token, kinds: set[BlameKind]) -> Iterator[Wish]:
    if verb.dep_ == "advcl" and any(c.lower_ in {"when", "because", "while"} for c in verb.lefts):
        return
    wish = _demand(verb, kinds) or _unless(verb, kinds) or _never(verb, kinds) or _question(verb) or as_others_do(verb, kinds, _make)
    if wish:
        yield wish


def _demand(verb: Token, kinds: set[BlameKind]) -> Wish | None:
    aux = helpers(verb)
    who = subject(verb)
    if {"should", "must", "ought", "shall"} & set(aux) and who is not None and is_you(who):
        if any(c.dep_ == "aux" and c.i < who.i for c in verb.children):
            return None  # "should you go on" is a condition
        perfect = verb.tag_ == "VBN" and "have" in aux or "'ve" in aux
        if perfect and negated(verb):
            return None  # told as an event
        dated = any(t.lower_ in {"last", "yesterday", "today", "tonight", "then"} for t in verb.subtree)
        return _make(verb, not negated(verb), perfect, 4, missed=perfect and dated)
    if verb.dep_ == "ccomp" and verb.head.lemma_.lower() == "expect" and verb.tag_ == "VB" and who is not None and is_you(who) and BlameKind.DEMAND in kinds:
        return _make(verb, not negated(verb), False, 4)
    if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in COMMANDING and verb.head.lower_ not in {"get", "gotten", "gets"} and verb.tag_ == "VB":
        boss = subject(verb.head)
        if verb.head.lemma_.lower() in {"have", "need"} and negated(verb.head):
            return None  # "you don't have to" forbids nothing
        if boss is not None and is_you(boss) and verb.head.lemma_.lower() != "want" and BlameKind.DEMAND in kinds:
            return _stop(verb, 4) or _make(verb, not negated(verb.head), False, 4)
        return None
    if BlameKind.DEMAND not in kinds and BlameKind.THREAT not in kinds:
        return None
    if verb.tag_ == "VBG" and verb.i and verb.nbor(-1).lower_ in {"stop", "quit"} and BlameKind.DEMAND in kinds:
        return _make(verb, False, False, 4)
    if "better" in {c.lower_ for c in verb.lefts} and who is not None and is_you(who):
        return _make(verb, not negated(verb), False, 4)
    if BlameKind.THREAT in kinds and verb.dep_ == "ROOT" and verb.tag_ in {"VB", "VBP"} and not any(
            c.dep_ in {"nsubj", "mark", "aux"} for c in verb.children):
        link = next((c.lower_ for c in verb.rights if c.dep_ == "cc"), "")
        if link == "and" and verb.lemma_.lower() in {"marry", "divorce", "move", "leave", "go", "quit"}:
            return None  # her own life is hers to lead
        if link in {"or", "and"} and any(c.dep_ == "conj" for c in verb.rights):
            return _make(verb, link == "or", False, 3)
    if BlameKind.DEMAND not in kinds:
        return None
    if "will" in aux and who is not None and is_you(who):
        return _make(verb, not negated(verb), False, 3)
    imperative = verb.tag_ in {"VB", "VBP"} and not any(
            c.dep_ == "mark" or c.dep_ == "nsubj" and c.lower_ not in KIN for c in verb.children) and (
        verb.dep_ == "ROOT" or verb.i == verb.sent.start or (verb.dep_ in {"conj", "ccomp", "parataxis"} and _imperative_head(verb)))
    if imperative and not set(aux) - {"do"} and not any(c.tag_ in {"WRB", "WP", "TO"} for c in verb.lefts):
        return _stop(verb, 4) or _make(verb, not denied(verb), False, 4)
    return None


def _unless(verb: Token, kinds: set[BlameKind]) -> Wish | None:
    """"If you don't come on Sunday …" and "unless you come": what the threat wants."""
    if not kinds & {BlameKind.THREAT, BlameKind.GUILT_TRIP} or verb.dep_ != "advcl":
        return None
    link, who = next((c.lower_ for c in verb.lefts if c.dep_ == "mark"), ""), subject(verb)
    if who is None or not is_you(who) or link not in {"if", "unless"} or (link == "if") is not negated(verb):
        return None
    return _make(verb, True, False, 3)


def _imperative_head(verb: Token) -> bool:
    head = verb.head
    return head.tag_ == "VB" and not any(c.dep_ == "nsubj" for c in head.children)


def _stop(verb: Token, strength: int) -> Wish | None:
    if verb.lemma_.lower() not in {"stop", "quit"} or any(c.lemma_.lower() in {"act", "be", "behave", "pretend"} for c in verb.rights):
        return None
    inner = next((c for c in verb.rights if c.tag_ == "VBG" and c.dep_ in {"xcomp", "dobj", "ccomp", "advcl"}), None)
    wish = _make(inner, False, False, strength) if inner is not None else None
    if wish is None or inner is None:
        return None
    # The parser may hang "at work" on the stopping instead of on what shall stop.
    after = [span_of(c) for c in verb.rights if c.i > inner.i and c.dep_ in {"prep", "npadvmod"}]
    extra = " ".join(text_of(tokens) for tokens in after if len(tokens) < 6 and clean(tokens) and tokens[0].lower_ not in {"like", "as"})
    return replace(wish, base=f"{wish.base} {extra}".strip(), past=f"{wish.past} {extra}".strip())


def _never(verb: Token, kinds: set[BlameKind]) -> Wish | None:
    who = subject(verb)
    if who is None or not is_you(who) or who.i > verb.i or not denied(verb) or verb.dep_ in {"advcl", "relcl"}:
        return None
    if "could" in helpers(verb) and kinds & {BlameKind.ACCUSING_QUESTION, BlameKind.CRITICISM} and not any(
            c.tag_ in {"WRB", "WP"} or c.dep_ == "aux" and c.i < who.i for c in verb.lefts):
        return _make(verb, True, False, 2, missed=True)
    able = bool({"can", "ca"} & set(helpers(verb))) and not any(c.lower_ == "never" for c in verb.lefts)
    if able and verb.lemma_.lower() not in TOWARDS and not {"me", "us", "my", "our"} & {t.lower_ for t in verb.subtree} and "even" in {c.lower_ for c in verb.children}:
        return None  # "you can't even boil rice"
    if able and any(t.lower_ == "why" for t in verb.doc[verb.sent.start:who.i]):
        return None
    if able and (verb.lemma_.lower() in SIGHS or any(c.lower_ in {"it", "that"} for c in verb.rights)):
        return None
    if able and not kinds & {BlameKind.GUILT_TRIP, BlameKind.CONTEMPT, BlameKind.LABEL} and not any(c.lower_ == "even" for c in verb.children) and not verb.sent.text.strip().endswith("?"):
        # "You can't talk to me like that" forbids; the wish is that it stops, never that it goes on.
        return _make(verb, False, False, 4)
    asked_or_told = any(c.tag_ in {"WRB", "WP"} for c in verb.lefts) or set(helpers(verb)) & {"could", "should", "would", "must", "will"}
    if asked_or_told and not (BlameKind.GUILT_TRIP in kinds and set(helpers(verb)) & {"could", "will"}):
        return None
    if not kinds & {BlameKind.ABSOLUTE, BlameKind.CRITICISM, BlameKind.GUILT_TRIP, BlameKind.MIND_READING, BlameKind.PSEUDO_FEELING}:
        return None
    if any(t.lower_ in {"not", "no"} or t.dep_ == "neg" and t.head != verb for t in verb.sent if t.i < who.i):
        return None  # "there isn't a visit you haven't …" says she does
    if verb.lemma_.lower() in {"care", "want", "love", "like", "believe", "break", "drop", "give", "hear", "miss"}:
        return None
    if inverted(verb) and negated(verb) or any(t.lower_ in {"since", "until"} for t in span_of(verb)):
        return None
    return _make(verb, True, False, 3 if not is_past(verb) else 2, missed=is_past(verb))


def _question(verb: Token) -> Wish | None:
    """"Why can't you come on time", "would it kill you to call"."""
    who = subject(verb)
    if any(c.lower_ == "why" for c in verb.lefts) and who is not None and is_you(who) and negated(verb):
        return _make(verb, True, False, 3, missed="did" in helpers(verb))
    if verb.dep_ in {"xcomp", "advcl", "ccomp"} and verb.head.lemma_.lower() in {"kill", "hurt", "cost"} and any(
            c.lower_ == "to" for c in verb.lefts):
        return _make(verb, True, False, 3)
    if verb.dep_ == "ROOT" and who is not None and is_you(who) and negated(verb) and {"can", "could", "would"} & set(helpers(verb)) and \
            any(c.i < who.i for c in verb.children if c.dep_ == "aux"):
        return _make(verb, True, False, 3, missed="have" in helpers(verb))
    return None
