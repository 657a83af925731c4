"""What the other should do, did not do or would not do, as a wish that can be refused."""
from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Sequence

from bot.coach.reframe.charge import GENTLE, HEARTS, HOW, PLACES, THIN_ALONE, UNFILMED, Charge, K, Turn, empty, inverts, judging, make, say
from bot.coach.reframe.deeds import IDIOMS, MANNERED
from bot.coach.reframe.extent import carried, finite, wanted_part
from bot.coach.reframe.grammar import base_of, helpers, inflect, is_past, is_you
from bot.coach.reframe.lexis import CONTACT, SCOLDS, STATES, TIME_UNITS, TOWARDS
from bot.coach.reframe.plain import charged
from bot.coach.reframe.spell import spelled

if TYPE_CHECKING:
    from spacy.tokens import Token

#: What is asked for again is not the opposite of these: "you never change" wants no changing of hers.
NOT_WISHED = frozenset("""change learn stop quit cease fail miss tire lose grow mind drop waste end pass give forget let seem mean matter become do have get make
 want need hate regret dream escape win expect know realise realize remind exist belong deserve own think cost hurt own run rest admit bother""".split())
SIGHS = frozenset("stand wait help bear believe resist spare".split())
ASSISTED = frozenset({"can", "could", "will", "would", "wo", "ca"})


def owed(c: Charge) -> Turn | None:
    """"You should have told me", "you were supposed to be home by six", "you need to stop ringing me"."""
    aux = set(helpers(c.head))
    if "could" in aux and not inverts(c) and not c.no and not {"rather", "sooner"} & {t.lower_ for t in c.doc[c.who.i:c.head.i]} and (c.kinds & {K.DEMAND, K.CONTEMPT, K.CRITICISM, K.GUILT_TRIP, K.LABEL} or c.head.tag_ == "VBN") \
            and not any(t.lower_ in {"if", "when", "how", "so"} for t in c.doc[c.head.sent.start:c.who.i]):
        if c.head.tag_ == "VBN" and {"have", "'ve", "of"} & (aux | {t.lower_ for t in c.doc[c.who.i:c.head.i]}):
            done, tail = inflect(c.head, "VBN"), say(c, c.rest().tokens, positive=True)
            return make(c, "turn_missed", 9, True, vpp=f"{done} {tail}", vp=f"{c.base} {tail}") if done and tail and not charged(c.head) and c.base not in UNFILMED else None
        return asked_for(c, c.head, True, 9) if c.head.tag_ == "VB" else None
    if c.head.lower_ == "ought":
        late = next((t for t in c.doc[c.head.i:c.head.i + 6] if t.tag_ == "VBN"), None)
        if late is not None and not charged(late):
            tail, done = say(c, carried(c.doc, late, False).tokens, positive=not c.no), inflect(late, "VBN")
            return make(c, "turn_missed", 10, True, vpp=f"{done} {tail}", vp=f"{base_of(late)} {tail}") if tail and done else None
    if c.head.dep_ in {"ccomp", "xcomp"} and c.head.head.lemma_.lower() in {"expect", "want", "need"} and c.kinds & {K.DEMAND} and any(x.tag_ == "TO" for x in c.head.lefts):
        return asked_for(c, c.head, not c.no, 10)
    if {"should", "ought", "must"} & aux and not inverts(c) and not any(t.lower_ == "why" for t in c.doc[max(0, c.who.i - 3):c.who.i]):
        if c.head.tag_ == "VBN" and {"have", "'ve", "of", "a"} & aux | ({"of"} & {t.lower_ for t in c.doc[c.who.i:c.head.i]}):
            done = inflect(c.head, "VBN") if c.base != "be" else "been"
            tail = say(c, c.rest().tokens, positive=not c.no)
            if done is None or tail is None or not tail and c.base in THIN_ALONE or c.base in UNFILMED or charged(c.head):
                return None
            return make(c, "turn_unmissed" if c.no else "turn_missed", 10, True, vpp=f"{done} {tail}".strip(), vp=f"{c.base} {tail}".strip(),
                         vpast=f"{finite(c.head, True)} {tail}".strip())
        return asked_for(c, c.head, not c.no, 10) if K.DEMAND in c.kinds or K.COMPARISON in c.kinds else None
    if c.kinds & {K.DEMAND, K.THREAT, K.CONTEMPT} and c.head.tag_ in {"VBP", "VB"} and [t.lower_ for t in c.doc[max(0, c.who.i - 2):c.who.i]] == ["next", "time"]:
        return asked_for(c, c.head, not c.no, 10)
    inner = next((t for t in c.head.rights if t.dep_ == "xcomp" and t.tag_ == "VB" and any(g.tag_ == "TO" for g in t.lefts)), None)
    if inner is None:
        return None
    if c.head.lower_ == "going" and {"were", "was"} & (aux | {t.lower_ for t in c.doc[max(0, c.who.i - 2):c.who.i]}) and inverts(c):
        return _planned(c, inner)
    if c.base in {"need", "have"} and c.no:
        return None  # "you don't have to" forbids nothing
    if c.base in {"need", "have", "ought", "got", "get"} and (K.DEMAND in c.kinds) and not (c.base == "get" and c.head.lower_ != "got"):
        return asked_for(c, inner, not c.no, 10)
    if c.head.lower_ == "going" and K.DEMAND in c.kinds and not inverts(c):
        return asked_for(c, inner, not c.no, 9)
    if c.base == "plan" and {"were", "was"} & (aux | {t.lower_ for t in c.doc[max(0, c.who.i - 2):c.who.i]}) and inverts(c):
        return _planned(c, inner)
    if c.head.lower_ in {"supposed", "meant"} and any(a in {"were", "was"} for a in aux | {t.lower_ for t in c.head.lefts}):
        return _planned(c, inner)
    return None


