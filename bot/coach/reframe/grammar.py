"""Verb phrases of the learner's, cut to what can be carried over and set into another form."""
from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Iterable, Iterator

from bot.coach.reframe.lexis import (
    ABSOLUTES,
    CHARGED,
    FIGURES,
    MEASURES,
    OBSERVABLE,
    TIME_UNITS,
    YOU,
)
from bot.coach.reframe.spell import spelled, text_of

if TYPE_CHECKING:
    from spacy.tokens import Token

OPTIONAL = frozenset({"prep", "npadvmod", "advmod", "advcl", "dative", "oprd", "agent", "nmod", "tmod"})
CORE = frozenset({"prt", "dobj", "xcomp", "ccomp", "acomp", "attr", "pobj", "obj", "iobj"})
SKIPPED = frozenset({"nsubj", "nsubjpass", "aux", "auxpass", "neg", "mark", "intj", "det", "expl", "csubj", "preconj"})
ENDS = frozenset({"cc", "conj", "parataxis", "appos", "dep", "acl", "relcl"})
KEPT_SUBORDINATE = frozenset({"before", "when", "while", "after", "until", "till", "in", "if"})
MAX_PHRASE_WORDS = 14
_IRREGULAR_BE = {"VB": "be", "VBN": "been", "VBG": "being"}


def sweeping(token: Token) -> bool:
    """A word of always and never, and not a plain measure of time ("every morning", "all day")."""
    if token.lower_ not in ABSOLUTES:
        return False
    if token.i + 1 < len(token.doc):
        after = token.nbor(1)
        if f"{token.lower_} {after.lower_}" in MEASURES:
            return False
        if token.lower_ in {"any", "all"} and after.lower_ in {"more", "right"}:
            return False
        if token.lower_ == "every" and after.lemma_.lower() in TIME_UNITS:
            return False
    return True


def charged(token: Token) -> bool:
    low, lemma = token.lower_, token.lemma_.lower()
    if lemma == "attack" and token.i and token.nbor(-1).lower_ in {"panic", "heart", "asthma"}:
        return False
    if lemma == "pick" and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "up":
        return False
    return low in CHARGED or (lemma in CHARGED and token.pos_ != "PROPN") or (lemma in FIGURES and token.pos_ in {"NOUN", "PROPN"}) or "fuck" in low or "shit" in low


def clean(tokens: Iterable[Token]) -> bool:
    """Nothing sweeping, charged or unprintable in these words."""
    return all(not sweeping(t) and not charged(t) and not t.like_url and (t.is_alpha or t.like_num or t.is_punct
               or "'" in t.text or "’" in t.text or "-" in t.text) for t in tokens)


def span_of(token: Token) -> list[Token]:
    """The token's subtree as a gapless stretch of text."""
    return list(token.doc[token.left_edge.i:token.right_edge.i + 1])


def inflect(verb: Token, tag: str) -> str | None:
    """The verb's own lemma in another form, or None when the lemma is no verb we know."""
    return _form(verb.lemma_.lower(), tag)


@lru_cache(maxsize=2048)
def _form(lemma: str, tag: str) -> str | None:
    from lemminflect import (  # its tables are read on first use
        getAllInflections,
        getInflection,
    )

    if lemma in {"be", "'m", "'re", "m", "re"}:
        return _IRREGULAR_BE.get(tag)
    known = "VB" in getAllInflections(lemma)
    if not known and lemma not in OBSERVABLE:
        return None
    if tag == "VB":
        return lemma
    forms = sorted(getInflection(lemma, tag, inflect_oov=not known), key=lambda form: "-" in form)
    return forms[0] if forms else None


def is_you(token: Token) -> bool:
    return token.lower_ in YOU


def subject(verb: Token) -> Token | None:
    """The verb's own subject, or the one it shares with the clause it is joined to."""
    for child in verb.children:
        if child.dep_ in {"nsubj", "nsubjpass"}:
            return child
    if verb.dep_ in {"conj", "xcomp"} and verb.head is not verb and verb.head.pos_ in {"VERB", "AUX"}:
        return subject(verb.head)
    return None


