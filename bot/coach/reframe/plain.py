"""Whether words of hers can be carried over: nothing sweeping, charged or unprintable."""
from __future__ import annotations

from typing import TYPE_CHECKING, Iterable

from bot.coach.reframe.lexis import ABSOLUTES, CHARGED, FIGURES, MEASURES, TIME_UNITS

if TYPE_CHECKING:
    from spacy.tokens import Token


def sweeping(token: Token) -> bool:
    """A word of always and never, and not a plain measure of time ("every morning", "all day")."""
    if token.lower_ not in ABSOLUTES:
        return False
    if token.i + 1 < len(token.doc):
        after = token.nbor(1)
        if f"{token.lower_} {after.lower_}" in MEASURES:
            return False
        if token.lower_ in {"any", "all"} and after.lower_ in {"more", "right"}:
            return False
        if token.lower_ == "every" and after.lemma_.lower() in TIME_UNITS:
            return False
    return True


def charged(token: Token) -> bool:
    low, lemma = token.lower_, token.lemma_.lower()
    if lemma == "attack" and token.i and token.nbor(-1).lower_ in {"panic", "heart", "asthma"}:
        return False
    if lemma == "pick" and (token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "up" or any(c.lower_ == "up" or c.lemma_.lower() in {"call", "phone"} for c in token.rights)):
        return False
    if lemma == "stuff" and token.pos_ == "NOUN":
        return False
    return low in CHARGED or (lemma in CHARGED and token.pos_ != "PROPN") or (lemma in FIGURES and token.pos_ in {"NOUN", "PROPN"}) or "fuck" in low or "shit" in low


def clean(tokens: Iterable[Token]) -> bool:
    """Nothing sweeping, charged or unprintable in these words."""
    return all(not sweeping(t) and not charged(t) and not t.like_url and (t.is_alpha or t.like_num or t.is_punct
               or "'" in t.text or "’" in t.text or "-" in t.text) for t in tokens)