def presumed(c: Charge) -> Turn | None:
    """"You think you can open my letters": would rather have them left alone."""
    if c.base not in {"think", "reckon", "believe", "assume"} or c.no:
        return None
    can = next((t for t in c.doc[c.head.i + 2:min(c.head.i + 12, c.head.sent.end - 1)] if t.lower_ == "can" and is_you(t.nbor(-1))), None)
    verb = next((t for t in c.doc[can.i + 1:can.i + 4] if t.tag_ == "VB"), None) if can is not None else None
    return asked_for(c, verb, False, 10) if verb is not None else None


def _planned(c: Charge, inner: Token) -> Turn | None:
    """"You were supposed to be home by six", "were you ever going to ask me": what was hoped for."""
    tokens = carried(c.doc, inner, False).tokens
    tokens = tokens[:next((n for n, t in enumerate(tokens) if t.text == ","), None)]
    tail, done = say(c, tokens, positive=True), inflect(inner, "VBN") if base_of(inner) != "be" else "been"
    return make(c, "turn_missed", 10, True, vpp=f"{done} {tail}", vp=f"{base_of(inner)} {tail}") if tail and done else None


def asked_for(c: Charge, verb: Token, wanted: bool, weight: int) -> Turn | None:
    """A thing to do or to leave, as something that can be refused."""
    base = base_of(verb)
    if base in {"stop", "quit"} or base == "keep" and any(t.tag_ == "VBG" for t in verb.rights):
        inner = next((t for t in verb.rights if t.tag_ == "VBG"), None)
        if inner is None:
            return None
        verb, base, wanted = inner, base_of(inner), wanted is (base == "keep")
    forced = carried(c.doc, c.doc[verb.i + 1], False).tokens if base == "make" and not wanted and verb.doc[verb.i + 1:verb.i + 2].text.lower() in {"me", "us"} else ()
    if len(forced) > 1 and forced[0].tag_ == "VB" and base_of(forced[0]) not in {"feel", "look", "seem"} and not charged(forced[0]):
        own = say(c, forced)
        return make(c, "turn_rather", weight, vp=own) if own else None  # "stop making me choose"
    if wanted and (base, verb.doc[verb.i + 1:verb.i + 2].text.lower()) in SCOLDS:
        return None
    seen = c.camera.get(base, "") if charged(verb) else ""
    seen = "" if " " in seen or base in {"snap", "bark"} else seen
    rest = carried(c.doc, verb, False)
    tokens = list(rest.tokens)
    since = next((n for n, t in enumerate(tokens) if n and t.lower_ == "when" and any(x.tag_ == "VBD" for x in tokens[n:n + 4])), None)
    tokens = tokens[:since]
    tokens = tokens[:next((n for n, t in enumerate(tokens[:-1]) if t.lower_ == "and" and tokens[n + 1].lemma_.lower() in {"get", "leave", "go", "shut", "stop", "let"}), None)]
    if wanted:
        tokens = list(wanted_part(tokens))
    else:
        while tokens and tokens[-1].lower_ in {"again", "once", "anymore", "ever"}:
            tokens.pop()
    boast = next((n for n, t in enumerate(tokens[:-2]) if n and t.lower_ == "when" and is_you(tokens[n + 1]) and tokens[n + 2].lemma_.lower() in {"owe", "be", "have", "know", "do", "can"}), None)
    tail = say(c, tokens[:boast], positive=wanted)
    if tail and seen == "talk" and tokens[0].lower_ in {"me", "us"}:
        tail = f"to {tail}"
    if tail is None or rest.likened and (base in MANNERED | HOW or len(rest.tokens) < 3) or charged(verb) and base != "pick" and not seen or judging(Charge(c.doc, c.who, verb, c.kinds), rest) or empty(Charge(c.doc, c.who, verb, c.kinds), rest):
        return None
    if wanted and base in NOT_WISHED - {"give", "let", "get", "make", "tell", "stop", "have", "do", "learn", "think", "rest", "admit"}:
        return None
    past = "were" if base == "be" else inflect_word(seen, "VBD") if seen else inflect(verb, "VBD")
    base = seen or base
    if past is None or base == "be" and tokens[0].lower_ not in PLACES | STATES | GENTLE:
        return None
    vp, vpast = f"{base} {joined_as(verb, tail, 'VB')}".strip(), f"{past} {joined_as(verb, tail, 'VBD')}".strip()
    return make(c, "turn_ask" if wanted else "turn_unwish", weight, vp=vp, vpast=vpast, ing=f"{(inflect_word(seen, 'VBG') if seen else inflect(verb, 'VBG')) or base} {tail}".strip())