def helpers(verb: Token) -> list[str]:
    """Auxiliaries, lower case, in order; shared by verbs joined with "and" when they have none of their own."""
    own = [c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"} and c.i < verb.i]
    own = [{"'ve": "have", "ve": "have", "'s": "has", "'d": "would", "d": "would", "'ll": "will", "ll": "will", "ca": "can",
            "wo": "will", "'re": "are", "re": "are", "'m": "am", "m": "am"}.get(w, w) for w in own]
    if not own and verb.dep_ == "conj" and not any(c.dep_ == "nsubj" for c in verb.children):
        return helpers(verb.head) if verb.head.pos_ in {"VERB", "AUX"} else own
    return own


def negated(verb: Token) -> bool:
    return any(c.dep_ == "neg" or c.lower_ in {"never", "not", "n't", "nt"} for c in verb.children if c.i < verb.i) or any(
        c.lower_ in {"n't", "not", "nt"} and c.i == verb.i + 1 for c in verb.children)


def is_past(verb: Token) -> bool:
    """Past or perfect: something that has happened."""
    aux = helpers(verb)
    return verb.tag_ == "VBD" or "did" in aux or "was" in aux or "were" in aux or (
        verb.tag_ == "VBN" and bool({"have", "has", "had"} & set(aux))) or (verb.tag_ == "VBN" and not aux)


def complements(verb: Token) -> Iterator[tuple[Token, list[Token]]]:
    """What follows the verb, constituent by constituent, up to the first break."""
    for child in sorted(verb.rights, key=lambda c: c.i):
        if child.dep_ == "punct" or child.dep_ in ENDS:
            return
        if child.dep_ in SKIPPED:
            if child.dep_ in {"neg", "intj"}:
                continue
            return
        tokens = span_of(child)
        cut = next((n for n, t in enumerate(tokens) if t.text in {",", ";", ":", "-", "–", "—", "(", ")", ".", "!", "?", "…", "..."}), None)
        follows = verb.doc[tokens[-1].i + 1] if tokens[-1].i + 1 < len(verb.doc) else None
        joint = next((n for n, t in enumerate(tokens) if t.tag_ == "CC"), None)
        if cut is None and joint and follows is not None and follows.pos_ in {"AUX", "VERB"} and follows.tag_ != "VBG":
            cut = joint  # "at nine and dinner | was at seven": the second noun belongs to the next clause
        yield child, tokens[:cut]
        if cut is not None:
            return


def _subordinate_ok(child: Token) -> bool:
    first = child.left_edge.lower_
    if child.tag_ in {"VB"} and any(c.lower_ == "to" for c in child.children):
        return False
    return first in KEPT_SUBORDINATE and any(c.dep_ == "nsubj" for c in child.children)


def predicate_tail(verb: Token, present: bool = False, bare: bool = False, strict: bool = False) -> list[str] | None:
    """The words after the verb that may travel with it; None when something it cannot do without is charged.

    With ``present``, "before you came" moves out of the past ("before coming"); ``bare`` leaves subordinate clauses out,
    ``strict`` ends at the first thing left out."""
    parts: list[str] = []
    words, crossed = 0, False
    for child, tokens in complements(verb):
        if not tokens or (child.dep_ not in OPTIONAL and child.dep_ not in CORE):
            return parts if child.dep_ == "advcl" else None if child.dep_ in {"nsubj"} else parts
        needed = child.dep_ in CORE or child.dep_ == "dative" and child.pos_ != "ADP"
        like = child.lower_ in {"like", "as", "than"} or tokens[0].lower_ in {"like", "as", "than", "because", "cos", "so", "just", "since"} or (
            any(t.lower_ in {"account", "thanks", "due"} for t in tokens[:3]))
        fits = clean(tokens) and words + len(tokens) <= MAX_PHRASE_WORDS and not any(t.is_quote for t in tokens)
        if child.dep_ in {"xcomp", "ccomp"} and any(t.dep_ == "conj" and t.pos_ == "VERB" for t in tokens):
            fits = False
        if child.dep_ == "advcl":
            joint = next((n for n, t in enumerate(tokens) if t.tag_ == "CC"), len(tokens))
            tokens = tokens[:joint]
            crossed = True  # an object after a whole clause is a slip of the parser
            fits = fits and _subordinate_ok(child) and not bare
        if child.dep_ == "advmod" and child.lower_ in {"instead", "then", "again", "anyway", "though", "too", "lol", "so", "like"}:
            fits = False
        if child.dep_ in {"prep", "dative"} and child.pos_ == "ADP" and not any(True for _ in child.rights):
            fits = fits and child.tag_ in {"RP", "IN", "RB"}
        if strict and parts and child.dep_ == "xcomp" and (like or not fits or any(t.lower_ in YOU for t in tokens)):
            return parts
        if needed and (like or not fits or crossed):
            return None
        if like or not fits:
            if strict:
                return parts
            continue
        parts.append(clause_text(child, tokens) if present and child.dep_ == "advcl" else text_of(tokens))
        words += len(tokens)
    return parts


def clause_text(head: Token, tokens: list[Token]) -> str:
    """A subordinate clause with its simple past set to the present: "before you came" gives "before you come"."""
    person = subject(head)
    if person is not None and person.lower_ in YOU and tokens[0].lower_ in {"before", "after"} and tokens[0].i + 1 == person.i:
        form = inflect(head, "VBG")
        after = [t for t in tokens if t.i > head.i]
        if form:
            return " ".join(x for x in (spelled(tokens[0]), form, text_of(after)) if x)
    if head.tag_ == "VBD" and person is not None and head.lemma_.lower() != "be" and not helpers(head):
        form = inflect(head, "VB" if person.lower_ in YOU | {"i", "we", "they"} else "VBZ")
        if form:
            before = [t for t in tokens if t.i < head.i]
            after = [t for t in tokens if t.i > head.i]
            return " ".join(x for x in (text_of(before), form, text_of(after)) if x)
    return text_of(tokens)


def verb_phrase(verb: Token, tag: str, present: bool = False, bare: bool = False) -> str | None:
    """The verb in the form ``tag`` with what belongs to it, or None when that cannot be done safely."""
    if charged(verb):
        return None
    form = inflect(verb, tag)
    tail = predicate_tail(verb, present, bare)
    if form is None or tail is None:
        return None
    if verb.tag_ in {"VBD", "VBP", "VBZ", "VBN", "VBG", "VB"} or verb.pos_ == "VERB":
        return " ".join([form, *tail])
    return None
