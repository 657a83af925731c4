"""What the other did or does: "when you …", "how you …"."""
from __future__ import annotations

from typing import TYPE_CHECKING

from bot.coach.reframe.charge import (
    AGAINST,
    HEARTS,
    HOW,
    MINDS,
    PLACES,
    SAYING,
    UNFILMED,
    Charge,
    K,
    Turn,
    empty,
    inverts,
    judging,
    make,
    say,
)
from bot.coach.reframe.deeds import MANNERED
from bot.coach.reframe.extent import Carried, carried, finite, unsaid
from bot.coach.reframe.grammar import UNCHANGED, base_of, helpers, inflect, is_past, is_you, phrase_text
from bot.coach.reframe.lexis import STATES
from bot.coach.reframe.plain import charged
from bot.coach.reframe.wanting import asked_for

if TYPE_CHECKING:
    from spacy.tokens import Token

#: In these only what has happened is told as it was.
QUIET = frozenset({K.LABEL, K.DISMISSAL, K.THREAT})


def forced(c: Charge) -> Turn | None:
    """"You just had to mention the rent", "do you have to correct me", "you keep saying it": the deed itself."""
    going = next((t for t in c.head.rights if t.dep_ == "xcomp" and t.tag_ == "VBG" and not any(x.dep_ in {"dobj", "nsubj"} for x in c.doc[c.head.i + 1:t.i])), None) if c.base in {"keep", "start"} and not c.no else None
    if going is not None:
        return told(c, going, is_past(c.head), 9)
    if c.base not in {"have", "need", "insist", "love", "like", "choose", "decide", "manage", "dare"} or c.no:
        return None
    inner = next((t for t in c.head.rights if t.dep_ == "xcomp" and t.tag_ in {"VB", "VBG"}), None)
    if inner is not None and base_of(inner) in {"stop", "quit"}:
        return asked_for(c, inner, True, 9)
    if inner is None or c.base in {"love", "like"} and not c.kinds & {K.ABSOLUTE, K.CRITICISM, K.CONTEMPT, K.MIND_READING}:
        return None
    return told(c, inner, is_past(c.head), 8)


def manner(c: Charge) -> Turn | None:
    """"You talk to me like I'm staff" is about how she talks."""
    rest = c.rest()
    if rest.likened and c.base in {"act", "behave", "talk", "speak", "carry", "live"}:
        seen = _likened_to_mine(c, rest)
        if seen is not None:
            return seen
        moment = next((t for t in c.doc[c.head.i + 2:c.head.sent.end] if t.lower_ in {"when", "whenever"}), None)
        then = say(c, carried(c.doc, moment, False).tokens) if moment is not None and c.base in {"act", "behave"} else None
        if then:
            return make(c, "turn_how", 7, how=f"things are between us when {then}")
    if c.doc[max(0, c.who.i - 1)].lower_ == "how" and c.base in {"treat", "talk", "speak"} and not is_past(c.head) and not helpers(c.head):
        tail = say(c, rest.tokens)
        return make(c, "turn_how", 8, how=f"you are with {tail}" if c.base == "treat" else f"you {c.base} {tail}") if tail else None
    way = any(t.lemma_.lower() == "way" for t in c.doc[max(0, c.who.i - 1):c.who.i])
    if not (rest.likened or way) or c.base not in HOW or is_past(c.head) or set(helpers(c.head)) & {"could", "should", "would", "must"}:
        return None
    tail = say(c, rest.tokens)
    if tail is None or not way and not {t.lower_ for t in rest.tokens} & {"me", "us", "my", "our"}:
        return None
    if c.base in {"talk", "speak"} or way and c.base in {"look", "act"}:
        return make(c, "turn_how", 8, how=f"you {c.base} {tail}")
    if c.base == "treat":
        return make(c, "turn_how", 8, how=f"you are with {tail}")
    return None


def _likened_to_mine(c: Charge, rest: Carried) -> Turn | None:
    """"You act like my asthma is a fad": she would like to know how it is seen."""
    start = (rest.tokens[-1].i if rest.tokens else c.head.i) + 1
    after = [t for t in c.doc[start:start + 8] if t.lower_ not in {"like", "as", "if", "though"}]
    if after and after[0].tag_ == "VBG" and after[0].dep_ == "csubj" and {"me", "us", "my"} & {t.lower_ for t in after[0].subtree}:
        thing = say(c, [t for t in after[0].subtree if t.i >= after[0].i])
        return make(c, "turn_seen", 8, thing=thing) if thing else None
    if not after or after[0].lower_ not in {"my", "our"}:
        return None
    noun = next((t for t in after if t.dep_ in {"nsubj", "nsubjpass"} and t.pos_ in {"NOUN", "PROPN"} and t.i >= after[0].i), None)
    if noun is None:
        return None
    thing = say(c, list(c.doc[after[0].i:noun.i + 1]))
    return make(c, "turn_seen", 8, thing=thing) if thing else None


