"""The clean clauses around the charge: what she said well is kept as she said it."""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Collection, Iterator, Mapping, Sequence

from bot.coach.feedback import BlameKind, Strength
from bot.coach.reframe.events import in_spans
from bot.coach.reframe.grammar import is_you
from bot.coach.reframe.lexis import FILLERS, KIN, PATOIS, SUBORDINATORS
from bot.coach.reframe.plain import sweeping
from bot.coach.reframe.spell import text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

MAX_SENTENCES = 3
MAX_WORDS = 30
POLITE = frozenset({"can", "could", "would", "will", "shall", "may", "please"})
#: What starts so leans on another sentence.
LEANING = frozenset("since because cos as though although so than which who whose".split())
TELLING = frozenset({"say", "tell", "mean", "know", "think", "guess", "swear", "suppose", "bet"})
NEEDED = frozenset({"dobj", "attr", "acomp", "xcomp", "ccomp", "prt", "pobj", "dative", "oprd"})
LEADING = frozenset({"and", "but", "so", "or", "then", "plus", "yet", "cos", "coz", "cuz", "because", "also", "though", "anyway", "now"})
WARM = frozenset({Strength.VALIDATION, Strength.APPRECIATION, Strength.ACCOUNTABILITY, Strength.REPAIR})


@dataclass(frozen=True)
class Kept:
    """One clean stretch. ``text`` ends with its mark, ``at`` is its place in the message."""

    text: str
    asks: bool
    feels: bool
    you: bool
    at: int = 0


def find_kept(doc: Doc, spans: Sequence[tuple[int, int]], kinds: Collection[BlameKind], strengths: Collection[Strength],
              feelings: Mapping[str, int]) -> list[Kept]:
    """Clean clauses in order, at most three; empty where leaving the charge out would tear a sentence."""
    pieces = [piece for run in _runs(doc, spans) if (piece := _accept(run, doc, spans, kinds, set(strengths), feelings)) is not None]
    kept: set[int] = set()
    words = 0
    # Requests weigh most, then feelings, then the rest from the end: what is said last is nearest to the charge.
    for n in sorted(range(len(pieces)), key=lambda n: (not pieces[n].asks, not pieces[n].feels, -n)):
        words += len(pieces[n].text.split())
        if len(kept) == MAX_SENTENCES or words > MAX_WORDS:
            break
        kept.add(n)
    return [pieces[n] for n in sorted(kept)]


def _runs(doc: Doc, spans: Sequence[tuple[int, int]]) -> Iterator[list[Token]]:
    for sentence in doc.sents:
        run: list[Token] = []
        for token in sentence:
            if in_spans(token, spans):
                if run:
                    yield run
                run = []
            elif not token.is_space:
                run.append(token)
        if run:
            yield run


def _trim(run: list[Token]) -> list[Token]:
    if len(run) > 3 and run[0].lower_ == "dear":
        comma = next((n for n, t in enumerate(run[:6]) if t.text in {",", "."} and n), len(run))
        run = run[comma + 1:]
    while run and (run[0].is_punct or run[0].lower_ in LEADING or run[0].tag_ in {"CC", "UH"} and run[0].lower_ not in KIN | {"please", "sorry", "thanks"}):
        run = run[1:]
    joint = next((n for n, t in enumerate(run[:3]) if t.tag_ == "CC"), 0)
    if joint and len(run) > joint + 1 and run[0].lower_ in KIN and all(t.is_punct for t in run[1:joint]):
        run = run[joint + 1:]
    while run and (run[-1].is_punct or run[-1].tag_ in {"CC", "TO", "UH"} and run[-1].lower_ != "sorry" or run[-1].tag_ in {"IN", "DT"} and not _closed(run[-1]) or run[-1].lower_ in {"lol", "honestly", "really", "actually", "basically", "frankly", "and", "because", "cos", "so", "then"} or run[-1].lower_ == "that" and run[-1].dep_ == "mark"
                   or not (run[-1].text.rstrip(".").isalpha() or run[-1].like_num or "'" in run[-1].text)):
        run = run[:-1]
    return run


def _closed(token: Token) -> bool:
    """At the end of its sentence: "with the radio on"."""
    return token.i + 1 >= len(token.doc) or token.nbor(1).is_punct or bool(token.nbor(1).is_sent_start)


