"""Where a clause of hers ends, and what falls out of it on the way: addresses, tags, motives, likenesses, swelling."""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Sequence

from bot.coach.reframe.grammar import breaks, inflect, is_past, is_you
from bot.coach.reframe.lexis import KIN, TIME_UNITS, YOU
from bot.coach.reframe.spell import spelled, text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

MAX_CARRIED = 19  # words; what is longer is cut at its last joint
STOPS = frozenset({".", "!", "?", ";", ":", "–", "—", "…", "...", "(", ")", "--", "/", "!!", "??", "..", "*"})
#: After a comma these open something new.
OPENERS = YOU | frozenset("""i i'm we it it's its that this he she they and but so or because like just even not never then as what how why who is are do does did
 don't haven't no yes yeah right ok okay innit which while please thanks only nor yet if unless though although always every my your well maybe perhaps
 there here when where come go look listen stop with""".split())
#: From here on it is why, as if or in spite of what.
MOTIVES = frozenset("because cos coz cuz bc so though although whereas unless except lest but since yet".split())
#: What somebody is said to be after.
AIMS = frozenset("hurt spite annoy punish make get control see check embarrass upset show prove impress look avoid keep feel win score shame teach test trap stop catch be have".split())
#: What may be followed by a clause without a joint.
TELLING = frozenset("say think know tell feel mean hope wish guess believe bet swear suppose see hear".split())
SPITE = frozenset("hurt spite annoy punish embarrass upset shame humiliate".split())
LIKENESS = frozenset({"like", "as"})
ON_PURPOSE = (("on", "purpose"), ("out", "of", "spite"), ("for", "no", "reason"), ("for", "god", "'s", "sake"), ("for", "once"), ("for", "a", "change"),
              ("at", "all"), ("for", "everything"), ("with", "everything"), ("all", "the", "time"), ("every", "single", "time"), ("every", "time"), ("of", "course"), ("as", "usual"), ("as", "always"),
              ("of", "all", "people"), ("of", "all", "things"), ("like", "that"), ("like", "this"), ("over", "and", "over"), ("again", "and", "again"), ("day", "in"), ("day", "out"),
              ("in", "your", "life"), ("in", "your", "whole", "life"), ("one", "more", "time"), ("once", "more"), ("if", "you", "ask", "me"), ("by", "the", "way"),
              ("to", "be", "honest"), ("to", "my", "face"), ("for", "once", "in", "your", "life"), ("you", "know"), ("in", "the", "first", "place"), ("so", "much", "as"), ("for", "heaven", "'s", "sake"))
WEIGHTS = {first: tuple(words for words in ON_PURPOSE if words[0] == first) for first in {words[0] for words in ON_PURPOSE}}
SWELLING = frozenset("""always never ever even just literally constantly forever bloody damn fucking freaking totally completely absolutely really actually
 honestly simply entirely utterly blooming flipping only deliberately purposely happily conveniently casually obviously clearly lol already somehow
 merely basically barely hardly still proper frankly eternally continually perpetually flat goddamn damned sodding effing fricking bleeding ruddy""".split())
#: A clause does not end on these.
HANGING = frozenset("my our your the a an his their and or but that to of with than from for whose very so as if at into by in on".split())
TRAILING = frozenset("anyway though then too either lol man mate innit haha please right ok okay yeah no honestly abi nah na lah leh wor eh hey now sef o oh huh well".split())
PREDICATE_TAILS = frozenset({"about", "in", "on", "at", "for", "with", "to", "from", "up", "out", "off", "over", "down", "back", "away", "by", "round", "through"})


@dataclass(frozen=True)
class Carried:
    """``tokens`` run from the head verb's next word to the end of what can be carried; ``likened`` where a likeness was cut off,
    ``motive`` where a reason was."""

    tokens: tuple[Token, ...]
    likened: bool = False
    motive: bool = False

    def __str__(self) -> str:
        return text_of(self.tokens)


