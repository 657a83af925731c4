"""Each charged clause about the other, turned: what she did, what is wished for, what is feared or not known."""
from __future__ import annotations

from typing import TYPE_CHECKING, Mapping

from bot.coach.reframe.charge import Charge, K, Spans, Turn, inverts
from bot.coach.reframe.charges import charges
from bot.coach.reframe.doing import deed_of, forced, loosely, manner
from bot.coach.reframe.lexis import GUARD_HARM
from bot.coach.reframe.minds import feared, known, lied, rather
from bot.coach.reframe.wanting import asked_for, inflect_word, owed, presumed, withheld

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: What is done before, out of regard.
BEFOREHAND = frozenset("tell ask warn say let consult check".split())
MAX_WISHED = 12  # words of two wishes asked as one
MAX_JOINED = 20  # words of two deeds told as one


def beside(doc: Doc, spans: Spans, camera: Mapping[str, str], caused: Mapping[str, str]) -> list[Turn]:
    """What the other did, told in a plain sentence next to the charge: "You sold my bike. I feel betrayed." """
    found = []
    for sentence in doc.sents:
        if sentence.text.strip().endswith("?"):
            continue
        inside = [(start, end) for start, end, _ in spans if start < sentence.end_char and end > sentence.start_char]
        low, high = max([sentence.start_char, *(end for _, end in inside)]), sentence.end_char
        if inside and not doc.text[low:].lstrip().startswith((",", "-", "–", ";")):
            continue
        plain = [(low, high, K.CRITICISM)]
        found += [Turn(t.group, t.slots, t.at, 5, t.past) for t in turns(doc, plain, camera, caused) if t.group in {"turn_past", "turn_missed"} and not t.slots.get("clause", "").startswith("you were ")]
    return found[-1:]


def turns(doc: Doc, spans: Spans, camera: Mapping[str, str], caused: Mapping[str, str]) -> list[Turn]:
    """What can be made of the charged clauses about the other, the surest first."""
    found: list[Turn] = []
    told = -1  # the last token of what was told already
    for charge in charges(doc, spans, camera):
        if charge.who.i <= told or charge.base in caused and {"me", "us"} & {c.lower_ for c in charge.head.rights}:
            continue
        charge, turn = _first_told(charge)
        if turn is None and found and charge.no and charge.base in BEFOREHAND and found[-1].group == "turn_past" and doc[found[-1].at].sent == charge.head.sent and {"me", "us"} & {t.lower_ for t in charge.rest().tokens[:1]}:
            turn = Turn("turn_missed", {"vp": f"{charge.base} {charge.rest().tokens[0].lower_}"}, charge.who.i, found[-1].weight, True)
        if turn is None:
            continue
        told = max((t.i for t in charge.rest().tokens), default=told)
        before = found[-1] if found else None
        if before is not None and before.group == turn.group == "turn_past" and doc[before.at].sent == doc[turn.at].sent and len(
                before.slots["clause"].split()) + len(turn.slots["clause"].split()) < MAX_JOINED:
            found[-1] = Turn(turn.group, {"clause": f"{before.slots['clause']} and {turn.slots['clause']}"}, before.at, turn.weight, True)
        elif before is not None and before.group == "turn_past" and turn.group == "turn_missed" and turn.slots["vp"].split()[0] in BEFOREHAND and doc[before.at].sent == doc[turn.at].sent and (
                ing := inflect_word(turn.slots["vp"].split()[0], "VBG")):
            whole = " ".join([before.slots["clause"], "without", ing, *turn.slots["vp"].split()[1:]])
            found[-1] = Turn("turn_past", {"clause": whole}, before.at, before.weight, True) if len(whole.split()) < MAX_JOINED else before
        elif before is not None and before.group == "turn_past" and turn.group == "turn_wish" and doc[turn.at - 1].lower_ in {"now", "yet"}:
            found[-1] = Turn("turn_wish", {**turn.slots, "lead": f"{before.slots['clause']}."}, turn.at, turn.weight)
        elif before is not None and before.group == turn.group == "turn_wish" and before.slots["vp"].split()[0] != turn.slots["vp"].split()[0] and doc[before.at].sent == doc[turn.at].sent and sum(len(t.slots["vp"].split()) for t in (before, turn)) < MAX_WISHED:
            found[-1] = Turn("turn_wish", {slot: f"{before.slots[slot]} or {turn.slots[slot]}" for slot in ("vp", "vpast")}, before.at, turn.weight)
        else:
            found.append(turn)
    return sorted(found, key=lambda turn: (-turn.weight, turn.at))


def _first_told(c: Charge) -> tuple[Charge, Turn | None]:
    """The charge, or the same subject's next verb where the first is only a verdict: "you act nice and then scream at me"."""
    turn = _turn(c)
    if turn is not None:
        return c, turn
    for other in c.head.conjuncts:
        if other.i > c.head.i and other.pos_ == "VERB" and not any(x.dep_ in {"nsubj", "nsubjpass"} for x in other.lefts):
            joined = Charge(c.doc, c.who, other, c.kinds, c.camera)
            wanted = c.no and inverts(c) and other.tag_ == "VB"
            told = asked_for(joined, other, True, 8) if wanted else None if c.no else deed_of(joined) or loosely(joined)
            if told is not None:
                return joined, told
    return c, None


def _turn(c: Charge) -> Turn | None:
    if c.base in GUARD_HARM:
        return None
    return lied(c) or rather(c) or known(c) or presumed(c) or feared(c) or owed(c) or withheld(c) or forced(c) or manner(c) or deed_of(c) or loosely(c)
