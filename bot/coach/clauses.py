"""Clauses with their person: who does what, negated or not, asked or told, quoted or meant.

A charge needs somebody charged. These small facts, read from the dependency parse, carry further to foreign text than words do.
"""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bot.coach.language import KIN, Parsed

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = {"nsubj", "nsubjpass", "csubj", "expl", "csubjpass"}
CLAUSAL = {"ROOT", "conj", "ccomp", "advcl", "relcl", "acl", "parataxis", "csubj", "pcomp"}
SECOND = {"you", "your", "yours", "yourself", "ya", "yuh", "y'all", "yourselves", "thou"}
FIRST = {"i", "me", "my", "mine", "myself", "im"}
WE = {"we", "us", "our", "ours", "ourselves"}
OTHERS = set("sister brother cousin aunt auntie aunty uncle dad daddy father papa baba grandma grandmother nana nan gran grandfather grandpa "
             "husband wife neighbour neighbor son friend friends nephew niece boss teacher doctor baby kids children mother mum mom mam "
             "boyfriend girlfriend ex stepdad stepmum".split())
SAYING = {"say", "tell", "shout", "call", "claim", "write", "yell", "text", "scream", "swear", "joke", "mutter", "reckon", "whisper"}
_OPENERS = {"but", "and", "so", "or", "well", "oh", "ok", "okay", "then", "look", "listen", "honestly", "like", "yeah",
            "no", "yes", "seriously", "also", "plus", "cause", "that", "though", "hey", "please", "sorry", "god", "wow"} | set(KIN)


def person(token: Token) -> int:
    """1 the learner, 2 the other, 4 both of us, 3 anybody else. "Your nagging" is 20: a thing of the other's."""
    word = token.lower_
    if word in SECOND:
        return 2
    if word in FIRST:
        return 1
    if word in WE:
        return 4
    for child in token.children:
        if child.dep_ == "poss":
            return 20 if child.lower_ == "your" and token.lower_ not in OTHERS else 3
    return 3


@dataclass
class Clause:
    """``start``/``end`` are character offsets in the tidied text; ``who`` is the person of its subject (0: none, an order)."""

    parsed: Parsed
    head: Token
    subject: Token | None
    start: int
    end: int
    who: int
    outer: bool

    @cached_property
    def text(self) -> str:
        return self.parsed.tidy.text[self.start:self.end].lower()

    @cached_property
    def sentence(self) -> str:
        return self.head.sent.text.strip().lower()

    @cached_property
    def asked(self) -> bool:
        return self.parsed.tidy.text[self.end:self.end + 3].strip()[:1] == "?" or self.sentence.endswith("?")

    @cached_property
    def negated(self) -> bool:
        return any(c.dep_ == "neg" or c.lower_ in ("never", "nobody", "nothing") for c in self.head.children)

    @cached_property
    def quoted(self) -> bool:
        return self.parsed.quoted(self.head.idx)

    @cached_property
    def mark(self) -> str:
        """The subordinator that opens it ("when", "if", "because"), or ''."""
        for child in self.head.children:
            if child.dep_ in ("mark", "advmod") and child.i < self.head.i and child.lower_ in (
                    "when", "if", "because", "whenever", "while", "after", "since", "whether", "unless", "until", "before", "as", "though",
                    "although", "once"):
                return child.lower_
        return ""

    @cached_property
    def reported(self) -> bool:
        """Said by somebody ("Dad says you never call", "you said you'd come") or denied ("I'm not saying you're selfish")."""
        token = self.head
        while token.dep_ in ("ccomp", "conj", "xcomp", "acl", "relcl", "parataxis", "pcomp") and token.head is not token:
            child, token = token, token.head
            if child.dep_ == "conj" and any(c.dep_ in SUBJECTS for c in child.children) and child is self.head:
                continue
            subject = next((c for c in token.children if c.dep_ in SUBJECTS), None)
            who = person(subject) if subject is not None else 0
            negative = any(c.dep_ == "neg" for c in token.children)
            lemma = token.lemma_.lower()
            if lemma in SAYING and who not in (0, 1) and child.i > token.i:
                return True
            if lemma in ("tell", "ask") and who == 1 and any(c.dep_ in ("dobj", "dative", "iobj") and person(c) not in (1, 2) for c in token.children):
                return True
            if lemma in SAYING | {"think", "mean", "believe", "feel", "blame", "want", "accuse", "care"} and who == 1 and negative:
                return True
            if lemma in ("wonder", "worry", "fear", "hope", "wish", "guess", "suppose", "dream", "imagine", "ask", "afraid", "scared",
                         "worried", "terrified", "pretend") and who in (0, 1):
                return lemma not in ("guess", "suppose")
            if lemma in ("think", "thought", "assume", "believe", "feel") and token.tag_ in ("VBD", "VBN") and who == 1:
                return True
            if lemma in ("think", "know", "feel", "say", "mean") and who == 2 and (token.sent.text.strip().endswith("?")):
                return True
        return False

    @property
    def key(self) -> tuple[int, int]:
        return self.start, self.end


