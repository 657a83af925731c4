"""Orders and threats, turned into something that can be refused, or into a limit of her own."""
from __future__ import annotations

from typing import TYPE_CHECKING, Mapping

from bot.coach.feedback import BlameKind
from bot.coach.reframe.charge import AGAINST, HEARTS, MINDS, Charge, Spans, Turn, empty, make, say
from bot.coach.reframe.extent import carried
from bot.coach.reframe.grammar import base_of, helpers, inflect, is_you, subject
from bot.coach.reframe.lexis import FILLERS, GUARD_HARM, KIN, SCOLDS
from bot.coach.reframe.plain import charged
from bot.coach.reframe.wanting import asked_for

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

K = BlameKind
#: Orders that only scold: what is wanted is room, or quiet.
ROOM = frozenset({("leave", "me"), ("back", "off"), ("let", "me"), ("get", "off"), ("give", "me"), ("get", "out"), ("stay", "out"), ("butt", "out"), ("keep", "out")})
EMPTY_ORDERS = SCOLDS | {("come", "crying"), ("come", "running"), ("come", "back"), ("cut", "it"), ("drop", "it"), ("get", "a"), ("look", "at"), ("mind", "your"), ("spare", "me"), ("suck", "it"), ("take", "a"), ("try", "not"), ("try", "to")}
HOLLOW = frozenset("be think look listen believe imagine remember mind guess see know wait worry bother dare expect forget let act behave go try pretend enjoy".split())
#: Her life is hers to lead: what is threatened there is worried about.
OWN_LIFE = frozenset("marry divorce leave move quit drop go get sell stay sign take become choose fail have spend travel emigrate resign".split())
ENDS = frozenset("once again more time anymore ever".split())


def orders(doc: Doc, spans: Spans, camera: Mapping[str, str]) -> list[Turn]:
    found: list[Turn] = []
    for verb in doc:
        kinds = frozenset(kind for start, end, kind in spans if start <= verb.idx < end)
        if not kinds and verb.dep_ == "advcl" and any(kind is K.THREAT and start <= verb.head.idx < end for start, end, kind in spans):
            kinds = frozenset({K.THREAT})  # the condition may stand outside the charge
        if not kinds or verb.pos_ not in {"VERB", "AUX"} and not (K.THREAT in kinds and verb.is_sent_start and _verbal(verb)) or base_of(verb) in GUARD_HARM:
            continue
        for turn in (_order(doc, verb, kinds, camera) if K.DEMAND in kinds or K.THREAT in kinds and not {"or", "and", "if", "unless", "will", "'ll"} & {t.lower_ for t in verb.sent} or K.DISMISSAL in kinds and base_of(verb) in {"stop", "quit"} else None, _held_over(doc, verb, kinds, camera) if kinds & {K.THREAT, K.GUILT_TRIP} else None):
            if turn is not None:
                found.append(turn)
    return found


def _verbal(token: Token) -> bool:
    """A word at the very start that may be an order, whatever the tagger took it for."""
    follow = token.nbor(1) if token.i + 1 < len(token.doc) else None
    return follow is not None and follow.pos_ in {"DET", "PRON", "ADP", "PROPN", "PART", "CCONJ"} and inflect(token, "VBD") is not None and token.lower_ == base_of(token)


def _starts(verb: Token) -> bool:
    """Nothing before it in its clause but calls, please and don't."""
    i = verb.i - 1
    while i >= 0:
        token = verb.doc[i]
        if token.text in {".", "!", "?", ",", ";", ":", "–", "—", "-", "…"} or token.lower_ in {"and", "so", "but", "then", "or"}:
            return True
        if token.lower_ not in FILLERS | KIN | {"do", "don't", "dont", "n't", "not", "never", "just", "please", "ever", "always", "nt", "u", "you"} or token.lower_ in {"u", "you"} and (
                i == 0 or verb.doc[i - 1].lower_ not in {"don't", "n't", "dont", "do"}):
            return False
        i -= 1
    return True


def _order(doc: Doc, verb: Token, kinds: frozenset[BlameKind], camera: Mapping[str, str]) -> Turn | None:
    if verb.tag_ not in {"VB", "VBP"} or not _starts(verb) or any(c.dep_ in {"nsubj"} and c.lower_ not in KIN | {"you", "u"} for c in verb.lefts) or any(c.tag_ == "TO" for c in verb.lefts):
        return None
    lemma = base_of(verb)
    if set(helpers(verb)) - {"do"} or verb.dep_ not in {"ROOT", "conj", "ccomp", "parataxis", "advcl", "dep"}:
        return None
    before = {t.lower_ for t in doc[max(verb.sent.start, verb.i - 4):verb.i]}
    no = bool(before & {"don't", "dont", "n't", "not", "never", "nt"})
    follow = doc[verb.i + 1].lower_ if verb.i + 1 < len(doc) else ""
    c = Charge(doc, verb, verb, kinds, camera)
    if no and lemma == "lie" and follow == "to":
        return make(c, "turn_wish", 10, vp="be open with me", vpast="were open with me")
    if (lemma, follow) in ROOM and not no and {"alone", "be", "off", "back", "space", "out", "breathe", "room"} & {t.lower_ for t in doc[verb.i:verb.i + 7]}:
        return make(c, "turn_room", 10)
    if (lemma, follow) in EMPTY_ORDERS or lemma in HOLLOW and not (lemma in {"let", "remember"} and not no):
        if no and lemma == "dare":
            inner = next((t for t in doc[verb.i + 1:verb.i + 4] if t.tag_ in {"VB", "VBP"}), None)
            return asked_for(c, inner, False, 10) if inner is not None else None
        return None
    return asked_for(c, verb, not no, 10)


