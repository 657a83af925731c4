"""Turns of phrase that charge without a plain "you did": nothing I do, all you talk about, what kind of mother, would it kill you to call."""
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.coach.reframe.charge import Charge, K, Turn, empty, say
from bot.coach.reframe.extent import carried, finite
from bot.coach.reframe.grammar import base_of, inflect, is_you
from bot.coach.reframe.plain import charged
from bot.coach.reframe.scan import Rule, after
from bot.coach.reframe.wanting import asked_for

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

ROLES = frozenset("mother mum mom mam mama parent daughter child person woman girl grandmother".split())
THIRD = ((r"\b(?:her|their|his|a) own (?:kid|kids|child|children|daughter|son|mother|mum|mom|mam|parents?|flesh and blood)\b", "me"), (r"\b(?:their|her|his) (?:kid|child|daughter|mother|mum|mom|parents?)\b(?!['’])", "me"),
         (r"\b(?:her|their) (?:mothers|mums|moms|daughters|kids|children)\b", "me"), (r"\b(?:their|her|his)\b(?! (?:and|or|\W))", "your"), (r"\bthemselves|herself\b", "yourself"))


def _charge(doc: Doc, token: Token, kinds: frozenset[K]) -> Charge:
    return Charge(doc, token, token, kinds)


def _nothing(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"Nothing I wear is ever warm enough for you" would love to hear the opposite."""
    if token.lower_ != "nothing" or not kinds & {K.ABSOLUTE, K.CRITICISM, K.PSEUDO_FEELING, K.MIND_READING} or token.i + 3 >= len(doc) or doc[token.i + 1].lower_ not in {"i", "we"}:
        return None
    be = next((t for t in doc[token.i + 2:token.i + 9] if t.lower_ in {"is", "'s", "was", "be"}), None)
    if be is None:
        return None
    own = " ".join(t.text for t in doc[token.i + 1:be.i] if t.lower_ not in {"will", "'ll", "can", "could", "would", "ever", "have"})
    rest = carried(doc, be, False)
    tail = say(_charge(doc, be, kinds), rest.tokens)
    return Turn("turn_hear", {"matter": f"something {own} is {tail}"}, token.i, 9) if tail and not charged(rest.tokens[0]) else None


def _all(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"All you ever talk about is my car", "all you do is complain"."""
    if token.lower_ != "all" or token.i + 4 >= len(doc) or not is_you(doc[token.i + 1]):
        return None
    be = next((t for t in doc[token.i + 2:token.i + 8] if t.lower_ in {"is", "'s", "was"}), None)
    verb = next((t for t in doc[token.i + 2:token.i + 5] if t.pos_ in {"VERB", "AUX"} and t.lower_ not in {"'ve", "have"}), None)
    if be is None or verb is None or verb.i >= be.i:
        return None
    rest = carried(doc, be, False)
    if not rest.tokens:
        return None
    first, tail, lemma = rest.tokens[0], say(_charge(doc, be, kinds), rest.tokens), base_of(verb)
    if tail is None:
        return None
    if lemma == "do" and first.tag_ in {"VB", "VBP", "VBG", "NN"} and inflect(first, "VB"):
        inner = say(_charge(doc, first, kinds), rest.tokens[1:])
        here = Charge(doc, token, first, kinds)
        if charged(first) or inner is None or empty(here, carried(doc, first, False)) and base_of(first) not in {"complain", "criticise", "criticize", "worry", "shout", "argue"}:
            return None
        return Turn("turn_habit", {"clause": f"you {base_of(first)} {inner}".strip()}, token.i, 8)
    if first.pos_ not in {"DET", "PRON", "NOUN", "PROPN", "ADJ"} or len(rest.tokens) > 10:
        return None
    if lemma in {"talk", "speak", "ask", "hear"}:
        return Turn("turn_besides", {"topic": tail}, token.i, 9)
    if lemma in {"care", "think", "want", "see"}:
        return Turn("turn_worry", {"clause": f"{tail} {'matter' if first.tag_ == 'NNS' or rest.tokens[-1].tag_ == 'NNS' else 'matters'} more to you than I do"}, token.i, 7)
    return None


def _one_who(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"What kind of mother laughs at her own kid", "to deserve a daughter who blocks her own mother": the laughing, the blocking."""
    if token.lower_ not in ROLES or token.i < 2 or token.i + 2 >= len(doc):
        return None
    relative = doc[token.i + 1].lower_ == "who" and doc[token.i - 1].lower_ in {"a", "the", "my"}
    if not relative and not ({"kind", "sort", "type"} & {t.lower_ for t in doc[token.i - 3:token.i]} and "of" in {t.lower_ for t in doc[token.i - 2:token.i]}):
        return None
    verb = next((t for t in doc[token.i + 1:token.i + 4] if t.tag_ in {"VBZ", "VBD", "VBP"}), None)
    if verb is None or charged(verb) or base_of(verb) in {"be", "have", "do"}:
        return None
    here, rest = Charge(doc, verb, verb, kinds), carried(doc, verb, False)
    tail, form = say(here, rest.tokens), finite(verb, True)  # said of one time, whatever the tense
    if not tail or form is None or empty(here, rest):
        return None
    for pattern, own in THIRD:
        tail = re.sub(pattern, own, tail)
    tail = re.sub(r"\b(pick|drop|call|send|leave|let|bring|turn) (up|off|out|away|back|down) me\b", r"\1 me \2", tail)
    return Turn("turn_past", {"clause": f"you {form} {tail}"}, token.i, 8, True)


def _who_told(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"Who told you to paint my shed" is about the painting."""
    if token.lower_ not in {"who", "what"} or not token.i + 4 < len(doc) or not kinds & {K.ACCUSING_QUESTION, K.CONTEMPT, K.CRITICISM}:
        return None
    lead = doc[token.i + 1:token.i + 7]
    if not any(t.lower_ in ({"told", "asked", "gave", "said", "made"} if token.lower_ == "who" else {"possessed", "made", "gave"}) for t in lead[:2]) or not any(is_you(t) for t in lead[:4]):
        return None
    verb = next((t for t in lead if t.tag_ == "VB" and (t.nbor(-1).lower_ in {"to", "could", "can"} or token.lower_ == "what" and is_you(t.nbor(-1)))), None)
    if verb is None or charged(verb):
        return None
    here = Charge(doc, token, verb, kinds)
    rest = carried(doc, verb, False)
    tail, form = say(here, rest.tokens), finite(verb, True)
    if not tail or form is None or empty(here, rest):
        return None
    return Turn("turn_past", {"clause": f"you {form} {tail}"}, token.i, 9, True)


def _only_when(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"You only call when it rains": she would like it at other times too."""
    back = next((t for t in reversed(doc[max(0, token.i - 3):token.i]) if t.tag_ in {"VBP", "VB"}), None) if token.lower_ == "only" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ in {"to", "when", "for", "because", "if"} else None
    if back is not None and base_of(back) in {"call", "ring", "phone", "text", "visit", "come", "write", "message"} and any(is_you(t) for t in doc[max(0, back.i - 2):back.i]):
        middle, simple = say(_charge(doc, back, kinds), list(doc[back.i + 1:token.i])), inflect(back, "VBD")
        return Turn("turn_besides_when", {"vp": f"{base_of(back)} {middle or ''}".strip(), "vpast": f"{simple} {middle or ''}".strip()}, token.i, 10)
    if token.lower_ != "only" or token.i == 0 or token.i + 3 >= len(doc) or not any(is_you(t) for t in doc[max(0, token.i - 2):token.i]):
        return None
    verb = next((t for t in doc[token.i + 1:token.i + 3] if t.pos_ == "VERB" and t.tag_ in {"VBP", "VB"}), None)
    when = next((t for t in doc[token.i + 2:token.i + 9] if t.lower_ in {"when", "if", "because", "to", "for"} and not (t.lower_ == "to" and (t.i + 1 < len(doc) and doc[t.i + 1].tag_ != "VB"))), None)
    if when is not None and when.lower_ in {"when", "if", "for", "because"} and doc[token.i + 1].lower_ in {"like", "love", "want", "need", "notice", "value"} and doc[token.i + 2].lower_ in {"me", "us"} and kinds & {K.MIND_READING, K.ABSOLUTE, K.CRITICISM, K.PSEUDO_FEELING}:
        tail = say(_charge(doc, token, kinds), carried(doc, token, False).tokens)
        return Turn("turn_worry", {"clause": f"you only {tail}"}, token.i, 10) if tail else None
    if doc[token.i + 1].lower_ in {"remember", "think"} and {"me", "us"} & {t.lower_ for t in doc[token.i + 2:token.i + 4]}:
        return Turn("turn_besides_when", {"vp": "think of me", "vpast": "thought of me"}, token.i, 10)
    other = verb or next((t for t in doc[token.i + 1:token.i + 2] if t.tag_ == "VBD"), None)
    if other is not None and base_of(other) not in {"call", "ring", "phone", "text", "visit", "write", "message", "hug", "smile", "speak", "talk"} | ({"come"} if other.tag_ != "VBD" else set()) and other.i + 2 < token.sent.end and kinds & {K.MIND_READING, K.CRITICISM, K.ABSOLUTE, K.PSEUDO_FEELING}:
        whole = [t for t in doc[other.i:token.sent.end] if not (t.is_punct and t.i >= token.sent.end - 1)]
        told = say(_charge(doc, token, kinds), whole) if len(whole) < 14 and not any(t.is_punct for t in whole) else None
        return Turn("turn_worry", {"clause": f"you only {told}"}, token.i, 7) if told else None
    if verb is None or when is None or base_of(verb) not in {"call", "ring", "phone", "text", "visit", "come", "write", "message", "talk", "hug", "smile", "speak"}:
        return None
    middle = say(_charge(doc, verb, kinds), list(doc[verb.i + 1:when.i]))
    past = inflect(verb, "VBD")
    return Turn("turn_besides_when", {"vp": f"{base_of(verb)} {middle or ''}".strip(), "vpast": f"{past} {middle or ''}".strip()}, token.i, 10) if past else None


def _too_to(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"You're too busy now to water a plant": the watering is what is wished for."""
    if token.lower_ != "too" or token.i < 2 or not any(is_you(t) for t in doc[max(0, token.i - 4):token.i]):
        return None
    verb = next((t for t in doc[token.i + 2:token.i + 6] if t.tag_ == "VB" and t.nbor(-1).lower_ in {"to", "even"}), None)
    if verb is None or charged(verb) or base_of(verb) in {"be", "see", "care", "know", "understand"}:
        return None
    here = Charge(doc, token, verb, kinds)
    rest = carried(doc, verb, False)
    tail, past = say(here, rest.tokens, positive=True), inflect(verb, "VBD")
    if not tail or past is None or empty(here, rest):
        return None
    return Turn("turn_wish", {"vp": f"{base_of(verb)} {tail}", "vpast": f"{past} {tail}"}, token.i, 9)


#: "Would it … you to", "did it … to you to", "is it so … to".
PROMPTS = frozenset("kill hurt cost occur hard difficult mind heard impossible much trouble think bother thought manage".split())
MINE = frozenset({"job", "turn", "duty", "responsibility", "place"})


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


#: What is looked for at every charged word.
RULES: tuple[Rule, ...] = (_nothing, _all, _one_who, _who_told, _only_when, _too_to, _prompted, _always_me, _asked_often)
