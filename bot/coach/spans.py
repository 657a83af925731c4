"""From a chance for every word piece to spans a person would underline (docs/taxonomy.md, span rules)."""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.coach.clauses import clauses
from bot.coach.language import KIN, Parsed
from bot.coach.mix import KINDS
from bot.encoder.encoder import Impression

Array = NDArray[Any]
#: A span begins where a word reaches SURE and spreads to neighbours above FAINT, over gaps of at most GAP words.
SURE, FAINT, GAP = 0.5, 0.2, 2
#: How much the message's kinds count beside the span's own pieces when the kind is named.
WHOLE_MESSAGE = 2.0
#: A sweeping word inside an accusing question (or the other way round) is a second kind of the same words.
SECOND_KIND = 0.35
_PAIR = {"absolute", "accusing_question"}
_ENDS = re.compile(r"[.!?\n]")
_OUTER = " \t\r\n,.;:!?-–—…\"“”"
_SYMBOL = re.compile(r"[\U0001F000-\U0001FAFF\u2600-\u27BF\u2B00-\u2BFF\uFE0F\u200D]")
_OPENER = re.compile(r"(?:but|and|so|well|oh|ok|okay|then|look|honestly|yeah|no|yes|hey|" + "|".join(KIN) + r")\b[\s,]+", re.I)
#: Words that may be missing at either end of a clause and are taken in.
MISSING = 2
_BEFORE, _AFTER = _OUTER + ")]}", _OUTER + "([{"


@dataclass
class Word:
    """Word pieces written together: offsets into the text, and the highest chance of any piece."""

    start: int
    end: int
    chances: Array


def words_of(text: str, impression: Impression) -> list[Word]:
    """Word pieces joined to words; punctuation stays apart."""
    words: list[Word] = []
    for (start, end), chances in zip(impression.offsets, impression.tokens):
        if end <= start:
            continue
        touching = bool(words) and words[-1].end == start and text[start] not in _OUTER and text[start - 1] not in _OUTER
        if touching:
            words[-1] = Word(words[-1].start, end, np.maximum(words[-1].chances, chances))
        else:
            words.append(Word(start, end, chances))
    return words


def find_spans(parsed: Parsed, impression: Impression, whole: Array) -> list[tuple[int, int, str]]:
    """``(start, end, kind)`` in text order; ``whole`` is the chance of each kind in the whole message.

    A message known to carry blame has at least one span, unless it has no words.
    """
    text = parsed.tidy.raw
    words = words_of(text, impression)
    if not words:
        return []
    blame = np.array([word.chances[0] for word in words])
    sure = min(SURE, float(blame.max()) * 0.999)
    faint = min(FAINT, sure * 0.7)
    sentence = np.cumsum([0, *(bool(_ENDS.search(text[word.start:word.end])) for word in words[:-1])])
    spans: list[tuple[int, int, str]] = []
    place = 0
    while place < len(words):
        if blame[place] < faint:
            place += 1
            continue
        last = place
        for further in range(place + 1, len(words)):
            if sentence[further] != sentence[place] or further - last > GAP:
                break
            if blame[further] >= faint:
                last = further
        if blame[place:last + 1].max() >= sure:
            spans += _named(parsed, words[place:last + 1], whole)
        place = last + 1
    return spans


def _named(parsed: Parsed, words: list[Word], whole: Array) -> list[tuple[int, int, str]]:
    text = parsed.tidy.raw
    start, end = _trimmed(text, *_to_clause(parsed, words[0].start, words[-1].end))
    if end - start < 2:
        return []
    own = np.mean([word.chances[1:] for word in words], axis=0)
    best = int(np.argmax(own + WHOLE_MESSAGE * whole))
    kinds = [KINDS[best], *(kind for kind, chance in zip(KINDS, own) if {kind, KINDS[best]} == _PAIR and chance > SECOND_KIND)]
    return [(start, end, kind) for kind in kinds]


def _to_clause(parsed: Parsed, start: int, end: int) -> tuple[int, int]:
    """Take in a word or two that are missing to a whole clause ("You're" … "a liar")."""
    for low, high in sorted((parsed.tidy.to_raw(c.start, c.end) for c in clauses(parsed)), key=lambda edges: edges[1] - edges[0]):
        if low < end and start < high and (low <= start and end <= high):
            text = parsed.tidy.raw
            if len(text[low:start].split()) <= MISSING:
                start = low
            if len(text[end:high].split()) <= MISSING:
                end = high
            break
    return start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without punctuation, emoji and opening words ("but", "well", "mum") at the edges."""
    while True:
        while start < end and (text[start] in _BEFORE or _SYMBOL.match(text[start])):
            start += 1
        opener = _OPENER.match(text, start, end)
        if opener is None or opener.end() >= end:
            break
        start = opener.end()
    while end > start and (text[end - 1] in _AFTER or _SYMBOL.match(text[end - 1])):
        end -= 1
    return start, end
