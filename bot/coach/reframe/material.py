"""Everything a message offers for a line, found once and passed on."""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Collection, Sequence

from bot.coach.feedback import BlameKind, BlameSpan, Strength
from bot.coach.reframe.events import NO_DEEDS, Event, find_events, in_spans, observable
from bot.coach.reframe.grammar import clean, is_you, span_of, subject
from bot.coach.reframe.keeping import WARM, Kept, find_kept
from bot.coach.reframe.lexis import SPEECH_ABOUT
from bot.coach.reframe.own_side import caused, own_fact
from bot.coach.reframe.spell import text_of
from bot.coach.reframe.topics import Topic, find_theme, find_topic
from bot.coach.reframe.wishes import Wish, find_wishes
from bot.coach.reframe.words import Theme, Words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LOSSES = frozenset("ruin spoil wreck destroy sink".split())
EFFORTS = frozenset("drive wait cook bake fly travel call ring come visit".split())
REMARKS = frozenset("word crack comment remark mention joke dig question peep".split())
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
    since: str | None
    loss: str | None
    heard: str | None
    uncared: bool
    joke: bool
    spoken: bool
    themed: bool
    caused: bool


def gather(doc: Doc, blame: Sequence[BlameSpan], strengths: Collection[Strength], words: Words, mother: bool) -> Material:
    """Read the message for what may be kept."""
    ranges = [(b.start, b.end) for b in blame]
    kinds = frozenset(b.kind for b in blame)
    theme = find_theme(doc, words, ranges, kinds)
    kept = tuple(find_kept(doc, ranges, kinds, strengths, words.feelings))
    said = " ".join(k.text for k in kept)
    themed = bool(theme.words)
    felt: str | None = None
    facts: list[str] = []
    undone = False
    for verb in (t for t in doc if t.pos_ in {"VERB", "AUX"} and in_spans(t, ranges)):
        fact, feeling = caused(verb, {**words.caused, **words.verdicts}, words.feelings)
        felt = felt or (feeling if feeling and words.feelings.get(feeling, 2) < 3 else None)
        own = own_fact(verb) if not kinds & NO_DEEDS or kinds == {BlameKind.GUILT_TRIP} and (
            theme.name == "thanks" or verb.lemma_.lower() in EFFORTS and verb.tag_ == "VBD") else None
        undone = undone or bool(fact)
        facts += [f for f in (fact, own) if f]
    beneath, need, clause = _faux(doc, ranges, words)
    return Material(
        kinds=kinds,
        kept=kept,
        events=tuple(find_events(doc, [(b.start, b.end, b.kind) for b in blame], said, around=not set(strengths) & WARM)),
        facts=tuple(facts),
        wishes=tuple(find_wishes(doc, [(b.start, b.end, b.kind) for b in blame])),
        topic=find_topic(doc, words, [(b.start, b.end, b.kind) for b in blame]),
        theme=_for_mother(theme, words) if mother else theme,
        felt=felt or beneath or _likened(doc, ranges, words),
        since=_since(doc),
        need=need,
        felt_clause=clause,
        loss=_loss(doc, ranges),
        heard=_heard(doc, ranges),
        uncared=_uncared(doc, ranges),
        joke=any(t.lemma_.lower() in {"joke", "kid", "tease"} for t in doc) and BlameKind.DISMISSAL in kinds,
        spoken=any((t.lemma_.lower() in SPEECH_ABOUT and t.dep_ in {"advcl", "ROOT"}) or t.lemma_.lower() in REMARKS for t in doc),
        themed=themed,
        caused=undone,
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
    for feel in doc:
        if feel.lemma_.lower() == "feel" and in_spans(feel, ranges) and any(
                c.dep_ in {"acomp", "xcomp", "ccomp"} and c.tag_ in {"VBN", "JJ"} and c.i - feel.i < 4 and c.lower_ not in words.feelings
                and not any(g.dep_ in {"nsubj", "nsubjpass"} for g in c.children) for c in feel.rights):
            return words.faux["wronged"]["feeling"], "understanding", None
    return None, None, None


def _likened(doc: Doc, ranges: Sequence[tuple[int, int]], words: Words) -> str | None:
    """"I feel like a burden": what may lie beneath the likeness."""
    for feel in doc:
        if feel.lemma_.lower() == "feel" and in_spans(feel, ranges):
            return next((words.verdicts[t.lower_] for t in feel.subtree if t.i > feel.i and t.lower_ in words.verdicts), None)
    return None


def _since(doc: Doc) -> str | None:
    """"since you moved to Spain", where that is a plain fact."""
    for verb in doc:
        who = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if verb.dep_ == "advcl" and verb.left_edge.lower_ == "since" and who is not None and who.left_edge.i == verb.left_edge.i + 1 and (
                verb.tag_ == "VBD" and (observable(verb) or not is_you(who))):
            tokens = list(span_of(verb))
            if clean(tokens) and len(tokens) < 12 and not any(t.is_punct for t in tokens):
                return text_of(tokens)
    return None


def _loss(doc: Doc, ranges: Sequence[tuple[int, int]]) -> str | None:
    for verb in doc:
        who = subject(verb)
        if verb.lemma_.lower() in LOSSES and in_spans(verb, ranges) and verb.pos_ == "VERB" and who is not None and is_you(who):
            what: Token | None = next((c for c in verb.rights if c.dep_ == "dobj" and c.pos_ in {"NOUN", "PROPN"}), None)
            if what is not None and what.lemma_.lower() not in {"life", "everything", "mood", "day", "head", "confidence"}:
                tokens = [t for t in span_of(what) if t.i <= what.i]
                if clean(tokens) and len(tokens) < 5:
                    return text_of(tokens)
    return None


def _heard(doc: Doc, ranges: Sequence[tuple[int, int]]) -> str | None:
    """"You lied to me about the surgery" gives "the surgery"."""
    for verb in doc:
        if verb.lemma_.lower() in {"lie", "mislead", "deceive"} and verb.pos_ == "VERB" and in_spans(verb, ranges):
            about = next((c for c in verb.rights if c.lower_ == "about"), None)
            what = next((c for c in about.children if c.dep_ == "pobj" and c.pos_ in {"NOUN", "PROPN"}), None) if about is not None else None
            if what is not None:
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
