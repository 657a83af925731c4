"""What the linear readers look at: words, letters, and syntax over person and clause.

The encoder reads whole messages best; these features carry further to foreign text, because "you" + verb + "me" looks the same in a
film, a letter and a chat. Together they beat either (docs/evaluation.md).
"""
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.coach.clauses import Clause, clauses, person
from bot.coach.language import KIN, Parsed

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = re.compile(r"[a-zà-ỹ']+|\d+|[?!.]+|\"")
_KIN = set(KIN)
#: Open-class words keep their dependency triples only as word shapes, so "you hid my vase" can help with "you hid my phone".
_COARSE = {"NOUN", "PROPN", "NUM"}
_TONES = (("laughing", re.compile(r"😂|🤣|😄|😅|\blol\b|haha")), ("eyeroll", re.compile(r"🙄|😒|👏")),
          ("kisses", re.compile(r"❤|🥰|😘|\bxx?\b|💕|🤗")))


def features(parsed: Parsed) -> set[str]:
    """Everything about one message, as names; the first letters tell the family (:func:`family`)."""
    text, found = parsed.tidy.text, clauses(parsed)
    out = _ngrams(text) | _letters(text) | _syntax(list(parsed.doc))
    for clause in found:
        out |= _shape(clause)
    outer = [clause for clause in found if clause.outer]
    if outer:
        out |= {f"o first {outer[0].who} {outer[0].asked}", f"o last {outer[-1].who} {outer[-1].asked}"}
    out |= {f"o tokens {min(len(parsed.doc) // 5, 10)}", f"o clauses {min(len(outer), 5)}"}
    if parsed.quotes:
        out.add("o quote")
    out |= {f"o {name}" for name, sign in _TONES if sign.search(parsed.tidy.raw)}
    return out


def family(name: str) -> str:
    """w words, c letters, d dependencies, s clause shapes, o others."""
    return name[0]


def words_of(text: str) -> list[str]:
    """Lower-case words, numbers and end marks; names for a parent or child are one word."""
    return ["KIN" if word in _KIN else word for word in _WORDS.findall(text.lower())]


def _ngrams(text: str) -> set[str]:
    words = words_of(text)
    out = {f"w1 {w}" for w in words}
    out.update(f"w2 {a} {b}" for a, b in zip(["<", *words], [*words, ">"]))
    out.update(f"w3 {a} {b} {c}" for a, b, c in zip(["<", *words], words, words[1:]))
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
        return "KIN" if token.lower_ in _KIN else str(token.pos_)
    return str(token.lemma_).lower()


def _syntax(tokens: list[Token]) -> set[str]:
    out: set[str] = set()
    for token in tokens:
        if token.is_punct or token.is_space:
            continue
        node = _node(token)
        out.add(f"d {_node(token.head)}>{token.dep_}>{node}")
        out.add(f"dp {token.head.pos_}>{token.dep_}>{node}")
        if token.pos_ in ("VERB", "ADJ", "ADV", "NOUN", "INTJ"):
            out.add(f"dl {token.lemma_.lower()}")
    return out


def _shape(c: Clause) -> set[str]:
    head = c.head
    negated, lemma = ("n" if c.negated else ""), head.lemma_.lower()
    modal = next((t.lower_ for t in head.children if t.tag_ == "MD"), "")
    first = c.text.split(" ", 1)[0]
    place = "" if c.outer else "in "
    out = {f"s {place}{c.who}{negated}", f"s {place}{c.who} {head.tag_}", f"s {place}{c.who}{negated} {lemma}",
           f"s {place}{c.who} md {modal}", f"s {place}first {first} {c.who}"}
    if c.asked:
        out |= {f"s ? {first}", f"s ? {c.who}{negated}"}
    if c.quoted or c.reported:
        out.add(f"s said {c.who}{negated}")
    if c.mark:
        out.add(f"s mark {c.mark} {c.who}")
    for child in head.children:
        if child.dep_ in ("dobj", "pobj", "attr", "acomp", "iobj", "dative"):
            node = _node(child)
            out |= {f"s {c.who} {lemma} {child.dep_} {node}", f"s {c.who} {child.dep_} {node}"}
        elif child.dep_ == "prep":
            out.update(f"s {c.who} {child.lower_} {_node(grand)}" for grand in child.children)
    return out