def deed_of(c: Charge) -> Turn | None:
    aux = set(helpers(c.head))
    asked = any(t.lower_ in {"how", "why"} for t in c.doc[max(0, c.who.i - 4):c.who.i])
    before = {t.lower_ for t in c.doc[max(0, c.who.i - 4):c.who.i]}
    if inverts(c) and not asked and "must" not in aux or before & {"since", "where", "who", "what"} and inverts(c):
        return None
    asked = asked or "must" in aux and inverts(c)
    past = is_past(c.head) or bool(aux & {"did"}) or asked and (bool(aux & {"could"}) or "dare" in before) and c.head.tag_ != "VBN"
    if c.head.lower_ in UNCHANGED and not aux and c.kinds & {K.MIND_READING, K.FAULT, K.CRITICISM} and not c.kinds & {K.ABSOLUTE}:
        past = True  # "you read out my letter at lunch" was one time
    if any(t.lower_ == "only" for t in c.doc[c.who.i:c.head.i]):
        return None  # not the deed, the only is the charge
    if "how" in before and aux & {"do", "can"} and not {"me", "my", "us", "our"} & {t.lower_ for t in c.rest().tokens}:
        return None  # "how do you sleep"
    if c.kinds & {K.DEMAND} and any(t.lower_ in {"whenever", "when"} and t.dep_ in {"advmod", "mark"} for t in c.head.lefts):
        return None
    if K.DEMAND in c.kinds and not past and not asked and c.head.tag_ in {"VBP", "VB"} and not c.no and not aux and c.base not in {"have", "be", "get"} | MINDS | HEARTS and {"by", "now", "today", "tonight", "tomorrow", "at", "before", "first", "and"} & {t.lower_ for t in c.head.sent}:
        return asked_for(c, c.head, True, 9)  # "you clear the table by six"
    towards_me = c.kinds & QUIET == {K.LABEL} and bool({"me", "my", "us", "our"} & {t.lower_ for t in c.rest().tokens})
    if c.kinds & QUIET and not towards_me and not (past and not asked) and not (c.base == "be" and "side" in {t.lower_ for t in c.rest().tokens}) or c.kinds & {K.CONTEMPT, K.GUILT_TRIP} and not past and not c.kinds & {K.ABSOLUTE, K.CRITICISM, K.ACCUSING_QUESTION, K.FAULT} and not (
            K.GUILT_TRIP in c.kinds and {"me", "us"} & {t.lower_ for t in c.rest().tokens} and c.head.tag_ == "VBP"):
        return None
    if c.no or aux & {"should", "will", "might", "may", "ought", "shall"} or aux & {"would", "could", "can", "must"} and not (asked and (inverts(c) or "must" in aux)):
        return None
    if c.base in MINDS | HEARTS - {"support"} | AGAINST | {"know", "seem", "feel"} or c.base in {"act", "behave"} and any(x.dep_ == "acomp" or x.pos_ == "ADJ" for x in c.head.rights) or c.base in UNFILMED and not (
            past and c.base == "lose" and {"my", "our"} & {t.lower_ for t in c.rest().tokens[:1]}):
        return None
    if c.kinds == {K.COMPARISON} and not past and not {"me", "my", "us", "our"} & {t.lower_ for t in c.rest().tokens}:
        return None  # her own life, held up against another's
    return told(c, c.head, past, 9)


#: What can be spent; other things are only wasted.
SPENT = frozenset("money time saving savings hour day weekend salary wage pension year evening afternoon fortune cash".split())
LOOSE = 4  # a telling that may lean on a figure of speech; tried when nothing else stands


