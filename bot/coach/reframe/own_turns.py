"""Her own clauses inside a charge: what she gave, what she cannot do, what she would do alone, what she asks about herself."""
from __future__ import annotations

import re
from typing import TYPE_CHECKING, Mapping

from bot.coach.feedback import BlameKind
from bot.coach.reframe.beneath import GIVING
from bot.coach.reframe.extent import carried
from bot.coach.reframe.grammar import base_of, denied, helpers, inflect, is_past, is_you
from bot.coach.reframe.lexis import FILLERS, PATOIS
from bot.coach.reframe.plain import charged
from bot.coach.reframe.turning import Charge, Spans, Turn, _make, _quoted, say

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

K = BlameKind
ALONE = frozenset({"alone", "myself"})
SAID = frozenset("say tell think know mean guess swear suppose bet hope wish wonder hear see want need like feel believe understand hate promise".split())


def own_turns(doc: Doc, spans: Spans, caused: Mapping[str, str]) -> list[Turn]:
    found: list[Turn] = []
    for token in doc:
        kinds = frozenset(kind for start, end, kind in spans if start <= token.idx < end)
        if not kinds or _quoted(token):
            continue
        low = token.lower_
        if low == "because" and token.i + 2 < len(doc) and doc[token.i + 1].lower_ == "of" and is_you(doc[token.i + 2]) and K.FAULT in kinds:
            found += _blamed(doc, token, token.i + 3, kinds)
        elif low == "thanks" and token.i + 2 < len(doc) and doc[token.i + 1].lower_ == "to" and is_you(doc[token.i + 2]) and K.FAULT in kinds:
            found += _blamed(doc, token, token.i + 3, kinds)
        elif low == "fault" and K.FAULT in kinds and any(t.lower_ in {"your", "ur"} for t in doc[max(0, token.i - 3):token.i]):
            found += _blamed(doc, token, token.i + 1, kinds, only_after=True)
        elif low == "reason" and any(is_you(t) for t in doc[max(0, token.i - 3):token.i]):
            found += _blamed(doc, token, token.i + 1, kinds, only_after=True)
        elif low in {"i", "we"} and token.dep_ in {"nsubj", "nsubjpass"} and token.head.i > token.i:
            turn = _mine(doc, token, token.head, kinds)
            found += [turn] if turn is not None else []
        elif is_you(token) and token.dep_ == "nsubj" and base_of(token.head) in caused and token.head.i > token.i:
            turn = _stirred(doc, token, token.head, kinds, caused)
            found += [turn] if turn is not None else []
    return found


def _clause(doc: Doc, start: int) -> tuple[Token, str] | None:
    """The clause of hers that begins at ``start``: ("i", "i can't sleep")."""
    while start < len(doc) and (doc[start].text in {",", "-", "–", ":", "…"} or doc[start].lower_ in FILLERS | {"that", "why"}):
        start += 1
    if start >= len(doc):
        return None
    first = doc[start]
    if first.lower_ not in {"i", "i'm", "my", "we", "our"}:
        return None
    rest = carried(doc, first, False)
    if len(rest.tokens) < 2 or not any(t.pos_ in {"VERB", "AUX"} for t in rest.tokens):
        return None
    c = Charge(doc, first, first, frozenset())
    tail = say(c, rest.tokens)
    if tail is None or any(is_you(t) and t.dep_ == "nsubj" for t in rest.tokens):
        return None
    lead = "I" if first.lower_ in {"i", "i'm"} else first.lower_
    return first, re.sub(r"\bI '", "I'", f"{lead} {tail}")


def _blamed(doc: Doc, token: Token, after: int, kinds: frozenset[BlameKind], only_after: bool = False) -> list[Turn]:
    """"Because of you I can't walk past a mirror": the second half by itself."""
    found = _clause(doc, after)
    if found is None and not only_after:
        found = _clause(doc, token.sent.start)
        if found is not None and found[0].i >= token.i:
            found = None
        elif found is not None:
            text = re.split(r"\s+(?:because|thanks to|and it's)\b", found[1])[0]
            found = (found[0], text) if len(text.split()) > 2 else None
    if found is None:
        return []
    first, text = found
    return [Turn("turn_own", {"clause": text}, first.i, 9)]


