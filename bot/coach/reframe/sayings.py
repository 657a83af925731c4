"""Turns of phrase that charge without a plain "you did": nothing I do, all you talk about, what kind of mother, who told you to."""
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.coach.feedback import BlameKind
from bot.coach.reframe.charge import Charge, Spans, Turn, empty, quoted, say
from bot.coach.reframe.extent import carried, finite, plus_some
from bot.coach.reframe.grammar import base_of, inflect, is_you
from bot.coach.reframe.plain import charged

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

K = BlameKind
#: What opens a sentence that means the opposite, before "that" or "how".
IRONIC = frozenset("interesting funny lovely nice great convenient glad amazing wonderful brilliant odd strange sweet typical good".split())
ROLES = frozenset("mother mum mom mam mama parent daughter child person woman girl grandmother".split())
THIRD = ((r"\b(?:her|their|his|a) own (?:kid|kids|child|children|daughter|son|mother|mum|mom|mam|parents?|flesh and blood)\b", "me"), (r"\b(?:their|her|his) (?:kid|child|daughter|mother|mum|mom|parents?)\b(?!['’])", "me"),
         (r"\b(?:her|their) (?:mothers|mums|moms|daughters|kids|children)\b", "me"), (r"\b(?:their|her|his)\b(?! (?:and|or|\W))", "your"), (r"\bthemselves|herself\b", "yourself"))


def sayings(doc: Doc, spans: Spans) -> list[Turn]:
    found: list[Turn] = []
    for token in doc:
        kinds = frozenset(kind for start, end, kind in spans if start <= token.idx < end)
        if not kinds or quoted(token):
            continue
        for turn in (_nothing(doc, token, kinds), _all(doc, token, kinds), _what_kind(doc, token, kinds), _one_who(doc, token, kinds), _who_told(doc, token, kinds), _only_when(doc, token, kinds),
                     _as_others(doc, token, kinds), _too_much(doc, token, kinds), _ironic(doc, token, kinds),
                     _too_to(doc, token, kinds), _first(doc, token, kinds), _seen(doc, token, kinds), _meant(doc, token, kinds), _easier(doc, token, kinds)):
            if turn is not None:
                found.append(turn)
    return found


def _charge(doc: Doc, token: Token, kinds: frozenset[BlameKind]) -> Charge:
    return Charge(doc, token, token, kinds)


def _nothing(doc: Doc, token: Token, kinds: frozenset[BlameKind]) -> Turn | None:
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


def _all(doc: Doc, token: Token, kinds: frozenset[BlameKind]) -> Turn | None:
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


def _what_kind(doc: Doc, token: Token, kinds: frozenset[BlameKind]) -> Turn | None:
    """"What kind of mother laughs at her own kid" is about the laughing."""
    if token.lower_ not in {"kind", "sort", "type"} or token.i + 3 >= len(doc) or doc[token.i + 1].lower_ != "of":
        return None
    role = next((t for t in doc[token.i + 2:token.i + 4] if t.lower_ in ROLES), None)
    verb = next((t for t in doc[role.i + 1:role.i + 4] if t.tag_ in {"VBZ", "VBD", "VBP"}), None) if role is not None else None
    if verb is None or charged(verb) or base_of(verb) in {"be", "have"}:
        return None
    negative = verb.lower_ in {"does", "did"}
    if negative:
        return None
    here = Charge(doc, verb, verb, kinds)
    rest = carried(doc, verb, False)
    tail = say(here, rest.tokens)
    if not tail or empty(here, rest):
        return None
    past = True  # "what kind of mother laughs" is said of one time
    for pattern, own in THIRD:
        tail = re.sub(pattern, own, tail)
    tail = re.sub(r"\b(pick|drop|call|send|leave|let|bring|turn) (up|off|out|away|back|down) me\b", r"\1 me \2", tail)
    form = finite(verb, past)
    return Turn("turn_past" if past else "turn_habit", {"clause": f"you {form} {tail}"}, token.i, 8, past) if form else None


