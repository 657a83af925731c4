"""What she takes to be in the other's mind, and what she would like to be known."""
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.coach.reframe.charge import AGAINST, HEARTS, MINDS, WISHING, Charge, K, Turn, inverts, make, say
from bot.coach.reframe.extent import Carried, carried, finite, unsaid
from bot.coach.reframe.grammar import base_of, helpers, inflect, is_past
from bot.coach.reframe.lexis import YOU
from bot.coach.reframe.spell import text_of
from bot.coach.reframe.wanting import NOT_WISHED

if TYPE_CHECKING:
    pass

BLIND = frozenset("know understand realise realize see get appreciate imagine".split())


def rather(c: Charge) -> Turn | None:
    """"You'd rather water the plants than talk to me" wants the talking."""
    between = {t.lower_ for t in c.doc[c.who.i:c.head.i + 1]}
    if not between & {"rather", "sooner"}:
        return None
    than = next((t for t in c.doc[c.head.i:c.head.i + 20] if t.lower_ == "than"), None)
    verb = next((t for t in c.doc[than.i + 1:than.i + 4] if t.tag_ in {"VB", "VBP"}), None) if than is not None else None
    mine = than is not None and than.i + 2 < len(c.doc) and (c.doc[than.i + 2].lower_ in {"me", "us"} or c.doc[than.i + 2:than.i + 5].text.lower().startswith(("your own ", "your mother", "your mum", "your daughter")))
    if verb is None and than is not None and mine and c.head.tag_ in {"VB", "VBP"}:  # "rather spend Christmas with strangers than with me"
        joint = next((t for t in c.doc[c.head.i + 1:than.i] if t.lower_ == c.doc[than.i + 1].lower_), None)
        middle, simple = say(c, list(c.doc[c.head.i + 1:joint.i])) if joint is not None else None, inflect(c.head, "VBD")
        if joint is not None and middle is not None and simple is not None:
            whole = f"{middle} {joint.lower_} {'us' if c.doc[than.i + 2].lower_ == 'us' else 'me'}".strip()
            return make(c, "turn_wish", 9, vp=f"{c.base} {whole}", vpast=f"{simple} {whole}")
    if verb is None or base_of(verb) in NOT_WISHED - {"have", "let", "give"}:
        return None
    rest = carried(c.doc, verb, False)
    tail, past = say(c, rest.tokens), inflect(verb, "VBD")
    if past is None or tail is None or not {t.lower_ for t in rest.tokens} & {"me", "us", "my", "our"}:
        return None
    return make(c, "turn_wish", 9, vp=f"{verb.lower_} {tail}", vpast=f"{past} {tail}")


def lied(c: Charge) -> Turn | None:
    """"You lied to me": what was told and what was found are not the same."""
    if c.base != "lie" or c.no or not {"me", "us", "my"} & {t.lower_ for t in c.doc[c.head.i:c.head.i + 4]} or set(helpers(c.head)) & {"would", "will", "could"} or "about" in {
            t.lower_ for t in c.rest().tokens}:
        return None
    return make(c, "turn_lied", 9, True)


def known(c: Charge) -> Turn | None:
    """"You have no idea how hard it is": she would like it to be known."""
    idea = next((t for t in c.head.rights if t.lemma_.lower() in {"idea", "clue"}), None) if c.base == "have" else None
    if idea is None and not (c.base in BLIND and c.no):
        return None
    start = idea or c.head
    if idea is None and c.base == "know" and any(x.dep_ == "dobj" and x.pos_ in {"NOUN", "PROPN"} for x in c.head.rights) and not inverts(c):
        tail = say(c, c.rest().tokens, positive=True)
        return make(c, "turn_love_if", 9, vpast=f"knew {tail}") if tail and {"my", "our", "me", "his", "her"} & {t.lower_ for t in c.rest().tokens} else None
    what = next((t for t in c.doc[start.i + 1:start.i + 4] if t.lower_ in {"how", "what", "why", "where", "that"} and t.tag_ != "DT"), None)
    if what is None or what.i + 1 >= len(c.doc):
        return None
    rest = carried(c.doc, what, False)
    tail = say(c, rest.tokens[:next((n for n, t in enumerate(rest.tokens) if t.lower_ == "if" and n), None)])
    own = {t.lower_ for t in rest.tokens} & {"i", "me", "my", "we", "us", "our", "i'm"} or what.lower_ == "how" and any(t.lower_ == "it" for t in rest.tokens)
    if not tail or len(rest.tokens) < 2 or not own or rest.tokens[0].pos_ == "AUX":
        return None
    return make(c, "turn_know", 9, matter=f"{what.lower_} {tail}")


def plus_none(tail: str) -> str:
    """"any of my friends" as plain "my friends"."""
    return re.sub(r"^(?:any|one|a single one) of ", "", tail)


