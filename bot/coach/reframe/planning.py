"""Which lines to try, best first."""
from __future__ import annotations

import re
import zlib
from typing import Iterator, Mapping

from bot.coach.feedback import BlameKind
from bot.coach.reframe.charge import Turn
from bot.coach.reframe.material import Material
from bot.coach.reframe.slots import feeling_of, filled, slots_of
from bot.coach.reframe.topics import BELITTLED
from bot.coach.reframe.words import Words

K = BlameKind
MAX_CANDIDATES = 9
#: A turned clause of less weight stands behind all plans.
SURE = 5
#: Nobody is talked about as a subject.
OWN_PEOPLE = frozenset("kids kid children child grandson granddaughter grandchild grandchildren grandkids baby girls boys friends friend family boyfriend girlfriend".split())
#: Plans that say little of the message itself.
LAST = frozenset({"topic", "count", "part", "beneath"})
#: A line longer than this is nobody's breath.
MAX_LINE_WORDS = 36
MAX_WITH_KEPT = 44
#: What asks for something; where she asks herself, that stands alone.
#: After these no other reading of what is wished for may follow.
SETTLED = frozenset({"turn_wish", "turn_unwish", "turn_habit", "turn_state", "turn_limit", "turn_past", "turn_worry"})
WISHED = frozenset({"wish", "unwish", "missed", "event_wish", "habit_wish", "kept_wish", "kept_missed", "longing_hope"})
#: Here what she told herself stands in front.
WITHOUT_KEPT = frozenset({"matter", "beneath", "felt_clause", "hear"})
REQUESTS = frozenset({"turn_wish", "turn_ask", "turn_unwish"})
#: After these verbs alone ("could you come?") an event says more than the wish.
THIN = frozenset({"listen", "help", "come", "go", "wait", "explain"})


def plans(m: Material) -> Iterator[str]:
    """Names of frame groups in the order they should be tried."""
    yield from _around_kept(m)
    event, wish = bool(m.events), m.wishes[0] if m.wishes else None
    if m.felt_clause:
        yield "felt_clause"
    if m.unheard:
        yield "hear"
    if m.leading is K.DISMISSAL and not event and not (wish and K.DEMAND in m.kinds):
        yield "interest_joke" if m.joke else "interest_topic" if m.topic and m.topic.weight == BELITTLED else "interest_hurt" if m.tender else "interest"
    if m.loss:
        if event and m.events[0].past and m.loss.split()[-1].lower() not in m.events[0].text.lower():
            yield "loss_event"
        yield "loss"
    if m.heard:
        yield "heard"
    if wish and wish.missed:
        yield "missed"
    if K.THREAT in m.kinds and m.topic and m.topic.avoid and not wish:
        yield "boundary"
    if wish and not wish.missed and m.leading is K.DEMAND and (not event or not m.events[0].past):
        yield "wish" if wish.wanted else "unwish"
    if event:
        base = "event" if m.events[0].past else "habit"
        if wish and wish.wanted and not wish.missed and wish.bare not in THIN:
            yield f"{base}_wish"
        yield "between" if _own_moment(m.events[0].text) and base == "habit" else base
    if m.facts:
        yield "felt_fact" if m.facts[0].startswith("I felt") else "fact"
    if K.GUILT_TRIP in m.kinds and wish and wish.wanted:
        yield "longing_hope" if wish.contact else "wish"
    if wish and not wish.missed:
        yield "wish" if wish.wanted else "unwish"
    if m.uncared:
        yield "matter_topic" if m.topic and m.topic.text.split()[0].lower() in {"my", "our"} and not (m.topic.avoid or m.topic.person) else "matter"
    if m.theme.name == "worth":
        yield "beneath"
    if K.GUILT_TRIP in m.kinds:
        yield from _beneath_guilt(m)
    if K.CONTEMPT in m.kinds and m.theme.name == "advice" and m.short:
        yield "state"
    if m.topic and (m.topic.share or m.topic.avoid and m.topic.text.split()[0].lower() in {"my", "our"}) and not (K.DISMISSAL in m.kinds and m.topic.weight < 4):
        yield "share" if m.topic.share else "avoid"
    if m.felt:
        yield "beneath"
    if m.kept and not any(k.asks for k in m.kept):
        yield "kept_felt"
    if K.THREAT in m.kinds and m.parting:
        yield "part"
    if K.GUILT_TRIP in m.kinds and not m.debt and m.own:
        yield "count"
    if m.topic and m.kinds & {K.CRITICISM, K.FAULT, K.ABSOLUTE, K.ACCUSING_QUESTION} and not (m.topic.person or m.topic.avoid or m.topic.text.split()[-1].lower() in OWN_PEOPLE):
        yield "topic"


def _own_moment(event: str) -> bool:
    """"When I ask you to babysit": her own doing, which is not what hurts."""
    return bool(re.match(r"when (i|i'm|we|we're|my)\b", event, re.I)) and " and you" not in event


