"""One subject that takes all the room: all I hear is money, every dinner it is my weight, you make everything about yourself."""
from __future__ import annotations

from typing import TYPE_CHECKING

from bot.coach.reframe.charge import K, Spans, Turn
from bot.coach.reframe.extent import carried
from bot.coach.reframe.grammar import is_you
from bot.coach.reframe.lexis import SELF
from bot.coach.reframe.scan import charged_words, said

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SPEECHES = frozenset("lecture sermon story speech argument question comment conversation talk song joke remark thing fight row drama advice".split())
TALKS = frozenset("conversation call dinner visit time meal lunch phone breakfast weekend birthday christmas sunday chat talk day".split())


def crowded(doc: Doc, spans: Spans) -> list[Turn]:
    found: list[Turn] = []
    for token, kinds in charged_words(doc, spans):
        for turn in (_all_i_hear(doc, token, kinds), _made_about(doc, token, kinds), _each_talk(doc, token, kinds), _brought_in(doc, token, kinds)):
            if turn is not None:
                found.append(turn)
    return found


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


def _each_talk(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"Every dinner it's my weight"."""
    if token.lower_ not in {"'s", "is"} or K.ABSOLUTE not in kinds or not token.i or doc[token.i - 1].lower_ != "it":
        return None
    lead = list(doc[token.sent.start:token.i - 1])
    if not any(t.lower_ in {"every", "each"} for t in lead) or not any(t.lemma_.lower() in TALKS for t in lead):
        return None
    if token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "about":
        return _besides(doc, doc[token.i + 1], kinds)
    return _besides(doc, token, kinds) if token.i + 1 < len(doc) and doc[token.i + 1].pos_ in {"PRON", "NOUN", "PROPN", "DET"} else None


def _brought_in(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"You turn every call into a lecture about my job", "every time you bring Auntie into it"."""
    if token.lower_ != "into" or token.i < 3 or K.ABSOLUTE not in kinds and K.CRITICISM not in kinds:
        return None
    verb = token.head
    if verb.lemma_.lower() not in {"bring", "drag"} or token.i + 1 >= len(doc) or doc[token.i + 1].lower_ not in {"it", "this", "everything", "that"}:
        return None
    topic = said(verb, list(doc[verb.i + 1:token.i]), kinds)
    return Turn("turn_besides", {"topic": topic}, token.i, 9) if topic and len(topic.split()) < 6 else None
