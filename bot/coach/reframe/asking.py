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
_FELT_SUFFIX = ("ish", "ive", "ful", "less", "ent", "ant", "ous", "ic", "al", "ing", "ble", "ary", "ed")


def question(doc: Doc, blame: Sequence[BlameSpan], asks: Mapping[str, str], typed: str) -> str:
    """What to ask when the message names no event."""
    span = blame[0]
    adjective, noun = None, None
    for candidate in blame:
        if candidate.kind in {BlameKind.LABEL, BlameKind.CONTEMPT, BlameKind.PSEUDO_FEELING}:
            adjective, noun = _verdict(doc, candidate)
            if adjective or noun:
                span = candidate
                break
    if adjective:
        return asks["felt"].format(adjective=adjective)
    if noun:
        return asks["noun"].format(label=in_her_case(noun, typed))
    if re.search(r"\b(do|did|doing|does)\s+(this|that|it)\b", doc.text[span.start:span.end].lower()):
        return asks["this_time"]
    quote = in_her_case(_quote(doc.text[span.start:span.end]), typed)
    if span.kind in {BlameKind.MIND_READING, BlameKind.PSEUDO_FEELING}:
        return asks["thought"]
    if span.kind in {BlameKind.ABSOLUTE, BlameKind.ACCUSING_QUESTION, BlameKind.CRITICISM, BlameKind.COMPARISON}:
        return asks["think_of"].format(quote=quote)
    if span.kind is BlameKind.DEMAND:
        return asks["want"]
    if span.kind is BlameKind.FAULT:
        return asks["hurt"]
    if span.kind is BlameKind.GUILT_TRIP:
        return asks["behind"].format(quote=quote)
    return asks["moment"].format(quote=quote)


def _quote(text: str) -> str:
    words = text.split()
    return text.strip(" .,!?") if len(words) <= MAX_QUOTED_WORDS else " ".join(words[:MAX_QUOTED_WORDS]).strip(" .,!?") + " …"


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
    if len(tokens) <= 4 and span.kind is BlameKind.LABEL:
        return None, text_of(tokens)
    return None, None


def _noun(noun: Token, tokens: list[Token]) -> str | None:
    inside = [t for t in tokens if noun.left_edge.i <= t.i <= noun.i and t.lower_ not in {"such", "just", "some", "nothing", "but", "a", "an", "real", "right"}]
    return text_of(inside) if 0 < len(inside) <= 4 else None
