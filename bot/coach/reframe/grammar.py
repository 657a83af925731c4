"""Verb phrases of the learner's, cut to what can be carried over and set into another form."""
from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Iterator

from bot.coach.reframe.lexis import (
    DAYS,
    KIN,
    OBSERVABLE,
    TIME_UNITS,
    YOU,
)
from bot.coach.reframe.plain import charged, clean
from bot.coach.reframe.spell import spelled, text_of

if TYPE_CHECKING:
    from spacy.tokens import Token

OPTIONAL = frozenset({"prep", "npadvmod", "advmod", "advcl", "dative", "oprd", "agent", "nmod", "tmod"})
CORE = frozenset({"prt", "dobj", "xcomp", "ccomp", "acomp", "attr", "pobj", "obj", "iobj"})
SKIPPED = frozenset({"nsubj", "nsubjpass", "aux", "auxpass", "neg", "mark", "intj", "det", "expl", "csubj", "preconj"})
ENDS = frozenset({"cc", "conj", "parataxis", "appos", "dep", "acl", "relcl"})
KEPT_SUBORDINATE = frozenset({"before", "when", "while", "after", "until", "till", "in", "if"})
MOMENTS = frozenset("minute moment second day time way night week hour instant".split())
SWELLING = frozenset("grubby filthy stinking only just even literally ever entire bloody damn fucking blessed blooming precious itself".split())
UNCHANGED = frozenset("read put cut let set shut hit quit spread cost".split())
# Without these a verb means another thing: "cut me" is not "cut me out of everything".
DIRECTIONS = frozenset({"out", "off", "away", "down", "up"})
MAX_PHRASE_WORDS = 14
_IRREGULAR_BE = {"VB": "be", "VBN": "been", "VBG": "being"}


def span_of(token: Token) -> list[Token]:
    """The token's subtree as a gapless stretch of text."""
    return list(token.doc[token.left_edge.i:token.right_edge.i + 1])


def base_of(verb: Token) -> str:
    """The verb's lemma; looked up anew where the tagger took a past form for a present one ("forgot")."""
    return _base(verb.lower_, verb.lemma_.lower())


@lru_cache(maxsize=2048)
def _base(low: str, lemma: str) -> str:
    if lemma in OBSERVABLE or low != lemma and not low.endswith("ing"):
        return lemma
    from lemminflect import getAllLemmas

    found = getAllLemmas(low, upos="VERB").get("VERB", ())
    if low != lemma:  # "singing" is rather of sing than of singe
        return next((one for one in found if one in OBSERVABLE), lemma)
    return found[0] if found else lemma


def inflect(verb: Token, tag: str) -> str | None:
    """The verb's own lemma in another form, or None when the lemma is no verb we know."""
    form = _form(base_of(verb), tag)
    # Her own spelling of it: "cancelled" beside "canceled".
    return verb.lower_ if form is not None and form != verb.lower_ and form.replace("ll", "l") == verb.lower_.replace("ll", "l") else form


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
    return token.lower_ in YOU or token.lower_ in {"people", "lot", "guys", "two"} and any(c.lower_ in YOU for c in token.lefts)


def subject(verb: Token) -> Token | None:
    """The verb's own subject, or the one it shares with the clause it is joined to."""
    for child in verb.children:
        if child.dep_ in {"nsubj", "nsubjpass"}:
            return child
    if verb.dep_ in {"conj", "xcomp"} and verb.head != verb and verb.head.pos_ in {"VERB", "AUX"}:
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
    return any(c.dep_ == "neg" or c.lower_ in {"never", "not", "n't", "nt", "hardly", "barely", "rarely", "scarcely"} for c in verb.children if c.i < verb.i) or any(
        c.lower_ in {"n't", "not", "nt"} and c.i == verb.i + 1 for c in verb.children)


def inverted(verb: Token) -> bool:
    """"Not once have you come": helper before subject."""
    who = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return who is not None and any(c.dep_ == "aux" and c.i < who.i for c in verb.children)