def withheld(c: Charge) -> Turn | None:
    """What the other does not do, never did or would not do, as a wish."""
    aux = set(helpers(c.head))
    if "would" in aux and not c.no and K.GUILT_TRIP in c.kinds and any(t.lower_ == "if" for t in c.head.sent) and c.head.tag_ == "VB":
        return asked_for(c, c.head, True, 8)  # "if you loved me you'd come"
    if "would" in aux and not c.no and K.GUILT_TRIP in c.kinds and any(t.lower_ == "if" for t in c.head.sent) and c.head.tag_ == "VBN" and {"have", "'ve"} & aux and not charged(c.head):
        tail, done = say(c, wanted_part(c.rest().tokens), positive=True), inflect(c.head, "VBN")
        return make(c, "turn_missed", 8, True, vp=f"{c.base} {tail}", vpp=f"{done} {tail}") if tail and done else None
    if c.no and "will" in aux and not any(t.lower_ == "wo" for t in c.head.lefts) and K.DEMAND in c.kinds:
        return asked_for(c, c.head, False, 9)  # "you will not take them" forbids, "you won't" refuses
    if any(t.lower_ == "if" for t in c.doc[c.head.sent.start:c.who.i]) or c.head.dep_ == "ccomp" and c.head.head.lemma_.lower() in {"promise", "swear", "say"} and "but" not in {
            t.lower_ for t in c.doc[c.head.head.i:c.who.i]}:
        return None
    going_on = next((t for t in c.head.rights if t.dep_ == "xcomp" and t.tag_ == "VBG"), None) if c.base in {"keep", "go", "carry"} else None
    if c.no and going_on is not None and not inverts(c):
        return asked_for(c, going_on, False, 9)
    without = next((t for t in c.doc[c.head.i:c.head.i + 7] if t.lower_ == "without" and t.i + 1 < len(c.doc) and c.doc[t.i + 1].tag_ == "VBG"), None)
    if c.no and aux & {"can", "ca", "could"} and c.base in {"go", "last", "talk", "speak", "sit", "visit", "come", "eat", "open"} and without is not None:
        return asked_for(c, c.doc[without.i + 1], False, 10)  # "you can't go five minutes without mentioning it"
    if c.no and aux & {"can", "ca"} and not inverts(c) and K.DEMAND in c.kinds and not any(t.lower_ == "even" for t in c.doc[c.who.i:c.head.i]):
        return asked_for(c, c.head, False, 9)  # "you can't read my diary" forbids
    refused = c.base == "refuse"
    verb = next((t for t in c.head.rights if t.dep_ == "xcomp"), None) if refused else c.head
    if verb is None or not (c.no or refused) or K.THREAT in c.kinds and (aux & {"will"} and c.base in {"see", "hear", "get", "have", "be"} or any(t.lower_ in {"if", "or", "until", "unless"} for t in c.head.sent)):
        return None
    if any(t.lower_ in {"no", "not", "isn't", "n't", "nothing", "if", "when"} for t in c.doc[c.head.sent.start:c.who.i] if t.head == c.head.head and c.head.dep_ in {"relcl", "ccomp"}):
        return None
    inner = next((t for t in verb.rights if t.dep_ in {"xcomp", "advcl"} and t.tag_ == "VB" and any(x.tag_ == "TO" for x in t.lefts)), None) if base_of(verb) in {"bother", "try", "manage", "want", "care", "dare"} else None
    verb = inner or verb
    base = base_of(verb)
    first = next(iter(verb.rights), None)
    if base == "make" and [t.lower_ for t in c.doc[verb.i + 1:verb.i + 3]] == ["me", "feel"]:
        state = carried(c.doc, c.doc[verb.i + 2], False)
        felt = say(c, state.tokens, positive=True)
        return make(c, "turn_feel", 9, state=felt) if felt and not state.likened and len(state.tokens) < 8 and state.tokens[0].lower_ not in {"like", "that", "as"} else None
    if base in HEARTS - {"hear", "see", "notice", "support"} or base in NOT_WISHED and not (base == "let" and first is not None or base == "give" and any(t.dep_ == "dative" for t in verb.rights)) or charged(verb) or first is not None and (base, first.lower_) in IDIOMS:
        return None
    if aux & {"can", "could"} and base in SIGHS:
        return None
    if aux & {"can", "ca"} and base not in TOWARDS and not {"me", "us", "my", "our"} & {t.lower_ for t in c.rest().tokens} and any(t.lower_ == "even" for t in c.doc[c.who.i:c.head.i]):
        return None  # "you can't even boil rice" wishes for no rice
    if aux & {"can", "ca"} and not inverts(c) and not c.kinds & {K.GUILT_TRIP, K.ACCUSING_QUESTION} - ({K.ACCUSING_QUESTION} if not c.head.sent.text.strip().endswith("?") else set()) and not (
            {"me", "us", "my", "our"} & {t.lower_ for t in c.rest().tokens} or base in TOWARDS and any(t.lower_ in {"even", "just", "ever"} for t in c.doc[c.who.i:c.head.i])):
        return None  # "you can't keep a plant alive" wishes for nothing
    if aux & {"must", "might", "may", "should", "ought"} or aux & {"would", "could"} and {"have", "'ve"} & aux and not {"couldn", "could"} & aux:
        return None
    if inverts(c) and not (aux & ASSISTED or any(t.lower_ in {"why", "not", "never", "how"} for t in c.doc[max(0, c.who.i - 4):c.who.i]) or "did" in aux):
        return None
    if base == "be":
        return _absent(c)
    rest = carried(c.doc, verb, K.MIND_READING in c.kinds)
    rest = replace(rest, tokens=wanted_part(rest.tokens))
    rest = replace(rest, tokens=_undated(rest.tokens)) if not is_past(c.head) or {"have", "'ve"} & aux or any(t.lower_ == "never" for t in c.doc[c.who.i:c.head.i]) else rest
    tail = say(c, rest.tokens, positive=True)
    if tail is None or rest.likened or judging(Charge(c.doc, c.who, verb, c.kinds), rest) or empty(Charge(c.doc, c.who, verb, c.kinds), rest) and base in THIN_ALONE:
        return None
    if any(t.lower_ in {"enough", "but", "without", "unless", "except"} for t in rest.tokens) and base != "give" or base == "manage":
        return None
    past, done = inflect(verb, "VBD"), inflect(verb, "VBN")
    if past is None or done is None:
        return None
    happened = is_past(c.head) and not {"have", "has", "'ve"} & aux and not any(t.lower_ == "never" and "once" not in {x.lower_ for x in c.doc[t.i:t.i + 3]} for t in c.doc[c.who.i:c.head.i]) \
        or "could" in aux and not {"could"} & {t.lower_ for t in c.doc[max(0, c.who.i - 2):c.who.i]} and K.GUILT_TRIP not in c.kinds
    happened = happened or "would" in aux and not inverts(c) and base == "let"
    never = any(t.lower_ in {"never", "hardly", "barely", "rarely"} for t in c.doc[max(0, c.who.i - 3):c.head.i])
    more = " more often" if base in CONTACT and never and not happened and len(rest.tokens) < 2 and base not in {"see", "bother", "answer", "reply"} else ""
    if base == "let":
        tail = re.sub(r"^something\b", "things", tail)
    if tail in {"to something", "something", "to someone"}:
        return None
    if base in {"tell", "share", "show"}:
        tail = re.sub(r"\bsomething$", "more", tail)
    vp, vpast = f"{base} {joined_as(verb, tail, 'VB')}{more}".strip(), f"{past} {joined_as(verb, tail, 'VBD')}{more}".strip()
    if happened:
        return make(c, "turn_missed", 9, True, vp=vp, vpp=f"{done} {joined_as(verb, tail, 'VBN')}".strip())
    return make(c, "turn_wish", 9, vp=vp, vpast=vpast)


