"""Everything a message offers for a line, found once and passed on."""
from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Collection, Sequence

from bot.coach.feedback import BlameKind, BlameSpan, Strength
from bot.coach.reframe import between, contrasts, guessed, own_room, sayings
from bot.coach.reframe.beneath import apart, done_to_me, faux, in_debt, likened, parting, tender, uncared, unheard
from bot.coach.reframe.charge import Turn
from bot.coach.reframe.comparing import as_theirs
from bot.coach.reframe.completing import complete
from bot.coach.reframe.deeds import Event
from bot.coach.reframe.events import find_events, in_spans
from bot.coach.reframe.grammar import is_you, span_of, subject
from bot.coach.reframe.guessed import towards_me
from bot.coach.reframe.keeping import WARM, Kept, find_kept
from bot.coach.reframe.lexis import DAYS, KIN, PATOIS
from bot.coach.reframe.orders import orders
from bot.coach.reframe.others import Wish
from bot.coach.reframe.own_side import caused
from bot.coach.reframe.own_turns import asked_of_me, own_turns, put_upon
from bot.coach.reframe.plain import clean
from bot.coach.reframe.scan import Rule, found_by
from bot.coach.reframe.spell import text_of
from bot.coach.reframe.themes import find_theme
from bot.coach.reframe.topics import KIN_ROLES, Topic, find_topic
from bot.coach.reframe.turning import beside, turns
from bot.coach.reframe.wishes import find_wishes
from bot.coach.reframe.word_given import word_given
from bot.coach.reframe.words import Theme, Words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: Turns of phrase, looked for at every charged word.
RULES = (*sayings.RULES, *own_room.RULES, *between.RULES, *guessed.RULES, *contrasts.RULES)
LOSSES = frozenset("ruin spoil wreck destroy sink".split())


@dataclass(frozen=True)
class Material:
    """``facts`` are her side in whole clauses; ``felt`` a feeling she named or that lies beneath a word of hers; ``sure`` whether
    ``theme`` is what the charge names, ``strong`` whether a verb of the charge names it. The truth values say what kind of
    charge it is: ``uncared`` "you don't care", ``unheard`` "you have no idea", ``debt`` what she gave,
    ``apart`` distance, ``tender`` tears waved away."""

    kinds: frozenset[BlameKind]
    leading: BlameKind
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
    heard: str | None
    uncared: bool
    debt: bool
    apart: bool
    tender: bool
    joke: bool
    sure: bool
    strong: bool
    unheard: bool
    caused: bool
    mother: bool
    turns: tuple[Turn, ...] = ()
    short: bool = False
    parting: bool = False
    own: bool = False


def gather(doc: Doc, blame: Sequence[BlameSpan], strengths: Collection[Strength], words: Words, mother: bool) -> Material:
    """Read the message for what may be kept."""
    ranges = [(b.start, b.end) for b in blame]
    kinds = frozenset(b.kind for b in blame)
    theme, sure, strong = find_theme(doc, words, ranges, kinds)
    kept = tuple(find_kept(doc, ranges, kinds, strengths, words.feelings))
    said = " ".join(k.text for k in kept)
    felt: str | None = None
    facts: list[str] = []
    undone = False
    for verb in (t for t in doc if t.pos_ in {"VERB", "AUX"} and in_spans(t, ranges)):
        fact, feeling = caused(verb, {**words.caused, **words.verdicts}, words.feelings)
        fact = fact if BlameKind.FAULT in kinds else None  # elsewhere "you make me pay" is a figure
        felt = felt or (feeling if feeling and words.feelings.get(feeling, 2) < 3 else None)
        undone = undone or bool(fact)
        facts += [fact] if fact else []
    beneath, need, clause = faux(doc, [(b.start, b.end) for b in blame if b.kind in {BlameKind.PSEUDO_FEELING, BlameKind.FAULT, BlameKind.ABSOLUTE}], words)
    if beneath is None and not kept:
        beneath, need = done_to_me(doc, ranges, words)
    return Material(
        kinds=kinds,
        leading=blame[0].kind,
        kept=kept,
        events=tuple(find_events(doc, [(b.start, b.end, b.kind) for b in blame], said, around=not set(strengths) & WARM, told=Strength.OBSERVATION in strengths)),
        facts=tuple(facts),
        wishes=tuple(find_wishes(doc, [(b.start, b.end, b.kind) for b in blame])),
        topic=find_topic(doc, words, [(b.start, b.end, b.kind) for b in blame]),
        theme=_for_mother(theme, words) if mother else theme,
        felt=felt or beneath or likened(doc, ranges, words),
        need=need,
        felt_clause=clause,
        loss=_loss(doc, ranges),
        heard=_heard(doc, ranges),
        uncared=uncared(doc, ranges),
        debt=BlameKind.GUILT_TRIP in kinds and in_debt(doc, ranges),
        apart=apart(doc, [(b.start, b.end) for b in blame if b.kind is BlameKind.GUILT_TRIP]),
        tender=tender(doc),
        joke=any(t.lemma_.lower() in {"joke", "tease"} or t.lemma_.lower() == "kid" and t.pos_ == "VERB" for t in doc) and BlameKind.DISMISSAL in kinds,
        sure=sure,
        strong=strong,
        unheard=unheard(doc, ranges),
        caused=undone,
        mother=mother,
        short=len(doc) < 9,
        parting=parting(doc, ranges),
        own=bool({"i", "me", "my", "myself", "mother", "nobody", "alone", "i'll", "i'm"} & {t.lower_ for t in doc}),
        turns=_turned(doc, [(b.start, b.end, b.kind) for b in blame], words, mother),
    )