def loosely(c: Charge) -> Turn | None:
    """What was done in her own figure of speech: "you made fun of my accent", "you put church before me"."""
    if c.no or inverts(c) or c.kinds & QUIET or set(helpers(c.head)) - {"have", "did", "do"} or c.base in MINDS | HEARTS | AGAINST | {"be", "know", "seem", "feel", "want", "deserve", "owe", "mean"} or any(
            t.lower_ in {"only", "if", "until", "unless"} for t in c.doc[c.head.sent.start:c.head.i]):
        return None
    if c.base in {"turn", "set"} and "against" in {t.lower_ for t in c.rest().tokens}:
        return None  # a verdict on what was done to others
    if c.base == "take" and "granted" in {t.lower_ for t in c.rest().tokens} or c.base == "let" and c.rest().tokens[-1:] and c.rest().tokens[-1].lower_ == "down":
        return None
    if not {"me", "my", "us", "our", "mine"} & {t.lower_ for t in c.rest().tokens} and not any(t.pos_ in {"NOUN", "PROPN"} for t in c.rest().tokens):
        return None
    return told(c, c.head, is_past(c.head), LOOSE, loose=True)


def _makes_feel(base: str, rest: Carried) -> bool:
    """"you make me sick": what it is like for her, and nothing that was done."""
    words = [t.lower_ for t in rest.tokens[:2]]
    return base == "make" and words[:1] in (["me"], ["us"]) and (len(words) < 2 or words[1] == "feel" or rest.tokens[1].tag_ != "VB")


def _without_likened_verb(rest: Carried, verb: Token) -> Carried:
    """"home at all hours and treat this place like a hotel": the likeness is of the second verb, the first stands without it."""
    joint = next((n for n, t in enumerate(rest.tokens[:-1]) if n and t.tag_ == "CC" and any(x in verb.conjuncts for x in rest.tokens[n + 1:n + 3])), None)
    return Carried(rest.tokens[:joint]) if rest.likened and joint is not None else rest


