"""Blame, read from syntax: for each clause, which of the thirteen charges it makes against the other.

Each rule looks at one clause with its person, negation, mood and place (docs/taxonomy.md is the source of every rule). A hit is
``sure`` when it may mark a message by itself; the others only inform the trained part (bot/coach/model.py).
"""
from __future__ import annotations

from dataclasses import dataclass

from bot.coach.charges_character import absolute, comparison, criticism, label
from bot.coach.charges_motive import accusing_question, fault, mind_reading, pseudo_feeling
from bot.coach.charges_pressure import contempt, demand, dismissal, guilt_trip, threat
from bot.coach.clauses import Clause
from bot.coach.lexicon import HARM
from bot.coach.rules import Rule, rx


@dataclass(frozen=True)
class Hit:
    """One charge found: offsets into the tidied text."""

    start: int
    end: int
    kind: str
    rule: str
    sure: bool


RULES: dict[str, Rule] = {
    "pseudo_feeling": pseudo_feeling, "accusing_question": accusing_question, "threat": threat, "guilt_trip": guilt_trip,
    "contempt": contempt, "dismissal": dismissal, "comparison": comparison, "label": label, "fault": fault,
    "mind_reading": mind_reading, "absolute": absolute, "demand": demand, "criticism": criticism,
}
#: Clauses marked by one of these are not read again for the weaker kinds on the right (taxonomy, span rules 3 and 6).
SHADOWS = {
    "pseudo_feeling": set(RULES) - {"pseudo_feeling"}, "accusing_question": set(RULES) - {"accusing_question", "absolute"},
    "absolute": {"criticism", "demand", "mind_reading", "fault"}, "mind_reading": {"criticism"}, "fault": {"criticism"}, "label": {"criticism"},
    "dismissal": {"label", "demand", "criticism", "contempt"}, "threat": {"demand", "guilt_trip", "absolute", "fault"}, "guilt_trip": {"demand"},
    "comparison": {"criticism", "accusing_question"}, "contempt": {"demand", "label", "fault"},
}

_HARM = rx(rf"\byou(?:'ve| have|'re| are| were| used to| always| just| keep| even)* (?:{HARM}) (?:me|us|my (?:arm|face|hair|"
           rf"child|kid|baby|son|daughter|wrist|hand)|him|her)\b(?! (?:off|up|some|a |down|to the (?:airport|station))|'s)|"
           rf"\b(?:stop|quit|don't|never) (?:{HARM}|hurting) (?:me|us|him|her)\b(?! off)|\bi(?:'m| am|'ve been| was|"
           rf" feel)? (?:so |really |always |still |actually )*(?:afraid|scared|terrified|frightened) of (?:you|him|"
           rf"her)\b(?! (?:leaving|judg|dying|not|being (?:alone|sick|disappointed|mad)|getting|going))|"
           rf"\bi (?:feel|felt|was|am|'m|have been|'ve been) (?:\w+ )?(?:abused|unsafe (?:with you|around you|here|at home|"
           rf"with him))|\b(?:he|she|dad|they|\w+)(?:'s| has)? (?:just |always |once |even )?(?:hits?|slapp?(?:ed|s)?|punched|"
           rf"kicked|beats?|choked|strangled|locks? me in|locked me in|rap(?:ed|es)|molested) (?:me|us|my kids)\b|"
           r"\byou (?:locked|lock) (?:me|us) (?:in|out|up)\b|\byou threw .{1,25} at (?:me|us|my)\b|\byou (?:threatened|"
           r"threaten) to (?:kill|hit|hurt|beat|burn)\b|\b(?:put|laid|lay|raise[ds]?) (?:your|his|her) (?:hands?|fist) (?:on|"
           r"to) (?:me|us)\b|\byou pulled (?:my hair|a knife)\b|\bhurt me physically\b|\bwith (?:a|the|your) (?:belt|stick|cane|"
           r"knife)\b")


def names_harm(text: str) -> bool:
    """The message names force or fear: the coach must not correct it (taxonomy, "Naming harm is never blame")."""
    return bool(_HARM.search(text.lower()))


def blame_hits(all_clauses: list[Clause]) -> list[Hit]:
    """Every charge found, longest clause first where they nest. Quoted, reported and third persons' clauses are not read."""
    hits: list[Hit] = []
    for c in all_clauses:
        if c.quoted or c.reported:
            continue
        taken: set[str] = set()
        for kind, rule in RULES.items():
            if kind in taken:
                continue
            if not c.outer and kind in ("pseudo_feeling", "threat", "guilt_trip", "contempt", "comparison", "dismissal") and any(
                    h.start <= c.start and c.end <= h.end and h.kind == kind for h in hits):
                continue
            if any(h.start <= c.start and c.end <= h.end and kind in SHADOWS.get(h.kind, set()) | {h.kind} and h.sure and
                   (h.start, h.end) != c.key for h in hits):
                continue
            found = rule(c)
            if found is None:
                continue
            start, end = narrow(c, kind)
            hits.append(Hit(start, end, kind, f"{kind}:{found[0]}", found[1]))
            if found[1]:
                taken |= SHADOWS.get(kind, set())
    return _inner_wins(hits)


def narrow(c: Clause, kind: str) -> tuple[int, int]:
    """The clause without what surrounds the charge: a leading "I think", a trailing "when I talk"."""
    start, end = c.start, c.end
    text = c.text
    if kind == "pseudo_feeling":
        m = rx(r"\b(?:i|it|one)\b(?:'\w+)?(?: \w+){0,3}? (?:feel|felt|feeling|feels)\b").search(text)
        return (start + m.start(), end) if m else (start, end)
    if kind in ("absolute", "mind_reading", "criticism", "label") and not c.asked:
        m = rx(r"^(?:i (?:think|know|guess|swear|can see|bet|mean)|honestly|clearly|obviously|it's (?:obvious|clear)|"
               r"the truth is)(?: that)? (?=you)").search(text)
        if m:
            start += m.end()
            text = text[m.end():]
        m = rx(r" (?:when|if|because|while) i (?:talk|speak|try|say|call|tell|need|ask|am|'m)\b").search(text)
        if m and m.start() > 12 and kind == "absolute":
            end = start + m.start()
    return start, end


def _inner_wins(hits: list[Hit]) -> list[Hit]:
    """Of one kind, nested: keep the shorter one when the longer has no pattern reason of its own to be long."""
    kept: list[Hit] = []
    for hit in hits:
        inside = [h for h in hits if h is not hit and h.kind == hit.kind and hit.start <= h.start and h.end <= hit.end and
                  (h.start, h.end) != (hit.start, hit.end)]
        if inside and hit.kind in ("absolute", "criticism", "label", "mind_reading", "fault") and any(h.sure >= hit.sure for h in inside):
            continue
        if any((h.start, h.end, h.kind) == (hit.start, hit.end, hit.kind) for h in kept):
            continue
        kept.append(hit)
    return kept