def _subject(head: Token) -> Token | None:
    for child in head.children:
        if child.dep_ in SUBJECTS:
            return child
    for helper in head.children:
        # The parser sometimes hangs the subject on the auxiliary ("you should have rung").
        if helper.dep_ in ("aux", "auxpass"):
            for child in helper.children:
                if child.dep_ in SUBJECTS:
                    return child
    if head.dep_ == "conj" and head.head is not head:
        return _subject(head.head)
    return None


def _is_head(token: Token) -> bool:
    if token.dep_ == "ROOT":
        return True
    if token.dep_ not in CLAUSAL or token.is_punct:
        return False
    own = any(c.dep_ in SUBJECTS for c in token.children)
    if token.dep_ in ("conj", "parataxis"):
        return own or (token.pos_ in ("VERB", "AUX") and token.head.pos_ in ("VERB", "AUX"))
    return own or token.dep_ in ("advcl", "pcomp", "ccomp") and token.pos_ in ("VERB", "AUX")


def _separate(token: Token) -> bool:
    """Starts a clause that could stand alone (two joined sentences), so the first one ends before it."""
    if token.dep_ == "ROOT":
        return True
    own = any(c.dep_ in SUBJECTS for c in token.children)
    if token.dep_ in ("conj", "parataxis"):
        return own or token.dep_ == "parataxis"
    if token.dep_ == "ccomp" and own and token.i < token.head.i:
        between = token.doc[token.i:token.head.i].text
        return "," in between or ";" in between or " - " in between or "." in between
    return False


def _extent(head: Token) -> list[Token]:
    taken: list[Token] = []
    stack = [head]
    while stack:
        token = stack.pop()
        taken.append(token)
        for child in token.children:
            if child is not head and _is_head(child) and _separate(child):
                continue
            stack.append(child)
    taken.sort(key=lambda t: t.i)
    # A separate clause in the middle cuts the extent: keep the run that holds the head.
    run: list[Token] = []
    position = next(i for i, t in enumerate(taken) if t.i == head.i)
    low = high = position
    while low > 0 and taken[low].i - taken[low - 1].i == 1:
        low -= 1
    while high + 1 < len(taken) and taken[high + 1].i - taken[high].i == 1:
        high += 1
    run = taken[low:high + 1]
    return run


def _trim(run: list[Token], subject: Token | None, head: Token) -> list[Token]:
    keep = {head.i}
    if subject is not None:
        keep.add(subject.i)
    while len(run) > 1 and run[0].i not in keep and (
            run[0].is_punct or run[0].is_space or run[0].dep_ in ("cc", "intj", "punct") or run[0].lower_ in _OPENERS
            or run[0].dep_ == "mark" and run[0].head is head):
        run = run[1:]
    while len(run) > 1 and run[-1].i not in keep and (
            run[-1].is_punct or run[-1].is_space or run[-1].dep_ == "cc" or run[-1].lower_ in KIN and run[-2].is_punct):
        run = run[:-1]
    return run


def clauses(parsed: Parsed) -> list[Clause]:
    """Every clause of the message in text order; ``outer`` ones together cover it, the others lie inside them."""
    found: list[Clause] = []
    for token in parsed.doc:
        if token.is_space or not _is_head(token):
            continue
        subject = _subject(token)
        run = _trim(_extent(token), subject, token)
        if not run:
            continue
        who = person(subject) if subject is not None else 0
        found.append(Clause(parsed, token, subject, run[0].idx, run[-1].idx + len(run[-1]), who, _separate(token)))
    return sorted(found, key=lambda c: (c.start, -c.end))
