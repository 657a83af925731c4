"""Guesses at the other's heart, asked instead of told; and verbs whose opposite is the wish."""
from __future__ import annotations

import re
from typing import TYPE_CHECKING, Mapping

from bot.coach.reframe.charge import K, Turn
from bot.coach.reframe.extent import carried
from bot.coach.reframe.grammar import denied, helpers, inflect, is_past, is_you, subject
from bot.coach.reframe.scan import Rule, after, noun_phrase, said, you_before

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token



def _pretended(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"Stop pretending you care", "you could pretend to be pleased": she would love it to be so."""
    if token.lemma_.lower() not in {"pretend", "act"} or is_past(token) or token.lemma_.lower() == "act" and "like" not in {t.lower_ for t in doc[token.i + 1:token.i + 2]}:
        return None
    following = list(doc[token.i + 1:token.i + 4])
    if {"nothing"} & {t.lower_ for t in following} and any(t.lower_ in {"happened", "wrong", "happen", "is"} for t in doc[token.i + 1:token.i + 7]):
        return Turn("turn_happened", {}, token.i, 9)
    if token.lemma_.lower() == "act":
        return None
    if following and following[0].lower_ in {"to", "that"}:
        following = following[1:]
    if not following:
        return None
    if following[0].lower_ == "be":
        state = after(following[0], kinds)
        return Turn("turn_sure", {"clause": f"you're {state}"}, token.i, 10) if state else None
    if is_you(following[0]) and len(following) > 1 and following[1].lower_ not in {"do", "did", "don't", "have", "are", "never", "ca"}:
        state = after(following[0], kinds)
        return Turn("turn_sure", {"clause": re.sub(r"^you ['’]", "you'", f"you {state}")}, token.i, 11) if state else None
    if following[0].lower_ in {"care", "listen"}:
        return Turn("turn_sure", {"clause": f"you {following[0].lower_}"}, token.i, 10)
    return None


def _sore(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"You need to get over the divorce", "let go of the past": it still hurts her, and may be asked about."""
    lead = " ".join(t.lower_ for t in doc[max(0, token.i - 2):token.i + 1])
    if not re.search(r"\b(get over|got over|getting over|move on from|moving on from|let go of|letting go of|dwell on|dwelling on|harp on about|hung up on)$", lead) or "i" in {t.lower_ for t in doc[max(0, token.i - 4):token.i]}:
        return None
    thing = noun_phrase(doc, token.i + 1)
    return Turn("turn_sore", {"thing": thing[0]}, token.i, 9) if thing and thing[1].lower_ not in {"thing", "things", "stuff", "past"} else None


def towards_me(doc: Doc, token: Token, kinds: frozenset[K], kinder: Mapping[str, str]) -> Turn | None:
    """"Why are you so mean to me": she would love the opposite."""
    wish = kinder.get(token.lower_)
    if wish is None or token.i + 2 >= len(doc) or doc[token.i + 1].lower_ not in {"to", "with", "on", "towards", "about"} or not you_before(doc, token.i, 6):
        return None
    if any(t.lower_ in {"not", "n't", "never"} for t in doc[max(0, token.i - 4):token.i]):
        return None
    whom = said(token, list(doc[token.i + 1:token.i + 3]), kinds)
    if doc[token.i + 2].lower_ not in {"me", "us", "him", "them"} or not whom:
        return None
    return Turn("turn_kinder", {"kinder": f"{wish} {'with' if doc[token.i + 1].lower_ in {'to', 'on', 'towards'} else doc[token.i + 1].lower_} {doc[token.i + 2].lower_}"}, token.i, 10)


def _life_wasted(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"You're wasting your life in that call centre": a worry about her there."""
    if token.lemma_.lower() not in {"waste", "throw"} or not you_before(doc, token.i, 4):
        return None
    what = next((t for t in doc[token.i + 1:token.i + 5] if t.lower_ in {"life", "talent", "degree", "potential", "future", "best", "youth", "time", "education", "brain", "brains", "career", "years"}), None)
    if what is None or token.lemma_.lower() == "throw" and "away" not in {t.lower_ for t in doc[token.i:token.i + 6]}:
        return None
    place = next((t for t in doc[what.i + 1:what.i + 4] if t.lower_ in {"in", "with", "at", "on", "over", "for", "away"}), None)
    if place is not None and place.lower_ == "away":
        place = next((t for t in doc[place.i + 1:place.i + 3] if t.lower_ in {"in", "with", "at", "on", "over", "for"}), None)
    rest = after(place, kinds) if place is not None else None
    if place is not None and place.lower_ in {"for", "on", "over", "with"}:
        place = None
    if place is None or not rest:
        return Turn("turn_worry_future", {}, token.i, 10)
    return Turn("turn_worry_about", {"where": f"{place.lower_} {rest}"}, token.i, 10)


def _cannot_reach(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"You're impossible to talk to", "nobody can talk to you", "I can't tell you anything"."""
    if token.lemma_.lower() not in {"talk", "speak", "tell", "say", "reason"} or token.pos_ != "VERB":
        return None
    if {"wall", "walls"} & {t.lower_ for t in doc[token.i + 1:token.i + 5]}:
        return Turn("turn_able", {"vp": "talk to you and feel heard"}, token.i, 9)
    if token.tag_ == "VBG" and token.i + 4 < len(doc) and is_you(doc[token.i + 2]) and doc[token.i + 3].lower_ in {"is", "'s"}:
        return Turn("turn_able", {"vp": "talk to you"}, token.i, 9)  # "talking to you is like pulling teeth"
    lead = [t.lower_ for t in doc[max(token.sent.start, token.i - 6):token.i]]
    hard = {"impossible", "hard", "difficult"} & set(lead) and "to" in lead[-1:] and {"you", "'re", "it", "it's"} & set(lead)
    cannot = {"nobody", "i", "one", "we", "no-one"} & set(lead) and {"can", "ca", "cannot", "can't", "could"} & set(lead) and ({"n't", "not", "nobody", "no", "cannot", "never"} & set(lead))
    if not (hard or cannot) or {"believe", "when", "if"} & set(lead):
        return None
    to_you = any(is_you(t) for t in doc[token.i + 1:token.i + 4]) or hard and doc[token.i + 1:token.i + 2].text.lower() in {"to", "with"}
    if not to_you:
        return None
    if token.lemma_.lower() in {"tell", "say"}:
        about = next((t for t in doc[token.i + 2:token.i + 5] if t.lower_ == "about"), None)
        tail = after(about, kinds) if about is not None else None
        return Turn("turn_able", {"vp": f"tell you about {tail}" if tail else "tell you things"}, token.i, 10)
    about = next((t for t in doc[token.i + 1:token.i + 5] if t.lower_ == "about"), None)
    tail = after(about, kinds) if about is not None else None
    return Turn("turn_able", {"vp": f"talk to you about {tail}" if tail else "talk to you"}, token.i, 9)


def _with_this(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"You're killing me with this tattoo business": what the worry is about."""
    if token.lower_ not in {"with", "over", "about"} or K.FAULT not in kinds and "mistake" not in {t.lower_ for t in doc[max(0, token.i - 3):token.i]} or token.i < 2 or not {"me", "us", "heart", "hearts", "family", "mad", "crazy", "mistake"} & {t.lower_ for t in doc[max(0, token.i - 3):token.i]}:
        return None
    rest = carried(doc, token, False)
    tokens = [t for t in rest.tokens if t.lower_ not in {"all", "nonsense", "foolishness"}]
    if len(tokens) > 2 and tokens[1].lower_ == "about":
        tokens = tokens[2:]
        topic = said(token, tokens, kinds)
        return Turn("turn_uneasy", {"topic": topic}, token.i, 7) if topic and len(tokens) < 6 else None
    if not tokens or tokens[0].lower_ not in {"this", "that", "these", "those", "your", "the"} or len(tokens) > 6 or any(t.pos_ in {"VERB", "AUX"} for t in tokens):
        return None
    topic = said(token, tokens, kinds)
    return Turn("turn_uneasy", {"topic": topic}, token.i, 7) if topic and len(tokens) > 1 else None


def _misread(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"You twist my words", "you take what I say the wrong way": she would like to say how she meant it."""
    low = token.lower_
    mine = low in {"words", "word"} and (any(c.lower_ == "my" for c in token.lefts) or doc[token.i + 1:token.i + 4].text.lower() == "in my mouth")
    wrong = low == "way" and token.i and doc[token.i - 1].lower_ == "wrong" and "i" in {t.lower_ for t in doc[token.sent.start:token.i]}
    verbs = {t.lemma_.lower() for t in doc[token.sent.start:token.i]}
    into = low == "say" and token.i and doc[token.i - 1].lower_ == "i" and "into" in {t.lower_ for t in doc[token.i + 1:token.i + 3]}
    if not (mine and verbs & {"twist", "turn", "put"} or into and verbs & {"twist", "turn", "make"} or wrong and verbs & {"take", "hear"}) or not you_before(doc, token.i, 12):
        return None
    return Turn("turn_meant", {}, token.i, 10)


def _mattering(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"Your phone is more important to you than me"."""
    if token.lemma_.lower() == "matter" and token.pos_ == "VERB" and doc[token.i + 1:token.i + 2].text.lower() == "more" and "than" in {t.lower_ for t in doc[token.i + 2:token.i + 6]} and (they := subject(token)) is not None and not is_you(they) and they.lower_ not in {"it", "that", "this", "what", "i"}:
        whose = said(token, list(doc[they.left_edge.i:they.i + 1]), kinds)
        return Turn("turn_worry", {"clause": f"{whose[0].lower() + whose[1:] if doc[they.left_edge.i].pos_ != 'PROPN' else whose} {token.text.lower()} more to you than I do"}, token.i, 10) if whose else None
    if token.lower_ != "important" or token.i < 3 or doc[token.i - 1].lower_ != "more" or doc[token.i - 2].lower_ not in {"is", "are", "was", "were", "'s"}:
        return None
    verb = doc[token.i - 2]
    who = subject(verb)
    if who is None or is_you(who) or who.lower_ in {"it", "that", "this", "what", "i"} or not any(is_you(t) for t in doc[token.i:token.i + 4]):
        return None
    name = said(token, list(doc[who.left_edge.i:who.i + 1]), kinds)
    if not name:
        return None
    name = name if doc[who.left_edge.i].pos_ == "PROPN" else name[0].lower() + name[1:]
    return Turn("turn_worry", {"clause": f"{name} {'matter' if verb.lower_ in {'are', 'were'} else 'matters'} more to you than I do"}, token.i, 10)


def _what_was_said(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"You owe me an apology for what you said at Diwali": what was said there."""
    if token.lower_ != "what" or token.i < 1 or token.i + 2 >= len(doc) or doc[token.i - 1].lower_ not in {"for", "about", "after"} or not is_you(doc[token.i + 1]) or doc[token.i + 2].lower_ not in {"said", "did", "told", "called", "wrote"}:
        return None
    tail = after(token, kinds)
    return Turn("turn_said", {"topic": f"what {tail}"}, token.i, 10) if tail else None


def _left_out(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"You leave me out of everything" would like to be part of it."""
    if token.lower_ != "out" or token.i < 2 or doc[token.i - 1].lower_ not in {"me", "us"} or doc[token.i - 2].lemma_.lower() not in {"leave", "cut", "shut", "keep"} or not you_before(doc, token.i - 2, 6):
        return None
    thing = next((c for c in doc.noun_chunks if c.start == token.i + 2), None) if token.i + 2 < len(doc) and doc[token.i + 1].lower_ == "of" else None
    named = said(token, list(thing), kinds) if thing is not None and thing.root.lower_ not in {"everything", "things", "it", "this", "that", "will"} and not any(t.lower_ in {"every", "all"} for t in thing) else None
    return Turn("turn_belong", {"thing": named or "things"}, token.i, 9)


def _had_to(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"You forced me to quit dancing": she had to."""
    if token.lemma_.lower() not in {"force", "oblige", "pressure", "push", "bully", "guilt"} or token.i + 3 >= len(doc) or doc[token.i + 1].lower_ not in {"me", "us"} or denied(token) or not you_before(doc, token.i, 4):
        return None
    at = doc[token.i + 2]
    verb = doc[token.i + 3]
    form = verb.lower_ if at.lower_ == "to" and verb.tag_ == "VB" else inflect(verb, "VB") if at.lower_ == "into" and verb.tag_ == "VBG" else None
    tail = after(verb, kinds) if form else None
    if form is None or tail is None:
        return None
    past, own = is_past(token), "I" if doc[token.i + 1].lower_ == "me" else "we"
    return Turn("turn_own_past" if past else "turn_own", {"clause": f"{own} {'had' if past else 'have'} to {form} {tail}".strip()}, token.i, 11, past)


def _know_all(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"You think you know everything": she would like what she knows to count as well."""
    if token.lemma_.lower() != "know" or not you_before(doc, token.i, 2) or denied(token) or is_past(token) or {"would", "could", "did"} & set(helpers(token)):
        return None
    follow = {t.lower_ for t in doc[token.i + 1:token.i + 3]}
    if follow & {"everything", "best", "better", "it"} and (follow & {"everything", "best", "better"} or "all" in {t.lower_ for t in doc[token.i + 1:token.i + 4]}):
        return Turn("turn_view", {}, token.i, 9)
    return None


#: What is looked for at every charged word.
RULES: tuple[Rule, ...] = (_pretended, _sore, _life_wasted, _cannot_reach, _with_this, _misread, _mattering, _what_was_said, _left_out, _had_to, _know_all)
