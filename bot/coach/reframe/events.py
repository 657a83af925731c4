"""What happened, as a camera would see it: the filmable clauses of a message, ready to stand after a feeling."""
from __future__ import annotations

import re
from typing import TYPE_CHECKING, Iterator, Sequence

from bot.coach.feedback import BlameKind
from bot.coach.reframe.deeds import Event, advised, deed, kept_on, observable
from bot.coach.reframe.grammar import (
    breaks,
    helpers,
    inflect,
    inverted,
    is_past,
    is_you,
    negated,
    predicate_tail,
    span_of,
    subject,
    verb_phrase,
)
from bot.coach.reframe.lexis import JUDGED_OBJECTS, KIN, PATOIS, YOU
from bot.coach.reframe.plain import clean
from bot.coach.reframe.spell import text_of, tidy

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

WHEN = frozenset({"when", "whenever"})
LINKS = frozenset({"when", "whenever", "before", "after", "while"})
MAX_EVENT_WORDS = 16
#: Words that want another after them.
#: How things stood, not what happened.
MEANWHILE = re.compile(r"while |when (i|we)('m| was| am|'re| were) ", re.I)
HANGING = frozenset("very so too more before my our your the a an his their and or but that to of with".split())
# In these a clause about "you" is seldom meant as it stands.
NO_DEEDS = frozenset({BlameKind.CONTEMPT, BlameKind.GUILT_TRIP, BlameKind.DISMISSAL, BlameKind.THREAT, BlameKind.LABEL})


