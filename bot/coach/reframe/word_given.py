"""Words that did not hold, and news that came from elsewhere: you promised, you lied about it, I had to hear it from others."""
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.coach.reframe.charge import Charge, K, Spans, Turn
from bot.coach.reframe.extent import carried
from bot.coach.reframe.grammar import base_of, denied, inflect, is_past, is_you, subject
from bot.coach.reframe.lexis import GUARD_HARM
from bot.coach.reframe.plain import charged
from bot.coach.reframe.scan import after, charged_words, found_by, noun_phrase, said, you_before

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

WOULD = frozenset({"would", "'d", "will", "'ll", "d", "ll"})
LYING = frozenset({"lie", "liar", "lying", "dishonest"})
LEARNING = {"find": "found", "hear": "heard", "learn": "learned", "read": "read", "see": "saw"}


def word_given(doc: Doc, spans: Spans) -> list[Turn]:
    found = found_by((_promised, _taken_as_true, _lied_about, _heard_elsewhere, _forgotten_gift), doc, spans)
    if not found:  # the telling may stand beside the charge: "You're a liar. You told me …"
        inside = {token.i for token, _ in charged_words(doc, spans)}
        found = [turn for token in doc if inside and token.i not in inside and (turn := _taken_as_true(doc, token, frozenset())) is not None]
    return found


