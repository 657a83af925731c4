"""Wishes that come as a scolding question: did it occur to you to knock, how hard is it to call, why is it always me who rings."""
from __future__ import annotations

from typing import TYPE_CHECKING

from bot.coach.reframe.charge import Charge, K, Spans, Turn
from bot.coach.reframe.grammar import base_of, inflect, is_you
from bot.coach.reframe.plain import charged
from bot.coach.reframe.scan import after, charged_words, noun_phrase
from bot.coach.reframe.wanting import asked_for

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: "Would it … you to", "did it … to you to", "is it so … to".
PROMPTS = frozenset("kill hurt cost occur hard difficult mind heard impossible much trouble think bother thought manage".split())
MINE = frozenset({"job", "turn", "duty", "responsibility", "place"})


def hinted(doc: Doc, spans: Spans) -> list[Turn]:
    found: list[Turn] = []
    for token, kinds in charged_words(doc, spans):
        for turn in (_prompted(doc, token, kinds), _always_me(doc, token, kinds), _too_much(doc, token, kinds), _taught(doc, token, kinds), _asked_often(doc, token, kinds)):
            if turn is not None:
                found.append(turn)
    return found


def _prompted(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"Did it ever occur to you to knock", "would it kill you to call", "ever heard of knocking"."""
    if token.lemma_.lower() not in PROMPTS and token.lower_ not in PROMPTS or not token.sent.text.strip().endswith("?") and K.ACCUSING_QUESTION not in kinds:
        return None
    before = [t.lower_ for t in doc[token.sent.start:token.i]]
    if not {"it", "you", "ever", "u"} & set(before) or {"i", "they", "he", "she"} & set(before):
        return None
    verb: Token | None = None
    for place in range(token.i + 1, min(token.i + 7, len(doc) - 1)):
        if doc[place].tag_ == "TO" and doc[place].lower_ == "to" and doc[place + 1].tag_ in {"VB", "VBP"} or doc[place].lower_ == "of" and token.lower_ == "heard" and doc[place + 1].tag_ in {"VBG", "NN"} and inflect(doc[place + 1], "VB") or doc[place].lower_ in {"just", "even", "simply", "actually"} and doc[place + 1].tag_ == "VB" and doc[place - 1].lower_ == "to":
            verb = doc[place + 1]
        if verb is not None:
            break
    if verb is None or verb.lemma_.lower() == "ask" and verb.nbor(1).lower_ == "for" or token.lemma_ in {"think", "thought"} and verb.i > token.i + 2:
        return None
    turn = asked_for(Charge(doc, token, verb, kinds), verb, not any(t.lower_ == "not" for t in doc[token.i:verb.i]), 10)
    if turn is None and base_of(verb) in {"knock", "call", "ring", "phone", "text", "visit", "listen", "apologise", "apologize", "help", "smile", "wait"}:
        past = inflect(verb, "VBD")
        return Turn("turn_ask", {"vp": base_of(verb), "vpast": past}, token.i, 10) if past else None
    return turn


def _always_me(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"Why is it always my job to phone first", "it's always me who rings": she would like it the other way round too."""
    me = token.lower_ == "me" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ in {"who", "that"}
    mine = token.lower_ in MINE and token.i and doc[token.i - 1].lower_ == "my"
    up_to = token.lower_ == "me" and token.i > 1 and [t.lower_ for t in doc[token.i - 2:token.i]] in (["up", "to"], ["left", "to"], ["down", "to"])
    if not (me or mine or up_to) or not any(t.lower_ in {"it", "it's"} for t in doc[max(token.sent.start, token.i - 6):token.i]):
        return None
    verb = next((t for t in doc[token.i + 1:token.i + 6] if t.pos_ == "VERB" and t.tag_ in {"VB", "VBZ", "VBP"} and t.lower_ not in {"has", "have", "got"}), None)
    if verb is None or charged(verb):
        return None
    tail, past = after(verb, kinds), inflect(verb, "VBD")
    if tail is None or past is None or any(is_you(t) for t in doc[verb.i:verb.i + 2]):
        return None
    tail = f"{tail} now and then".strip()
    return Turn("turn_wish", {"vp": f"{base_of(verb)} {tail}", "vpast": f"{past} {tail}"}, token.i, 10)


def _asked_often(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"How many times have I asked you not to smoke in my car?": asked once more, kindly."""
    if token.lemma_.lower() not in {"ask", "tell", "beg"} or token.i + 3 >= len(doc) or not is_you(doc[token.i + 1]) or not {"times", "time"} & {t.lower_ for t in doc[token.sent.start:token.i]} or "i" not in {
            t.lower_ for t in doc[token.sent.start:token.i]}:
        return None
    verb = next((t for t in doc[token.i + 2:token.i + 5] if t.tag_ == "VB"), None)
    return asked_for(Charge(doc, token, verb, kinds), verb, not any(t.lower_ == "not" for t in doc[token.i:verb.i]), 11) if verb is not None else None


def _taught(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"Who taught you to slam doors?" would rather have no doors slammed."""
    if token.lower_ not in {"taught", "raised"} or token.i + 3 >= len(doc) or doc[token.i - 1].lower_ != "who" or not is_you(doc[token.i + 1]) or doc[token.i + 2].lower_ != "to":
        return None
    return asked_for(Charge(doc, token, doc[token.i + 3], kinds), doc[token.i + 3], False, 10)


def _too_much(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"Is it too much to ask for one evening?" would love one evening."""
    if token.lower_ != "ask" or [t.lower_ for t in doc[max(0, token.i - 3):token.i]] not in (["too", "much", "to"], ["so", "much", "to"], ["lot", "to", "ask"]):
        return None
    if token.i + 2 < len(doc) and doc[token.i + 1].lower_ == "for":
        thing = noun_phrase(doc, token.i + 2)
        return Turn("turn_love", {"thing": thing[0]}, token.i, 10) if thing else None
    return None