def subordinate(token: Token) -> Event | None:
    """A when/before/after/while clause headed by ``token``, kept as typed ("when I talk about work")."""
    tokens = span_of(token)
    link = tokens[0].lower_ if tokens else ""
    who = next((c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if sum(t.is_quote and t.tag_ != "POS" for t in token.doc[:token.i]) % 2:
        return None
    if link not in LINKS or who is None or len(tokens) > MAX_EVENT_WORDS or token.pos_ not in {"VERB", "AUX"}:
        return None
    if any(t.text in {"?", "!", ".", ";", ":"} for t in tokens[:-1]) or any(t.tag_ in {"WP", "WDT"} for t in tokens[1:]):
        return None
    if is_you(who) and not observable(token):
        return None
    if is_you(who) and (link == "before" and token.sent.text.strip().endswith("?") or not _near_me(token)):
        return None
    if not is_you(who) and who.lower_ not in {"i", "we"}:
        return None  # what others did is not what the talk is about
    if "will" in helpers(token) or any(t.lower_ in {"will", "'ll", "gonna"} for t in tokens):
        return None
    tokens = _before_comma(token, tokens)
    if len(tokens) > 3 and tokens[-1].lower_ in KIN and tokens[-2].pos_ in {"NOUN", "PRON", "PROPN"} and tokens[-2].dep_ != "poss":
        tokens = tokens[:-1]  # she is called at the end, without a comma
    if not clean(tokens[1:]) or len(tokens) < 3:
        return None
    if any(c.lemma_.lower() in JUDGED_OBJECTS for c in token.children if c.dep_ == "dobj") or not is_you(who) and "have" in helpers(token):
        return None
    if not is_you(who) and token.lemma_.lower() in {"need", "want", "love", "like", "hope", "know", "think"}:
        return None
    if token.lemma_.lower() in {"be", "'m", "do", "have"} and not any(not c.is_punct and c.dep_ != "neg" for c in token.rights):
        return None
    if not is_you(who) and token.lemma_.lower() in {"be", "feel", "'m"} and any(c.dep_ == "acomp" for c in token.rights):
        return None  # a feeling is no event
    if link == "before" and not is_you(who):
        return None  # what one feels is felt when something happens, not before it
    head = "when" if link in WHEN or link == "before" else link
    return Event(f"{head} {text_of(tokens[1:])}", is_past(token))


def _near_me(head: Token) -> bool:
    """"It's always lag when you miss" is about something else: nobody of hers in the main clause."""
    inside = {t.i for t in head.subtree}
    return any(t.lower_ in {"i", "i'm", "me", "my", "we", "us", "our", "mine", "myself"} or is_you(t) for t in head.sent if t.i not in inside)


def _before_comma(head: Token, tokens: list[Token]) -> list[Token]:
    cut = next((t.i for t in tokens if breaks(t) and t.i > head.i), None)
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
        clause = token.head if follows is not False and follows.dep_ == "nsubj" and follows.head == token.head else None
    if clause is None or clause.pos_ not in {"VERB", "AUX"} or any(c.lemma_.lower() in JUDGED_OBJECTS for c in clause.children if c.dep_ == "dobj"):
        return None
    who = subject(clause)
    if who is None or (is_you(who) and not observable(clause)) or who.i < token.i:
        return None
    if not is_you(who) and who.lower_ not in {"i", "we"} and not any(t.lower_ in {"me", "us"} for t in span_of(clause)):
        return None
    text = surface(clause, who)
    return Event(f"when {text}", is_past(clause)) if text else None


def surface(verb: Token, who: Token) -> str | None:
    """Subject, verb group and what belongs to it, in the form it was typed; None when it cannot be kept whole."""
    if who.i >= verb.i or inverted(verb):
        return None
    front = list(verb.doc[who.left_edge.i:verb.i + 1])
    front = [t for t in front if not (t.dep_ == "advmod" and t.lower_ in {"always", "just", "even", "only", "never", "ever", "still",
                                                                         "literally", "actually", "constantly"})]
    tail = predicate_tail(verb, strict=True)
    if tail is None or not clean(front) or any(t.is_punct for t in front) or len(front) > 8:
        return None
    return tidy(" ".join([text_of(front), *tail]))


def in_spans(token: Token, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < token.idx + len(token.text) and token.idx < end for start, end in spans)


def beside(doc: Doc, spans: Sequence[tuple[int, int]]) -> set[int]:
    """Places of all words in sentences that hold a charge."""
    return {t.i for sentence in doc.sents if any(in_spans(t, spans) for t in sentence) for t in sentence}


def find_events(doc: Doc, charges: Sequence[tuple[int, int, BlameKind]], kept: str, around: bool, told: bool) -> list[Event]:
    """Events of the message, her own when-clauses first, then what the other did, charged clauses before clean ones.

    ``kept`` is what is said anyway and need not be said twice; ``around`` lets clean clauses of the same sentence count, and
    ``told`` (the message tells an event) those of other sentences."""
    spans = [(start, end) for start, end, _ in charges]

    def kind_at(token: Token) -> BlameKind | None:
        return next((kind for start, end, kind in charges if start <= token.idx < end), None)

    charged = [in_spans(t, spans) for t in doc]
    around_charge = beside(doc, spans)
    rings = [0 if inside else 1 if n in around_charge else 2 for n, inside in enumerate(charged)]
    mine: list[Event] = []
    deeds: list[Event] = []
    others: list[Event] = []
    for ring in (0, 1, 2):  # the charge itself, the rest of its sentence, other sentences
        if ring == 2 and (mine or deeds or others):
            break
        if ring == 2 and not told and len({t.sent.start for t in doc if _told_of_you(t) and not in_spans(t, spans)}) > 1:
            break  # several tales: which one is meant is not for us to guess
        if ring and not around:
            break
        for token, near in zip(doc, rings):
            if near != ring:
                continue
            charge = kind_at(token)
            for kind, event in _events_at(token):
                if charge in NO_DEEDS or charge is BlameKind.DEMAND and (event.text.startswith("while ") or not event.past and kind == "deed" and (_ordered(token) or token.tag_ == "VBG")):
                    continue
                if charge is BlameKind.DEMAND and kind == "sub" and not event.past and event.text.split()[1].lower() in YOU:
                    continue  # "you should dress when you visit": the visit is not what it is about
                if charge is BlameKind.COMPARISON and kind == "deed" and not event.past and not {"me", "my", "us", "our"} & set(event.text.lower().split()):
                    continue  # her own life, held up against another's
                if charge is BlameKind.MIND_READING and kind == "deed" and not _plain_act(token, event):
                    continue
                said = " ".join(event.text.split()[1:][-4:]).lower() in kept.lower()
                hanging = event.text.split()[-1].lower() in HANGING or bool(PATOIS & set(event.text.lower().split()))
                if not said and not hanging and len(event.text.split()) <= MAX_EVENT_WORDS:
                    if ring == 2 and (kind == "sub" or not event.past):
                        continue
                    (deeds if kind == "deed" else others if event.text.split()[1] == "you" else mine).append(event)
    unique: dict[str, Event] = {}
    joined = _joined(mine, deeds)
    # What she was doing meanwhile is no event by itself.
    for event in [*joined, *(e for e in mine if not MEANWHILE.match(e.text)), *deeds, *(e for e in others if not MEANWHILE.match(e.text))]:
        unique.setdefault(event.text.lower(), event)
    return list(unique.values())


def _plain_act(verb: Token, event: Event) -> bool:
    """In a motive only an act on a thing is no figure, and only without what it was for ("you came to check on me")."""
    words = event.text.lower().split()
    acted = event.past and any(c.dep_ == "dobj" and c.pos_ in {"NOUN", "PROPN"} for c in verb.rights)
    purposes = [t for t in verb.subtree if t.tag_ == "TO" and t.i > verb.i]
    return (acted or bool({"me", "my", "us", "our"} & set(words))) and not any(f"to {t.head.lower_}" in event.text.lower() for t in purposes)


def _ordered(verb: Token) -> bool:
    """"You sit down or you go home": the present of a command."""
    return verb.tag_ in {"VBP", "VB"} and verb.dep_ in {"ROOT", "conj", "ccomp"} and not any(c.lower_ in {"why", "keep"} for c in verb.children)


def _told_of_you(token: Token) -> bool:
    return token.dep_ in {"ROOT", "conj"} and token.pos_ == "VERB" and (who := subject(token)) is not None and is_you(who)


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
    if any(a.dep_ == "advcl" and any(m.lower_ in {"if", "unless"} for m in a.lefts) for a in (token, *token.ancestors)):
        return  # what may happen is no event
    timed = each_time(token)
    if timed:
        yield "sub", timed
    if token.pos_ not in {"VERB", "AUX"} or any(c.lower_ == "how" for c in token.lefts) and token.head.lemma_ == "be":
        return
    if token.dep_ in {"advcl", "relcl", "acl", "ccomp", "pcomp"}:
        inner = subordinate(token)
        if inner:
            yield "sub", inner
    because = token.dep_ == "advcl" and token.head.lemma_.lower() not in {"think", "believe", "reckon", "assume"} and any(c.dep_ == "mark" and c.lower_ in {"because", "cos", "cause"} for c in token.lefts)
    if because or token.dep_ in {"ROOT", "conj", "ccomp", "parataxis", "dep"}:
        felt_that = token.head.tag_ in {"VBN", "JJ"} and any(c.lower_ == "that" for c in token.lefts)
        if not felt_that and any(c.dep_ == "mark" or (c.tag_ in {"WRB", "WP"} and c.lower_ != "how") for c in token.lefts) and token.dep_ == "ccomp":
            return
        who = subject(token)
        above = subject(token.head) if token.dep_ == "ccomp" and token.head.lemma_.lower() in {"let", "make", "see", "want", "watch", "have", "help"} else None
        if above is not None and not is_you(above):
            return  # "I never let you go": hers, not the other's
        if who is not None and is_you(who) and who.i < token.i:
            # A question ("why do you …", "how could you …") is handled where questions are.
            if not any(c.tag_ in {"WRB", "WP", "WDT"} for c in token.lefts):
                if token.dep_ == "ccomp" and token.head.lemma_.lower() in {"feel", "think", "say", "know", "wish", "hope", "mean", "hear", "tell"} and token.head.i < token.i:
                    return
                event = deed(token) or kept_on(token)
                if event:
                    yield "deed", event
            elif {c.lower_ for c in token.lefts} & {"how", "why"} and {"could", "can", "dare", "would"} & set(helpers(token)) and \
                    not negated(token) and observable(token):
                phrase = verb_phrase(token, "VBD")
                if phrase and inflect(token, "VBD"):
                    yield "deed", Event(f"when you {phrase}", True)
            elif {c.lower_ for c in token.lefts} & {"why"} and set(helpers(token)) & {"do", "did", "have"}:
                event = deed(token) or kept_on(token)
                if event:
                    yield "deed", event
    if token.dep_ == "pcomp" and token.tag_ == "VBG" and token.head.lower_ == "by" and observable(token):
        who, phrase = subject(token.head.head), verb_phrase(token, "VBD", bare=True)
        if who is not None and is_you(who) and phrase and len(phrase.split()) > 1 and is_past(token.head.head):
            yield "deed", Event(f"when you {phrase}", True)
    advice = advised(token)
    if advice:
        yield "deed", advice
