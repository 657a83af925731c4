"""What the learner tells about the other, in the other's mouth: "She read my diary" gives "I read your diary" and "reading your diary"."""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Callable, Collection, Iterator

from bot.coach.echo import echo
from bot.coach.language import Parsed
from bot.coach.reframe.grammar import inflect

if TYPE_CHECKING:
    from spacy.tokens import Token

CALLED = {"mother": frozenset("mother mum mom mam mama mamma mummy mommy ma mami ammi amma umma eomma nanay inay mamá mutti".split()),
          "daughter": frozenset("daughter girl kid".split())}
LONGEST = 16  # words; a longer clause does not sound like something one says back
_KEEPS = frozenset("keep start begin continue go stop".split())
_OWN = {"i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself", "we": "we", "us": "us", "our": "our"}
_BE = {"is": "am", "are": "are", "was": "was"}
#: Another woman, told of before "she": then nobody knows whose deed it is.
_WOMEN = frozenset("aunt auntie aunty sister gran granny grandma nan nana grandmother wife girlfriend cousin teacher friend boss "
                   "neighbour nurse doctor stepmother stepmum niece woman lady girl".split())
_BE_YOU = {"am": "are", "'m": "'re", "was": "were"}


@dataclass(frozen=True)
class Retold:
    """``event`` a clause with I, ``deed`` the same as a gerund, ``matter`` the thing it is about; None where the words give none."""

    event: str | None = None
    deed: str | None = None
    matter: str | None = None


def retell(parsed: Parsed, role: str, name: str | None = None) -> Retold:
    """``role``: what the other is to the learner, mother or daughter; ``name``: what she is called."""
    names = CALLED[role] | ({name.lower()} if name else set())
    matter = re.sub(r"^her ", "my ", echo(parsed, ()).raised or "") or None
    matter = None if matter and matter.split()[-1].lower() in names else matter
    for verb in _told_of_her(parsed, names):
        words = list(_clause(verb))
        subject = _subject(verb)
        if subject is None or len(words) > LONGEST:
            continue
        event = _said_by_her(words, names)
        after = [token for token in words if token.i > subject.right_edge.i]
        return Retold(event, _gerund(verb, after, names), matter)
    return Retold(matter=matter)


_WANT = re.compile(
    r"^(?:(?:i|we)(?:'d| would)? (?:(?:really|just|only) )?(?:want|need|like|love|wish|ask)(?: it if| that| for)?\b[ ,]*)?"
    r"(?:(?:that|for|please|just|her|you|mum|mom|mama|my mum|my mom|my mother|my daughter|she|could|can|would|should|will|to|"
    r"be able to|if)\b[ ,]*)*", re.I)


def wished(parse_text: Callable[[str], Parsed], text: str, role: str, name: str | None = None) -> str | None:
    """What the learner asks of her, as she would say it after "to": "I want her to knock before she comes in" gives "knock before I come
    in". None where the words name no deed of hers."""
    names = CALLED[role] | ({name.lower()} if name else set())
    first = re.split(r"(?<=[.!?;\n])\s+", text.strip())[0].strip(" .!?;\n")
    lead = _WANT.match(first)
    bare = (first[lead.end():] if lead else first).replace("’", "'")
    denied = re.match(r"(?:not to|not|don't|do not|never) ", bare, re.I)
    bare = bare[denied.end():] if denied else bare
    parsed = parse_text(f"She should {bare}")
    words = [token for token in parsed.doc if token.i >= 2]
    verb = next((token for token in words if token.pos_ in ("VERB", "AUX")), None)
    if verb is None or len(words) > LONGEST or _about_the_learner(first):
        return None
    if verb.i != words[0].i and (words[0].pos_ not in ("ADV", "PART") or words[0].tag_ == "RBR"):
        return None
    phrase = _said_by_her(words, names)
    if verb.tag_ == "VBZ":
        phrase = phrase.replace(verb.text, verb.lemma_, 1)
    phrase = phrase if phrase.startswith("I ") else phrase[:1].lower() + phrase[1:]
    return (f"not {phrase}" if denied else phrase) or None


def _about_the_learner(text: str) -> bool:
    """Not a deed of hers: "to be heard", "I want to move out"."""
    return bool(re.match(r"^(?:to be|i (?:want|need|'d like|would like) to)\b", text.replace("’", "'"), re.I))


def _told_of_her(parsed: Parsed, names: Collection[str]) -> Iterator[Token]:
    """Verbs whose subject is the other, main clauses first."""
    verbs = [token for token in parsed.doc if token.pos_ in ("VERB", "AUX") and token.dep_ in ("ROOT", "conj", "ccomp", "advcl", "relcl")]
    for verb in sorted(verbs, key=lambda token: (token.dep_ != "ROOT", token.i)):
        subject = _subject(verb)
        if subject is None or not _is_her(subject, names):
            continue
        before = [token for token in parsed.doc[:subject.i] if token.lower_ in names or token.lower_ in _WOMEN]
        if subject.lower_ == "she" and before and before[-1].lower_ in _WOMEN:
            continue
        yield verb