def _undated(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """What is wished for from now on has no "since I got sick" and no "for days"."""
    end = next((n for n, t in enumerate(tokens) if n and (t.lower_ == "since" or t.lower_ == "for" and n + 1 < len(tokens) and tokens[n + 1].lemma_.lower() in TIME_UNITS | {"age"})), None)
    return tuple(tokens[:end])


def inflect_word(word: str, tag: str) -> str | None:
    from lemminflect import getInflection

    return next(iter(getInflection(word, tag)), None)


def joined_as(verb: Token, tail: str, tag: str) -> str:
    """Verbs joined to this one in its own form: "come up and looked in" gives "come up and look in"."""
    for other in verb.conjuncts:
        form = inflect(other, tag) if other.i > verb.i and other.pos_ == "VERB" and not any(c.dep_ in {"nsubj", "aux"} for c in other.lefts) else None
        if form:
            tail = re.sub(rf"\b{re.escape(spelled(other))}\b", form, tail, count=1)
    return tail


def _absent(c: Charge) -> Turn | None:
    """"You weren't there when I gave my talk", "you're never on time"."""
    rest = carried(c.doc, c.head, False)
    rest = replace(rest, tokens=wanted_part(rest.tokens))
    first = rest.tokens[0].lower_ if rest.tokens else ""
    tail = say(c, rest.tokens, positive=True)
    if first not in PLACES | GENTLE or first in GENTLE and len(rest.tokens) < 2 or not tail or any(t.lower_ == "not" for t in rest.tokens):
        return None
    if is_past(c.head) or c.head.lower_ in {"was", "were"}:
        return make(c, "turn_missed", 9, True, vp=f"be {tail}", vpp=f"been {tail}")
    return make(c, "turn_wish", 8, vp=f"be {tail}", vpast=f"were {tail}{' more' if len(rest.tokens) == 1 and first in {'there', 'here', 'home'} else ''}")
