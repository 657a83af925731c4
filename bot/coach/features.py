"""What the trained part looks at: words, letters, dependencies with persons, and which patterns fired."""
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bot.coach.clauses import Clause, clauses, person
from bot.coach.language import KIN, Parsed, parse
from bot.coach.patterns import Hit, blame_hits, names_harm
from bot.coach.strengths import strength_hits

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Token

_WORDS = re.compile(r"[a-zà-ỹ']+|\d+|[?!.]+|\"")
_KIN = set(KIN)
#: Open-class words keep their dependency triples only as word shapes, so "you hid my vase" can help with "you hid my phone".
_COARSE = {"NOUN", "PROPN", "NUM"}


@dataclass
class Reading:
    """One parsed message with everything the rules found, shared by the patterns, the trained part and the echo."""

    parsed: Parsed

    @cached_property
    def clauses(self) -> list[Clause]:
        return clauses(self.parsed)

    @cached_property
    def outer(self) -> list[Clause]:
        return [c for c in self.clauses if c.outer]

    @cached_property
    def blame(self) -> list[Hit]:
        return blame_hits(self.clauses)

    @cached_property
    def strengths(self) -> list[Hit]:
        return strength_hits(self.clauses)

    @cached_property
    def harm(self) -> bool:
        return names_harm(self.parsed.tidy.text)


def read(nlp: Language, text: str) -> Reading:
    return Reading(parse(nlp, text))


def _word(word: str) -> str:
    return "KIN" if word in _KIN else word


def words_of(text: str) -> list[str]:
    return [_word(w) for w in _WORDS.findall(text.lower())]


def _ngrams(text: str, prefix: str) -> set[str]:
    words = words_of(text)
    out = {f"{prefix}1 {w}" for w in words}
    out.update(f"{prefix}2 {a} {b}" for a, b in zip(["<", *words], [*words, ">"]))
    out.update(f"{prefix}3 {a} {b} {c}" for a, b, c in zip(["<", *words], words, words[1:]))
    return out


def _letters(text: str) -> set[str]:
    out: set[str] = set()
    for word in set(words_of(text)):
        padded = f"_{word}_"
        for size in (3, 4):
            out.update("c " + padded[i:i + size] for i in range(len(padded) - size + 1))
    return out


def _node(token: Token) -> str:
    who = person(token) if token.pos_ in ("PRON", "DET", "NOUN", "PROPN") else 0
    if token.pos_ == "PRON" or token.lower_ in ("your", "my"):
        return f"P{who}" if who in (1, 2, 4) else "P3"
    if token.pos_ in _COARSE:
        return "KIN" if token.lower_ in _KIN else token.pos_
    return token.lemma_.lower()


def _syntax(tokens: list[Token]) -> set[str]:
    out: set[str] = set()
    for token in tokens:
        if token.is_punct or token.is_space:
            continue
        head = token.head
        out.add(f"d {_node(head)}>{token.dep_}>{_node(token)}")
        out.add(f"dp {head.pos_}>{token.dep_}>{_node(token)}")
        if token.pos_ in ("VERB", "ADJ", "ADV", "NOUN", "INTJ"):
            out.add(f"l {token.lemma_.lower()}")
    return out


def _shape(c: Clause) -> set[str]:
    head = c.head
    negated, tense = ("n" if c.negated else ""), head.tag_
    modal = next((t.lower_ for t in head.children if t.tag_ == "MD"), "")
    first = c.text.split(" ", 1)[0]
    place = "" if c.outer else "in "
    out = {f"s {place}{c.who}{negated}", f"s {place}{c.who} {tense}", f"s {place}{c.who}{negated} {head.lemma_.lower()}",
           f"s {place}{c.who} md {modal}", f"s {place}first {first} {c.who}"}
    if c.asked:
        out.add(f"s ? {first}")
        out.add(f"s ? {c.who}{negated}")
    if c.mark:
        out.add(f"s mark {c.mark} {c.who}")
    for child in head.children:
        if child.dep_ in ("dobj", "pobj", "attr", "acomp", "iobj", "dative"):
            out.add(f"s {c.who} {head.lemma_.lower()} {child.dep_} {_node(child)}")
            out.add(f"s {c.who} {child.dep_} {_node(child)}")
        elif child.dep_ == "prep":
            for grand in child.children:
                out.add(f"s {c.who} {child.lower_} {_node(grand)}")
    return out


def clause_features(reading: Reading, c: Clause) -> set[str]:
    """One outer clause, as the span finder sees it."""
    text = reading.parsed.tidy.text[c.start:c.end]
    tokens = [t for t in reading.parsed.doc if c.start <= t.idx < c.end]
    out = _ngrams(text, "w") | _letters(text) | _syntax(tokens)
    for inner in reading.clauses:
        if c.start <= inner.start and inner.end <= c.end:
            out |= _shape(inner)
    for hit in reading.blame:
        if hit.start < c.end and c.start < hit.end:
            out |= {f"r {hit.rule} {hit.sure}", f"k {hit.kind} {hit.sure}", f"b {hit.sure}"}
    for hit in reading.strengths:
        if hit.start < c.end and c.start < hit.end:
            out |= {f"g {hit.kind}", f"gr {hit.rule}", f"gs {hit.kind} {hit.sure}"}
    out.add(f"n {min(len(tokens) // 4, 8)}")
    if c.quoted:
        out.add("quoted")
    if c.reported:
        out.add("reported")
    persons = {person(t) for t in tokens if t.pos_ == "PRON" or t.lower_ in ("your", "my")}
    out.add("who " + "".join(str(p) for p in sorted(persons)))
    out.add(f"q {text.strip().endswith('?') or c.asked}")
    return out


def message_features(reading: Reading) -> set[str]:
    """The whole message."""
    text = reading.parsed.tidy.text
    tokens = list(reading.parsed.doc)
    out = _ngrams(text, "w") | _letters(text) | _syntax(tokens)
    for c in reading.clauses:
        out |= _shape(c)
    for hit in reading.blame:
        out |= {f"r {hit.rule} {hit.sure}", f"k {hit.kind} {hit.sure}", f"b {hit.sure}"}
    for hit in reading.strengths:
        out |= {f"g {hit.kind}", f"gr {hit.rule}", f"gs {hit.kind} {hit.sure}"}
    if reading.outer:
        out.add(f"last {reading.outer[-1].who} {reading.outer[-1].asked}")
        out.add(f"first {reading.outer[0].who} {reading.outer[0].asked}")
    out.add(f"n {min(len(tokens) // 5, 10)}")
    out.add(f"sents {min(len(reading.outer), 5)}")
    if reading.parsed.quotes:
        out.add("has quote")
    raw = reading.parsed.tidy.raw
    if re.search(r"😂|🤣|😄|😅|\blol\b|haha", raw):
        out.add("laughing")
    if re.search(r"🙄|😒|👏", raw):
        out.add("eyeroll")
    if re.search(r"❤|🥰|😘|\bxx?\b|💕|🤗", raw):
        out.add("kisses")
    return out