def _one_who(doc: Doc, token: Token, kinds: frozenset[BlameKind]) -> Turn | None:
    """"What did I do to deserve a daughter who blocks her own mother?" is about the blocking."""
    if token.lower_ != "who" or token.i < 2 or doc[token.i - 1].lower_ not in ROLES or doc[token.i - 2].lower_ not in {"a", "the", "my"} or token.i + 2 >= len(doc):
        return None
    verb = next((t for t in doc[token.i + 1:token.i + 3] if t.tag_ in {"VBZ", "VBD", "VBP"}), None)
    if verb is None or base_of(verb) in {"be", "have", "do"} or charged(verb):
        return None
    here, rest = Charge(doc, verb, verb, kinds), carried(doc, verb, False)
    tail, form = say(here, rest.tokens), finite(verb, True)
    if not tail or form is None or empty(here, rest):
        return None
    for pattern, own in THIRD:
        tail = re.sub(pattern, own, tail)
    return Turn("turn_past", {"clause": f"you {form} {tail}"}, token.i, 8, True)


def _who_told(doc: Doc, token: Token, kinds: frozenset[BlameKind]) -> Turn | None:
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


def _only_when(doc: Doc, token: Token, kinds: frozenset[BlameKind]) -> Turn | None:
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


def _as_others(doc: Doc, token: Token, kinds: frozenset[BlameKind]) -> Turn | None:
    """"Other mothers let their daughters decide", "Kim's mum drives her": what others have from theirs, as a wish."""
    if K.COMPARISON in kinds and token.dep_ == "nsubj" and token.head.tag_ == "VBD" and [t.lower_ for t in doc[token.i + 1:token.i + 3]] == ["at", "least"]:
        return _at_least(doc, token, token.head, kinds)
    if K.COMPARISON not in kinds or token.lower_.rstrip("s") not in ROLES or token.dep_ != "nsubj" or token.head.pos_ not in {"VERB", "AUX"} or token.head.i <= token.i:
        return None
    plural = token.lower_.endswith("s") and any(c.lower_ in {"other", "normal", "real", "most", "all", "their"} for c in token.lefts) or token.i and token.nbor(-1).lower_ in {"other", "normal", "real", "most"}
    owned = any(c.dep_ == "poss" and c.lower_ not in {"my", "your", "our"} for c in token.lefts)
    verb = token.head
    if not (plural or owned) or any(c.dep_ in {"neg", "aux", "auxpass"} for c in verb.lefts) or verb.tag_ not in {"VBZ", "VBP", "VBD", "VB"}:
        return None
    inner = next((c for c in verb.rights if c.dep_ == "xcomp" and c.tag_ == "VB"), None)
    if base_of(verb) in {"manage", "bother", "find", "know"} and inner is not None:
        verb = inner
    if base_of(verb) in {"be", "have", "get", "want", "love", "like"} or charged(verb):
        return None
    here = Charge(doc, token, verb, kinds)
    if base_of(verb) in {"call", "ring", "phone", "visit", "come", "write", "text"} and not any(c.dep_ in {"dobj", "dative"} for c in verb.rights) and verb.tag_ != "VBD":
        simple = inflect(verb, "VBD")
        return Turn("turn_wish", {"vp": f"{base_of(verb)} more often", "vpast": f"{simple} more often"}, token.i, 8) if simple else None
    rest = carried(doc, verb, False)
    tail = say(here, rest.tokens)
    if verb.tag_ == "VBD" and base_of(verb) in {"come", "visit", "call", "ring", "phone", "write"} and tail and not re.search(r"\b(her|his|their|them|him|she|he|you|your|hers)\b", tail):
        done = inflect(verb, "VBN")
        return Turn("turn_missed", {"vp": f"{base_of(verb)} {tail}", "vpp": f"{done} {tail}"}, token.i, 8, True) if done else None
    if not tail or empty(here, rest) and base_of(verb) not in {"let", "ask"} or rest.likened:
        return None
    for pattern, own in THIRD[:3]:
        tail = re.sub(pattern, own, tail)
    tail = re.sub(r"^(her|him|them)\b(?! [a-z]+(?:s|er)?\b(?<!to))", "me", tail) if base_of(verb) in {"let", "call", "ring", "phone", "help", "visit", "hug", "ask", "tell", "text", "drive", "take", "support"} else tail
    if re.search(r"\b(her|his|their|them|him|she|he|they|hers|theirs|you|your)\b", tail) or not (re.search(r"\b(me|my|us)\b", tail) or base_of(verb) in {
            "ask", "listen", "knock", "wait", "help", "cook", "say", "apologise", "apologize", "laugh"} and token.lower_.rstrip("s") not in {"daughter", "child"}):
        return None
    past = inflect(verb, "VBD")
    tail = plus_some(tail)
    if tail == "me" and base_of(verb) in {"call", "ring", "phone", "visit", "text"}:
        tail = "me a bit more often"
    return Turn("turn_wish", {"vp": f"{base_of(verb)} {tail}", "vpast": f"{past} {tail}"}, token.i, 8) if past else None