def _turned(doc: Doc, spans: Sequence[tuple[int, int, BlameKind]], words: Words, mother: bool) -> tuple[Turn, ...]:
    charged = {kind for _, _, kind in spans}
    near = beside(doc, spans, words.camera, words.caused) if not charged & {BlameKind.DISMISSAL, BlameKind.GUILT_TRIP, BlameKind.THREAT} else []
    rules: tuple[Rule, ...] = (*RULES, partial(as_theirs, mother=mother), partial(towards_me, kinder=words.kinder))
    found = [*near, *turns(doc, spans, words.camera, words.caused), *orders(doc, spans, words.camera), *own_turns(doc, spans, words.caused, words.faux), *asked_of_me(doc, spans), *put_upon(doc, spans),
             *found_by(rules, doc, spans), *word_given(doc, spans)]
    # Sentences the parser was not made for are not taken apart.
    found = [complete(turn, doc) for turn in found if not any(t.lower_ in PATOIS for t in doc[turn.at].sent)]
    return tuple(sorted(found, key=lambda turn: (-turn.weight, turn.at)))


def _for_mother(theme: Theme, words: Words) -> Theme:
    other = words.mother
    if theme.name not in other["themes"]:
        return theme
    return Theme(theme.name, theme.words, tuple(other["feelings"]), tuple(other["needs"]), tuple(other["requests"]))


def _loss(doc: Doc, ranges: Sequence[tuple[int, int]]) -> str | None:
    for verb in doc:
        who = subject(verb)
        if verb.lemma_.lower() in LOSSES and in_spans(verb, ranges) and verb.pos_ == "VERB" and (who is not None and is_you(who) or verb.tag_ == "VBG" and verb.i > 1 and doc[verb.i - 2].lemma_.lower() in {"thank", "thanks"}):
            what: Token | None = next((c for c in verb.rights if c.dep_ == "dobj" and c.pos_ in {"NOUN", "PROPN"}), None)
            each = what is not None and any(c.lower_ in {"every", "each", "all"} for c in what.lefts)
            if what is not None and each and clean([what]):
                from lemminflect import getInflection

                return f"my {getInflection(what.lemma_.lower(), 'NNS')[0]}"
            feast = what is not None and what.lemma_.lower() in DAYS
            owned = feast or what is not None and any(c.dep_ == "poss" and (c.pos_ == "PROPN" or c.lower_ in KIN_ROLES | KIN) for c in what.lefts)
            if what is not None and (owned or what.left_edge.lower_ in {"my", "our", "the", "that", "this", "those", "these"}) and what.lemma_.lower() not in {"life", "everything", "mood", "day", "head", "confidence", "thing", "one"}:
                tokens = [t for t in span_of(what) if t.i <= what.i]
                after = next((c for c in doc.noun_chunks if c.start == what.i + 2), None)
                bond = [doc[what.i + 1], *after] if after is not None and what.lemma_ in {"relationship", "friendship", "marriage", "chance", "bond"} else []
                tokens += bond if bond and bond[0].lower_ in {"with", "of"} and len(bond) < 5 else []
                if clean(tokens) and len(tokens) < 7:
                    return text_of(tokens)
    return None


def _heard(doc: Doc, ranges: Sequence[tuple[int, int]]) -> str | None:
    """"You lied to me about the surgery" gives "the surgery"."""
    for verb in doc:
        if verb.lemma_.lower() in {"lie", "mislead", "deceive"} and verb.pos_ == "VERB" and (by := subject(verb)) is not None and is_you(by) and in_spans(verb, ranges):
            about = next((c for c in verb.rights if c.lower_ == "about"), None)
            what = next((c for c in about.children if c.dep_ == "pobj" and c.pos_ in {"NOUN", "PROPN"}), None) if about is not None else None
            if what is not None:
                tokens = [t for t in span_of(what) if t.i <= what.i]
                if clean(tokens) and len(tokens) < 5:
                    return text_of(tokens)
    return None


