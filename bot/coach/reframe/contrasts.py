"""Two halves that should not stand side by side: my brother gets the car and I get a bus pass; time for yoga and none for me."""
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.coach.reframe.charge import Charge, K, Turn
from bot.coach.reframe.doing import told
from bot.coach.reframe.extent import carried
from bot.coach.reframe.grammar import inflect, is_you
from bot.coach.reframe.plain import charged
from bot.coach.reframe.scan import Rule, said, you_before

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

OPENING = frozenset("so and but oh well then funny how meanwhile".split())


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


def _why_others(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"Why is Tom allowed to be late and I'm not?", "why does he get the car": how it is, told."""
    if token.lower_ not in {"why", "how"} or K.ACCUSING_QUESTION not in kinds or token.i + 3 >= len(doc):
        return None
    at = token.i + (2 if doc[token.i + 1].lower_ == "come" else 1)
    helper = doc[at] if doc[at].lower_ in {"is", "are", "was", "were", "does", "do", "did", "has", "can", "gets"} else None
    start = at + 1 if helper is not None else at
    subject = next((c for c in doc.noun_chunks if c.start == start), None)
    if subject is None or is_you(subject.root) or subject.root.lower_ in {"i", "we", "it", "this", "that", "there", "everything", "nobody"} or helper is None and at == token.i + 1:
        return None
    rest = carried(doc, subject[-1], False)
    tokens = list(rest.tokens)
    more = doc[tokens[-1].i + 1] if tokens and tokens[-1].i + 1 < token.sent.end else None
    halves = more is not None and more.lower_ in {"and", "but", "while"} and doc[more.i + 1].lower_ in {"i", "i'm", "me", "my"}
    if halves and more is not None:
        tokens += [more, *carried(doc, more, False).tokens]
    if not tokens or not halves and not {"me", "my", "i", "mine"} & {t.lower_ for t in tokens} or any(is_you(t) for t in tokens):
        return None
    text, who = said(token, tokens, kinds, of_herself=True), said(token, list(subject), kinds)
    if not text or not who:
        return None
    who = who if subject[0].pos_ == "PROPN" else who[0].lower() + who[1:]
    if helper is not None and helper.lower_ in {"does", "did"}:
        form = inflect(tokens[0], "VBZ" if helper.lower_ == "does" else "VBD")
        text = f"{form}{text[len(tokens[0].text):]}" if form else ""
    elif helper is not None and helper.lower_ != "do":
        text = f"{helper.lower_} {text}"
    past = helper is not None and helper.lower_ in {"did", "was", "were"}
    return Turn("turn_that" if past else "turn_state", {"clause": f"{who} {text}"}, token.i, 9, past) if text else None


def _but_not_mine(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"You can cook for him but not for me", "you pay for Tom's car but not for my books": for me, for my books too."""
    if token.lower_ not in {"but", "and"} or token.i + 3 >= len(doc) or doc[token.i + 1].lower_ not in {"not", "never"} or doc[token.i + 2].lower_ not in {"for", "to", "with", "at"} or doc[token.i + 3].lower_ not in {"me", "us", "my", "our"}:
        return None
    joint = next((t for t in doc[token.sent.start:token.i] if t.lower_ == doc[token.i + 2].lower_ and t.i > token.sent.start + 1), None)
    verb = next((t for t in reversed(doc[token.sent.start:joint.i]) if t.tag_ in {"VB", "VBP"} and t.pos_ == "VERB"), None) if joint is not None else None
    if joint is None or verb is None or charged(verb) or not you_before(doc, verb.i, 4):
        return None
    middle, past, mine = said(verb, list(doc[verb.i + 1:joint.i]), kinds) if joint.i > verb.i + 1 else "", inflect(verb, "VBD"), said(token, carried(doc, doc[token.i + 2], False).tokens, kinds)
    if middle is None or past is None or not mine:
        return None
    tail = f"{middle} {joint.lower_} {mine} too".strip()
    return Turn("turn_wish", {"vp": f"{verb.lemma_.lower()} {tail}", "vpast": f"{past} {tail}"}, token.i, 10)


def _good_enough(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"Good enough to mind the kids but not good enough to be asked on the holiday": to be asked as well."""
    if token.lower_ != "enough" or token.i < 2 or not any(t.lower_ in {"not", "n't", "never"} for t in doc[max(token.sent.start, token.i - 3):token.i]) or not {"i", "i'm", "we"} & {t.lower_ for t in doc[token.sent.start:token.i]}:
        return None
    if token.i + 2 >= len(doc) or doc[token.i + 1].lower_ != "to" or not any(t.lower_ == "enough" for t in doc[token.sent.start:token.i]):
        return None
    tail = said(token, carried(doc, doc[token.i + 1], False).tokens, kinds)
    return Turn("turn_too", {"vp": f"{tail} too"}, token.i, 10) if tail else None


def _time_for_me(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"Time for yoga and none for me" would love some time together."""
    if token.lower_ not in {"time", "hour", "minute", "minutes", "evening"}:
        return None
    if token.i > 1 and "gets" in {t.lower_ for t in doc[token.sent.start:token.i]} and re.search(r"\b(time|phone)\b", doc[token.sent.start:token.i].text.lower()) and token.lower_ in {"minute", "minutes"}:
        return Turn("turn_wish", {"vp": "find some more time for me", "vpast": "found some more time for me"}, token.i, 9)
    later = doc[token.i + 1:min(token.sent.end, token.i + 14)].text.lower()
    sooner = doc[token.sent.start:token.i].text.lower()
    other = next((t for t in doc[token.i + 1:min(token.sent.end, token.i + 14)] if t.tag_ == "VB" and t.i > 1 and doc[t.i - 1].lower_ == "to" and doc[t.i - 2].lower_ in {"never", "not", "none"}), None)
    if other is not None and not charged(other):  # "time to garden, never to phone me"
        tail = said(other, carried(doc, other, False).tokens, kinds)
        return Turn("turn_wish", {"vp": f"find time to {other.lower_} {tail}".strip(), "vpast": f"found time to {other.lower_} {tail}".strip()}, token.i, 10) if tail is not None else None
    only = next((t for t in doc[token.i + 1:token.i + 3] if t.lower_ == "only"), None)
    if only is not None and token.lower_ == "time" and you_before(doc, token.i, 6) and not {"me", "us"} & set(re.findall(r"\w+", later)):
        return Turn("turn_wish", {"vp": "find some time for me too", "vpast": "found some time for me too"}, token.i, 10)
    lacking = re.search(r"\b(none|not|never|no|n't|except)\b", f"{sooner} {later}".replace("n't", " n't"))
    if not re.search(r"\b(for|with|except|but) (me|us|mine|(?:your|her|his|their) (?:own )?(?:mother|mum|mom|daughter|parents?))\b", later) or not lacking and "too busy" not in sooner:
        return None
    return Turn("turn_wish", {"vp": "find some time for me", "vpast": "found some time for me"}, token.i, 9)


def _trailing(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"Shame on you, leaving Nan's birthday early", "how dare you read my letters": the deed at the end."""
    if token.tag_ == "VBG" and token.i and (doc[token.i - 1].text == "," or doc[token.i - 1].lower_ in {"for", "of"}) and not charged(token):
        lead = {t.lower_ for t in doc[token.sent.start:token.i]}
        if not lead & {"ashamed", "shame", "dare", "nerve", "cheek", "disgrace", "rich", "bold"} or {"me", "i", "feel"} & lead or not any(is_you(t) for t in doc[token.sent.start:token.i]):
            return None
        return told(Charge(doc, token, token, kinds), token, True, 10)
    if token.tag_ in {"VB", "VBP"} and token.i > 1 and inflect(token, "VBD"):
        lead_words = [t.lower_ for t in doc[max(token.sent.start, token.i - 6):token.i]]
        if lead_words[-1:] == ["to"] and {"nerve", "cheek", "audacity", "gall", "heart"} & set(lead_words) and you_before(doc, token.i, 7):
            return told(Charge(doc, token, token, kinds), token, True, 10)
    return None


#: What is looked for at every charged word.
RULES: tuple[Rule, ...] = (_and_i, _why_others, _but_not_mine, _good_enough, _time_for_me, _trailing)
