"""What is hers to decide or to handle, and the subject that takes all the room: "get off my back about the test", "all I hear is money"."""
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.coach.reframe.charge import Charge, K, Turn
from bot.coach.reframe.extent import carried
from bot.coach.reframe.grammar import base_of, inflect, is_you
from bot.coach.reframe.lexis import GUARD_HARM, SELF
from bot.coach.reframe.plain import charged
from bot.coach.reframe.scan import Rule, after, said
from bot.coach.reframe.wanting import asked_for

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

DECIDING = frozenset("decide choose pick determine control judge".split())
#: What says that something is not the other's.
BARRED = re.compile(r"(?:you|u) (?:don't|dont|do not|do n't) get to|(?:you|u) (?:(?:have|had|have got|'ve got) no|(?:don't|do n't|dont|didn't|did n't) have (?:the|any|a)) right to|not (?:your place|up to you|your job|for you) to"
                    r"|who (?:gave you the right|are you|do you think you are|made you the boss|asked you|told you) to")
ROOM = re.compile(r"(?:off my (?:back|case)|(?:leave|let) (?:me|us) (?:alone|be)|back off|butt out|stay out|keep out|your nose out|your own business|on at me|at me|have a go at me|going on|go on|banging on|harping on|bang on"
                  r"|interfer(?:e|es|ed|ing)|meddl(?:e|es|ed|ing)|having a say|have a say|keep on|shut up|kept on|drop it|nagging|nagging me|nag me|nag|hounding me|pestering me|lecturing me|lecture me|hassling me|pushing me|stressing me)$")


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


SPEECHES = frozenset("lecture sermon story speech argument question comment conversation talk song joke remark thing fight row drama advice".split())


def _besides(doc: Doc, token: Token, kinds: frozenset[K], weight: int = 9) -> Turn | None:
    """``token`` stands just before the subject."""
    if token.i + 1 >= len(doc):
        return None
    first = doc[token.i + 1]
    if is_you(first) and (token.i + 2 >= len(doc) or doc[token.i + 2].pos_ != "NOUN") or first.lower_ in SELF:
        return Turn("turn_floor", {}, token.i, weight)
    rest = carried(doc, token, False)
    tokens: list[Token] = []
    inner = next((n for n, t in enumerate(rest.tokens) if t.lower_ == "about" and n and rest.tokens[n - 1].lemma_.lower() in SPEECHES), None)
    for t in rest.tokens[inner + 1 if inner is not None else 0:]:  # "money, money, money" is said once
        if t.text == "," and not tokens or t.lower_ in {x.lower_ for x in tokens} and t.pos_ in {"NOUN", "PROPN"}:
            break
        tokens.append(t)
    while tokens and (tokens[-1].is_punct or tokens[-1].lower_ in {"and", "with", "again"}):
        tokens.pop()
    if not tokens or len(tokens) > 8 or tokens[0].pos_ not in {"DET", "PRON", "NOUN", "PROPN", "ADJ", "VERB", "SCONJ", "ADV"} or tokens[0].lower_ in {"it", "this", "that", "me", "us", "i", "the"} and len(tokens) == 1:
        return None
    if tokens[0].lower_ in {"not", "so", "too", "very", "always", "never"} or tokens[0].pos_ == "ADJ" and not any(t.pos_ in {"NOUN", "PROPN"} for t in tokens):
        return None
    topic = said(token, tokens, kinds)
    return Turn("turn_besides", {"topic": topic}, token.i, weight) if topic else None


def _all_i_hear(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"All I hear from you is money", "all you ask about is when I'm getting married"."""
    if token.lower_ not in {"is", "'s", "was"} or not kinds & {K.ABSOLUTE, K.CRITICISM, K.CONTEMPT}:
        return None
    lead = [t.lower_ for t in doc[token.sent.start:token.i]]
    if not {"all", "only"} & set(lead) or not {"hear", "get", "ask", "talk", "discuss", "mention"} & set(lead) or not {"you", "u"} & set(lead):
        return None
    return _besides(doc, token, kinds, 10)


def _made_about(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"You make everything about yourself", "everything has to be about your back"."""
    if token.lower_ != "about" or not token.i:
        return None
    lead = [t.lower_ for t in doc[max(token.sent.start, token.i - 7):token.i]]
    things = {"everything", "it", "this", "that", "conversation", "things", "day"}
    if {"make", "making", "made", "turn", "be", "is", "'s"} & set(lead) and things & set(lead) and kinds & {K.ABSOLUTE, K.CRITICISM, K.ACCUSING_QUESTION, K.DEMAND, K.CONTEMPT, K.MIND_READING} and doc[token.i - 1].lower_ in things | {"be", "always", "is", "'s"}:
        return _besides(doc, token, kinds, 10)
    return None


#: What is looked for at every charged word.
RULES: tuple[Rule, ...] = (_barred, _room_with, _no_business, _all_i_hear, _made_about)