def denied(verb: Token) -> bool:
    """Negated in any way: "you don't ask", "not once have you asked", "… and asked" after either."""
    if negated(verb) or inverted(verb) and any(t.lower_ in {"not", "never", "nowhere", "neither", "nor"} for t in verb.doc[verb.left_edge.i:verb.i]):
        return True
    own = any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children)
    return verb.dep_ == "conj" and not own and verb.head != verb and verb.head.pos_ in {"VERB", "AUX"} and denied(verb.head)


def is_past(verb: Token) -> bool:
    """Past or perfect: something that has happened."""
    aux = helpers(verb)
    if verb.lower_ in UNCHANGED and not aux:  # "you let me" may be either; a "never" is a habit, a tale in the past is past
        if any(t.lower_ == "now" or t.tag_ in {"VBP", "VBZ"} or t.lower_ in {"ca", "can", "wo"} for t in verb.sent if t.head == verb or t in verb.conjuncts or t.head in verb.conjuncts):
            return False
        return not any(c.lower_ == "never" for c in verb.children) and (
            verb.tag_ == "VBD" or any(t.tag_ == "VBD" and t.i != verb.i for t in verb.doc))
    mistaken = verb.tag_ in {"VBP", "VB"} and not aux and verb.lower_ != base_of(verb) and verb.lower_ == inflect(verb, "VBD")
    return mistaken or verb.tag_ == "VBD" or "did" in aux or "was" in aux or "were" in aux or (
        verb.tag_ == "VBN" and bool({"have", "has", "had"} & set(aux))) or (verb.tag_ == "VBN" and not aux)


def breaks(token: Token) -> bool:
    """A mark that ends the phrase; the hyphen of "four-year-old" does not."""
    if token.lower_ == "its" and token.i and token.nbor(-1).pos_ in {"NOUN", "PROPN"}:
        return True  # "my bag its mine" begins anew
    return token.text in {",", ";", ":", "–", "—", "(", ")", ".", "!", "?", "…", "..."} or token.text == "-" and (
        bool(token.whitespace_) or token.i > 0 and bool(token.nbor(-1).whitespace_))


def complements(verb: Token) -> Iterator[tuple[Token, list[Token]]]:
    """What follows the verb, constituent by constituent, up to the first break."""
    for child in sorted(verb.rights, key=lambda c: c.i):
        if child.dep_ == "punct" or child.dep_ in ENDS:
            return
        if child.lower_ in KIN and not any(True for _ in child.children) and (child.i + 1 >= len(child.doc) or child.nbor(1).is_punct):
            return  # "when I'm at work mum": she is called, not rung
        if child.dep_ in SKIPPED:
            if child.dep_ in {"neg", "intj"}:
                continue
            return
        tokens = span_of(child)
        cut = next((n for n, t in enumerate(tokens) if breaks(t)), None)
        follows = verb.doc[tokens[-1].i + 1] if tokens[-1].i + 1 < len(verb.doc) else None
        joint = next((n for n, t in enumerate(tokens) if t.tag_ == "CC"), None)
        if cut is None and joint and follows is not None and follows.pos_ in {"AUX", "VERB"} and follows.tag_ != "VBG":
            cut = joint  # "at nine and dinner | was at seven": the second noun belongs to the next clause
        yield child, tokens[:cut]
        if cut is not None:
            return


def unswept(tokens: list[Token]) -> list[Token]:
    """The phrase without words that only swell it: "all my letters", "the whole street", "bloody"."""
    first = next((t for t in tokens if t.pos_ != "ADP"), None)
    return [t for t in tokens if not (
        t.lower_ in SWELLING or t is first and t.lower_ == "all" and t.i + 1 < len(t.doc) and t.nbor(1).lower_ in {"my", "our", "your", "the", "of", "his", "her"})]


def _each(token: Token) -> bool:
    """The "every" of "every light", which can as well be said "the lights"."""
    return token.lower_ in {"every", "each"} and token.dep_ == "det" and token.head.tag_ == "NN" and token.head.i == token.i + 1 and token.head.lemma_.lower() not in MOMENTS