def _at_least(doc: Doc, who: Token, verb: Token, kinds: frozenset[BlameKind]) -> Turn | None:
    """"My uncle at least offered to help": she had hoped for the offer."""
    here = Charge(doc, who, verb, kinds)
    rest = carried(doc, verb, False)
    tail, done = say(here, rest.tokens), inflect(verb, "VBN")
    if not tail or done is None or charged(verb) or empty(here, rest) or {t.lower_ for t in rest.tokens} & {"her", "his", "he", "she", "their", "you", "your"} or who.lower_ in {"i", "we", "it"}:
        return None
    return Turn("turn_missed", {"vp": f"{base_of(verb)} {tail}", "vpp": f"{done} {tail}"}, who.i, 8, True)


def _too_much(doc: Doc, token: Token, kinds: frozenset[BlameKind]) -> Turn | None:
    """"Would it kill you to call", "is it too much to ask for you to knock", "is it so hard to say thank you"."""
    low = token.lower_
    asked = low == "kill" and token.i + 2 < len(doc) and is_you(doc[token.i + 1]) or low in {"hard", "difficult", "painful", "impossible"} and any(t.lower_ == "it" for t in doc[max(0, token.i - 4):token.i]) or \
        low == "ask" and token.i > 2 and doc[token.i - 2].lower_ == "much"
    if not asked or not kinds & {K.ACCUSING_QUESTION, K.CONTEMPT, K.DEMAND, K.GUILT_TRIP, K.CRITICISM}:
        return None
    verb = next((t for t in doc[token.i + 1:token.i + 7] if t.tag_ == "VB" and t.nbor(-1).lower_ in {"to", "just", "even"}), None)
    if verb is None or charged(verb) or any(t.lower_ in {"me", "i"} for t in doc[token.i:verb.i]):
        return None
    here = Charge(doc, token, verb, kinds)
    rest = carried(doc, verb, False)
    tail, past = say(here, rest.tokens, positive=True), inflect(verb, "VBD")
    if tail is None or past is None or not tail and empty(here, rest):
        return None
    return Turn("turn_wish", {"vp": f"{base_of(verb)} {tail}".strip(), "vpast": f"{past} {tail}".strip()}, token.i, 9)


def _ironic(doc: Doc, token: Token, kinds: frozenset[BlameKind]) -> Turn | None:
    """"Funny that the cake has my candles and your name": the fact, without the smile."""
    if not kinds & {K.CONTEMPT, K.CRITICISM, K.GUILT_TRIP} or token.lower_ not in IRONIC or token.i + 4 >= len(doc) or doc[token.i + 1].lower_ not in {"that", "how"}:
        return None
    if any(t.is_punct for t in doc[max(token.sent.start, token.i - 3):token.i]):
        return None
    joint = doc[token.i + 1]
    rest = carried(doc, joint, False)
    words = {t.lower_ for t in rest.tokens}
    clause = say(Charge(doc, joint, joint, kinds), rest.tokens)
    if not clause or not any(t.pos_ in {"VERB", "AUX"} for t in rest.tokens) or len(rest.tokens) < 4 or not words & {"me", "my", "us", "our", "i"} or rest.likened or words & {"when", "if"}:
        return None
    return Turn("turn_state", {"clause": clause}, token.i, 7)


