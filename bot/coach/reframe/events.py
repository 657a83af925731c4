"""What happened, as a camera would see it: the filmable clauses of a message, ready to stand after a feeling."""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Iterator, Sequence

from bot.coach.feedback import BlameKind
from bot.coach.reframe.grammar import (
    clean,
    helpers,
    inflect,
    is_past,
    is_you,
    negated,
    predicate_tail,
    span_of,
    subject,
    verb_phrase,
)
from bot.coach.reframe.lexis import GUARD_HARM, JUDGED_OBJECTS, OBSERVABLE, STATES
from bot.coach.reframe.spell import text_of, tidy

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

WHEN = frozenset({"when", "whenever"})
LINKS = frozenset({"when", "whenever", "before", "after", "while"})
MAX_EVENT_WORDS = 16
VAGUE = frozenset({"it", "that", "this", "them", "these", "those", "one", "so"})
SCREENS = frozenset({"phone", "screen", "laptop", "ipad", "tablet", "facebook", "instagram", "tiktok", "whatsapp"})
IDIOMS = frozenset({("put", "up"), ("put", "down"), ("go", "on"), ("make", "up"), ("give", "up"), ("carry", "on"), ("take", "over"), ("take", "for"),
                    ("look", "down"), ("go", "back"), ("hold", "over"), ("run", "down"), ("stand", "up"), ("put", "through"), ("go", "straight"), ("put", "before"),
                    ("see", "as"), ("take", "out"), ("bring", "down"), ("come", "first"), ("leave", "out"), ("cut", "off"), ("throw", "away"), ("turn", "into")})
# In these a clause about "you" is seldom meant as it stands.
NO_DEEDS = frozenset({BlameKind.CONTEMPT, BlameKind.GUILT_TRIP, BlameKind.DISMISSAL, BlameKind.THREAT, BlameKind.LABEL})
BARE_DEEDS = frozenset({"shout", "yell", "laugh", "leave", "call", "ring", "cry", "visit", "interrupt", "scream"})


@dataclass(frozen=True)
class Event:
    """``text`` begins with when, before, after or while; ``past`` for one that happened, False for a habit."""

    text: str
    past: bool


