"""The one question that would fill the gap, about her own words."""
from __future__ import annotations

import re
from typing import TYPE_CHECKING, Mapping, Sequence

from bot.coach.feedback import BlameKind, BlameSpan
from bot.coach.reframe.grammar import is_you
from bot.coach.reframe.speech import in_her_case
from bot.coach.reframe.spell import text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

MAX_QUOTED_WORDS = 7


def question(doc: Doc, blame: Sequence[BlameSpan], asks: Mapping[str, Sequence[str]], typed: str) -> str:
    """What to ask when the message names no event."""
    name, slot = _about(doc, blame)
    wordings = asks[name]
    return wordings[len(typed) % len(wordings)].format(**{slot[0]: in_her_case(slot[1], typed)} if slot else {})


def _about(doc: Doc, blame: Sequence[BlameSpan]) -> tuple[str, tuple[str, str] | None]:
    """Which question, and what of hers stands in it."""
    span = max(blame, key=lambda b: (min(b.end - b.start, 40), -b.start))
    for candidate in blame:
        if candidate.kind in {BlameKind.LABEL, BlameKind.CONTEMPT, BlameKind.PSEUDO_FEELING}:
            adjective, noun = _verdict(doc, candidate)
            if adjective and candidate.kind is not BlameKind.CONTEMPT:
                return "felt", ("adjective", adjective)
            if noun:
                return "noun", ("label", noun)
    text = doc.text[span.start:span.end]
    if len(text.split()) < 8 and re.search(r"\b(do|does|doing)\s+(this|that)\b|\bdo it again\b|\bdid (this|that)\b", text.lower()):
        return "this_time", None
    whole = _whole(doc, span)
    long, quote = ("_long", None) if len(text.split()) > MAX_QUOTED_WORDS or not whole else ("", ("quote", text.strip(" .,!?")))
    if span.kind in {BlameKind.MIND_READING, BlameKind.PSEUDO_FEELING}:
        return "thought", None
    if span.kind in {BlameKind.ABSOLUTE, BlameKind.ACCUSING_QUESTION, BlameKind.CRITICISM, BlameKind.COMPARISON}:
        return "think_of" + long, quote
    if span.kind is BlameKind.DEMAND:
        return "want", None
    if span.kind is BlameKind.FAULT:
        return "hurt", None
    return ("behind" if span.kind is BlameKind.GUILT_TRIP else "moment") + long, quote


def _whole(doc: Doc, span: BlameSpan) -> bool:
    """Whether the charge stands between marks or ends, and is no stump."""
    before, after = doc.text[:span.start].rstrip(), doc.text[span.end:].lstrip()
    return (not before or before[-1] in ".!?,;:–—-…" or before.split()[-1].lower() in {"and", "but", "so"}) and (not after or after[0] in ".!?,;:–—-…\"'")


def _verdict(doc: Doc, span: BlameSpan) -> tuple[str | None, str | None]:
    """"You're so selfish" gives the adjective, "You're a control freak" the noun phrase as typed."""
    tokens = [t for t in doc if span.start <= t.idx < span.end]
    for token in tokens:
        if token.lemma_.lower() not in {"be", "become", "get", "turn"} and token.lower_ not in {"'re", "re", "'s", "s"}:
            continue
        who = next((c for c in token.children if c.dep_ == "nsubj"), None)
        if who is None or not (is_you(who) or who.lower_ in {"that", "this"}):
            continue
        for child in token.rights:
            if child.dep_ == "acomp" and child.tag_ in {"JJ", "VBN", "VBG"} and len(list(child.rights)) == 0 and child in tokens:
                return child.lower_, None
            if child.dep_ == "attr" and child.pos_ == "NOUN" and span.kind is BlameKind.LABEL:
                label = _noun(child, tokens)
                if label:
                    return None, label
    if len(tokens) <= 4 and span.kind is BlameKind.LABEL and not any(t.pos_ in {"VERB", "AUX"} for t in tokens):
        return None, text_of(tokens)
    return None, None


def _noun(noun: Token, tokens: list[Token]) -> str | None:
    inside = [t for t in tokens if noun.left_edge.i <= t.i <= noun.i and t.lower_ not in {"such", "just", "some", "nothing", "but", "a", "an", "real", "right"}]
    return text_of(inside) if 0 < len(inside) <= 4 else None