def _held_over(doc: Doc, verb: Token, kinds: frozenset[BlameKind], camera: Mapping[str, str]) -> Turn | None:
    """"If you bring up my weight again …": what shall not happen; "if you don't come …": what is wished for."""
    who = subject(verb)
    marked = any(c.dep_ in {"mark", "advmod"} and c.lower_ in {"if", "unless"} for c in verb.lefts)
    if verb.dep_ == "advcl" and marked and who is not None and is_you(who) and who.i < verb.i:
        c = Charge(doc, who, verb, kinds, camera)
        unless = any(x.lower_ == "unless" for x in verb.lefts)
        if c.no is not unless:
            turn = asked_for(c, verb, True, 9)
            return turn
        rest = carried(doc, verb, False)
        tokens = list(rest.tokens)
        while tokens and tokens[-1].lower_ in ENDS | {"one"}:
            tokens.pop()
        named = c.base == "call" and next((n for n, t in enumerate(tokens) if charged(t)), None)
        tail = f"{say(c, tokens[:named])} names" if named else say(c, tokens)
        if c.base in MINDS | HEARTS | AGAINST or verb.tag_ == "VBD" or tail is None or charged(verb) or empty(c, rest) or rest.likened or set(helpers(verb)) & {"would", "could", "had"}:
            return None
        about_me = base_of(verb) not in OWN_LIFE or {t.lower_ for t in tokens} & {"me", "my", "us", "our"}
        ing = inflect(verb, "VBG")
        if ing is None:
            return None
        return make(c, "turn_limit" if about_me else "turn_afraid", 9, vp=f"{base_of(verb)} {tail}".strip(), vpast=f"{inflect(verb, 'VBD') or base_of(verb)} {tail}".strip(), ing=f"{ing} {tail}".strip())
    if K.THREAT in kinds and verb.tag_ in {"VBP", "VB"} and who is not None and is_you(who) and who.i < verb.i and who.dep_ == "nsubj" and not helpers(verb):
        joint = next((t for t in doc[verb.i + 1:min(verb.i + 16, verb.sent.end)] if t.lower_ in {"and", "or"} and any(
            x.lower_ in {"'ll", "will", "'m", "won't", "wo"} for x in doc[t.i + 1:t.i + 4])), None)
        c = Charge(doc, who, verb, kinds, camera)
        limit = asked_for(c, verb, False, 8) if joint is not None else None
        if limit is not None:
            return make(c, "turn_limit", 8, vp=limit.slots["vp"], vpast=limit.slots["vpast"], ing=limit.slots["ing"])
    if K.THREAT in kinds and (verb.tag_ in {"VB", "VBP"} or verb.is_sent_start) and _starts(verb) and (verb.is_sent_start or verb.dep_ in {"ROOT", "conj", "ccomp", "dep", "parataxis"}) and not any(
            c.dep_ == "nsubj" for c in verb.lefts):
        if any(t.lower_ in {"bother", "come"} and doc[t.i - 1].lower_ in {"n't", "not", "dont", "never"} for t in doc[verb.i + 2:verb.i + 14]):
            return None  # "shut that door and don't come back" wants nobody gone
        if any((t.lower_, t.nbor(1).lower_) == ("and", "see") for t in doc[verb.i + 1:verb.sent.end - 1]):
            return None  # "do that and see what happens" dares
        joint = next((t for t in doc[verb.i + 1:min(verb.i + 16, verb.sent.end + (verb.sent.end < len(doc) and doc[verb.sent.end].lower_ == "or"))] if t.lower_ in {"or", "and", "else"} and t.tag_ in {"CC", "RB"}), None)
        if joint is None or base_of(verb) in {"take", "pack"} and {"go", "leave", "out"} & {t.lower_ for t in doc[verb.i:verb.sent.end]} or base_of(verb) in HOLLOW | {"come", "do", "get", "go", "say"} and joint.lower_ == "and":
            return None
        c = Charge(doc, verb, verb, kinds, camera)
        before = {t.lower_ for t in doc[max(0, verb.i - 3):verb.i]}
        no = bool(before & {"don't", "dont", "n't", "not", "never"})
        if joint.lower_ == "and" and base_of(verb) in OWN_LIFE and not no:
            tail, ing = say(c, carried(doc, verb, False).tokens), inflect(verb, "VBG")
            return make(c, "turn_afraid", 8, vp=f"{base_of(verb)} {tail}".strip(), ing=f"{ing} {tail}".strip()) if tail is not None and ing else None
        return asked_for(c, verb, (joint.lower_ != "and") is not no, 8)
    return None