def _accept(run: list[Token], doc: Doc, spans: Sequence[tuple[int, int]], kinds: Collection[BlameKind],
            strengths: set[Strength], feelings: Mapping[str, int]) -> Kept | None:
    mark = next((t.text for t in reversed(run) if t.text in {"?", ".", "!"}), "")
    run = _trim(run)
    if len(run) < 3 or any(sweeping(t) and t.lower_ not in {"all", "any", "only"} and any(is_you(s) for s in run) or "fuck" in t.lower_ or t.like_url for t in run):
        return None
    if run[-1].lower_ == "one" and run[-2].lower_ == "the":
        return None  # its clause was lost
    if any(t.lower_ in PATOIS for t in run) or run[0].tag_ in {"VB", "NN"} and run[1].text == "," and run[0].lower_ not in KIN:
        return None
    sentence = run[0].sent
    torn = any(in_spans(t, spans) for t in sentence)
    named = run[0].pos_ == "PROPN" and run[1].text == ","
    first = next((t for t in run[2 if named else 0:] if (t.lower_ not in KIN or is_you(t.nbor(1) if t.i + 1 < len(doc) else t)) and not t.is_punct), run[0])
    if first.lower_ in SUBORDINATORS and torn or first.tag_ in {"VBG", "TO"} and torn:
        return None
    here = {t.i for t in run}
    subjects = [t for t in run if t.dep_ in {"nsubj", "nsubjpass", "expl"} and t.head.i in here and t.head.pos_ in {"VERB", "AUX"}]
    main = [s for s in subjects if s.head.dep_ not in {"relcl", "acl", "advcl", "pcomp", "csubj"} or s.head.dep_ == "advcl" and not torn]
    if mark != "?" and any(a.tag_ in {"WP", "WRB"} and b.pos_ == "AUX" for a, b in zip(run, run[1:])):
        return None
    asks = mark != "." and any(a.lower_ in POLITE and b.lower_ in {"you", "u", "we", "i"} for a, b in zip(run, run[1:])) and (
        mark == "?" or bool({t.lower_ for t in run[:4]} & POLITE))
    if any(t.tag_ in {"WP", "WRB", "WDT"} for t in run[:2]) or (mark == "?" and not asks):
        if Strength.OPEN_QUESTION not in strengths or [t.lower_ for t in run[:4]] == ["do", "you", "think", "i"]:
            return None
        asks = True
    owned = any(s.lower_ in {"i", "we"} or any(c.lower_ in {"my", "our"} for c in s.lefts) for s in main)
    lead = main[0] if main else None
    thanks = first.lower_ in {"thank", "thanks", "sorry", "please"} or first.lower_ in {"love", "miss"} and is_you(first.nbor(1) if first.i + 1 < len(doc) else first)
    if first.lower_ in LEANING:
        return None
    if lead is None and not thanks:
        return None
    if torn and lead is not None and lead.i > run[0].i + 4:
        return None
    if torn and any(_hangs(t, here) for t in run) or run[-1].lower_ in {"i", "we", "he", "she", "they", "you"} and run[-1].dep_ in {"nsubj", "nsubjpass"}:
        return None
    if torn and any(t.i > run[-1].i and t.i not in here and in_spans(t, spans) for head in run for t in head.rights if t.dep_ in NEEDED):
        return None  # the charge took the end of it
    you = lead is not None and is_you(lead)
    if you and not (strengths & WARM or Strength.OBSERVATION in strengths or asks):
        return None
    if not owned and not you and not thanks and not asks and not (Strength.OBSERVATION in strengths or strengths & WARM):
        return None
    if not owned and not thanks and not asks and set(kinds) & {BlameKind.CONTEMPT, BlameKind.GUILT_TRIP, BlameKind.LABEL}:
        return None  # beside scorn even a plain sentence is likely to be meant otherwise
    if torn and len(run) < 6 and run[-1].lower_ in {"it", "that", "this", "them"}:
        return None
    if asks and not strengths & {Strength.REQUEST, Strength.OPEN_QUESTION, Strength.REPAIR}:
        return None
    if not asks and _turns_away(run, kinds):
        return None
    lively = lead is not None and (lead.head.tag_ == "VBD" or lead.head.tag_ == "VBG" or any(c.tag_ == "VBD" for c in lead.head.children))
    if not strengths and not asks and (len(list(doc.sents)) > 2 or set(kinds) & {BlameKind.COMPARISON, BlameKind.LABEL, BlameKind.CONTEMPT}):
        return None  # in a longer tale nobody can tell which sentence the charge was about
    if not strengths and not asks and (len(run) < 4 or any(t.lemma_.lower() in TELLING or t.lower_ == "there" for t in run)):
        return None
    if not strengths and not asks and not lively and not any(t.lower_ in feelings for t in run):
        return None
    if len(run) < 4 and not thanks and not asks and not any(t.lower_ in feelings for t in run) and any(t.lemma_.lower() in TELLING | {"add", "ask"} for t in run):
        return None
    feels = any(t.lower_ in feelings and t.pos_ in {"ADJ", "VERB", "NOUN"} for t in run) and owned
    end = "?" if asks else "."
    text = text_of(run)
    return Kept(text + ('"' if text.count('"') % 2 else "") + end, asks, feels, you, run[0].i)


def _hangs(token: Token, here: set[int]) -> bool:
    """A word that belongs inside the clause that was cut away, so that the rest would be a stump."""
    return token.dep_ in {"prep", "pobj", "dobj", "acomp", "attr", "xcomp", "pcomp", "relcl", "acl", "prt", "aux", "det", "poss", "amod"} and \
        token.head.i not in here and token.head != token and token.head.i < token.i and token.head.pos_ != "X"


def _turns_away(run: list[Token], kinds: Collection[BlameKind]) -> bool:
    """Consequences, announcements and shrugs: "I'll say this once", "I'll ring the council", "never mind"."""
    lows = [t.lower_ for t in run]
    future = any(low in {"'ll", "will", "wo", "gonna", "shall"} for low in lows)
    if future and set(kinds) & {BlameKind.THREAT, BlameKind.GUILT_TRIP, BlameKind.CONTEMPT}:
        return True
    if future and set(lows) & {"say", "tell"} or set(lows) & {"said", "say"} and set(lows) & {"it", "this"} and len(lows) < 6:
        return True
    meaningful = [low for low in lows if low not in FILLERS and low not in KIN]
    return len(meaningful) < 3
