"""What a turned clause leans on is put back into it: the moment it happens in, the thing its pronoun stands for."""
from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Callable

from bot.coach.reframe.charge import Turn
from bot.coach.reframe.extent import carried
from bot.coach.reframe.scan import said

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: Slots that hold her clause or verb phrase.
CLAUSES = ("clause", "vp", "vpast", "vpp", "ing")
MAX_WORDS = 22
#: "It" after these is no thing: "make it", "get it".
FIXED = frozenset("make get say have lose cool overdo rub".split())


def complete(turn: Turn, doc: Doc) -> Turn:
    """The same turn with nothing left hanging."""
    return _with_thing(_with_moment(turn, doc), doc)


def _with_moment(turn: Turn, doc: Doc) -> Turn:
    """"… every time I ask for a lift" stands outside what was carried; it comes back as "when I ask for a lift"."""
    sentence = doc[turn.at].sent
    each = next((t for t in doc[turn.at + 1:sentence.end - 2] if t.lower_ == "time" and doc[t.i - 1].lower_ in {"every", "each", "single"} and doc[t.i + 1].lower_ in {"i", "i'm", "we", "my"}), None)
    if each is None or any(" when " in f" {turn.slots[name]}" for name in CLAUSES if name in turn.slots):
        return turn
    moment = said(each, carried(doc, each, False).tokens)
    return _filled(turn, lambda text: f"{text} when {moment}") if moment and len(moment.split()) > 1 else turn


def _with_thing(turn: Turn, doc: Doc) -> Turn:
    """"You borrowed my car and brought it back empty": the car that was brought back."""
    text = turn.slots.get("clause", turn.slots.get("vp", ""))
    found = re.search(r"\b(it|them)\b", text)
    if found is None:
        return turn
    pronoun = next((t for t in doc[turn.at:doc[turn.at].sent.end] if t.lower_ == found.group()), None)
    if pronoun is None or pronoun.dep_ not in {"dobj", "pobj"} or pronoun.head.lemma_.lower() in FIXED:
        return turn
    thing = next((c for c in reversed(list(doc.noun_chunks)) if c.end <= pronoun.i and c.root.dep_ in {"dobj", "attr", "pobj", "nsubj"} and c.root.pos_ == "NOUN"
                  and (c.root.tag_ == "NNS") is (found.group() == "them")), None)
    if thing is None or thing.root.lower_ in text.lower() or thing.root.ent_type_ or thing[0].lower_ not in {"my", "our", "the", "your", "that", "this", "a", "an", "those"}:
        return turn
    name = said(pronoun, list(thing))
    if not name or len(thing) > 4:
        return turn
    name = re.sub(r"^an? ", "the ", name[0].lower() + name[1:])
    return _filled(turn, lambda words: re.sub(rf"\b{found.group()}\b", name, words, count=1))


def _filled(turn: Turn, change: Callable[[str], str]) -> Turn:
    slots = {name: change(text) if name in CLAUSES else text for name, text in turn.slots.items()}
    return turn if any(len(text.split()) > MAX_WORDS for text in slots.values()) else replace(turn, slots=slots)