def _too_to(doc: Doc, token: Token, kinds: frozenset[BlameKind]) -> Turn | None:
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


def _first(doc: Doc, token: Token, kinds: frozenset[BlameKind]) -> Turn | None:
    """"Your garden always comes first" is a worry about her own place."""
    if token.lemma_.lower() != "come" or not any(t.lower_ == "first" for t in doc[token.i + 1:token.i + 3]) or not kinds & {K.ABSOLUTE, K.CRITICISM, K.MIND_READING}:
        return None
    who = next((c for c in token.lefts if c.dep_ == "nsubj"), None)
    if who is None or who.lower_ in {"i", "we", "that", "it"} or is_you(who):
        return None
    name = say(Charge(doc, token, token, kinds), list(doc[who.left_edge.i:who.i + 1]))
    if not name:
        return None
    verb = {"VBD": "came", "VBP": "come"}.get(token.tag_, "comes")
    return Turn("turn_worry", {"clause": f"{name[0].lower() + name[1:] if who.pos_ != 'PROPN' else name} {verb} before me"}, token.i, 8)


def _seen(doc: Doc, token: Token, kinds: frozenset[BlameKind]) -> Turn | None:
    """"I see my list has been copied in your green ink": what was seen."""
    if not kinds & {K.CONTEMPT, K.CRITICISM, K.GUILT_TRIP} or token.lower_ not in {"see", "notice", "hear", "gather"} or token.i == 0 or doc[token.i - 1].lower_ != "i" or not doc[token.i - 1].is_sent_start:
        return None
    rest = carried(doc, token, False)
    tokens = [t for n, t in enumerate(rest.tokens) if n or t.lower_ != "that" or t.tag_ != "IN"]
    if len(tokens) < 4 or not any(t.pos_ == "AUX" or t.tag_ in {"VBD", "VBZ", "VBP"} for t in tokens) or not {t.lower_ for t in tokens} & {"my", "me", "your", "you", "our", "us"} or rest.likened:
        return None
    clause = say(Charge(doc, token, token, kinds), tokens)
    return Turn("turn_state", {"clause": clause}, token.i, 6) if clause else None


def _meant(doc: Doc, token: Token, kinds: frozenset[BlameKind]) -> Turn | None:
    """"What you mean is that I talk too much": what she fears is meant."""
    if not kinds & {K.MIND_READING} or token.lower_ != "mean" or token.i < 2 or not is_you(doc[token.i - 1]) or doc[token.i - 2].lower_ != "what" or token.i + 3 >= len(doc) or doc[token.i + 1].lower_ not in {"is", "'s"}:
        return None
    start = doc[token.i + 2] if doc[token.i + 2].lower_ == "that" else doc[token.i + 1]
    rest = carried(doc, start, False)
    clause = say(Charge(doc, token, token, kinds), rest.tokens)
    return Turn("turn_worry", {"clause": clause}, token.i, 8) if clause and rest.tokens[0].lower_ in {"i", "my", "i'm"} and len(rest.tokens) > 2 else None


def _easier(doc: Doc, token: Token, kinds: frozenset[BlameKind]) -> Turn | None:
    """"It was easier for you to burn it than to give it to me": the second half is what she wanted."""
    if token.lower_ != "than" or token.i + 3 >= len(doc) or doc[token.i + 1].lower_ != "to" or not any(is_you(t) for t in doc[max(0, token.i - 12):token.i]):
        return None
    verb = doc[token.i + 2]
    rest = carried(doc, verb, False)
    tail, done = say(Charge(doc, token, verb, kinds), rest.tokens), inflect(verb, "VBN")
    if not tail or done is None or charged(verb) or not {"me", "us", "my"} & {t.lower_ for t in rest.tokens}:
        return None
    return Turn("turn_missed", {"vp": f"{base_of(verb)} {tail}", "vpp": f"{done} {tail}"}, token.i, 8, True)
