"""Two halves that should not stand side by side: my brother gets the car and I get a bus pass; time for yoga and none for me."""
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.coach.reframe.charge import Charge, K, Spans, Turn
from bot.coach.reframe.doing import told
from bot.coach.reframe.extent import carried
from bot.coach.reframe.grammar import inflect, is_you
from bot.coach.reframe.plain import charged
from bot.coach.reframe.scan import charged_words, said, you_before

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

OPENING = frozenset("so and but oh well then funny how meanwhile".split())


def contrasts(doc: Doc, spans: Spans) -> list[Turn]:
    found: list[Turn] = []
    for token, kinds in charged_words(doc, spans):
        for turn in (_and_i(doc, token, kinds), _time_for_me(doc, token, kinds), _trailing(doc, token, kinds)):
            if turn is not None:
                found.append(turn)
    return found


def _and_i(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """Another's lot and hers in one sentence, as it stands."""
    if token.lower_ not in {"and", "while", "but"} or token.i + 2 >= len(doc) or doc[token.i + 1].lower_ not in {"i", "i'm", "we", "my"} or not kinds & {K.GUILT_TRIP, K.COMPARISON, K.CRITICISM, K.ACCUSING_QUESTION, K.ABSOLUTE, K.MIND_READING, K.CONTEMPT}:
        return None
    first = list(doc[token.sent.start:token.i])
    while first and (first[0].lower_ in OPENING or first[0].is_punct):
        first = first[1:]
    start = next((n for n, t in enumerate(first) if t.lower_ in {"why", "how"} and first[n + 1:n + 2] and first[n + 1].lower_ == "come"), None)
    if start is not None:
        first = first[start + 2:]
    while first and first[-1].is_punct:
        first = first[:-1]
    if not 2 < len(first) < 12 or any(is_you(t) or t.is_punct for t in first) or first[0].tag_ in {"WP", "WRB", "MD", "VBZ", "VBP", "VBD", "VB"} or first[0].lower_ in {"it", "this", "that", "there", "you"}:
        return None
    finite = next((t for t in first if t.tag_ in {"VBZ", "VBD", "VBP", "MD"}), None)
    rest = carried(doc, token, False)
    if finite is None or not any(t.tag_ in {"VBZ", "VBD", "VBP", "MD"} for t in rest.tokens) or any(is_you(t) for t in rest.tokens) or len(rest.tokens) < 3:
        return None
    one, other = said(token, first, kinds, of_herself=True), said(token, rest.tokens, kinds, of_herself=True)
    if not one or not other:
        return None
    one = one if first[0].pos_ == "PROPN" or first[0].lower_ in {"i", "i'm"} else one[0].lower() + one[1:]
    past = finite.tag_ == "VBD"
    mine = first[0].lower_ in {"i", "i'm", "i've"}
    return Turn("turn_own" if mine and not past else "turn_that" if past else "turn_state", {"clause": f"{one} {token.lower_} {other}"}, token.i, 8, past)


def _time_for_me(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"Time for yoga and none for me" would love some time together."""
    if token.lower_ not in {"time", "hour", "minute", "minutes", "evening"}:
        return None
    later = doc[token.i + 1:min(token.sent.end, token.i + 14)].text.lower()
    sooner = doc[token.sent.start:token.i].text.lower()
    lacking = re.search(r"\b(none|not|never|no|n't)\b", f"{sooner} {later}".replace("n't", " n't"))
    if not re.search(r"\b(for|with) (me|us|your (mother|mum|mom|own mother|daughter))\b", later) or not lacking and "too busy" not in sooner:
        return None
    return Turn("turn_wish", {"vp": "find some time for me", "vpast": "found some time for me"}, token.i, 9)


def _trailing(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"Shame on you, leaving Nan's birthday early", "how dare you read my letters": the deed at the end."""
    if token.tag_ == "VBG" and token.i and (doc[token.i - 1].text == "," or doc[token.i - 1].lower_ in {"for", "of"}) and not charged(token):
        lead = {t.lower_ for t in doc[token.sent.start:token.i]}
        if not lead & {"ashamed", "shame", "dare", "nerve", "cheek", "disgrace", "rich", "bold"} or not any(is_you(t) for t in doc[token.sent.start:token.i]):
            return None
        return told(Charge(doc, token, token, kinds), token, True, 10)
    if token.tag_ in {"VB", "VBP"} and token.i > 1 and inflect(token, "VBD"):
        lead_words = [t.lower_ for t in doc[max(token.sent.start, token.i - 6):token.i]]
        if lead_words[-1:] == ["to"] and {"nerve", "cheek", "audacity", "gall", "heart"} & set(lead_words) and you_before(doc, token.i, 7):
            return told(Charge(doc, token, token, kinds), token, True, 10)
    return None
