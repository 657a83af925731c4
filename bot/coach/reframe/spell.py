"""Tokens back to text, with what people leave out while typing put in: "u" is "you", "dont" is "don't"."""
from __future__ import annotations

import re
from typing import TYPE_CHECKING, Iterable

if TYPE_CHECKING:
    from spacy.tokens import Token


_WHOLE = {"u": "you", "ur": "your", "r": "are", "bc": "because", "cuz": "because", "pls": "please", "thx": "thanks",
          "b4": "before", "gonna": "going to", "wanna": "want to", "tho": "though", "abt": "about", "w": "with", "coz": "because",
          "ppl": "people", "msg": "message", "bday": "birthday", "ya": "you", "2day": "today", "wit": "with", "w/": "with", "w/o": "without",
          "realy": "really", "thru": "through", "tmrw": "tomorrow"}
_CLITICS = {"m": "'m", "re": "'re", "ve": "'ve", "ll": "'ll", "nt": "n't", "s": "'s", "d": "'d"}


def spelled(token: Token) -> str:
    """One token, spelled out in the learner's case."""
    text, low = token.text, token.lower_
    if token.i and not token.nbor(-1).whitespace_ and token.nbor(-1).is_alpha and low in _CLITICS:
        return _CLITICS[low]
    if low == "u" and text == "U" and token.i:
        return "you"
    if low == "you" and token.dep_ == "poss":
        return "your"
    if low in _WHOLE:
        word = _WHOLE[low]
        if low == "ur" and token.i + 1 < len(token.doc) and token.nbor(1).tag_ in {"VBG", "JJ"} and token.dep_ != "poss":
            word = "you're"
        if low == "ur" and token.i + 1 < len(token.doc) and token.nbor(1).pos_ in {"ADJ", "VERB"} and not (token.i + 2 < len(token.doc) and token.nbor(2).pos_ in {"NOUN", "PROPN", "ADJ"}):
            word = "you're"
        return word.capitalize() if text[0].isupper() and text != "U" else word
    return text.replace("’", "'")


def text_of(tokens: Iterable[Token]) -> str:
    """Tokens in order, joined with the learner's own spacing (a space wherever a token was left out between)."""
    out: list[str] = []
    before: Token | None = None
    for token in tokens:
        if before is not None and (before.whitespace_ or token.i != before.i + 1):
            out.append(" ")
        out.append(spelled(token))
        before = token
    return tidy("".join(out))


def tidy(text: str) -> str:
    """One space between words, none before a mark, no leading or trailing commas."""
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s+([,.;:!?])", r"\1", text)
    return text.strip(" ,;:-–—")
