"""What a message is about: a noun phrase of hers that can stand after "about", and the theme its words belong to."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence

from spacy.tokens import Doc, Span, Token

from bot.coach.reframe.events import in_spans
from bot.coach.reframe.grammar import clean
from bot.coach.reframe.lexis import BAD_TOPICS, DAYS, KIN
from bot.coach.reframe.spell import text_of
from bot.coach.reframe.words import Theme, Words

POSSESSIVES = frozenset({"my", "our", "your", "his", "her", "their", "ur", "the", "this", "that", "these", "those"})
KIN_ROLES = frozenset("brother sister dad father husband wife boyfriend girlfriend son aunt auntie aunty uncle cousin grandma granny gran nan nana grandmother "
                      "grandfather grandad granddad stepdad stepmother fiance fiancé partner".split())


@dataclass(frozen=True)
class Topic:
    """``text`` fits after "about"; ``plural`` for the verb; ``weight`` how surely it is what the message is about."""

    text: str
    plural: bool
    weight: int
    person: bool


def find_theme(doc: Doc, words: Words, inside: Sequence[tuple[int, int]]) -> Theme:
    """The theme with the most words in the message, charged clauses counting double; the last theme when there is none."""
    best, score = words.themes[-1], 0
    for theme in words.themes:
        points = sum((2 if in_spans(t, inside) else 1) for t in doc if t.lemma_.lower() in theme.words or t.lower_ in theme.words)
        if points > score:
            best, score = theme, points
    return best


def find_topic(doc: Doc, words: Words, inside: Sequence[tuple[int, int]]) -> Topic | None:
    """The noun phrase to hang a line on, or None when none is surely a topic."""
    vocabulary = frozenset().union(*(t.words for t in words.themes))
    ranked = [(t.weight, -n, t) for n, chunk in enumerate(doc.noun_chunks) if (t := _topic(chunk, vocabulary)) is not None]
    return max(ranked, key=lambda r: r[:2])[2] if ranked else None


def _figurative(root: Token) -> bool:
    """Under "like", "as", "than", or the predicate of "you are …": a likeness or a verdict, not a topic."""
    seen = root
    for _ in range(6):
        if seen.dep_ in {"attr", "appos", "oprd", "intj"} or seen.lower_ in {"like", "as", "than", "of"} and seen is not root:
            return True
        if seen.dep_ == "ROOT" or seen.pos_ == "VERB" or seen.dep_ == "ccomp":
            return False
        seen = seen.head
    return False


def _topic(chunk: Span, vocabulary: frozenset[str]) -> Topic | None:
    root = chunk.root
    low, lemma = root.lower_, root.lemma_.lower()
    if root.pos_ not in {"NOUN", "PROPN"} or low in BAD_TOPICS or lemma in BAD_TOPICS or low in KIN or not root.text.isalpha():
        return None
    if _figurative(root) or not clean(chunk) or root.dep_ in {"npadvmod", "ROOT", "dep", "vocative"} and lemma not in DAYS:
        return None
    tokens = list(chunk)
    while tokens and tokens[0].tag_ in {"CC", "RB", "UH", "PDT"}:
        tokens.pop(0)
    if not tokens or any(t.tag_ in {"WDT", "WP", "WP$", "PRP", "CD"} or t.is_punct for t in tokens) or len(tokens) > 4:
        return None
    known = lemma in vocabulary or low in vocabulary
    lead = tokens[0].lower_
    plural = root.tag_ in {"NNS", "NNPS"} or any(c.dep_ == "conj" for c in root.children)
    if lead in {"a", "an"} or (lead in {"no", "some", "any", "another", "one", "each", "every", "what", "which", "such"}):
        if not known or len(tokens) > 2:
            return None
        tokens, lead = [root], ""
        text = ("the " if not plural else "") + text_of([root])
        return Topic(text, plural, 4, False)
    if any(t.tag_ in {"JJR", "JJS"} for t in tokens):
        return None
    name = root.pos_ == "PROPN"
    if name and (root.ent_type_ == "" and not root.text[0].isupper() and lemma not in DAYS):
        return None
    if name and root.is_sent_start and not root.nbor(1).pos_ in {"VERB", "AUX"} if root.i + 1 < len(root.doc) else name:
        return None
    if not name and lead not in POSSESSIVES and not (known and root.tag_ in {"NN", "NNS"} and lemma in DAYS | {"money", "work", "food", "marriage",
                                                                                      "school", "university", "college", "dinner", "church"}):
        return None
    weight = 2
    if known:
        weight += 3
    if lead in {"my", "our"}:
        weight += 2
    elif lead in {"your", "ur", "the", "this", "that"}:
        weight += 1
    if lemma in DAYS:
        weight += 2
    if len(tokens) > 3:
        weight -= 1
    if name and lemma not in DAYS:
        weight += 1
    if not known and not name and lead not in {"my", "our"} and weight < 4:
        weight = 2
    return Topic(text_of(tokens), plural, weight, name or lemma in KIN_ROLES)
