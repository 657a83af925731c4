"""What fills the slots of a frame; a slot that cannot be filled truly is absent, and its frame is not used."""
from __future__ import annotations

import re
from typing import Mapping

from bot.coach.feedback import BlameKind
from bot.coach.reframe.material import Material
from bot.coach.reframe.words import Words

K = BlameKind
#: Kinds that press or push; what they stir is rather tension than sadness.
PRESSING = frozenset({K.DEMAND, K.ABSOLUTE, K.ACCUSING_QUESTION, K.THREAT})
UNSEEING = frozenset({K.MIND_READING, K.PSEUDO_FEELING, K.COMPARISON, K.GUILT_TRIP})
#: Subjects that a turn of phrase gives away.
SPEAKING = frozenset("telling public advice lying secrets privacy body food looks parenting visits calls sides comparing grief celebration reliability listening control help shouting joking criticism".split())
TOLD = frozenset({"telling", "public", "privacy", "sides"})
#: What is past cannot be asked for again.
DATED = re.compile(r"\b(last|yesterday|today|tonight|this morning|that day|then)\b")


def filled(frame: str, slots: Mapping[str, str]) -> str | None:
    """The frame with her words in it, or None where one of its slots stays empty."""
    try:
        return re.sub(r"\s+", " ", frame.format(**slots)).strip()
    except KeyError:
        return None


def _fitting(m: Material) -> bool:
    """Whether the subject may speak: sure, and named by what the line is built on."""
    built = " ".join([*(e.text for e in m.events[:1]), *m.facts[:1]]).lower() or (m.topic.text.lower() if m.topic else "")
    return m.sure and (m.strong or not built or any(word in built for word in m.theme.words))


def _feeling(m: Material, words: Words, turn: int) -> str:
    """Hers where she named one; her subject's where that is sure; else one that fits any quarrel."""
    if m.felt:
        return m.felt
    if m.wishes and m.wishes[0].missed and not m.events:
        return words.moods["missed"][turn % len(words.moods["missed"])]
    if _fitting(m):
        return m.theme.feelings[turn % len(m.theme.feelings)]
    mood = "unseen" if m.kinds <= UNSEEING else "pressed" if m.kinds <= PRESSING and not (m.events and m.events[0].past) else \
        "mother" if m.mother else "daughter"
    return words.moods[mood][turn % len(words.moods[mood])]


def feeling_of(m: Material, clause: str, past: bool, words: Words, turn: int) -> dict[str, str]:
    """What is felt, needed and asked for about one clause; the subject speaks only where the clause itself names it."""
    said = set(re.findall(r"[a-z']+", clause.lower()))
    named = m.sure and m.theme.name in SPEAKING and any(word in said or len(word) > 3 and any(w.startswith(word) for w in said) for word in m.theme.words) or m.theme.name in TOLD and m.sure
    own = bool(said & {"me", "my", "us", "our", "i"})
    slots: dict[str, str] = {}
    if m.felt:
        feeling = m.felt
    elif named and not (m.mother and own):
        feeling = m.theme.feelings[turn % len(m.theme.feelings)]
    else:
        moods = words.moods["mother" if m.mother else "daughter"]
        feeling = moods[turn % len(moods)]
    if named and not m.mother:
        lines = words.needs[m.theme.needs[turn % len(m.theme.needs)]]
        slots |= {"need": lines[turn // 3 % len(lines)], "request": m.theme.requests[turn // 5 % len(m.theme.requests)]}
    else:
        slots["need"] = slots["request"] = ""
    return slots | {"feeling": feeling, "get": "get" if feeling in words.passing else "feel", "feel": "felt" if past else "feel"}


def slots_of(m: Material, words: Words, turn: int) -> dict[str, str]:
    """Every slot that can be filled; ``turn`` chooses among equal wordings."""
    past = bool(m.events and m.events[0].past)
    feeling = _feeling(m, words, turn)

    def tail(name: str) -> str:
        return words.tails[name][turn // 3 % len(words.tails[name])]

    slots = {
        "feeling": feeling,
        "get": "get" if feeling in words.passing else "feel",
        "feel": "felt" if past else "feel",
        "it_was": "It was" if past else "It's",
        "tail": tail("past" if past or m.caused else "now"),
        "tail_topic": tail("topic"),
        "kept_tail": words.tails["kept"][turn % len(words.tails["kept"])],
    }
    sure = _fitting(m)
    if sure or m.need:
        lines = words.needs[m.need or m.theme.needs[turn % len(m.theme.needs)]]
        slots["need"] = lines[turn // 3 % len(lines)]
    if sure:
        slots["request"] = m.theme.requests[turn // 5 % len(m.theme.requests)]
    elif m.need:
        slots["request"] = slots["tail"]
    if m.events:
        slots["event"] = m.events[0].text
        if past and m.events[0].text.startswith("when "):
            slots["moment"] = m.events[0].text
    if m.facts:
        slots["fact"] = m.facts[0]
    if m.kept:
        slots["kept"] = " ".join(k.text for k in m.kept)
    slots |= {name: text for name, text in (("felt_clause", m.felt_clause), ("loss", m.loss), ("heard", m.heard)) if text}
    if m.topic:
        slots |= {"topic": m.topic.text, "Topic": m.topic.text[0].upper() + m.topic.text[1:],
                  "matter": "matter" if m.topic.plural else "matters", "come": "come" if m.topic.plural else "comes"}
    if m.wishes:
        slots |= _wish_slots(m, words, turn)
    return slots


def _wish_slots(m: Material, words: Words, turn: int) -> dict[str, str]:
    wish = m.wishes[0]
    options = words.wishes["not" if not wish.wanted else "once" if wish.once and " time" not in wish.base else "ask"]
    repeats = bool(m.events) and m.events[0].text.split(" ", 1)[1] in wish.base and " before " not in f" {wish.base}"
    base = f"{wish.bare} first" if m.events and " before " in f" {wish.base}" else wish.bare if repeats else wish.base
    frame = options[turn // 2 % len(options)]
    # Beside the event the wish need not say it again.
    slots = {"wish": frame.format(vp=wish.base), "wish_here": frame.format(vp=base)}
    if wish.once and DATED.search(base):
        slots["wish"] = slots["wish_here"] = words.wishes["hope_past"].format(vp=wish.base)
    if wish.missed:
        slots |= {"missed": f"you'd {wish.base}", "done": f"you'd {wish.done}"}
    elif wish.wanted:
        slots["hope"] = words.wishes["hope_now"].format(vpast=wish.past) if not wish.once else words.wishes["hope_past"].format(vp=wish.base)
        slots["hope_clause"] = f"you'd {wish.base}"
        slots["wish_clause"] = f"you {wish.past}"
    return slots