def _subject(verb: Token) -> Token | None:
    return next((child for child in verb.lefts if child.dep_ in ("nsubj", "nsubjpass")), None)


def _is_her(token: Token, names: Collection[str]) -> bool:
    owner = next((child.lower_ for child in token.lefts if child.dep_ == "poss"), "my")
    return token.lower_ == "she" or token.lower_ in names and owner == "my" and not list(token.rights)


def _clause(verb: Token) -> Iterator[Token]:
    """The clause without what is added to it ("and told my aunt", "because …"), and without what leads in."""
    subject = _subject(verb)
    assert subject is not None
    dropped: set[int] = set()
    for child in verb.rights:
        added = child.dep_ in ("conj", "parataxis") or child.dep_ == "advcl" and child.n_lefts and any(
            left.lower_ in ("because", "so", "although", "though", "but", "if", "while", "whereas") for left in child.lefts)
        if added or child.dep_ in ("cc", "punct"):
            dropped.update(token.i for token in child.subtree)
    for token in verb.subtree:
        if token.i >= subject.left_edge.i and token.i not in dropped and not (token.is_punct and token.text in ".!?;,–—-"):
            yield token


def _said_by_her(words: list[Token], names: Collection[str]) -> str:
    out: list[str] = []
    speaker = ""  # whose verb comes next, to make it agree
    for token in words:
        low, word = token.lower_, token.text
        if token.dep_ == "poss" and low == "my" and token.head.lower_ in names and _is_her(token.head, names):
            continue  # "my" of "my mum"
        if low == "she" or low in names and _is_her(token, names) and token.dep_ in ("nsubj", "nsubjpass"):
            word, speaker = "I", "i"
        elif low in names and _is_her(token, names):
            word = "me"
        elif low in ("her", "herself", "hers"):
            word = {"her": "my" if token.dep_ == "poss" else "me", "herself": "myself", "hers": "mine"}[low]
        elif low in _OWN:
            word = _OWN[low]
            speaker = "you" if low == "i" else speaker
        elif low in ("you", "your", "yourself", "yours"):
            word = {"you": "I" if token.dep_ in ("nsubj", "nsubjpass") else "me", "your": "my", "yourself": "myself", "yours": "mine"}[low]
            speaker = "i" if word == "I" else speaker
        elif speaker and token.tag_ in ("VBZ", "VBD", "VBP", "MD") and token.pos_ in ("VERB", "AUX"):
            if speaker == "you":
                word = _BE_YOU.get(low, word)
            elif low == "'s":
                word = "'ve" if token.dep_ == "aux" and token.head.tag_ == "VBN" and not any(
                    child.dep_ == "auxpass" for child in token.head.lefts if child is not token) or _been(token) else "'m"
            elif low in _BE:
                word = _BE[low]
            elif token.tag_ == "VBZ":
                word = {"has": "have", "does": "do"}.get(low, token.lemma_.lower())
            speaker = ""  # only the first verb agrees with her
        out.append(word + token.whitespace_)
    return " ".join("".join(out).split()).strip(" .,;:!?")


def _been(token: Token) -> bool:
    """Whether 's stands before "been" or "got": has, not is."""
    return token.i + 1 < len(token.doc) and token.nbor(1).lower_ in ("been", "got", "had", "never", "always") and any(
        child.tag_ == "VBN" for child in (token.head, *token.head.lefts))


def _gerund(verb: Token, after: list[Token], names: Collection[str]) -> str | None:
    """The deed as a thing: "reading your diary", "not coming to your wedding"."""
    head = verb
    inner = next((child for child in verb.rights if child.dep_ == "xcomp" and child.tag_ == "VBG"), None)
    if verb.lemma_ in _KEEPS and inner is not None:
        head = inner
    auxiliaries = [child for child in verb.lefts if child.dep_ in ("aux", "auxpass")]
    if any(child.tag_ == "MD" for child in auxiliaries):
        return None
    form = "being" if head.lemma_ == "be" or any(child.dep_ == "auxpass" for child in auxiliaries) else inflect(head, "VBG")
    if form is None:
        return None
    if head.tag_ == "VBG":
        form = head.text.lower()
    elif head is verb and any(child.dep_ == "auxpass" for child in auxiliaries):
        form = f"being {verb.text}"
    negated = any(child.dep_ == "neg" and child.lower_ in ("not", "n't") for child in verb.children)
    never = any(child.lower_ == "never" for child in verb.children)
    tail = _said_by_her([token for token in after if token.i > head.i], names)
    return " ".join(part for part in ("not" if negated else "never" if never else "", form, tail) if part)
