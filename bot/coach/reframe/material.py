"""Everything a message offers for a line, found once and passed on."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Collection, Sequence

from spacy.tokens import Doc, Token

from bot.coach.feedback import BlameKind, BlameSpan, Strength
from bot.coach.reframe.events import Event, caused, find_events, in_spans, own_fact
from bot.coach.reframe.grammar import clean, is_you, span_of
from bot.coach.reframe.keeping import Kept, find_kept
from bot.coach.reframe.lexis import SPEECH_ABOUT
from bot.coach.reframe.spell import text_of
from bot.coach.reframe.topics import Topic, find_theme, find_topic
from bot.coach.reframe.wishes import Wish, find_wishes
from bot.coach.reframe.words import Theme, Words

LOSSES = frozenset("ruin spoil wreck destroy sink".split())
HEAVY_FAUX_TAILS = frozenset({"in", "at", "about", "around", "during", "after", "when", "before", "with", "over", "on"})


@dataclass(frozen=True)
class Material:
    """``facts`` are her side in whole clauses; ``felt`` a feeling she named or that lies beneath a word of hers."""

    kinds: frozenset[BlameKind]
    kept: tuple[Kept, ...]
    events: tuple[Event, ...]
    facts: tuple[str, ...]
    wishes: tuple[Wish, ...]
    topic: Topic | None
    theme: Theme
    felt: str | None
    need: str | None
    felt_clause: str | None
    loss: str | None
    uncared: bool
    joke: bool
    spoken: bool
    themed: bool


def gather(doc: Doc, blame: Sequence[BlameSpan], strengths: Collection[Strength], words: Words, mother: bool) -> Material:
    """Read the message for what may be kept."""
    ranges = [(b.start, b.end) for b in blame]
    kinds = frozenset(b.kind for b in blame)
    theme = find_theme(doc, words, ranges)
    themed = bool(theme.words)
    felt: str | None = None
    facts: list[str] = []
    for verb in (t for t in doc if t.pos_ in {"VERB", "AUX"} and in_spans(t, ranges)):
        fact, feeling = caused(verb, words.caused, words.feelings)
        felt = felt or (feeling if feeling and words.feelings.get(feeling, 2) < 3 else None)
        own = own_fact(verb) if BlameKind.THREAT not in kinds and BlameKind.GUILT_TRIP not in kinds else None
        facts += [f for f in (fact, own) if f]
    beneath, need, clause = _faux(doc, ranges, words)
    return Material(
        kinds=kinds,
        kept=tuple(find_kept(doc, ranges, kinds, strengths, words.feelings)),
        events=tuple(find_events(doc, ranges)),
        facts=tuple(facts),
        wishes=tuple(find_wishes(doc, [(b.start, b.end, b.kind) for b in blame])),
        topic=find_topic(doc, words, ranges),
        theme=_for_mother(theme, words) if mother else theme,
        felt=felt or beneath,
        need=need,
        felt_clause=clause,
        loss=_loss(doc, ranges),
        uncared=_uncared(doc, ranges),
        joke=any(t.lemma_.lower() in {"joke", "kid", "tease"} for t in doc) and BlameKind.DISMISSAL in kinds,
        spoken=any(t.lemma_.lower() in SPEECH_ABOUT and t.dep_ == "advcl" for t in doc),
        themed=themed,
    )


def _for_mother(theme: Theme, words: Words) -> Theme:
    other = words.mother
    if theme.name not in other["themes"]:
        return theme
    return Theme(theme.name, theme.words, tuple(other["feelings"]), tuple(other["needs"]), tuple(other["requests"]))


def _faux(doc: Doc, ranges: Sequence[tuple[int, int]], words: Words) -> tuple[str | None, str | None, str | None]:
    """A faux-feeling word of hers turned into (feeling, need, "I feel small at the dinner table")."""
    low = doc.text.lower()
    for token in doc:
        if not in_spans(token, ranges):
            continue
        key = next((k for k in words.faux if low.startswith(k, token.idx) and not low[token.idx + len(k):token.idx + len(k) + 1].isalpha()), None)
        if key is None:
            continue
        feel = next((t for t in doc[max(0, token.i - 8):token.i] if t.lemma_.lower() in {"feel", "be", "get"} or t.lower_ in {"felt", "m", "'m"}), None)
        if feel is None:
            continue
        entry = words.faux[key]
        past = feel.tag_ == "VBD"
        tails = [text_of(span_of(c)) for c in list(token.rights) + [c for c in feel.rights if c.i > token.i]
                 if c.dep_ in {"prep", "npadvmod", "advmod"} and span_of(c)[0].lower_ in HEAVY_FAUX_TAILS | {"last", "tonight", "today", "yesterday"}
                 and clean(span_of(c)) and 1 < len(span_of(c)) < 8 and not any(is_you(t) or t.is_punct for t in span_of(c))]
        clause = f"I {'felt' if past else 'feel'} {entry['feeling']} {tails[0]}" if tails else None
        return entry["feeling"], entry["need"], clause
    return None, None, None


def _loss(doc: Doc, ranges: Sequence[tuple[int, int]]) -> str | None:
    for verb in doc:
        if verb.lemma_.lower() in LOSSES and in_spans(verb, ranges) and verb.pos_ == "VERB":
            what: Token | None = next((c for c in verb.rights if c.dep_ == "dobj" and c.pos_ in {"NOUN", "PROPN"}), None)
            if what is not None and what.lemma_.lower() not in {"life", "everything", "mood", "day", "head", "confidence"}:
                tokens = [t for t in span_of(what) if t.i <= what.i]
                if clean(tokens) and len(tokens) < 5:
                    return text_of(tokens)
    return None


def _uncared(doc: Doc, ranges: Sequence[tuple[int, int]]) -> bool:
    """"You don't care about me", "you don't love me", "you hate me", "you don't want me"."""
    for verb in doc:
        if not in_spans(verb, ranges) or verb.lemma_.lower() not in {"care", "love", "want", "hate", "like", "miss", "need", "bother"}:
            continue
        who = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        target = {t.lower_ for t in verb.subtree if t.i > verb.i}
        if who is not None and is_you(who) and (not target or target & {"me", "us"}) and len(target) <= 5 and not any(
                c.dep_ in {"xcomp", "ccomp"} for c in verb.children):
            return True
    return False