def observable(verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    if lemma in GUARD_HARM:
        return False
    objects = [c.lemma_.lower() for c in verb.children if c.dep_ in {"dobj", "pobj"}]
    objects += [g.lemma_.lower() for c in verb.children if c.dep_ == "prep" for g in c.children if g.dep_ == "pobj"]
    if lemma == "use" and {"me", "us"} & {c.lower_ for c in verb.children}:
        return False
    if any(o in JUDGED_OBJECTS for o in objects):
        return False
    if any(t.pos_ == "PRON" and t.lower_ in VAGUE and t.dep_ in {"dobj", "pobj"} for t in verb.subtree if t.i > verb.i):
        return False
    particle = next((c.lower_ for c in verb.rights if c.dep_ in {"prt", "advmod", "prep"}), "")
    if (lemma, particle) in IDIOMS:
        return False
    if lemma == "be":
        if any(c.lower_ == "on" and any(g.lemma_.lower() in SCREENS for g in c.children) for c in verb.children):
            return True
        return any(c.lower_ in STATES for c in verb.children if c.dep_ in {"acomp", "advmod", "attr"})
    return lemma in OBSERVABLE


def subordinate(token: Token) -> Event | None:
    """A when/before/after/while clause headed by ``token``, kept as typed ("when I talk about work")."""
    tokens = span_of(token)
    link = tokens[0].lower_ if tokens else ""
    who = next((c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if link not in LINKS or who is None or len(tokens) > MAX_EVENT_WORDS or token.pos_ not in {"VERB", "AUX"}:
        return None
    if any(t.text in {"?", "!", ".", ";", ":"} for t in tokens[:-1]) or any(t.tag_ in {"WP", "WDT"} for t in tokens[1:]):
        return None
    if is_you(who) and not observable(token):
        return None
    if "will" in helpers(token) or any(t.lower_ in {"will", "'ll", "gonna"} for t in tokens):
        return None
    tokens = _before_comma(token, tokens)
    if not clean(tokens[1:]) or len(tokens) < 3:
        return None
    if link == "before" and not is_you(who):
        return None  # what one feels is felt when something happens, not before it
    head = "when" if link in WHEN or link == "before" else link
    return Event(f"{head} {text_of(tokens[1:])}", is_past(token))


def _before_comma(head: Token, tokens: list[Token]) -> list[Token]:
    cut = next((t.i for t in tokens if t.text in {",", "-", "–", "—"} and t.i > head.i), None)
    return [t for t in tokens if cut is None or t.i < cut]


def each_time(token: Token) -> Event | None:
    """"every time I call" gives "when I call"."""
    if token.lemma_.lower() not in {"time", "day"} or not any(c.lower_ in {"every", "each", "any"} for c in token.lefts):
        return None
    clause = next((c for c in token.rights if c.dep_ in {"relcl", "acl", "advcl", "ccomp"}), None)
    if clause is None and token.dep_ in {"npadvmod", "nsubj", "dobj"}:
        clause = next((c for c in token.head.children if c.dep_ in {"advcl", "ccomp"} and c.i > token.i), None)
    if clause is None and token.dep_ == "npadvmod":
        follows = token.i + 1 < len(token.doc) and token.nbor(1)
        clause = token.head if follows is not False and follows.dep_ == "nsubj" and follows.head is token.head else None
    if clause is None or clause.pos_ not in {"VERB", "AUX"}:
        return None
    who = subject(clause)
    if who is None or (is_you(who) and not observable(clause)) or who.i < token.i:
        return None
    text = surface(clause, who)
    return Event(f"when {text}", is_past(clause)) if text else None


def surface(verb: Token, who: Token) -> str | None:
    """Subject, verb group and what belongs to it, in the form it was typed; None when it cannot be kept whole."""
    if who.i >= verb.i:
        return None
    front = list(verb.doc[who.left_edge.i:verb.i + 1])
    front = [t for t in front if not (t.dep_ == "advmod" and t.lower_ in {"always", "just", "even", "only", "never", "ever", "still",
                                                                         "literally", "actually", "constantly"})]
    tail = predicate_tail(verb, strict=True)
    if tail is None or not clean(front) or any(t.is_punct for t in front) or len(front) > 8:
        return None
    return tidy(" ".join([text_of(front), *tail]))


def deed(verb: Token) -> Event | None:
    """"You went through my phone because you don't trust me" gives "when you went through my phone"."""
    if not observable(verb):
        return None
    if verb.lemma_.lower() == "put" and len(predicate_tail(verb) or []) < 2:
        return None  # "put my business" without its place says nothing
    aux = set(helpers(verb))
    who = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    asked = who is not None and any(c.dep_ == "aux" and c.i < who.i for c in verb.children)
    if asked and not any(c.lower_ == "why" for c in verb.lefts) or any(t.lower_ in {"please", "pls"} for t in verb.sent):
        return None
    regretted = "should" in aux and aux & {"have", "'ve", "of"} and negated(verb) and verb.tag_ == "VBN"
    if regretted:
        phrase = verb_phrase(verb, "VBD", bare=True)
        return Event(f"when you {phrase}", True) if phrase and len(phrase.split()) > 1 else None
    if aux & {"should", "must", "would", "could", "can", "will", "might", "may", "ought", "wo", "ca", "need", "shall", "'d"}:
        return None
    no = negated(verb)
    past = is_past(verb) or (verb.lower_ == inflect(verb, "VBD") and any(c.dep_ == "advcl" and is_past(c) for c in verb.children))
    if no or verb.lemma_.lower() in {"keep", "start", "stop"} and any(c.dep_ == "xcomp" for c in verb.children):
        return None  # what did not happen is a hope (see wishes), not a thing one can film
    if verb.tag_ == "VBG" and aux & {"am", "are", "is", "'re", "were", "was"}:
        form, lead = "VBG", "you were " if aux & {"were", "was"} else "you're "
    elif past or verb.tag_ == "VBN":
        form, lead, past = "VBD", "you ", True
    else:
        form, lead = "VB", "you "
    if verb.lemma_.lower() == "be":
        lead, phrase = ("you were " if past else "you're "), " ".join(predicate_tail(verb) or [])
    else:
        phrase = verb_phrase(verb, form, bare=True) or ""
    if not phrase or len(phrase.split()) < 2 and verb.lemma_.lower() not in BARE_DEEDS | {"be"}:
        return None
    return Event("when " + lead + phrase, past)


def _kept_on(verb: Token) -> Event | None:
    """"keep bringing up my ex" gives "when you bring up my ex"."""
    inner = next((c for c in verb.rights if c.dep_ == "xcomp" and c.tag_ == "VBG"), None)
    if verb.lemma_.lower() not in {"keep", "start", "stop"} or inner is None or not observable(inner):
        return None
    phrase = verb_phrase(inner, "VB", bare=True)
    return Event(f"when you {phrase}", False) if phrase else None


def _advised(verb: Token) -> Event | None:
    """"telling me how to raise my son" gives "when we talk about how I raise my son"."""
    if verb.lemma_.lower() not in {"tell", "teach", "show", "instruct", "advise", "lecture"} or not any(c.lower_ == "me" for c in verb.rights):
        return None
    inner = next((c for c in verb.rights if c.dep_ in {"xcomp", "ccomp"} and c.pos_ == "VERB" and {"how", "to"} <= {g.lower_ for g in c.lefts}), None)
    if inner is None:
        return None
    phrase = verb_phrase(inner, "VB", bare=True)
    return Event(f"when we talk about how I {phrase}", False) if phrase else None


def in_spans(token: Token, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < token.idx + len(token.text) and token.idx < end for start, end in spans)


def find_events(doc: Doc, charges: Sequence[tuple[int, int, BlameKind]], kept: str, around: bool) -> list[Event]:
    """Events of the message, her own when-clauses first, then what the other did, charged clauses before clean ones.

    ``kept`` is what is said anyway and need not be said twice; ``around`` lets clean clauses of the same sentence count."""
    spans = [(start, end) for start, end, _ in charges]

    def kind_at(token: Token) -> BlameKind | None:
        return next((kind for start, end, kind in charges if start <= token.idx < end), None)

    mine: list[Event] = []
    deeds: list[Event] = []
    others: list[Event] = []
    for ring in (0, 1, 2):  # the charge itself, the rest of its sentence, other sentences
        if ring == 2 and (mine or deeds or others):
            break
        for token in doc:
            near = 0 if in_spans(token, spans) else 1 if any(in_spans(t, spans) for t in token.sent) else 2
            if near != ring or near and not around:
                continue
            charge = kind_at(token)
            for kind, event in _events_at(token):
                if charge in NO_DEEDS or charge is BlameKind.DEMAND and event.text.startswith("while "):
                    continue
                said = event.text.split(" ", 1)[1].lower() in kept.lower()
                if not said and len(event.text.split()) <= MAX_EVENT_WORDS:
                    (deeds if kind == "deed" else others if event.text.split()[1] == "you" else mine).append(event)
    unique: dict[str, Event] = {}
    for event in [*_joined(mine, deeds), *mine, *deeds, *others]:
        unique.setdefault(event.text.lower(), event)
    return list(unique.values())


def _joined(mine: list[Event], deeds: list[Event]) -> list[Event]:
    """Moment and deed as one: "when I call and you're busy", "when you read my texts while I was in the shower"."""
    if not mine or not deeds or mine[0].past != deeds[0].past or "you" in mine[0].text.split()[:3]:
        return []
    moment, deed_text = mine[0].text, deeds[0].text
    link, who, *rest = moment.split()
    if link in {"after", "while"}:
        text = f"{deed_text} {moment}"
    elif rest and (rest[0] in {"was", "am", "were"} or who.lower() in {"i'm", "we're"}):
        text = f"{deed_text} while {' '.join([who, *rest])}"
    else:
        text = f"{moment} and {deed_text[5:]}"
    return [Event(text, mine[0].past)] if len(text.split()) <= MAX_EVENT_WORDS else []


def _events_at(token: Token) -> Iterator[tuple[str, Event]]:
    timed = each_time(token)
    if timed:
        yield "sub", timed
    if token.pos_ not in {"VERB", "AUX"}:
        return
    if token.dep_ in {"advcl", "relcl", "acl", "ccomp", "pcomp"}:
        inner = subordinate(token)
        if inner:
            yield "sub", inner
    if token.dep_ in {"ROOT", "conj", "ccomp", "parataxis", "dep"}:
        felt_that = token.head.tag_ in {"VBN", "JJ"} and any(c.lower_ == "that" for c in token.lefts)
        if not felt_that and any(c.dep_ == "mark" or (c.tag_ in {"WRB", "WP"} and c.lower_ != "how") for c in token.lefts) and token.dep_ == "ccomp":
            return
        who = subject(token)
        if who is not None and is_you(who) and who.i < token.i:
            # A question ("why do you …", "how could you …") is handled where questions are.
            if not any(c.tag_ in {"WRB", "WP", "WDT"} for c in token.lefts):
                if token.dep_ == "ccomp" and token.head.lemma_.lower() in {"feel", "think", "say", "know", "wish", "hope", "mean", "hear", "tell"} and token.head.i < token.i:
                    return
                event = deed(token) or _kept_on(token)
                if event:
                    yield "deed", event
            elif {c.lower_ for c in token.lefts} & {"how", "why"} and {"could", "can", "dare", "would"} & set(helpers(token)) and \
                    not negated(token) and observable(token):
                phrase = verb_phrase(token, "VBD")
                if phrase and inflect(token, "VBD"):
                    yield "deed", Event(f"when you {phrase}", True)
            elif {c.lower_ for c in token.lefts} & {"why"} and set(helpers(token)) & {"do", "did", "have"}:
                event = deed(token) or _kept_on(token)
                if event:
                    yield "deed", event
    if token.dep_ == "pcomp" and token.tag_ == "VBG" and token.head.lower_ == "by" and observable(token):
        who, phrase = subject(token.head.head), verb_phrase(token, "VBD", bare=True)
        if who is not None and is_you(who) and phrase and len(phrase.split()) > 1 and is_past(token.head.head):
            yield "deed", Event(f"when you {phrase}", True)
    advised = _advised(token)
    if advised:
        yield "deed", advised
