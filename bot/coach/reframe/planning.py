"""Which lines to try, best first, and how their slots are filled."""
from __future__ import annotations

import zlib
from typing import Iterator

from bot.coach.feedback import BlameKind
from bot.coach.reframe.material import Material
from bot.coach.reframe.topics import BELITTLED, Topic
from bot.coach.reframe.words import Words

K = BlameKind
MAX_CANDIDATES = 9
PAST_FEELING = {True: "felt", False: "feel"}


def plans(m: Material) -> Iterator[str]:
    """Names of frame groups in the order they should be tried."""
    event, wish = m.events[:1], m.wishes[:1]
    asks = any(k.asks for k in m.kept)
    feels = any(k.feels for k in m.kept)
    if m.kept and m.kinds == {K.DISMISSAL} and not asks:
        yield "kept_interest"
    if m.kept:
        if asks and len(m.kept) > 1:
            yield "kept_only"
        if wish and not asks:
            yield "kept_wish"
        elif event and not feels and not asks:
            yield "kept_event"
        elif not feels and not asks:
            yield "kept_feeling"
        if not asks:
            yield "kept_need" if not feels or m.themed else "kept_request"
        if asks and len(m.kept) == 1:
            yield "kept_only"
    if m.felt_clause:
        yield "felt_clause"
    if m.since:
        yield "since"
    if m.kinds & {K.DISMISSAL} and not event and not (wish and K.DEMAND in m.kinds):
        yield "interest_joke" if m.joke else "interest_topic" if m.topic and _theirs(m.topic) else "interest"
    if m.loss:
        yield "loss"
    if m.heard:
        yield "heard"
    if wish and wish[0].missed:
        yield "missed"
    if K.THREAT in m.kinds and m.topic and not wish:
        yield "boundary" if m.spoken else "stake"
    if event:
        base = "event" if event[0].past else "habit"
        if wish and wish[0].wanted and not wish[0].missed and wish[0].bare not in {"listen", "help", "come", "go", "wait", "explain"}:
            yield f"{base}_wish"
        yield base
    if m.facts:
        yield "felt_fact" if m.facts[0].startswith("I felt") else "fact" if K.FAULT in m.kinds and m.caused else "own"
    if K.GUILT_TRIP in m.kinds and wish and wish[0].wanted:
        yield "longing_hope"
    if wish and not wish[0].missed:
        yield "wish" if wish[0].wanted else "unwish"
    if m.uncared:
        yield "longing"
    if m.theme.name == "worth":
        yield "beneath"
    if K.GUILT_TRIP in m.kinds:
        yield "longing_topic" if m.topic and m.theme.name in {"celebration", "grief", "health", "thanks"} and m.topic.text.split()[0].lower() in {"my", "our"} else "longing"
    if K.CONTEMPT in m.kinds and m.theme.name == "advice":
        yield "state"
    if m.topic and not (K.DISMISSAL in m.kinds and m.topic.weight < 4):
        yield "state_topic" if K.CONTEMPT in m.kinds and m.topic.weight > 2 else "topic"
    if m.felt:
        yield "beneath"
    if K.PSEUDO_FEELING in m.kinds and m.themed:
        yield "beneath"
    if m.theme.name == "space" and K.DEMAND in m.kinds or m.theme.name == "control" and m.kinds & {K.DEMAND, K.CRITICISM}:
        yield "need"
    if m.themed and m.kinds - {K.LABEL, K.CONTEMPT, K.COMPARISON} and not (m.topic or event or wish or m.kept or m.facts or m.loss or m.heard or m.uncared or m.felt_clause
                         or K.DISMISSAL in m.kinds or m.theme.name == "advice"):
        yield "gap"


def _theirs(topic: Topic) -> bool:
    """What the dismissal made small, or a thing of the other's."""
    return topic.weight == BELITTLED or topic.text.lower().startswith("your ") and topic.weight > 4


