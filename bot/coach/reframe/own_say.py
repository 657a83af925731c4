"""What is hers to decide or to handle: "you don't get to decide who comes", "get off my back about the test"."""
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.coach.reframe.charge import Charge, K, Spans, Turn
from bot.coach.reframe.extent import carried
from bot.coach.reframe.grammar import base_of, inflect, is_you
from bot.coach.reframe.lexis import GUARD_HARM
from bot.coach.reframe.plain import charged
from bot.coach.reframe.scan import after, charged_words, said
from bot.coach.reframe.wanting import asked_for

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

DECIDING = frozenset("decide choose pick determine control judge".split())
#: What says that something is not the other's.
BARRED = re.compile(r"(?:you|u) (?:don't|dont|do not|do n't) get to|(?:you|u) (?:(?:have|had|have got|'ve got) no|(?:don't|do n't|dont|didn't|did n't) have (?:the|any|a)) right to|not (?:your place|up to you|your job|for you) to"
                    r"|who (?:gave you the right|are you|do you think you are|made you the boss|asked you|told you) to")
ROOM = re.compile(r"(?:off my (?:back|case)|(?:leave|let) (?:me|us) (?:alone|be)|back off|butt out|stay out|keep out|your nose out|your own business|on at me|at me|have a go at me|going on|go on|banging on|harping on|bang on"
                  r"|interfer(?:e|es|ed|ing)|meddl(?:e|es|ed|ing)|having a say|have a say|keep on|shut up|kept on|drop it|nagging|nagging me|nag me|nag|hounding me|pestering me|lecturing me|lecture me|hassling me|pushing me|stressing me)$")


def own_say(doc: Doc, spans: Spans) -> list[Turn]:
    found: list[Turn] = []
    for token, kinds in charged_words(doc, spans):
        for turn in (_barred(doc, token, kinds), _room_with(doc, token, kinds), _no_business(doc, token, kinds)):
            if turn is not None:
                found.append(turn)
    return found


def _barred(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    if token.lower_ != "to" or token.i + 1 >= len(doc) or doc[token.i + 1].tag_ not in {"VB", "VBP"}:
        return None
    lead = doc[token.sent.start:token.i + 1].text.lower().replace("’", "'")
    found = max(BARRED.finditer(lead), key=lambda match: match.end(), default=None)
    if found is None or found.end() != len(lead):
        return None
    verb = doc[token.i + 1]
    if base_of(verb) in DECIDING:
        matter = after(verb, kinds)
        return Turn("turn_decide", {"matter": matter}, token.i, 11) if matter and len(matter.split()) > 1 and not matter.startswith(("me", "for me")) else None
    if base_of(verb) in GUARD_HARM or charged(verb) or found.group().startswith("who asked") or found.group().startswith("who told"):
        return None
    if " had " in f" {found.group()} " or "didn" in found.group():
        tail, done, past = after(verb, kinds), inflect(verb, "VBN"), inflect(verb, "VBD")
        return Turn("turn_unmissed", {"vpp": f"{done} {tail}", "vp": f"{base_of(verb)} {tail}", "vpast": f"{past} {tail}"}, token.i, 11, True) if tail and done and past else None
    return asked_for(Charge(doc, token, verb, kinds), verb, False, 10)


def _room_with(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"Leave me alone about the vaccine": a subject she would handle herself, or leave out of the talk."""
    if token.lower_ not in {"about", "with", "of", "in"} or token.i + 1 >= len(doc) or token.i < 2:
        return None
    lead = doc[token.sent.start:token.i].text.lower().rstrip()
    held = ROOM.search(lead)
    meddling = held is not None and held.group().startswith(("interfer", "meddl", "having a", "have a say"))
    if held is None or token.lower_ == "in" and not meddling or token.lower_ == "of" and held.group() not in {"stay out", "keep out", "butt out", "your nose out"} or token.lower_ == "with" and not meddling and held.group() not in {"nagging me", "pestering me", "hassling me", "on at me"}:
        return None
    if doc[token.i + 1].lower_ in {"it", "this", "that", "me", "us"}:
        return None
    rest = carried(doc, token, False)
    tokens = list(rest.tokens)
    tokens = tokens[:next((n for n, t in enumerate(tokens) if n and (t.lower_ in {"every", "each", "whenever", "when", "while", "again"})), None)]
    topic = said(token, tokens, kinds)
    if not topic or len(tokens) > 8:
        return None
    if any(is_you(t) or t.lower_ == "your" for t in tokens[:1]):
        return Turn("turn_besides", {"topic": topic}, token.i, 10)
    if meddling or K.DEMAND in kinds and held.group() != "shut up" or held.group() in {"stay out", "butt out", "keep out"}:
        return Turn("turn_mine", {"topic": topic}, token.i, 11)
    return Turn("turn_besides", {"topic": topic}, token.i, 10)


def _no_business(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"It's none of your business who I see"."""
    if token.lower_ == "business" and token.i > 1 and doc[token.i - 1].lower_ == "my" and doc[token.i - 2].lower_ in {"in", "of", "into"}:
        return Turn("turn_mine", {"topic": "my business"}, token.i, 11)
    if token.lower_ not in {"business", "concern"} or token.i < 1 or doc[token.i - 1].lower_ not in {"your", "ur"} or token.i + 2 >= len(doc) or doc[token.i + 1].lower_ not in {"who", "what", "how", "where", "when", "if", "whether"}:
        return None
    rest = carried(doc, token, False)
    matter = said(token, rest.tokens, kinds)
    if not matter or not {"i", "my", "we", "our", "me"} & {t.lower_ for t in rest.tokens}:
        return None
    matter = re.sub(r"^if ", "whether ", matter)
    return Turn("turn_decide", {"matter": matter}, token.i, 11)