def phrase_text(tokens: list[Token]) -> str:
    """The words in order, "every light" as "the lights"."""
    at = next((n for n, t in enumerate(tokens[:-1]) if _each(t) and t.head.lemma_.lower() not in TIME_UNITS | DAYS), None)
    if at is None:
        return text_of(tokens)
    from lemminflect import getInflection

    plural = getInflection(tokens[at + 1].lemma_.lower(), "NNS")
    parts = (text_of(tokens[:at]), "the", plural[0] if plural else spelled(tokens[at + 1]), text_of(tokens[at + 2:]))
    return " ".join(part for part in parts if part)


def _causal(tokens: list[Token]) -> bool:
    """"since you came" tells why or since when with a clause; "since August" is a plain time."""
    return tokens[0].lower_ == "since" and any(t.dep_ in {"nsubj", "nsubjpass"} for t in tokens)


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
        needed = child.dep_ in CORE or child.lower_ in DIRECTIONS or child.dep_ == "dative" and child.pos_ != "ADP"
        like = child.lower_ in {"like", "as", "than"} or tokens[:1] and tokens[0].lower_ in {"like", "as", "than", "because", "cos", "so", "just"} or bool(tokens) and _causal(tokens) or (
            any(t.lower_ in {"account", "thanks", "due"} for t in tokens[:3]))
        tokens = unswept(tokens)
        tokens = tokens[:next((n for n, t in enumerate(tokens) if n and t.lower_ in {"because", "cos", "thanks"}), None)]
        if tokens and tokens[0].lower_ == "no" and (parts or child.dep_ != "dobj"):
            return parts  # "no discussion", "no more": a threat's full stop
        if child.dep_ in {"dobj", "prep", "dative", "npadvmod"}:
            tokens = tokens[:next((n for n, t in enumerate(tokens) if n and t.lower_ in {"like", "as"} and t.tag_ == "IN"), None)]
            told = next((n for n, t in enumerate(tokens) if n and t.lower_ in YOU and t.dep_ == "nsubj"), None)
            if told is not None and any(t.lemma_.lower() in MOMENTS for t in tokens[:told]):
                continue  # "from the minute you kiss me" is nothing without its clause
            tokens = tokens[:told]  # a clause of its own that the parser took for a part of the noun
        like = like or bool(tokens) and tokens[0].lower_ in {"unless", "except", "without"} and tokens[0].dep_ == "mark"
        fits = clean(t for t in tokens if not _each(t)) and words + len(tokens) <= MAX_PHRASE_WORDS and not any(t.is_quote for t in tokens)
        if child.dep_ == "ccomp" and any(a.tag_ in {"WRB", "WP"} and b.pos_ == "AUX" for a, b in zip(tokens, tokens[1:])):
            fits = False  # "ask how is my sugar" keeps the order of a question
        if child.dep_ in {"xcomp", "ccomp"} and any(t.dep_ == "conj" and t.pos_ == "VERB" for t in tokens):
            fits = False
        if child.dep_ == "advcl":
            joint = next((n for n, t in enumerate(tokens) if t.tag_ == "CC"), len(tokens))
            tokens = tokens[:joint]
            crossed = True  # an object after a whole clause is a slip of the parser
            fits = fits and _subordinate_ok(child) and not bare
        if child.dep_ == "advmod" and child.lower_ in {"instead", "then", "again", "anyway", "soon", "though", "too", "lol", "so", "like"}:
            fits = False
        if child.dep_ in {"prep", "dative"} and child.pos_ == "ADP" and not any(True for _ in child.rights):
            if child.tag_ == "IN" and child.i + 1 < len(child.doc) and child.nbor(1).pos_ in {"VERB", "AUX", "NOUN"}:
                return None  # its object was taken for something else: "leave me on read"
            fits = fits and child.tag_ in {"RP", "RB", "IN"}
        if strict and parts and child.dep_ == "xcomp" and (like or not fits or any(t.lower_ in YOU for t in tokens)):
            return parts
        if needed and (like or not fits or crossed):
            return None
        if like or not fits:
            if strict:
                return parts
            continue
        parts.append(clause_text(child, tokens) if present and child.dep_ == "advcl" else phrase_text(tokens))
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