def _mine(doc: Doc, who: Token, verb: Token, kinds: frozenset[BlameKind]) -> Turn | None:
    if {t.lower_ for t in verb.sent} & PATOIS or verb.pos_ not in {"VERB", "AUX"} or charged(verb):
        return None
    aux = set(helpers(verb))
    rest = carried(doc, verb, False)
    words = {t.lower_ for t in rest.tokens}
    c = Charge(doc, who, verb, kinds)
    base = base_of(verb)
    future = bool({"will", "'ll", "ll"} & aux) or verb.lower_ == "going"
    lead = "we" if who.lower_ == "we" else "I"
    if kinds & {K.GUILT_TRIP, K.CONTEMPT} and future and not denied(verb):
        if not words & ALONE and not any(t.lower_ == "just" for t in doc[who.i:verb.i]) and "then" not in {t.lower_ for t in verb.sent}:
            return None
        tokens = [t for t in rest.tokens if t.lower_ not in {"myself", "then"} and not (t.lower_ == "all" and t.i + 1 < len(doc) and doc[t.i + 1].lower_ in ALONE)]
        tokens = [t for n, t in enumerate(tokens) if not (t.lower_ in {"by", "on"} and t.i + 1 < len(doc) and doc[t.i + 1].lower_ in {"myself", "my"} and "alone" not in words)]
        tail = say(c, tokens)
        if tail is None or base in SAID | {"be", "have", "get", "manage", "survive", "live", "die"} and not words & ALONE:
            return None
        vp = f"{base} {tail}".strip()
        if "myself" in words and "by" not in words and base not in {"sit", "stay", "eat", "spend", "talk", "be", "have"}:
            return _make(c, "turn_help", 9, vp=vp) if any(t.dep_ == "dobj" for t in tokens) else None
        return _make(c, "turn_alone", 9, vp=f"{vp} alone" if "alone" not in vp else vp) if words & ALONE or base in {"sit", "eat", "stay", "spend", "cook", "go"} else None
    if K.GUILT_TRIP not in kinds or denied(verb) or future or aux & {"would", "could", "should", "might", "must", "can", "may"} or base in SAID | {"be"}:
        return None
    if verb.dep_ not in {"ROOT", "conj", "ccomp", "parataxis", "advcl"} or any(m.lower_ in {"if", "after", "when"} for m in verb.lefts):
        return None
    if verb.sent.text.strip().endswith("?") or len(rest.tokens) < 2 or rest.likened:
        return None
    tail = say(c, rest.tokens)
    if tail is None:
        return None
    tail = re.sub(r"\beverything\b", "so much", tail)
    past = is_past(verb)
    form = inflect(verb, "VBD" if past else "VB")
    if form is None or verb.tag_ == "VBG" and not past:
        return None
    have = {"have", "'ve", "has"} & aux
    form = f"have {inflect(verb, 'VBN')}" if have else form
    purpose = ""
    if rest.motive:  # "so you could study" is no reason of the other's
        joint = next((t for t in doc[verb.i:verb.i + 22] if t.lower_ == "so"), None)
        after = [t for t in carried(doc, joint, False).tokens] if joint is not None else []
        purpose_text = say(c, after) if after and (is_you(after[0]) or after[0].lower_ == "that") else None
        purpose = f" so {purpose_text}" if purpose_text else ""
    given = base in GIVING or bool(re.search(r"\bfor (you|u)\b|\bso (that )?(you|u)\b", verb.sent.text.lower()))
    return _make(c, "turn_gift" if given else "turn_told", 7 if given else 6, past, clause=f"{lead} {form} {tail}{purpose}")


def _stirred(doc: Doc, who: Token, verb: Token, kinds: frozenset[BlameKind], caused: Mapping[str, str]) -> Turn | None:
    """"You shame me when you haggle" is "I feel ashamed when you haggle"."""
    me = next((c for c in verb.rights if c.lower_ in {"me", "us"} and c.dep_ in {"dobj", "dative", "nsubj"}), None)
    if me is None or denied(verb) or set(helpers(verb)) & {"will", "would", "could", "can"}:
        return None
    rest = carried(doc, me, False)
    while_ = [t for t in rest.tokens if not (t.lower_ in {"out", "down", "off", "up"} and t.i == me.i + 1)]
    feeling = caused[base_of(verb)]
    tail = say(Charge(doc, who, verb, kinds), while_)
    if not tail or while_[0].lower_ not in {"when", "with", "in", "at", "by", "over", "about", "last", "on", "yesterday", "during", "after", "before", "while", "every"} or len(while_) < 2:
        return None
    if while_[0].lower_ == "every" and while_[1].lemma_ == "time":
        tail = "when " + tail.split(" ", 2)[2]
    past = is_past(verb)
    return _make(Charge(doc, who, verb, kinds), "turn_felt", 9, past, clause=f"I {'felt' if past else 'feel'} {feeling} {tail}")


def asked_of_me(doc: Doc, spans: Spans) -> list[Turn]:
    """"Am I ever going to be good enough for you?": she wonders."""
    found: list[Turn] = []
    for token in doc:
        kinds = frozenset(kind for start, end, kind in spans if start <= token.idx < end)
        if token.lower_ != "i" or not kinds & {K.ACCUSING_QUESTION} or token.i == 0 or token.nbor(-1).lower_ not in {"am", "do", "did", "have", "will", "can"}:
            continue
        aux = token.nbor(-1)
        if any(t.tag_ in {"WP", "WRB", "WDT"} for t in doc[aux.sent.start:aux.i]) or not token.sent.text.strip().endswith("?"):
            continue
        rest = carried(doc, token, False)
        tail = say(Charge(doc, token, token, kinds), rest.tokens)
        if not tail or len(rest.tokens) < 3 or not any(is_you(t) for t in rest.tokens) or any(t.lower_ in {"before", "until"} for t in rest.tokens):
            continue
        if aux.lower_ in {"do", "did"}:
            if aux.lower_ == "did":
                continue
            text = f"I {tail}"
        else:
            text = f"I {aux.lower_} {tail}"
        found.append(Turn("turn_wonder", {"clause": text}, token.i, 8))
    return found
