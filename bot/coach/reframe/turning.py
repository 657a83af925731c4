"""Each charged clause about the other, turned: what she did, what is wished for, what is feared or not known."""
from __future__ import annotations

from typing import TYPE_CHECKING, Mapping

from bot.coach.reframe.charge import Charge, K, Spans, Turn
from bot.coach.reframe.charges import charges
from bot.coach.reframe.doing import deed_of, forced, loosely, manner
from bot.coach.reframe.lexis import GUARD_HARM
from bot.coach.reframe.minds import feared, known, lied, rather
from bot.coach.reframe.wanting import owed, presumed, withheld

if TYPE_CHECKING:
    from spacy.tokens import Doc

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
        if turn is None:
            continue
        told = max((t.i for t in charge.rest().tokens), default=told)
        before = found[-1] if found else None
        if before is not None and before.group == turn.group == "turn_past" and doc[before.at].sent == doc[turn.at].sent and len(
                before.slots["clause"].split()) + len(turn.slots["clause"].split()) < MAX_JOINED:
            found[-1] = Turn(turn.group, {"clause": f"{before.slots['clause']} and {turn.slots['clause']}"}, before.at, turn.weight, True)
        elif before is not None and before.group == turn.group == "turn_wish" and doc[before.at].sent == doc[turn.at].sent and sum(len(t.slots["vp"].split()) for t in (before, turn)) < MAX_WISHED:
            found[-1] = Turn("turn_wish", {slot: f"{before.slots[slot]} or {turn.slots[slot]}" for slot in ("vp", "vpast")}, before.at, turn.weight)
        else:
            found.append(turn)
    return sorted(found, key=lambda turn: (-turn.weight, turn.at))


def _first_told(c: Charge) -> tuple[Charge, Turn | None]:
    """The charge, or the same subject's next verb where the first is only a verdict: "you act nice and then scream at me"."""
    turn = _turn(c)
    if turn is not None or c.no:
        return c, turn
    for other in c.head.conjuncts:
        if other.i > c.head.i and other.pos_ == "VERB" and not any(x.dep_ in {"nsubj", "nsubjpass"} for x in other.lefts):
            joined = Charge(c.doc, c.who, other, c.kinds, c.camera)
            told = deed_of(joined) or loosely(joined)
            if told is not None:
                return joined, told
    return c, None


def _turn(c: Charge) -> Turn | None:
    if c.base in GUARD_HARM:
        return None
    return lied(c) or rather(c) or known(c) or presumed(c) or feared(c) or owed(c) or withheld(c) or forced(c) or manner(c) or deed_of(c) or loosely(c)
