"""How near the two stand, and what she is to the other: not a word from you, treated like a maid, still seen as a child."""
from __future__ import annotations

from typing import TYPE_CHECKING

from bot.coach.reframe.charge import K, Turn
from bot.coach.reframe.extent import carried
from bot.coach.reframe.grammar import base_of, denied, helpers, inflect, is_past, is_you, subject
from bot.coach.reframe.lexis import TIME_UNITS
from bot.coach.reframe.plain import charged
from bot.coach.reframe.scan import Rule, after, noun_phrase, said, words_from, you_before
from bot.coach.reframe.topics import KIN_ROLES

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

FAR = frozenset("cold distant hard closed cool far remote different stiff strange frosty bitter".split())
SIGNS = frozenset("word call text card letter message visit reply postcard note email".split())
BECOMING = frozenset("become get grow turn go".split())


def _since(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"Since you joined that group you look down on us": something is different since then."""
    if token.lower_ != "since" or token.i and doc[token.i - 1].lower_ not in {"ever", ",", "and", "but", "changed", "different"} and not token.is_sent_start and not (
            K.LABEL in kinds and you_before(doc, token.i, 9) and {"become", "turned", "got", "gotten", "grown", "been"} & {t.lower_ for t in doc[token.sent.start:token.i]}):
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


YOUNG = frozenset("child kid baby toddler teenager girl boy schoolgirl schoolchild infant toddlers children".split())
#: Likenesses that say nothing she would care to repeat.
REFUSE = frozenset("dirt rubbish garbage trash crap shit scum nothing nobody filth animal dog criminal thief idiot fool".split())
DEALING = frozenset("treat talk speak use see look answer order handle".split())
FEELINGS_LIKE = frozenset({"feel", "feeling", "felt"})


def _likeness(doc: Doc, start: int, kinds: frozenset[K], at: int, weight: int) -> Turn | None:
    """What follows "like": a role gives a wish to be more than that, a child's age a wish to be seen as grown."""
    while start < len(doc) and doc[start].lower_ in {"i'm", "i", "'m", "am", "still", "some", "sort", "of", "kind", "just", "we", "'re", "if", "though", "were", "was"}:
        start += 1
    if start >= len(doc):
        return None
    if doc[start].lower_ == "one" and start + 3 < len(doc) and doc[start + 1].lower_ == "of":
        group = noun_phrase(doc, start + 2)
        return Turn("turn_more_than", {"likeness": f"one of {group[0]}"}, at, weight) if group else None
    if doc[start].pos_ == "NUM" or doc[start].like_num:
        return Turn("turn_grown", {}, at, weight)
    thing = noun_phrase(doc, start)
    if thing is None:
        return None
    text, root = thing
    low = root.lemma_.lower()
    if low in YOUNG:
        return Turn("turn_grown", {}, at, weight)
    if low in REFUSE or root.lower_ in REFUSE or doc[start].lower_ not in {"a", "an", "your", "the", "one"} and root.tag_ not in {"NNS", "NN"}:
        return Turn("turn_count", {}, at, weight)
    if root.dep_ in {"nsubj", "nsubjpass"} or root.tag_ == "NNS" or doc[start].lower_ in {"my", "our", "his", "her", "one"}:
        return None
    return Turn("turn_more_than", {"likeness": text}, at, weight)


def _dealt_with(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"You treat me like a maid", "stop talking to me like I'm five", "you only see me as a taxi"."""
    if token.lower_ not in {"like", "as"} or token.i < 2 or not any(t.lower_ in {"me", "us"} for t in doc[max(token.sent.start, token.i - 3):token.i]):
        return None
    verb = next((t for t in reversed(doc[max(token.sent.start, token.i - 5):token.i]) if t.pos_ == "VERB"), None)
    if verb is None or verb.lemma_.lower() not in DEALING or denied(verb) or token.lower_ == "as" and verb.lemma_.lower() not in {"see", "use", "treat"}:
        return None
    past = inflect(verb, "VBD") if is_past(verb) and verb.lemma_.lower() in {"talk", "speak", "look"} else None
    if past is not None:  # one time: how it was done there
        where = next((t for t in doc[token.i + 2:token.sent.end - 1] if t.lower_ in {"in", "at", "on", "during", "when", "while"}), None)
        front, then = said(verb, list(doc[verb.i + 1:token.i]), kinds), after(where, kinds) if where is not None else ""
        return Turn("turn_how", {"how": f"you {past} {front} {where.lower_ if where is not None else ''} {then}".strip()}, token.i, 10) if front and then is not None else None
    return _likeness(doc, token.i + 1, kinds, token.i, 10)


def _made_to_feel(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"You made me feel like a burden the whole time I was ill": what she felt like, when."""
    if token.lower_ != "like" or token.i < 3 or doc[token.i - 1].lower_ != "feel" or doc[token.i - 2].lower_ != "me":
        return None
    make = next((t for t in reversed(doc[max(0, token.i - 6):token.i - 2]) if t.lemma_.lower() == "make"), None)
    if make is None or denied(make) or not you_before(doc, make.i, 5):
        return None
    rest = carried(doc, token, False)
    tokens = list(rest.tokens)
    if not tokens or tokens[0].lower_ not in {"a", "an", "the", "some"} or any(is_you(t) for t in tokens) or any(t.lemma_.lower() in REFUSE for t in tokens):
        return None
    past = is_past(make) and not {"have", "'ve"} & set(helpers(make))
    text = said(token, tokens, kinds, of_herself=True)
    return Turn("turn_felt" if past else "turn_own", {"clause": f"I {'felt' if past else 'end up feeling'} like {text}"}, token.i, 9, past) if text else None


def _a_thing(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"You treat this house like a hotel": how the house is treated matters to her."""
    if token.lemma_.lower() not in {"treat", "use", "run"} or token.pos_ != "VERB" or denied(token):
        return None
    who = subject(token)
    what = next((c for c in token.rights if c.dep_ in {"dobj", "nsubj"} and c.pos_ in {"NOUN", "PROPN"}), None)
    if who is None or not is_you(who) or what is None or not any(t.lower_ in {"like", "as"} for t in doc[what.i + 1:what.i + 3]):
        return None
    thing = said(token, list(doc[what.left_edge.i:what.i + 1]), kinds)
    if thing and (what.pos_ == "PROPN" or what.lemma_.lower() in KIN_ROLES):
        return Turn("turn_how", {"how": f"you are with {thing}"}, token.i, 9)
    return Turn("turn_treated", {"thing": thing}, token.i, 9) if thing and len(thing.split()) < 6 else None


def _like_this(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"Why are you like this every time I have friends over": how things are then."""
    judged = kinds & {K.LABEL, K.CRITICISM, K.ABSOLUTE, K.ACCUSING_QUESTION} and token.dep_ in {"acomp", "attr"} and token.head.lemma_.lower() in {"be", "get", "become", "turn"} and (who := subject(token.head)) is not None and is_you(who) and not denied(token.head)
    if judged and token.i + 2 < len(doc) and doc[token.i + 1].lower_ in {"when", "whenever"}:
        moment = said(token, carried(doc, doc[token.i + 1], False).tokens, kinds)
        return Turn("turn_how", {"how": f"things are between us when {moment}"}, token.i, 10) if moment and len(moment.split()) > 1 else None
    if token.lower_ != "like" or token.i + 2 >= len(doc) or doc[token.i + 1].lower_ not in {"this", "that"} or not you_before(doc, token.i, 4) or not any(
            t.lower_ in {"are", "'re", "get", "be", "act", "were"} for t in doc[max(0, token.i - 4):token.i]):
        return None
    link = next((t for t in doc[token.i + 2:token.i + 6] if t.lower_ in {"when", "whenever", "time"}), None)
    moment = said(token, carried(doc, link, False).tokens, kinds) if link is not None else None
    return Turn("turn_how", {"how": f"things are between us when {moment}"}, token.i, 9) if moment and len(moment.split()) > 1 else None


def _unequal(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"You treat my brother like a king and me like the help", "you treat him better than me": the same for both is wished for."""
    if token.lemma_.lower() != "treat" or token.pos_ != "VERB" or denied(token) or not you_before(doc, token.i, 4) or token.i + 2 >= len(doc):
        return None
    other = next((c for c in token.rights if c.dep_ in {"dobj", "nsubj"} and c.lower_ not in {"me", "us"}), None)
    later = {t.lower_ for t in doc[other.i + 1:token.sent.end]} if other is not None else set()
    if other is None or not {"me", "us"} & later or not ({"better", "different", "differently", "nicer"} & later or {"like", "as"} & later and {"and", "but", "while"} & later):
        return None
    name = said(token, list(doc[other.left_edge.i:other.i + 1]), kinds)
    return Turn("turn_wish", {"vp": f"treat {name} and me the same", "vpast": f"treated {name} and me the same"}, token.i, 11) if name and len(name.split()) < 5 else None


def _still_young(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"You think I'm still fifteen", "I'm not a child"."""
    if token.lemma_.lower() not in YOUNG and not (token.like_num and token.pos_ == "NUM"):
        return None
    lead = [t.lower_ for t in doc[max(token.sent.start, token.i - 5):token.i]]
    if token.like_num and not {"still"} & set(lead) or token.i + 1 < len(doc) and doc[token.i + 1].pos_ == "NOUN" and doc[token.i + 1].lemma_.lower() not in {"year"}:
        return None
    if any(t.tag_ == "VBG" for t in doc[max(token.sent.start, token.i - 3):token.i]) or not {"i", "i'm"} & set(lead) or not ({"'m", "am", "i'm", "im"} & set(lead)) or not kinds & {K.MIND_READING, K.CRITICISM, K.DEMAND, K.ACCUSING_QUESTION, K.PSEUDO_FEELING, K.ABSOLUTE}:
        return None
    return Turn("turn_grown", {}, token.i, 9)


def _feels_like(doc: Doc, token: Token, kinds: frozenset[K]) -> Turn | None:
    """"I feel like a taxi" would like to be more than that; "I feel like I have to earn it" is a worry of hers."""
    if K.PSEUDO_FEELING not in kinds or token.lower_ not in {"like", "that"} or not token.i or doc[token.i - 1].lower_ not in FEELINGS_LIKE or not any(
            t.lower_ == "i" for t in doc[max(0, token.i - 4):token.i]):
        return None
    follow = doc[token.i + 1] if token.i + 1 < len(doc) else None
    if follow is None or is_you(follow):
        return None
    if follow.lower_ in {"i", "i'm"}:
        rest = carried(doc, follow, False)
        tail = said(token, rest.tokens, kinds, of_herself=True)
        if not tail or len(rest.tokens) < 2 or any(is_you(t) and t.dep_ == "nsubj" for t in rest.tokens):
            return None
        return Turn("turn_worry", {"clause": f"I {tail}".replace("I '", "I'")}, token.i, 9)
    if token.lower_ == "like" and not charged(follow):
        return _likeness(doc, token.i + 1, kinds, token.i, 8)
    return None


#: What is looked for at every charged word.
RULES: tuple[Rule, ...] = (_since, _grown_far, _no_word, _only_see, _dealt_with, _made_to_feel, _a_thing, _like_this, _unequal, _still_young, _feels_like)
