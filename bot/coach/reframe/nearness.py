"""Distance between the two: since that day, you've grown cold, not a word from you, I only see you when."""
from __future__ import annotations

from typing import TYPE_CHECKING

from bot.coach.reframe.charge import K, Spans, Turn
from bot.coach.reframe.extent import carried
from bot.coach.reframe.grammar import base_of, is_you
from bot.coach.reframe.lexis import TIME_UNITS
from bot.coach.reframe.scan import after, charged_words, said, words_from, you_before

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

FAR = frozenset("cold distant hard closed cool far remote different stiff strange frosty bitter".split())
SIGNS = frozenset("word call text card letter message visit reply postcard note email".split())
BECOMING = frozenset("become get grow turn go".split())


def nearness(doc: Doc, spans: Spans) -> list[Turn]:
    found: list[Turn] = []
    for token, kinds in charged_words(doc, spans):
        for turn in (_since(doc, token, kinds), _grown_far(doc, token, kinds), _no_word(doc, token, kinds), _only_see(doc, token, kinds)):
            if turn is not None:
                found.append(turn)
    return found


def _since(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"Since you joined that group you look down on us": something is different since then."""
    if token.lower_ != "since" or token.i and doc[token.i - 1].lower_ not in {"ever", ",", "and", "but", "changed", "different"} and not token.is_sent_start:
        return None
    if kinds <= {K.ACCUSING_QUESTION} or token.i + 2 >= len(doc) or words_from(doc, token.i + 1, 1) == ["when"]:
        return None
    rest = carried(doc, token, False)
    tokens = list(rest.tokens)
    main = next((n for n, t in enumerate(tokens) if n > 1 and (t.text == "," or t.dep_ in {"nsubj", "nsubjpass"} and t.head.dep_ in {"ROOT", "ccomp", "parataxis"})), None)
    tokens = tokens[:main]
    clause = said(token, tokens, kinds)
    verbs = [t for t in tokens if t.tag_ in {"VBD", "VBN"}]
    if not clause or len(tokens) > 9 or len(tokens) < 2 or any(t.tag_ in {"VBZ", "VBP"} for t in tokens) or not (verbs or tokens[0].pos_ in {"DET", "PRON"} and tokens[-1].pos_ in {"NOUN", "PROPN"}):
        return None
    return Turn("turn_since", {"since": f"since {clause}"}, token.i, 10)


def _grown_far(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"You've become so cold", "you've changed", "I don't know you any more"."""
    low = token.lower_
    if low == "changed" and you_before(doc, token.i, 4) and not any(t.lower_ in {"never", "n't", "not", "nothing"} for t in doc[max(0, token.i - 4):token.i]) and (
            token.i + 1 >= len(doc) or doc[token.i + 1].pos_ in {"PUNCT", "ADV", "CCONJ"} or doc[token.i + 1].is_punct):
        return Turn("turn_distance", {}, token.i, 7)
    if low in {"know", "recognise", "recognize"} and words_from(doc, token.i + 1, 1)[:1] in (["you"], ["u"]) and not (token.i + 2 < len(doc) and doc[token.i + 2].pos_ in {"VERB", "AUX"}) and any(t.lower_ == "i" for t in doc[max(0, token.i - 4):token.i]) and any(
            t.lower_ in {"n't", "not"} for t in doc[max(0, token.i - 3):token.i]):
        return Turn("turn_distance", {}, token.i, 9)
    if low in FAR and you_before(doc, token.i, 6):
        verb = next((t for t in reversed(doc[max(0, token.i - 4):token.i]) if t.pos_ in {"VERB", "AUX"}), None)
        if verb is not None and (base_of(verb) in BECOMING and verb.lower_ not in {"get", "go"} or verb.lower_ in {"'re", "are"} and any(t.lower_ in {"with", "towards", "to"} for t in doc[token.i + 1:token.i + 2])):
            return Turn("turn_distance", {}, token.i, 9)
    return None


def _no_word(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"Not one word from you since the divorce"."""
    if token.lemma_.lower() not in SIGNS or not any(t.lower_ in {"not", "no", "never", "without"} for t in doc[max(0, token.i - 4):token.i]):
        return None
    first = doc[token.sent.start]
    if first.pos_ == "NUM" and first.i + 1 < token.i and doc[first.i + 1].lemma_.lower() in TIME_UNITS and (token.i + 1 >= len(doc) or doc[token.i + 1].is_punct):
        return Turn("turn_silent", {"since": f" in {first.lower_} {doc[first.i + 1].lower_}"}, token.i, 10)  # "Three weeks and not one call"
    if token.i + 2 >= len(doc):
        return None
    if doc[token.i + 1].lower_ != "from" or not is_you(doc[token.i + 2]):
        return None
    since = next((t for t in doc[token.i + 3:token.i + 6] if t.lower_ in {"since", "in", "for"}), None)
    tail = after(since, kinds) if since is not None else None
    if since is not None and tail and since.lower_ != "in":
        return Turn("turn_silent", {"since": f" {since.lower_} {tail}"}, token.i, 10)
    return Turn("turn_silent", {"since": f" in {tail}" if tail else ""}, token.i, 10)


def _only_see(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"I only hear from you when you need money"."""
    if token.lower_ != "only" or token.i == 0 or token.i + 3 >= len(doc) or doc[token.i - 1].lower_ != "i":
        return None
    verb = next((t for t in doc[token.i + 1:token.i + 3] if t.lower_ in {"see", "hear", "get"}), None)
    if verb is None or not any(is_you(t) for t in doc[verb.i:verb.i + 4]) or not any(t.lower_ in {"when", "if"} for t in doc[verb.i + 2:verb.i + 8]):
        return None
    return Turn("turn_more_of", {"vp": "hear from you" if verb.lower_ != "see" else "see you"}, token.i, 11)