def _opens_clause(token: Token) -> bool:
    """A joint after which somebody else, or the same, does something new."""
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if after is None:
        return True
    if after.pos_ == "VERB" and after.tag_ != "VBN" and after.lower_ not in YOU:
        return after.lemma_.lower() in {"blame", "lie", "accuse"}
    if after.lower_ == "then" and after.i + 1 < len(token.doc) and after.nbor(1).pos_ == "VERB" and after.nbor(1).lemma_.lower() not in {"blame", "lie", "accuse"} and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in after.nbor(1).lefts):
        return False  # "you smile at him and then shout at me"
    if after.lower_ in YOU | {"i", "we", "he", "she", "they", "it", "that", "there", "now", "then", "this", "what", "how", "why", "so", "when", "i'm"}:
        return True
    near = token.doc[after.i:after.i + 3]
    return any(c.dep_ in {"nsubj", "nsubjpass"} and c.lower_ not in {"me", "them", "him", "her", "us"} and c.head.i > c.i and c.sent == token.sent and not any(t.is_punct for t in near) for c in near)


def _matches(doc: Doc, at: int, words: tuple[str, ...]) -> bool:
    return tuple(t.lower_ for t in doc[at:at + len(words)]) == words


def _cut_at(doc: Doc, i: int, head: Token, first: int) -> str | None:
    """Why the clause ends before this token: ``end``, ``motive`` or ``like``; None where it goes on."""
    token = doc[i]
    low = token.lower_
    if token.text in STOPS or token.text == "-" and bool(token.whitespace_) or token.is_sent_start and i > first and not token.text[0].islower() and not (low in {"i", "i'm"} and not doc[i - 1].is_punct and head.lemma_.lower() in {"tell", "say", "think", "know"}):
        return "end"
    if token.text[:1] in "!?.…" or not (token.is_alpha or token.is_punct or token.like_num or "'" in token.text or "’" in token.text or "-" in token.text or token.text in {"£", "$", "€", "%", "&"} or low == "w/o"):
        return "end"
    if token.text == "," and i == first:
        return "end"
    if token.text == ",":
        after = doc[i + 1] if i + 1 < len(doc) else None
        if after is not None and after.pos_ == "VERB" and after in head.conjuncts and after.tag_ == head.tag_ and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in after.lefts):
            return None  # "you come over, eat, and go"
        if after is None or after.lower_ in OPENERS or after.lower_ in KIN or after.is_punct or after.pos_ in {"VERB", "AUX", "INTJ"} or after.dep_ == "ROOT":
            return "end"
        if after.pos_ in {"NOUN", "PROPN", "ADJ"} and (i + 2 >= len(doc) or doc[i + 2].text[:1] in STOPS) and not any(t.text == "," for t in doc[first:i]):
            return "end"  # "…, coward": a name she is called
        if after.pos_ == "PROPN" and (i + 2 >= len(doc) or doc[i + 2].is_punct):
            return "end"  # a name at the end: she is called
        return None
    if low == "every" and i > first and i + 1 < len(doc) and (doc[i + 1].lower_ == "time" or doc[i + 1].lower_ == "single" and doc[i + 2:i + 3].text.lower() in {"time", "day", "week", "night", "visit", "morning"}):
        return "end"
    if i > first and token.dep_ in {"nsubj", "nsubjpass"} and token.tag_ == "PRP" and token.head.i > i and token.head != head and head.lemma_.lower() not in {"tell", "say", "think", "know", "believe"} and token.head.dep_ in {"ROOT", "parataxis"} and not any(
            c.dep_ == "mark" or c.tag_ in {"WRB", "WP"} for c in token.head.lefts):
        return "end"  # a sentence begun without a stop
    if is_you(token) and i > first and doc[i - 1].lower_ in {"me", "us", "it", "them"} and next((t for t in doc[i + 1:i + 3] if t.pos_ != "ADV"), token).tag_ in {"VBP", "VBD", "MD"} and head.lemma_.lower() not in {"tell", "say", "think", "know"}:
        return "end"  # "you don't even like me you like my grades"
    if i > first and token.dep_ in {"nsubj", "nsubjpass", "expl"} and token.head.i > i and head.dep_ == "advcl" and head.pos_ in {"VERB", "AUX"} and token.head in set(head.ancestors):
        return "end"  # the clause this one stands before
    if low in {"it", "that", "this", "it's"} and i > first + 1 and i + 1 < len(doc) and doc[i + 1].lower_ in {"'s", "is", "was", "s"} and (doc[i - 1].pos_ in {"NOUN", "PROPN", "ADV"} or doc[i - 1].dep_ == "prt" or doc[i - 1].pos_ == "VERB" and doc[i - 1].lemma_.lower() not in TELLING) and token.dep_ in {
            "nsubj", "expl"} and (low in {"it", "it's"} or token.head.dep_ not in {"relcl", "acl"}):
        return "end"  # "you ask me about money it's tiring"
    named_last = low in KIN and i > first and i + 1 >= len(doc) - 1
    if named_last and token.i and doc[i - 1].pos_ in {"NOUN", "PRON", "PROPN", "ADV"} and doc[i - 1].dep_ != "poss":
        return "end"  # "in the middle of something mum"
    if named_last and token.dep_ not in {"dobj", "pobj", "dative"} and token.nbor(-1).lower_ not in {"my", "your", "a", "the", "her", "his"}:
        return "end"
    if i > first and low == "its" and breaks(token):
        return "end"
    if low == "so" and i + 1 < len(doc) and doc[i + 1].lower_ in {"much", "many", "often", "hard", "loud", "long"} and any(
            t.lower_ in {"i", "that", "we", "you"} for t in doc[i + 2:i + 4]):
        return "motive"  # "so often I can't sleep"
    if low == "but" and i > first and any(t.lower_ in {"never", "n't", "not"} for t in doc[i + 1:i + 5]) and any(is_you(t) for t in doc[i + 1:i + 4]):
        return "end"
    if low in MOTIVES and i > first and not (low == "but" and head.lemma_.lower() in {"say", "promise", "swear"} and any(is_you(t) for t in doc[i + 1:i + 4])):
        if low == "so" and (i + 1 >= len(doc) or doc[i + 1].is_punct):
            return None
        if low == "so" and i + 1 < len(doc) and doc[i + 1].tag_ in {"JJ", "RB"} and doc[i + 1].lower_ not in {"now", "then"}:
            return None  # "so much"
        if low == "since" and (head.tag_ in {"JJ", "VBN"} or not any(t.dep_ in {"nsubj", "nsubjpass"} for t in doc[i:i + 4]) or any(c.lower_ in {"have", "'ve", "has"} for c in head.lefts)):
            return None
        if low == "but" and i + 2 < len(doc) and doc[i + 1].lower_ in {"not", "never"} and doc[i + 2].pos_ in {"ADP", "PRON", "NOUN", "PROPN"}:
            return None  # "for your friends but not for me"
        if low == "but" and i and doc[i - 1].lower_ in {"nothing", "anything", "everything"}:
            return None
        return "motive" if low in {"because", "cos", "coz", "cuz", "bc", "so", "since"} else "end"
    if low in LIKENESS and i > head.i and token.tag_ in {"IN", "UH"}:
        if low == "like" and (i + 1 < len(doc) and doc[i + 1].lower_ in {"that", "this"} or doc[i - 1].lower_ in {"more", "less", "look", "looks", "feel", "feels"}):
            return None
        if low == "as" and head.lemma_.lower() in {"see", "regard", "count", "know", "treat"} and i + 1 < len(doc) and doc[i + 1].lower_ not in {"if", "though"}:
            return None
        if low == "as" and i + 1 < len(doc) and (doc[i + 1].lower_ not in {"if", "though", "a", "an", "usual"} or any(t.lower_ == "as" for t in doc[max(0, i - 4):i])):
            return None
        return "like"
    if low == "just" and i + 1 < len(doc) and doc[i + 1].lower_ in {"to", "so", "because", "like"} and i > head.i:
        return "motive"
    if low in {"and", "but"} and head.lemma_.lower() in {"say", "promise", "swear"} and any(t.lower_ in {"'ll", "will", "would", "'d"} for t in doc[head.i:i]) and any(
            is_you(t) for t in doc[i + 1:i + 4]):
        return None  # "you say you'll write and then you've no stamps"
    if low == "and" and i > first and doc[i + 1:i + 2].text.lower() == "i" and not any(t.pos_ in {"VERB", "AUX"} for t in doc[first:i]) and head.tag_ in {"WP", "WRB", "WDT"}:
        return None  # "what your father and I went through"
    if i > first and token.pos_ == "AUX" and token.dep_ == "ROOT" and head.dep_ == "relcl":
        return "end"  # "the way you speak to me | is a disgrace"
    if low in {"and", "or", "but"} and i + 1 < len(doc) and doc[i + 1].lower_ in {"never", "do", "don't", "wo", "ca"}:
        return "end"
    if low in {"and", "or", "plus"} and i >= first and _opens_clause(token):
        return "end"
    return None