def told(c: Charge, verb: Token, past: bool, weight: int, loose: bool = False) -> Turn | None:
    """"when you …": what a camera may have seen, or at least what was done."""
    if base_of(verb) == "wait" and past:  # "you waited till I was out so you could paint the hall": the painting
        could = next((t for t in c.doc[verb.i:verb.i + 16] if t.lower_ == "could" and is_you(t.nbor(-1)) and t.i + 1 < len(c.doc)), None)
        if could is not None and c.doc[could.i + 1].tag_ in {"VB", "VBP"}:
            return told(c, c.doc[could.i + 1], True, weight)
    base = base_of(verb)
    here = Charge(c.doc, c.who, verb, c.kinds, c.camera)
    rest = _without_likened_verb(here.rest(), verb)
    aux = set(helpers(verb)) if verb == c.head else set()
    thing = past and any(x.dep_ == "dobj" and x.pos_ in {"NOUN", "PROPN"} for x in verb.rights)
    if rest.likened and not ((thing and base not in MANNERED | HOW) or len(rest.tokens) > 4 and base not in HOW) and (base in MANNERED | HOW or len(rest.tokens) < 3 or base not in SAYING and not {"me", "my", "us", "our"} & {t.lower_ for t in rest.tokens}):
        return None
    if judging(here, rest) and (not loose or _makes_feel(base, rest)) or empty(here, rest) or any(x.dep_ in {"auxpass", "nsubjpass"} for x in verb.lefts):
        return None
    if base == "call" and any(charged(t) for t in rest.tokens):
        return None  # "called me ungrateful" without its word is a ring
    if base == "say" and not past and any(t.lower_ == "but" for t in c.doc[verb.i:verb.i + 14]):
        return None  # the point is in what follows
    if any(x.tag_ in {"WRB", "WP", "WDT"} and x.lower_ not in {"how", "why", "when", "whenever"} for x in verb.lefts):
        return None  # "where you came from" tells nothing done
    if verb.tag_ == "VBG" and base == "go" and len(rest.tokens) > 1 and rest.tokens[0].lower_ == "to" and rest.tokens[1].tag_ in {"VB", "VBP"}:
        return None
    if base in {"have", "need", "ought"} and rest.tokens and rest.tokens[0].lower_ == "to":
        return None
    if rest.motive and len(rest.tokens) < 2 and base in {"teach", "ask", "train", "raise", "bring"}:
        return None
    if base == "get" and (len(rest.tokens) < 3 or aux & {"have", "'ve"} or rest.tokens[0].lower_ in {"me", "us"} and any(t.tag_ in {"JJ", "VBN"} for t in rest.tokens[1:3])) or base == "promise" or base == "swear" and (not rest.tokens or rest.tokens[0].lower_ != "at"):
        return None
    if base == "have" and not any(t.tag_ == "VBG" for t in rest.tokens) or base == "forget" and not past and rest.tokens[0].tag_ in {"WRB", "WP"}:
        return None
    if base == "accuse" and past and len(rest.tokens) > 3 and [t.lower_ for t in rest.tokens[:2]] == ["me", "of"] and rest.tokens[2].tag_ == "VBG":
        form, what = inflect(rest.tokens[2], "VBD"), say(here, rest.tokens[3:], of_herself=True)
        return make(c, "turn_past", weight, True, clause=f"you said I {form} {what}") if form and what else None
    tail = say(here, rest.tokens)
    if tail is None or K.MIND_READING in c.kinds and rest.tokens and rest.tokens[0].tag_ == "TO":
        return None
    if c.kinds == {K.MIND_READING} and not (past and (base in {"forget", "miss", "cancel"} or base == "wait" and "until" in {t.lower_ for t in rest.tokens[:1]}) and any(t.pos_ in {"NOUN", "PROPN"} for t in rest.tokens)) and not ({"me", "my", "us", "our"} & {t.lower_ for t in rest.tokens} or any(x.dep_ == "dobj" and x.pos_ in {"NOUN", "PROPN"} for x in verb.rights)):
        return None  # in a guess at a motive what is told may be a figure
    if any(x.tag_ == "TO" for x in verb.lefts) and verb == c.head:
        return None
    if base == "be" or verb.lower_ in {"'re", "re"}:
        first = rest.tokens[0].lower_ if rest.tokens else ""
        if first not in PLACES | STATES or len(rest.tokens) == 1 and first not in STATES:
            return None
        text = f"you were {tail}" if past else f"you're {tail}"
    elif verb.tag_ == "VBG" and aux & {"are", "'re", "is", "were", "was", "been", "r"}:
        if charged(verb) or K.DEMAND in c.kinds:
            return None
        if "been" in aux:
            return make(c, "turn_state", weight - 1, clause=f"you've been {verb.lower_} {tail}".strip())
        if base in {"go", "try"} and not past and rest.tokens and rest.tokens[0].lower_ == "to":
            return None
        text = f"you were {verb.lower_} {tail}" if past or aux & {"were", "was"} else f"you're {verb.lower_} {tail}"
        past = bool(aux & {"were", "was"})
    else:
        seen = c.camera.get(base)
        objects = {x.lemma_.lower() for x in verb.rights if x.dep_ == "dobj"}
        if seen == "spend" and not objects & SPENT or base in {"snap", "bark"} and objects:
            return None
        if charged(verb) and seen is None:
            return None
        if aux & {"have", "'ve", "has"} and not past or verb.tag_ == "VBN" and aux & {"have", "'ve"}:
            done = inflect(verb, "VBN")
            if done is None or seen or base in {"get", "have", "be"}:
                return None
            return make(c, "turn_state", weight - 1, clause=f"you've {done} {tail}".strip())
        form = _seen(seen, past) if seen else finite(verb, past)
        if form is None:
            return None
        text = f"you {form} {tail}"
    text = text.replace(" whenever ", " when ")
    if not past and text.endswith(" again"):
        text = text[:-6]
    if base == "be" and not past and len(rest.tokens) < 3 and any(t.lower_ in {"always", "constantly", "forever"} for t in c.doc[c.who.i:verb.i + 3]):
        text = f"{text} so often"  # "when you're out" alone would say too little
    lead = _each_time(c) if verb == c.head else None
    return make(c, "turn_past" if past else "turn_habit", weight, past, clause=f"{lead} and {text.strip()}" if lead else text.strip())


def _each_time(c: Charge) -> str | None:
    """"Every time I sing you leave the room": the moment, in her words."""
    before = list(c.doc[c.head.sent.start:c.who.i])
    start = next((n for n, t in enumerate(before) if t.lower_ in {"when", "whenever"} or t.lower_ == "time" and n and before[n - 1].lower_ in {"every", "each", "any", "single"}), None)
    tokens = [t for t in before[start + 1:] if not unsaid(t)] if start is not None else []
    while tokens and tokens[-1].is_punct:
        tokens.pop()
    if not 2 <= len(tokens) <= 10 or tokens[0].lower_ not in {"i", "we"} or any(t.is_punct or is_you(t) and t.dep_ not in {"dobj", "dative", "pobj"} or charged(t) for t in tokens):
        return None
    return phrase_text(tokens)


def _seen(seen: str, past: bool) -> str | None:
    """"look at" in the past is "looked at", "not answer" is "didn't answer"."""
    from lemminflect import getInflection

    first, *others = seen.split()
    if first == "not":
        return " ".join(["didn't" if past else "don't", *others])
    form = getInflection(first, "VBD")[0] if past else first
    return " ".join([form, *others])
