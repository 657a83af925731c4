"""Words a learner turns against herself, and distress she names: reasons to offer a pause, never to correct her."""
from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Callable

from bot.coach.feedback import BlameKind, Move, Strength
from bot.coach.lexicon import BAD_NOUN, BAD_TRAIT
from bot.coach.reader import Judgement
from bot.encoder import BETWEEN_SENTENCES
from bot.yaml_files import read_yaml

SURE = 0.7  # none of the 797 messages of the evaluation sets is read so
_VERDICTS = frozenset({BlameKind.LABEL, BlameKind.CONTEMPT})
_NOT_CRUEL = frozenset({Strength.APPRECIATION})
_ABOUT_HER = re.compile(r"\bi(?:['’]?m| am| was|['’]ve (?:always )?been| have been| always| never| just| only)\b", re.I)
#: The encoder takes "a bus driver" for a name too, so a word of verdict must be there.
_VERDICT = re.compile(rf"\b(?:{BAD_TRAIT}|{BAD_NOUN}|(?:terrible|awful|horrible|bad|rubbish|lousy|rotten) (?:\w+ )?(?:mother|mum|mom|mam|"
                      r"daughter|person|parent|human|girl|woman)|useless|worthless|pathetic|stupid|failure|idiot|loser|waste|burden|mess|disgust\w+|ugly|"
                      r"hopeless)\b", re.I)
_APOLOGY = re.compile(r"\b(?:sorry|apologi[sz]e|that was|it was)\b", re.I)
_TO_THE_OTHER = re.compile(r"\b(?:you|your|u|ur)\b", re.I)
_TURNED = tuple((re.compile(rf"\b(?:{one})\b", re.I), other) for one, other in (
    ("i['’]?m|i am", "you're"), ("i was", "you were"), ("i['’]ve", "you've"), ("myself", "yourself"), ("i|me", "you"), ("my", "your"),
    ("mine", "yours")))


def hard_on_herself(text: str, move: Move, strengths: tuple[Strength, ...], judge: Callable[[str], Judgement]) -> bool:
    """Whether she calls herself names. Her own sentences are read as if somebody said them to her; an apology is none."""
    if _NOT_CRUEL & set(strengths) or move is Move.BLAME:
        return False
    for sentence in BETWEEN_SENTENCES.split(text):
        if _ABOUT_HER.search(sentence) and _VERDICT.search(sentence) and not (
                _TO_THE_OTHER.search(sentence) or _APOLOGY.search(sentence)):
            found = judge(_turned(sentence))
            if found.chance >= SURE and any(span.kind in _VERDICTS for span in found.blame):
                return True
    return False


def _turned(sentence: str) -> str:
    for one, other in _TURNED:
        sentence = one.sub(other, sentence)
    return sentence


def distressing(path: Path) -> frozenset[str]:
    """The feelings of data/coach/feelings.yml that are more than one can well carry through a practice."""
    rows: list[dict[str, Any]] = read_yaml(path.read_text(encoding="utf-8"))["feelings"]
    heavy = {("sad", 3), ("afraid", 3), ("tense", 2), ("tired", 2)}
    return frozenset(word for row in rows if (row["group"], row["strength"]) in heavy for word in row["words"])