def _idle(doc: Doc, i: int) -> int:
    """How many words from here only swell the clause."""
    found = max((len(words) for words in WEIGHTS.get(doc[i].lower_, ()) if _matches(doc, i, words)), default=0)
    if found and doc[i + found - 1].lower_ == "time" and i + found < len(doc) and not doc[i + found].is_punct:
        return 0  # "every time I sang" is more than weight
    if found and doc[i + found - 1].lower_ == "all" and i + found < len(doc) and doc[i + found].pos_ == "NOUN":
        return 0  # "at all hours"
    if doc[i].lower_ == "like" and any(t.lemma_.lower() in {"talk", "speak", "treat", "look", "live"} for t in doc[max(0, i - 5):i]):
        return 0
    return found if found and not (doc[i].lower_ == "like" and i + found < len(doc) and doc[i + found].pos_ in {"NOUN", "ADJ"}) else 0


def carried(doc: Doc, head: Token, motives: bool) -> Carried:
    """What follows ``head`` and belongs to it. With ``motives`` (she guesses at a reason) "to spite me" falls as well."""
    out: list[Token] = []
    why: str | None = None
    i = first = head.i + 1
    while i < len(doc):
        skip = _idle(doc, i)
        if skip:
            i += skip
            continue
        why = _cut_at(doc, i, head, first)
        if why:
            break
        token = doc[i]
        if token.tag_ == "TO" and token.head.lemma_.lower() in (AIMS if motives else SPITE):
            why = "motive"
            break
        if not _swells(token, head):
            out.append(token)
        i += 1
    out = _shortened(out)
    while out and (out[-1].is_punct and not out[-1].is_quote or out[-1].lower_ in TRAILING and not (out[-1].dep_ in {"dobj", "pobj"} and out[-1].i and out[-1].nbor(-1).pos_ in {"DET", "PRON", "ADJ"}) or out[-1].lower_ in HANGING and not _closes(out[-1]) or out[-1].lower_ == "like"):
        out.pop()
    if len(out) > 1 and out[-1].lemma_.lower() in {"week", "day", "minute", "second", "moment", "time", "way"} and out[-2].lower_ == "the":
        out = out[:-2]  # its clause was lost
    return Carried(tuple(out), why == "like", why == "motive")