def _around_kept(m: Material) -> Iterator[str]:
    """What she said well stands; one more sentence says what the charge was about."""
    if not m.kept:
        return
    if any(k.asks for k in m.kept):
        yield "kept_only"
        return
    if m.kinds == {K.DISMISSAL}:
        yield "kept_interest"
    if m.wishes and not m.wishes[0].missed:
        yield "kept_wish"
    elif m.wishes:
        yield "kept_missed"
    if m.events:
        yield "kept_feels_event" if any(k.feels for k in m.kept) else "kept_event"
    if m.topic and not (m.topic.person or m.topic.avoid) and m.topic.text.lower() not in " ".join(k.text for k in m.kept).lower():
        yield "kept_topic"
    if any(k.feels for k in m.kept):
        yield "kept_plain"


def _beneath_guilt(m: Material) -> Iterator[str]:
    """Distance asks for time together; for debts there is a question, no line."""
    if m.apart and not m.debt:
        yield "longing"


def _turned(m: Material, one: Turn, words: Words, slots: Mapping[str, str], turn: int) -> list[str]:
    """Wordings of one turned clause, each among the clean sentences around it, in the order of the message."""
    clause = one.slots.get("clause", one.slots.get("vp", ""))
    slots = {**slots, **feeling_of(m, clause, one.past, words, turn)}
    here = {**slots, **one.slots, "missed_feeling": words.moods["missed"][turn % len(words.moods["missed"])],
            "tail": words.tails["past" if one.past else "now"][turn // 3 % len(words.tails["past" if one.past else "now"])]}
    doubled = one.group in {"turn_past", "turn_habit"} and " when " in clause
    frames = words.frames[("turn_that" if one.past else "turn_state") if doubled else one.group]
    start = turn % len(frames)
    row: list[str] = []
    for frame in frames[start:] + frames[:start]:
        if m.kept:
            frame = frame.replace(" {tail}", "").replace(" {need} {request}", "")
        line = filled(frame, here)
        if line is None:
            continue
        line = line[0].upper() + line[1:]
        given = next((t for t in m.turns if t.group in {"turn_gift", "turn_told"} and t.at < one.at and one.group not in {"turn_gift", "turn_told"}), None) if not m.kept else None
        parts = [*((k.at, k.text) for k in m.kept if not clause or clause.lower() not in k.text.lower()), (one.at, line)]
        if "lead" in one.slots:  # what went before the wish, as a sentence of its own
            parts.append((one.at - 1, one.slots["lead"][0].upper() + one.slots["lead"][1:]))
        if given is not None:
            clause_given = given.slots["clause"]
            parts.append((given.at, clause_given[0].upper() + clause_given[1:] + "."))
        while len(parts) > 1 and sum(len(text.split()) for _, text in parts) > MAX_WITH_KEPT:
            parts.pop(0)
        row.append(" ".join(text for _, text in sorted(parts)))
    return list(dict.fromkeys(row))


def lines(m: Material, words: Words, seed: int, text: str) -> list[str]:
    """Candidate lines, best first: two wordings of the best group, then other groups, then further wordings."""
    turn = seed + zlib.crc32(text.encode()) % 9973
    slots = slots_of(m, words, turn)
    asks = any(k.asks for k in m.kept)
    turned = [one for one in m.turns if not (asks and one.group in REQUESTS)][:3]
    late = [row for one in turned if one.weight < SURE and (row := _turned(m, one, words, slots, turn))]
    turned = [one for one in turned if one.weight >= SURE]
    rows: list[list[str]] = [row for one in turned if (row := _turned(m, one, words, slots, turn))]
    settled = bool(turned) and turned[0].group in SETTLED
    last: list[list[str]] = []
    moments: list[list[str]] = []  # what happened says more than what is feared
    for name in dict.fromkeys(plans(m)):
        if turned and turned[0].group == "turn_since" and name in {"event", "habit", "event_wish", "habit_wish"} or settled and name in WISHED:
            continue  # one reading of what is wanted is enough
        if turned and name in {"event", "habit"} and "you" not in re.findall(r"\w+", m.events[0].text.lower()):
            continue  # her own moment alone is not what it was about
        frames = words.frames[name]
        if m.felt and name in {"event", "habit"}:  # a feeling she named herself is not left out
            frames = tuple(f for f in frames if "{feeling}" in f)
        start = turn % len(frames)
        row = [line for line in (filled(frame, slots) for frame in frames[start:] + frames[:start])
               if line and (len(line.split()) <= MAX_LINE_WORDS or m.kept)]
        if m.kept and name in WITHOUT_KEPT and not asks:
            told = " ".join(k.text for k in m.kept if not k.you)
            row = [f"{told} {line}".strip() for line in row]
        if row and name in {"event", "habit"} and turned and turned[0].group == "turn_worry":
            moments.append(row)
        elif row:
            (last if name in LAST else rows).append(row)
    rows = [*moments, *rows, *late, *last]
    if not rows:
        return []
    first = [row[0] for row in rows]
    return list(dict.fromkeys([*rows[0][:3], *first[1:3], *rows[0][3:], *(line for row in rows[1:] for line in row)]))[:MAX_CANDIDATES]