def feared(c: Charge) -> Turn | None:
    """What she takes to be in the other's mind becomes a worry, which may be asked about."""
    aux = set(helpers(c.head))
    if c.head.lower_ == "supposed":
        return None
    rest = carried(c.doc, c.head, False)
    if c.base in {"love", "prefer"} and not c.no and {"more", "better", "most"} & {t.lower_ for t in rest.tokens} and len(rest.tokens) < 9:
        done, tail = inflect(c.head, "VBN"), say(c, rest.tokens)
        have = "'ve" if {"have", "'ve"} & aux else ""
        return make(c, "turn_worry", 8, is_past(c.head), clause=f"you{have} {done if have else finite(c.head, is_past(c.head))} {tail}") if tail else None
    past = is_past(c.head)
    tail = say(c, rest.tokens)
    if c.base in HEARTS and inverts(c) and c.no and aux & {"can", "do"}:  # "why can't you trust me like you trust him"
        whole = [t for t in c.doc[c.head.i + 1:c.head.sent.end] if not t.is_punct and not unsaid(t)]
        asked = say(c, whole) if len(whole) < 9 and whole and whole[0].lower_ in {"me", "us", "my", "that", "how"} else None
        return make(c, "turn_worry", 8, clause=f"you don't {c.base} {asked}") if asked else None
    if c.base == "stand" and c.no and aux & {"can", "could"} and tail and {"i", "me", "my", "us", "i'm"} & {t.lower_ for t in rest.tokens}:
        return make(c, "turn_worry", 7, clause=f"you don't like {tail}")
    if c.base in WISHING and not inverts(c) and not aux & {"should", "must", "could", "would", "will"} and tail and _of_me(c, rest):
        between = [t for t in c.doc[c.who.i + 1:c.head.i + 1] if not unsaid(t) or t.lower_ in {"never", "only"}]
        if not {"never", "only"} & {t.lower_ for t in between}:
            gap = "" if between and not between[0].is_alpha else " "
            return make(c, "turn_worry", 8, past, clause=f"you{gap}{text_of(between)} {tail}")
    if c.base in {"like", "trust", "accept", "love"} and c.no and aux & {"have", "'ve"} and not inverts(c) and tail and {"me", "my", "us"} & {t.lower_ for t in rest.tokens}:
        return make(c, "turn_worry", 8, clause=f"you don't {c.base} {plus_none(tail)}")
    if c.base in AGAINST and not c.no and not inverts(c) and aux & {"have", "'ve"} and rest.tokens and rest.tokens[0].lower_ in {"me", "us"}:
        return make(c, "turn_worry", 8, clause=f"you don't like {rest.tokens[0].lower_}")
    if c.base in AGAINST and inverts(c) and not c.no and tail and {"me", "my", "us", "our"} & {t.lower_ for t in rest.tokens[:1]} and "do" in aux:
        return make(c, "turn_worry", 8, clause=f"you don't like {re.sub(r' so much$', '', tail)}")
    if "would" in aux and not c.no and not inverts(c) and c.head.tag_ == "VB" and c.base in {"forget", "notice", "prefer", "choose", "leave", "miss", "replace", "trade", "swap"} and {"me", "my", "us", "our"} & {t.lower_ for t in rest.tokens} and tail and not any(
            t.lower_ == "if" for t in c.doc[c.head.sent.start:c.who.i]):
        return make(c, "turn_worry", 7, clause=f"you'd {c.base} {re.split(r' if ', tail)[0]}")
    if aux & {"should", "must", "would", "could", "have", "'ve"} or inverts(c):
        return None
    if c.base == "be" and c.no and aux & {"will", "wo"} and {"until", "till"} & {t.lower_ for t in rest.tokens} and tail:
        return make(c, "turn_worry", 8, clause=f"you won't be {tail}")
    if c.base in {"love", "like", "want", "notice", "care", "need"} and any(t.lower_ == "only" for t in c.doc[c.who.i:c.head.i]) and tail and {"me", "us", "my"} & {t.lower_ for t in rest.tokens} and not past:
        return make(c, "turn_worry", 8, clause=f"you only {c.base} {tail}")
    if not tail or c.base in {"be"} and not rest.tokens:
        return None
    if c.base == "be" and c.no and not past and rest.tokens[0].lower_ == "sorry" or c.base == "be" and c.no and [t.lower_ for t in rest.tokens[:2]] in (["not", "sorry"], ["n't", "sorry"]):
        return make(c, "turn_sure", 8, clause="you're sorry")
    if c.base == "be" and not c.no and not past and {"me", "us"} & {t.lower_ for t in rest.tokens[:4]} and {"when", "if", "because"} & {t.lower_ for t in c.doc[c.head.i:c.head.i + 8]} and any(
            t.lower_ == "only" for t in c.doc[c.head.i:c.head.i + 2]):
        return make(c, "turn_worry", 8, clause=f"you're only {tail}")
    words = {t.lower_ for t in rest.tokens}
    if c.base in {"care", "be", "obsess"} and not c.no and not inverts(c):
        about = next((t for t in rest.tokens if t.lower_ in {"about", "with"}), None)
        only = any(t.lower_ == "only" for t in c.doc[c.who.i:c.head.i]) or any(t.lower_ in {"more", "obsessed"} for t in (c.head, *rest.tokens))
        stop = next((n for n, t in enumerate(rest.tokens) if t.lower_ == "than"), None)
        matter = say(c, [t for t in rest.tokens[:stop] if about is not None and t.i > about.i]) if about is not None and only else None
        if matter and not words & {"me", "us"} and len(matter.split()) < 9 and (c.base in {"care", "obsess"} or "obsessed" in words):
            plural = about is not None and about.i + 1 < len(c.doc) and next((k.root.tag_ == "NNS" for k in c.doc.noun_chunks if k.start == about.i + 1), False)
            others = say(c, [t for t in rest.tokens[stop + 1:] if t.lower_ != "about"]) if stop is not None else None
            than = others if others and "my" in others.split() else "I do"
            return make(c, "turn_worry", 8, clause=f"{matter} {'matter' if plural and not matter.startswith('what') else 'matters'} more to you than {than}")
    if c.base in MINDS and not any(t.lower_ in {"of"} for t in rest.tokens[:1]) and len(rest.tokens) > 2 and (words & {"i", "i'm", "me", "my", "we", "us", "our", "you", "you're"} or K.MIND_READING in c.kinds and len(rest.tokens) > 3 and any(t.dep_ in {"nsubj", "nsubjpass"} for t in rest.tokens)):
        if c.base == "think" and rest.tokens[0].lower_ in {"about", "it"}:
            return None
        unseen = next((t for t in rest.tokens if t.lemma_.lower() in {"know", "see", "notice", "hear", "remember"}), None)
        if unseen is not None and {"i"} == {t.lower_ for t in rest.tokens[:1]} and any(t.dep_ == "nsubj" and t.lower_ in YOU and t.i > unseen.i for t in rest.tokens):
            return None  # "you think I don't know you read my post" is about the reading
        verb = f"{'didn' if past else 'don'}'t {c.base}" if c.no else finite(c.head, past)
        return make(c, "turn_worry", 8, past, clause=f"you {verb} {tail}")
    mine = words & {"me", "us", "my", "our", "i", "i'm"}
    if c.kinds == {K.MIND_READING} and c.head.tag_ == "VBG" and not past and not c.no and aux & {"are", "'re"} and c.base in {"look", "wait", "try", "search", "hide", "pull", "plan", "punish", "replace", "push", "avoid"} and mine:
        return make(c, "turn_worry", 8, clause=f"you're {c.head.lower_} {tail}")
    if c.base in {"love", "like", "prefer", "care", "trust", "want"} and not c.no and words & {"more", "better", "most"} and {"than"} & words and mine and len(rest.tokens) < 10:
        return make(c, "turn_worry", 8, past, clause=f"you {finite(c.head, past)} {tail}")
    if c.base == "be" and c.no and mine and any(t.lower_ in {"happy", "proud", "glad", "interested", "pleased"} for t in rest.tokens) and len(rest.tokens) < 9:
        return make(c, "turn_worry", 8, past, clause=f"you {'weren' if past else 'aren'}'t {tail}".replace(" n't", "").replace(" not ", " "))
    if c.base in {"see", "regard"} and "as" in words and mine and len(rest.tokens) < 12:
        return make(c, "turn_worry", 8, past, clause=f"you {c.base if not past and not c.no else ('didn' if past else 'don') + chr(39) + 't ' + c.base if c.no else 'saw'} {tail}")
    if c.base in HEARTS and c.no and mine and len(rest.tokens) < 10:
        if any(t.dep_ == "ccomp" and t.pos_ == "VERB" for t in rest.tokens if c.base in {"see", "hear", "understand"}):
            return None
        if c.base in {"see", "hear", "notice"} and past:
            return make(c, "turn_that", 8, True, clause=f"you didn't {c.base} {tail}")
        if c.base in {"see", "hear", "notice"} or c.base == "want" and rest.tokens[0].lower_ == "to":
            return None
        if c.base == "trust" and not past:
            return make(c, "turn_trust", 8, whom=tail)
        return make(c, "turn_worry", 8, past, clause=f"you {'didn' if past else 'don'}'t {c.base} {tail}")
    if c.base == "be" and not c.no and (mine or len(rest.tokens) > 2) and rest.tokens[0].lower_ in {"ashamed", "embarrassed", "sick", "tired", "jealous", "disappointed"} and len(rest.tokens) < 12:
        return make(c, "turn_worry", 8, past, clause=f"you were {tail}" if past else f"you're {tail}")
    if c.base in AGAINST and mine and len(rest.tokens) < 12 and not c.no:
        return make(c, "turn_worry", 7, past, clause=f"you {'didn' if past else 'don'}'t like {tail}")
    return None


def _of_me(c: Charge, rest: Carried) -> bool:
    """What is wished or hoped is about her: "want me to hate Dad", "hoping I'd fail", "wish I was more like Sara"."""
    words = [t.lower_ for t in rest.tokens]
    if c.base == "wait":
        return words[:2] == ["for", "me"] and len(words) > 2
    if c.base == "want":
        return len(words) > 2 and words[0] in {"me", "us"} and words[1] in {"to", "out", "gone", "back", "away"}
    return len(words) > 2 and bool({"i", "i'm", "me", "us", "we", "my", "our"} & set(words[:5])) and any(t.pos_ in {"VERB", "AUX"} for t in rest.tokens)