def wanted_part(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Of a wish, what comes before "instead of" and "rather than": the other half is what she does now."""
    end = next((n for n, t in enumerate(tokens[:-1]) if (t.lower_, tokens[n + 1].lower_) in {("instead", "of"), ("rather", "than")}), None)
    return tuple(tokens[:end])


def _closes(token: Token) -> bool:
    """A word that may well stand last: "the man I came with", "speak to me like that", "say so"."""
    if token.i and (token.lower_ in {"that", "this"} and (token.nbor(-1).lower_ == "like" or token.dep_ in {"dobj", "pobj"}) or token.lower_ == "so" and token.nbor(-1).lemma_ in {"say", "think", "do"}):
        return True
    stranded = token.dep_ == "prep" and not any(True for _ in token.rights) and any(a.dep_ in {"relcl", "ccomp", "pcomp"} for a in token.ancestors)
    return token.lower_ in PREDICATE_TAILS and (token.dep_ == "prt" or token.tag_ in {"RP", "RB"} or stranded)


def _swells(token: Token, head: Token) -> bool:
    low = token.lower_
    if low == "only" and token.i + 1 < len(token.doc) and token.nbor(1).pos_ in {"NOUN", "PROPN"} and token.i and token.nbor(-1).tag_ in {"DT", "PRP$"}:
        return False  # "my only day off"
    if low == "only" and (token.i > head.i + 1 or head.pos_ not in {"VERB", "AUX"}) and token.i + 1 < len(token.doc) and not token.nbor(1).is_punct:
        return False  # "that I'm only useful when …" without its only says the opposite
    if low == "just" and token.i + 1 < len(token.doc) and token.nbor(1).lower_ in {"after", "before", "when", "had", "as"}:
        return False
    if low == "still" and token.tag_ == "JJ" or low == "flat" and token.pos_ != "ADV":
        return False
    return low in SWELLING


def _shortened(tokens: list[Token]) -> list[Token]:
    """At most MAX_CARRIED words, cut at the last joint before that; empty where there is none."""
    if len(tokens) <= MAX_CARRIED:
        return tokens
    joints = [n for n, t in enumerate(tokens[:MAX_CARRIED]) if n > 3 and (
        t.text == "," or t.lower_ in {"and", "when", "while", "before", "after", "until", "if", "which", "where"} and t.pos_ in {"CCONJ", "SCONJ", "PRON", "ADV"})]
    return tokens[:joints[-1]] if joints else []


def unsaid(token: Token) -> bool:
    """A word that goes between subject and verb and carries nothing but weight."""
    return token.lower_ in SWELLING


def plus_some(text: str) -> str:
    """Words of a denied clause for one that is not: "any questions" gives "some questions"."""
    import re

    for low, high in ((r"\b(?:a|one)(?: single)? (?:thing|word) (?=I\b|we\b)", "what "), (r"\banything\b", "something"), (r"\banyone\b", "someone"), (r"\banybody\b", "somebody"), (r"\banywhere\b", "somewhere"),
                      (r"\b(anymore|any more|no more|either)\b", ""), (r"\bany\b", "some"), (r"\ba single\b", "a"), (r"\bone single\b", "one"), (r"\bonce\b(?! a| the| I| we)", ""),
                      (r"\b(so much as|in your life|in your whole life|not even|ever)\b", ""), (r"\byet\b", ""), (r"\bin (all )?(these |my |your )?(whole )?[\w-]+ years\b", "")):
        text = re.sub(low, high, text)
    return re.sub(r"\s+", " ", text).strip()


def finite(head: Token, tense_past: bool) -> str | None:
    """The head as a finite form after "you"."""
    lemma = head.lemma_.lower()
    if lemma in {"be", "'re", "re"} or head.lower_ in {"'re", "re", "are", "were", "was", "is"}:
        return "were" if tense_past else "are"
    return inflect(head, "VBD" if tense_past else "VB")


def dated(head: Token) -> bool:
    """Whether it is told as something that happened."""
    return is_past(head)


def spelled_before(tokens: list[Token]) -> str:
    return " ".join(spelled(t) for t in tokens)


__all__ = ["Carried", "carried", "dated", "finite", "is_you", "plus_some", "spelled_before", "unsaid", "TIME_UNITS"]
