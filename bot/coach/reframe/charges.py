"""Which clauses of a message charge the other."""
from __future__ import annotations

from typing import TYPE_CHECKING, Iterator, Mapping

from bot.coach.reframe.charge import MINDS, SAYING, Charge, K, Spans, quoted
from bot.coach.reframe.grammar import base_of, inflect, is_you, subject

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token



def charges(doc: Doc, spans: Spans, camera: Mapping[str, str]) -> Iterator[Charge]:
    """Clauses about the other in the charges, main clauses first in the order of the message."""
    seen: set[int] = set()
    for token in doc:
        kinds = frozenset(kind for start, end, kind in spans if start <= token.idx < end)
        if not kinds or quoted(token):
            continue
        if token.tag_ == "VBD" and token.is_sent_start and token.dep_ == "ROOT" and kinds & {K.CRITICISM, K.ACCUSING_QUESTION, K.ABSOLUTE, K.FAULT} and not any(
                c.dep_ in {"nsubj", "nsubjpass", "expl"} for c in token.children) and not {"i", "me", "my"} & {t.lower_ for t in token.sent}:
            seen.add(token.i)
            yield Charge(doc, token, token, kinds, camera)
            continue
        if not is_you(token):
            continue
        head = _head(token)
        if head is None or head.i in seen or _said_by_others(head) or token.i and token.nbor(-1).lower_ == "like" and token.i - 1 == token.sent.start or head.dep_ == "relcl" and not (_of_a_time(head) or _complete(head)) or conditional(head) or _elsewhere(head):
            continue
        seen.add(head.i)
        yield Charge(doc, token, head, kinds, camera)
        for other in head.conjuncts:  # "you walked in and moved my things"
            if other.i > head.i and other.pos_ == "VERB" and other.i not in seen and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in other.children):
                seen.add(other.i)


def _head(you: Token) -> Token | None:
    """The verb of this subject by the parse, or else the first verb after it."""
    if you.dep_ in {"nsubj", "nsubjpass"} and you.head.pos_ in {"VERB", "AUX"} and you.head.i > you.i:
        return you.head
    if you.dep_ in {"dobj", "pobj", "dative", "poss"}:
        return None
    for token in you.doc[you.i + 1:you.i + 6]:
        if token.lower_ == "no" and token.i == you.i + 1:
            continue  # "why you no answer"
        if token.i > you.i + 1 and token.nbor(-1).lower_ == "no" and inflect(token, "VBD") is not None and token.lower_ == base_of(token):
            return token
        if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "auxpass"}:
            return token
        if token.pos_ not in {"ADV", "AUX", "PART"}:
            return None
    return None


def _said_by_others(head: Token) -> bool:
    """"There's a boy who says you sing well"; and the reason in "you read it because you think …"."""
    above = head.head
    if head.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in {"because", "cos", "coz", "cuz"} for c in head.lefts):
        who = subject(above)
        return who is not None and is_you(who)
    if any(c.lower_ == "how" for c in head.lefts) and above.lemma_ == "be" and any(c.lower_ in {"that", "this"} for c in above.children):
        return True  # "is that how you greet your mother?"
    if head.dep_ == "ccomp" and above.lemma_.lower() in {"make", "let"} and above.dep_ == "relcl":
        return True  # "this boy who makes you forget"
    if head.dep_ != "ccomp" or above.lemma_.lower() not in MINDS | SAYING:
        return False
    who = next((c for c in above.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
    return who is not None and who.lower_ not in {"i", "we"} and not is_you(who)


def _complete(head: Token) -> bool:
    """"I show you a drawing you find a mistake": with an object of its own it is no clause of the drawing's."""
    return any(c.dep_ == "dobj" and c.pos_ in {"NOUN", "PROPN"} for c in head.rights) and not any(c.tag_ in {"WDT", "WP"} or c.lower_ == "that" for c in head.lefts)


def _of_a_time(head: Token) -> bool:
    if any(t.lower_ == "since" for t in head.doc[head.sent.start:head.i]):
        return True  # "ever since the funeral you talk …" is no clause of the funeral's
    return head.head.lemma_.lower() in {"way", "day", "night", "time", "moment", "week", "year", "morning", "evening", "minute"} and head.head.i < head.i


def _elsewhere(head: Token) -> bool:
    """"It always rains when you drive": the main clause is about something else."""
    if head.dep_ != "advcl" or not any(c.lower_ in {"when", "whenever"} for c in head.lefts):
        return False
    top = {t.i for t in head.subtree}
    return not any(t.lower_ in {"i", "me", "my", "we", "us", "i'm"} or is_you(t) for t in head.sent if t.i not in top)


def conditional(head: Token) -> bool:
    if head.head.lemma_.lower() in {"feel", "seem", "sound"} and head.left_edge.lower_ in {"like", "as"}:
        return False  # "I feel like you …"
    return any(c.dep_ == "mark" and c.lower_ in {"if", "unless", "than", "until", "till", "before", "after", "once", "like", "as", "since"} for c in head.lefts) or \
        head.left_edge.lower_ in {"before", "until", "till", "than", "like"} or head.left_edge.lower_ == "now" and head.left_edge.nbor(1).lower_ == "that"
