"""What happened, as the learner tells it: whether a sentence weighs more than a camera could have seen."""
from __future__ import annotations

import re

from bot.coach.coach import Coach
from bot.coach.feedback import BlameKind, BlameSpan

#: Charges that show in a telling. The others are ways of speaking to her (an order, a threat); a deed told plainly can look like criticism.
_WEIGHING = frozenset({BlameKind.ABSOLUTE, BlameKind.LABEL, BlameKind.MIND_READING, BlameKind.CONTEMPT, BlameKind.FAULT})
#: "her" is "your" before a word it belongs to, "you" at the end of a clause.
_YOUR = re.compile(r"^\s+(?!(?:to|for|in|on|at|and|but|so|that|when|because|with|about|again|if|as|out|up|down)\b)\w", re.I)
_YOU = re.compile(r"\b(?:you|your|yours|yourself)\b", re.I)
_CALLED = {"mother": r"my (?:mother|mum|mom|mam|mama|mummy|mommy)|mum|mom", "daughter": r"my (?:daughter|girl)"}


def weighing(coach: Coach, text: str, role: str, name: str | None = None) -> BlameSpan | None:
    """The first charge in a telling about the other (``role``: mother or daughter; ``name``: what she is called), with offsets into
    ``text``. The coach reads words said to a face, so the telling is turned to her before it is read."""
    turned, starts, ends = _to_her_face(text, role, name)
    for span in coach.read(turned).blame:
        if span.kind in _WEIGHING and _YOU.search(turned[span.start:span.end]):
            return BlameSpan(starts[span.start], ends[span.end - 1], span.kind, span.why)
    return None


def _to_her_face(text: str, role: str, name: str | None) -> tuple[str, list[int], list[int]]:
    """The text with "she" as "you", and for each of its characters where it begins and ends in the original."""
    called = _CALLED[role] + (f"|{re.escape(name)}" if name else "")
    out, starts, ends, at = [], [], [], 0
    other = re.compile(r"\b(?:(?P<be>she's|she is|she was|she has)|(?P<own>herself|hers)|(?P<her>her))\b|"
                       rf"\b(?P<she>she|{called})\b(?!['’]s)", re.I)
    for found in other.finditer(text):
        start, end = found.span()
        for place in range(at, start):
            out.append(text[place])
            starts.append(place)
            ends.append(place + 1)
        at = end
        for letter in _turned(found, text[end:]):
            out.append(letter)
            starts.append(start)
            ends.append(end)
    for place in range(at, len(text)):
        out.append(text[place])
        starts.append(place)
        ends.append(place + 1)
    return "".join(out), starts, ends


def _turned(found: re.Match[str], rest: str) -> str:
    low = found.group().lower()
    if found.lastgroup == "be":
        new = {"she's": "you're", "she is": "you are", "she was": "you were", "she has": "you have"}[low]
    elif found.lastgroup == "own":
        new = {"herself": "yourself", "hers": "yours"}[low]
    elif found.lastgroup == "her":
        new = "your" if _YOUR.match(rest) else "you"
    else:
        new = "you"
    return new[0].upper() + new[1:] if found.group()[0].isupper() else new
