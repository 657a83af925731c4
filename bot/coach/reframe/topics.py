"""What a message is about: a noun phrase of hers that can stand after "about", and the theme its words belong to."""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Collection, Sequence

from bot.coach.feedback import BlameKind
from bot.coach.reframe.events import in_spans
from bot.coach.reframe.grammar import clean, is_you, negated, subject
from bot.coach.reframe.lexis import BAD_TOPICS, CONTACT, DAYS, FILLERS, KIN
from bot.coach.reframe.spell import text_of
from bot.coach.reframe.words import Theme, Words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

POSSESSIVES = frozenset({"my", "our", "your", "his", "her", "their", "ur", "the", "this", "that", "these", "those"})
#: Weight of what a dismissal makes small: "it's only a haircut".
BELITTLED = 9
KIN_ROLES = frozenset("brother sister dad father husband wife boyfriend girlfriend son aunt auntie aunty uncle cousin grandma granny gran nan nana grandmother "
                      "grandfather grandad granddad stepdad stepmother fiance fiancé partner".split())


@dataclass(frozen=True)
class Topic:
    """``text`` fits after "about"; ``plural`` for the verb; ``weight`` how surely it is what the message is about."""

    text: str
    plural: bool
    weight: int
    person: bool


def find_theme(doc: Doc, words: Words, inside: Sequence[tuple[int, int]], kinds: Collection[BlameKind]) -> Theme:
    """The theme with the most words in the message, charged clauses counting double and their verbs triple; the last theme
    when there is none. Too little contact is longing, not a wish for room."""
    by_name = {theme.name: theme for theme in words.themes}
    lows = doc.text.lower()
    if "leave me" in lows and ("alone" in lows or " be" in lows):
        return by_name["space"]
    if "in front of" in lows and BlameKind.FAULT in kinds:
        return by_name["public"]
    if re.search(r"\b(tell|told|telling) (?!me\b|us\b|you\b|u\b|how\b)[^.?!]*\b(my|about me)\b", lows):
        return by_name["telling"]
    if re.search(r"\b(read|reading|(go|going|went|look|looking|looked) through) my (?!story|letter|mind)", lows):
        return by_name["privacy"]
    if re.search(r"\bonly (ever )?(call|ring|text|phone|visit|message|come)\b", lows):
        return by_name["longing"]
    if BlameKind.GUILT_TRIP in kinds and _worthless(doc):
        return by_name["worth"]
    if re.search(r"\b(on|at|into) (your|ur|that|the) (\w+ )?(phone|screen|laptop|ipad)\b", lows):
        return by_name["listening"]
    best, score = words.themes[-1], 0
    for theme in words.themes:
        points = sum(_points(t, theme, inside) for t in doc)
        if points > score:
            best, score = theme, points
    too_little = any(t.lemma_.lower() in CONTACT and negated(t) and not any(c.tag_ == "VBG" for c in t.rights) and subject(t) is not None for t in doc)
    if re.search(r"behind (my|our) backs?\b", lows) and best.name in {"motives", "past", "help"}:
        return by_name["secrets"]
    if best.name == "calls" and not any(_calls(t) for t in doc):
        return by_name["longing"]
    if best.name in {"calls", "motives"} and ("before you" in lows or "before u " in lows or "without call" in lows or "without tell" in lows):
        return by_name["visits"]
    if best.name in {"calls", "visits"} and (too_little or set(kinds) & {BlameKind.GUILT_TRIP, BlameKind.COMPARISON}):
        return by_name["longing"]
    return best


def _calls(token: Token) -> bool:
    """The other rings or writes (not the learner)."""
    if token.lemma_.lower() not in CONTACT | {"call", "phone"}:
        return False
    who = subject(token) if token.pos_ == "VERB" else None
    return who is None or who.lower_ not in {"i", "we"}


def _worthless(doc: Doc) -> bool:
    """"I guess I'm just a terrible mother"."""
    return any(t.dep_ == "attr" and t.lower_ in {"mother", "mum", "mom", "daughter", "person", "parent", "failure", "disappointment"}
               and any(c.dep_ == "nsubj" and c.lower_ == "i" for c in t.head.children) for t in doc)


def _points(token: Token, theme: Theme, inside: Sequence[tuple[int, int]]) -> int:
    phrasal = f"{token.lemma_.lower()} {next((c.lower_ for c in token.rights if c.dep_ in {'prt', 'advmod', 'prep'}), '')}"
    if token.lemma_.lower() not in theme.words and token.lower_ not in theme.words:
        who = subject(token) if phrasal in theme.words else None
        if who is None or not is_you(who):
            return 0
    if not in_spans(token, inside):
        return 1
    return 3 if token.pos_ == "VERB" and token.dep_ in {"ROOT", "conj", "xcomp"} else 2


def find_topic(doc: Doc, words: Words, inside: Sequence[tuple[int, int, BlameKind]]) -> Topic | None:
    """The noun phrase to hang a line on, or None when none is surely a topic."""
    vocabulary = frozenset().union(*(t.words for t in words.themes))
    ranked = [(t.weight, -n, t) for n, chunk in enumerate(doc.noun_chunks)
              if (t := _topic(chunk, vocabulary, {k for a, b, k in inside if a <= chunk.root.idx < b})) is not None]
    return max(ranked, key=lambda r: r[:2])[2] if ranked else None


def _figurative(root: Token) -> bool:
    """Under "like", "as", "than", or the predicate of "you are …": a likeness or a verdict, not a topic."""
    seen = root
    for _ in range(6):
        if seen.dep_ in {"attr", "appos", "oprd", "intj"} or seen.lower_ in {"like", "as", "than", "of"} and seen is not root:
            return True
        if seen.dep_ == "ROOT" or seen.pos_ == "VERB" or seen.dep_ == "ccomp":
            return False
        seen = seen.head
    return False