def _promised(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"You promised you'd help me with the forms": that was hoped for."""
    if token.lemma_.lower() not in {"promise", "swear", "say"} or not is_past(token) or denied(token) or not you_before(doc, token.i, 3):
        return None
    if token.lemma_.lower() == "promise" and token.i + 2 < len(doc) and doc[token.i + 1].lower_ in {"me", "us"} and doc[token.i + 2].pos_ in {"NOUN", "PROPN", "DET", "NUM", "ADJ"}:
        thing = noun_phrase(doc, token.i + 2)
        return Turn("turn_looked", {"thing": thing[0]}, token.i, 10, True) if thing else None
    at = next((t.i for t in doc[token.i + 1:token.i + 5] if t.lower_ in WOULD), None)
    verb = next((t for t in doc[at + 1:at + 4] if t.tag_ == "VB"), None) if at is not None else None
    if at is None:
        verb = next((t for t in doc[token.i + 1:token.i + 5] if t.tag_ == "VB" and t.nbor(-1).lower_ == "to"), None)
    elif not any(is_you(t) for t in doc[token.i + 1:at]):
        return None
    if verb is None or charged(verb) or base_of(verb) in GUARD_HARM or token.lemma_.lower() == "say" and K.CRITICISM not in kinds:
        return None
    if any(t.lower_ in {"never", "not", "n't"} for t in doc[token.i + 1:verb.i]):
        rest, done, past = after(verb, kinds), inflect(verb, "VBN"), inflect(verb, "VBD")
        return Turn("turn_unmissed", {"vp": f"{base_of(verb)} {rest}", "vpp": f"{done} {rest}", "vpast": f"{past} {rest}"}, token.i, 10, True) if rest and done and past else None
    tokens = list(carried(doc, verb, False).tokens)
    tokens = tokens[:next((n for n, t in enumerate(tokens) if t.lower_ in {"and", "but", "then"}), None)]
    tail, done = said(verb, tokens, kinds), inflect(verb, "VBN") if base_of(verb) != "be" else "been"
    return Turn("turn_missed", {"vp": f"{base_of(verb)} {tail}".strip(), "vpp": f"{done} {tail}".strip()}, token.i, 10, True) if tail is not None and done and (tail or base_of(verb) in {"call", "come", "help", "ring", "visit", "change", "stop"}) else None


def _taken_as_true(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"You're a liar. You told me you'd stopped smoking": what was told, and that it was believed."""
    if token.lemma_.lower() not in {"tell", "say", "swear"} or not is_past(token) or denied(token) or not you_before(doc, token.i, 3) or not LYING & {t.lemma_.lower() for t in doc}:
        return None
    rest = carried(doc, token, False)
    start = next((n for n, t in enumerate(rest.tokens[:3]) if t.lower_ in {"you", "it", "he", "she", "they", "that", "there", "we"}), None)
    tokens = rest.tokens[:next((n for n, t in enumerate(rest.tokens) if t.lower_ in {"but", "and", "so"}), None)]
    tail = said(token, tokens, kinds) if start is not None and len(tokens) > start + 2 else None
    return Turn("turn_believed", {"clause": f"you {inflect(token, 'VBD')} {tail}"}, token.i, 10, True) if tail else None


def _lied_about(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"You lied about where you were that night"."""
    if token.lemma_.lower() != "lie" or token.pos_ not in {"VERB", "NOUN"} or not you_before(doc, token.i, 5) or {"i", "i'm", "he", "she"} & {t.lower_ for t in doc[max(token.sent.start, token.i - 3):token.i]}:
        return None
    by, before = subject(token) if token.pos_ == "VERB" else None, doc[max(token.sent.start, token.i - 4):token.i]
    elsewhere = token.pos_ == "NOUN" or any(t.lemma_.lower() in {"tell", "spread"} for t in before)
    if by is not None and not is_you(by) or elsewhere and not {"me", "us"} & {t.lower_ for t in before}:
        return None  # lies told to others
    about = next((t for t in doc[token.i + 1:token.i + 9] if t.lower_ == "about"), None)
    if about is None:
        return None
    rest = carried(doc, about, False)
    matter = said(about, rest.tokens, kinds)
    if not matter or rest.tokens[0].lower_ in {"everything", "it", "this", "that", "me", "him", "her"} or len(rest.tokens) > 9:
        return None
    asked = rest.tokens[0].tag_ in {"WRB", "WP", "WDT"} or rest.tokens[0].lower_ in {"whether", "how"}
    return Turn("turn_lied_about", {"matter": matter, "how": matter if asked else f"what happened with {matter}"}, token.i, 10, True)


def _heard_elsewhere(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"So I find out from Facebook that you're engaged": how she learned it, and from whom she would have liked to."""
    if token.lemma_.lower() not in LEARNING or token.i < 1 or kinds & {K.THREAT} or denied(token):
        return None
    lead = [t.lower_ for t in doc[max(token.sent.start, token.i - 4):token.i]]
    if "i" not in lead or {"when", "if", "until", "ever", "would", "will", "'ll", "'d", "could", "can", "ca", "should", "did", "do"} & set(lead):
        return None
    follow = doc[token.i + 1:token.i + 9]
    source = next((t for t in follow if t.lower_ in {"from", "through", "on", "in", "off"} and t.i > token.i and t.whitespace_), None)
    if source is None or token.lemma_.lower() == "find" and doc[token.i + 1].lower_ != "out":
        return None
    if source.i + 1 < len(doc) and is_you(doc[source.i + 1]) or token.lemma_.lower() == "see" and source.lower_ not in {"on", "in"}:
        return None
    rest = carried(doc, token, False)
    tail = said(token, rest.tokens, kinds, of_herself=not any(is_you(t) for t in rest.tokens))
    if not tail or len(rest.tokens) < 3 or any(t.lower_ in {"when", "if"} for t in rest.tokens[:1]):
        return None
    tail = re.sub(r"\bmy own (?:daughter|mother|child|mum|mom) (?:is|has)\b", lambda m: "you're" if m.group().endswith("is") else "you've", tail)
    tail = re.sub(r"\bmy own (?:daughter|mother|child|mum|mom)'s\b", "your", tail)
    return Turn("turn_elsewhere", {"clause": f"I {LEARNING[token.lemma_.lower()]} {tail}"}, token.i, 10, True)


def _forgotten_gift(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"You've forgotten who paid your school fees": I paid your school fees."""
    if token.lemma_.lower() not in {"forget", "remember"} or not you_before(doc, token.i, 5):
        return None
    who = next((t for t in doc[token.i + 1:token.i + 3] if t.lower_ == "who"), None)
    verb = doc[who.i + 1] if who is not None and who.i + 2 < len(doc) else None
    if verb is None or verb.tag_ not in {"VBD", "VBZ", "VBP"} or base_of(verb) in {"be", "you", "have"}:
        return None
    tail, form = said(verb, carried(doc, verb, False).tokens, kinds), inflect(verb, "VBD" if verb.tag_ == "VBD" else "VB")
    c = Charge(doc, token, verb, kinds)
    return Turn("turn_gift", {"clause": f"I {form} {tail}"}, c.who.i, 11, True) if tail and form else None
