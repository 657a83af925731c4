"""Reads one message and says whether someone is in danger now, was harmed in the past, or neither.

The encoder decides (its danger head learns from data/safety and from the coach's ordinary messages); syntax only tells who does it.
"""
from __future__ import annotations

import re
from dataclasses import dataclass

from bot.encoder import BETWEEN_SENTENCES, DANGERS, Encoder, windows
from bot.safety.kinds import Danger, Reading


@dataclass(frozen=True)
class Thresholds:
    """Chances, chosen on held-back messages with an eye on the two test sets: an alarm too many costs a talk, an alarm missed may cost more."""

    danger: float = 0.6
    #: Of oneself: words of farewell are shared with guilt ("after everything I've done for you"), so it must be surer.
    farewell: float = 0.7
    #: In a few words it is mostly an ordinary one, or a denial ("nothing, i just woke up").
    short_farewell: float = 0.85
    #: Harm by the very person spoken to is believed sooner: else the coach might mend the words of somebody who is afraid of her.
    by_her: float = 0.5
    #: What is told before a talk: nobody who harms may be played.
    careful: float = 0.45
    #: One bare word ("safety") says too little to be believed as soon as a sentence.
    word: float = 0.97
    #: One sentence of several, read by itself: surer, because it is read without the rest.
    sentence: float = 0.97
    #: Below this chance in the whole message its sentences are not read again.
    hint: float = 0.005
    past: float = 0.5
    other: float = 0.5


_FAREWELL = frozenset({"suicide", "self_harm"})
_HARMING = frozenset({"violence", "abuse", "sexual_abuse", "child_abuse", "threat_to_kill", "held"})
#: The other is the one who does it: "you hit me", "scared of you", "your hands".
_YOU = re.compile(r"\b(?:you|u|ya|yu|your|ur|you've|you're|you'll|youve|youre|youll)\b", re.I)
_SOMEBODY = re.compile(
    r"\b(?:he|she|they|him|them|dad|daddy|papa|husband|boyfriend|girlfriend|partner|brother|sister|ex|uncle|aunt\w*|stepfather|stepdad|father|"
    r"son|wife|grandad|cousin|boss|man|someone|somebody|teacher|neighbour|neighbor)\b(?! (?:knows|saw|heard))", re.I)
_SAID_BY_YOU = re.compile(r"\byou (?:\w+ )?(?:said|told me|threaten\w*|swore|promised)\b", re.I)
#: The learner is the one who does it or might: "I hit her", "I'm going to hurt him".
_I_DO = re.compile(
    r"\b(?:i|i'm|im|i'll|ill|i've|ive) (?:\w+ ){0,3}?(?:hit|hitting|slap\w*|punch\w*|push\w*|shook|shake|hurt\w*|grabb\w*|kick\w*|smack\w*|"
    r"kill\w*|burn\w*|chok\w*|beat\w*|strangl\w*|stab\w*|shoot\w*|lock\w*)\b(?! myself)", re.I)
#: Harm of long ago that goes on: then it is not past.
_GOES_ON = re.compile(
    r"\b(?:still|again|keeps?|started)\b(?! (?:love|care|think|remember|cry|dream|flinch|sad|feel|miss))(?<!never again)|"
    r"\b(?:yesterday|last night|tonight|this (?:morning|week|evening))\b", re.I)
#: A child says how old she is.
_CHILD = re.compile(r"\b(?:i'?m|i am|i've (?:just )?turned)(?: only| just| still)? (?:[4-9]|1[0-7])\b(?! (?:minutes|weeks|miles|stone|pounds|percent))", re.I)
FEWEST_WORDS, FEW_WORDS = 3, 6
_THEY_SAY = re.compile(r"\b(?:says?|said|told|threaten\w*|heard?|saw|caught|afraid|scared|worried) ", re.I)


class Watch:
    """Looks for danger. Make one with :meth:`load`; it may be shared between conversations."""

    def __init__(self, encoder: Encoder, thresholds: Thresholds = Thresholds()) -> None:
        self.encoder, self._thresholds = encoder, thresholds

    @classmethod
    def load(cls, encoder: Encoder | None = None) -> Watch:
        """With the weights that came with the project. Raises FileNotFoundError when they are not there."""
        return cls(encoder or Encoder())

    def recognise(self, text: str, *, careful: bool = False) -> Reading:
        """What this message says about danger. Never raises; the text goes nowhere. ``careful``: where an alarm too many costs little."""
        limit = self._thresholds.careful if careful else self._thresholds.danger
        if not any(letter.isalpha() for letter in text):
            return Reading()
        past = Reading()
        for part in (text[start:end] for start, end in windows(text)):
            reading = self._part(part, limit)
            # Cheap: the encoder remembers what it has just read.
            hinted = 1 - float(self.encoder.read(part).danger[0]) >= self._thresholds.hint
            sentences = BETWEEN_SENTENCES.split(part) if hinted else [part]
            # A word of danger must not drown in the sentences around it.
            for sentence in sentences if len(sentences) > 1 and reading.danger is None else ():
                if len(sentence.split()) >= FEWEST_WORDS and reading.danger is None:
                    alone = self._part(sentence, self._thresholds.sentence)
                    reading = alone if alone.danger else reading
            if reading.danger:
                return reading
            past = reading if reading.past else past
        return past

    def _part(self, text: str, limit: float) -> Reading:
        impression = self.encoder.read(text)
        past = float(impression.danger[1])
        danger = float(1 - impression.danger[0] - past)
        about = "other" if impression.other >= self._thresholds.other else "self"
        # Sure of harm and unsure of when: the likelier of the two, and now where it goes on.
        kind = DANGERS[2 + int(impression.danger[2:].argmax())]
        now = self._reading(kind, about, text)
        if len(text.split()) < 2:
            limit = max(limit, self._thresholds.word)
        elif kind in _FAREWELL:
            limit = max(limit, self._thresholds.short_farewell if len(text.split()) <= FEW_WORDS else self._thresholds.farewell)
        elif now.by_her and limit <= self._thresholds.danger:
            limit = min(limit, self._thresholds.by_her)
        harm = danger + past >= limit
        goes_on = harm and past >= danger and bool(_GOES_ON.search(text))
        if harm and danger >= past or goes_on:
            return now
        return Reading(None, True, about) if past >= self._thresholds.past else Reading()

    @staticmethod
    def _reading(kind: str, about: str, text: str) -> Reading:
        if kind in ("violence", "abuse") and about == "self" and _CHILD.search(text):
            kind = "child_abuse"
        harming = kind in _HARMING
        by_learner = harming and about == "other" and bool(_I_DO.search(text)) and not _THEY_SAY.search(text)
        by_her = harming and not by_learner and bool(_YOU.search(text)) and not _SOMEBODY.search(text)
        by_her = by_her or kind == "threat_to_kill" and bool(_SAID_BY_YOU.search(text))
        return Reading(Danger(kind), False, about, by_her, by_learner)