def _in_dictionary(word: str) -> bool:
    from lemminflect import getAllLemmas

    return bool(getAllLemmas(word))


def known_noun(root: Token, vocabulary: frozenset[str]) -> bool:
    return root.lemma_.lower() in vocabulary or root.lower_ in vocabulary


def _punishing(root: Token, kinds: set[BlameKind]) -> bool:
    """In a threat, only the condition says what it is about; the rest is the punishment."""
    if BlameKind.THREAT not in kinds:
        return False
    for seen in (root, *root.ancestors):
        if seen.dep_ == "advcl" and any(c.lower_ in {"if", "unless", "when"} for c in seen.lefts):
            return False
        if any(c.lower_ in {"will", "'ll", "ll", "wo", "can", "gonna"} and c.dep_ == "aux" for c in seen.children) or (
                seen.dep_ == "conj" and seen.pos_ in {"VERB", "AUX"}):
            return True
    return False


def _topic(chunk: Span, vocabulary: frozenset[str], kinds: set[BlameKind]) -> Topic | None:
    root = chunk.root
    low, lemma = root.lower_, root.lemma_.lower()
    about = root.dep_ == "pobj" and root.head.lower_ in {"about", "over"} and chunk[0].tag_ == "PRP$"
    if root.pos_ not in {"NOUN", "PROPN"} or low in KIN or not root.text.isalpha() or len(low) < 3:
        return None
    if not about and (low in BAD_TOPICS or lemma in BAD_TOPICS) or root.i + 1 < len(root.doc) and root.nbor(1).text == "-":
        return None
    belittled = BlameKind.DISMISSAL in kinds and root.dep_ == "attr" and any(
        c.dep_ == "nsubj" and c.lower_ in {"it", "that", "this"} for c in root.head.children)
    if (_figurative(root) and not belittled) or _punishing(root, kinds) or not clean(t for t in chunk if t.lower_ not in {"only", "any"}) or root.dep_ in {"npadvmod", "ROOT", "dep", "vocative"} and lemma not in DAYS:
        return None
    tokens = [t for t in chunk if not (belittled and t.tag_ in {"CD", "DT", "RB"})]
    if belittled and known_noun(root, vocabulary) and len(tokens) < 3 and not any(t.tag_ == "PRP$" for t in tokens):
        return Topic("the " + text_of(tokens), root.tag_ == "NNS", BELITTLED, False)
    while tokens and tokens[0].tag_ in {"CC", "RB", "UH", "PDT"}:
        tokens.pop(0)
    if not tokens or any(t.lower_ in FILLERS | KIN for t in tokens) or any(t.tag_ in {"WDT", "WP", "WP$", "PRP", "CD"} or t.is_punct or t.like_num for t in tokens) or len(tokens) > 4:
        return None
    known = lemma in vocabulary or low in vocabulary
    lead = tokens[0].lower_
    plural = root.tag_ in {"NNS", "NNPS"} or any(c.dep_ == "conj" for c in root.children)
    if lead in {"a", "an"} or (lead in {"no", "some", "any", "another", "one", "each", "every", "what", "which", "such"}):
        if not known or len(tokens) > 2:
            return None
        tokens, lead = [root], ""
        text = ("the " if not plural else "") + text_of([root])
        return Topic(text, plural, 4, False)
    if any(t.tag_ in {"JJR", "JJS"} for t in tokens):
        return None
    if BlameKind.COMPARISON in kinds and not (known and lead in {"my", "our", "your"}):
        return None
    tokens = [t for t in tokens if t.lower_ not in {"whole", "entire", "only", "very", "famous", "precious", "little", "silly"}]
    if any(t.tag_ not in {"DT", "PRP$", "NN", "NNS", "NNP", "NNPS", "JJ", "POS", "VBN"} for t in tokens):
        return None
    if lead in {"her", "his", "their"} and any(t.tag_ == "POS" for t in tokens):
        return Topic("the " + text_of([root]), plural, 4, False) if known else None
    name = root.pos_ == "PROPN"
    if name and (root.ent_type_ == "" and not root.text[0].isupper() and lemma not in DAYS):
        return None
    if name and root.is_sent_start and lemma not in DAYS and (len(low) < 4 or _in_dictionary(low)):
        return None
    if not name and lead not in POSSESSIVES and not (known and root.tag_ in {"NN", "NNS"} and lemma in DAYS | {"money", "work", "food", "marriage",
                                                                                      "school", "university", "college", "dinner", "church"}):
        return None
    if not known and not name and lead not in {"my", "our", "his"} and not (root.head.lower_ in {"about", "over"} or lead == "your" and not kinds & {
            BlameKind.CONTEMPT, BlameKind.LABEL, BlameKind.ACCUSING_QUESTION, BlameKind.DISMISSAL, BlameKind.THREAT, BlameKind.MIND_READING}):
        return None
    if kinds & {BlameKind.CONTEMPT, BlameKind.GUILT_TRIP} and not known:
        return None
    weight = 2
    if known:
        weight += 3
    if lead in {"my", "our"}:
        weight += 2
    elif lead in {"your", "ur", "the", "this", "that"}:
        weight += 1
    if lemma in DAYS:
        weight += 2
    if len(tokens) > 3:
        weight -= 1
    if name and lemma not in DAYS:
        weight += 1
    if not known and not name and lead not in {"my", "our"} and weight < 4:
        weight = 2
    text = text_of(tokens)
    if tokens[0].is_sent_start and tokens[0].tag_ in {"DT", "PRP$"}:
        text = text[0].lower() + text[1:]
    return Topic(text, plural, weight, name or lemma in KIN_ROLES)