def lines(m: Material, words: Words, seed: int, text: str) -> list[str]:
    """Candidate lines, best first; different groups first, then further wordings of the best."""
    turn = seed + zlib.crc32(text.encode())
    rows: list[list[str]] = []
    seen: set[str] = set()
    for name in plans(m):
        if name in seen:
            continue
        seen.add(name)
        frames = words.frames[name]
        # The first two wordings of a group are equally good and take turns; the rest are for variants.
        if not any("{" in frame for frame in frames):
            frames = frames[turn % len(frames):] + frames[:turn % len(frames)]
        rotated = frames if turn % 2 or len(frames) < 3 else (frames[1], frames[0], *frames[2:])
        filled = [line for frame in rotated if (line := _fill(frame, m, words, turn))]
        if filled:
            rows.append(filled)
    if not rows:
        return []
    first = [row[0] for row in rows]
    return list(dict.fromkeys([first[0], *rows[0][1:2], *first[1:3], *rows[0][2:], *(line for row in rows[1:] for line in row)]))[:MAX_CANDIDATES]


def _fill(frame: str, m: Material, words: Words, turn: int) -> str | None:
    slots = _slots(m, words, turn)
    try:
        return frame.format(**slots)
    except KeyError:
        return None


def _slots(m: Material, words: Words, turn: int) -> dict[str, str]:
    """Slot values at hand; a slot that cannot be filled is absent."""
    past = bool(m.events and m.events[0].past)
    theme = next(t for t in words.themes if t.name == "longing") if m.wishes and m.wishes[0].missed else m.theme
    feeling = m.felt or theme.feelings[turn % len(theme.feelings)]
    plain = m.theme.name == "motives" and bool(m.wishes) and m.wishes[0].wanted and not m.events and not m.kept
    plain = plain or bool(m.wishes) and m.wishes[0].wanted and m.wishes[0].contact and m.theme.name in {"calls", "space"}
    need_lines = words.needs["plain_wish" if plain and not m.need else m.need or m.theme.needs[turn % len(m.theme.needs)]]
    slots = {
        "feeling": feeling,
        "get": "get" if feeling in words.passing else "feel",
        "feel": PAST_FEELING[past],
        "felt": PAST_FEELING[True],
        "need": need_lines[turn // 3 % len(need_lines)],
        "request": m.theme.requests[turn // 5 % len(m.theme.requests)],
    }
    if m.events:
        slots["event"] = m.events[0].text
    if m.facts:
        slots["fact"] = m.facts[0]
    if m.felt_clause:
        slots["felt_clause"] = m.felt_clause
    if m.kept:
        slots["kept"] = " ".join(k.text for k in m.kept)
    if m.loss:
        slots["loss"] = m.loss
    if m.since:
        slots["since"] = m.since
    if m.heard:
        slots["heard"] = m.heard
    if m.topic:
        slots |= {"topic": m.topic.text, "Topic": m.topic.text[0].upper() + m.topic.text[1:],
                  "matter": "matter" if m.topic.plural else "matters"}
    if m.wishes:
        slots |= _wish_slots(m, words, turn)
    return slots


def _wish_slots(m: Material, words: Words, turn: int) -> dict[str, str]:
    wish = m.wishes[0]
    options = words.wishes["not" if not wish.wanted else "once" if wish.once and " time" not in wish.base else "ask"]
    repeats = bool(m.events) and m.events[0].text.split(" ", 1)[1] in wish.base and " before " not in f" {wish.base}"
    base = f"{wish.bare} first" if m.events and " before " in f" {wish.base}" else wish.bare if repeats else wish.base
    slots = {"wish": options[turn // 2 % len(options)].format(vp=base)}
    if wish.missed:
        slots |= {"missed": f"you'd {wish.base}", "done": f"you'd {wish.done}"}
    if wish.wanted:
        slots["hope"] = words.wishes["hope_now"].format(vpast=wish.past) if not wish.once else words.wishes["hope_past"].format(vp=wish.base)
        slots["hope_clause"] = f"you'd {wish.base}"
        slots["wish_clause"] = f"you {wish.past}"
    return slots
